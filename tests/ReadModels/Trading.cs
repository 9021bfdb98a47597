using BeautyGrains.Contracts;
using BeautyGrains.Grains.Tests;

namespace BeautyGrains.ReadModels.Tests;

/// <summary>A chain that trades: real grains, every kind of event, the same for the same seed.</summary>
internal sealed class Trading(House house, int seed)
{
    public static readonly string[] Stores = ["S-1", "S-2", "S-3"];
    public static readonly string[] Skus = ["K-1", "K-2", "K-3", "K-4"];

    private readonly List<(string Store, string Sku, string Id)> _open = [];
    private uint _dice = (uint)seed + 1;
    private int _next;

    public static IEnumerable<(string Store, string Sku)> Stocks => from store in Stores from sku in Skus select (store, sku);

    /// <summary>Stores, products, first stock.</summary>
    public async Task Open()
    {
        foreach (var store in Stores) await house.PutStore(store);
        foreach (var sku in Skus) await house.PutSku(sku, new($"Product {sku}", "piece", NameZh: $"玻尿酸精华 {sku}", Brand: "Brand", Tags: EquatableList.Create<string>(["a", "b"])));
        foreach (var (store, sku) in Stocks) await Receive(store, sku, 500);
        await Order();
        (await house.Grains.GetGrain<ICustomFieldsGrain>(ICustomFieldsGrain.Key).Put(new(
            new(FieldTarget.Sku, "rank", "Rank", "等级", FieldType.Number, null, 2, false, [], new(2020, 1, 1), null), House.By))).Refusal.ShouldBeNull();
    }

    // One order for every store, through its whole life, with a receipt.
    private async Task Order()
    {
        await house.Grains.GetGrain<ISupplierGrain>("SUP").Put(new(new("Supplier", Qualifications: [new("business-licence", "N")], Prices: [.. Skus.Select(sku => new SupplierPrice(sku, 100))]), null, House.By));
        await house.Grains.GetGrain<IContractGrain>("C-1").Put(new(new("SUP", new(2026, 1, 1), new(2026, 12, 31)), null, House.By));
        var order = house.Grains.GetGrain<IPurchaseOrderGrain>("PO-1");
        (await order.Draft(new("SUP", [.. Stores.Select((store, i) => new OrderLineAsk(i + 1, store, Skus[0], 10))], null, null, null, House.By))).Refusal.ShouldBeNull();
        (await order.Amend(new("A-1", [new(1, Stores[0], Skus[0], 8), new(2, Stores[1], Skus[1], 4)], null, "Less", House.By))).Refusal.ShouldBeNull();
        (await order.Submit(new(null, House.By))).Refusal.ShouldBeNull();
        (await order.Approve(new(new("boss", [PersonRole.Finance], null, [new(ApprovalKind.Order, null)]), House.By))).Refusal.ShouldBeNull();
        (await order.Send(new(House.By))).Refusal.ShouldBeNull();
        (await house.Grains.GetGrain<IDocumentGrain>("D-1").Put(new(new(SubjectKind.PurchaseOrder, "PO-1"), "报告.pdf", "application/pdf", 10, new('a', 64), House.By))).Refusal.ShouldBeNull();
        (await house.Grains.GetGrain<IReceiptGrain>("R-1").Put(new(
            "PO-1", Stores[0], [new(1, "ORD", null, null, 5, 3, 1, 1, "Broken", true, true, 0, null, null, Documents: ["D-1"])], "Li", null, House.By))).Refusal.ShouldBeNull();
        (await house.Grains.GetGrain<IInvoiceGrain>("SUP/I-1").Put(new("PO-1", new(2026, 1, 1), null, [new(1, 4, 400, 0)], null, null, House.By))).Refusal.ShouldBeNull();
        var back = house.Grains.GetGrain<ISupplierReturnGrain>("SR-1");
        (await back.Put(new("SUP", Stores[0], SupplierReturnCause.Slow, SupplierReturnWish.Credit, [new(Skus[0], 1, "ORD", null, null)], null, House.By))).Refusal.ShouldBeNull();
        (await back.Credit(new("CN-1", new(2026, 1, 1), 100, 0, "CNY", House.By))).Refusal.ShouldBeNull();
        (await house.Grains.GetGrain<ILandedCostGrain>("LC-1").Put(new("R-1", CostBasis.Value, [new(LandedCostKind.Freight, 101)], null, null, null, null, null, House.By))).Refusal.ShouldBeNull();
    }

