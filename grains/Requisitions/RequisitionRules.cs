using System.Text.Json;

namespace BeautyGrains.Grains;

/// <summary>What a requisition needs to know of the catalogue before it is written.</summary>
/// <param name="AtSource">By SKU.</param>
/// <param name="To">Why the asking store is none, or null.</param>
internal sealed record RequisitionFacts(IReadOnlyDictionary<string, Answer<StockFacts>> AtSource, Refusal? To);

/// <summary>What may become of a requisition. Rules are asked only while it waits for nobody.</summary>
internal static class RequisitionRules
{
    /// <summary>The longest id, so that the ids of its transfers are ids.</summary>
    public const int LongestId = 48;

    // A warehouse that sells in between makes every attempt find less; at last what was short gets nothing.
    private const int MostAttempts = 5;

    /// <summary>The first rule of form that a request breaks, or null.</summary>
    public static Refusal? FormOf(string id, PutRequisition ask)
    {
        if (!Limits.IsId(id)) return Refusal.Invalid("id", "must-be-an-id");
        if (id.Length > LongestId) return Refusal.Invalid("id", "at-most-48-characters");
        if (!Limits.IsId(ask.From)) return Refusal.Invalid("from", "must-be-an-id");
        if (!Limits.IsId(ask.To)) return Refusal.Invalid("to", "must-be-an-id");
        if (ask.From == ask.To) return Refusal.Invalid("to", "must-differ-from-from");
        if (ask.Note is { Length: > Limits.MaxText }) return Refusal.Invalid("note", "at-most-500-characters");
        return AskedLines.FormOf(ask.Lines);
    }

    /// <summary>Guards in this order: a repeat, the state, both stores, units, products.</summary>
    public static Decision<RequisitionEvent> Put(Requisition requisition, PutRequisition ask, RequisitionFacts facts, DateTimeOffset now)
    {
        var hash = AskedLines.HashOf(ask.Lines, ask.From, ask.To, ask.NeededBy, ask.Note);
        if (requisition.State is not null && requisition.BodyHash == hash && requisition.State != RequisitionState.Rejected) return Decision<RequisitionEvent>.AlreadyDone;
        if (requisition.State is not null && Forbids(requisition, RequisitionLife.Put) is { } wrong) return wrong;
        if (facts.AtSource.Values.FirstOrDefault(known => known.Refusal?.Kind == RefusalKind.UnknownStore) is { } unknown) return unknown.Refusal!;
        if (facts.To is { } to) return to;
        var lines = AskedLines.Sum(ask.Lines, facts.AtSource, now, out var invalid);
        if (invalid is not null) return invalid;
        if (lines.Where(line => line.Refusal is not null).ToList() is { Count: > 0 } refused)
            return new Refusal(RefusalKind.LinesRefused, Lines: [.. refused.Select(line => new LineRefusal(line.Sku, line.Refusal!.ToRefusal()))]);
        return new RequisitionPut(
            ask.From, ask.To, [.. lines.Select(line => new RequestedLine(line.Sku, line.Quantity, facts.AtSource[line.Sku].Value!.Sku.SaleStep))],
            ValueOf(lines, facts.AtSource), ask.NeededBy, ask.Note, hash);
    }

    /// <summary>Submit: from Draft only.</summary>
    public static Decision<RequisitionEvent> Submit(Requisition requisition) =>
        requisition.State == RequisitionState.Submitted ? Decision<RequisitionEvent>.AlreadyDone
        : Forbids(requisition, RequisitionLife.Submit) is { } wrong ? wrong
        : new RequisitionSubmitted();

    /// <summary>Guards in this order: the state, another person, within whose stores and limits it is. Each currency's value counts alone.</summary>
    public static Decision<RequisitionEvent> Approve(Requisition requisition, ApproveRequisition ask)
    {
        if (requisition.State == RequisitionState.Approved && requisition.ApprovedBy == ask.Approver?.PersonId) return Decision<RequisitionEvent>.AlreadyDone;
        if (Forbids(requisition, RequisitionLife.Approve) is { } wrong) return wrong;
        foreach (var value in requisition.Value.Select(it => (Money?)it).DefaultIfEmpty())
            if (FourEyes.Refuses(ask.Approver, ApprovalKind.Requisition, value, [requisition.To], requisition.Authors) is { } refusal) return refusal;
        return new RequisitionApproved(ask.Approver!.PersonId);
    }

