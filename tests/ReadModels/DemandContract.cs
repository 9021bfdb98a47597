using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Grains.Tests;
using BeautyGrains.ReadModels.Demand;
using BeautyGrains.ReadModels.Planning;
using BeautyGrains.Tests.Shared;

namespace BeautyGrains.ReadModels.Tests;

/// <summary>The demand of each day is what was asked for on it; days out of stock tell nothing.</summary>
public abstract class DemandContract(TestDatabase database) : ReadModelContract(database)
{
    private static readonly CancellationToken s_never = CancellationToken.None;
    private int _next;

    private IStockGrain K1 => House.Stock("S-1", "K-1");

    [Fact]
    public async Task Sales_services_and_committed_reservations_count_on_their_day_and_what_is_taken_back_on_the_day_of_what_it_takes_back()
    {
        await Begin(100);
        await At(10);
        await K1.Sell(new("a", 2, null, null, MovementKind.Sale, null, House.By));
        await K1.Sell(new("b", 1.5m, null, null, MovementKind.ServiceConsumption, null, House.By));
        await K1.Reserve(new("r", 4, null, TimeSpan.FromMinutes(5), null, null, null, null, null, false, House.By));
        await K1.Commit(new("r", 3, [], MovementKind.Sale, null, House.By));
        await K1.Scrap(new("x", 5, null, null, "Broken.", House.By));
        await At(34);
        await K1.Sell(new("c", 1, null, null, MovementKind.Sale, null, House.By));
        (await K1.Reverse(new("back", MovementKind.Sale, "a", "Wrong till.", House.By))).Refusal.ShouldBeNull();
        await K1.RecordFact(new("f", FactKind.OfflineSale, 7, null, null, Clock.GetUtcNow().AddHours(-24), null, null, null, null, House.By));
        await K1.Return(new("home", 1, null, null, ReturnDisposition.Stock, null, null, House.By));
        await At(58);
        await CatchUp(NewTailer(DemandModel.Instance, most: 3));

        var days = await Days();
        days.Select(day => day.Demand).ShouldBe([1.5m + 3 + 7, 1]);
        days.Select(day => (day.Sold, day.Used)).ShouldBe([(10, 1.5m), (1, 0)]);
        await Close();
        await ShouldEqualFresh(DemandModel.Instance);
    }

    [Fact]
    public async Task A_day_with_more_than_two_open_hours_without_anything_to_sell_is_unknown()
    {
        await Begin(3);
        // Sold out at eight in the evening: one open hour is missing.
        await At(20);
        await Sell(3);
        // Filled up at ten on the next day: one hour more; sold out again at three in the afternoon.
        await At(34);
        await Receive("L2", 2);
        await At(39);
        await Sell(2);
        // Held goods cannot be sold either; they are released at noon of the third day.
        await At(57);
        await Receive("L3", 4, LotStatus.Quarantined);
        await At(60);
        await K1.SetLotStatus(new("L3", LotStatus.Released, "Looked at.", House.By));
        await At(72 + 24);
        await CatchUp(NewTailer(DemandModel.Instance, most: 2));
        var days = await Days();
        days.Select(day => day.HoursOut).ShouldBe([1, 7, 3, 0]);
        days.Select(day => day.Demand).ShouldBe([3, null, null, 0]);
        await Close();
        await ShouldEqualFresh(DemandModel.Instance);
    }

    [Fact]
    public async Task Goods_that_expire_on_the_shelf_are_out_of_stock_from_then_on_without_any_event()
    {
        await Begin(0);
        await At(10);
        var day = ExpiryRules.DayAt(Clock.GetUtcNow(), "Asia/Shanghai").ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        ExpiryText.TryParse(day, ExpiryKind.ValidThrough, out var today).ShouldBeTrue();
        await K1.Receive(new("soon", 5, null, "L9", today, null, null, null, null, null, null, LotStatus.Released, null, House.By));
        await At(24 + 12);
        await Once(NewTailer(DemandModel.Instance));
        var now = Clock.GetUtcNow();
        (await new DemandHistory(new(Store), new()).Of("S-1", "K-1", DateOnly.MinValue, now.AddDays(2), s_never))!.Days.Select(one => (one.HoursOut, one.Demand)).ShouldBe([(0, 0), (12, null), (12, null)]);
        await At(24 * 4 + 10);
        await Receive("L2", 1);
        await At(24 * 5 + 10);
        await CatchUp(NewTailer(DemandModel.Instance));
        (await Days()).Select(one => one.HoursOut).ShouldBe([0, 12, 12, 12, 1]);
    }

