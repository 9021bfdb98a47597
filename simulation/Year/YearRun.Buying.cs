using System.Globalization;
using BeautyGrains.Contracts;
using BeautyGrains.ReadModels;
using BeautyGrains.ReadModels.Planning;
using BeautyGrains.Silo.Demo;

namespace BeautyGrains.Simulation;

/// <summary>What buyers do with what the product proposes, and what those do who look over their shoulders.</summary>
internal sealed partial class YearRun
{
    private const decimal LowAt = 6;
    private const decimal OverAt = 60;
    private const int WarehouseOrderEvery = 28;
    // Days after the day on which it was expected: nobody waits any longer.
    private const int PatienceDays = 12;

    private static readonly Approver s_manager = Person("p-manager", new ApprovalLimit(ApprovalKind.Order, null), new(ApprovalKind.Requisition, null));
    private static readonly Approver s_director = Person("p-director", new ApprovalLimit(ApprovalKind.Order, null));
    private static readonly Approver s_buyer = Person("p-buyer", new ApprovalLimit(ApprovalKind.Order, null));
    private static readonly Approver s_finance = Person("p-finance", new ApprovalLimit(ApprovalKind.BudgetOverrun, null));

    private readonly SortedDictionary<string, YearOrder> _orders = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _budgets = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _escalated = new(StringComparer.Ordinal);
    private int _escalations;

    /// <summary>An order as those who wait for it know it.</summary>
    private sealed class YearOrder(string id, string supplier, ulong seed)
    {
        public string Id => id;

        public string Supplier => supplier;

        public bool IsSent { get; set; }

        public bool IsOver { get; set; }

        public bool WasCancelled { get; set; }

        public DateOnly LastExpected { get; set; }

        public SplitMix64 Random { get; } = new(seed ^ Mixed(id));

        private static ulong Mixed(string text)
        {
            var hash = 14695981039346656037UL;
            foreach (var c in text) hash = unchecked((hash ^ c) * 1099511628211UL);
            return hash;
        }
    }

    private IPurchaseOrderGrain OrderOf(string id) => _house.Grains.GetGrain<IPurchaseOrderGrain>(id);

    /// <summary>The sweep: plans, needs, drafts. What it drafts must not bring more than is needed.</summary>
    private async Task Replenish()
    {
        var run = await _house.Get<Replenisher>().Run(s_never);
        if (run.Failed > 0 || run.Unpriced > 0) throw new Violation("Every replenishment can be looked at.", $"{run.Failed} failed, {run.Unpriced} without a price.");
        foreach (var id in run.Orders)
            if (_orders.TryAdd(id, new(id, id.Split('.')[1], _chain.Options.Seed))) await CheckDraft(id);
        if (WeekDayOf(_day) == WeekDay.Thursday && _day / WarehouseOrderEvery != (_day - 7) / WarehouseOrderEvery) await StockWarehouse();
    }

    /// <summary>A buyer keeps the warehouse stocked by hand, once in four weeks.</summary>
    private async Task StockWarehouse()
    {
        var lines = new List<OrderLineAsk>();
        foreach (var sku in _chain.Skus.Where(sku => sku.IsCentral && sku.Launch <= _day))
        {
            var view = await StockOf(_chain.Warehouse.Id, sku.Id).Get();
            var units = (decimal)(ChainMean(sku) * WarehouseDays) - (view?.Available ?? 0);
            if (units > 0) lines.Add(new(lines.Count + 1, _chain.Warehouse.Id, sku.Id, Math.Ceiling(units / sku.Pack) * sku.Pack));
        }
        if (lines.Count == 0) return;
        var id = string.Create(CultureInfo.InvariantCulture, $"wh.V5.{Today:yyyyMMdd}");
        Must(await OrderOf(id).Draft(new("V5", [.. lines], null, null, "Stock of the warehouse", By("p-assistant"))), id);
        _orders.Add(id, new(id, "V5", _chain.Options.Seed));
    }

    /// <summary>Drafts are submitted, approved by others and sent; what does not come is given up.</summary>
    private async Task PlaceOrders()
    {
        foreach (var order in _orders.Values.Where(order => !order.IsOver).ToList())
        {
            if (!order.IsSent) await Place(order);
            else await LookAfter(order);
        }
    }

    private async Task Place(YearOrder it)
    {
        var (order, buyer) = (OrderOf(it.Id), By("p-buyer"));
        var view = (await order.Get()).Value!;
        if (view.State == PurchaseOrderState.Draft)
        {
            if (it.Random.Percent(1))
            {
                Must(await order.Cancel(new("Another offer", buyer)), it.Id);
                (it.IsOver, it.WasCancelled) = (true, true);
                return;
            }
            if (it.Random.Percent(3)) await Amend(order, view);
            if (!await Submit(it, order, buyer)) return;
        }
        await Approve(it, order);
        var sent = Must(await order.Send(new(buyer)), it.Id);
        it.IsSent = true;
        _orderLines += sent.Lines.Length;
        it.LastExpected = sent.Lines.Max(line => line.ExpectedOn);
        PlanDeliveries(it, sent);
        await BillEarly(it, sent);
    }