    /// <summary>So many commands, one after the other.</summary>
    public async Task Run(int commands)
    {
        for (var i = 0; i < commands; i++) await Do();
    }

    private async Task Do()
    {
        var (store, sku) = (Stores[Roll(Stores.Length)], Skus[Roll(Skus.Length)]);
        var stock = house.Stock(store, sku);
        switch (Roll(20))
        {
            case < 8:
                await Reserve(store, sku);
                break;
            case < 12 when _open.Count > 0:
                var (ofStore, ofSku, id) = Take();
                await house.Stock(ofStore, ofSku).Commit(new(id, Roll(2) == 0 ? null : 1, [], MovementKind.Sale, null, House.By));
                break;
            case 12 when _open.Count > 0:
                (ofStore, ofSku, id) = Take();
                await house.Stock(ofStore, ofSku).Release(new(id, House.By));
                break;
            case 13 when _open.Count > 0:
                (ofStore, ofSku, id) = _open[Roll(_open.Count)];
                await house.Stock(ofStore, ofSku).Extend(new(id, TimeSpan.FromMinutes(1 + Roll(30)), House.By));
                break;
            case 14:
                await Receive(store, sku, 1 + Roll(50));
                break;
            case 15:
                await stock.SetLotStatus(new($"L{Roll(4)}", (LotStatus)Roll(3), "Seen.", House.By));
                break;
            case 16:
                await stock.RecordFact(new(Id("F"), FactKind.Breakage, 1 + Roll(900), null, null, house.Clock.GetUtcNow(), null, null, "Fell.", null, House.By));
                break;
            case 17:
                await Transfer(store, sku);
                break;
            case 18:
                await house.PutSku(sku, new($"Product {sku} {_next++}", "piece", Brand: "Other"));
                await Budget(store, sku);
                await Requisition(store, sku);
                await Order(store, sku);
                await Wait(store, sku);
                await Count(store, sku);
                await Consign(store, sku);
                await Place(store, sku);
                await Contain(store, sku);
                await Complain(store, sku);
                (await house.Grains.GetGrain<INearExpiryGrain>($"{store}/{sku}/L0").Decide(new(
                    $"D-{_next++}", (NearExpiryProposal)(_next % 2), _next % 3 > 0, 1.5m, null, _next % 2 == 1 ? 0.25m : null, "Because", _next, house.Clock.GetUtcNow().AddDays(9), House.By))).Refusal.ShouldBeNull();
                (await house.Grains.GetGrain<ICustomValuesGrain>($"sku/{sku}").Put(new([new("rank", $"{_next++}.5")], null, House.By))).Refusal.ShouldBeNull();
                var to = new AttachDocument(new(SubjectKind.Sku, sku), House.By);
                var document = house.Grains.GetGrain<IDocumentGrain>("D-1");
                (await (_next % 3 == 0 ? document.Detach(to) : document.Attach(to))).Refusal.ShouldBeNull();
                break;
            default:
                await stock.Sell(new(Id("S"), 1 + Roll(3) / 2m, null, null, MovementKind.Sale, null, House.By, Client: _next % 3 == 0 ? null : $"C-{_next % 40}"));
                break;
        }
        if (Roll(10) == 0) house.Clock.Advance(TimeSpan.FromSeconds(Roll(90)));
    }

    // Taken down, and every other one moved on; every third names no lot and has several found.
    private async Task Complain(string store, string sku)
    {
        var number = _next++;
        var feedback = house.Grains.GetGrain<IFeedbackGrain>($"FB-{number}");
        var named = number % 3 > 0;
        (await feedback.Put(new(
            store, FeedbackSort.AdverseReaction, (FeedbackSeverity)(number % 4), number % 5 == 0, FeedbackStep.Product, new($"C-{number % 40}", sku, named ? "L0" : null, null, null, null, null, null), "Redness.", null,
            null, null, [], named ? [] : [new(sku, "L1", false), new(sku, "L2", false)], House.By))).Refusal.ShouldBeNull();
        if (number % 2 == 0) (await feedback.Move(new(FeedbackMove.Report, null, $"N-{number}", null, null, false, House.By))).Refusal.ShouldBeNull();
        if (number % 4 == 0) (await feedback.Move(new(FeedbackMove.Reject, "Sunburn.", null, null, null, false, House.By))).Refusal.ShouldBeNull();
        if (!named) (await feedback.Amend(new(null, null, null, sku, "L3", [], "Seen on the pack.", House.By))).Refusal.ShouldBeNull();
    }

