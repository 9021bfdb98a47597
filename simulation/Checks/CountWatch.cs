using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.Simulation;

/// <summary>Count sessions, folded on their own, and what must be so of what they post: the ledger at the moment of the count is added up here once more, from every movement.</summary>
internal sealed class CountWatch
{
    private const string AsCounted = "What a session posts is what was counted less the ledger at that moment.";
    private const string Flagged = "A count that breaks promises names those, and no others.";
    private const string Once = "A session has posted what its stocks have, each lot once.";

    private readonly Dictionary<string, List<(StockMoved Moved, EventInfo Info)>> _moved = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Session, string Sku), Dictionary<(string? Lot, string? Bin), decimal>> _counted = [];
    private readonly Dictionary<string, (string Id, Dictionary<string, decimal> Short)> _broken = new(StringComparer.Ordinal);
    private readonly HashSet<(string Stock, string Id)> _posted = [];
    private readonly List<RecordedEvent> _decision = [];

    public FoldWatch<CountSession, CountEvent> Sessions { get; } = new(CountSessionKind.Instance);

    /// <summary>Sessions with work of their own to do.</summary>
    public IEnumerable<StreamKey> Open() => Sessions.All.Where(one => one.Value.State.Head.State is CountState.Comparing or CountState.Posting).Select(one => CountSessionKind.Instance.Stream(one.Key));

    /// <param name="by">Virtual time at which it was durable.</param>
    /// <returns>False for what belongs to somebody else.</returns>
    public bool Take(RecordedEvent entry, long by)
    {
        if (entry.Stream.Category != "count-session") return false;
        Sessions.Take(entry, by);
        switch (CountSessionKind.Instance.Events.Read(entry))
        {
            case CountsSubmitted counts:
                foreach (var line in counts.Lines) Note(entry.Stream.Key, line);
                break;
            case CountRecountDemanded again:
                foreach (var sku in again.Skus) _counted.Remove((entry.Stream.Key, sku));
                break;
        }
        return true;
    }

    private void Note(string session, CountedLine line)
    {
        if (!_counted.TryGetValue((session, line.Sku), out var places)) _counted[(session, line.Sku)] = places = [];
        places.Remove((null, null));
        places[(line.Lot, line.Bin)] = line.Counted;
    }

    /// <summary>Looks at every entry of a stock, once it is folded.</summary>
    public void TakeStock(RecordedEvent entry, StockWatch stock)
    {
        var happened = StockKind.Instance.Events.Read(entry);
        if (_decision.Count > 0 && (_decision[^1].Stream != entry.Stream || _decision[^1].At != entry.At || _decision[^1].CorrelationId != entry.CorrelationId)) _decision.Clear();
        if (_broken.Remove(stock.Key, out var broken)) CheckFlagged(stock, broken.Id, broken.Short, happened);
        if (happened is StockMoved moved)
        {
            if (moved.Kind == MovementKind.Count && moved.Id.StartsWith("count:", StringComparison.Ordinal)) TakePosting(entry, stock, moved);
            if (!_moved.TryGetValue(stock.Key, out var all)) _moved[stock.Key] = all = [];
            all.Add((moved, new(entry.Version, entry.At, entry.Actor)));
        }
        if (happened is StockMoved or IncidentRaised) _decision.Clear();
        else _decision.Add(entry);
    }

    private void TakePosting(RecordedEvent entry, StockWatch stock, StockMoved moved)
    {
        var session = moved.Id.Split(':')[1];
        var (line, sku) = (moved.Lines.Single(), StockKey.Parse(stock.Key).Sku);
        if (Sessions.Last(session)?.State is not { Head.State: CountState.Posting } state) throw new Violation("A step of a process is taken after its reason is durable.", $"{moved.Id} moves, and its session is {Sessions.Last(session)?.State.Head.State}.");
        if (!_posted.Add((stock.Key, moved.Id))) throw new Violation(Once, $"{stock.Key}: {moved.Id} again.");
        var sheet = state.Sheets[sku];
        var (counted, book) = (Counted(session, sku, line.Lot, sheet), Book(stock.Key, line.Lot, moved.OccurredAt!.Value, sheet.Version));
        if (line.Quantity != counted - book) throw new Violation(AsCounted, $"{stock.Key} lot {line.Lot}: {counted} counted at {moved.OccurredAt:O}, {book} in the ledger, {line.Quantity} posted.");
        Break(entry, stock, moved.Id);
    }

    // A number on a pack may mean a lot of another name; what was not found is 0.
    private decimal Counted(string session, string sku, string lot, CountSheet sheet)
    {
        var mine = _counted[(session, sku)].Where(place => place.Key.Lot == lot).ToList();
        return mine.Count > 0 ? mine.Sum(place => place.Value) : sheet.Lots.First(one => one.Lot == lot).Counted;
    }

    // What was told of later but happened before was there; what was recorded after the comparison was not, whatever its clock says.
    private decimal Book(string stock, string lot, DateTimeOffset at, long asOf) => _moved.GetValueOrDefault(stock, [])
        .Where(one => (one.Moved.OccurredAt ?? one.Moved.ReversedAt) is { } happened ? happened <= at || one.Info.At <= at : one.Info.At <= at && one.Info.Version <= asOf)
        .SelectMany(one => one.Moved.Lines).Where(line => line.Lot == lot).Sum(line => line.Quantity);

    // Whoever has less behind them than before this decision.
    private void Break(RecordedEvent entry, StockWatch stock, string id)
    {
        var before = stock.At(entry.Version - _decision.Count - 1);
        var shorts = stock.Now.State.Open.Values
            .Where(one => one.Unpinned > (before?.State.Open.GetValueOrDefault(one.Id)?.Unpinned ?? 0) && !one.IsOverdue(entry.At))
            .ToDictionary(one => one.Id, one => one.Unpinned, StringComparer.Ordinal);
        _broken[stock.Key] = (id, shorts);
    }

    private static void CheckFlagged(StockWatch stock, string id, Dictionary<string, decimal> shorts, StockEvent? next)
    {
        var told = next is IncidentRaised raised && raised.Id == id ? raised.Reservations ?? [] : [];
        foreach (var (reservation, quantity) in shorts)
            if (told.FirstOrDefault(one => one.Id == reservation)?.Short != quantity) throw new Violation(Flagged, $"{stock.Key} {id}: {reservation} lacks {quantity} and is not named so.");
        foreach (var one in told)
            if (stock.Now.State.Open.GetValueOrDefault(one.Id) is not { Unpinned: > 0 } open || open.Unpinned != one.Short) throw new Violation(Flagged, $"{stock.Key} {id}: {one.Id} is named and lacks nothing.");
    }

    /// <summary>When nothing is under way: sessions and stocks agree.</summary>
    public void CheckEnd(Func<string, StockWatch?> stockOf)
    {
        foreach (var (stock, (id, shorts)) in _broken) CheckFlagged(stockOf(stock)!, id, shorts, null);
        var posted = new HashSet<(string, string)>();
        foreach (var (session, it) in Sessions.All)
            foreach (var sheet in it.State.Sheets)
                foreach (var lot in sheet.Lots)
                {
                    if (it.State.Head.State == CountState.Posted && lot.IsToPost) throw new Violation(Once, $"{session}: {sheet.Sku} lot {lot.Lot} is left, and the session is over.");
                    if (lot.Posted is { Unmatched: 0 } done && !posted.Add((StockKey.Of(it.State.Head.Store, sheet.Sku), done.Id))) throw new Violation(Once, $"{session}: {done.Id} stands twice in it.");
                }
        if (posted.SymmetricExceptOf(_posted) is { } odd) throw new Violation(Once, $"{odd.Stock}: {odd.Id} stands in the {(_posted.Contains(odd) ? "stock" : "session")} alone.");
    }
}

/// <summary>Differences of sets.</summary>
internal static class Sets
{
    /// <summary>The first element that one of them alone has, in ordinal order; null for none.</summary>
    public static (string Stock, string Id)? SymmetricExceptOf(this HashSet<(string Stock, string Id)> one, IEnumerable<(string Stock, string Id)> other)
    {
        var odd = new HashSet<(string Stock, string Id)>(one);
        odd.SymmetricExceptWith(other);
        return odd.Count == 0 ? null : odd.OrderBy(it => it.Stock, StringComparer.Ordinal).ThenBy(it => it.Id, StringComparer.Ordinal).First();
    }
}
