using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Grains.Tests;
using BeautyGrains.Tests.Shared;

namespace BeautyGrains.ReadModels.Tests;

/// <summary>Who waits for what, and what is owed to whom, as read models tell it on every database.</summary>
public abstract class OwnersContract(TestDatabase database) : ReadModelContract(database)
{
    private static readonly CancellationToken s_never = CancellationToken.None;
    private static readonly LotOwner s_owner = new(OwnerKind.Consignor, "V-1");

    [Fact]
    public async Task What_is_owed_is_told_line_by_line_summed_by_period_and_the_same_when_built_anew()
    {
        await Begin();
        await Consign("A", 10, 80.5m);
        await House.Receive("S", "K", 10, "own");
        var begin = Clock.GetUtcNow();
        var stock = House.Stock("S", "K");
        (await stock.Sell(new("s", 3, null, "A", MovementKind.Sale, null, House.By))).Refusal.ShouldBeNull();
        Clock.Advance(TimeSpan.FromDays(1));
        (await stock.Sell(new("own", 3, null, "own", MovementKind.Sale, null, House.By))).Refusal.ShouldBeNull();
        (await stock.Reverse(new("v", MovementKind.Sale, "s", "wrong", House.By))).Refusal.ShouldBeNull();
        foreach (var kind in new[] { FactKind.OfflineSale, FactKind.Breakage })
        {
            (await stock.RecordFact(new($"f-{kind}", kind, 1, null, "A", Clock.GetUtcNow(), null, null, null, null, House.By))).Refusal.ShouldBeNull();
            (await stock.Reverse(new($"v-{kind}", MovementKind.Fact, $"f-{kind}", "wrong", House.By))).Refusal.ShouldBeNull();
        }
        var account = House.Grains.GetGrain<IOwnerAccountGrain>(s_owner.ToString());
        (await account.Draft(new("one", null, Clock.GetUtcNow(), 4, [new(0, "CNY")], House.By))).Refusal.ShouldBeNull();
        (await account.Agree(new("one", "letter", House.By))).Refusal.ShouldBeNull();
        await using var tailer = NewTailer(OwnerModel.Instance, most: 1);
        await CatchUp(tailer);

        var list = new SettlementList(new(Store));
        var lines = (await list.Lines(new(s_owner), SettlementOrders.Lines, null, 10, s_never)).Items;
        // The breakage owes nothing, and so does its reversal.
        lines.Select(line => (line.Kind, line.Movement, line.Quantity, line.Amount!.Amount)).ShouldBe(
        [
            (MovementKind.Sale, "sale/s", 3m, 242m), (MovementKind.Reversal, "reversal/v", -3, -242),
            (MovementKind.Fact, "fact-movement/f-OfflineSale", 1, 80), (MovementKind.Reversal, "reversal/v-OfflineSale", -1, -80),
        ]);
        (await list.Sum(s_owner, null, Clock.GetUtcNow().AddTicks(1), s_never)).ShouldBe((4, [new(0, "CNY")]));
        (await list.Sum(s_owner, begin, begin.AddTicks(1), s_never)).ShouldBe((1, [new(242, "CNY")]));
        (await list.Sum(new(OwnerKind.Franchisee, "V-1"), null, Clock.GetUtcNow(), s_never)).Lines.ShouldBe(0);
        var settlement = (await list.Settlements(s_owner, SettlementState.Agreed, SettlementOrders.Settlements, null, 10, s_never)).Items.ShouldHaveSingleItem();
        settlement.ShouldBe((await account.Get("one")).Value);
        await Close();
        await CatchUp(tailer);
        await ShouldEqualFresh(OwnerModel.Instance);
    }

