namespace BeautyGrains.Grains;

/// <summary>Goods of a lot were moved within the store; what is on hand stays.</summary>
/// <param name="From">Null for unplaced goods.</param>
/// <param name="To">Null for out of the bins.</param>
/// <param name="Order">The place of <paramref name="To"/> in walking order; 0 for none.</param>
public sealed record LotPlaced(string Id, string Lot, decimal Quantity, string? From, string? To, int Order, string? Reason, string BodyHash) : StockEvent
{
    /// <summary>What changes in the lot's bins, signed.</summary>
    public EquatableList<BinQuantity> Changes =>
    [
        .. From is null ? [] : new[] { new BinQuantity(From, 0, -Quantity) },
        .. To is null ? [] : new[] { new BinQuantity(To, Order, Quantity) },
    ];
}
