using BeautyGrains.Contracts;
using BeautyGrains.Tests.Shared;

namespace BeautyGrains.Grains.Tests.Recalls;

public sealed class RecallTests : IAsyncLifetime
{
    private readonly FaultyJournal _journal = new();
    private House _house = null!;

    private static string StoreOf(int i) => FormattableString.Invariant($"S{i:00}");

    public async Task InitializeAsync()
    {
        _house = await House.Open(_journal);
        // More stores than one step asks.
        for (var i = 0; i < LineCalls.AtOnce + 3; i++) await _house.PutStore(StoreOf(i));
        await _house.PutSku("A");
        await _house.Receive("S00", "A", 10);
        await _house.Receive("S34", "A", 10);
        await _house.Receive("S34", "A", 10, "L2");
    }

    public async Task DisposeAsync()
    {
        await _house.DisposeAsync();
        await _journal.DisposeAsync();
    }

    private IRecallGrain Recall => _house.Grains.GetGrain<IRecallGrain>("RC");

    private static PutRecall Ask(params string[] lots) => new("A", [.. lots], null, RecallClass.I, "maker", null, House.By);

    private Task<Answer<MovementView>> Sell(string store, string id, string? lot = "L1", string? client = "C-1") =>
        _house.Stock(store, "A").Sell(new(id, 1, null, lot, MovementKind.Sale, null, House.By, Client: client));

    private Task<Answer<FactView>> Fact(string store, string id, string client) =>
        _house.Stock(store, "A").RecordFact(new(id, FactKind.OfflineSale, 1, null, "L1", _house.Clock.GetUtcNow(), client, null, null, null, House.By));

    private async Task<string[]> Clients() => [.. (await Recall.GetClients("", 500)).Select(one => one.Client)];

    [Fact]
    public async Task When_it_answers_every_store_has_blocked_its_goods_and_a_repeat_is_the_same()
    {
        var answer = await Recall.Put(Ask("L1"));
        (answer.IsNew, answer.Value!.State, answer.Value.StoresAsked).ShouldBe((true, RecallState.Open, LineCalls.AtOnce + 3));
        answer.Value.Found.Select(found => (found.Store, found.OnHand)).ShouldBe([("S00", 10), ("S34", 10)]);
        foreach (var store in new[] { "S00", "S34" }) (await Sell(store, "s1")).Refusal!.Kind.ShouldBe(RefusalKind.LotBlocked);
        (await Sell("S34", "s2", "L2")).Refusal.ShouldBeNull();
        await _house.Receive("S20", "A", 5);
        (await Sell("S20", "s1")).Refusal!.Kind.ShouldBe(RefusalKind.LotBlocked);
        (await Recall.Put(Ask("L1"))).IsNew.ShouldBeFalse();
        (await Recall.Put(Ask("L2"))).Refusal!.Kind.ShouldBe(RefusalKind.IdReused);
        (await _house.Grains.GetGrain<IRecallGrain>("other").Put(Ask("L1") with { Sku = "none" })).Refusal!.Kind.ShouldBe(RefusalKind.UnknownSku);
        (await _house.Grains.GetGrain<IRecallGrain>("none").Follow()).Refusal!.Kind.ShouldBe(RefusalKind.UnknownRecall);
    }

    [Fact]
    public async Task A_store_that_is_made_later_knows_what_is_recalled_before_anything_happens_there()
    {
        // Looked at before there was a recall or a store, so that its grain is in memory.
        (await Sell("late", "s0")).Refusal!.Kind.ShouldBe(RefusalKind.UnknownStore);
        (await Recall.Put(Ask("L1"))).Refusal.ShouldBeNull();
        await _house.PutStore("late");
        await _house.Receive("late", "A", 5);
        (await Sell("late", "s1")).Refusal!.Kind.ShouldBe(RefusalKind.LotBlocked);
        (await _house.Look("late", "A")).Recalled.ShouldBe(5);
    }

    [Fact]
    public async Task A_transfer_on_its_way_arrives_blocked_and_one_that_is_ready_is_not_shipped()
    {
        await Ready("T1");
        (await _house.Transfer("T1").Ship(new(House.By))).Value!.State.ShouldBe(TransferState.Shipped);
        await Ready("T2");
        var found = (await Recall.Put(Ask("L1"))).Value!.Found[0];
        (found.OnHand, found.InTransit, found.OnTheWay[0].Transfer, found.Lots[0].Reserved).ShouldBe((8, 2, "T1", 2));
        (await _house.Transfer("T2").Ship(new(House.By))).Refusal!.Lines[0].Refusal.Kind.ShouldBe(RefusalKind.LotBlocked);
        (await _house.Transfer("T1").Receive(new([], [], House.By))).Value!.State.ShouldBe(TransferState.Received);
        (await _house.Look("S01", "A")).Recalled.ShouldBe(2);
        (await Recall.GetStock()).Value!.ShouldSatisfyAllConditions(it => it.OnHand.ShouldBe(20), it => it.InTransit.ShouldBe(0), it => it.Stores.Length.ShouldBe(3));

        async Task Ready(string id) => (await _house.Transfer(id).Put(new("S00", "S01", [new("A", 2, null)], House.By))).Value!.State.ShouldBe(TransferState.Ready);
    }