    /// <summary>Reject: from Submitted only.</summary>
    public static Decision<RequisitionEvent> Reject(Requisition requisition, EndRequisition ask) =>
        FormOf(ask.Reason) is { } invalid ? invalid
        : requisition.State == RequisitionState.Rejected ? Decision<RequisitionEvent>.AlreadyDone
        : Forbids(requisition, RequisitionLife.Reject) is { } wrong ? wrong
        : new RequisitionRejected(ask.Reason);

    /// <summary>Cancel: while no goods are held. What has arrived stays received; the rest is needed no longer.</summary>
    public static Decision<RequisitionEvent> Cancel(Requisition requisition, EndRequisition ask) =>
        FormOf(ask.Reason) is { } invalid ? invalid
        : requisition.State == RequisitionState.Cancelled || requisition is { State: RequisitionState.Received, Reason: not null } ? Decision<RequisitionEvent>.AlreadyDone
        : Forbids(requisition, RequisitionLife.Cancel) is { } wrong ? wrong
        : new RequisitionCancelled(ask.Reason);

    /// <summary>Allocate: from Approved, and anew from Unfilled and PartlyReceived; a repeat finds what came of it.</summary>
    public static Decision<RequisitionEvent> Allocate(Requisition requisition, AllocateRequisition ask)
    {
        if (requisition.State is RequisitionState.Allocated or RequisitionState.Dispatched or RequisitionState.Received || requisition is { State: RequisitionState.Unfilled, IsShort: false }) return Decision<RequisitionEvent>.AlreadyDone;
        if (Forbids(requisition, RequisitionLife.Allocate) is { } wrong) return wrong;
        var most = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var (share, at) in ask.AtMost.IsDefault ? [] : ask.AtMost.Select((share, at) => (share, at)))
        {
            if (requisition.Lines.All(line => line.Sku != share.Sku)) return Refusal.Invalid($"lines[{at}].sku", "is-not-asked-for");
            if (share.Quantity < 0) return Refusal.Invalid($"lines[{at}].atMost", "must-not-be-negative");
            if (!most.TryAdd(share.Sku, share.Quantity)) return Refusal.Invalid($"lines[{at}].sku", "must-be-unique");
        }
        return new RequisitionAllocationAsked(
            [.. requisition.Lines.Select(line => new LineShare(line.Sku, most.TryGetValue(line.Sku, out var bound) ? InSteps(Math.Min(line.Asked, bound), line.Step) : line.Asked))]);
    }

    /// <summary>Records what came of trying to hold goods.</summary>
    /// <param name="attempt">That was tried.</param>
    /// <param name="answer">The transfer's; null where nothing was wanted any more.</param>
    public static Decision<RequisitionEvent> Record(Requisition requisition, int attempt, string transfer, Answer<TransferView>? answer)
    {
        if (requisition.State != RequisitionState.Allocating || requisition.Attempt != attempt) return Decision<RequisitionEvent>.AlreadyDone;
        if (answer?.Value is not null) return new RequisitionAllocated(transfer, [.. requisition.Lines.Where(line => line.Wanted > 0).Select(line => new LineShare(line.Sku, line.Wanted))]);
        if (answer?.Refusal is not { Kind: RefusalKind.LinesRefused } refusal) return new RequisitionAllocated(null, []);
        var refused = refusal.Lines.ToDictionary(line => line.Sku, line => line.Refusal, StringComparer.Ordinal);
        return new RequisitionAllocationReduced([.. requisition.Lines.Select(line => new LineShare(line.Sku, Reduced(line, refused.GetValueOrDefault(line.Sku), attempt - requisition.FirstAttempt + 1)))]);
    }

    /// <summary>Records how far its transfer has come.</summary>
    public static Decision<RequisitionEvent> Follow(Requisition requisition, TransferView transfer)
    {
        if (requisition.Transfer != transfer.Id) return Decision<RequisitionEvent>.AlreadyDone;
        return (requisition.State, transfer.State) switch
        {
            (RequisitionState.Allocated, TransferState.Shipped or TransferState.Receiving) => new RequisitionFollowed(TransferState.Shipped),
            (RequisitionState.Allocated, TransferState.Received) => Decision<RequisitionEvent>.Of(new RequisitionFollowed(TransferState.Shipped), new RequisitionFollowed(TransferState.Received)),
            (RequisitionState.Allocated, TransferState.Cancelled) => new RequisitionFollowed(TransferState.Cancelled),
            (RequisitionState.Dispatched, TransferState.Received) => new RequisitionFollowed(TransferState.Received),
            _ => Decision<RequisitionEvent>.AlreadyDone,
        };
    }

    /// <summary>Guards in this order: form, the SKU, a repeat, that something is missing.</summary>
    public static Decision<RequisitionEvent> Settle(Requisition requisition, SettleNeed ask)
    {
        if ((ask.Order is null) == (ask.Reason is null)) return Refusal.Invalid("order", "order-or-reason");
        if (ask.Order is not null && !Limits.IsId(ask.Order)) return Refusal.Invalid("order", "must-be-an-id");
        if (ask.Reason is not null && FormOf(ask.Reason) is { } invalid) return invalid;
        if (requisition.State is null) return new Refusal(RefusalKind.UnknownRequisition);
        if (requisition.Lines.FirstOrDefault(line => line.Sku == ask.Sku) is not { } found) return new Refusal(RefusalKind.UnknownSku, Sku: ask.Sku);
        if (requisition.MissingOf(found) is var missing && missing > 0) return new RequisitionNeedSettled(ask.Sku, missing, ask.Order, ask.Reason);
        return found.Settled > 0 && found.Order == ask.Order && found.Reason == ask.Reason ? Decision<RequisitionEvent>.AlreadyDone : Refusal.NotIn("nothing-is-missing");
    }

    /// <summary>The requisition as callers see it.</summary>
    public static RequisitionView ViewOf(string id, Versioned<Requisition> requisition)
    {
        var it = requisition.State;
        return new(
            id, it.From, it.To, it.State!.Value,
            [.. it.Lines.Select(line => new RequisitionLineView(line.Sku, line.Quantity, line.Sent + line.Allocated, it.MissingOf(line), line.Settled, line.Order, line.Reason))],
            it.NeededBy, it.Note, it.Value, it.Authors, it.ApprovedBy, it.ApprovedAt, it.Transfer, it.Reason, requisition.Version);
    }

    private static decimal Reduced(RequisitionLine line, Refusal? refusal, int attempt) =>
        refusal is null ? line.Wanted
        : attempt < MostAttempts && refusal is { Kind: RefusalKind.InsufficientAvailable, Available: { } available } && available < line.Wanted ? InSteps(available, line.Step)
        : 0;

    private static decimal InSteps(decimal quantity, decimal? step) => step is { } size and > 0 ? decimal.Floor(quantity / size) * size : quantity;

    private static ImmutableArray<Money> ValueOf(ImmutableArray<AskedLine> lines, IReadOnlyDictionary<string, Answer<StockFacts>> facts) =>
    [
        .. from line in lines
           let price = facts[line.Sku].Value?.Sku.Price
           where price is not null
           group line.Quantity * price.Amount by price.Currency into currency
           orderby currency.Key
           select new Money(Math.Round(currency.Sum(), MidpointRounding.AwayFromZero), currency.Key),
    ];

    private static Refusal? FormOf(string? reason) =>
        string.IsNullOrWhiteSpace(reason) ? Refusal.Invalid("reason", "required") : reason.Length > Limits.MaxText ? Refusal.Invalid("reason", "at-most-500-characters") : null;

    private static Refusal? Forbids(Requisition requisition, string verb) =>
        requisition.State is not { } state ? new(RefusalKind.UnknownRequisition)
        : RequisitionLife.Table.Allows(state, verb) ? null
        : Refusal.NotIn(JsonNamingPolicy.KebabCaseLower.ConvertName(state.ToString()));
}
