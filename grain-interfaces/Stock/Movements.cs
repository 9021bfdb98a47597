namespace BeautyGrains.Contracts;

/// <summary>The kinds of ledger entries.</summary>
[GenerateSerializer, Alias("bg.MovementKind")]
public enum MovementKind
{
    /// <summary>Goods receipt.</summary>
    Receipt,
    /// <summary>Sale.</summary>
    Sale,
    /// <summary>Used up in a service.</summary>
    ServiceConsumption,
    /// <summary>A client brought it back.</summary>
    CustomerReturn,
    /// <summary>Sent back to the supplier.</summary>
    SupplierReturn,
    /// <summary>Correction of the book.</summary>
    Adjustment,
    /// <summary>Taken out as unusable.</summary>
    Scrap,
    /// <summary>Left for another store.</summary>
    TransferOut,
    /// <summary>Came from another store.</summary>
    TransferIn,
    /// <summary>Variance of a count.</summary>
    Count,
    /// <summary>Counter-movement of another movement.</summary>
    Reversal,
    /// <summary>A physical fact (offline sale, breakage, surplus, treatment).</summary>
    Fact,
    /// <summary>A cost that goods in stock bring with them (freight, handling, insurance, duty), or that is taken back; no goods move.</summary>
    LandedCost,
    /// <summary>Given to a client for nothing.</summary>
    Gift,
    /// <summary>A sample given away.</summary>
    Sample,
    /// <summary>Taken as a tester; it never returns to stock.</summary>
    Tester,
    /// <summary>Used by the store itself.</summary>
    InternalUse,
    /// <summary>Used in training.</summary>
    Training,
    /// <summary>Bought by staff.</summary>
    StaffPurchase,
    /// <summary>A sealed unit was opened and stands as an open container from then on.</summary>
    Opening,
    /// <summary>Went into a repacking, an assembly or a dismantling.</summary>
    RepackOut,
    /// <summary>Came out of a repacking, an assembly or a dismantling.</summary>
    RepackIn,
}

/// <summary>A movement: an immutable ledger entry, one line per lot.</summary>
/// <param name="Quantity">Signed sum of the lines, in the base unit: above 0 in, below 0 out.</param>
/// <param name="OnHandAfter">Balance of the whole stock after it.</param>
/// <param name="At">When it was decided.</param>
/// <param name="OccurredAt">When it happened, if that was earlier.</param>
/// <param name="Reverses">With Reversal: the movement taken back, as "kind/id".</param>
/// <param name="Client">Number of the client who got the goods or brought them back; null where none was named.</param>
[GenerateSerializer, Immutable, Alias("bg.MovementView")]
public sealed record MovementView(
    string Id,
    MovementKind Kind,
    decimal Quantity,
    ImmutableArray<MovementLine> Lines,
    decimal OnHandAfter,
    string? Document,
    string? Reason,
    string Actor,
    DateTimeOffset At,
    DateTimeOffset? OccurredAt,
    string? Reverses,
    long Version,
    string? Client = null);

/// <summary>One lot's share of a movement.</summary>
/// <param name="Quantity">Signed, in the base unit.</param>
/// <param name="BalanceAfter">The lot's on hand after it.</param>
/// <param name="CostAdded">With LandedCost: what the goods on hand are worth more, signed, in whole minor units.</param>
/// <param name="CostVariance">With LandedCost: what belongs to goods that are gone, signed, in whole minor units.</param>
/// <param name="Code">What was scanned, as it was; null where nothing was.</param>
[GenerateSerializer, Immutable, Alias("bg.MovementLine")]
public sealed record MovementLine(string Lot, decimal Quantity, Money? UnitCost, decimal BalanceAfter, string? Serial, Money? CostAdded = null, Money? CostVariance = null, string? Code = null);

/// <summary>Asks to take a lot in.</summary>
/// <param name="Lot">Lot number: 1 to 64 of the characters of ids.</param>
/// <param name="ExpiresOn">Null for goods without expiry, or where made-on and the SKU's shelf life give it.</param>
/// <param name="UnitCost">Per base unit.</param>
/// <param name="Status">Released or Quarantined.</param>
/// <param name="Apart">Quarantined goods of a lot number that is released here go into a lot of their own beside it; otherwise they are refused.</param>
/// <param name="Owner">Whose goods they are; null for the chain's own. Those of others need a <paramref name="UnitCost"/>: what is owed for a unit once it is sold.</param>
/// <param name="ExpiryConfirmation">Quality's reason to accept a second expiry of a known lot number; null to refuse it.</param>
/// <param name="Serial">Of the unit; kept with the movement.</param>
/// <param name="Code">What was scanned, as it was: 1 to 1,000 characters; kept with the movement.</param>
/// <param name="Serials">Of the units, where the SKU's have any: as many as units; null where none are named.</param>
[GenerateSerializer, Immutable, Alias("bg.ReceiveStock")]
public sealed record ReceiveStock(
    string Id,
    decimal Quantity,
    string? Unit,
    string Lot,
    Expiry? ExpiresOn,
    DateOnly? MadeOn,
    Money? UnitCost,
    string? Supplier,
    string? Gtin,
    string? Bin,
    string? Document,
    LotStatus Status,
    string? ExpiryConfirmation,
    Caller By,
    bool Apart = false,
    LotOwner? Owner = null,
    string? Serial = null,
    string? Code = null,
    EquatableList<string>? Serials = null);

