using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Grains.Tests;
using BeautyGrains.ReadModels.Planning;
using BeautyGrains.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace BeautyGrains.ReadModels.Tests;

/// <summary>Alerts end in what the read models say, whatever streams told of it.</summary>
public abstract class AlertContract(TestDatabase database) : ReadModelContract(database)
{
    private readonly OpenAlerts _hint = new();
    private DateTimeOffset _start;

    [Fact]
    public async Task A_sweep_raises_an_alert_for_every_cause_and_resolves_those_whose_facts_have_ended()
    {
        await Prepare();
        (await SweepTwice()).ShouldBe(
        [
            $"expired:S:OLD:L1 critical lot=L1 lotNo=L1 expiresOn={Day(1)} onHand=5 unit=piece",
            $"incident:S:NEW:F-1 critical incident=F-1 causes=fact-recorded quantity=1 lot= raisedAt={StockSigns.Text(_start)}",
            "out:S:OLD critical onHand=5 unit=piece",
            "out:T:NEW critical onHand=0 unit=piece",
            $"qualification:SUP:gmp:Q-1 critical supplier=SUP paper=gmp number=Q-1 validThrough={Day(2)}",
            $"registration:NEW:REG-1 critical number=REG-1 validThrough={Day(-1)}",
            $"licence:S:LIC-1 warning number=LIC-1 validThrough={Day(40)}",
            "low:S:NEW warning available=4 threshold=5 unit=piece",
            $"transfer-stuck:T-1 warning transfer=T-1 from=S to=T stage=shipped since={StockSigns.Text(_start)}",
            $"near-expiry:S:NEW:L2 info lot=L2 lotNo=L2 expiresOn={Day(80)} onHand=2 unit=piece stage=90",
        ]);

        await Mend();
        (await SweepTwice()).ShouldBe([]);
        (await All()).ShouldAllBe(alert => alert.State == AlertState.Resolved);
        // What is the matter again is raised again, as another occurrence of the same cause.
        await Grain("out:S:OLD").Look(new(new(AlertSeverity.Critical, "S", "OLD", []), long.MaxValue, Clock.GetUtcNow()));
        (await Grain("out:S:OLD").Get()).Value!.Occurrence.ShouldBe(2);
        await Follow();
        await Close();
        await ShouldEqualFresh(AlertModel.Instance);
    }

    [Fact]
    public async Task A_lot_has_one_alert_that_climbs_with_each_stage_before_expiry_and_ends_when_it_has_left()
    {
        _start = Clock.GetUtcNow();
        await House.PutStore("S");
        await House.PutSku("NEAR");
        await Receive("NEAR", "L1", 3, Day(100));
        (await SweepTwice()).ShouldBe([]);
        foreach (var (days, stage) in new[] { (15, "info 90"), (30, "warning 60"), (30, "critical 30") })
        {
            Clock.Advance(TimeSpan.FromDays(days));
            (await SweepTwice()).ShouldBe([$"near-expiry:S:NEAR:L1 {stage.Split(' ')[0]} lot=L1 lotNo=L1 expiresOn={Day(100)} onHand=3 unit=piece stage={stage.Split(' ')[1]}"]);
            (await Grain("near-expiry:S:NEAR:L1").Get()).Value!.Occurrence.ShouldBe(1);
        }
        (await House.Stock("S", "NEAR").Scrap(new("X-3", 2, null, "L1", "Old.", House.By))).Refusal.ShouldBeNull();
        (await SweepTwice()).Single().ShouldContain(" onHand=1 ");
        await Receive("NEAR", "L2", 5, Day(900));
        (await House.Stock("S", "NEAR").Scrap(new("X-4", 1, null, "L1", "Old.", House.By))).Refusal.ShouldBeNull();
        (await SweepTwice()).ShouldBe([]);
    }