    [Fact]
    public async Task A_day_is_a_day_of_the_store()
    {
        await Begin(10);
        await House.PutStore("S-2", "America/Los_Angeles");
        await StockSteps.Receive(House, "S-2", "K-1", 10);
        // Eleven in the evening in Shanghai is seven or eight in the morning in Los Angeles.
        await At(23);
        await Sell(1);
        await At(25);
        await Sell(2);
        await House.Stock("S-2", "K-1").Sell(new("far", 4, null, null, MovementKind.Sale, null, House.By));
        await At(72);
        await CatchUp(NewTailer(DemandModel.Instance));
        (await Days()).Select(day => day.Demand).ShouldBe([1, 2, 0]);
        (await Days("S-2")).Select(day => day.Demand).Where(units => units > 0).ShouldBe([4]);
    }

    [Fact]
    public async Task However_a_chain_trades_and_however_batches_fall_the_rows_are_the_same()
    {
        await Trade(500, seed: 11);
        await CatchUp(NewTailer(DemandModel.Instance, most: 5));
        await ShouldEqualFresh(DemandModel.Instance);
        var history = new DemandHistory(new(Store), new());
        foreach (var (store, sku) in Trading.Stocks)
        {
            var days = (await history.Of(store, sku, DateOnly.MinValue, Clock.GetUtcNow().AddDays(2), s_never))!.Days;
            var moved = 0m;
            await foreach (var recorded in Journal.Read(StockKind.Instance.Stream(StockKey.Of(store, sku)), 0))
                if (StockKind.Instance.Events.Read(recorded) is { } happened && DemandProjection.AskedBy(recorded, happened) is var (_, units)) moved += units.Sold + units.Used;
            days.Sum(day => day.Sold + day.Used).ShouldBe(moved);
        }
    }

    [Fact]
    public async Task A_new_SKU_is_forecast_by_what_its_sisters_sell_and_later_by_its_own_days()
    {
        await Begin(1_000);
        await House.PutStore("S-2");
        for (var day = 0; day < 40; day++)
        {
            await At(24 * day + 12);
            if (day == 38) await StockSteps.Receive(House, "S-2", "K-1", 10);
            await Sell(3 + day % 3);
        }
        await At(24 * 40 + 13);
        await CatchUp(NewTailer(DemandModel.Instance));
        var (now, outlooks) = (Clock.GetUtcNow(), new DemandOutlooks(new DemandHistory(new(Store), new())));
        var own = (await outlooks.Of("S-1", "K-1", 14, 7, now, s_never)).ShouldNotBeNull();
        own.PerDay.ShouldBe(4, 0.4);
        own.LeadTime.Quantile(0.95).ShouldBeInRange(30, 40);
        own.KnownDays.ShouldBe(40);
        var sister = (await outlooks.Of("S-2", "K-1", 14, 7, now, s_never)).ShouldNotBeNull();
        (sister.Method, sister.PerDay).ShouldSatisfyAllConditions(it => it.Method.ShouldBe("new item"), it => it.PerDay.ShouldBeInRange(2.4, 3));
        (await outlooks.Of("S-9", "K-1", 14, 7, now, s_never)).ShouldBeNull();
    }

    // Days begin at the midnight of Shanghai after the house's clock; hours count from there.
    private DateTimeOffset? _zero;

    private async Task Begin(decimal quantity)
    {
        await House.PutStore("S-1");
        await House.PutSku("K-1");
        await At(9);
        if (quantity > 0) await Receive("L1", quantity);
    }

    private Task At(double hours)
    {
        _zero ??= ExpiryRules.StartOfDay(ExpiryRules.DayAt(Clock.GetUtcNow(), "Asia/Shanghai").AddDays(1), "Asia/Shanghai");
        Clock.Advance(_zero.Value.AddHours(hours) - Clock.GetUtcNow());
        return Task.CompletedTask;
    }

    private async Task Sell(decimal quantity) => (await K1.Sell(new($"s-{_next++}", quantity, null, null, MovementKind.Sale, null, House.By))).Refusal.ShouldBeNull();

    private async Task Receive(string lot, decimal quantity, LotStatus status = LotStatus.Released) =>
        (await K1.Receive(new($"g-{_next++}", quantity, null, lot, null, null, null, null, null, null, null, status, null, House.By))).Refusal.ShouldBeNull();

    private async Task<IReadOnlyList<DemandDay>> Days(string store = "S-1") =>
        (await new DemandHistory(new(Store), new()).Of(store, "K-1", DateOnly.MinValue, Clock.GetUtcNow(), s_never)).ShouldNotBeNull().Days;
}

public sealed class SqliteDemandTests() : DemandContract(new SqliteFolder());

[Collection(PostgresCases.Name)]
[TestCaseOrderer(WherePostgresIs.Type, PostgresCases.Assembly)]
public sealed class PostgresDemandTests(PostgresServer server) : DemandContract(new PostgresDatabase(server));