/// <summary>Asks to issue stock without a reservation.</summary>
/// <param name="Lot">Null for the SKU's picking rule.</param>
/// <param name="Use">Sale or ServiceConsumption.</param>
/// <param name="Serial">Of the unit, with a lot; kept with the movement.</param>
/// <param name="Code">What was scanned, as it was, with a lot: 1 to 1,000 characters; kept with the movement.</param>
/// <param name="Client">Number of the client who gets the goods: 1 to 64 of the characters of ids; null where none is known.</param>
/// <param name="Serials">Of the units, where the SKU's have any: as many as units; null where none are named.</param>
/// <param name="Bin">Take from this bin, with a lot; null for unplaced goods first, then bins in walking order.</param>
[GenerateSerializer, Immutable, Alias("bg.SellStock")]
public sealed record SellStock(
    string Id, decimal Quantity, string? Unit, string? Lot, MovementKind Use, string? Document, Caller By, string? Serial = null, string? Code = null, string? Client = null, EquatableList<string>? Serials = null,
    string? Bin = null);

/// <summary>What becomes of goods that a client brings back.</summary>
[GenerateSerializer, Alias("bg.ReturnDisposition")]
public enum ReturnDisposition
{
    /// <summary>Back to sellable stock.</summary>
    Stock,
    /// <summary>To quarantine.</summary>
    Quarantine,
    /// <summary>In and out again as scrap.</summary>
    Scrap,
}

/// <summary>Asks to take back goods from a client.</summary>
/// <param name="Lot">Required where the stock has more than one lot.</param>
/// <param name="Client">Number of the client who brings them: 1 to 64 of the characters of ids; null where none is known.</param>
/// <param name="Serials">Of the units, where the SKU's have any: as many as units; null where none are named.</param>
[GenerateSerializer, Immutable, Alias("bg.ReturnStock")]
public sealed record ReturnStock(
    string Id, decimal Quantity, string? Unit, string? Lot, ReturnDisposition Disposition, string? Reason, string? Document, Caller By, string? Client = null, EquatableList<string>? Serials = null);

/// <summary>Asks to send goods of a lot back to the supplier.</summary>
/// <param name="Serials">Of the units, where the SKU's have any: as many as units; null where none are named.</param>
[GenerateSerializer, Immutable, Alias("bg.ReturnToSupplier")]
public sealed record ReturnToSupplier(string Id, decimal Quantity, string? Unit, string Lot, string? Supplier, string? Reason, string? Document, Caller By, EquatableList<string>? Serials = null);

/// <summary>Asks to correct the book.</summary>
/// <param name="Quantity">Signed, not 0.</param>
/// <param name="Lot">Null: the picking rule's lots when below 0, the only lot when above.</param>
/// <param name="Reason">1 to 500 characters.</param>
/// <param name="Serials">Of the units, where the SKU's have any: as many as units; null where none are named.</param>
/// <param name="Bin">The bin of the lot that the difference is in, with a lot; null for unplaced goods first, then bins in walking order.</param>
[GenerateSerializer, Immutable, Alias("bg.AdjustStock")]
public sealed record AdjustStock(string Id, decimal Quantity, string? Unit, string? Lot, string Reason, Caller By, EquatableList<string>? Serials = null, string? Bin = null);

/// <summary>Asks to take unusable goods out.</summary>
/// <param name="Quantity">Above 0.</param>
/// <param name="Serials">Of the units, where the SKU's have any: as many as units; null where none are named.</param>
/// <param name="Bin">Take from this bin, with a lot; null for unplaced goods first, then bins in walking order.</param>
[GenerateSerializer, Immutable, Alias("bg.ScrapStock")]
public sealed record ScrapStock(string Id, decimal Quantity, string? Unit, string? Lot, string Reason, Caller By, EquatableList<string>? Serials = null, string? Bin = null);

/// <summary>Asks to post what a count of one lot found.</summary>
/// <param name="Counted">0 or more.</param>
/// <param name="Second">Who approves a difference that needs it; null where none does.</param>
[GenerateSerializer, Immutable, Alias("bg.CountLot")]
public sealed record CountLot(string Id, string Lot, decimal Counted, string? Reason, Caller By, SecondPerson? Second = null);

/// <summary>Asks to take a movement back.</summary>
[GenerateSerializer, Immutable, Alias("bg.ReverseMovement")]
public sealed record ReverseMovement(string Id, MovementKind Kind, string MovementId, string Reason, Caller By);