    [Fact]
    public async Task Messages_lost_repeated_and_reordered_end_in_the_same_alerts_as_without()
    {
        await House.PutStore("S");
        foreach (var sku in new[] { "A", "B", "C" })
        {
            await House.PutSku(sku);
            await House.Receive("S", sku, 20);
        }
        await Policy(new("low", AlertKind.Low, null, null, 5, null, true, new(2026, 1, 1), null));
        var messages = new Collected();
        var tailer = NewTailer(most: 3, listener: new StockLevelTeller(messages));
        var random = new Random(5);
        for (var step = 0; step < 80; step++)
        {
            var stock = House.Stock("S", "ABC"[random.Next(3)].ToString());
            if (random.Next(5) < 4) await stock.Sell(new($"S-{step}", 1 + random.Next(4), null, null, MovementKind.Sale, null, House.By));
            else await stock.Adjust(new($"A-{step}", random.Next(1, 12), null, "L1", "Found.", House.By));
            Clock.Advance(TimeSpan.FromMinutes(1));
            await CatchUp(tailer);
        }
        messages.Levels.Count.ShouldBeGreaterThan(60);
        foreach (var level in Disturbed(messages.Levels, random)) await House.Grains.GetGrain<IStockWatchGrain>(StockKey.Of(level.Store, level.Sku)).Hear(level);
        await tailer.DisposeAsync();
        var swept = await SweepTwice();

        var truth = (await Stocks()).Where(line => line.Available <= 5)
            .Select(line => line.Available <= 0 ? $"out:S:{line.Sku} critical onHand=0 unit=piece" : FormattableString.Invariant($"low:S:{line.Sku} warning available={line.Available:0.###} threshold=5 unit=piece"))
            .OrderBy(text => text.StartsWith("low", StringComparison.Ordinal)).ThenBy(text => text, StringComparer.Ordinal);
        swept.OrderBy(text => text.StartsWith("low", StringComparison.Ordinal)).ThenBy(text => text, StringComparer.Ordinal).ShouldBe(truth);
    }

    [Fact]
    public async Task A_message_raises_and_resolves_an_alert_without_any_sweep_and_a_hundred_of_them_raise_one()
    {
        await House.PutStore("S");
        await House.PutSku("A");
        await Policy(new("low", AlertKind.Low, "S", "A", 5, AlertSeverity.Critical, true, new(2026, 1, 1), null));
        var watch = House.Grains.GetGrain<IStockWatchGrain>("S/A");
        for (var version = 1; version <= 100; version++) await watch.Hear(Level(3, version));
        var alert = (await Grain("low:S:A").Get()).Value!;
        (alert.State, alert.Occurrence, alert.Version, alert.Facts.Severity).ShouldBe((AlertState.Raised, 1, 1, AlertSeverity.Critical));
        await watch.Hear(Level(30, 101));
        (await Grain("low:S:A").Get()).Value!.State.ShouldBe(AlertState.Resolved);
        // The last one comes once more, and an old one very late.
        await watch.Hear(Level(3, 100));
        (await Grain("low:S:A").Get()).Value!.Version.ShouldBe(2);
        (await Grain("out:S:A").Get()).Refusal!.Kind.ShouldBe(RefusalKind.UnknownAlert);
    }

    [Fact]
    public async Task A_sweep_wakes_what_was_silenced_until_then_and_leaves_the_rest_asleep()
    {
        await Prepare();
        await SweepTwice();
        var now = Clock.GetUtcNow();
        (await Grain("low:S:NEW").Snooze(new(now.AddHours(1), null, House.By))).Refusal.ShouldBeNull();
        (await Grain("out:S:OLD").Snooze(new(now.AddHours(5), null, House.By))).Refusal.ShouldBeNull();
        (await Grain("licence:S:LIC-1").Resolve(new("Applied for.", null, House.By))).Refusal.ShouldBeNull();
        Clock.Advance(TimeSpan.FromHours(2));
        await SweepTwice();
        var states = (await All()).ToDictionary(alert => alert.Cause.Id, alert => alert.State);
        (states["low:S:NEW"], states["out:S:OLD"], states["licence:S:LIC-1"]).ShouldBe((AlertState.Raised, AlertState.Snoozed, AlertState.Settled));
        var counts = await new AlertList(new(Store)).CountOpen(CancellationToken.None);
        counts.ShouldContain((AlertKind.Out, AlertSeverity.Critical, 2));
        counts.ShouldNotContain(it => it.Kind == AlertKind.Licence);
    }

