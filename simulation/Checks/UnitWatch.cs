using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.Simulation;

/// <summary>Serialised units, added up on their own from what happened to them: one serial is in one book at a time.</summary>
internal sealed class UnitWatch
{
    private readonly SortedDictionary<string, string> _books = new(StringComparer.Ordinal);
    private readonly HashSet<(string Stock, string Coding)> _codings = [];

    public FoldWatch<Unit, UnitEvent> Registry { get; } = new(UnitKind.Instance);

    public bool WasCoded(string stock, string id) => _codings.Contains((stock, id));

    /// <param name="by">Virtual time at which it was durable.</param>
    /// <returns>False for what belongs to somebody else.</returns>
    public bool Take(RecordedEvent entry, long by)
    {
        if (entry.Stream.Category != UnitKind.Instance.Category) return false;
        Registry.Take(entry, by);
        return true;
    }

    /// <summary>Looks at every event of a stock.</summary>
    public void Look(RecordedEvent entry)
    {
        if (!entry.Stream.Key.EndsWith("/" + Requests.SerialSku, StringComparison.Ordinal)) return;
        switch (StockKind.Instance.Events.Read(entry))
        {
            case StockMoved moved:
                foreach (var line in moved.Lines)
                    if (line.Serial is { } serial) Move(entry, serial, line.Quantity);
                break;
            case UnitsCoded coded:
                _codings.Add((entry.Stream.Key, coded.Id));
                foreach (var serial in coded.Serials) Move(entry, serial, 1);
                break;
            case UnitsLost lost:
                foreach (var serial in lost.Serials)
                    if (_books.GetValueOrDefault(serial) == entry.Stream.Key) _books.Remove(serial);
                break;
        }
    }

    /// <summary>When nothing is under way: who has a unit in the book holds it in the registry too.</summary>
    public void CheckEnd()
    {
        foreach (var (serial, stock) in _books)
        {
            var held = Registry.Last($"{Requests.SerialSku}/{serial}")?.State.Claim;
            if ($"{held?.Store}/{Requests.SerialSku}" != stock) throw new Violation("Who has a unit holds it.", $"{serial} is in {stock}, and held by {held?.Store} for {held?.Movement}.");
        }
    }

    private void Move(RecordedEvent entry, string serial, decimal quantity)
    {
        var known = _books.GetValueOrDefault(serial);
        if (quantity > 0)
        {
            if (known is not null) throw new Violation("A unit is in one book.", $"{entry.Stream} version {entry.Version}: {serial} comes, and {known} has it.");
            _books[serial] = entry.Stream.Key;
        }
        else
        {
            if (known != entry.Stream.Key) throw new Violation("A unit leaves from where it is.", $"{entry.Stream} version {entry.Version}: {serial} goes, and {known ?? "nobody"} has it.");
            _books.Remove(serial);
        }
    }
}
