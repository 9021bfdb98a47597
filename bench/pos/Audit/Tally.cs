namespace BeautyGrains.Bench.Pos.Audit;

/// <summary>What the record says that one stock must show.</summary>
public sealed class Expected
{
    /// <summary>What came in less what went out, since the baseline.</summary>
    public decimal Moved { get; set; }

    /// <summary>What is still held.</summary>
    public decimal Open { get; set; }

    /// <summary>The ledger entries that make <see cref="Moved"/>.</summary>
    public List<ExpectedEntry> Entries { get; } = [];
}

/// <summary>A ledger entry that must be there.</summary>
/// <param name="Id">Null where the process that made it gave it an id of its own.</param>
/// <param name="Essence">All that the acknowledgement told of the movement, or null.</param>
/// <param name="Cause">For messages.</param>
public sealed record ExpectedEntry(string Kind, string? Id, decimal Quantity, string? Essence, string Cause);

/// <summary>What the record says of every stock, and what was found wrong on the way.</summary>
public sealed class Tally
{
    private readonly Dictionary<StockKey, Expected> _expected = [];

    /// <summary>What is wrong.</summary>
    public List<Difference> Differences { get; } = [];

    /// <summary>Stocks that the record speaks of.</summary>
    public IEnumerable<StockKey> Keys => _expected.Keys;

    /// <summary>Of one stock.</summary>
    public Expected Of(StockKey key) => _expected.TryGetValue(key, out var known) ? known : _expected[key] = new();

    /// <summary>Counts a movement in.</summary>
    public void Move(StockKey key, ExpectedEntry entry)
    {
        Of(key).Moved += entry.Quantity;
        Of(key).Entries.Add(entry);
    }

    /// <summary>Takes a difference down.</summary>
    public void Differs(string where, string what) => Differences.Add(new(where, what));
}
