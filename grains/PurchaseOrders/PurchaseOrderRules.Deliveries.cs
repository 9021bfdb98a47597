using System.Globalization;

namespace BeautyGrains.Grains;

internal static partial class PurchaseOrderRules
{
    /// <summary>
    /// Counts what arrived. Guards in this order: a repeat or another delivery under that receipt, the state, room, the lines, what stands against supplier,
    /// products and stores, more than the tolerance allows.
    /// </summary>
    public static Decision<PurchaseOrderEvent> TakeDelivery(PurchaseOrder order, TakeDelivery ask, OrderFacts facts, DateTimeOffset now)
    {
        var hash = HashOf(ask);
        if (order.Deliveries.FirstOrDefault(one => one.Receipt == ask.Receipt) is { } known)
            return known.BodyHash == hash ? Decision<PurchaseOrderEvent>.AlreadyDone : new Refusal(RefusalKind.IdReused);
        if (Allows(order, OrderCommand.Receive) is { } not) return not;
        if (order.Deliveries.Length >= MaxDeliveries) return Refusal.Invalid("order", "at-most-1000-deliveries");
        if (FormOf(order, ask) is { } malformed) return malformed;
        if (Blocked(order, ask, facts, now) is { } blocked) return blocked;
        if (TooMuch(order, ask) is { } tooMuch) return tooMuch;
        return new OrderDeliveryTaken(ask.Receipt, [.. ask.Lines.Select(line => new LineQuantity(line.Line, line.Quantity))], hash);
    }

    /// <summary>Replaces what was counted by what the stocks took in; once. A delivery that was refused is barred: a request for it that is late must find the door shut.</summary>
    public static Decision<PurchaseOrderEvent> SettleDelivery(PurchaseOrder order, TakeDelivery ask)
    {
        if (order.Deliveries.FirstOrDefault(one => one.Receipt == ask.Receipt) is not { } known)
            return order.IsWritten ? new OrderDeliveryBarred(ask.Receipt) : new Refusal(RefusalKind.UnknownPurchaseOrder);
        if (known.IsSettled) return Decision<PurchaseOrderEvent>.AlreadyDone;
        return new OrderDeliverySettled(ask.Receipt, [.. ask.Lines.Select(line => new LineQuantity(line.Line, line.Quantity))]);
    }

    /// <summary>Records what the budgets answered; nothing where the order has gone on meanwhile.</summary>
    public static Decision<PurchaseOrderEvent> Answered(PurchaseOrder order, int attempt, ImmutableArray<BudgetOutcome> outcomes) =>
        order.Attempt == attempt && order.ToAsk.Any() ? new OrderBudgetsAnswered(outcomes) : Decision<PurchaseOrderEvent>.AlreadyDone;

    /// <summary>What the deliveries of one budget's lines cost, in whole minor units of the policy's currency.</summary>
    public static decimal CostOf(PurchaseOrder order, OrderDelivery delivery, BudgetShare share) => delivery.Lines
        .Where(line => share.Lines.Contains(line.Line))
        .Sum(line => OrderAmounts.Exchanged(OrderAmounts.Net(line.Quantity, order.Lines.FirstOrDefault(one => one.Line == line.Line)?.UnitPrice ?? 0), order.Rate));

    private static string HashOf(TakeDelivery ask)
    {
        var parts = new List<object?>();
        foreach (var line in ask.Lines) parts.AddRange([line.Line, line.Quantity]);
        return BodyHash.Of([.. parts]);
    }

    private static Refusal? FormOf(PurchaseOrder order, TakeDelivery ask)
    {
        var seen = new HashSet<int>();
        for (var i = 0; i < ask.Lines.Count; i++)
        {
            if (!order.Lines.Any(line => line.Line == ask.Lines[i].Line)) return Refusal.Invalid($"lines[{i}].line", "unknown-line");
            if (!seen.Add(ask.Lines[i].Line)) return Refusal.Invalid($"lines[{i}].line", "must-be-unique");
            if (ask.Lines[i].Quantity != 0 && Limits.QuantityRule(ask.Lines[i].Quantity) is { } rule) return Refusal.Invalid($"lines[{i}].quantity", rule);
        }
        return null;
    }

    // What is wholly rejected needs no standing: it does not come in.
    private static Refusal? Blocked(PurchaseOrder order, TakeDelivery ask, OrderFacts facts, DateTimeOffset now)
    {
        if (facts.Supplier is not { } supplier) return new(RefusalKind.UnknownSupplier);
        var refused = (from delivered in ask.Lines
                       where delivered.Quantity > 0
                       let line = order.Lines.First(one => one.Line == delivered.Line)
                       let known = facts.Of(line.Store, line.Sku)
                       from refusal in known.Value is null
                           ? [known.Refusal!]
                           : Against(supplier, line, known.Value, facts, now, delivered, ask.ByTwo)
                       select Of(line, refusal)).ToImmutableArray();
        return refused.IsEmpty ? null : new(RefusalKind.LinesRefused, Lines: refused);
    }

    private static IEnumerable<Refusal> Against(SupplierView supplier, OrderLine line, StockFacts known, OrderFacts facts, DateTimeOffset now, DeliveredLine delivered, bool byTwo)
    {
        // Two people take controlled goods in, which is a step of their register.
        if (known.Controlled is not null && !byTwo) yield return new(RefusalKind.ControlledGoods, Sku: line.Sku);
        foreach (var refusal in StandingRules.Against(supplier, line.Sku, line.Store, known, facts.Policy, ExpiryRules.DayAt(now, known.Store.TimeZone), MadeOn(delivered))) yield return refusal;
    }

    private static (DateOnly, DateOnly)? MadeOn(DeliveredLine line) =>
        line is { EarliestMadeOn: { } first, LatestMadeOn: { } last } ? (first, last) : null;

    private static Refusal? TooMuch(PurchaseOrder order, TakeDelivery ask)
    {
        foreach (var delivered in ask.Lines)
        {
            var line = order.Lines.First(one => one.Line == delivered.Line);
            var free = Math.Max(0, line.Most - order.ReceivedOf(line.Line));
            if (delivered.Quantity > free)
                return new(RefusalKind.OverDelivery, Field: line.Line.ToString(CultureInfo.InvariantCulture), Store: line.Store, Sku: line.Sku, Available: free);
        }
        return null;
    }
}
