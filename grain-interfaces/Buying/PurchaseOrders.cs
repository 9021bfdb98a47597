namespace BeautyGrains.Contracts;

/// <summary>One purchase order. Key: the order's id, made by the caller.</summary>
[Alias("bg.IPurchaseOrderGrain")]
public interface IPurchaseOrderGrain : IGrainWithStringKey
{
    /// <summary>Makes a draft. The same content again is the same draft.</summary>
    [Alias("Draft")]
    Task<Answer<PurchaseOrderView>> Draft(DraftOrder ask);

    /// <summary>Changes lines; history keeps what was.</summary>
    [Alias("Amend")]
    Task<Answer<PurchaseOrderView>> Amend(AmendOrder ask);

    /// <summary>Asks for approval. Refused with LinesRefused where supplier, product or store may not; with a budget's or its approver's refusal where too little is left.</summary>
    [Alias("Submit")]
    Task<Answer<PurchaseOrderView>> Submit(SubmitOrder ask);

    /// <summary>One person's approval; the order is approved once enough have given it.</summary>
    [Alias("Approve")]
    Task<Answer<PurchaseOrderView>> Approve(ApproveOrder ask);

    /// <summary>Turns a submitted order down.</summary>
    [Alias("Reject")]
    Task<Answer<PurchaseOrderView>> Reject(EndOrder ask);

    /// <summary>Notes that the supplier has the order.</summary>
    [Alias("Send")]
    Task<Answer<PurchaseOrderView>> Send(SendOrder ask);

    /// <summary>Gives up an order of which nothing was received.</summary>
    [Alias("Cancel")]
    Task<Answer<PurchaseOrderView>> Cancel(EndOrder ask);

    /// <summary>Ends an order of which something was received; what is missing is awaited no longer.</summary>
    [Alias("Close")]
    Task<Answer<PurchaseOrderView>> Close(EndOrder ask);

    /// <summary>Process step of a receipt: counts what arrived, before any stock hears of it. May be refused; a repeat under the same receipt changes nothing.</summary>
    [Alias("TakeDelivery")]
    Task<Answer<PurchaseOrderView>> TakeDelivery(TakeDelivery ask);

    /// <summary>Process step of a receipt: replaces what <see cref="TakeDelivery"/> counted by what the stocks took in; never refused.</summary>
    [Alias("SettleDelivery")]
    Task<Answer<PurchaseOrderView>> SettleDelivery(TakeDelivery ask);

    /// <summary>Process step of an invoice: keeps what it bills and tells what was ordered, received and billed before. May be refused.</summary>
    [Alias("ClaimInvoice")]
    Task<Answer<InvoiceBasis>> ClaimInvoice(ClaimInvoice ask);

    /// <summary>The order.</summary>
    [ReadOnly, Alias("Get")]
    Task<Answer<PurchaseOrderView>> Get();

    /// <summary>Goes on with what is unfinished; called by the sweep. Completes when the order waits for nobody.</summary>
    [Alias("Drive")]
    Task Drive();
}

/// <summary>The life of a purchase order. Which commands lead from one to the other stands in the table of the order's transitions.</summary>
[GenerateSerializer, Alias("bg.PurchaseOrderState")]
public enum PurchaseOrderState
{
    /// <summary>Being written; may be changed freely.</summary>
    Draft,
    /// <summary>Asked for; budgets are being visited.</summary>
    Submitting,
    /// <summary>Waits for approval.</summary>
    Submitted,
    /// <summary>May be sent.</summary>
    Approved,
    /// <summary>The supplier has it.</summary>
    Sent,
    /// <summary>Some of it has arrived.</summary>
    PartlyReceived,
    /// <summary>All of it has arrived, within tolerance.</summary>
    Received,
    /// <summary>Over.</summary>
    Closed,
    /// <summary>Turned down; may be amended and asked for again.</summary>
    Rejected,
    /// <summary>Given up.</summary>
    Cancelled,
}

/// <summary>Asks for a draft.</summary>
/// <param name="Lines">1 to 1,000; each for one store and SKU.</param>
/// <param name="WantedOn">The day by which it should arrive; null for the supplier's lead time.</param>
/// <param name="Contract">The contract that it is made under; null for whichever is in force.</param>
[GenerateSerializer, Immutable, Alias("bg.DraftOrder")]
public sealed record DraftOrder(
    string Supplier, EquatableList<OrderLineAsk> Lines, DateOnly? WantedOn, string? Contract, string? Note, Caller By);

