namespace BeautyGrains.Grains;

/// <summary>What an order needs to know before it is decided on.</summary>
/// <param name="Supplier">Null where there is none of that id.</param>
/// <param name="Contracts">Those of the supplier that were written.</param>
/// <param name="Stocks">What the catalogue says, by stock key.</param>
internal sealed record OrderFacts(
    SupplierView? Supplier, ImmutableArray<ContractView> Contracts, BuyingPolicy Policy, IReadOnlyDictionary<string, Answer<StockFacts>> Stocks)
{
    /// <summary>The catalogue's answer for a line.</summary>
    public Answer<StockFacts> Of(string store, string sku) => Stocks[StockKey.Of(store, sku)];

    /// <summary>Do they tell all that is needed of an order as it now stands?</summary>
    public bool Covers(PurchaseOrder order) =>
        !order.IsWritten || ((Supplier is null || Supplier.Id == order.Supplier) && order.Lines.All(line => Stocks.ContainsKey(StockKey.Of(line.Store, line.Sku))));
}

/// <summary>What may become of a purchase order. Rules are asked only while the order waits for nobody.</summary>
internal static partial class PurchaseOrderRules
{
    /// <summary>The most amendments of one order.</summary>
    public const int MaxAmendments = 100;

    /// <summary>The most deliveries of one order.</summary>
    public const int MaxDeliveries = 1_000;

    /// <summary>Guards in this order: a repeat or another request, the supplier, the contract, the lines.</summary>
    public static Decision<PurchaseOrderEvent> Draft(PurchaseOrder order, DraftOrder ask, OrderFacts facts, DateTimeOffset now)
    {
        var hash = OrderLines.HashOf(ask.Lines, ask.Supplier, ask.WantedOn, ask.Contract, ask.Note);
        if (order.IsWritten) return order.BodyHash == hash ? Decision<PurchaseOrderEvent>.AlreadyDone : new Refusal(RefusalKind.IdReused);
        if (facts.Supplier is not { } supplier) return new Refusal(RefusalKind.UnknownSupplier);
        if (ask.Contract is { } contract && !facts.Contracts.Any(one => one.Id == contract)) return new Refusal(RefusalKind.UnknownContract);
        var lines = OrderLines.Read(ask.Lines, [], ask.WantedOn, facts, supplier, now, out var refusal);
        if (refusal is not null) return refusal;
        var warnings = OrderWarningRules.Of(lines, ask.WantedOn, ask.Contract, supplier, facts, now);
        return new OrderDrafted(ask.Supplier, supplier.Record.Currency, ask.Contract, ask.Note, ask.WantedOn, lines, warnings, hash);
    }

    /// <summary>Guards in this order: a repeat or another amendment under that id, the state, room, the lines, what the supplier has already been told.</summary>
    public static Decision<PurchaseOrderEvent> Amend(PurchaseOrder order, AmendOrder ask, OrderFacts facts, DateTimeOffset now)
    {
        var hash = OrderLines.HashOf(ask.Lines, ask.WantedOn, ask.Reason);
        if (order.Amendments.FirstOrDefault(one => one.Id == ask.Id) is { } made)
            return made.BodyHash == hash ? Decision<PurchaseOrderEvent>.AlreadyDone : new Refusal(RefusalKind.IdReused);
        if (Allows(order, OrderCommand.Amend) is { } not) return not;
        if (order.Amendments.Length >= MaxAmendments) return Refusal.Invalid("id", "at-most-100-amendments");
        if (facts.Supplier is not { } supplier) return new Refusal(RefusalKind.UnknownSupplier);
        var lines = OrderLines.Read(ask.Lines, order.Lines, ask.WantedOn, facts, supplier, now, out var refusal);
        if (refusal is not null) return refusal;
        if (order.State is PurchaseOrderState.Sent or PurchaseOrderState.PartlyReceived)
        {
            if (OrderLines.RaisedAfterSending(order, lines) is { } raised) return raised;
            lines = OrderLines.KeptAsSent(order, lines);
        }
        var changes = OrderLines.Changes(order.Lines, lines);
        if (changes.Count == 0 && order.WantedOn == ask.WantedOn) return Refusal.Invalid("lines", "must-change-something");
        return new OrderAmended(ask.Id, ask.Reason, ask.WantedOn, lines, changes, OrderWarningRules.Of(lines, ask.WantedOn, order.Contract, supplier, facts, now), hash);
    }

