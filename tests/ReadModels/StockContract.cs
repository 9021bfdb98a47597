using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Tests.Shared;

namespace BeautyGrains.ReadModels.Tests;

/// <summary>The lists say what the grains say.</summary>
public abstract class StockContract(TestDatabase database) : ReadModelContract(database)
{
    private static readonly CancellationToken s_never = CancellationToken.None;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Lists_say_what_the_grains_would_say_now_and_later(int seed)
    {
        await Trade(600, seed);
        await Once(NewTailer(most: 7));
        foreach (var later in new[] { 0, 1, 10, 60, 60 * 24 * 7, 60 * 24 * 30 })
        {
            var now = Clock.GetUtcNow().AddMinutes(later);
            var lines = (await All(StockOrders.ByStore, now)).ToDictionary(line => (line.Store, line.Sku));
            lines.Count.ShouldBe(Trading.Stores.Length * Trading.Skus.Length);
            foreach (var (store, sku) in Trading.Stocks) await ShouldAgree(store, sku, lines[(store, sku)], now);
        }
    }

    [Fact]
    public async Task Time_alone_changes_what_is_listed()
    {
        await House.PutStore("S-1");
        await House.PutSku("K-1");
        await Grains.Tests.StockSteps.Receive(House, "S-1", "K-1", 10);
        await Grains.Tests.StockSteps.Stock(House, "S-1", "K-1").Reserve(new("R-1", 4, null, TimeSpan.FromMinutes(5), null, null, null, null, null, false, Grains.Tests.House.By));
        await Once(NewTailer());
        var now = Clock.GetUtcNow();
        (await All(StockOrders.ByStore, now)).Single().Available.ShouldBe(6);
        (await All(StockOrders.ByStore, now.AddMinutes(5))).Single().Available.ShouldBe(10);
        (await Reservations(new(), now)).Single().State.ShouldBe(ReservationState.Open);
        (await Reservations(new(), now.AddMinutes(5))).ShouldBeEmpty();
        (await Reservations(new(WithOverdue: true), now.AddMinutes(5))).Single().State.ShouldBe(ReservationState.Expired);
    }

    [Fact]
    public async Task Every_order_pages_through_all_rows_once_and_in_order()
    {
        await Trade(300);
        await Once(NewTailer());
        foreach (var order in StockOrders.All)
        {
            var lines = await All(order, Clock.GetUtcNow(), limit: 5);
            lines.Select(line => (line.Store, line.Sku)).ShouldBe(Trading.Stocks, ignoreOrder: true, order.Name);
            var sorted = order.Name switch
            {
                "store" => lines.OrderBy(line => line.Store, StringComparer.Ordinal).ThenBy(line => line.Sku, StringComparer.Ordinal),
                "sku" => lines.OrderBy(line => line.Sku, StringComparer.Ordinal).ThenBy(line => line.Store, StringComparer.Ordinal),
                "on-hand" => lines.OrderBy(line => line.OnHand),
                "-on-hand" => lines.OrderByDescending(line => line.OnHand),
                _ => lines.OrderByDescending(line => line.ChangedAt),
            };
            lines.ShouldBe(sorted.ToList(), order.Name);
        }
    }

