namespace BeautyGrains.Contracts;

/// <summary>Asks to move goods of a lot within the store: from where they lie unplaced into a bin, from bin to bin, or out of a bin.</summary>
/// <param name="Quantity">Above 0, at most 3 decimals, in the base unit.</param>
/// <param name="From">Null for unplaced goods.</param>
/// <param name="To">Null for out of the bins; not the same as <paramref name="From"/>.</param>
/// <param name="Reason">1 to 500 characters, or null.</param>
[GenerateSerializer, Immutable, Alias("bg.PlaceLot")]
public sealed record PlaceLot(string Id, string Lot, decimal Quantity, string? From, string? To, string? Reason, Caller By);

/// <summary>What lies in a bin.</summary>
/// <param name="Order">The bin's place in walking order when goods were last put there.</param>
/// <param name="Quantity">Above 0, in the base unit; with movements signed.</param>
[GenerateSerializer, Immutable, Alias("bg.BinQuantity")]
public sealed record BinQuantity(string Bin, int Order, decimal Quantity);

/// <summary>Goods that were moved within the store.</summary>
[GenerateSerializer, Immutable, Alias("bg.PlacementView")]
public sealed record PlacementView(string Id, string Lot, decimal Quantity, string? From, string? To, string Actor, DateTimeOffset At, long Version);
