namespace BeautyGrains.Grains;

/// <summary>One SKU of a requisition.</summary>
/// <param name="Wanted">What is being tried to hold; 0 outside of allocating.</param>
/// <param name="Allocated">Held or sent.</param>
/// <param name="Settled">Ordered or given up of what was missing.</param>
/// <param name="Order">The order of what was settled last, or null.</param>
/// <param name="Reason">Why what was settled last was given up, or null.</param>
/// <param name="Sent">By transfers that were received; not in <paramref name="Allocated"/> any more.</param>
public sealed record RequisitionLine(
    string Sku, decimal Quantity, decimal? Step, decimal Wanted, decimal Allocated, decimal Settled, string? Order, string? Reason, decimal Sent = 0)
{
    /// <summary>What the warehouse is still asked for.</summary>
    public decimal Asked => Quantity - Settled - Sent;
}

/// <summary>A requisition, folded from its events.</summary>
/// <param name="State">Null before it was written.</param>
/// <param name="Lines">By SKU, in ordinal order.</param>
/// <param name="Authors">Actors who wrote or submitted it, each once, in order.</param>
/// <param name="Attempt">Of holding goods, counted over all allocations; each has a transfer of its own.</param>
/// <param name="Actor">Who asked for what is being done.</param>
/// <param name="FirstAttempt">Of the newest allocation.</param>
public sealed record Requisition(
    RequisitionState? State,
    string From,
    string To,
    ImmutableArray<RequisitionLine> Lines,
    ImmutableArray<Money> Value,
    DateOnly? NeededBy,
    string? Note,
    string BodyHash,
    ImmutableArray<string> Authors,
    string? ApprovedBy,
    DateTimeOffset? ApprovedAt,
    int Attempt,
    string? Transfer,
    string? Reason,
    string Actor,
    int FirstAttempt = 1)
{
    /// <summary>Before the first event.</summary>
    public static Requisition Empty { get; } = new(null, "", "", [], [], null, null, "", [], null, null, 0, null, null, "");

    /// <summary>True while there is work left that nobody has to ask for, or a transfer to follow.</summary>
    public bool IsUnderway => State is RequisitionState.Allocating or RequisitionState.Allocated or RequisitionState.Dispatched;

    /// <summary>Whether the warehouse has said what it gives.</summary>
    public bool IsAllocated => State is RequisitionState.Allocated or RequisitionState.Unfilled or RequisitionState.Dispatched or RequisitionState.PartlyReceived;

    /// <summary>Whether something of what was asked for has arrived.</summary>
    public bool HasArrived => Lines.Any(line => line.Sent > 0);

    /// <summary>Whether something is to be bought.</summary>
    public bool IsShort => Lines.Any(line => MissingOf(line) > 0);

    /// <summary>What is to be bought of a line and nobody has ordered.</summary>
    public decimal MissingOf(RequisitionLine line) => IsAllocated ? line.Asked - line.Allocated : 0;

    /// <summary>The requisition after an event.</summary>
    public Requisition After(RequisitionEvent happened, EventInfo info) => happened switch
    {
        RequisitionPut put => Written(put, info),
        RequisitionSubmitted => Moved(RequisitionLife.Submit, RequisitionState.Submitted) with { Authors = With(info.Actor) },
        RequisitionApproved approved => Moved(RequisitionLife.Approve, RequisitionState.Approved) with { ApprovedBy = approved.Person, ApprovedAt = info.At },
        RequisitionRejected rejected => Moved(RequisitionLife.Reject, RequisitionState.Rejected) with { Reason = rejected.Reason },
        RequisitionCancelled cancelled => Moved(RequisitionLife.Cancel, State == RequisitionState.PartlyReceived ? RequisitionState.Received : RequisitionState.Cancelled) with { Reason = cancelled.Reason },
        RequisitionAllocationAsked asked => Moved(RequisitionLife.Allocate, RequisitionState.Allocating) with { Attempt = Attempt + 1, FirstAttempt = Attempt + 1, Actor = info.Actor, Lines = Wanting(asked.Lines) },
        RequisitionAllocationReduced reduced => this with { Attempt = Attempt + 1, Lines = Wanting(reduced.Lines) },
        RequisitionAllocated held => Hold(held),
        RequisitionFollowed followed => Follow(followed.Transfer),
        RequisitionNeedSettled settled => Settle(settled),
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of a requisition."),
    };

    private Requisition Written(RequisitionPut put, EventInfo info) => (State is null ? this with { State = RequisitionLife.Table.Start } : Moved(RequisitionLife.Put, RequisitionState.Draft)) with
    {
        From = put.From, To = put.To, Value = put.Value, NeededBy = put.NeededBy, Note = put.Note, BodyHash = put.BodyHash, Authors = With(info.Actor), Reason = null,
        Lines = [.. put.Lines.Select(line => new RequisitionLine(line.Sku, line.Quantity, line.Step, 0, 0, 0, null, null))],
    };

    private Requisition Hold(RequisitionAllocated held)
    {
        var bySku = held.Lines.ToDictionary(line => line.Sku, line => line.Quantity, StringComparer.Ordinal);
        var moved = held.Transfer is not null ? Moved(RequisitionLife.Held, RequisitionState.Allocated)
            : HasArrived ? Moved(RequisitionLife.NothingMoreHeld, RequisitionState.PartlyReceived)
            : Moved(RequisitionLife.NothingHeld, RequisitionState.Unfilled);
        return moved with { Transfer = held.Transfer, Lines = [.. Lines.Select(line => line with { Wanted = 0, Allocated = bySku.GetValueOrDefault(line.Sku) })] };
    }

    private Requisition Follow(TransferState transfer) => transfer switch
    {
        TransferState.Shipped => Moved(RequisitionLife.Shipped, RequisitionState.Dispatched),
        TransferState.Received => Arrive(),
        TransferState.Cancelled => (HasArrived ? Moved(RequisitionLife.NextCancelled, RequisitionState.PartlyReceived) : Moved(RequisitionLife.TransferCancelled, RequisitionState.Approved)) with
        {
            Transfer = null, Lines = [.. Lines.Select(line => line with { Allocated = 0 })],
        },
        _ => throw new InvalidOperationException($"A requisition does not follow a transfer that is {transfer}."),
    };

    private Requisition Arrive()
    {
        var isShort = IsShort;
        return (isShort ? Moved(RequisitionLife.PartReceived, RequisitionState.PartlyReceived) : Moved(RequisitionLife.Received, RequisitionState.Received)) with
        {
            Lines = [.. Lines.Select(line => line with { Sent = line.Sent + line.Allocated, Allocated = 0 })],
        };
    }

    private Requisition Settle(RequisitionNeedSettled settled)
    {
        var after = this with
        {
            Lines = [.. Lines.Select(line => line.Sku == settled.Sku ? line with { Settled = line.Settled + settled.Quantity, Order = settled.Order, Reason = settled.Reason } : line)],
        };
        return after.State == RequisitionState.PartlyReceived && !after.IsShort ? after.Moved(RequisitionLife.NothingMissing, RequisitionState.Received) : after;
    }

    // A fold that would leave the table is a broken invariant.
    private Requisition Moved(string verb, RequisitionState state) =>
        State is { } from && RequisitionLife.Table.Leads(from, verb, state) ? this with { State = state }
        : throw new InvalidOperationException($"No '{verb}' leads a requisition from {State} to {state}.");

    private ImmutableArray<RequisitionLine> Wanting(ImmutableArray<LineShare> shares)
    {
        var bySku = shares.ToDictionary(line => line.Sku, line => line.Quantity, StringComparer.Ordinal);
        return [.. Lines.Select(line => line with { Wanted = bySku.GetValueOrDefault(line.Sku) })];
    }

    private ImmutableArray<string> With(string actor) => Authors.Contains(actor, StringComparer.Ordinal) ? Authors : Authors.Add(actor);
}
