namespace BeautyGrains.Grains;

/// <summary>What happens to a requisition. Quantities are in the SKU's base unit.</summary>
public abstract record RequisitionEvent;

/// <summary>It was written, for the first time or anew.</summary>
/// <param name="Lines">Summed, one per SKU, in ordinal order.</param>
/// <param name="Value">By currency, in ordinal order.</param>
public sealed record RequisitionPut(
    string From, string To, ImmutableArray<RequestedLine> Lines, ImmutableArray<Money> Value, DateOnly? NeededBy, string? Note, string BodyHash) : RequisitionEvent;

/// <summary>Approval was asked for.</summary>
public sealed record RequisitionSubmitted : RequisitionEvent;

/// <summary>A person approved it.</summary>
public sealed record RequisitionApproved(string Person) : RequisitionEvent;

/// <summary>It was turned down.</summary>
public sealed record RequisitionRejected(string Reason) : RequisitionEvent;

/// <summary>It was given up.</summary>
public sealed record RequisitionCancelled(string Reason) : RequisitionEvent;

/// <summary>Goods are to be held: these quantities are tried first.</summary>
public sealed record RequisitionAllocationAsked(ImmutableArray<LineShare> Lines) : RequisitionEvent;

/// <summary>The warehouse has less: these quantities are tried next, by a transfer of their own.</summary>
public sealed record RequisitionAllocationReduced(ImmutableArray<LineShare> Lines) : RequisitionEvent;

/// <summary>These quantities are held; what is missing is to be bought.</summary>
/// <param name="Transfer">Null where nothing is held.</param>
public sealed record RequisitionAllocated(string? Transfer, ImmutableArray<LineShare> Lines) : RequisitionEvent;

/// <summary>Its transfer was seen to be shipped, received or cancelled.</summary>
public sealed record RequisitionFollowed(TransferState Transfer) : RequisitionEvent;

/// <summary>What was missing of a SKU was ordered or given up.</summary>
public sealed record RequisitionNeedSettled(string Sku, decimal Quantity, string? Order, string? Reason) : RequisitionEvent;

/// <summary>One SKU that is asked for.</summary>
/// <param name="Step">The smallest step in which it is given, or null.</param>
public sealed record RequestedLine(string Sku, decimal Quantity, decimal? Step);
