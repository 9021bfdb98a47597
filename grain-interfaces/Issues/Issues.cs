namespace BeautyGrains.Contracts;

/// <summary>
/// Goods that leave without being sold: gift, sample, tester, internal use, training, staff purchase. A process over the month's quota and the stock.
/// Key: "store/sku/id".
/// </summary>
[Alias("bg.IIssueGrain")]
public interface IIssueGrain : IGrainWithStringKey
{
    /// <summary>Issues goods. Refusals: Validation, IdReused, UnknownAccount, QuotaExceeded, and those of the stock. One that was refused may be asked for anew.</summary>
    [Alias("Put")]
    Task<Answer<IssueView>> Put(PutIssue ask);

    /// <summary>Takes the goods back into their lots by a linked counter-movement and gives the quota back. UnknownIssue, InvalidState, and those of the stock.</summary>
    [Alias("Reverse")]
    Task<Answer<IssueView>> Reverse(ReverseIssue ask);

    /// <summary>The issue; UnknownIssue.</summary>
    [ReadOnly, Alias("Get")]
    Task<Answer<IssueView>> Get();

    /// <summary>For the sweep: goes on where a crash stopped it.</summary>
    [Alias("Drive")]
    Task Drive();
}

/// <summary>Asks to issue goods without selling them.</summary>
/// <param name="Kind">One of <see cref="IssueKinds.All"/>.</param>
/// <param name="Quantity">Above 0, at most 3 decimals, in <paramref name="Unit"/>.</param>
/// <param name="Unit">The base unit or a pack of the SKU; null for the base unit.</param>
/// <param name="Lot">Null for the SKU's picking rule.</param>
/// <param name="Bin">Take from this bin, with a lot; null for unplaced goods first, then bins in walking order.</param>
/// <param name="Reason">1 to 500 characters.</param>
/// <param name="Account">A cost account of the policy; null for the kind's.</param>
/// <param name="Client">Whom it is given to, with Gift and Sample only; null for nobody in particular.</param>
/// <param name="Person">Who buys, with StaffPurchase only, where it is needed.</param>
/// <param name="Price">What the person pays for all of it, in whole minor units; with StaffPurchase only, where it is needed.</param>
[GenerateSerializer, Immutable, Alias("bg.PutIssue")]
public sealed record PutIssue(
    MovementKind Kind,
    decimal Quantity,
    string? Unit,
    string? Lot,
    string? Bin,
    string Reason,
    string? Account,
    string? Client,
    string? Person,
    Money? Price,
    string? Serial,
    string? Code,
    string? Document,
    Caller By);

/// <summary>Asks to take an issue back.</summary>
/// <param name="Id">Of the counter-movement.</param>
[GenerateSerializer, Immutable, Alias("bg.ReverseIssue")]
public sealed record ReverseIssue(string Id, string Reason, Caller By);

/// <summary>The life of an issue.</summary>
[GenerateSerializer, Alias("bg.IssueState")]
public enum IssueState
{
    /// <summary>The quota is being asked.</summary>
    Asked,
    /// <summary>The stock is being asked.</summary>
    Allowed,
    /// <summary>The goods are out.</summary>
    Issued,
    /// <summary>The stock refused; the quota is being given back.</summary>
    Releasing,
    /// <summary>Nothing left the stock, and nothing counts against the quota.</summary>
    Refused,
    /// <summary>The goods are being taken back.</summary>
    Reversing,
    /// <summary>They are back; the quota is being given back.</summary>
    Returned,
    /// <summary>Taken back.</summary>
    Reversed,
}

/// <summary>An issue without a sale.</summary>
/// <param name="Quantity">In the base unit.</param>
/// <param name="Lines">What left, by lot: signed; empty before.</param>
/// <param name="Account">The cost account.</param>
/// <param name="Month">By the store's calendar, "2026-11": of the quota.</param>
/// <param name="Value">At the list price, in whole minor units: what counts against a quota in value; null for goods without a price.</param>
/// <param name="Cost">What the goods had cost, in whole minor units; null before they left and where it is not known.</param>
/// <param name="Reversal">Id of the counter-movement; null for none.</param>
[GenerateSerializer, Immutable, Alias("bg.IssueView")]
public sealed record IssueView(
    string Store,
    string Sku,
    string Id,
    MovementKind Kind,
    IssueState State,
    decimal Quantity,
    EquatableList<MovementLine> Lines,
    string Reason,
    string Account,
    string Month,
    Money? Value,
    Money? Cost,
    string? Client,
    string? Person,
    Money? Price,
    string? Document,
    string? Reversal,
    string Actor,
    DateTimeOffset At,
    long Version);
