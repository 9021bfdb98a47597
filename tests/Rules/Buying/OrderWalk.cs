using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using State = BeautyGrains.Contracts.PurchaseOrderState;

namespace BeautyGrains.Rules.Tests.Buying;

/// <summary>Orders over rules and fold alone, without grains.</summary>
internal static class OrderWalk
{
    public static readonly DateTimeOffset Now = new(2026, 6, 15, 4, 0, 0, TimeSpan.Zero);
    public static readonly Caller Author = new("person:author", "");
    private static readonly Caller s_house = new("", "");

    /// <summary>Tables that ask for nothing but so many approvals.</summary>
    public static BuyingPolicy Policy(int approvals) =>
        new("CNY", [], [], [], approvals == 0 ? [] : [new(0, approvals)], [new(0.1m, 0.1m)], [], [], []);

    public static OrderFacts Facts(BuyingPolicy policy, SupplierRecord? supplier = null, SkuRecord? sku = null, StoreRecord? store = null, params ContractView[] contracts) => new(
        new("SUP", supplier ?? new("Supplier", Prices: [new("K", 100)]), [], default, 1), [.. contracts], policy,
        new Dictionary<string, Answer<StockFacts>>
        {
            [StockKey.Of("S", "K")] = new(new(sku ?? new("Product", "piece"), store ?? new("Store", "Asia/Shanghai")), null, false),
            [StockKey.Of("S", "X")] = new(null, new(RefusalKind.UnknownSku, Sku: "X"), false),
        });

    public static Approver Person(string id, decimal? upTo = null, params string[] stores) =>
        new(id, [PersonRole.Finance], stores.Length == 0 ? null : [.. stores], [new(ApprovalKind.Order, upTo is { } most ? new(most, "CNY") : null)]);

    public static PurchaseOrder After(this PurchaseOrder order, Decision<PurchaseOrderEvent> decision, Caller by)
    {
        foreach (var happened in decision.Events) order = PurchaseOrderKind.Instance.Evolve(order, happened, new(order.History.Length + 1, Now, by.Actor));
        return order;
    }

    public static PurchaseOrder Drafted(OrderFacts facts, decimal quantity = 10) =>
        PurchaseOrder.Empty.After(PurchaseOrderRules.Draft(PurchaseOrder.Empty, new("SUP", [new(1, "S", "K", quantity)], null, null, null, Author), facts, Now), Author);

    public static Decision<PurchaseOrderEvent> Answer(PurchaseOrder order, bool commits) => PurchaseOrderRules.Answered(
        order, order.Attempt, [.. order.ToAsk.Select(share => new BudgetOutcome(share.Budget, commits ? null : new(RefusalKind.BudgetExceeded, Available: 1)))]);

    /// <summary>Everything that anybody could ask for next; refusals are left out.</summary>
    public static IEnumerable<(OrderCommand Command, PurchaseOrder After)> Next(PurchaseOrder order, OrderFacts facts)
    {
        foreach (var (command, decision, by) in Asks(order, facts))
            if (decision is { Refusal: null, IsRepeat: false }) yield return (command, order.After(decision, by));
    }

    private static IEnumerable<(OrderCommand Command, Decision<PurchaseOrderEvent> Decision, Caller By)> Asks(PurchaseOrder order, OrderFacts facts)
    {
        if (order.State == State.Submitting)
        {
            yield return (OrderCommand.Commit, Answer(order, true), s_house);
            yield return (OrderCommand.Commit, Answer(order, false), s_house);
            yield break;
        }
        if (order.Revision < 4)
            foreach (var quantity in new[] { 4m, 10m, 12m })
                yield return (OrderCommand.Amend, PurchaseOrderRules.Amend(order, new($"A-{order.Revision}-{quantity}", [new(1, "S", "K", quantity)], null, "Mended", Author), facts, Now), Author);
        if (order.Attempt < 2) yield return (OrderCommand.Submit, PurchaseOrderRules.Submit(order, new(null, Author), facts, Now), Author);
        foreach (var person in new[] { "one", "two" })
            yield return (OrderCommand.Approve, PurchaseOrderRules.Approve(order, new(Person(person), new(Approver.ActorOf(person), "")), facts, Now), new(Approver.ActorOf(person), ""));
        yield return (OrderCommand.Reject, PurchaseOrderRules.Reject(order, new("No", Author)), Author);
        yield return (OrderCommand.Send, PurchaseOrderRules.Send(order, facts, Now), Author);
        yield return (OrderCommand.Cancel, PurchaseOrderRules.Cancel(order, new("No", Author)), Author);
        yield return (OrderCommand.Close, PurchaseOrderRules.Close(order, new("Enough", Author)), Author);
        foreach (var ask in Deliveries(order, facts)) yield return ask;
    }

    private static IEnumerable<(OrderCommand Command, Decision<PurchaseOrderEvent> Decision, Caller By)> Deliveries(PurchaseOrder order, OrderFacts facts)
    {
        foreach (var quantity in new[] { 0m, 4m, 6m, 10m })
        {
            if (order.Deliveries.Length < 2)
                yield return (OrderCommand.Receive, PurchaseOrderRules.TakeDelivery(order, new($"R-{order.Deliveries.Length}", [new(1, quantity)], Author), facts, Now), Author);
            if (order.Deliveries.FirstOrDefault(one => !one.IsSettled) is { } open && quantity <= open.Lines[0].Quantity)
                yield return (OrderCommand.Settle, PurchaseOrderRules.SettleDelivery(order, new(open.Receipt, [new(1, quantity)], Author)), Author);
        }
    }

    /// <summary>What tells orders apart for what may become of them.</summary>
    public static string Sign(PurchaseOrder order) => FormattableString.Invariant(
        $"{order.State} {order.Revision} {order.Attempt} {string.Join(',', order.ApprovedBy)} {order.Lines[0].Quantity} {string.Join(',', order.Deliveries.Select(one => $"{one.Lines[0].Quantity}{one.IsSettled}"))}");
}
