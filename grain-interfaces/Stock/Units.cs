namespace BeautyGrains.Contracts;

/// <summary>Asks to code units of a lot that have come without serials, or whose serials nobody knows any more.</summary>
/// <param name="Serials">1 to 1,000 different ones.</param>
[GenerateSerializer, Immutable, Alias("bg.CodeUnits")]
public sealed record CodeUnits(string Id, string Lot, EquatableList<string> Serials, Caller By);

/// <summary>The serialised units of a lot that are here.</summary>
/// <param name="Uncoded">How many more are here without a serial.</param>
[GenerateSerializer, Immutable, Alias("bg.LotUnits")]
public sealed record LotUnits(string Lot, ImmutableArray<string> Serials, decimal Uncoded, long Version);