    /// <summary>Guards in this order: a repeat, the state, what stands against supplier, products and stores, the exchange rate.</summary>
    public static Decision<PurchaseOrderEvent> Submit(PurchaseOrder order, SubmitOrder ask, OrderFacts facts, DateTimeOffset now)
    {
        if (order.IsWritten && order.State is not (PurchaseOrderState.Draft or PurchaseOrderState.Rejected or PurchaseOrderState.Cancelled))
            return Decision<PurchaseOrderEvent>.AlreadyDone;
        if (Allows(order, OrderCommand.Submit) is { } not) return not;
        if (Blocks(order, facts, now) is { } blocked) return blocked;
        var day = DayOf(order, facts, now);
        if (facts.Policy.RateOf(order.Currency, day) is not { } rate) return new Refusal(RefusalKind.NoExchangeRate, State: order.Currency);
        var amount = OrderAmounts.Exchanged(order.Lines.Sum(line => line.Net), rate);
        var warnings = OrderWarningRules.Of(order.Lines, order.WantedOn, order.Contract, facts.Supplier!, facts, now);
        return new OrderSubmitAsked(
            order.Attempt + 1, new(amount, facts.Policy.Currency), rate, ApprovalsFor(order, amount, facts.Policy, day), Shares(order, rate), ask.Approver, warnings);
    }

    /// <summary>Guards in this order: a repeat, the state, four eyes, what stands against supplier, products and stores.</summary>
    public static Decision<PurchaseOrderEvent> Approve(PurchaseOrder order, ApproveOrder ask, OrderFacts facts, DateTimeOffset now)
    {
        if (ask.Approver is { } again && order.ApprovedBy.Contains(again.Actor)) return Decision<PurchaseOrderEvent>.AlreadyDone;
        if (Allows(order, OrderCommand.Approve) is { } not) return not;
        if (FourEyes.Refuses(ask.Approver, ApprovalKind.Order, order.Amount, StoresOf(order), order.Writers) is { } refused) return refused;
        if (Blocks(order, facts, now) is { } blocked) return blocked;
        return new OrderApproved(ask.Approver!.Actor);
    }

    /// <summary>Guards in this order: a repeat, the state, what stands against supplier, products and stores.</summary>
    public static Decision<PurchaseOrderEvent> Send(PurchaseOrder order, OrderFacts facts, DateTimeOffset now)
    {
        if (order.State is PurchaseOrderState.Sent or PurchaseOrderState.PartlyReceived or PurchaseOrderState.Received or PurchaseOrderState.Closed)
            return Decision<PurchaseOrderEvent>.AlreadyDone;
        if (Allows(order, OrderCommand.Send) is { } not) return not;
        if (Blocks(order, facts, now) is { } blocked) return blocked;
        return new OrderSent([.. order.Lines.Select(line =>
        {
            var day = ExpiryRules.DayAt(now, facts.Of(line.Store, line.Sku).Value!.Store.TimeZone);
            var tolerance = facts.Policy.ToleranceOf(line.Category, day);
            return new SentLine(line.Line, OrderLines.ExpectedOn(line.WantedOn ?? order.WantedOn, day, line.LeadTimeDays), tolerance.Over, tolerance.Under);
        })]);
    }

    /// <summary>Guards in this order: form, a repeat, the state.</summary>
    public static Decision<PurchaseOrderEvent> Reject(PurchaseOrder order, EndOrder ask) =>
        End(order, ask, OrderCommand.Reject, PurchaseOrderState.Rejected, new OrderRejected(ask.Reason));

    /// <inheritdoc cref="Reject" />
    public static Decision<PurchaseOrderEvent> Cancel(PurchaseOrder order, EndOrder ask) =>
        End(order, ask, OrderCommand.Cancel, PurchaseOrderState.Cancelled, new OrderCancelled(ask.Reason));

