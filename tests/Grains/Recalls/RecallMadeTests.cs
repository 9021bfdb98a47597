using BeautyGrains.Contracts;
using BeautyGrains.Tests.Shared;

namespace BeautyGrains.Grains.Tests.Recalls;

/// <summary>What repacks had made of goods before these were recalled.</summary>
public sealed class RecallMadeTests : IAsyncLifetime
{
    private static readonly PutRecall s_ask = new("BOX", ["L1"], null, RecallClass.I, "maker", null, House.By);
    private readonly FaultyJournal _journal = new();
    private House _house = null!;

    public async Task InitializeAsync()
    {
        _house = await House.Open(_journal);
        await Prepare(_house);
    }

    public async Task DisposeAsync()
    {
        await _house.DisposeAsync();
        await _journal.DisposeAsync();
    }

    private static IRecallGrain RecallIn(House house) => house.Grains.GetGrain<IRecallGrain>("RC");

    /// <summary>A box of S is broken up into tubes; some of them go to T and into kits there; some of the kits go to U.</summary>
    private static async Task Prepare(House house)
    {
        foreach (var store in new[] { "S", "T", "U" }) await house.PutStore(store);
        foreach (var sku in new[] { "BOX", "TUBE", "CREAM", "KIT" }) await house.PutSku(sku, new($"Product {sku}", "piece", GoodsCategory: GoodsCategory.OrdinaryCosmetic));
        await Recipe(house, "open", [new("BOX", 1)], [new("TUBE", 10)]);
        await Recipe(house, "kit", [new("TUBE", 1), new("CREAM", 1)], [new("KIT", 1)]);
        await house.Receive("S", "BOX", 2);
        await house.Receive("S", "BOX", 2, "L2");
        await house.Receive("T", "CREAM", 10, "M1");
        await Repack(house, "RP-1", "S", "open", 1, new ChosenLot("BOX", "L1"));
        await Move(house, "T1", "S", "T", "TUBE", 6);
        await Repack(house, "RP-2", "S", "open", 1, new ChosenLot("BOX", "L2"));
        await Repack(house, "KIT-7", "T", "kit", 4);
        await Move(house, "T2", "T", "U", "KIT", 3);
        await Sold(house, "S", "TUBE", "C-1");
        await Sold(house, "U", "KIT", "C-2");
    }

    private static async Task Recipe(House house, string id, BillLine[] inputs, BillLine[] outputs) =>
        (await house.Grains.GetGrain<IRecipeGrain>(id).Put(new(new(id, null, [new([.. inputs], [.. outputs])]), null, House.By))).Refusal.ShouldBeNull();

    private static async Task Repack(House house, string id, string store, string recipe, decimal times, params ChosenLot[] lots) =>
        (await house.Grains.GetGrain<IRepackGrain>(id).Put(new(store, recipe, times, false, [.. lots], null, null, House.By))).Value!.State.ShouldBe(RepackState.Done);

    private static async Task Move(House house, string id, string from, string to, string sku, decimal quantity)
    {
        (await house.Transfer(id).Put(new(from, to, [new(sku, quantity, null)], House.By))).Refusal.ShouldBeNull();
        (await house.Transfer(id).Ship(new(House.By))).Refusal.ShouldBeNull();
        (await house.Transfer(id).Receive(new([], [], House.By))).Value!.State.ShouldBe(TransferState.Received);
    }

    private static async Task Sold(House house, string store, string sku, string client) =>
        (await Sell(house, store, sku, "s-" + client, sku == "TUBE" ? "L1" : null, client)).Refusal.ShouldBeNull();

    private static Task<Answer<MovementView>> Sell(House house, string store, string sku, string id, string? lot, string? client = null) =>
        house.Stock(store, sku).Sell(new(id, 1, null, lot, MovementKind.Sale, null, House.By, Client: client));

    private static async Task AllIsBlocked(House house)
    {
        foreach (var (store, sku, lot) in new[] { ("S", "BOX", "L1"), ("S", "TUBE", "L1"), ("T", "TUBE", "L1"), ("T", "KIT", "KIT-7"), ("U", "KIT", "KIT-7") })
            (await Sell(house, store, sku, "x", lot)).Refusal!.Kind.ShouldBe(RefusalKind.LotBlocked, $"{store} {sku}");
    }

