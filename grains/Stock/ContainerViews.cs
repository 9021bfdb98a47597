namespace BeautyGrains.Grains;

/// <summary>What callers see of open containers.</summary>
public static class ContainerViews
{
    /// <summary>A container by its id, open or remembered; null when unknown.</summary>
    public static ContainerView? Of(Stock stock, string id, DateTimeOffset now, ImmutableArray<Remembered> recalled = default) =>
        stock.Containers.TryGetValue(id, out var open) ? Of(stock, open, now)
        : stock.Recall(CommandIds.Container(id), recalled) is { Happened: ContainerClosed closed, Info: var info } ? Of(StockKey.Parse(stock.Key), closed.Container, "closed", info)
        : null;

    /// <summary>An open container of a stock.</summary>
    public static ContainerView Of(Stock stock, Container one, DateTimeOffset now) => Of(StockKey.Parse(stock.Key), one, one.BlockedBy(stock.Lots[one.Lot].Status, now), null);

    /// <summary>A container of a stock.</summary>
    /// <param name="end">Of the event that closed it; null while it is open.</param>
    public static ContainerView Of(StockKey key, Container one, string? blockedBy, EventInfo? end) => new(
        key.Store, key.Sku, one.Id, one.Lot, one.LotNo, one.Kind, one.Unit, one.Content, one.Remainder, one.Used, one.Scrapped, one.Lost, one.Sharing, one.Client, one.OpenedAt, one.OpenedBy,
        one.ReconstitutedAt, one.DiluentSku, one.DiluentLot, one.DiluentQuantity, one.UseBy, blockedBy, one.Cost, one.Cost is null ? null : one.Cost with { Amount = one.CostLeft },
        one.Document, one.Serial, one.Owner, end is null, end?.At, end?.Version ?? one.Version);

    /// <summary>A change of a container's content by its command; null when unknown.</summary>
    public static ContainerMoveView? Move(Stock stock, string command, ImmutableArray<Remembered> recalled = default) =>
        stock.Recall(command, recalled) is { Happened: ContainerMoved moved, Info: var info } ? Move(moved, info) : null;

    /// <summary>A change of a container's content.</summary>
    public static ContainerMoveView Move(ContainerMoved it, EventInfo info) => new(
        it.Container, it.Id, it.Kind, it.Lot, it.Quantity, it.RemainderAfter, it.Unmatched, it.Cost, it.Client, it.Document, it.Reason, info.Actor, info.At, it.OccurredAt, it.Completed, info.Version);
}
