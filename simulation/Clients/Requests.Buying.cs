using System.Collections.Immutable;
using System.Globalization;
using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.Simulation;

/// <summary>Budgets, orders, receipts, requisitions, needs.</summary>
internal sealed partial class Requests
{
    public const string Supplier = "V";

    private static readonly Approver s_manager = Person("manager", ApprovalKind.Order, ApprovalKind.Requisition);
    private static readonly Approver s_finance = Person("finance", ApprovalKind.BudgetOverrun);

    public static string OrderId(int step) => $"o{step}";

    public static string ReceiptId(int step) => $"p{step}";

    public static string RequisitionId(int step) => $"q{step}";

    /// <summary>The month of most orders; those of runs that jump over its end have budgets that nobody has set.</summary>
    public static string BudgetOf(string store) => BudgetKey.Of(store, null, s_firstDay).ToString();

    private Command? Buying(Step step) => step.Kind switch
    {
        StepKind.PutBudget => PutBudget(step),
        StepKind.DraftOrder => DraftOrder(step),
        // One in three has somebody at hand who lets it pass a budget.
        StepKind.SubmitOrder => OnOrder(step, (order, by) => order.Submit(new(step.B % 3 == 0 ? s_finance : null, by))),
        StepKind.ApproveOrder => OnOrder(step, (order, by) => order.Approve(new(s_manager, new(s_manager.Actor, by.CorrelationId)))),
        StepKind.SendOrder => OnOrder(step, (order, by) => order.Send(new(by))),
        StepKind.CancelOrder => OnOrder(step, (order, by) => order.Cancel(new("Not wanted any more.", by))),
        StepKind.CloseOrder => OnOrder(step, (order, by) => order.Close(new("It is over.", by))),
        StepKind.PutReceipt => PutReceipt(step),
        StepKind.PutRequisition => PutRequisition(step),
        StepKind.ApproveRequisition when step.B % 3 == 0 => OnRequisition(step, (requisition, by) => requisition.Submit(new(by))),
        StepKind.ApproveRequisition => OnRequisition(step, (requisition, by) => requisition.Approve(new(s_manager, new(s_manager.Actor, by.CorrelationId)))),
        StepKind.AllocateRequisition => OnRequisition(step, (requisition, by) => requisition.Allocate(new([], by))),
        StepKind.LookNeed => LookNeed(step),
        StepKind.PlanSupply => PlanSupply(step),
        _ => Besides(step),
    };

    private static Approver Person(string id, params ImmutableArray<ApprovalKind> kinds) =>
        new(id, [PersonRole.Operations], null, [.. kinds.Select(kind => new ApprovalLimit(kind, null))]);

    private Command<BudgetView> PutBudget(Step step)
    {
        var key = BudgetOf(Store(step.Store));
        var ask = new PutBudget(new(step.Quantity * 10_000, "CNY"), 80, step.B % 4 == 0 ? BudgetPolicy.Block : BudgetPolicy.Escalate, null, By(step));
        return new(
            step, BudgetKind.Instance.Stream(key), null, grains => grains.GetGrain<IBudgetGrain>(key).Put(ask), Show.Budget,
            (watch, told) => watch.Buying.Budgets.At(key, told.Value!.Version) is { } then ? Show.Budget(BudgetRules.ViewOf(key, then)!) : null, repeats: false);
    }

    private Command<PurchaseOrderView> DraftOrder(Step step)
    {
        var id = OrderId(step.Id);
        var lines = Enumerable.Range(0, 1 + (step.A % 3)).Select(line => new OrderLineAsk(line + 1, Store(step.Store + (line / 2)), Sku(step.Sku + line), step.Quantity + line));
        var ask = new DraftOrder(Supplier, [.. lines], null, null, null, By(step));
        return Order(step, id, order => order.Draft(ask));
    }

    private Command<PurchaseOrderView> OnOrder(Step step, Func<IPurchaseOrderGrain, Caller, Task<Answer<PurchaseOrderView>>> send) =>
        Order(step, OrderIn(step), order => send(order, By(step)));

    // The house's own drafts are named by supplier and day.
    private string OrderIn(Step step) => step.Ref > 0 ? OrderId(step.Ref)
        : journal.Buying.Orders.All.LastOrDefault(order => order.Key.StartsWith("rp.", StringComparison.Ordinal)).Key ?? OrderId(0);

    private static Command<PurchaseOrderView> Order(Step step, string id, Func<IPurchaseOrderGrain, Task<Answer<PurchaseOrderView>>> send) => new(
        step, PurchaseOrderKind.Instance.Stream(id), null, grains => send(grains.GetGrain<IPurchaseOrderGrain>(id)), Show.Order,
        (watch, told) => watch.Buying.Orders.At(id, told.Value!.Version) is { } then ? Show.Order(OrderViews.Of(id, then)) : null, repeats: false);

