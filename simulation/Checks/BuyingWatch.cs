using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.Simulation;

/// <summary>Orders, receipts, requisitions, budgets, needs and alerts, folded on their own, and what must be so of them.</summary>
internal sealed class BuyingWatch(FoldWatch<Transfer, TransferEvent> transfers)
{
    private const string Reason = "A step of a process is taken after its reason is durable.";
    private const string OnePart = "Of a delivery each part comes in once.";

    private readonly SortedDictionary<string, decimal> _takenIn = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Order, int Line), decimal> _mostReceived = [];
    private BesidesWatch? _besides;

    public FoldWatch<PurchaseOrder, PurchaseOrderEvent> Orders { get; } = new(PurchaseOrderKind.Instance);

    public FoldWatch<Receipt, ReceiptEvent> Receipts { get; } = new(ReceiptKind.Instance);

    public FoldWatch<Requisition, RequisitionEvent> Requisitions { get; } = new(RequisitionKind.Instance);

    public FoldWatch<Budget, BudgetEvent> Budgets { get; } = new(BudgetKind.Instance);

    public FoldWatch<SupplyPlan, SupplyPlanEvent> Plans { get; } = new(SupplyPlanKind.Instance);

    public FoldWatch<ReplenishmentState, ReplenishmentEvent> Needs { get; } = new(ReplenishmentKind.Instance);

    public FoldWatch<WaitingList, WaitingEvent> Waiting { get; } = new(WaitingListKind.Instance);

    public FoldWatch<Invoice, InvoiceEvent> Invoices { get; } = new(InvoiceKind.Instance);

    public FoldWatch<SupplierReturn, SupplierReturnEvent> Returns { get; } = new(SupplierReturnKind.Instance);

    public FoldWatch<Alert, AlertEvent> Alerts { get; } = new(AlertStreamKind.Instance);

    /// <summary>The most that an order ever counted of one of its lines; stocks may take in less of it afterwards.</summary>
    public decimal MostReceived(string order, int line) => _mostReceived.GetValueOrDefault((order, line));

    /// <param name="by">Virtual time at which it was durable.</param>
    public void Take(RecordedEvent entry, long by)
    {
        Fold(entry, by);
        (_besides ??= new(this)).Take(entry);
    }

    private void Fold(RecordedEvent entry, long by)
    {
        switch (entry.Stream.Category)
        {
            case "purchase-order":
                Orders.Take(entry, by);
                CheckOrder(entry.Stream.Key, PurchaseOrderKind.Instance.Events.Read(entry));
                break;
            case "receipt": Receipts.Take(entry, by); break;
            case "requisition": Requisitions.Take(entry, by); break;
            case "budget":
                Budgets.Take(entry, by);
                CheckBudget(entry.Stream.Key, BudgetKind.Instance.Events.Read(entry));
                break;
            case "waiting-list": Waiting.Take(entry, by); break;
            case "invoice": Invoices.Take(entry, by); break;
            case "supplier-return": Returns.Take(entry, by); break;
            case "supply-plan": Plans.Take(entry, by); break;
            case "replenishment":
                if (ReplenishmentKind.Instance.Events.Read(entry) is NeedOpened && Needs.Last(entry.Stream.Key)?.State.Need is { } open)
                    throw new Violation("A stock has one open need at a time.", $"{entry.Stream} version {entry.Version}: {open.Number} is open.");
                Needs.Take(entry, by);
                break;
            case "alert":
                var seen = Alerts.Last(entry.Stream.Key)?.State.SeenVersion ?? 0;
                Alerts.Take(entry, by);
                if (Alerts.Last(entry.Stream.Key)!.State.SeenVersion < seen)
                    throw new Violation("An alert never goes back to an older picture.", $"{entry.Stream} version {entry.Version}: {Alerts.Last(entry.Stream.Key)!.State.SeenVersion} after {seen}.");
                break;
            case "stock" when entry.Type == StockKind.MovedName: TakeIn(entry, (StockMoved)StockKind.Instance.Events.Read(entry)); break;
        }
    }

    /// <summary>What is awaited of a stock, as the list of orders tells the sweep.</summary>
    public EquatableList<OrderOnTheWay> OnTheWay(string store, string sku) =>
    [
        .. from order in Orders.All
           let open = order.Value.State.Lines.Where(line => line.Store == store && line.Sku == sku).Sum(line => order.Value.State.OpenOf(line))
           where open > 0
           select new OrderOnTheWay(order.Key, open, null),
    ];

    /// <summary>Whether the list of orders has an order for a need: the sweep then sees what is on order, and needs it no more.</summary>
    public bool IsOrdered(string stock, long need)
    {
        var key = StockKey.Parse(stock);
        var id = Need.Id(key.Store, key.Sku, need);
        return Orders.All.Any(order => order.Value.State.State != PurchaseOrderState.Cancelled && order.Value.State.Lines.Any(line => line.Needs.Contains(id)));
    }

    /// <summary>The picture of a stock, so many versions ago, as messages bring it.</summary>
    public static StockLevelChanged? LevelOf(StockWatch stock, int versionsAgo)
    {
        if (stock.At(Math.Max(1, stock.Now.Version - versionsAgo)) is not { } then) return null;
        var (key, free) = (StockKey.Parse(stock.Key), new Availability(then.State, then.At));
        return new(key.Store, key.Sku, then.State.OnHand, free.Reserved, free.Available, 0, 0, 0, 0, 0, 0, then.State.Unmatched, null, then.At, then.Version);
    }

    /// <summary>Processes with work of their own to do.</summary>
    public IEnumerable<StreamKey> Open() =>
        Orders.All.Where(one => one.Value.State.IsUnderway).Select(one => PurchaseOrderKind.Instance.Stream(one.Key))
            .Concat(Receipts.All.Where(one => one.Value.State.IsUnderway).Select(one => ReceiptKind.Instance.Stream(one.Key)))
            .Concat(Plans.All.Where(one => one.Value.State.IsUnderway).Select(one => SupplyPlanKind.Instance.Stream(one.Key)))
            .Concat(Waiting.All.Where(one => one.Value.State.Open.Any(entry => entry.Step != WaitingStep.None)).Select(one => WaitingListKind.Instance.Stream(one.Key)))
            .Concat(Invoices.All.Where(one => one.Value.State.IsUnderway).Select(one => InvoiceKind.Instance.Stream(one.Key)))
            // While the supplier has the goods it waits for him.
            .Concat(Returns.All.Where(one => one.Value.State.State is SupplierReturnState.Sending or SupplierReturnState.TakingBack).Select(one => SupplierReturnKind.Instance.Stream(one.Key)))
            .Concat(Requisitions.All.Where(one => IsHolding(one.Value.State) || IsBehind(one.Value.State)).Select(one => RequisitionKind.Instance.Stream(one.Key)));

    /// <summary>Whether a requisition has work of its own; with goods held it waits for others to ship them.</summary>
    public static bool IsHolding(Requisition requisition) => requisition.State == RequisitionState.Allocating;

    // Its transfer is over, and it does not know.
    private bool IsBehind(Requisition requisition) => requisition.State is RequisitionState.Allocated or RequisitionState.Dispatched
        && transfers.Last(requisition.Transfer!)?.State.Phase is TransferPhase.Received or TransferPhase.Cancelled or TransferPhase.Refused;

    /// <summary>When nothing is left to do: order, receipt and stock tell of the same goods, and each need is in one order at most.</summary>
    /// <param name="onHand">Of a stock's lot, as it was folded.</param>
    public void CheckEnd(Func<string, string, decimal> onHand)
    {
        _besides?.CheckEnd(onHand);
        foreach (var (id, receipt) in Receipts.All)
        {
            var isRefused = receipt.State.State == ReceiptState.Refused;
            foreach (var lot in receipt.State.Lots)
            {
                var told = receipt.State.Stocked.FirstOrDefault(done => done.Place == lot.Place)?.TakenIn ?? 0;
                var found = _takenIn.GetValueOrDefault($"receipt:{id}:{lot.Place}a") + _takenIn.GetValueOrDefault($"receipt:{id}:{lot.Place}q");
                if (told != found || isRefused && found > 0)
                    throw new Violation("What a receipt tells is what the stock took in.", $"{id} {receipt.State.State} lot {lot.Place}: told {told}, the stock has {found}.");
            }
        }
        foreach (var (id, order) in Orders.All) CheckReceived(id, order.State);
        CheckNeeds();
    }

    private void CheckReceived(string id, PurchaseOrder order)
    {
        foreach (var line in order.Lines)
        {
            var came = Receipts.All.Where(receipt => receipt.Value.State.Order == id && receipt.Value.State.State == ReceiptState.Received)
                .Sum(receipt => receipt.Value.State.Lots.Where(lot => lot.Found.Line == line.Line).Sum(lot => receipt.Value.State.Stocked.First(done => done.Place == lot.Place).TakenIn));
            if (order.ReceivedOf(line.Line) != came)
                throw new Violation("An order counts what its receipts brought, each once.", $"{id} line {line.Line}: counts {order.ReceivedOf(line.Line)}, {came} came in.");
        }
    }

    private void CheckNeeds()
    {
        var ordered = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (id, order) in Orders.All)
            foreach (var need in order.State.State == PurchaseOrderState.Cancelled ? [] : order.State.Lines.SelectMany(line => line.Needs))
                if (!ordered.TryAdd(need, id)) throw new Violation("One need is in one order at most.", $"{need} is in {ordered[need]} and {id}.");
    }

    private void CheckOrder(string id, PurchaseOrderEvent happened)
    {
        var order = Orders.Last(id)!.State;
        foreach (var line in order.Lines) _mostReceived[(id, line.Line)] = Math.Max(MostReceived(id, line.Line), order.ReceivedOf(line.Line));
        if (order.Deliveries.Select(delivery => delivery.Receipt).Distinct(StringComparer.Ordinal).Count() != order.Deliveries.Length)
            throw new Violation("An order counts what its receipts brought, each once.", $"{id}: {string.Join(' ', order.Deliveries.Select(delivery => delivery.Receipt))}");
        switch (happened)
        {
            case OrderDeliveryTaken taken when Receipts.Last(taken.Receipt)?.State.State is null or ReceiptState.Refused:
                throw new Violation(Reason, $"{id} takes {taken.Receipt}, which is {Receipts.Last(taken.Receipt)?.State.State}.");
            case OrderApproved approved when order.Writers.Contains(approved.Person): throw new Violation("Nobody approves what is their own.", $"{id}: {approved.Person}");
            case OrderSent when order.ApprovedBy.Length < order.ApprovalsNeeded: throw new Violation("An order is sent when enough people have approved it.", id);
        }
        if (order.State is PurchaseOrderState.Submitted or PurchaseOrderState.Approved or PurchaseOrderState.Sent)
            foreach (var share in order.Shares)
                if (Budgets.Last(share.Budget)?.State.Commitments.GetValueOrDefault($"purchase-order:{id}/{order.Attempt}")?.BodyHash is null)
                    throw new Violation("An order that may be approved has its budgets.", $"{id} is {order.State}, and {share.Budget} knows nothing of it.");
    }

    private void CheckBudget(string key, BudgetEvent happened)
    {
        var budget = Budgets.Last(key)!.State;
        if (happened is BudgetCommitted { ApprovedBy: null } it && budget.Committed + budget.Spent > budget.Amount)
            throw new Violation("No budget is passed without approval.", $"{key}: {it.Reference} makes it {budget.Committed} and {budget.Spent} of {budget.Amount}.");
        if (budget.Committed != budget.Commitments.Values.Sum(one => one.Open) || budget.Spent != budget.Commitments.Values.Sum(one => one.Spent) || budget.Commitments.Values.Any(one => one.Open < 0))
            throw new Violation("A budget is the sum of its commitments.", key);
        if (budget.Commitments.Values.FirstOrDefault(one => one.Spent != one.Payments.Values.Sum()) is { } twice)
            throw new Violation("A budget spends what it is told of once.", $"{key}: {twice.Reference} has spent {twice.Spent} by {string.Join(", ", twice.Payments)}.");
    }

    // Movements of receipts are named "receipt:ID:PLACE" and a letter.
    private void TakeIn(RecordedEvent entry, StockMoved moved)
    {
        if (moved.Kind != MovementKind.Receipt || !moved.Id.StartsWith("receipt:", StringComparison.Ordinal)) return;
        if (!_takenIn.TryAdd(moved.Id, moved.Lines.Sum(line => line.Quantity))) throw new Violation(OnePart, $"{entry.Stream}: {moved.Id} again.");
        var id = moved.Id.Split(':')[1];
        if (Receipts.Last(id)?.State.State != ReceiptState.Stocking) throw new Violation(Reason, $"{entry.Stream} takes in {moved.Id}, whose receipt is {Receipts.Last(id)?.State.State}.");
        var order = Orders.Last(Receipts.Last(id)!.State.Order)?.State;
        if (order?.Deliveries.Any(delivery => delivery.Receipt == id) != true) throw new Violation(Reason, $"{entry.Stream} takes in {moved.Id}, of which its order knows nothing.");
    }
}
