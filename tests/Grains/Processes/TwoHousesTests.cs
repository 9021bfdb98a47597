using BeautyGrains.Contracts;
using BeautyGrains.Engine.Tests;
using BeautyGrains.Journal.Memory;
using Orleans;

namespace BeautyGrains.Grains.Tests.Processes;

/// <summary>Two processes on one journal, both told to serve the same stock, the clock of one minutes ahead of the other's.</summary>
public sealed class TwoHousesTests : IAsyncLifetime
{
    private static readonly TimeSpan s_apart = TimeSpan.FromMinutes(5);
    private readonly MemoryJournal _journal = new();
    private House _slow = null!;
    private House _fast = null!;

    public async Task InitializeAsync()
    {
        _slow = await Open(new());
        _fast = await Open(Ahead());
        await _slow.PutStore("S");
        await _slow.PutSku("K");
        await _slow.Receive("S", "K", 5);
    }

    public async Task DisposeAsync()
    {
        await _slow.DisposeAsync();
        await _fast.DisposeAsync();
        await _journal.DisposeAsync();
    }

    [Fact]
    public async Task A_hold_that_one_has_told_to_be_over_is_over_in_the_other_whose_clock_is_behind()
    {
        (await Hold(_slow, "r1", 3)).ShouldBe(ReservationState.Open);
        (await _fast.Stock("S", "K").GetReservation("r1")).Value!.State.ShouldBe(ReservationState.Expired);

        // The slow one's clock says that it is held for almost a minute yet. Its grain is the stale one, and its place is taken by one that knows.
        var commit = new CommitReservation("r1", null, [], MovementKind.Sale, null, House.By);
        await Should.ThrowAsync<NotWrittenException>(_slow.Stock("S", "K").Commit(commit));
        (await _slow.Stock("S", "K").Commit(commit)).Refusal.ShouldBe(Refusal.NotIn("expired"));
        (await _slow.Stock("S", "K").GetReservation("r1")).Value!.State.ShouldBe(ReservationState.Expired);
        (await _slow.Look("S", "K")).Available.ShouldBe(5);

        await using var third = await Open(new());
        (await third.Stock("S", "K").GetReservation("r1")).Value!.State.ShouldBe(ReservationState.Expired);
        (await third.Stock("S", "K").Extend(new("r1", TimeSpan.FromHours(1), House.By))).Refusal.ShouldBe(Refusal.NotIn("expired"));
    }

    [Fact]
    public async Task Stock_that_one_has_told_to_be_free_again_is_not_issued_to_the_ended_hold_by_the_other()
    {
        await Hold(_slow, "r1", 3);
        (await _fast.Look("S", "K")).Available.ShouldBe(5);
        await Should.ThrowAsync<NotWrittenException>(_slow.Stock("S", "K").Release(new("r1", House.By)));
        (await _slow.Stock("S", "K").CountOpenReservations()).ShouldBe(0);
        (await Hold(_fast, "r2", 5)).ShouldBe(ReservationState.Open);
    }

    [Fact]
    public async Task A_basket_that_one_has_told_to_be_over_is_over_in_the_other_whose_clock_is_behind()
    {
        (await _slow.Basket("B").Put(new("S", [new("K", 3, null)], TimeSpan.FromMinutes(1), true, House.By))).Value!.State.ShouldBe(BasketState.Reserved);
        (await _fast.Basket("B").Get()).Value!.State.ShouldBe(BasketState.Expired);
        await Should.ThrowAsync<NotWrittenException>(_slow.Basket("B").Commit(new(null, House.By)));
        (await _slow.Basket("B").Commit(new(null, House.By))).Refusal.ShouldBe(Refusal.NotIn("expired"));
        (await _fast.Look("S", "K")).OnHand.ShouldBe(5);
    }

    [Fact]
    public async Task A_hold_made_by_the_clock_ahead_ends_by_that_clock_for_both_once_anybody_was_told()
    {
        await Hold(_fast, "r1", 3);
        await FindsOut(_slow, ReservationState.Open);
        _fast.Clock.Advance(TimeSpan.FromMinutes(1));
        (await _fast.Stock("S", "K").GetReservation("r1")).Value!.State.ShouldBe(ReservationState.Expired);
        await FindsOut(_slow, ReservationState.Expired);
        (await Hold(_slow, "r2", 5)).ShouldBe(ReservationState.Open);
    }

    [Fact]
    public async Task A_grain_that_only_answers_queries_finds_out_within_five_seconds()
    {
        (await _fast.Look("S", "K")).OnHand.ShouldBe(5);
        (await _slow.Stock("S", "K").Sell(new("s1", 4, null, null, MovementKind.Sale, null, House.By))).Refusal.ShouldBeNull();
        _fast.Clock.Advance(TimeSpan.FromSeconds(5));
        await Should.ThrowAsync<NotWrittenException>(_fast.Stock("S", "K").Get());
        (await _fast.Look("S", "K")).OnHand.ShouldBe(1);
    }

    [Fact]
    public async Task A_process_that_one_has_left_open_is_not_kept_asleep_by_the_sweeps_of_the_other_that_knew_it_at_rest()
    {
        (await _slow.Basket("B").Put(new("S", [new("K", 3, null)], TimeSpan.FromHours(1), true, House.By))).Value!.State.ShouldBe(BasketState.Reserved);
        // It writes down that the basket is to be committed, and reaches no stock any more.
        await using (var dying = await House.Open(_journal, new(), options => options.CheckAfterSilence = TimeSpan.FromSeconds(5), new NoWay("Pin")))
        {
            await Should.ThrowAsync<OutcomeUnknownException>(dying.Basket("B").Commit(new(null, House.By)));
        }

        _slow.Clock.Advance(TimeSpan.FromSeconds(5));
        await _slow.Sweep.SweepOnce(CancellationToken.None);
        await _slow.Sweep.SweepOnce(CancellationToken.None);
        await _slow.NothingIsOpen();
        (await _slow.Basket("B").Get()).Value!.State.ShouldBe(BasketState.Committed);
        (await _slow.Look("S", "K")).OnHand.ShouldBe(2);
    }

    private Task<House> Open(ManualClock clock) => House.Open(_journal, clock, options => options.CheckAfterSilence = TimeSpan.FromSeconds(5));

    private static ManualClock Ahead()
    {
        var clock = new ManualClock();
        clock.Advance(s_apart);
        return clock;
    }

    private static async Task<ReservationState> Hold(House house, string id, decimal quantity) =>
        (await house.Stock("S", "K").Reserve(new(id, quantity, null, TimeSpan.FromMinutes(1), null, null, null, null, null, false, House.By))).Value!.State;

    /// <summary>Five seconds on a stale grain tells nothing any more, and the next one knows.</summary>
    private static async Task FindsOut(House house, ReservationState state)
    {
        house.Clock.Advance(TimeSpan.FromSeconds(5));
        await Should.ThrowAsync<NotWrittenException>(house.Stock("S", "K").GetReservation("r1"));
        (await house.Stock("S", "K").GetReservation("r1")).Value!.State.ShouldBe(state);
    }

    /// <summary>Calls of one method never reach their grain.</summary>
    private sealed class NoWay(string method) : IIncomingGrainCallFilter
    {
        public Task Invoke(IIncomingGrainCallContext context) =>
            context.MethodName == method ? Task.FromException(new OutcomeUnknownException("No way.")) : context.Invoke();
    }
}
