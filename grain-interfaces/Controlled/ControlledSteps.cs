namespace BeautyGrains.Contracts;

/// <summary>
/// The register of a store's controlled goods of one SKU: every step by two people, the running balance, what is open, and the days' counts.
/// It is the only one that the stock lets move such goods. Key: <see cref="StockKey"/>.
/// </summary>
[Alias("bg.IControlledGrain")]
public interface IControlledGrain : IGrainWithStringKey
{
    /// <summary>Takes a step; the same again gives the first answer.</summary>
    [Alias("Take")]
    Task<Answer<ControlledEntry>> Take(TakeControlledStep ask);

    /// <summary>The register; null before its first step.</summary>
    [ReadOnly, Alias("Get")]
    Task<ControlledView?> Get();

    /// <summary>Goes on with what a crash left open.</summary>
    [Alias("Drive")]
    Task Drive();
}

/// <summary>The steps of controlled goods.</summary>
[GenerateSerializer, Alias("bg.ControlledStep")]
public enum ControlledStep
{
    /// <summary>Goods come in from an approved supplier, into a double-lock cabinet.</summary>
    Receive,
    /// <summary>Goods leave the cabinet for a client, against a prescription.</summary>
    Issue,
    /// <summary>What became of what was issued: used, destroyed, empties.</summary>
    Reconcile,
    /// <summary>Units that were issued and not opened come back.</summary>
    Return,
    /// <summary>Goods go back to their supplier.</summary>
    SupplierReturn,
    /// <summary>The day's count of all lots and empties.</summary>
    Count,
    /// <summary>Unopened goods are destroyed.</summary>
    Destroy,
    /// <summary>Empties are destroyed.</summary>
    DestroyEmpties,
    /// <summary>A difference is explained.</summary>
    Explain,
}

/// <summary>Asks to take a step. Which fields a step needs and which it may have stands in docs/api/controlled.md; the others are null.</summary>
/// <param name="First">Who asks; null where that is no person.</param>
/// <param name="Second">Who signed in beside them; null for nobody.</param>
/// <param name="Quantity">In the base unit.</param>
/// <param name="Issue">Id of the issue that is reconciled or returned.</param>
/// <param name="Used">Of the content.</param>
/// <param name="Destroyed">Of the content.</param>
/// <param name="Empties">Units.</param>
/// <param name="Close">With Reconcile: nothing more will come; what is missing is a difference.</param>
/// <param name="Counts">With Count: every lot on hand.</param>
/// <param name="Explains">With Explain: the entry that differs.</param>
[GenerateSerializer, Immutable, Alias("bg.TakeControlledStep")]
public sealed record TakeControlledStep(
    string Id,
    ControlledStep Step,
    Approver? First,
    Approver? Second,
    Caller By,
    decimal? Quantity = null,
    string? Lot = null,
    Expiry? ExpiresOn = null,
    DateOnly? MadeOn = null,
    Money? UnitCost = null,
    string? Supplier = null,
    string? Cabinet = null,
    string? Prescription = null,
    string? Client = null,
    string? Issue = null,
    decimal? Used = null,
    decimal? Destroyed = null,
    decimal? Empties = null,
    bool Close = false,
    EquatableList<LotCount>? Counts = null,
    string? Explains = null,
    string? Reason = null,
    string? Document = null);

/// <summary>What a count found of a lot.</summary>
/// <param name="Counted">0 or more.</param>
/// <param name="Expected">What the register had; told with entries.</param>
[GenerateSerializer, Immutable, Alias("bg.LotCount")]
public sealed record LotCount(string Lot, decimal Counted, decimal? Expected = null);

/// <summary>An entry of the register: a step that was taken. It never changes.</summary>
/// <param name="Quantity">Signed: what the balance changed by.</param>
/// <param name="BalanceAfter">Unopened units of all lots.</param>
/// <param name="EmptiesAfter">Empties in keeping.</param>
/// <param name="First">Actor of who asked.</param>
/// <param name="Second">Actor of who signed in beside them.</param>
/// <param name="Difference">With Count: Σ of what the lots differ by, each without its sign; with Reconcile: what is missing of the content. Else 0.</param>
/// <param name="EmptiesDifference">With Count and Reconcile: empties found less those expected.</param>
/// <param name="OverDose">With Reconcile: used beyond the prescribed dose, in the content's unit.</param>
/// <param name="Day">In the store's time zone.</param>
/// <param name="Explains">With Explain: the entry that differed.</param>
[GenerateSerializer, Immutable, Alias("bg.ControlledEntry")]
public sealed record ControlledEntry(
    string Id,
    ControlledStep Step,
    decimal Quantity,
    decimal BalanceAfter,
    decimal EmptiesAfter,
    string First,
    string Second,
    DateOnly Day,
    string? Lot = null,
    string? Supplier = null,
    string? Cabinet = null,
    string? Prescription = null,
    string? Client = null,
    string? Issue = null,
    decimal? Used = null,
    decimal? Destroyed = null,
    decimal? Empties = null,
    EquatableList<LotCount>? Counts = null,
    decimal Difference = 0,
    decimal EmptiesDifference = 0,
    decimal OverDose = 0,
    string? Explains = null,
    string? Reason = null,
    string? Document = null,
    DateTimeOffset At = default,
    long Version = 0);