/// <summary>One line as it is asked for.</summary>
/// <param name="Line">Its number within the order: 1 to 100,000, unique.</param>
/// <param name="Store">Where it is to be delivered.</param>
/// <param name="Quantity">In the base unit, above 0, at most 3 decimals.</param>
/// <param name="UnitPrice">Net, per base unit, in minor units of the supplier's currency, at most 4 decimals; null for the price list.</param>
/// <param name="TaxRate">0 to 1; null for the store's rate of the SKU's tax class on the day.</param>
/// <param name="WantedOn">Null for the order's.</param>
/// <param name="Needs">Ids of the needs that it meets; null for none.</param>
[GenerateSerializer, Immutable, Alias("bg.OrderLineAsk")]
public sealed record OrderLineAsk(
    int Line, string Store, string Sku, decimal Quantity, decimal? UnitPrice = null, decimal? TaxRate = null, DateOnly? WantedOn = null, EquatableList<string>? Needs = null);

/// <summary>Asks to change an order's lines.</summary>
/// <param name="Id">Of the amendment, made by the caller; send it again to retry safely.</param>
/// <param name="Lines">All lines as they shall be; those that are left out are dropped.</param>
[GenerateSerializer, Immutable, Alias("bg.AmendOrder")]
public sealed record AmendOrder(string Id, EquatableList<OrderLineAsk> Lines, DateOnly? WantedOn, string Reason, Caller By);

/// <summary>Asks for approval of an order.</summary>
/// <param name="Approver">Who lets it pass a budget that has too little left; null for nobody.</param>
[GenerateSerializer, Immutable, Alias("bg.SubmitOrder")]
public sealed record SubmitOrder(Approver? Approver, Caller By);

/// <summary>Approves an order.</summary>
/// <param name="Approver">Null refuses: an order is approved by a person.</param>
[GenerateSerializer, Immutable, Alias("bg.ApproveOrder")]
public sealed record ApproveOrder(Approver? Approver, Caller By);

/// <summary>Notes that an order was sent.</summary>
[GenerateSerializer, Immutable, Alias("bg.SendOrder")]
public sealed record SendOrder(Caller By);

/// <summary>Rejects, cancels or closes an order.</summary>
/// <param name="Reason">1 to 500 characters.</param>
[GenerateSerializer, Immutable, Alias("bg.EndOrder")]
public sealed record EndOrder(string Reason, Caller By);

/// <summary>What a receipt brings for an order.</summary>
/// <param name="Receipt">The receipt's id.</param>
/// <param name="ByTwo">Two people have signed in: controlled goods come in by their register.</param>
[GenerateSerializer, Immutable, Alias("bg.TakeDelivery")]
public sealed record TakeDelivery(string Receipt, EquatableList<DeliveredLine> Lines, Caller By, bool ByTwo = false);

/// <summary>What arrived for one line, in the base unit; what was rejected is in none of it.</summary>
/// <param name="Quantity">Accepted and quarantined goods together; 0 or more.</param>
/// <param name="EarliestMadeOn">Of the lots, where they tell; for registrations that have expired since.</param>
[GenerateSerializer, Immutable, Alias("bg.DeliveredLine")]
public sealed record DeliveredLine(int Line, decimal Quantity, DateOnly? EarliestMadeOn = null, DateOnly? LatestMadeOn = null);

/// <summary>A purchase order as it now stands.</summary>
/// <param name="Net">Sum of the lines' net amounts, in minor units of <paramref name="Currency"/>.</param>
/// <param name="Tax">Sum of the lines' taxes.</param>
/// <param name="Revision">1 for the draft, one more with each amendment.</param>
/// <param name="Author">Actor who drafted or amended it last. Nobody who drafted, amended or submitted it may approve it.</param>
/// <param name="ApprovalsNeeded">People; null before it was submitted.</param>
/// <param name="ApprovedBy">Actors who approved this revision, in order.</param>
/// <param name="Warnings">What is outside the contract or the supplier's terms; warnings stop nothing.</param>
/// <param name="Unspent">Deliveries whose cost a budget refused to note; a person has to put that right at the budget.</param>
[GenerateSerializer, Immutable, Alias("bg.PurchaseOrderView")]
public sealed record PurchaseOrderView(
    string Id,
    string Supplier,
    PurchaseOrderState State,
    string Currency,
    ImmutableArray<OrderLineView> Lines,
    decimal Net,
    decimal Tax,
    DateOnly? WantedOn,
    string? Contract,
    string? Note,
    int Revision,
    string Author,
    int? ApprovalsNeeded,
    ImmutableArray<string> ApprovedBy,
    ImmutableArray<OrderWarning> Warnings,
    ImmutableArray<OrderStep> History,
    long Version,
    ImmutableArray<UnspentDelivery> Unspent = default);

/// <summary>A delivery whose cost a budget refused to note, because another payment stands under the receipt's id; the goods are in all the same.</summary>
/// <param name="Budget">The budget's key.</param>
[GenerateSerializer, Immutable, Alias("bg.UnspentDelivery")]
public sealed record UnspentDelivery(string Receipt, string Budget, RefusalKind Refused);

