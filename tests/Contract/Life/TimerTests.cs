using BeautyGrains.Contract.Tests.Grains;
using Orleans.Runtime;

namespace BeautyGrains.Contract.Tests.Life;

/// <summary>What timers do whatever the clock; when exactly they tick is tested with a virtual one.</summary>
public sealed class TimerTests(PlainCluster plain) : IClassFixture<PlainCluster>
{
    private static readonly TimeSpan s_soon = TimeSpan.FromMilliseconds(20);

    [Fact]
    public async Task A_timer_ticks_again_and_again_without_the_context_of_the_call_that_started_it()
    {
        RequestContext.Set("who", "caller");
        await Grain("ticks").Start(s_soon, s_soon);
        RequestContext.Clear();
        await Board.Of("ticks").Heard("tick", 3);
    }

    [Fact]
    public async Task A_tick_that_throws_is_not_the_last()
    {
        await Grain("throws").Start(s_soon, s_soon);
        await Board.Of("throws").Heard("tick", 3);
    }

    [Fact]
    public async Task A_tick_waits_for_the_call_that_runs_unless_it_interleaves()
    {
        var board = Board.Of("turn");
        await Grain("turn").Start(TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
        (await Grain("turn").Change(s_soon)).ShouldBe("nothing");
        await board.Heard("tick");
        await Grain("turn").Start(2 * s_soon, Timeout.InfiniteTimeSpan);
        var call = Grain("turn").Hold("a");
        await board.Heard("hold a");
        await Grain("turn").StartInterleaving(4 * s_soon);
        await board.Heard("interleaving tick");
        board.Open("a");
        await call;
        await board.Heard("tick", 2);
        // On a slow day the tick was quicker than the call; it never comes in its midst.
        board.Log.SkipWhile(line => line != "hold a").TakeWhile(line => line != "held a").ShouldNotContain("tick");
    }

    [Fact]
    public async Task A_timer_refuses_times_below_zero()
    {
        await Grain("refuses").Start(TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
        (await Grain("refuses").Change(TimeSpan.FromSeconds(-2))).ShouldBe("out of range");
    }

    private ITickingGrain Grain(string key) => plain.Cluster.Grains.GetGrain<ITickingGrain>(key);
}
