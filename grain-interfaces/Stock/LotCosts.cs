namespace BeautyGrains.Contracts;

/// <summary>
/// Asks to add a cost to goods that came in earlier. What belongs to goods that are still on hand enters their lots' unit cost; the rest is a cost
/// variance and changes no stock.
/// </summary>
/// <param name="Lots">How much of it came into which lots, each named once; 1 to 10.</param>
/// <param name="Amount">Whole minor units, not 0; below 0 takes a cost back.</param>
/// <param name="Document">What the cost stands on; null for none.</param>
[GenerateSerializer, Immutable, Alias("bg.AddLotCost")]
public sealed record AddLotCost(string Id, EquatableList<LotQuantity> Lots, Money Amount, string? Document, Caller By);