    [Fact]
    public async Task A_recall_blocks_what_was_made_of_its_goods_at_any_depth_and_in_any_store_and_finds_its_clients()
    {
        var answer = (await RecallIn(_house).Put(s_ask)).Value!;
        (answer.State, answer.StoresAsked).ShouldBe((RecallState.Open, 3));
        await AllIsBlocked(_house);
        foreach (var (store, sku, lot) in new[] { ("S", "BOX", "L2"), ("S", "TUBE", "L2"), ("T", "CREAM", "M1") }) (await Sell(_house, store, sku, "fine", lot)).Refusal.ShouldBeNull($"{store} {sku}");

        var seen = (await RecallIn(_house).Follow()).Value!;
        var all = seen.Made.ShouldNotBeNull();
        all.Select(made => (made.Sku, string.Join(' ', made.Lots))).ShouldBe([("KIT", "KIT-7"), ("TUBE", "L1")]);
        seen.Tally.ShouldBe(new(2, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0));
        all[0].Tally.ShouldBe(new(0, 3, 0, 1, 0, 0, 0, 0, -4, 0, 0));
        all[1].Tally.ShouldBe(new(0, 5, 0, 1, 0, 0, 0, 0, -6, 0, 0));
        (await RecallIn(_house).GetClients("", 9)).Select(one => (one.Client, one.Got, one.Made![0].Sku, one.Made[0].Got)).ShouldBe([("C-1", 0, "TUBE", 1), ("C-2", 0, "KIT", 1)]);
        var stock = (await RecallIn(_house).GetStock()).Value!;
        (stock.OnHand, string.Join(' ', stock.Stores.Select(one => $"{one.Sku}/{one.Store}:{one.OnHand}"))).ShouldBe((1, "BOX/S:1 KIT/T:1 KIT/U:2 TUBE/S:3 TUBE/T:2"));
        (await Close()).ShouldBe("clients");
    }

    [Fact]
    public async Task What_was_on_its_way_or_comes_to_a_later_store_is_blocked_and_a_sale_that_is_told_later_has_its_client()
    {
        (await _house.Transfer("T3").Put(new("U", "S", [new("KIT", 1, null)], House.By))).Refusal.ShouldBeNull();
        (await _house.Transfer("T3").Ship(new(House.By))).Refusal.ShouldBeNull();
        (await RecallIn(_house).Put(s_ask)).Refusal.ShouldBeNull();
        (await _house.Transfer("T3").Receive(new([], [], House.By))).Value!.State.ShouldBe(TransferState.Received);
        (await Sell(_house, "S", "KIT", "x", "KIT-7")).Refusal!.Kind.ShouldBe(RefusalKind.LotBlocked);
        await _house.PutStore("late");
        await _house.Receive("late", "KIT", 5, "KIT-7");
        (await Sell(_house, "late", "KIT", "x", "KIT-7")).Refusal!.Kind.ShouldBe(RefusalKind.LotBlocked);
        (await _house.Stock("U", "KIT").RecordFact(new("f1", FactKind.OfflineSale, 1, null, "KIT-7", _house.Clock.GetUtcNow(), "C-3", null, null, null, House.By))).Value!.Incident.Causes.ShouldContain("lot-recalled");
        (await RecallIn(_house).GetClients("C-2", 9)).Single().Client.ShouldBe("C-3");
    }

    [Fact]
    public async Task Lifted_it_leaves_what_was_made_to_quality_too()
    {
        (await RecallIn(_house).Put(s_ask)).Refusal.ShouldBeNull();
        (await RecallIn(_house).Lift(new("wrong lot", null, false, House.By))).Value!.State.ShouldBe(RecallState.Lifted);
        await AllIsBlocked(_house);
        foreach (var status in new[] { LotStatus.Quarantined, LotStatus.Released }) (await _house.Stock("U", "KIT").SetLotStatus(new("KIT-7", status, "looked at", House.By))).Refusal.ShouldBeNull();
        (await Sell(_house, "U", "KIT", "fine", "KIT-7")).Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task What_lay_in_a_kit_beside_recalled_goods_is_sold_under_its_own_number_and_comes_back_with_the_kit()
    {
        (await _house.Grains.GetGrain<IRepackGrain>("APART").Put(new("T", "kit", 1, true, [], null, null, House.By))).Value!.State.ShouldBe(RepackState.Done);
        (await RecallIn(_house).Put(s_ask)).Refusal.ShouldBeNull();
        await AllIsBlocked(_house);
        (await _house.Look("T", "TUBE")).Lots.ShouldAllBe(lot => lot.Status == LotStatus.Recalled);
        (await Sell(_house, "T", "CREAM", "fine", "M1~repack")).Refusal.ShouldBeNull();
        (await _house.Grains.GetGrain<IRecallGrain>("KITS").Put(new("KIT", ["KIT-7"], null, RecallClass.II, "label", null, House.By))).Value!.Made!.Select(made => made.Sku).ShouldBe(["CREAM", "TUBE"]);
        (await Sell(_house, "T", "CREAM", "x", "M1~repack")).Refusal.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_crash_anywhere_leaves_a_recall_that_ends_with_all_that_was_made()
    {
        var crashes = await Crash.AfterEveryWrite(
            Prepare,
            async house => (await RecallIn(house).Put(s_ask)).Refusal.ShouldBeNull(),
            async (house, _) =>
            {
                await house.Sweep.SweepOnce(CancellationToken.None);
                if ((await RecallIn(house).Get()).Value is { } begun)
                {
                    begun.State.ShouldBe(RecallState.Open);
                    await AllIsBlocked(house);
                }

                (await RecallIn(house).Put(s_ask)).Value!.Made!.Count.ShouldBe(2);
                await AllIsBlocked(house);
                (await RecallIn(house).Follow()).Value!.Clients.ShouldBe(2);
            });
        crashes.ShouldBeGreaterThan(10);
    }

    private async Task<string?> Close() => (await RecallIn(_house).Close(new("done", null, false, House.By))).Refusal?.State;
}