    [Fact]
    public async Task A_stock_is_low_from_its_reorder_point_on_unless_a_policy_names_the_product()
    {
        await Stocked("S", ("A", 6), ("B", 6), ("C", 6));
        await Policy(new("chain", AlertKind.Low, null, null, 9, null, true, new(2026, 1, 1), null));
        await Policy(new("product", AlertKind.Low, null, "B", 2, null, true, new(2026, 1, 1), null));
        foreach (var sku in new[] { "A", "B" }) await Plan("S", sku, 5);
        // The plan's 5 and the product's 2 count, and the chain's 9 for what has no plan.
        (await SweepTwice()).ShouldBe(["low:S:C warning available=6 threshold=9 unit=piece"]);
        await House.Stock("S", "A").Sell(new("one", 1, null, null, MovementKind.Sale, null, House.By));
        (await SweepTwice()).ShouldBe(["low:S:C warning available=6 threshold=9 unit=piece", "low:S:A warning available=5 threshold=5 unit=piece"]);
        // Who hears of the stock asks the plan itself.
        await Plan("S", "A", 4);
        await House.Grains.GetGrain<IStockWatchGrain>("S/A").Hear(Level(5, 1_000));
        (await Grain("low:S:A").Get()).Value!.State.ShouldBe(AlertState.Resolved);
    }

    [Fact]
    public async Task A_budget_warns_from_its_warning_on_is_critical_past_all_of_it_and_silent_when_its_month_is_over()
    {
        await Stocked("S");
        var month = new DateOnly(DayOf(0).Year, DayOf(0).Month, 1);
        var budget = House.Grains.GetGrain<IBudgetGrain>(new BudgetKey("S", "Serum", month).ToString());
        (await budget.Put(new(new(10_000, "CNY"), 80, BudgetPolicy.Escalate, null, House.By))).Refusal.ShouldBeNull();
        await Spend(budget, 7_999);
        (await SweepTwice()).ShouldBe([]);
        await Spend(budget, 1);
        (await SweepTwice()).ShouldBe([$"budget:S:Serum:{month:yyyy-MM} warning category=Serum month={month:yyyy-MM} percent=80 warnAt=80"]);
        await Spend(budget, 2_001);
        (await SweepTwice()).ShouldBe([$"budget:S:Serum:{month:yyyy-MM} critical category=Serum month={month:yyyy-MM} percent=100 warnAt=80"]);
        Clock.Advance(TimeSpan.FromDays(32));
        (await SweepTwice()).ShouldBe([]);
    }

    [Fact]
    public async Task A_count_that_differs_by_more_than_the_threshold_is_told_until_it_is_counted_anew_taken_back_or_old()
    {
        await Stocked("S", ("A", 100), ("B", 100), ("C", 100));
        await Count("A", "C-1", 95);
        await Count("B", "C-2", 94);
        await Count("C", "C-3", 107);
        (await SweepTwice()).ShouldBe(
        [
            "variance:count:S:B:L1 warning document=C-2 expected=100 found=94 difference=-6",
            "variance:count:S:C:L1 warning document=C-3 expected=100 found=107 difference=7",
        ]);
        await Count("B", "C-4", 94);
        (await House.Stock("S", "C").Reverse(new("X-1", MovementKind.Count, "C-3", "Wrong shelf.", House.By))).Refusal.ShouldBeNull();
        (await SweepTwice()).ShouldBe([]);
        await Count("B", "C-5", 50);
        const string told = "variance:count:S:B:L1 warning document=C-5 expected=94 found=50 difference=-44";
        (await SweepTwice()).ShouldBe([told]);
        // How long it is told is a habit, which the chain may set otherwise.
        Clock.Advance(TimeSpan.FromDays(8));
        (await SweepTwice()).ShouldBe([told]);
        await Habits(new HabitRow(Habit.VarianceDays, 7));
        (await SweepTwice()).ShouldBe([]);
        await Habits();
        (await SweepTwice()).ShouldBe([told]);
        Clock.Advance(TimeSpan.FromDays(23));
        (await SweepTwice()).ShouldBe([]);
        await Close();
        await ShouldEqualFresh(AlertModel.Instance);
    }

