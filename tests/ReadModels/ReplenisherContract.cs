using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Grains.Tests;
using BeautyGrains.ReadModels.Demand;
using BeautyGrains.ReadModels.Planning;
using BeautyGrains.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace BeautyGrains.ReadModels.Tests;

/// <summary>The sweep with what stocks are heard of: one need, one order, whatever arrives how often.</summary>
public abstract class ReplenisherContract(TestDatabase database) : ReadModelContract(database)
{
    private static readonly CancellationToken s_never = CancellationToken.None;
    private static readonly ReplenishmentPolicy s_policy = new(ReplenishmentMethod.MinMax, "V", Minimum: 10, Maximum: 30);

    private readonly Dictionary<string, Tailer> _tailers = [];
    private int _next;

    private Replenisher Sweep => new(
        House.Grains, new(Journal), new(new DemandHistory(new(Store), new())), new OnOrderList(new(Store)), new RequisitionList(new(Store)), new LotList(new(Store)), new AvailabilityList(new(Store)), Clock, NullLogger<Replenisher>.Instance);

    [Fact]
    public async Task A_low_stock_that_is_told_a_hundred_times_is_ordered_once_in_the_right_size()
    {
        await Begin();
        await Fill("S-1", "K-1", 9);
        var level = await Level("S-1", "K-1");
        await Run();
        for (var time = 0; time < 100; time++) await Hear("S-1", "K-1", level);
        var runs = new List<ReplenishmentRun>();
        for (var time = 0; time < 3; time++) runs.Add(await Run());
        var order = await Order(runs[0].Orders.SingleOrDefault() ?? OrderId());
        var line = order.Lines.ShouldHaveSingleItem();
        (line.Store, line.Sku, line.Quantity, order.State).ShouldBe(("S-1", "K-1", 24, PurchaseOrderState.Draft));
        line.Needs.ShouldBe(["S-1/K-1/1"]);
        var view = await View("S-1", "K-1");
        (view.Need, view.Orders.Single().Order, view.Orders.Single().Quantity).ShouldBe((null, order.Id, 24));
        (await Orders()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task When_the_order_is_cancelled_the_need_comes_back_and_is_ordered_on_the_next_order_day()
    {
        await Begin();
        await Fill("S-1", "K-1", 9);
        await Run();
        var first = OrderId();
        (await House.Grains.GetGrain<IPurchaseOrderGrain>(first).Cancel(new("Too early.", House.By))).Refusal.ShouldBeNull();
        await Run();
        var back = await View("S-1", "K-1");
        (back.Need!.Number, back.Need.Buy, back.Orders.Length).ShouldBe((2, 24, 0));
        (await Orders()).ShouldHaveSingleItem();
        Clock.Advance(TimeSpan.FromDays(1));
        await Run();
        (await View("S-1", "K-1")).Need.ShouldBeNull();
        (await Order(OrderId())).Lines.Single().Needs.ShouldBe(["S-1/K-1/2"]);
        OrderId().ShouldNotBe(first);
    }

    [Fact]
    public async Task What_a_warehouse_cannot_give_is_bought_once_and_no_longer_when_the_requisition_is_given_up()
    {
        await Begin();
        await Fill("S-1", "K-1", 20);
        await House.PutStore("S-2");
        var boss = new Approver("boss", [PersonRole.RegionalManager], null, [new(ApprovalKind.Requisition, null)]);
        foreach (var (id, quantity) in new[] { ("R-1", 26), ("R-2", 3) })
        {
            var asked = House.Grains.GetGrain<IRequisitionGrain>(id);
            (await asked.Put(new("S-1", "S-2", [new("K-1", quantity, null)], null, null, House.By))).Refusal.ShouldBeNull();
            (await asked.Submit(new(House.By))).Refusal.ShouldBeNull();
            (await asked.Approve(new(boss, House.By))).Refusal.ShouldBeNull();
            (await asked.Allocate(new([], House.By))).Refusal.ShouldBeNull();
        }
        // Nothing is left, six and three are waited for: 30 + 9, in packs of 6.
        for (var time = 0; time < 3; time++) await Run(draft: false);
        var view = await View("S-1", "K-1");
        view.Rests.Select(rest => (rest.Requisition, rest.For, rest.Quantity)).ShouldBe([("R-1", "S-2", 6), ("R-2", "S-2", 3)]);
        (view.Need!.Number, view.Need.Why.Requisitioned, view.Need.Why.Position, view.Need.Buy).ShouldBe((1, 9, -9, 42));
        (await House.Grains.GetGrain<IRequisitionGrain>("R-2").Cancel(new("No more.", House.By))).Refusal.ShouldBeNull();
        await Run(draft: false);
        view = await View("S-1", "K-1");
        (view.Need!.Number, view.Need.Why.Requisitioned, view.Need.Buy).ShouldBe((1, 6, 36));
        await Hear("S-1", "K-1", await Level("S-1", "K-1"));
        (await View("S-1", "K-1")).Need!.Buy.ShouldBe(36);
        // It is bought with the rest of what is needed on the next order day, and not again while it is awaited.
        Clock.Advance(TimeSpan.FromDays(3));
        for (var time = 0; time < 3; time++) await Run();
        (await Order((await Orders()).ShouldHaveSingleItem())).Lines.Select(line => line.Quantity).ShouldBe([36]);
        (await View("S-1", "K-1")).Need.ShouldBeNull();
        (await View("S-1", "K-1")).Rests.Single().Quantity.ShouldBe(6);
    }

    [Fact]
    public async Task What_all_stores_need_of_a_supplier_is_one_order_and_only_on_a_day_on_which_it_takes_orders()
    {
        await Begin(orderDays: [Day(1)]);
        await Policy("S-1", "K-2", s_policy);
        await Policy("S-2", "K-1", s_policy with { Minimum = 5, Maximum = 8, PackQuantity = 1, MinimumQuantity = 1 });
        await Policy("S-2", "K-2", s_policy with { Supplier = "W" });
        await Fill("S-1", "K-1", 9);
        await Fill("S-2", "K-1", 2);
        var run = await Run();
        (run.Looked, run.Needs, run.Orders.Count, run.Failed).ShouldBe((4, 4, 1, 0));
        // W takes orders every day, V tomorrow.
        (await Order(OrderId("W"))).Lines.Select(line => (line.Store, line.Sku, line.Quantity)).ShouldBe([("S-2", "K-2", 30)]);
        Clock.Advance(TimeSpan.FromDays(1));
        (await Run()).Orders.ShouldBe([OrderId()]);
        (await Order(OrderId())).Lines.Select(line => (line.Store, line.Sku, line.Quantity)).ShouldBe([("S-1", "K-1", 24), ("S-1", "K-2", 30), ("S-2", "K-1", 6)]);
    }

    [Fact]
    public async Task What_a_sister_store_does_not_need_is_proposed_before_anything_is_bought_soonest_expiry_first()
    {
        await Begin();
        await Fill("S-1", "K-1", 9);
        await House.PutStore("S-3");
        await Policy("S-3", "K-1", s_policy);
        await Fill("S-3", "K-1", 35, "late");
        await Fill("S-3", "K-1", 6, "soon", expiresInDays: 20);
        await Fill("S-3", "K-1", 4, "tomorrow", expiresInDays: 1);
        await Run(draft: false);
        var need = (await View("S-1", "K-1")).Need.ShouldNotBeNull();
        // Of 45 it keeps 30; what expires before it arrives stays.
        need.Transfers.Select(offer => (offer.Store, offer.Lot, offer.Quantity)).ShouldBe([("S-3", "soon", 6), ("S-3", "late", 5)]);
        (need.Buy, need.Why.Gap).ShouldBe((12, 21));
        // Hearing of the stock alone leaves the offers as they are.
        await House.Stock("S-1", "K-1").Sell(new("one", 1, null, null, MovementKind.Sale, null, House.By));
        await Hear("S-1", "K-1", await Level("S-1", "K-1"));
        (await View("S-1", "K-1")).Need!.Transfers.Sum(offer => offer.Quantity).ShouldBe(11);
    }

    [Fact]
    public async Task Goods_of_another_owner_or_without_a_licence_are_not_proposed()
    {
        await Begin();
        await Fill("S-1", "K-1", 9);
        await House.Grains.GetGrain<IStoreGrain>("S-3").Put(new(new("Other", "Asia/Shanghai", LegalEntity: "Franchisee"), null, House.By));
        await Policy("S-3", "K-1", s_policy);
        await Fill("S-3", "K-1", 100, "L");
        await Run(draft: false);
        (await View("S-1", "K-1")).Need!.Transfers.ShouldBeEmpty();
        await House.Grains.GetGrain<IStoreGrain>("S-3").Put(new(new("Own", "Asia/Shanghai"), null, House.By));
        await House.PutSku("K-1", new("Drug", "piece", GoodsCategory: GoodsCategory.Drug));
        await Run(draft: false);
        (await View("S-1", "K-1")).Need!.Transfers.ShouldBeEmpty();
        await House.Grains.GetGrain<IStoreGrain>("S-1").Put(new(new("Clinic", "Asia/Shanghai", Type: StoreType.Clinic, Licences: [new("L-1", [GoodsCategory.Drug])]), null, House.By));
        await Run(draft: false);
        (await View("S-1", "K-1")).Need!.Transfers.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_plan_from_the_forecast_orders_what_lasts_until_the_next_delivery()
    {
        await Begin();
        await Policy("S-1", "K-1", new(ReplenishmentMethod.ReorderPoint, "V", LeadTimeDays: 6, LeadTimeDeviationDays: 1));
        await Fill("S-1", "K-1", 200);
        for (var day = 0; day < 20; day++)
        {
            Clock.Advance(TimeSpan.FromDays(1));
            await House.Stock("S-1", "K-1").Sell(new($"d-{day}", 3 + day % 3, null, null, MovementKind.Sale, null, House.By));
        }
        await Run();
        var plan = (await View("S-1", "K-1")).Plan.ShouldNotBeNull();
        (plan.LeadTimeDays, plan.ReviewDays, plan.KnownDays).ShouldBe((6, 1, 19));
        plan.PerDay.ShouldBeInRange(3.5m, 4.5m);
        plan.Demand.ShouldBe(plan.PerDay * 7, 2m);
        // A late delivery alone asks for 1.645 × 4 a day.
        plan.SafetyStock.ShouldBeInRange(6, 16);
        plan.OrderUpTo.ShouldBe(plan.ReorderPoint + plan.PerDay);
        (await Model(ReplenishmentModel.Instance, () => new ReplenishmentList(new(Store)).Page(new(Stores: ["S-1"]), ReplenishmentOrders.ByStore, null, 10, s_never)))
            .Items.Single(one => one.Sku == "K-1").Plan.ShouldBe(plan);
        await Close();
        foreach (var model in new ReadModel[] { DemandModel.Instance, ReplenishmentModel.Instance }) await Follow(model);
        foreach (var tailer in _tailers.Values) await tailer.DisposeAsync();
        await ShouldEqualFresh(DemandModel.Instance);
        ShouldBeSame(await Store.Dump(ReplenishmentModel.Instance), await Fresh(ReplenishmentModel.Instance));
    }

    [Theory]
    [InlineData(20, 20)]
    [InlineData(20, 150)]
    public async Task What_was_asked_for_once_and_ran_out_by_it_is_ordered_again_however_long_it_is_gone(int daysThere, int daysGone)
    {
        // Seen in the year of the sample chain: of days that ran out nothing counted, so that the plan was nothing, and nobody ever ordered it again.
        await Begin();
        await Policy("S-1", "K-1", new(ReplenishmentMethod.ReorderPoint, "V"));
        await Fill("S-1", "K-1", 5);
        Clock.Advance(TimeSpan.FromDays(daysThere));
        (await House.Stock("S-1", "K-1").Sell(new("all", 5, null, null, MovementKind.Sale, null, House.By))).Refusal.ShouldBeNull();
        Clock.Advance(TimeSpan.FromDays(daysGone));
        (await Run()).Orders.ShouldBe([OrderId()]);
        (await View("S-1", "K-1")).Plan!.PerDay.ShouldBeGreaterThan(0.05m);
    }

    [Fact]
    public async Task Classes_are_calculated_once_a_week_and_give_the_service_level_where_the_policy_names_none()
    {
        await Begin();
        foreach (var (sku, price) in new[] { ("K-1", 1_000m), ("K-2", 10m), ("K-3", 5_000m) })
            await House.PutSku(sku, new($"Product {sku}", "piece", Price: new(price, "CNY"), Tags: sku == "K-3" ? ["Gift"] : null));
        foreach (var sku in new[] { "K-1", "K-2", "K-3" }) await Fill("S-1", sku, 100);
        for (var week = 0; week < 3; week++)
        {
            foreach (var sku in new[] { "K-1", "K-2", "K-3" }) await House.Stock("S-1", sku).Sell(new($"w-{week}", 5, null, null, MovementKind.Sale, null, House.By));
            Clock.Advance(TimeSpan.FromDays(7));
        }
        foreach (var model in ReadModelsRegistration.Models) await Follow(model);
        var classifier = new Classifier(House.Grains, new(Journal), new StockList(new(Store)), new DemandHistory(new(Store), new()), Clock, NullLogger<Classifier>.Instance);
        (await classifier.Run(s_never)).ShouldBe(1);
        (await classifier.Run(s_never)).ShouldBe(0);
        var classes = await House.Grains.GetGrain<IStockClassesGrain>("S-1").Get();
        classes.Classes.Select(one => (one.Sku, one.Abc, one.Value)).ShouldBe([("K-1", AbcClass.A, 15_000), ("K-2", AbcClass.C, 150), ("K-3", AbcClass.C, 75_000)]);
        classes.Of("K-1")!.Xyz.ShouldBe(XyzClass.X);
        await Planned(0.98m);
        var controls = House.Grains.GetGrain<IControlPolicyGrain>(IControlPolicyGrain.Key);
        await controls.Put(new(new([new(AbcClass.A, null, 0.7m, 9), new(AbcClass.A, XyzClass.X, 0.8m, 9)], []), null, House.By));
        await Planned(0.8m);
        await controls.Put(new(new([], [], [new(Habit.ServiceLevel, 0.6m)]), null, House.By));
        await Planned(0.6m);
        await Policy("S-1", "K-1", s_policy with { ServiceLevel = 0.9m });
        await Planned(0.9m);
        Clock.Advance(TimeSpan.FromDays(1));
        await House.Stock("S-1", "K-1").Sell(new("late", 5, null, null, MovementKind.Sale, null, House.By));
        await Follow(DemandModel.Instance);
        // The next day is of the same week, but for a Monday.
        (await classifier.Run(s_never)).ShouldBe(Day(0) == WeekDay.Monday ? 1 : 0);
        Clock.Advance(TimeSpan.FromDays(7));
        (await classifier.Run(s_never)).ShouldBe(1);

        async Task Planned(decimal level)
        {
            await Run();
            (await View("S-1", "K-1")).Plan!.ServiceLevel.ShouldBe(level);
        }
    }

    [Fact]
    public async Task A_store_counts_what_its_class_asks_for_and_again_when_that_time_has_passed()
    {
        await Begin();
        await House.PutSku("K-3");
        foreach (var (sku, lot) in new[] { ("K-1", "L1"), ("K-1", "L2"), ("K-2", "L1"), ("K-3", "L1") }) await Fill("S-1", sku, 10, lot);
        // What is gone is not counted.
        await Fill("S-1", "K-2", 5, "gone");
        (await House.Stock("S-1", "K-2").Scrap(new("x", 5, null, "gone", "Broken.", House.By))).Refusal.ShouldBeNull();
        (await House.Grains.GetGrain<IStockClassesGrain>("S-1").Put(new(new(2026, 1, 5), [new("K-1", AbcClass.A, XyzClass.X, 9, null), new("K-2", AbcClass.B, XyzClass.Y, 5, null)], House.By))).Refusal.ShouldBeNull();
        (await Counts("S-1")).ShouldBe(["K-1 30 x2 never due", "K-2 90 x1 never due", "K-3 180 x1 never due"]);
        foreach (var (sku, lot) in new[] { ("K-1", "L1"), ("K-2", "L1"), ("K-3", "L1") }) await Count(sku, lot, 10);
        Clock.Advance(TimeSpan.FromDays(10));
        await Count("K-1", "L2", 9);
        (await Counts("S-1")).ShouldBe(["K-1 30 x2 -10", "K-2 90 x1 -10", "K-3 180 x1 -10"]);
        Clock.Advance(TimeSpan.FromDays(20));
        (await Counts("S-1")).ShouldBe(["K-1 30 x2 -30 due", "K-2 90 x1 -30", "K-3 180 x1 -30"]);
        (await Counts("S-1", due: true)).ShouldBe(["K-1 30 x2 -30 due"]);
        (await Counts("S-1", abc: AbcClass.C)).ShouldBe(["K-3 180 x1 -30"]);
        (await Counts("S-1", after: "K-1", limit: 1)).ShouldBe(["K-2 90 x1 -30", "more"]);
        await Count("K-1", "L1", 10);
        (await Counts("S-1", due: true)).ShouldBe([]);
        (await House.Grains.GetGrain<IControlPolicyGrain>(IControlPolicyGrain.Key).Put(new(new([new(AbcClass.B, null, 0.9m, 7)], []), null, House.By))).Refusal.ShouldBeNull();
        (await Counts("S-1", due: true)).ShouldBe(["K-2 7 x1 -30 due"]);
        (await Plan.Page("S-9", "", 10, null, null, Clock.GetUtcNow(), s_never)).ShouldBeNull();
    }

    private CountPlan Plan => new(House.Grains, new LotList(new(Store)), new(Store));

    private async Task Count(string sku, string lot, decimal counted) => (await House.Stock("S-1", sku).Count(new($"c-{_next++}", lot, counted, null, House.By))).Refusal.ShouldBeNull();

    private async Task<List<string>> Counts(string store, string after = "", int limit = 10, bool? due = null, AbcClass? abc = null)
    {
        foreach (var model in new ReadModel[] { StockModel.Instance, AlertModel.Instance }) await Follow(model);
        var slice = (await Plan.Page(store, after, limit, due, abc, Clock.GetUtcNow(), s_never)).ShouldNotBeNull();
        return
        [
            .. slice.Items.Select(it =>
                $"{it.Sku} {it.EveryDays} x{it.Lots} {(it.CountedOn is { } on ? (on.DayNumber - slice.Day.DayNumber).ToString(System.Globalization.CultureInfo.InvariantCulture) : "never")}{(it.Due ? " due" : "")}"),
            .. slice.More ? new[] { "more" } : [],
        ];
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Levels_lost_repeated_and_reordered_end_in_the_same_needs_as_those_that_all_arrive(int seed)
    {
        var faithful = await Chain(seed, isLossy: false);
        await Close();
        foreach (var tailer in _tailers.Values) await tailer.DisposeAsync();
        await using var other = new ReplayedHouse(this);
        await other.Open();
        var lossy = await other.Inner.Chain(seed, isLossy: true);
        lossy.ShouldBe(faithful);
        // Some suppliers take orders every day, so that what is bought is ordered by then.
        faithful.Count(line => !line.EndsWith("enough ordered 0", StringComparison.Ordinal)).ShouldBeGreaterThan(2);
    }

    /// <summary>Another house, journal and database of the same kind.</summary>
    private protected abstract ReplenisherContract Another();

    private sealed class ReplayedHouse(ReplenisherContract like) : IAsyncDisposable
    {
        public ReplenisherContract Inner { get; } = like.Another();

        public Task Open() => Inner.InitializeAsync();

        public async ValueTask DisposeAsync() => await Inner.DisposeAsync();
    }

    private async Task<List<string>> Chain(int seed, bool isLossy)
    {
        await Begin();
        foreach (var (store, sku) in Trading.Stocks)
        {
            await House.PutStore(store);
            await House.PutSku(sku);
            await Policy(store, sku, s_policy with { Minimum = 180, Maximum = 190 });
        }
        var trading = new Trading(House, seed);
        await trading.Open();
        await Run(draft: false);
        var post = new Post(this, isLossy, seed);
        for (var round = 0; round < 12; round++)
        {
            await trading.Run(40);
            foreach (var (store, sku) in Trading.Stocks) await post.Tell(store, sku);
        }
        // Both look as of the same time.
        await Run(draft: false);
        var end = new List<string>();
        foreach (var (store, sku) in Trading.Stocks)
        {
            var view = await View(store, sku);
            end.Add($"{store}/{sku} {(view.Need is { } need ? $"need {need.Buy} {need.Why.Position} {string.Join(';', need.Transfers)}" : "enough")} ordered {view.Orders.Sum(order => order.Quantity):0.###}");
        }
        return end;
    }

    // Three in ten are lost, three in ten come twice, three in ten come after the next one.
    private sealed class Post(ReplenisherContract house, bool isLossy, int seed)
    {
        private readonly List<(string Store, string Sku, StockLevelChanged Level)> _late = [];
        private uint _dice = (uint)seed + 77;

        public async Task Tell(string store, string sku)
        {
            var level = await house.Level(store, sku);
            var fate = isLossy ? Roll(10) : 9;
            if (fate is >= 3 and < 6) _late.Add((store, sku, level));
            else if (fate >= 6 || !isLossy) await house.Hear(store, sku, level);
            if (isLossy && Roll(10) < 3) await house.Hear(store, sku, level);
            if (_late.Count < 3) return;
            foreach (var one in Enumerable.Reverse(_late)) await house.Hear(one.Store, one.Sku, one.Level);
            _late.Clear();
        }

        private int Roll(int sides)
        {
            _dice ^= _dice << 13;
            _dice ^= _dice >> 17;
            _dice ^= _dice << 5;
            return (int)(_dice % (uint)sides);
        }
    }

    private async Task Begin(EquatableList<WeekDay>? orderDays = null)
    {
        foreach (var store in new[] { "S-1", "S-2" }) await House.PutStore(store);
        foreach (var sku in new[] { "K-1", "K-2" }) await House.PutSku(sku);
        SupplierPrice[] prices = [.. Enumerable.Range(1, 4).Select(number => new SupplierPrice($"K-{number}", 100, PackQuantity: 6))];
        foreach (var supplier in new[] { "V", "W" })
            (await House.Grains.GetGrain<ISupplierGrain>(supplier).Put(new(new(supplier, OrderDays: supplier == "V" ? orderDays : null, Prices: [.. prices]), null, House.By))).Refusal.ShouldBeNull();
        await Policy("S-1", "K-1", s_policy);
    }

    private WeekDay Day(int ahead) => (WeekDay)(((int)ExpiryRules.DayAt(Clock.GetUtcNow(), "Asia/Shanghai").AddDays(ahead).DayOfWeek + 6) % 7);

    private string OrderId(string supplier = "V") =>
        $"rp.{supplier}.{ExpiryRules.DayAt(Clock.GetUtcNow(), "Asia/Shanghai").ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture)}";

    private async Task Policy(string store, string sku, ReplenishmentPolicy policy) =>
        (await House.Grains.GetGrain<IReplenishmentGrain>(StockKey.Of(store, sku)).PutPolicy(new(policy, null, House.By))).Refusal.ShouldBeNull();

    private async Task Fill(string store, string sku, decimal quantity, string lot = "L1", int? expiresInDays = null)
    {
        Expiry? expiry = null;
        if (expiresInDays is { } days)
            ExpiryText.TryParse(
                ExpiryRules.DayAt(Clock.GetUtcNow(), "Asia/Shanghai").AddDays(days).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                ExpiryKind.ValidThrough, out expiry).ShouldBeTrue();
        (await House.Stock(store, sku).Receive(new(
            $"g-{_next++}", quantity, null, lot, expiry, null, null, null, null, null, null, LotStatus.Released, null, House.By))).Refusal.ShouldBeNull();
    }

    // What the stream tells, and as the stream does.
    private async Task<StockLevelChanged> Level(string store, string sku)
    {
        var it = await House.Look(store, sku);
        return new(store, sku, it.OnHand, it.Reserved, it.Available, it.Quarantined, it.Held, it.Recalled, it.Expired, it.InTransitIn, it.InTransitOut, it.Unmatched, null, Clock.GetUtcNow(), it.Version);
    }

    private Task<Answer<ReplenishmentView>> Hear(string store, string sku, StockLevelChanged level) =>
        House.Grains.GetGrain<IReplenishmentGrain>(StockKey.Of(store, sku)).Look(new(long.MaxValue, level, null, null, null, Caller.House));

    private async Task<ReplenishmentView> View(string store, string sku) =>
        (await House.Grains.GetGrain<IReplenishmentGrain>(StockKey.Of(store, sku)).Get()).Value.ShouldNotBeNull();

    private async Task<PurchaseOrderView> Order(string id) => (await House.Grains.GetGrain<IPurchaseOrderGrain>(id).Get()).Value.ShouldNotBeNull();

    private async Task<List<string>> Orders()
    {
        var orders = new List<string>();
        foreach (var stream in await Journal.ListStreams(PurchaseOrderKind.Instance.Category, "", "", 100)) orders.Add(stream.Key);
        return orders;
    }

    /// <summary>Lets the read models follow, and looks once.</summary>
    /// <param name="draft">False where the suppliers' order day is not to matter: they then take no orders today.</param>
    private async Task<ReplenishmentRun> Run(bool draft = true)
    {
        if (!draft)
            foreach (var supplier in new[] { "V", "W" })
                if (await House.Grains.GetGrain<ISupplierGrain>(supplier).Get() is { } known)
                    await House.Grains.GetGrain<ISupplierGrain>(supplier).Put(new(known.Record with { OrderDays = [Day(3)], LeadTimeDays = 7 }, null, House.By));
        foreach (var model in ReadModelsRegistration.Models) await Follow(model);
        var run = await Sweep.Run(s_never);
        run.Failed.ShouldBe(0);
        return run;
    }

    private async Task<T> Model<T>(ReadModel model, Func<Task<T>> ask)
    {
        await Follow(model);
        return await ask();
    }

    private async Task Follow(ReadModel model)
    {
        if (!_tailers.TryGetValue(model.Name, out var tailer)) _tailers.Add(model.Name, tailer = NewTailer(model));
        await CatchUp(tailer);
    }
}

public sealed class SqliteReplenisherTests() : ReplenisherContract(new SqliteFolder())
{
    private protected override ReplenisherContract Another() => new SqliteReplenisherTests();
}

[Collection(PostgresCases.Name)]
[TestCaseOrderer(WherePostgresIs.Type, PostgresCases.Assembly)]
public sealed class PostgresReplenisherTests(PostgresServer server) : ReplenisherContract(new PostgresDatabase(server))
{
    private protected override ReplenisherContract Another() => new PostgresReplenisherTests(server);
}