/// <summary>The register as it now stands.</summary>
/// <param name="Balance">Unopened units that it has; the sum of <paramref name="Lots"/>.</param>
/// <param name="Open">What was issued and is not accounted for, oldest first.</param>
/// <param name="CountedOn">The last day that was counted; null for none.</param>
/// <param name="UncountedFrom">The first day that needs a count and has none; null where nothing has been there since the last one.</param>
/// <param name="Differing">Entries whose difference nobody has explained, oldest first.</param>
/// <param name="Since">Day of the first step.</param>
/// <param name="LastOn">Day of the newest step.</param>
[GenerateSerializer, Immutable, Alias("bg.ControlledView")]
public sealed record ControlledView(
    string Store, string Sku, decimal Balance, decimal Empties, ImmutableArray<ControlledLot> Lots, ImmutableArray<ControlledIssue> Open, DateOnly? CountedOn, DateOnly? UncountedFrom,
    ImmutableArray<ControlledDifference> Differing, DateOnly Since, DateOnly LastOn, DateTimeOffset ChangedAt, long Version);

/// <summary>A lot in the register.</summary>
/// <param name="Cabinet">Where it is kept.</param>
[GenerateSerializer, Immutable, Alias("bg.ControlledLot")]
public sealed record ControlledLot(string Lot, decimal Quantity, string Cabinet);

/// <summary>What was issued and is not accounted for.</summary>
/// <param name="Quantity">Units.</param>
/// <param name="Content">Of all of them.</param>
/// <param name="Dose">What the prescription lets be used; null where it does not say.</param>
/// <param name="Used">Of the content; so <paramref name="Destroyed"/>. What is left of it is kept, for this client alone.</param>
/// <param name="Empties">That came back.</param>
/// <param name="DueAt">By when it should be accounted for.</param>
[GenerateSerializer, Immutable, Alias("bg.ControlledIssue")]
public sealed record ControlledIssue(
    string Id, string Lot, decimal Quantity, decimal Content, decimal? Dose, decimal Used, decimal Destroyed, decimal Empties, string Prescription, string Draw, string Client, DateTimeOffset At, DateTimeOffset DueAt);

/// <summary>A difference that nobody has explained.</summary>
/// <param name="Entry">Id of the entry that found it.</param>
/// <param name="Quantity">Units with counts, content with reconciliations; without sign.</param>
/// <param name="Empties">Found less expected.</param>
/// <param name="OverDose">Of the content.</param>
[GenerateSerializer, Immutable, Alias("bg.ControlledDifference")]
public sealed record ControlledDifference(string Entry, DateOnly Day, decimal Quantity, decimal Empties, decimal OverDose);

/// <summary>The life of a step.</summary>
[GenerateSerializer, Alias("bg.ControlledStepState")]
public enum ControlledStepState
{
    /// <summary>Written down; nothing has moved.</summary>
    Asked,
    /// <summary>With issues: taken off the prescription.</summary>
    Drawn,
    /// <summary>With returns: back in the cabinet, and not yet back on the prescription.</summary>
    CameBack,
    /// <summary>The stock has refused, and the prescription is to get back what was taken off.</summary>
    Undoing,
    /// <summary>In the register for good.</summary>
    Taken,
    /// <summary>Nothing has happened.</summary>
    Refused,
}

/// <summary>Step of the register in the stock: the only way in which controlled goods move.</summary>
/// <param name="Kind">Receipt, ServiceConsumption, CustomerReturn, SupplierReturn, Scrap or Count.</param>
/// <param name="Id">"controlled:STEP", with counts "controlled:STEP:LOT".</param>
/// <param name="Quantity">With Count what was found.</param>
/// <param name="Goods">With Receipt.</param>
[GenerateSerializer, Immutable, Alias("bg.MoveControlled")]
public sealed record MoveControlled(MovementKind Kind, string Id, decimal Quantity, string Lot, ControlledWarrant Warrant, ControlledArrival? Goods, string? Supplier, string? Reason, string? Document, Caller By);

/// <summary>Why controlled goods may move: who stands for it, and for whom.</summary>
/// <param name="First">Actor; so <paramref name="Second"/>, who is another.</param>
/// <param name="Prescription">Needed for ServiceConsumption; so <paramref name="Client"/>.</param>
[GenerateSerializer, Immutable, Alias("bg.ControlledWarrant")]
public sealed record ControlledWarrant(string First, string Second, string? Prescription, string? Client);

/// <summary>What comes with arriving goods.</summary>
[GenerateSerializer, Immutable, Alias("bg.ControlledArrival")]
public sealed record ControlledArrival(Expiry? ExpiresOn, DateOnly? MadeOn, Money? UnitCost, string Cabinet);