    [Fact]
    public async Task A_delivery_that_differs_from_the_order_is_told_once_nothing_more_is_awaited()
    {
        await Stocked("S", ("A", 1), ("B", 1));
        (await House.Grains.GetGrain<ISupplierGrain>("SUP").Put(new(new("Supplier", Qualifications: [new("business-licence", "N")], Prices: [new("A", 100), new("B", 100)]), null, House.By))).Refusal.ShouldBeNull();
        var order = House.Grains.GetGrain<IPurchaseOrderGrain>("PO-1");
        (await order.Draft(new("SUP", [new(1, "S", "A", 10), new(2, "S", "B", 10)], null, null, null, House.By))).Refusal.ShouldBeNull();
        (await order.Submit(new(null, House.By))).Refusal.ShouldBeNull();
        (await order.Approve(new(new("boss", [PersonRole.Finance], null, [new(ApprovalKind.Order, null)]), House.By))).Refusal.ShouldBeNull();
        (await order.Send(new(House.By))).Refusal.ShouldBeNull();
        (await House.Grains.GetGrain<IReceiptGrain>("R-1").Put(new(
            "PO-1", "S", [Found(1, 8), Found(2, 10)], "Li", null, House.By))).Refusal.ShouldBeNull();
        (await SweepTwice()).ShouldBe([]);
        (await order.Close(new("No more comes.", House.By))).Refusal.ShouldBeNull();
        (await SweepTwice()).ShouldBe(["variance:order:S:PO-1:1 warning document=PO-1/1 expected=10 found=8 difference=-2"]);
        Clock.Advance(TimeSpan.FromDays(31));
        (await SweepTwice()).ShouldBe([]);
    }

    [Fact]
    public async Task A_product_that_costs_more_than_it_is_sold_for_is_told_but_no_gift()
    {
        foreach (var (sku, price, tag) in new[] { ("A", 999m, ""), ("B", 1_000m, ""), ("C", 1m, "赠品") })
            await House.PutSku(sku, new(sku, "piece", Price: new(price, "CNY"), Tags: tag.Length == 0 ? null : [tag]));
        (await House.Grains.GetGrain<ISupplierGrain>("SUP").Put(new(new("Supplier", Prices: [new("A", 1_000), new("B", 1_000), new("C", 1_000)]), null, House.By))).Refusal.ShouldBeNull();
        (await SweepTwice()).ShouldBe(["negative-margin:A warning price=999 currency=CNY supplier=SUP"]);
        (await House.Grains.GetGrain<ISupplierGrain>("SUP-2").Put(new(new("Supplier", Prices: [new("A", 900)]), null, House.By))).Refusal.ShouldBeNull();
        (await SweepTwice()).ShouldBe([]);
    }

