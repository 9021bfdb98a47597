namespace BeautyGrains.Contracts;

/// <summary>What may be done with a lot, apart from its expiry, which is computed from the time.</summary>
[GenerateSerializer, Alias("bg.LotStatus")]
public enum LotStatus
{
    /// <summary>May be sold.</summary>
    Released,
    /// <summary>Waits for a check (at receipt: 待验).</summary>
    Quarantined,
    /// <summary>Frozen.</summary>
    Held,
    /// <summary>Called back; can be scrapped or returned only.</summary>
    Recalled,
}

/// <summary>How exact a printed expiry is.</summary>
[GenerateSerializer, Alias("bg.DatePrecision")]
public enum DatePrecision
{
    /// <summary>A day.</summary>
    Day,
    /// <summary>A month.</summary>
    Month,
}

/// <summary>What a printed expiry means.</summary>
[GenerateSerializer, Alias("bg.ExpiryKind")]
public enum ExpiryKind
{
    /// <summary>有效期至: the day or month is the last good one.</summary>
    ValidThrough,
    /// <summary>失效期: the day or month is the first bad one.</summary>
    FailsOn,
}

/// <summary>An expiry as printed on the goods.</summary>
/// <param name="Printed">The form on the pack, kept as it was given.</param>
/// <param name="Date">The day, or the first of the month.</param>
[GenerateSerializer, Immutable, Alias("bg.Expiry")]
public sealed record Expiry(string Printed, DateOnly Date, DatePrecision Precision, ExpiryKind Kind);

/// <summary>One lot of a stock.</summary>
/// <param name="Lot">The lot's name within this stock: its number; where quality confirmed a second expiry of one number, "number~yyyyMMdd".</param>
/// <param name="LotNo">The number on the pack.</param>
/// <param name="ExpiresAt">The first instant at which the lot is expired; null for goods without expiry.</param>
/// <param name="OnHand">In the base unit.</param>
/// <param name="Reserved">Open unexpired reservations pinned to it.</param>
/// <param name="Expired">True from <paramref name="ExpiresAt"/> on, whatever the status.</param>
/// <param name="Receipt">Id of the receipt or transfer that brought it first.</param>
/// <param name="Bin">Where it was meant to lie when it came in, as the receipt said; null where it did not.</param>
/// <param name="Owner">Whose goods they are; null for the chain's own.</param>
/// <param name="CameAt">When goods of it came here first.</param>
/// <param name="Bins">Where it lies, in walking order; the rest of what is on hand is unplaced. Null for no bin.</param>
/// <param name="Parents">The lots that a repack made it of; null where none did.</param>
/// <param name="Repacks">Ids of the repacks that took of it, oldest first: ask <see cref="IRepackGrain.Children"/>. Null for none.</param>
[GenerateSerializer, Immutable, Alias("bg.LotView")]
public sealed record LotView(
    string Lot,
    string LotNo,
    Expiry? Expiry,
    DateTimeOffset? ExpiresAt,
    DateOnly? MadeOn,
    decimal OnHand,
    decimal Reserved,
    LotStatus Status,
    bool Expired,
    Money? UnitCost,
    string? Supplier,
    string? Gtin,
    string? Bin,
    string? Receipt,
    long Version,
    LotOwner? Owner = null,
    DateTimeOffset CameAt = default,
    EquatableList<BinQuantity>? Bins = null,
    EquatableList<LotParent>? Parents = null,
    EquatableList<string>? Repacks = null);

/// <summary>Asks to change a lot's status.</summary>
/// <param name="Reason">1 to 500 characters; kept.</param>
/// <param name="ApprovedBy">Actor of the second person, where one was needed; kept.</param>
/// <param name="OnlyFrom">Only where it has this status: whatever others have decided meanwhile stands, and the answer is InvalidState; null for any.</param>
[GenerateSerializer, Immutable, Alias("bg.SetLotStatus")]
public sealed record SetLotStatus(string Lot, LotStatus Status, string Reason, Caller By, string? ApprovedBy = null, LotStatus? OnlyFrom = null);

/// <summary>The position of one SKU in one store, in the base unit.</summary>
/// <param name="OnHand">Σ lots.</param>
/// <param name="Reserved">Σ open unexpired reservations, bookings included.</param>
/// <param name="Available">Σ over sellable lots of (on hand − open reservations pinned to the lot), less what bookings hold unpinned; never below 0.</param>
/// <param name="Expired">On hand in lots whose time has passed, whatever their status.</param>
/// <param name="InTransitIn">Shipped to this store and not yet received.</param>
/// <param name="InTransitOut">Shipped from this store and not yet received there.</param>
/// <param name="Unmatched">Physical units without book stock, signed: below 0 issued without stock, above 0 found without a lot.</param>
/// <param name="NextChangeAt">When time alone changes this position next (a reservation or lot expires); null for never.</param>
[GenerateSerializer, Immutable, Alias("bg.StockView")]
public sealed record StockView(
    string Store,
    string Sku,
    string Unit,
    decimal OnHand,
    decimal Reserved,
    decimal Available,
    decimal Quarantined,
    decimal Held,
    decimal Recalled,
    decimal Expired,
    decimal InTransitIn,
    decimal InTransitOut,
    decimal Unmatched,
    ImmutableArray<LotView> Lots,
    DateTimeOffset? NextChangeAt,
    long Version);
