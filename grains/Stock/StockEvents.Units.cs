namespace BeautyGrains.Grains;

/// <summary>Units that were here without serials have them from now on.</summary>
public sealed record UnitsCoded(string Id, string Lot, ImmutableArray<string> Serials, string BodyHash) : StockEvent;

/// <summary>Nobody knows any more which of a lot's units are here: what has happened took some of them, and told no serials. They are to be coded again.</summary>
/// <param name="Serials">That were known.</param>
public sealed record UnitsLost(string Lot, ImmutableArray<string> Serials) : StockEvent;