    [Fact]
    public async Task A_need_and_an_order_that_nobody_handles_are_told()
    {
        await Stocked("S", ("A", 1));
        await Plan("S", "A", 5);
        await Plan("S", "A", 5, look: true);
        (await House.Grains.GetGrain<ISupplierGrain>("SUP").Put(new(new("Supplier", Prices: [new("A", 100)], Qualifications: [new("business-licence", "B-1", null, null)]), null, House.By))).Refusal.ShouldBeNull();
        (await House.Grains.GetGrain<IPurchaseOrderGrain>("PO-1").Draft(new("SUP", [new(1, "S", "A", 3)], null, null, null, House.By))).Refusal.ShouldBeNull();
        var since = StockSigns.Text(Clock.GetUtcNow());
        Clock.Advance(TimeSpan.FromDays(7));
        (await SweepTwice()).Where(text => text.Contains("handled", StringComparison.Ordinal)).ShouldBe([$"order-unhandled:PO-1 warning order=PO-1 supplier=SUP stage=draft since={since}"]);
        Clock.Advance(TimeSpan.FromDays(1));
        (await SweepTwice()).ShouldContain($"need-unhandled:S:A warning quantity=9 since={since}");
        (await House.Grains.GetGrain<IPurchaseOrderGrain>("PO-1").Cancel(new("No.", House.By))).Refusal.ShouldBeNull();
        (await SweepTwice()).ShouldNotContain(text => text.StartsWith("order-unhandled", StringComparison.Ordinal));
    }

    private async Task Stocked(string store, params (string Sku, decimal Quantity)[] goods)
    {
        _start = Clock.GetUtcNow();
        await House.PutStore(store);
        foreach (var (sku, quantity) in goods)
        {
            await House.PutSku(sku);
            await House.Receive(store, sku, quantity);
        }
    }

    private async Task Plan(string store, string sku, decimal minimum, bool look = false)
    {
        var grain = House.Grains.GetGrain<IReplenishmentGrain>(StockKey.Of(store, sku));
        (await House.Grains.GetGrain<ISupplierGrain>("SUP").Put(new(new("Supplier"), null, House.By))).Refusal.ShouldBeNull();
        var policy = new ReplenishmentPolicy(ReplenishmentMethod.MinMax, "SUP", Minimum: minimum, Maximum: 10);
        (await grain.PutPolicy(new(policy, null, House.By))).Refusal.ShouldBeNull();
        var plan = PlanRules.Plan(policy, new(7, null, 1, null, null), DemandExpected.Nothing, 0.95m, 1, DayOf(0));
        var stock = look ? new StockLevelChanged(store, sku, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, null, Clock.GetUtcNow(), 99) : null;
        (await grain.Look(new(0, stock, plan, null, null, House.By))).Refusal.ShouldBeNull();
    }

    private async Task Spend(IBudgetGrain budget, decimal amount)
    {
        var reference = FormattableString.Invariant($"test:{amount}");
        (await budget.Spend(new(reference, "I-1", new(amount, "CNY"), House.By))).Refusal.ShouldBeNull();
    }

    private static InspectedLot Found(int line, decimal quantity) => new(line, "L9", null, null, quantity, quantity, 0, 0, null, true, true, 0, null, null);

    private async Task Habits(params HabitRow[] habits) =>
        (await House.Grains.GetGrain<IControlPolicyGrain>(IControlPolicyGrain.Key).Put(new(new([], [], [.. habits]), null, House.By))).Refusal.ShouldBeNull();

    private async Task Count(string sku, string id, decimal counted) =>
        (await House.Stock("S", sku).Count(new(id, "L1", counted, null, House.By))).Refusal.ShouldBeNull();