    [Fact]
    public async Task Filters_leave_out_what_they_say()
    {
        await Trade(400);
        await Once(NewTailer());
        var now = Clock.GetUtcNow().AddDays(5);
        var all = await All(StockOrders.ByStore, now);
        async Task Leaves(StockFilter filter, Func<StockLine, bool> keeps)
        {
            var expected = all.Where(keeps).ToList();
            expected.Count.ShouldBeInRange(1, all.Count - 1, filter.ToString());
            (await All(StockOrders.ByStore, now, filter)).ShouldBe(expected, filter.ToString());
        }

        await Leaves(new(Stores: ["S-1", "S-3"]), line => line.Store != "S-2");
        await Leaves(new(Sku: "K-2"), line => line.Sku == "K-2");
        await Leaves(new(OnHandFrom: 300), line => line.OnHand >= 300);
        await Leaves(new(OnHandTo: 300), line => line.OnHand <= 300);
        await Leaves(new(Blocked: true), line => line.Quarantined + line.Held + line.Recalled > 0);
        await Leaves(new(Blocked: false), line => line.Quarantined + line.Held + line.Recalled == 0);
        await Leaves(new(Expired: true), line => line.Expired > 0);
        await Leaves(new(Expired: false), line => line.Expired == 0);
        (await All(StockOrders.ByStore, now, new(Stores: []))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task What_is_available_is_filtered_as_it_is_told_now_and_later(int seed)
    {
        await Trade(600, seed);
        await CatchUp(NewTailer());
        foreach (var later in new[] { 0, 1, 10, 60, 60 * 24 * 7, 60 * 24 * 30 })
        {
            var now = Clock.GetUtcNow().AddMinutes(later);
            var all = await All(StockOrders.ByStore, now);
            foreach (var bound in all.Select(line => line.Available).Append(0).Distinct())
            {
                (await All(StockOrders.ByStore, now, new(AvailableTo: bound))).ShouldBe(all.Where(line => line.Available <= bound).ToList());
                (await All(StockOrders.ByStore, now, new(AvailableFrom: bound))).ShouldBe(all.Where(line => line.Available >= bound).ToList());
            }
        }
    }

    [Fact]
    public async Task Lots_come_first_to_expire_first_and_those_without_end_last()
    {
        await Trade(300);
        await Once(NewTailer());
        var now = Clock.GetUtcNow();
        var lots = await Lots(new(WithEmpty: true), now);
        lots.Count.ShouldBeGreaterThan(Trading.Stocks.Count());
        lots.Select(lot => lot.ExpiresAt ?? DateTimeOffset.MaxValue).ShouldBeInOrder();
        lots.ShouldContain(lot => lot.ExpiresAt == null);
        var end = now.AddDays(10);
        (await Lots(new(ExpiresBefore: end), now)).ShouldBe(lots.Where(lot => lot.OnHand != 0 && lot.ExpiresAt < end).ToList());
        (await Lots(new(ExpiresFrom: end, Status: LotStatus.Released), now)).ShouldBe(lots.Where(lot => lot.OnHand != 0 && !(lot.ExpiresAt < end) && lot.Status == LotStatus.Released).ToList());
        (await Lots(new(Sku: "K-1", LotNo: "L1", WithEmpty: true), now)).ShouldBe(lots.Where(lot => lot.Sku == "K-1" && lot.LotNo == "L1").ToList());
    }

    [Fact]
    public async Task What_all_stores_have_of_one_SKU_is_what_their_lines_say_now_and_later()
    {
        await Trade(600, 5);
        await Once(NewTailer());
        var (list, overdue) = (new AvailabilityList(new(Store)), 0);
        foreach (var later in new[] { 0, 1, 10, 60, 60 * 24 * 7, 60 * 24 * 30 })
        {
            var now = Clock.GetUtcNow().AddMinutes(later);
            var all = await All(StockOrders.ByStore, now);
            overdue += (await Reservations(new(WithOverdue: true), now)).Count(one => one.State == ReservationState.Expired);
            foreach (var sku in Trading.Skus)
            {
                var expected = all.Where(line => line.Sku == sku).Select(line => new StoreAvailability(line.Store, line.OnHand, line.Reserved, line.Available, line.InTransitIn, line.Version)).ToList();
                var (found, asOf) = await list.Of(sku, null, now, s_never);
                found.ShouldBe(expected, $"{sku} at {now}");
                asOf.Position.ShouldBe(await Journal.Head());
                (await list.Of(sku, ["S-1", "S-3", "S-9"], now, s_never)).Stores.ShouldBe(expected.Where(line => line.Store != "S-2").ToList());
            }
        }
        overdue.ShouldBeGreaterThan(3);
        (await list.Of("K-none", null, Clock.GetUtcNow(), s_never)).Stores.ShouldBeEmpty();
    }

    private async Task ShouldAgree(string store, string sku, StockLine line, DateTimeOffset now)
    {
        var state = (await StockKind.Instance.Replay(Journal, StockKey.Of(store, sku), fromZero: true)).State;
        var facts = new StockFacts(new("Product", "piece"), new("Store", "Asia/Shanghai"));
        var view = StockViews.Position(state, facts, now);
        line.ShouldBe(new StockLine(
            store, sku, view.OnHand, view.Reserved, view.Available, view.Quarantined, view.Held, view.Recalled, view.Expired, view.InTransitIn, view.InTransitOut,
            view.Unmatched, line.ChangedAt, view.Version), $"{store}/{sku} at {now}");
        var lots = await Lots(new(Stores: [store], Sku: sku, WithEmpty: true), now, LotOrders.ByStore);
        lots.Select(lot => new LotView(
                lot.Lot, lot.LotNo, lot.Expiry, lot.ExpiresAt, lot.MadeOn, lot.OnHand, lot.Reserved, lot.Status, lot.Expired, null, lot.Supplier, lot.Gtin, lot.Bin, null, lot.Version, lot.Owner))
            .ShouldBe(view.Lots.Select(lot => lot with { UnitCost = null, Receipt = null, CameAt = default, Bins = null, Parents = null, Repacks = null }).OrderBy(lot => lot.Lot, StringComparer.Ordinal));
        var open = await Reservations(new(Stores: [store], Sku: sku, WithOverdue: true), now);
        open.OrderBy(one => one.Id, StringComparer.Ordinal).Select(Text).ShouldBe(state.Open.Values.Select(one => Text(StockViews.Open(one, now))));
    }

    private static string Text(ReservationLine one) => $"{one.Id} {one.State} {one.Quantity} {string.Join(',', one.Lots)} {one.ExpiresAt:O} {one.ForDate} {one.Version}";

    private static string Text(ReservationView one) => $"{one.Id} {one.State} {one.Quantity} {string.Join(',', one.Lots)} {one.ExpiresAt:O} {one.ForDate} {one.Version}";

    private async Task<List<StockLine>> All(Keyset order, DateTimeOffset now, StockFilter? filter = null, int limit = 500) =>
        await Pages(order, after => new StockList(new(Store)).Page(filter ?? new(), order, after, limit, now, s_never));

    private Task<List<LotLine>> Lots(LotFilter filter, DateTimeOffset now, Keyset? order = null) =>
        Pages(order ?? LotOrders.ByExpiry, after => new LotList(new(Store)).Page(filter, order ?? LotOrders.ByExpiry, after, 4, now, s_never));

    private Task<List<ReservationLine>> Reservations(ReservationFilter filter, DateTimeOffset now) =>
        Pages(ReservationOrders.ByExpiry, after => new ReservationList(new(Store)).Page(filter, ReservationOrders.ByExpiry, after, 4, now, s_never));

    // The cursor goes over the wire and comes back.
    private static async Task<List<T>> Pages<T>(Keyset order, Func<ListCursor?, Task<ListPage<T>>> page)
    {
        var all = new List<T>();
        for (ListCursor? after = null; ;)
        {
            var next = await page(after);
            all.AddRange(next.Items);
            if (next.Next is null) return all;
            order.TryRead(next.Next.ToString(), out after).ShouldBeTrue();
        }
    }
}

public sealed class SqliteStockTests() : StockContract(new SqliteFolder());

[Collection(PostgresCases.Name)]
[TestCaseOrderer(WherePostgresIs.Type, PostgresCases.Assembly)]
public sealed class PostgresStockTests(PostgresServer server) : StockContract(new PostgresDatabase(server));
