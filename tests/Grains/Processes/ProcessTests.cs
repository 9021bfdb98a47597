using BeautyGrains.Contracts;
using BeautyGrains.Journal.Memory;
using BeautyGrains.Journal.Sqlite;
using BeautyGrains.Tests.Shared;

namespace BeautyGrains.Grains.Tests.Processes;

public sealed class ProcessTests : IAsyncLifetime
{
    private static readonly PutBasket s_put = new("S", [new("A", 1, null), new("B", 1, null)], TimeSpan.FromMinutes(5), true, House.By);
    private readonly FaultyJournal _journal = new();
    private House _house = null!;

    public async Task InitializeAsync()
    {
        _house = await House.Open(_journal);
        await Stocked(_house);
    }

    public async Task DisposeAsync()
    {
        _journal.Release();
        await _house.DisposeAsync();
        await _journal.DisposeAsync();
    }

    private static async Task Stocked(House house)
    {
        await house.PutStore("S");
        foreach (var sku in new[] { "A", "B" })
        {
            await house.PutSku(sku);
            await house.Receive("S", sku, 5);
        }
    }

    private async Task<BasketState?> State() => (await _house.Basket("B").Get()).Value?.State;

    [Fact]
    public async Task A_step_that_fails_is_told_as_unknown_and_repeated_after_a_second()
    {
        _journal.NextAppend(AppendFate.Written);
        _journal.FailNext();
        await Should.ThrowAsync<OutcomeUnknownException>(() => _house.Basket("B").Put(s_put));
        (await State()).ShouldBe(BasketState.Reserving);

        _house.Clock.Advance(TimeSpan.FromSeconds(1));
        await House.Until(async () => await State() == BasketState.Reserved, "the basket reserved");
        (await _house.Basket("B").Put(s_put)).IsNew.ShouldBeFalse();
        (await _house.Look("S", "A")).Reserved.ShouldBe(1);
    }

    [Fact]
    public async Task A_command_that_comes_while_the_process_is_busy_waits_for_it()
    {
        _journal.Hang();
        var put = _house.Basket("B").Put(s_put);
        await _journal.Hanging;
        var commit = _house.Basket("B").Commit(new(null, House.By));
        var again = _house.Basket("B").Put(s_put);
        commit.IsCompleted.ShouldBeFalse();
        // No stock is asked before the basket itself is durable: a basket that is never written must hold nothing.
        var waiting = _journal.Queue.Waiting;
        for (var i = 0; i < 20; i++)
        {
            (await State()).ShouldBeNull();
            await _house.Look("S", "A");
        }
        _journal.Queue.Waiting.ShouldBe(waiting);
        _journal.Release();

        (await put).IsNew.ShouldBeTrue();
        (await again).IsNew.ShouldBeFalse();
        (await commit).Value!.State.ShouldBe(BasketState.Committed);
    }

    [Fact]
    public async Task The_sweep_runs_at_start_and_every_minute()
    {
        _journal.NextAppend(AppendFate.Written);
        _journal.NextAppend(AppendFate.Written);
        _journal.NextAppend(AppendFate.Written);
        _journal.FailNext();
        await Should.ThrowAsync<OutcomeUnknownException>(() => _house.Basket("B").Put(s_put));

        await _house.Sweep.StartAsync(CancellationToken.None);
        await House.Until(async () => await State() == BasketState.Reserved, "the first sweep");
        _journal.NextAppend(AppendFate.Written);
        _journal.NextAppend(AppendFate.Written);
        _journal.NextAppend(AppendFate.Written);
        _journal.FailNext();
        await Should.ThrowAsync<OutcomeUnknownException>(() => _house.Basket("B").Commit(new(null, House.By)));
        await House.Until(async () =>
        {
            _house.Clock.Advance(TimeSpan.FromSeconds(1));
            return await State() == BasketState.Committed;
        }, "a later sweep");
        await _house.Sweep.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Baskets_and_transfers_do_the_same_on_disk()
    {
        var folder = Directory.CreateTempSubdirectory("grains-");
        await using (var journal = new SqliteJournal(new(folder.FullName, TimeProvider.System)))
        {
            await using var house = await House.Open(journal);
            await Stocked(house);
            await house.PutStore("T");
            (await house.Basket("B").Put(s_put)).Value!.State.ShouldBe(BasketState.Reserved);
            (await house.Basket("B").Commit(new(null, House.By))).Value!.State.ShouldBe(BasketState.Committed);
            (await house.Transfer("T1").Put(new("S", "T", [new("A", 4, null)], House.By))).Value!.State.ShouldBe(TransferState.Ready);
            (await house.Transfer("T1").Ship(new(House.By))).Value!.State.ShouldBe(TransferState.Shipped);
            await house.NothingIsOpen();
        }

        await using (var journal = new SqliteJournal(new(folder.FullName, TimeProvider.System)))
        {
            await using var house = await House.Open(journal);
            (await house.Transfer("T1").Receive(new([], [], House.By))).Value!.State.ShouldBe(TransferState.Received);
            (await house.Look("T", "A")).OnHand.ShouldBe(4);
            (await house.Look("S", "A")).OnHand.ShouldBe(0);
        }
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_process_read_from_a_snapshot_is_the_one_replayed_from_zero()
    {
        await using var house = await House.Open(_journal, options: options => options.SnapshotAtLeastBytes = 50);
        await house.PutStore("T");
        await house.Transfer("T1").Put(new("S", "T", [new("A", 2, null), new("B", 1, null)], House.By));
        await house.Transfer("T1").Ship(new(House.By));
        await house.Transfer("T1").Receive(new([], [], House.By));
        await house.Basket("B").Put(s_put);
        await house.Basket("B").Commit(new("doc", House.By));
        await Same(TransferKind.Instance, "T1");
        await house.Batch("M").Put(new([new("S", "A", "r1", 1, null, TimeSpan.FromMinutes(5), null, null, null, null)], House.By));
        await Same(BasketKind.Instance, "B");
        await Same(BatchKind.Instance, "M");
    }

    private async Task Same<TState, TEvent>(AggregateKind<TState, TEvent> kind, string key)
        where TState : class
        where TEvent : class
    {
        await House.Until(async () => await _journal.ReadSnapshot(kind.Stream(key), kind.FoldVersion) is not null, "a snapshot");
        var fast = await kind.Replay(_journal, key);
        var slow = await kind.Replay(_journal, key, fromZero: true);
        (fast.Version, fast.At).ShouldBe((slow.Version, slow.At));
        System.Text.Encoding.UTF8.GetString(kind.SaveState(fast.State)).ShouldBe(System.Text.Encoding.UTF8.GetString(kind.SaveState(slow.State)));
    }
}