    /// <inheritdoc cref="Reject" />
    public static Decision<PurchaseOrderEvent> Close(PurchaseOrder order, EndOrder ask) =>
        End(order, ask, OrderCommand.Close, PurchaseOrderState.Closed, new OrderClosed(ask.Reason));

    /// <summary>UnknownPurchaseOrder, or the state that does not allow this; null when it does.</summary>
    public static Refusal? Allows(PurchaseOrder order, OrderCommand command) =>
        !order.IsWritten ? new(RefusalKind.UnknownPurchaseOrder)
        : OrderLife.Allows(order.State, command) ? null
        : Refusal.NotIn(System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(order.State.ToString()));

    /// <summary>What stands against supplier, products and stores on this day, line by line; null when nothing does.</summary>
    public static Refusal? Blocks(PurchaseOrder order, OrderFacts facts, DateTimeOffset now)
    {
        if (facts.Supplier is not { } supplier) return new(RefusalKind.UnknownSupplier);
        if (!supplier.Record.Active) return new(RefusalKind.SupplierInactive);
        var refused = order.Lines.SelectMany(line => Against(line, supplier, facts, now)).ToImmutableArray();
        return refused.IsEmpty ? null : new(RefusalKind.LinesRefused, Lines: refused);
    }

    /// <summary>How many people must approve: the tier that asks for most, of those that fit; 0 where none does.</summary>
    public static int ApprovalsFor(PurchaseOrder order, decimal amount, BuyingPolicy policy, DateOnly day) => policy.ApprovalTiers
        .Where(tier => amount >= tier.FromAmount && DatedRows.Counts(day, tier.ValidFrom, tier.ValidThrough)
            && order.Lines.Any(line => (tier.Store is null || tier.Store == line.Store) && (tier.Category is null || tier.Category == line.Category)))
        .Select(tier => tier.Approvals).DefaultIfEmpty(0).Max();

    private static IEnumerable<LineRefusal> Against(OrderLine line, SupplierView supplier, OrderFacts facts, DateTimeOffset now)
    {
        var known = facts.Of(line.Store, line.Sku);
        if (known.Value is not { } stock) return [Of(line, known.Refusal!)];
        if (!stock.Sku.Active) return [Of(line, new(RefusalKind.Inactive))];
        var day = ExpiryRules.DayAt(now, stock.Store.TimeZone);
        return StandingRules.Against(supplier, line.Sku, line.Store, stock, facts.Policy, day).Select(refusal => Of(line, refusal));
    }

    private static LineRefusal Of(OrderLine line, Refusal refusal) =>
        new(line.Sku, refusal, line.Store, line.Line.ToString(System.Globalization.CultureInfo.InvariantCulture));

    // Budgets count by the month in which goods are expected, since that is when they are paid for.
    private static ImmutableArray<BudgetAsk> Shares(PurchaseOrder order, decimal rate) =>
    [
        .. from line in order.Lines
           group line by BudgetKey.Of(line.Store, line.BudgetCategory, line.ExpectedOn).ToString() into share
           let amount = OrderAmounts.Exchanged(share.Sum(line => line.Net), rate)
           where amount > 0
           orderby share.Key
           select new BudgetAsk(share.Key, amount, [.. share.Select(line => line.Line)]),
    ];

    private static IEnumerable<string> StoresOf(PurchaseOrder order) => order.Lines.Select(line => line.Store).Distinct(StringComparer.Ordinal);

    private static DateOnly DayOf(PurchaseOrder order, OrderFacts facts, DateTimeOffset now) =>
        ExpiryRules.DayAt(now, facts.Of(order.Lines[0].Store, order.Lines[0].Sku).Value!.Store.TimeZone);

    private static Decision<PurchaseOrderEvent> End(PurchaseOrder order, EndOrder ask, OrderCommand command, PurchaseOrderState to, PurchaseOrderEvent happened)
    {
        if (string.IsNullOrWhiteSpace(ask.Reason)) return Refusal.Invalid("reason", "required");
        if (ask.Reason.Length > Limits.MaxText) return Refusal.Invalid("reason", "at-most-500-characters");
        if (order.IsWritten && order.State == to) return Decision<PurchaseOrderEvent>.AlreadyDone;
        return Allows(order, command) is { } not ? not : happened;
    }
}