    // One pack more of the first line, which the supplier has offered.
    private async Task Amend(IPurchaseOrderGrain order, PurchaseOrderView view)
    {
        var lines = view.Lines.Select((line, at) => new OrderLineAsk(
            line.Line, line.Store, line.Sku, line.Quantity + (at == 0 ? _chain.Skus[SkuAt(line.Sku)].Pack : 0), line.UnitPrice, line.TaxRate, null, [.. line.Needs]));
        Must(await order.Amend(new("a1", [.. lines], null, "A pack more", By("p-buyer"))), view.Id);
    }

    // False where the supplier's paper has run out: it is asked for, and the order waits for the next day.
    private async Task<bool> Submit(YearOrder it, IPurchaseOrderGrain order, Caller buyer)
    {
        var answer = await order.Submit(new(null, buyer));
        if (answer.Refusal is { Kind: RefusalKind.BudgetExceeded or RefusalKind.ApproverNeeded } refusal)
        {
            _escalations++;
            if (refusal.Store is { } store) _escalated.Add(store);
            answer = await order.Submit(new(s_finance, buyer));
            foreach (var line in (await order.Get()).Value!.Lines) _escalated.Add(line.Store);
        }
        if (IsPaperMissing(answer.Refusal))
        {
            await AskForPaper(it);
            return false;
        }
        Must(answer, it.Id);
        return true;
    }

    private static bool IsPaperMissing(Refusal? refusal) =>
        refusal is { Kind: RefusalKind.LinesRefused } papers && papers.Lines.All(line => line.Refusal.Kind == RefusalKind.SupplierNotQualified);

    // It is there by Friday.
    private async Task AskForPaper(YearOrder it)
    {
        if (WeekDayOf(_day) == WeekDay.Friday) await PutSupplier(_chain.Suppliers.First(supplier => supplier.Id == it.Supplier), Today.AddYears(5));
    }

    private static async Task Approve(YearOrder it, IPurchaseOrderGrain order)
    {
        var view = (await order.Get()).Value!;
        if (it.Random.Percent(2) && (await order.Approve(new(s_buyer, By("p-buyer")))).Refusal is not { Kind: RefusalKind.ApproverIsAuthor })
            throw new Violation("Nobody approves what is their own.", it.Id);
        foreach (var person in new[] { s_manager, s_director }.Take(view.ApprovalsNeeded ?? 0)) view = Must(await order.Approve(new(person, By(person.PersonId))), it.Id);
        if (view.State != PurchaseOrderState.Approved) throw new Violation("An order that enough people have approved may be sent.", $"{it.Id}: {view.State}");
    }

    private async Task LookAfter(YearOrder it)
    {
        var order = OrderOf(it.Id);
        var view = (await order.Get()).Value!;
        var isLate = Today > it.LastExpected.AddDays(PatienceDays) && !_deliveries.Any(delivery => delivery.Order == it.Id);
        if (view.State == PurchaseOrderState.Received || view.State == PurchaseOrderState.PartlyReceived && isLate)
            Must(await order.Close(new(view.State == PurchaseOrderState.Received ? "All there" : "The rest does not come", By("p-buyer"))), it.Id);
        else if (view.State == PurchaseOrderState.Sent && isLate)
        {
            Must(await order.Cancel(new("It does not come", By("p-buyer"))), it.Id);
            it.WasCancelled = true;
            if (_early.Contains(it.Id)) await Refuse(it.Supplier, $"I-{it.Id}");
        }
        else return;
        it.IsOver = true;
        if (!it.WasCancelled) await Bill(it);
    }

    // What is bought brings the position to the level of the plan, and not further than packs make it.
    private async Task CheckDraft(string id)
    {
        var draft = (await OrderOf(id).Get()).Value!;
        var open = new Dictionary<(string Store, string Sku), decimal>();
        foreach (var order in _orders.Values.Where(order => !order.IsOver))
            foreach (var line in (await OrderOf(order.Id).Get()).Value!.Lines)
                open[(line.Store, line.Sku)] = open.GetValueOrDefault((line.Store, line.Sku)) + line.Open;
        foreach (var line in draft.Lines)
        {
            var stock = (await StockOf(line.Store, line.Sku).Get())!;
            var plan = (await _house.Grains.GetGrain<IReplenishmentGrain>(StockKey.Of(line.Store, line.Sku)).Get()).Value!.Plan!;
            var position = stock.Available + stock.InTransitIn + open[(line.Store, line.Sku)];
            if (position >= plan.OrderUpTo + Math.Max(plan.PackQuantity, plan.MinimumQuantity) + 1)
                throw new Violation("What is ordered is what is needed.", $"{id} line {line.Line} {line.Store}/{line.Sku}: {line.Quantity} makes the position {position}, the plan goes up to {plan.OrderUpTo}.");
        }
    }
}
