namespace BeautyGrains.Rules.Tests;

/// <summary>Counts of sessions as their grain posts them: the ledger is read before the rule decides.</summary>
internal sealed partial class Book
{
    private readonly Dictionary<string, PostCount> _counts = new(StringComparer.Ordinal);

    public IReadOnlyList<Remembered> Since => [.. Written.Select(one => new Remembered(StockKind.Instance.Events.Read(one), new(one.Version, one.At, one.Actor)))];

    public BookLot Compare(string lot, DateTimeOffset at, long asOf = 0) => StockRules.BookAt(Stock, new([new(lot, at)], at, asOf), Since, Facts)[0];

    /// <summary>Counted off by so much; a repeat of the id asks for the same again. What is posted leaves the book of that moment at what was counted.</summary>
    public Decision<StockEvent> CountOff(string id, string lot, decimal off, DateTimeOffset at, Expiry? expiry)
    {
        var compared = Compare(lot, at);
        if (!_counts.TryGetValue(id, out var ask))
            _counts[id] = ask = new($"count:{id}:{lot}", lot, Math.Max(0, compared.Book + off), at, 0, Math.Max(0, compared.Book + off) - compared.Book, compared.Known, expiry, null, null, "count-session/" + id, null, By);
        var decision = Do((stock, facts, now) => StockRules.PostCount(stock, ask, new(compared, stock.Version), facts, now));
        if (decision.Events.OfType<StockMoved>().Any()) Compare(lot, at).Book.ShouldBe(ask.Counted);
        return decision;
    }
}
