namespace BeautyGrains.Grains;

/// <summary>The life of a requisition: its rules ask this table, its fold keeps to it, a test walks it and the documentation draws it.</summary>
public static class RequisitionLife
{
    /// <summary>Written, or written anew.</summary>
    public const string Put = "put";

    /// <summary>Approval is asked for.</summary>
    public const string Submit = "submit";

    /// <summary>Approved by another person.</summary>
    public const string Approve = "approve";

    /// <summary>Turned down.</summary>
    public const string Reject = "reject";

    /// <summary>Given up.</summary>
    public const string Cancel = "cancel";

    /// <summary>Goods are to be held.</summary>
    public const string Allocate = "allocate";

    /// <summary>Some goods are held.</summary>
    public const string Held = "goods are held";

    /// <summary>None are.</summary>
    public const string NothingHeld = "nothing could be held";

    /// <summary>The transfer was shipped.</summary>
    public const string Shipped = "transfer shipped";

    /// <summary>The transfer was received.</summary>
    public const string Received = "transfer received";

    /// <summary>The transfer was cancelled.</summary>
    public const string TransferCancelled = "transfer cancelled";

    /// <summary>The transfer was received, and something is missing.</summary>
    public const string PartReceived = "transfer received, rest missing";

    /// <summary>Of the rest none are held.</summary>
    public const string NothingMoreHeld = "nothing more could be held";

    /// <summary>The transfer of the rest was cancelled.</summary>
    public const string NextCancelled = "transfer of the rest cancelled";

    /// <summary>The rest was ordered for others or given up.</summary>
    public const string NothingMissing = "nothing is missing any more";

    /// <summary>The table.</summary>
    public static StateTable<RequisitionState> Table { get; } = new(
        RequisitionState.Draft,
        new(RequisitionState.Draft, Put, RequisitionState.Draft),
        new(RequisitionState.Draft, Submit, RequisitionState.Submitted),
        new(RequisitionState.Draft, Cancel, RequisitionState.Cancelled),
        new(RequisitionState.Submitted, Approve, RequisitionState.Approved),
        new(RequisitionState.Submitted, Reject, RequisitionState.Rejected),
        new(RequisitionState.Submitted, Cancel, RequisitionState.Cancelled),
        new(RequisitionState.Rejected, Put, RequisitionState.Draft),
        new(RequisitionState.Rejected, Cancel, RequisitionState.Cancelled),
        new(RequisitionState.Approved, Allocate, RequisitionState.Allocating),
        new(RequisitionState.Approved, Cancel, RequisitionState.Cancelled),
        new(RequisitionState.Allocating, Held, RequisitionState.Allocated),
        new(RequisitionState.Allocating, NothingHeld, RequisitionState.Unfilled),
        new(RequisitionState.Allocated, Shipped, RequisitionState.Dispatched),
        new(RequisitionState.Allocated, TransferCancelled, RequisitionState.Approved),
        new(RequisitionState.Allocated, NextCancelled, RequisitionState.PartlyReceived),
        new(RequisitionState.Allocating, NothingMoreHeld, RequisitionState.PartlyReceived),
        new(RequisitionState.Unfilled, Allocate, RequisitionState.Allocating),
        new(RequisitionState.Unfilled, Cancel, RequisitionState.Cancelled),
        new(RequisitionState.Dispatched, Received, RequisitionState.Received),
        new(RequisitionState.Dispatched, PartReceived, RequisitionState.PartlyReceived),
        new(RequisitionState.PartlyReceived, Allocate, RequisitionState.Allocating),
        new(RequisitionState.PartlyReceived, NothingMissing, RequisitionState.Received),
        new(RequisitionState.PartlyReceived, Cancel, RequisitionState.Received));
}
