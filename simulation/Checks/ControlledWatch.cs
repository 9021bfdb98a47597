using BeautyGrains.Grains;
using BeautyGrains.Contracts;
using BeautyGrains.Journal;

namespace BeautyGrains.Simulation;

/// <summary>Registers of controlled goods and prescriptions, folded on their own, and what must be so of them.</summary>
internal sealed class ControlledWatch
{
    private const string ByTheRegister = "Controlled goods move by the steps of their register alone.";

    // What was dispensed against each prescription, by the entries of all registers.
    private readonly SortedDictionary<string, decimal> _dispensed = new(StringComparer.Ordinal);

    public FoldWatch<ControlledBook, ControlledEvent> Registers { get; } = new(ControlledKind.Instance);

    public FoldWatch<Prescription, PrescriptionEvent> Prescriptions { get; } = new(PrescriptionKind.Instance);

    /// <summary>Registers with a step under way.</summary>
    public IEnumerable<StreamKey> Open() => Registers.All.Where(one => one.Value.State.Pending is not null).Select(one => ControlledKind.Instance.Stream(one.Key));

    /// <param name="by">Virtual time at which it was durable.</param>
    /// <returns>False for what belongs to somebody else.</returns>
    public bool Take(RecordedEvent entry, long by)
    {
        switch (entry.Stream.Category)
        {
            case "controlled":
                Registers.Take(entry, by);
                if (ControlledKind.Instance.Events.Read(entry) is ControlledStepTaken taken) CheckTaken(entry.Stream, taken.Entry);
                return true;
            case "prescription":
                Prescriptions.Take(entry, by);
                if (Prescriptions.Last(entry.Stream.Key)!.State.Left < 0) throw new Violation("No prescription is dispensed beyond its quantity.", $"{entry.Stream} version {entry.Version}.");
                return true;
            default: return false;
        }
    }

    /// <summary>Looks at every movement of a stock.</summary>
    public static void CheckMoved(RecordedEvent entry)
    {
        if (!entry.Stream.Key.EndsWith("/" + Requests.ControlledSku, StringComparison.Ordinal) || StockKind.Instance.Events.Read(entry) is not StockMoved moved) return;
        if (!moved.Id.StartsWith("controlled:", StringComparison.Ordinal) || moved.ApprovedBy is null || moved.ApprovedBy == entry.Actor) throw new Violation(ByTheRegister, $"{entry.Stream}: {moved.Kind} {moved.Id} by {entry.Actor} and {moved.ApprovedBy}.");
    }

    /// <summary>When nothing is under way: goods, registers and prescriptions agree.</summary>
    /// <param name="onHand">Of a stock as it now stands.</param>
    public void CheckEnd(Func<string, decimal> onHand)
    {
        foreach (var (key, book) in Registers.All)
        {
            if (book.State.Pending is { } pending) throw new Violation("Every step comes to its end.", $"{key}: {pending.Ask.Entry.Id} is {pending.Phase}.");
            if (book.State.Balance != onHand(key)) throw new Violation("A register has what its stock has.", $"{key}: {book.State.Balance}, on hand {onHand(key)}.");
        }
        foreach (var (number, it) in Prescriptions.All)
        {
            var dispensed = (it.State.Record?.Quantity ?? 0) - it.State.Left;
            if (dispensed != _dispensed.GetValueOrDefault(number)) throw new Violation("A prescription knows what was dispensed against it.", $"{number}: {dispensed}, by the registers {_dispensed.GetValueOrDefault(number)}.");
        }
    }

    private void CheckTaken(StreamKey stream, ControlledEntry entry)
    {
        if (entry.First.Length == 0 || entry.Second.Length == 0 || entry.First == entry.Second) throw new Violation("Two people take each step of controlled goods.", $"{stream}: {entry.Id} by {entry.First} and {entry.Second}.");
        if (entry.Step is not (ControlledStep.Issue or ControlledStep.Return)) return;
        if (entry.Prescription is not { } number || entry.Client is null) throw new Violation("Controlled goods leave against a prescription, for a client.", $"{stream}: {entry.Id}.");
        _dispensed[number] = _dispensed.GetValueOrDefault(number) - entry.Quantity;
    }
}