    [Fact]
    public async Task Whoever_got_goods_is_on_the_list_also_of_what_is_told_after_the_recall()
    {
        foreach (var (store, id, client) in new[] { ("S00", "s1", "C-1"), ("S00", "s2", "C-2"), ("S34", "s1", "C-1") }) (await Sell(store, id, client: client)).Refusal.ShouldBeNull();
        (await Sell("S34", "s2", "L2", "C-9")).Refusal.ShouldBeNull();
        (await Sell("S34", "s3", client: null)).Refusal.ShouldBeNull();
        (await Recall.Put(Ask("L1"))).Refusal.ShouldBeNull();
        var seen = (await Recall.Follow()).Value!;
        (seen.IsUpToDate, seen.Clients, seen.OpenTasks, seen.OpenNotices).ShouldBe((true, 2, 4, 2));
        seen.Tally.ShouldBe(new(20, 16, 0, 4, 0, 0, 0, 0, 0, 0, 1));
        _house.Clock.Advance(TimeSpan.FromHours(1));
        (await Fact("S34", "f1", "C-3")).Value!.Incident.Causes.ShouldContain("lot-recalled");
        // The stock has told the recall itself.
        (await Clients()).ShouldBe(["C-1", "C-2", "C-3"]);
        var last = (await Recall.GetClients("C-2", 500)).Single();
        (last.Got, last.AfterRecall, last.Stores[0], last.Notify.State).ShouldBe((1, true, "S34", RecallTaskState.Open));
        (await Recall.GetClients("", 1)).Single().ShouldSatisfyAllConditions(one => one.Got.ShouldBe(2), one => one.Stores.Count.ShouldBe(2), one => one.AfterRecall.ShouldBeFalse());
    }

    [Fact]
    public async Task It_closes_when_all_is_told_and_opens_again_for_a_client_who_is_found_later()
    {
        (await Sell("S00", "s1")).Refusal.ShouldBeNull();
        (await Recall.Put(Ask("L1"))).Refusal.ShouldBeNull();
        (await Close()).ShouldBe(("clients", 2));
        (await Recall.SetTask(new("C-7", RecallTask.Notify, RecallTaskState.Done, null, House.By))).Refusal!.Kind.ShouldBe(RefusalKind.UnknownRecallClient);
        await Tell("C-1");
        (await Close()).ShouldBe(("stock", 19));
        (await _house.Stock("S00", "A").Scrap(new("x", 9, null, "L1", "recall", House.By))).Refusal.ShouldBeNull();
        (await _house.Stock("S34", "A").ReturnToSupplier(new("x", 10, null, "L1", null, null, null, House.By))).Refusal.ShouldBeNull();
        (await Close()).ShouldBe((null, null));
        var closed = (await Recall.Get()).Value!;
        (closed.State, closed.Tally.Scrapped, closed.Tally.ReturnedToSupplier, closed.Tally.Left, closed.Conclusion).ShouldBe((RecallState.Closed, 9, 10, 0, "done"));
        (await Close()).ShouldBe((null, null));

        (await Fact("S00", "f1", "C-2")).Refusal.ShouldBeNull();
        (await Recall.Get()).Value!.State.ShouldBe(RecallState.Open);
        (await Close()).ShouldBe(("clients", 2));
        await Tell("C-2");
        (await Close()).ShouldBe((null, null));

        async Task Tell(string client)
        {
            foreach (var task in Enum.GetValues<RecallTask>()) (await Recall.SetTask(new(client, task, RecallTaskState.Done, null, House.By))).Refusal.ShouldBeNull();
        }
    }

    [Fact]
    public async Task Lifted_it_leaves_its_lots_to_quality_and_new_stores_alone()
    {
        (await Recall.Put(Ask("L1"))).Refusal.ShouldBeNull();
        (await Recall.Lift(new("wrong lot", null, false, House.By))).Value!.State.ShouldBe(RecallState.Lifted);
        (await Recall.Lift(new("wrong lot", null, false, House.By))).IsNew.ShouldBeFalse();
        (await Sell("S00", "s1")).Refusal!.Kind.ShouldBe(RefusalKind.LotBlocked);
        foreach (var status in new[] { LotStatus.Quarantined, LotStatus.Released })
            (await _house.Stock("S00", "A").SetLotStatus(new("L1", status, "looked at", House.By))).Refusal.ShouldBeNull();
        (await Sell("S00", "s1")).Refusal.ShouldBeNull();
        await _house.PutStore("late");
        await _house.Receive("late", "A", 5);
        (await Sell("late", "s1")).Refusal.ShouldBeNull();
        (await Close()).ShouldBe(("lifted", null));
    }

    private async Task<(string?, decimal?)> Close()
    {
        var answer = await Recall.Close(new("done", null, false, House.By));
        return (answer.Refusal?.State, answer.Refusal?.Available);
    }
}