    private async Task Prepare()
    {
        _start = Clock.GetUtcNow();
        foreach (var store in new[] { "S", "T" })
            (await House.Grains.GetGrain<IStoreGrain>(store).Put(new(
                new("Store", "Asia/Shanghai", Licences: store == "S" ? [new("LIC-1", [GoodsCategory.Drug], null, DayOf(40))] : null), null, House.By))).Refusal.ShouldBeNull();
        (await House.Grains.GetGrain<ISupplierGrain>("SUP").Put(new(new("Supplier", Qualifications: [new("gmp", "Q-1", ValidThrough: DayOf(2)), new("gmp", "Q-2", ValidThrough: DayOf(900))]), null, House.By))).Refusal.ShouldBeNull();
        await House.PutSku("OLD");
        await House.PutSku("NEW", new("New", "piece", Registration: new("REG-1", ValidThrough: DayOf(-1))));
        await Receive("OLD", "L1", 5, Day(1));
        await Receive("NEW", "L1", 7, Day(900));
        await House.Transfer("T-1").Put(new("S", "T", [new("NEW", 5, null)], House.By));
        (await House.Transfer("T-1").Ship(new(House.By))).Value!.State.ShouldBe(TransferState.Shipped);
        await Receive("NEW", "L2", 3, Day(80));
        (await House.Stock("S", "NEW").RecordFact(new("F-1", FactKind.Breakage, 1, null, null, Clock.GetUtcNow(), null, null, "Fell.", null, House.By))).Refusal.ShouldBeNull();
        await Policy(new("low", AlertKind.Low, "S", null, 5, null, true, new(2026, 1, 1), null));
        Clock.Advance(TimeSpan.FromDays(4));
    }

    private DateOnly DayOf(int days) => StockSigns.DayOf(_start, new("Store", "Asia/Shanghai")).AddDays(days);

    private string Day(int days) => StockSigns.Text(DayOf(days));

    private async Task Mend()
    {
        var stock = House.Stock("S", "NEW");
        (await House.Transfer("T-1").Receive(new([], [], House.By))).Refusal.ShouldBeNull();
        (await stock.CloseIncident(new("F-1", "Swept up.", House.By))).Refusal.ShouldBeNull();
        (await House.Grains.GetGrain<IStoreGrain>("S").Put(new(new("Store", "Asia/Shanghai"), null, House.By))).Refusal.ShouldBeNull();
        await House.PutSku("NEW", new("New", "piece"));
        (await House.Grains.GetGrain<ISupplierGrain>("SUP").Put(new(new("Supplier"), null, House.By))).Refusal.ShouldBeNull();
        (await House.Stock("S", "OLD").Scrap(new("X-1", 5, null, "L1", "Expired.", House.By))).Refusal.ShouldBeNull();
        await Receive("OLD", "L2", 50, Day(900));
        foreach (var lot in (await House.Look("S", "NEW")).Lots.Where(lot => lot.Lot == "L2" && lot.OnHand > 0))
            (await stock.Scrap(new("X-2", lot.OnHand, null, "L2", "Old.", House.By))).Refusal.ShouldBeNull();
        await Receive("NEW", "L3", 50, Day(900));
    }

    private async Task Receive(string sku, string lot, decimal quantity, string expiresOn)
    {
        ExpiryText.TryParse(expiresOn, ExpiryKind.ValidThrough, out var expiry).ShouldBeTrue();
        (await House.Stock("S", sku).Receive(new($"R-{sku}-{lot}", quantity, null, lot, expiry, null, null, null, null, null, null, LotStatus.Released, null, House.By))).Refusal.ShouldBeNull();
    }

    private async Task Policy(AlertPolicy policy) =>
        (await House.Grains.GetGrain<IAlertPoliciesGrain>(IAlertPoliciesGrain.TheKey).Put(new(policy, House.By))).Refusal.ShouldBeNull();

    private IAlertGrain Grain(string id) => House.Grains.GetGrain<IAlertGrain>(AlertCause.FromId(id)!.Key);

    private async Task Follow()
    {
        foreach (var model in new ReadModel[] { StockModel.Instance, ProductModel.Instance, BuyingModel.Instance, BudgetModel.Instance, RequisitionModel.Instance, ReplenishmentModel.Instance, AlertModel.Instance }) await Once(NewTailer(model));
    }

