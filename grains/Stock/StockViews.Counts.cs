namespace BeautyGrains.Grains;

public static partial class StockViews
{
    /// <summary>What the posting of a count did; null when it was not posted.</summary>
    public static PostedCount? PostedCount(Stock stock, string id, ImmutableArray<Remembered> recalled = default)
    {
        if (stock.Recall(CommandIds.Movement(MovementKind.Count, id), recalled) is { Happened: StockMoved moved, Info: var info })
        {
            var incident = Incident(stock, id, recalled);
            return new(id, moved.Lines.Sum(line => line.Quantity), 0, incident?.Reservations ?? [], incident?.Id, info.Version);
        }

        return stock.Recall(CommandIds.Fact(id), recalled) is { Happened: FactRecorded fact, Info: var told } ? new(id, 0, fact.Unmatched, [], id, told.Version) : null;
    }

    /// <summary>Units without book stock, oldest first.</summary>
    public static ImmutableArray<UnmatchedView> Unmatched(Stock stock) =>
        [.. stock.UnmatchedEntries.OrderBy(one => one.At).ThenBy(one => one.Id, StringComparer.Ordinal).Select(Unmatched)];

    /// <summary>An entry as callers see it.</summary>
    public static UnmatchedView Unmatched(UnmatchedEntry one) => new(
        one.Id, one.Quantity, one.Left, one.Fact, one.Lot, one.Client, one.Serial, one.Document, one.OccurredAt, one.At, one.By, one.Version);

    /// <summary>A match by its id; null when unknown.</summary>
    public static UnmatchedMatchView? Match(Stock stock, string id, ImmutableArray<Remembered> recalled = default) =>
        stock.Recall(CommandIds.Match(id), recalled) is { Happened: UnmatchedMatched it, Info: var info }
            ? new(it.Id, it.Entry, it.Quantity, it.Lot, it.Against, it.Reason, it.Left, it.Movement, info.Actor, info.At, info.Version)
            : null;
}