    [Fact]
    public async Task What_legal_entities_sold_to_each_other_is_told_lot_by_lot_summed_and_the_same_when_built_anew()
    {
        await Begin();
        foreach (var (store, entity) in new[] { ("S", "House"), ("T", "Partner") })
            (await House.Grains.GetGrain<IStoreGrain>(store).Put(new(new($"Store {store}", "Asia/Shanghai", LegalEntity: entity), null, House.By))).Refusal.ShouldBeNull();
        (await House.Grains.GetGrain<IBuyingPolicyGrain>(IBuyingPolicyGrain.Key).Put(new(BuyingDefaults.Policy with { TransferPrices = [new(0.1m)] }, null, House.By))).Refusal.ShouldBeNull();
        Clock.Advance(TimeSpan.FromMinutes(1));
        (await House.Stock("S", "K").Receive(new("r", 20, null, "L", null, null, new(100, "CNY"), null, null, null, null, LotStatus.Released, null, House.By))).Refusal.ShouldBeNull();
        await Consign("C", 5, 70);
        var begin = Clock.GetUtcNow();
        foreach (var (id, quantity, received) in new[] { ("t1", 6m, 5m), ("t2", 4m, 0m), ("t3", 3m, 3m) })
        {
            (await House.Transfer(id).Put(new("S", "T", [new("K", quantity, null)], House.By))).Refusal.ShouldBeNull();
            (await House.Transfer(id).Ship(new(House.By))).Refusal.ShouldBeNull();
            var lots = (await House.Transfer(id).Get()).Value!.Lines.Single().Lots;
            (await House.Transfer(id).Receive(new([.. lots.Select(lot => new ReceivedLot("K", lot.Lot, Math.Min(lot.Shipped, received), 0))], [], House.By))).Refusal.ShouldBeNull();
            Clock.Advance(TimeSpan.FromHours(1));
        }
        await using var tailer = NewTailer(OwnerModel.Instance, most: 1);
        await CatchUp(tailer);

        var list = new EntitySales(new(Store));
        var lines = (await list.Page(new(), EntitySaleOrders.ByTime, null, 10, s_never)).Items;
        lines.Where(line => line.Lot == "L").Select(line => (line.Transfer, line.Seller, line.Buyer, line.UnitPrice!.Amount)).Distinct().ShouldAllBe(line => line.Seller == "House" && line.Buyer == "Partner" && line.Amount == 110);
        lines.ShouldAllBe(line => line.Amount!.Amount == line.Quantity * 110 && line.Margin!.Amount == line.Quantity * 10);
        var (totals, _) = await list.Totals(begin, null, s_never);
        totals.ShouldBe([new("House", "Partner", lines.Count, new(lines.Sum(line => line.Amount!.Amount), "CNY"), new(lines.Sum(line => line.Margin!.Amount), "CNY"))]);
        lines.Sum(line => line.Quantity).ShouldBe((await House.Look("T", "K")).Lots.Where(lot => lot.Owner is null).Sum(lot => lot.OnHand));
        (await list.Totals(begin.AddDays(1), null, s_never)).Totals.ShouldBeEmpty();
        (await list.Page(new(Seller: "Partner"), EntitySaleOrders.ByTime, null, 10, s_never)).Items.ShouldBeEmpty();
        (await list.Page(new(Buyer: "Partner", Transfer: "t1", Sku: "K", From: begin, Until: begin.AddDays(1)), EntitySaleOrders.ByTime, null, 1, s_never)).Items.Count.ShouldBe(1);
        await Close();
        await CatchUp(tailer);
        await ShouldEqualFresh(OwnerModel.Instance);
    }

    [Fact]
    public async Task Who_waits_is_told_in_order_and_the_same_when_built_anew()
    {
        await Begin();
        var list = House.Grains.GetGrain<IWaitingListGrain>("S/K");
        foreach (var id in new[] { "b", "a", "c" }) (await list.Join(new(id, $"C-{id}", 1, null, House.By))).Refusal.ShouldBeNull();
        await House.Receive("S", "K", 1);
        await list.Look();
        (await list.Leave(new("a", House.By))).Refusal.ShouldBeNull();
        await using var tailer = NewTailer(WaitingModel.Instance, most: 2);
        await CatchUp(tailer);
        var model = new WaitingLists(new(Store));
        (await model.Page(new(Open: true), WaitingOrders.ByQueue, null, 10, s_never)).Items.Select(it => (it.Id, it.State, it.Reservation)).ShouldBe(
            [("b", WaitingState.Offered, "waiting.1"), ("c", WaitingState.Waiting, null)]);
        var page = await model.Page(new(), WaitingOrders.ByChange, null, 2, s_never);
        var rest = await model.Page(new(), WaitingOrders.ByChange, page.Next, 2, s_never);
        page.Items.Concat(rest.Items).Select(it => it.Id).Order(StringComparer.Ordinal).ShouldBe(["a", "b", "c"]);
        (await model.Page(new(Client: "C-a", State: WaitingState.Left), WaitingOrders.ByQueue, null, 10, s_never)).Items.ShouldHaveSingleItem();
        await Close();
        await CatchUp(tailer);
        ShouldBeSame(await Store.Dump(WaitingModel.Instance), await Fresh(WaitingModel.Instance));
    }

    private async Task Begin()
    {
        await House.PutStore("S");
        await House.PutSku("K");
    }

    private async Task Consign(string lot, decimal quantity, decimal cost) => (await House.Stock("S", "K").Receive(new(
        $"r-{lot}", quantity, null, lot, null, null, new(cost, "CNY"), null, null, null, null, LotStatus.Released, null, House.By, Owner: s_owner))).Refusal.ShouldBeNull();
}

/// <summary>In a file.</summary>
public sealed class SqliteOwnersTests() : OwnersContract(new SqliteFolder());

/// <summary>On a server.</summary>
[Collection(PostgresCases.Name)]
[TestCaseOrderer(WherePostgresIs.Type, PostgresCases.Assembly)]
public sealed class PostgresOwnersTests(PostgresServer server) : OwnersContract(new PostgresDatabase(server));