    /// <summary>Whole, short, beyond what was ordered; some of it rejected or quarantined.</summary>
    private Command<ReceiptView> PutReceipt(Step step)
    {
        var (id, order) = (ReceiptId(step.Id), OrderIn(step));
        var lines = journal.Buying.Orders.Last(order)?.State.Lines ?? [];
        var store = lines.IsEmpty ? Store(step.Store) : lines[step.B % lines.Length].Store;
        ImmutableArray<InspectedLot> lots = [.. lines.Where(line => line.Store == store).Select((line, at) => Found(step, line.Line, line.Quantity, at))];
        if (lots.IsEmpty) lots = [Found(step, 1, step.Quantity, 0)];
        var ask = new PutReceipt(order, store, [.. lots], "Inspector", null, By(step));
        return new(
            step, ReceiptKind.Instance.Stream(id), null, grains => grains.GetGrain<IReceiptGrain>(id).Put(ask), Show.Receipt,
            (watch, told) => watch.Buying.Receipts.At(id, told.Value!.Version) is { } then ? Show.Receipt(ReceiptViews.Of(id, then)) : null, repeats: false);
    }

    private static InspectedLot Found(Step step, int line, decimal ordered, int at)
    {
        var counted = step.A switch { < 5 => ordered, < 8 => Math.Max(1, Math.Floor(ordered / 2)), _ => ordered + 1 };
        var (rejected, held) = (step.B % 10) switch { 0 => (Math.Min(1, counted), 0m), 1 => (0m, Math.Min(1, counted)), _ => (0m, 0m) };
        var lot = (step.Id / 300) + (step.B % 3);
        return new(
            line, LotNo(lot), ExpiryOf(lot), null, counted, counted - rejected - held, rejected, held, rejected > 0 ? "Broken." : null, true, true, counted, 5, ["report"],
            Bin: string.Create(CultureInfo.InvariantCulture, $"b{at}"));
    }

    private Command<RequisitionView> PutRequisition(Step step)
    {
        var id = RequisitionId(step.Id);
        var ask = new PutRequisition(Store(step.Store), OtherStore(step), [new(Sku(step.Sku), step.Quantity, null), new(Sku(step.Sku + 1), 1, null)], null, null, By(step));
        return Requisition(step, id, requisition => requisition.Put(ask));
    }

    private static Command<RequisitionView> OnRequisition(Step step, Func<IRequisitionGrain, Caller, Task<Answer<RequisitionView>>> send) =>
        Requisition(step, RequisitionId(step.Ref), requisition => send(requisition, By(step)));

    private static Command<RequisitionView> Requisition(Step step, string id, Func<IRequisitionGrain, Task<Answer<RequisitionView>>> send) => new(
        step, RequisitionKind.Instance.Stream(id), null, grains => send(grains.GetGrain<IRequisitionGrain>(id)), Show.Requisition,
        (watch, told) => watch.Buying.Requisitions.At(id, told.Value!.Version) is { } then ? Show.Requisition(RequisitionRules.ViewOf(id, then)) : null, repeats: false);

    /// <summary>What the sweep does with one stock, from what is durable by now.</summary>
    private Command<ReplenishmentView>? LookNeed(Step step)
    {
        var key = StockOf(step);
        if (journal.Stock(key) is not { } stock || journal.Buying.Needs.Last(key) is not { } seen) return null;
        var plan = new ReplenishmentPlan(s_firstDay, 1, 0, 1, 0.95m, 1, 2, 1, 6 + (step.A % 3), 14 + (step.A % 5), 0, 1, "plan", 30);
        var orders = journal.Buying.OnTheWay(Store(step.Store), Sku(step.Sku));
        var ask = new LookAtStock(seen.Version, BuyingWatch.LevelOf(stock, 0), plan, orders, [], Caller.House);
        return new(
            step, ReplenishmentKind.Instance.Stream(key), null, grains => grains.GetGrain<IReplenishmentGrain>(key).Look(ask), Show.Need,
            (watch, told) => watch.Buying.Needs.At(key, told.Value!.Version) is { } then ? Show.Need(ReplenishmentRules.ViewOf(key, then)!) : null, repeats: false);
    }

    /// <summary>Puts what is needed by now into the order of the day.</summary>
    private Command<SupplyPlanView>? PlanSupply(Step step)
    {
        ImmutableArray<NeedToMeet> needs =
        [
            .. from one in journal.Buying.Needs.All
               where one.Value.State.Need is { Buy: > 0 } need && !journal.Buying.IsOrdered(one.Key, need.Number)
               let key = StockKey.Parse(one.Key)
               select new NeedToMeet(key.Store, key.Sku, one.Value.State.Need!.Number, one.Value.State.Need.Buy),
        ];
        if (needs.IsEmpty) return null;
        // Days go by faster than in life, so that there are several plans in a run.
        var ask = new PlanSupply(s_firstDay.AddDays(step.Id / 40), [.. needs], Caller.House);
        return new(
            step, SupplyPlanKind.Instance.Stream(Supplier), null, grains => grains.GetGrain<ISupplyPlanGrain>(Supplier).Plan(ask), Show.Plan,
            (watch, told) => watch.Buying.Plans.At(Supplier, told.Value!.Version) is { } then ? Show.Plan(SupplyPlanRules.ViewOf(Supplier, then)) : null, repeats: false);
    }
}
