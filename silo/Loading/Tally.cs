namespace BeautyGrains.Silo.Loading;

/// <summary>What became of one thing that was to be there.</summary>
internal enum Outcome
{
    New,
    Changed,
    Unchanged,
    Refused,
}

/// <summary>Counts outcomes of work that is done in parallel, and keeps the refusals by the line they come from.</summary>
internal sealed class Tally
{
    private readonly int[] _counts = new int[Enum.GetValues<Outcome>().Length];
    private readonly List<(int Line, string Label, string Why)> _refusals = [];

    public int this[Outcome outcome] => Volatile.Read(ref _counts[(int)outcome]);

    public IReadOnlyList<(int Line, string Label, string Why)> Refusals => [.. _refusals.OrderBy(refusal => refusal.Line)];

    public void Add(Outcome outcome) => Interlocked.Increment(ref _counts[(int)outcome]);

    public void Refuse(int line, string label, string why)
    {
        lock (_refusals) _refusals.Add((line, label, why));
        Add(Outcome.Refused);
    }

    public void Add(Tally other)
    {
        foreach (var outcome in Enum.GetValues<Outcome>()) _counts[(int)outcome] += other[outcome];
        _refusals.AddRange(other._refusals);
    }

    public override string ToString() => $"{this[Outcome.New]} new, {this[Outcome.Changed]} changed, {this[Outcome.Unchanged]} unchanged"
        + (this[Outcome.Refused] > 0 ? $", {this[Outcome.Refused]} refused" : "");
}