    /// <summary>Sweeps, and once more, which finds nothing left to do; gives the open alerts.</summary>
    private async Task<List<string>> SweepTwice()
    {
        var reader = new ReadModelReader(Store);
        var stocks = new StockList(reader);
        IAlertSource[] sources =
        [
            new StockAlertSource(stocks, new ReplenishmentList(reader), House.Catalogue), new LotAlertSource(new LotList(reader), House.Catalogue, House.Grains), new CaseAlertSource(reader, House.Grains),
            new LicenceAlertSource(new(Journal), House.Grains), new RegistrationAlertSource(reader), new QualificationAlertSource(new(Journal), House.Grains),
            new OverdueAlertSource(new OnOrderList(reader)), new BudgetAlertSource(new BudgetList(reader), House.Grains), new VarianceAlertSource(reader, House.Grains),
            new NeedAlertSource(new ReplenishmentList(reader), new RequisitionList(reader)), new UnsentOrderAlertSource(reader), new MarginAlertSource(new SupplierList(reader), reader),
        ];
        var sweep = new AlertSweep(
            sources, new AlertList(reader), new(House.Grains, new(Journal), new AlertList(reader)), House.Grains, new(House.Grains, Clock), _hint, reader, NewHost(new()), Journal, Clock, NullLogger<AlertSweep>.Instance);
        // Records are kept for 5 s.
        Clock.Advance(TimeSpan.FromSeconds(6));
        await Follow();
        await sweep.SweepOnce(CancellationToken.None);
        await Follow();
        (await sweep.SweepOnce(CancellationToken.None)).ShouldBe(0);
        return [.. (await All()).Where(alert => AlertLife.IsOpen(alert.State)).Select(Text)];
    }

    private async Task<IReadOnlyList<AlertView>> All() => (await new AlertList(new(Store)).Page(new(), AlertOrders.ByUrgency, null, 500, CancellationToken.None)).Items;

    private async Task<IReadOnlyList<StockLine>> Stocks() => (await new StockList(new(Store)).Page(new(), StockOrders.ByStore, null, 500, Clock.GetUtcNow(), CancellationToken.None)).Items;

#pragma warning disable CA1308 // Words are lower case.
    private static string Text(AlertView alert)
    {
        AlertTexts.Of(alert.Cause.Kind, alert.Facts, inChinese: false).Body.ShouldNotContain("?");
        AlertTexts.Of(alert.Cause.Kind, alert.Facts, inChinese: true).Body.ShouldNotContain("?");
        return $"{alert.Cause.Id} {alert.Facts.Severity.ToString().ToLowerInvariant()} {string.Join(' ', alert.Facts.Values.Select(fact => $"{fact.Name}={fact.Value}"))}";
    }
#pragma warning restore CA1308

    private StockLevelChanged Level(decimal available, long version) => new("S", "A", available, 0, available, 0, 0, 0, 0, 0, 0, 0, null, Clock.GetUtcNow().AddSeconds(version), version);

    private static List<StockLevelChanged> Disturbed(List<StockLevelChanged> levels, Random random)
    {
        var told = new List<StockLevelChanged>();
        foreach (var level in levels)
        {
            if (random.Next(100) < 30) continue;
            told.Insert(random.Next(100) < 30 ? random.Next(told.Count + 1) : told.Count, level);
            if (random.Next(100) < 30) told.Insert(random.Next(told.Count + 1), level);
        }
        return told;
    }

    private sealed class Collected : IStockLevels
    {
        public List<StockLevelChanged> Levels { get; } = [];

        public bool IsHeard => true;

        public Task Publish(StockLevelChanged level)
        {
            Levels.Add(level);
            return Task.CompletedTask;
        }
    }
}

public sealed class SqliteAlertTests() : AlertContract(new SqliteFolder());

[Collection(PostgresCases.Name)]
[TestCaseOrderer(WherePostgresIs.Type, PostgresCases.Assembly)]
public sealed class PostgresAlertTests(PostgresServer server) : AlertContract(new PostgresDatabase(server));
