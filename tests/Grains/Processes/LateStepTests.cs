using BeautyGrains.Contracts;
using BeautyGrains.Journal.Memory;
using Orleans;

namespace BeautyGrains.Grains.Tests.Processes;

/// <summary>Messages of a process that arrive, or arrive once more, after it has gone on: sent by a server that has stalled, or carried late.</summary>
public sealed class LateStepTests : IAsyncLifetime
{
    private readonly MemoryJournal _journal = new();
    private readonly Meeting _meeting = new();
    private House _house = null!;

    public async Task InitializeAsync()
    {
        _house = await House.Open(_journal, meets: _meeting);
        await _house.PutStore("S");
        await _house.PutStore("T");
        await _house.PutSku("A");
        await _house.PutSku("B");
        await _house.Receive("S", "A", 5);
        await _house.Receive("S", "B", 5);
    }

    public async Task DisposeAsync()
    {
        await _house.DisposeAsync();
        await _journal.DisposeAsync();
    }

    private static Caller StepOf(string process) => House.By with { Process = process };

    private static ReserveStock Late(string id, decimal quantity, bool pinned, string process, string? madeFor, long attempt) =>
        new(id, quantity, null, pinned ? null : TimeSpan.FromMinutes(5), null, null, null, null, null, pinned, StepOf(process), madeFor, attempt);

    private Task<Answer<BatchView>> PutBatch(decimal ofB) => _house.Batch("M").Put(new(
        [.. new[] { ("r1", "A", 2m), ("r2", "B", ofB) }.Select(item => new BatchItem("S", item.Item2, item.Item1, item.Item3, null, TimeSpan.FromMinutes(5), null, null, null, null))], House.By));

    private async Task<decimal> Reserved(string sku) => (await _house.Look("S", sku)).Reserved;

    [Fact]
    public async Task A_refused_transfer_holds_nothing_for_good_though_a_request_to_reserve_comes_after_goods_have()
    {
        (await _house.Transfer("T1").Put(new("S", "T", [new("A", 2, null), new("B", 6, null)], House.By))).Refusal!.Lines.ShouldHaveSingleItem();
        await _house.Receive("S", "B", 5, "L2");
        (await _house.Stock("S", "A").Reserve(Late("transfer:T1", 2, pinned: true, "transfer:T1", null, 1))).IsNew.ShouldBeFalse();
        (await _house.Stock("S", "B").Reserve(Late("transfer:T1", 6, pinned: true, "transfer:T1", null, 1))).Refusal.ShouldBe(Refusal.NotIn("released"));
        ((await Reserved("A")), (await Reserved("B"))).ShouldBe((0, 0));
        await _house.NothingIsOpen();
    }

    [Fact]
    public async Task A_refused_batch_holds_nothing_though_its_requests_come_once_more()
    {
        (await PutBatch(6)).Refusal!.Lines.ShouldHaveSingleItem();
        await _house.Receive("S", "B", 5, "L2");
        (await _house.Stock("S", "A").Reserve(Late("r1", 2, pinned: false, "batch:M", "batch:M", 1))).Refusal.ShouldBe(Refusal.NotIn("released"));
        (await _house.Stock("S", "B").Reserve(Late("r2", 6, pinned: false, "batch:M", "batch:M", 1))).Refusal.ShouldBe(Refusal.NotIn("released"));
        ((await Reserved("A")), (await Reserved("B"))).ShouldBe((0, 0));
    }

    [Fact]
    public async Task What_a_batch_got_when_it_was_asked_for_again_is_not_taken_back_for_its_first_attempt()
    {
        await PutBatch(6);
        await _house.Receive("S", "B", 5, "L2");
        (await PutBatch(6)).Value!.Items.ShouldAllBe(item => item.IsNew);
        var late = await _house.Stock("S", "A").Release(new("r1", StepOf("batch:M"), OnlyIfMadeFor: "batch:M", Attempt: 1));
        (late.Refusal, late.IsNew).ShouldBe((null, false));
        ((await Reserved("A")), (await Reserved("B"))).ShouldBe((2, 6));
    }

    [Fact]
    public async Task Goods_that_a_late_request_has_shipped_are_on_their_way_though_shipping_them_had_been_refused()
    {
        (await _house.Transfer("T1").Put(new("S", "T", [new("A", 2, null)], House.By))).Refusal.ShouldBeNull();
        var source = _house.Stock("S", "A");
        _meeting.Before("ExpectTransfer", () => _house.Block("S", "A"));
        _meeting.Before("Release", async () =>
        {
            await source.SetLotStatus(new("L1", LotStatus.Released, "Was nothing.", House.By));
            (await source.ShipTransfer(new("T1", "transfer:T1", "T", StepOf("transfer:T1")))).Refusal.ShouldBeNull();
        });

        (await _house.Transfer("T1").Ship(new(House.By))).Value!.Lines.Single().Lots.ShouldHaveSingleItem().Shipped.ShouldBe(2);
        ((await _house.Look("S", "A")).InTransitOut, (await _house.Look("T", "A")).InTransitIn).ShouldBe((2, 2));
        (await _house.Transfer("T1").Receive(new([], [], House.By))).Refusal.ShouldBeNull();
        (await _house.Look("T", "A")).OnHand.ShouldBe(2);
        (await _house.Look("S", "A")).InTransitOut.ShouldBe(0);
    }

    /// <summary>Something happens once before a method of a grain is reached.</summary>
    private sealed class Meeting : IIncomingGrainCallFilter
    {
        private readonly Dictionary<string, Func<Task>> _before = [];

        public void Before(string method, Func<Task> what)
        {
            lock (_before) _before[method] = what;
        }

        public async Task Invoke(IIncomingGrainCallContext context)
        {
            Func<Task>? what;
            lock (_before) _before.Remove(context.MethodName, out what);
            if (what is not null) await what();
            await context.Invoke();
        }
    }
}
