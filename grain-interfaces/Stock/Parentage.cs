namespace BeautyGrains.Contracts;

/// <summary>A lot that went into another one, in the same store.</summary>
/// <param name="Quantity">How much of it went in, in its base unit.</param>
[GenerateSerializer, Immutable, Alias("bg.LotParent")]
public sealed record LotParent(string Sku, string Lot, decimal Quantity);

/// <summary>A lot that came out of a repack.</summary>
/// <param name="Quantity">What came out, in its base unit; some of it may have left since.</param>
/// <param name="Parents">What went into it.</param>
/// <param name="LotNo">The number that is printed on it, under which it goes to other stores.</param>
/// <param name="Inside">Where it lay in a kit that was taken apart: the lots of its own product that the kit was made of. Null where it was made of its parents.</param>
[GenerateSerializer, Immutable, Alias("bg.ChildLot")]
public sealed record ChildLot(string Store, string Sku, string Lot, decimal Quantity, EquatableList<LotParent> Parents, string? LotNo = null, EquatableList<string>? Inside = null);

/// <summary>Process step: goods that a repack has made enter as lots of their own.</summary>
/// <param name="Id">The repack's.</param>
/// <param name="Lots">1 to 1,000.</param>
[GenerateSerializer, Immutable, Alias("bg.TakeInRepacked")]
public sealed record TakeInRepacked(string Id, EquatableList<MadeLot> Lots, string Document, Caller By);

/// <summary>A lot that a repack makes.</summary>
/// <param name="LotNo">Where a lot of that number stands there already the new one gets a name of its own, "number~repack".</param>
/// <param name="UnitCost">Per base unit; null where the inputs' is not known.</param>
/// <param name="Status">The worst of its parents.</param>
[GenerateSerializer, Immutable, Alias("bg.MadeLot")]
public sealed record MadeLot(
    string LotNo,
    decimal Quantity,
    Expiry? Expiry,
    DateTimeOffset? ExpiresAt,
    DateOnly? MadeOn,
    LotStatus Status,
    Money? UnitCost,
    string? Supplier,
    LotOwner? Owner,
    EquatableList<LotParent> Parents);
