namespace BeautyGrains.Contracts;

/// <summary>
/// What a store asks a warehouse for. Key: the requisition's id, 1 to 48 of the characters of ids. Goods travel by a transfer of its own; what the warehouse
/// cannot give becomes a need to be bought.
/// </summary>
[Alias("bg.IRequisitionGrain")]
public interface IRequisitionGrain : IGrainWithStringKey
{
    /// <summary>Writes it, or writes it anew while it is a draft or rejected. The same content again changes nothing.</summary>
    [Alias("Put")]
    Task<Answer<RequisitionView>> Put(PutRequisition ask);

    /// <summary>Asks for approval.</summary>
    [Alias("Submit")]
    Task<Answer<RequisitionView>> Submit(SubmitRequisition ask);

    /// <summary>Approves it; see <see cref="FourEyes"/>.</summary>
    [Alias("Approve")]
    Task<Answer<RequisitionView>> Approve(ApproveRequisition ask);

    /// <summary>Turns it down; it may be written anew.</summary>
    [Alias("Reject")]
    Task<Answer<RequisitionView>> Reject(EndRequisition ask);

    /// <summary>Gives it up while no goods are held for it; what has arrived stays received, and of the rest nothing is needed any more.</summary>
    [Alias("Cancel")]
    Task<Answer<RequisitionView>> Cancel(EndRequisition ask);

    /// <summary>
    /// Holds what there is at the warehouse, by a transfer that is then ready to be shipped; the rest becomes a need of the warehouse's replenishment, and is
    /// asked for again in the same way.
    /// </summary>
    [Alias("Allocate")]
    Task<Answer<RequisitionView>> Allocate(AllocateRequisition ask);

    /// <summary>Says what became of a need: ordered, or given up.</summary>
    [Alias("SettleNeed")]
    Task<Answer<RequisitionView>> SettleNeed(SettleNeed ask);

    /// <summary>The requisition; looks how far its transfer has come.</summary>
    [Alias("Get")]
    Task<Answer<RequisitionView>> Get();

    /// <summary>Goes on with what is unfinished and looks how far its transfer has come; called by the sweep.</summary>
    [Alias("Drive")]
    Task Drive();
}

/// <summary>The life of a requisition. Which verbs lead from one state to another stands in the table of its life.</summary>
[GenerateSerializer, Alias("bg.RequisitionState")]
public enum RequisitionState
{
    /// <summary>Being written.</summary>
    Draft,
    /// <summary>Waits for approval.</summary>
    Submitted,
    /// <summary>Turned down; may be written anew.</summary>
    Rejected,
    /// <summary>Waits for the warehouse to allocate.</summary>
    Approved,
    /// <summary>Goods are being held.</summary>
    Allocating,
    /// <summary>Goods are held; its transfer is to be shipped.</summary>
    Allocated,
    /// <summary>Nothing could be held: all of it is to be bought, and is held and sent once it is there.</summary>
    Unfilled,
    /// <summary>On its way.</summary>
    Dispatched,
    /// <summary>Arrived.</summary>
    Received,
    /// <summary>Given up.</summary>
    Cancelled,
    /// <summary>What could be sent has arrived; the rest is to be bought, and is held and sent once it is there.</summary>
    PartlyReceived,
}

/// <summary>Asks to write a requisition.</summary>
/// <param name="From">The store that gives, a warehouse as a rule.</param>
/// <param name="To">The store that asks.</param>
/// <param name="Lines">1 to 1,000; the same SKU twice counts as its sum.</param>
/// <param name="NeededBy">A day, or null.</param>
[GenerateSerializer, Immutable, Alias("bg.PutRequisition")]
public sealed record PutRequisition(string From, string To, ImmutableArray<BasketLine> Lines, DateOnly? NeededBy, string? Note, Caller By);

/// <summary>Asks for approval.</summary>
[GenerateSerializer, Immutable, Alias("bg.SubmitRequisition")]
public sealed record SubmitRequisition(Caller By);

/// <summary>Approves.</summary>
/// <param name="Approver">Another person than everybody who wrote or submitted it.</param>
[GenerateSerializer, Immutable, Alias("bg.ApproveRequisition")]
public sealed record ApproveRequisition(Approver? Approver, Caller By);

/// <summary>Rejects or cancels.</summary>
/// <param name="Reason">1 to 500 characters.</param>
[GenerateSerializer, Immutable, Alias("bg.EndRequisition")]
public sealed record EndRequisition(string Reason, Caller By);

/// <summary>Asks to hold goods.</summary>
/// <param name="AtMost">Per SKU, where goods are short and others ask for them too; a SKU that is not named gets what there is. Empty for all.</param>
[GenerateSerializer, Immutable, Alias("bg.AllocateRequisition")]
public sealed record AllocateRequisition(ImmutableArray<LineShare> AtMost, Caller By);

/// <summary>What a line gets at most.</summary>
/// <param name="Quantity">0 or more, in the base unit.</param>
[GenerateSerializer, Immutable, Alias("bg.LineShare")]
public sealed record LineShare(string Sku, decimal Quantity);

/// <summary>Says what became of the need of one SKU: exactly one of the two.</summary>
/// <param name="Order">The purchase order that it is in.</param>
/// <param name="Reason">Why nobody buys it.</param>
[GenerateSerializer, Immutable, Alias("bg.SettleNeed")]
public sealed record SettleNeed(string Sku, string? Order, string? Reason, Caller By);

/// <summary>A requisition as it now stands.</summary>
/// <param name="Value">What is asked for at the SKUs' prices, in minor units, by currency; empty where none has a price.</param>
/// <param name="Authors">Actors who wrote or submitted it; none of them approves it.</param>
/// <param name="ApprovedBy">The person; null before.</param>
/// <param name="Transfer">By which it travels; null where nothing is held.</param>
/// <param name="Reason">Why it was rejected or cancelled.</param>
[GenerateSerializer, Immutable, Alias("bg.RequisitionView")]
public sealed record RequisitionView(
    string Id,
    string From,
    string To,
    RequisitionState State,
    ImmutableArray<RequisitionLineView> Lines,
    DateOnly? NeededBy,
    string? Note,
    ImmutableArray<Money> Value,
    ImmutableArray<string> Authors,
    string? ApprovedBy,
    DateTimeOffset? ApprovedAt,
    string? Transfer,
    string? Reason,
    long Version);

/// <summary>One SKU of a requisition, in its base unit.</summary>
/// <param name="Allocated">Held or sent, all transfers together.</param>
/// <param name="Missing">To be bought, or on order and not there yet; 0 before goods are held.</param>
/// <param name="Settled">Of what was missing: ordered or given up.</param>
/// <param name="Order">The purchase order that the settled quantity is in, or null.</param>
/// <param name="Reason">Why the settled quantity was given up, or null.</param>
[GenerateSerializer, Immutable, Alias("bg.RequisitionLineView")]
public sealed record RequisitionLineView(string Sku, decimal Quantity, decimal Allocated, decimal Missing, decimal Settled, string? Order, string? Reason);
