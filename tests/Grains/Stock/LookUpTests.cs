using BeautyGrains.Contracts;
using BeautyGrains.Engine.Tests;
using BeautyGrains.Journal;
using BeautyGrains.Journal.Memory;

namespace BeautyGrains.Grains.Tests.Stock;

/// <summary>What a stock's grain looks up before it decides or tells, while others go on.</summary>
public sealed class LookUpTests : IAsyncLifetime
{
    private readonly HeldLookUps _journal = new();
    private readonly ManualClock _clock = new();

    public async Task InitializeAsync()
    {
        await using var house = await House.Open(_journal, _clock);
        await house.PutStore("S");
        await house.PutSku("K");
        await house.Receive("S", "K", 1_000);
        (await Sell(house, "s1", 2)).Refusal.ShouldBeNull();
    }

    public async Task DisposeAsync()
    {
        _journal.Release();
        await _journal.DisposeAsync();
    }

    private static Task<Answer<MovementView>> Sell(House house, string id, decimal quantity) =>
        house.Stock("S", "K").Sell(new(id, quantity, null, null, MovementKind.Sale, null, House.By));

    [Fact]
    public async Task A_look_up_that_others_have_overtaken_is_made_again()
    {
        // It has just come to life: of what was done before the journal is asked.
        await using var house = await House.Open(_journal, _clock);
        (await house.Look("S", "K")).OnHand.ShouldBe(998);
        var takeBack = new ReverseMovement("v1", MovementKind.Sale, "s1", "Wrong bottle.", House.By);
        _journal.HoldNext();
        var held = house.Stock("S", "K").Reverse(takeBack);
        await _journal.Held;

        // The same request arrives once more and overtakes it, and so much else is done that the memory has let go of that by the time the journal answers.
        (await house.Stock("S", "K").Reverse(takeBack)).IsNew.ShouldBeTrue();
        const int sales = IdMemory.Kept + IdMemory.Slack;
        foreach (var sale in await Task.WhenAll(Enumerable.Range(0, sales).Select(i => Sell(house, $"later-{i}", 1)))) sale.Refusal.ShouldBeNull();
        _journal.Release();

        var answer = await held;
        (answer.Refusal, answer.IsNew, answer.Value!.Quantity).ShouldBe((null, false, 2m));
        (await house.Look("S", "K")).OnHand.ShouldBe(1_000 - sales);
    }

    [Fact]
    public async Task Who_asks_when_many_holds_have_ended_waits_for_one_part_of_their_record_and_is_told_of_all()
    {
        const int holds = (2 * StockRules.MostOverdue) + 10;
        await using (var house = await House.Open(_journal, _clock))
        {
            foreach (var hold in await Task.WhenAll(Enumerable.Range(0, holds).Select(i => Hold(house, $"r{i:000}")))) hold.Refusal.ShouldBeNull();
        }
        var before = await LastVersion();
        _clock.Advance(TimeSpan.FromMinutes(2));

        // The timers of the grain that comes to life now wait for the clock to move again; those of a cluster may have recorded more by then.
        var most = before + (HouseEngine.CrashEvery == 1 ? StockRules.MostOverdue : holds);
        await using var next = await House.Open(_journal, _clock);
        var told = await next.Look("S", "K");
        (told.Available, told.Reserved).ShouldBe((998, 0));
        told.Version.ShouldBeInRange(before + StockRules.MostOverdue, most);
        (await next.Stock("S", "K").CountOpenReservations()).ShouldBe(0);
        (await next.Stock("S", "K").GetReservation($"r{holds - 1:000}")).Value!.State.ShouldBe(ReservationState.Expired);
        (await LastVersion()).ShouldBeInRange(told.Version, most);

        // Who decides records the next part with it.
        (await Sell(next, "s2", 998)).Refusal.ShouldBeNull();
        (await LastVersion()).ShouldBeInRange(before + (2 * StockRules.MostOverdue) + 1, most + StockRules.MostOverdue + 1);

        static Task<Answer<ReservationView>> Hold(House house, string id) =>
            house.Stock("S", "K").Reserve(new(id, 1, null, TimeSpan.FromMinutes(1), null, null, null, null, null, false, House.By));
    }

    private async Task<long> LastVersion() => await _journal.LastVersion(StockKind.Instance.Stream("S/K"));

    /// <summary>One look-up of a command waits until it is let go.</summary>
    private sealed class HeldLookUps : MemoryJournal, IJournal
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _toHold;

        /// <summary>Completes when one waits.</summary>
        public Task Held => _asked.Task;

        public void HoldNext() => Volatile.Write(ref _toHold, 1);

        public void Release() => _answered.TrySetResult();

        async ValueTask<RememberedCommand?> IJournal.FindCommand(StreamKey stream, string id, CancellationToken cancel)
        {
            if (Interlocked.Exchange(ref _toHold, 0) == 1)
            {
                _asked.SetResult();
                await _answered.Task;
            }
            return await FindCommand(stream, id, cancel);
        }
    }
}