    // Into a bin and given away out of it, and every other one taken back.
    private async Task Place(string store, string sku)
    {
        await house.Grains.GetGrain<IZoneGrain>($"{store}/Z").Put(new(new("Shop", null, [StorageClass.Ambient], []), null, House.By));
        (await house.Grains.GetGrain<IBinsGrain>(store).Put(new("B-1", new("Z", 1, []), null, House.By))).Refusal.ShouldBeNull();
        var lot = Id("PL");
        (await house.Stock(store, sku).Receive(new($"{lot}-r", 5, null, lot, null, null, null, null, null, null, null, LotStatus.Released, null, House.By))).Refusal.ShouldBeNull();
        (await house.Stock(store, sku).Place(new($"{lot}-p", lot, 4, null, "B-1", null, House.By))).Refusal.ShouldBeNull();
        var issue = house.Grains.GetGrain<IIssueGrain>($"{store}/{sku}/{lot}");
        (await issue.Put(new(MovementKind.Gift, 2, null, lot, "B-1", "Birthday.", null, "C-1", null, null, null, null, null, House.By))).Refusal.ShouldBeNull();
        // Reserved and fetched: whole, short and given up, each in its turn.
        (await house.Stock(store, sku).Reserve(new($"{lot}-h", 1, null, null, null, lot, null, null, null, false, House.By))).Refusal.ShouldBeNull();
        var list = house.Grains.GetGrain<IPickListGrain>($"{store}/{lot}");
        var line = (await list.Put(new([new(sku, $"{lot}-h")], null, null, _next % 3 == 0 ? null : $"P-{_next % 5}", House.By))).Value!.Lines[0];
        (await list.Confirm(new(1, line.Bin, line.Lot, _next % 3 == 1 ? 0.5m : null, House.By))).Refusal.ShouldBeNull();
        if (_next % 3 == 2) (await list.Cancel(new("No.", House.By))).Refusal.ShouldBeNull();
        if (_next % 2 == 0) (await issue.Reverse(new($"{lot}-v", "Wrong.", House.By))).Refusal.ShouldBeNull();
    }

    // Set, committed, amended, spent and released, each in its turn.
    private async Task Budget(string store, string sku)
    {
        var budget = house.Grains.GetGrain<IBudgetGrain>(BudgetKey.Of(store, $"护肤/{sku}", new(2026, 5, 1)).ToString());
        await budget.Put(new(new(1_000, "CNY"), 80, BudgetPolicy.Block, null, House.By));
        await budget.Commit(new("a:1", new(600, "CNY"), null, null, [], House.By));
        await budget.Commit(new("a:2", new(900, "CNY"), "a:1", null, [], House.By));
        await budget.Spend(new("a:2", $"r{_next}", new(700, "CNY"), House.By));
        await budget.Release(new("a:2", House.By));
    }

    // More than there is, so that something is missing; every other one is sent, every third need ordered.
    private async Task Requisition(string store, string sku)
    {
        var (number, to) = (_next++, Stores[(Array.IndexOf(Stores, store) + 1) % Stores.Length]);
        var requisition = house.Grains.GetGrain<IRequisitionGrain>($"R-{number}");
        await requisition.Put(new(store, to, [new(sku, 100_000, null)], number % 2 == 0 ? null : new(2026, 6, 1), null, House.By));
        await requisition.Submit(new(House.By));
        await requisition.Approve(new(new("boss", [], null, [new(ApprovalKind.Requisition, null)]), House.By));
        var allocated = (await requisition.Allocate(new([new(sku, 2)], House.By))).Value!;
        if (allocated.Transfer is { } transfer && number % 2 == 0) await house.Grains.GetGrain<ITransferGrain>(transfer).Cancel(new(House.By));
        await requisition.Get();
        if (number % 3 == 0) await requisition.SettleNeed(new(sku, "PO-1", null, House.By));
    }

