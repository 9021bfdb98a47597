using BeautyGrains.Contracts;
using BeautyGrains.Journal.Memory;

namespace BeautyGrains.Grains.Tests.Buying;

/// <summary>Where a store's licence does not cover the goods, it does not deal in them; what has happened is recorded all the same.</summary>
public sealed class LicenceTests : IAsyncLifetime
{
    private static readonly DateOnly s_lastDay = new(2026, 6, 30);
    private House _house = null!;

    public async Task InitializeAsync()
    {
        _house = await House.Open(new MemoryJournal());
        await Store("S", s_lastDay);
        await Store("T", s_lastDay);
        await _house.PutSku("D", new("Filler", "piece", GoodsCategory: GoodsCategory.DeviceIII));
        await _house.PutSku("O");
        foreach (var sku in new[] { "D", "O" }) await _house.Receive("S", sku, 20);
    }

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task An_unlicensed_store_neither_receives_reserves_sells_nor_queues_and_ordinary_goods_go_on()
    {
        await Store("S", null);
        (await Reserve("r")).ShouldBe(Not("S", "missing"));
        (await Stock.Sell(new("s", 1, null, "L1", MovementKind.Sale, null, House.By))).Refusal.ShouldBe(Not("S", "missing"));
        (await Stock.Sell(new("s", 1, null, "L1", MovementKind.ServiceConsumption, null, House.By))).Refusal.ShouldBe(Not("S", "missing"));
        (await Stock.Receive(new("r", 1, null, "L1", null, null, null, null, null, null, null, LotStatus.Released, null, House.By))).Refusal.ShouldBe(Not("S", "missing"));
        (await _house.Grains.GetGrain<IWaitingListGrain>("S/D").Join(new("w", "C", 30, null, House.By))).Refusal.ShouldBe(Not("S", "missing"));
        (await _house.Look("S", "D")).ShouldSatisfyAllConditions(it => it.OnHand.ShouldBe(20), it => it.Reserved.ShouldBe(0));
        (await _house.Stock("S", "O").Sell(new("s", 1, null, null, MovementKind.Sale, null, House.By))).Refusal.ShouldBeNull();
        // Goods can leave: scrapped, or back to the supplier.
        (await Stock.Scrap(new("x", 1, null, "L1", "unlicensed", House.By))).Refusal.ShouldBeNull();
        (await Stock.ReturnToSupplier(new("x", 1, null, "L1", "V", null, null, House.By))).Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task A_licence_that_lapses_stops_what_is_open_and_its_renewal_lets_it_go_on()
    {
        _house.Clock.Advance(new DateTimeOffset(2026, 6, 30, 15, 59, 0, TimeSpan.Zero) - _house.Clock.GetUtcNow());
        (await Reserve("r")).ShouldBeNull();
        // Midnight in Shanghai.
        _house.Clock.Advance(TimeSpan.FromMinutes(1));
        (await Reserve("r2")).ShouldBe(Not("S", "expired"));
        (await Stock.Commit(new("r", null, [new("L1", 1, null)], MovementKind.Sale, null, House.By))).Refusal.ShouldBe(Not("S", "expired"));
        (await Stock.GetReservation("r")).Value!.State.ShouldBe(ReservationState.Open);
        (await _house.Look("S", "D")).Reserved.ShouldBe(1);
        // What has left the store is a fact, and a person looks at it.
        (await Stock.RecordFact(new("f", FactKind.Treatment, 1, null, "L1", _house.Clock.GetUtcNow(), null, null, null, null, House.By))).Refusal.ShouldBeNull();
        (await Stock.GetIncidents()).ShouldHaveSingleItem().Causes.ShouldContain("store-not-licensed");
        await Store("S", s_lastDay.AddYears(1));
        (await Stock.Commit(new("r", null, [new("L1", 1, null)], MovementKind.Sale, null, House.By))).Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task A_licence_that_lapses_is_seen_however_often_store_and_goods_are_asked_for_elsewhere()
    {
        _house.Clock.Advance(new DateTimeOffset(2026, 6, 30, 15, 59, 50, TimeSpan.Zero) - _house.Clock.GetUtcNow());
        (await Reserve("r")).ShouldBeNull();
        for (var second = 0; second < 16; second++)
        {
            _house.Clock.Advance(TimeSpan.FromSeconds(1));
            await _house.Catalogue.Of("S", "O");
            await _house.Catalogue.Of("T", "D");
        }
        (await Reserve("r2")).ShouldBe(Not("S", "expired"));
    }

    [Fact]
    public async Task A_basket_that_was_reserved_before_is_not_committed_after()
    {
        (await _house.Basket("B").Put(new("S", [new("O", 1, null), new("D", 1, null)], null, true, House.By))).Refusal.ShouldBeNull();
        await Store("S", null);
        (await _house.Basket("B").Commit(new(null, House.By))).Refusal!.Lines.Select(line => (line.Sku, line.Refusal.Kind)).ShouldContain(("D", RefusalKind.StoreNotLicensed));
        (await _house.Look("S", "O")).OnHand.ShouldBe(20);
    }

    [Fact]
    public async Task Both_ends_of_a_transfer_need_the_licence_and_the_destination_still_does_when_it_is_shipped()
    {
        await Store("T", null);
        (await Put("T1")).ShouldBe([("D", Not("T", "missing"))]);
        await Store("T", s_lastDay);
        await Store("S", null);
        (await Put("T2")).ShouldBe([("D", Not("S", "missing"))]);
        await Store("S", s_lastDay);
        (await Put("T3")).ShouldBeEmpty();
        await Store("T", null);
        (await _house.Transfer("T3").Ship(new(House.By))).Refusal!.Lines.Select(line => line.Sku).ShouldBe(["D"]);
        (await _house.Transfer("T3").Get()).Value!.State.ShouldBe(TransferState.Ready);
        await Store("T", s_lastDay);
        (await _house.Transfer("T3").Ship(new(House.By))).Refusal.ShouldBeNull();
        // What is on the road arrives whatever the paper says.
        await Store("T", null);
        (await _house.Transfer("T3").Receive(new([], [], House.By))).Refusal.ShouldBeNull();
        (await _house.Look("T", "D")).OnHand.ShouldBe(2);
    }

    [Fact]
    public async Task Goods_of_some_categories_come_from_another_legal_entity_only_where_the_licence_allows_them()
    {
        await _house.PutSku("II", new("Device", "piece", GoodsCategory: GoodsCategory.DeviceII));
        await _house.Receive("S", "II", 20);
        (await Send("T1")).ShouldBeNull();
        await Entity("Franchisee");
        (await Send("T2"))!.Lines.Single().Refusal.ShouldBe(Not("T", "missing"));
        await Entity("Franchisee", GoodsCategory.DeviceII);
        (await Send("T3")).ShouldBeNull();
        await Entity("Franchisee");
        (await _house.Transfer("T3").Ship(new(House.By))).Refusal!.Lines.Single().Sku.ShouldBe("II");
        (await _house.Transfer("T1").Cancel(new(House.By))).Refusal.ShouldBeNull();

        async Task<Refusal?> Send(string id) => (await _house.Transfer(id).Put(new("S", "T", [new("II", 2, null)], House.By))).Refusal;

        async Task Entity(string entity, params GoodsCategory[] scope)
        {
            (await _house.Grains.GetGrain<IStoreGrain>("T").Put(new(
                new("Store T", "Asia/Shanghai", LegalEntity: entity, Licences: scope.Length == 0 ? null : [new("L-2", [.. scope])]), null, House.By))).Refusal.ShouldBeNull();
            Spread();
        }
    }

    [Fact]
    public async Task Which_categories_need_a_licence_is_data_that_counts_at_once()
    {
        await Store("S", null);
        (await Reserve("r")).ShouldNotBeNull();
        var policies = _house.Grains.GetGrain<IBuyingPolicyGrain>(IBuyingPolicyGrain.Key);
        (await policies.Put(new(BuyingDefaults.Policy with { StoreLicences = [new(GoodsCategory.Other)] }, null, House.By))).Refusal.ShouldBeNull();
        Spread();
        (await Reserve("r")).ShouldBeNull();
        (await _house.Stock("S", "O").Sell(new("s", 1, null, null, MovementKind.Sale, null, House.By))).Refusal.ShouldBe(Not("S", "missing"));
    }

    private IStockGrain Stock => _house.Stock("S", "D");

    private static Refusal Not(string store, string state) => new(RefusalKind.StoreNotLicensed, Store: store, State: state);

    private async Task<Refusal?> Reserve(string id) => (await Stock.Reserve(new(id, 1, null, null, null, null, null, null, null, false, House.By))).Refusal;

    private async Task<IReadOnlyList<(string Sku, Refusal Refusal)>> Put(string id)
    {
        var refusal = (await _house.Transfer(id).Put(new("S", "T", [new("D", 2, null), new("O", 2, null)], House.By))).Refusal;
        return refusal is null ? [] : [.. refusal.Lines.Select(line => (line.Sku, line.Refusal))];
    }

    private async Task Store(string store, DateOnly? licensedThrough)
    {
        (await _house.Grains.GetGrain<IStoreGrain>(store).Put(new(
            new($"Store {store}", "Asia/Shanghai", Licences: licensedThrough is { } day ? [new("L-1", [GoodsCategory.DeviceIII], null, day)] : null), null, House.By))).Refusal.ShouldBeNull();
        Spread();
    }

    // The process that took a record over knows it at once; the other silo of a cluster goes by what it knows for so long.
    private void Spread()
    {
        if (House.HasSeveralSilos) _house.Clock.Advance(CatalogueFacts.MaxAge);
    }
}