/// <summary>One line of an order.</summary>
/// <param name="UnitPrice">Net, per base unit, in minor units.</param>
/// <param name="Net">Quantity × price, rounded half away from zero to a whole minor unit.</param>
/// <param name="Tax">Net × rate, rounded alike.</param>
/// <param name="ExpectedOn">When it should arrive, as known by now.</param>
/// <param name="Received">Accepted and quarantined.</param>
/// <param name="Open">Still awaited; 0 once the line counts as received and in orders that are over.</param>
/// <param name="Needs">Ids of the needs that it meets.</param>
[GenerateSerializer, Immutable, Alias("bg.OrderLineView")]
public sealed record OrderLineView(
    int Line,
    string Store,
    string Sku,
    decimal Quantity,
    decimal UnitPrice,
    decimal TaxRate,
    decimal Net,
    decimal Tax,
    DateOnly ExpectedOn,
    decimal Received,
    decimal Open,
    ImmutableArray<string> Needs);

/// <summary>In what an order is outside the contract or the supplier's terms.</summary>
[GenerateSerializer, Alias("bg.OrderWarningKind")]
public enum OrderWarningKind
{
    /// <summary>The supplier has contracts, but none of them is in force.</summary>
    NoContractInForce,
    /// <summary>The SKU is in no contract that is in force.</summary>
    NotInContract,
    /// <summary>The price is above the contract's.</summary>
    AboveContractPrice,
    /// <summary>The quantity is below what the contract's price is promised for.</summary>
    BelowContractQuantity,
    /// <summary>It is expected later than the contract's lead time.</summary>
    LaterThanContract,
    /// <summary>The order is worth more than the contract allows.</summary>
    AboveContractValue,
    /// <summary>The contract is in another currency.</summary>
    OtherCurrency,
    /// <summary>The price is not the one of the supplier's list.</summary>
    OtherThanListPrice,
    /// <summary>The SKU is not in the supplier's price list.</summary>
    NotInPriceList,
    /// <summary>The quantity is below the supplier's minimum.</summary>
    BelowMinimumQuantity,
    /// <summary>The quantity is no multiple of the supplier's pack.</summary>
    BrokenPack,
    /// <summary>The order is worth less than the supplier's minimum.</summary>
    BelowMinimumOrder,
    /// <summary>It is wanted sooner than the lead time allows.</summary>
    WantedTooSoon,
    /// <summary>The supplier takes no orders on this day.</summary>
    NoOrderDay,
}

/// <summary>One warning.</summary>
/// <param name="Line">Null for the whole order.</param>
/// <param name="Contract">Of which contract; null for the supplier's terms.</param>
/// <param name="Expected">What it should be: a price or value in minor units, a quantity or days; null where there is none.</param>
/// <param name="Found">What it is, in the same unit.</param>
[GenerateSerializer, Immutable, Alias("bg.OrderWarning")]
public sealed record OrderWarning(OrderWarningKind Kind, int? Line = null, string? Contract = null, decimal? Expected = null, decimal? Found = null);

/// <summary>One step of an order's life.</summary>
/// <param name="To">The state that it led to.</param>
/// <param name="Document">The receipt's or amendment's id.</param>
/// <param name="Changes">What an amendment changed.</param>
[GenerateSerializer, Immutable, Alias("bg.OrderStep")]
public sealed record OrderStep(
    DateTimeOffset At, string Actor, OrderCommand Did, PurchaseOrderState To, int Revision, string? Reason = null, string? Document = null, EquatableList<LineChange>? Changes = null);

/// <summary>What can be done with an order.</summary>
[GenerateSerializer, Alias("bg.OrderCommand")]
public enum OrderCommand
{
    /// <summary>Write it.</summary>
    Draft,
    /// <summary>Change it.</summary>
    Amend,
    /// <summary>Ask for approval.</summary>
    Submit,
    /// <summary>The budgets have answered.</summary>
    Commit,
    /// <summary>Approve it.</summary>
    Approve,
    /// <summary>Turn it down.</summary>
    Reject,
    /// <summary>Send it to the supplier.</summary>
    Send,
    /// <summary>Goods arrive.</summary>
    Receive,
    /// <summary>The stocks have told how much of it they took in.</summary>
    Settle,
    /// <summary>Give it up.</summary>
    Cancel,
    /// <summary>End it.</summary>
    Close,
}

/// <summary>What an amendment did to one line; null before for a new line, null after for a dropped one.</summary>
[GenerateSerializer, Immutable, Alias("bg.LineChange")]
public sealed record LineChange(
    int Line, string Store, string Sku, decimal? QuantityBefore, decimal? QuantityAfter, decimal? PriceBefore, decimal? PriceAfter, DateOnly? WantedBefore, DateOnly? WantedAfter);