    // Written for two stores; every other one loses a line, every third is given up. With it a policy and an alert.
    private async Task Order(string store, string sku)
    {
        var (number, other) = (_next++, Stores[(Array.IndexOf(Stores, store) + 1) % Stores.Length]);
        var supplier = house.Grains.GetGrain<ISupplierGrain>($"SUP-{sku}");
        (await supplier.Put(new(new("Supplier", Qualifications: [new("business-licence", "N")], Prices: [new(sku, 100)]), null, House.By))).Refusal.ShouldBeNull();
        var order = house.Grains.GetGrain<IPurchaseOrderGrain>($"PO-{number}");
        (await order.Draft(new($"SUP-{sku}", [new(1, store, sku, 10), new(2, other, sku, 2)], null, null, null, House.By))).Refusal.ShouldBeNull();
        if (number % 2 == 0) (await order.Amend(new("A1", [new(1, store, sku, 9)], null, "Less", House.By))).Refusal.ShouldBeNull();
        if (number % 3 == 0) (await order.Cancel(new("Not needed", House.By))).Refusal.ShouldBeNull();
        var policy = new ReplenishmentPolicy(ReplenishmentMethod.MinMax, $"SUP-{sku}", Minimum: number, Maximum: number + 1);
        (await house.Grains.GetGrain<IReplenishmentGrain>(StockKey.Of(store, sku)).PutPolicy(new(policy, null, House.By))).Refusal.ShouldBeNull();
        await house.Grains.GetGrain<IAlertGrain>(AlertCause.FromId($"out:{store}:{sku}")!.Key).Look(new(new(AlertSeverity.Critical, store, sku, []), number, house.Clock.GetUtcNow()));
    }

    // Opened and counted; every other one is given up. With it somebody looks at an incident, and units without book stock are matched.
    private async Task Count(string store, string sku)
    {
        var number = _next++;
        var session = house.Grains.GetGrain<ICountSessionGrain>($"C-{number}");
        (await session.Open(new(store, new(null, false, [sku], [], []), [sku], number % 3 == 0 ? ["ann"] : [], null, House.By))).Refusal.ShouldBeNull();
        if (number % 3 != 0) (await session.Submit(new("s", [new(sku, "L0", 1 + number, house.Clock.GetUtcNow())], null, House.By))).Refusal.ShouldBeNull();
        if (number % 2 == 0) (await session.Cancel(new("Later.", House.By))).Refusal.ShouldBeNull();
        var stock = house.Stock(store, sku);
        if ((await stock.GetIncidents()).FirstOrDefault(one => one.Open) is { } incident)
        {
            (await stock.AssignIncident(new(incident.Id, $"p{number}", House.By))).Refusal.ShouldBeNull();
            (await stock.CommentIncident(new(incident.Id, $"c{number}", "Seen.", House.By))).Refusal.ShouldBeNull();
            if (number % 2 == 0) (await stock.CloseIncident(new(incident.Id, "Found.", House.By))).Refusal.ShouldBeNull();
            if (number % 4 == 0) (await stock.ReopenIncident(new(incident.Id, "Not so.", House.By))).Refusal.ShouldBeNull();
        }
        if ((await stock.GetUnmatched()).FirstOrDefault() is not { } entry) return;
        (await stock.Receive(new($"MR{number}", 1, null, $"M{number}", null, null, null, null, null, null, null, LotStatus.Released, null, House.By))).Refusal.ShouldBeNull();
        (await stock.MatchUnmatched(new($"m{number}", entry.Id, Math.Min(1, Math.Abs(entry.Left)), null, $"receipt/MR{number}", "Late.", House.By))).Refusal.ShouldBeNull();
    }

    // More than there ever is; every other one leaves.
    private async Task Wait(string store, string sku)
    {
        var number = _next++;
        var list = house.Grains.GetGrain<IWaitingListGrain>(StockKey.Of(store, sku));
        (await list.Join(new($"W-{number}", $"C-{number}", 90_000, null, House.By))).Refusal.ShouldBeNull();
        if (number % 2 == 0) (await list.Leave(new($"W-{number}", House.By))).Refusal.ShouldBeNull();
    }

    // Goods of somebody else, and some of them sold unless others hold them.
    private async Task Consign(string store, string sku)
    {
        var (stock, lot) = (house.Stock(store, sku), Id("O"));
        (await stock.Receive(new(
            lot, 5, null, lot, null, null, new(2, "CNY"), null, null, null, null, LotStatus.Released, null, House.By, Owner: new(OwnerKind.Consignor, "V-1")))).Refusal.ShouldBeNull();
        await stock.Sell(new(Id("S"), 2, null, lot, MovementKind.Sale, null, House.By));
    }

    // Two are opened where nobody else holds the goods; one is used up, some of the other is spilt and its lot held.
    private async Task Contain(string store, string sku)
    {
        var (stock, number) = (house.Stock(store, sku), _next++);
        await house.PutSku(sku, new($"Product {sku} {number}", "piece", Brand: "Other", Opening: new("ml", 30, SharingRule.OneClient, new(28, PeriodUnit.Days))));
        if ((await stock.OpenContainer(new($"B-{number}", null, "C-1", null, null, House.By))).Value is not { } open) return;
        (await stock.UseContainer(new("U-1", open.Id, 10, "C-1", null, House.By))).Refusal.ShouldBeNull();
        (await stock.UseContainer(new("U-2", open.Id, 5, "C-1", null, House.By, Completes: true))).Refusal.ShouldBeNull();
        if ((await stock.OpenContainer(new($"B-{number}b", null, null, null, null, House.By))).Value is not { } other) return;
        (await stock.RecordContainerFact(new(Id("F"), other.Id, FactKind.Breakage, 4, house.Clock.GetUtcNow(), null, "Fell.", null, House.By))).Refusal.ShouldBeNull();
        await stock.SetLotStatus(new(other.Lot, number % 2 == 0 ? LotStatus.Held : LotStatus.Quarantined, "Seen.", House.By));
        await stock.SetLotStatus(new(other.Lot, LotStatus.Released, "Seen.", House.By));
    }

    private async Task Reserve(string store, string sku)
    {
        var id = Id("R");
        var day = Roll(8) == 0 ? DateOnly.FromDateTime(house.Clock.GetUtcNow().UtcDateTime).AddDays(3) : (DateOnly?)null;
        var answer = await house.Stock(store, sku).Reserve(new(id, 1 + Roll(4), null, day is null ? TimeSpan.FromMinutes(1 + Roll(20)) : null, null, null, null, null, day, false, House.By));
        if (answer.Refusal is null) _open.Add((store, sku, id));
    }

    // Shipped, and at times received: the rest stays on its way.
    private async Task Transfer(string from, string sku)
    {
        var transfer = house.Transfer(Id("T"));
        if ((await transfer.Put(new(from, Stores[Roll(Stores.Length)], [new(sku, 1 + Roll(5), null)], House.By))).Refusal is not null) return;
        if ((await transfer.Ship(new(House.By))).Refusal is not null) return;
        if (Roll(2) == 0) await transfer.Receive(new([], [], House.By));
    }

    private async Task Receive(string store, string sku, decimal quantity)
    {
        var end = DateOnly.FromDateTime(house.Clock.GetUtcNow().UtcDateTime).AddDays(1 + Roll(40));
        var lot = $"L{Roll(4)}";
        ExpiryText.TryParse(end.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), ExpiryKind.ValidThrough, out var expiry).ShouldBeTrue();
        await house.Stock(store, sku).Receive(new(
            Id("G"), quantity, null, lot, Roll(3) == 0 ? null : expiry, null, null, "Supplier 供应商", null, null, null, Roll(5) == 0 ? LotStatus.Quarantined : LotStatus.Released, null, House.By));
    }

    private (string Store, string Sku, string Id) Take()
    {
        var place = Roll(_open.Count);
        var one = _open[place];
        _open.RemoveAt(place);
        return one;
    }

    private string Id(string kind) => $"{kind}-{seed}-{_next++}";

    // xorshift: the same numbers everywhere.
    private int Roll(int sides)
    {
        _dice ^= _dice << 13;
        _dice ^= _dice >> 17;
        _dice ^= _dice << 5;
        return (int)(_dice % (uint)sides);
    }
}
