using BeautyGrains.Engine.Tests.Grains;

namespace BeautyGrains.Engine.Tests;

public sealed class TimerTests : IAsyncLifetime
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    private TestEngine _engine = null!;

    public async Task InitializeAsync() => _engine = await TestEngine.Start(options => options.CallTimeout = Timeout.InfiniteTimeSpan);

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    public async Task A_timer_ticks_after_its_due_time_and_then_once_a_period()
    {
        var grain = _engine.Grains.GetGrain<ITimerGrain>("t");
        await grain.Start(due: s_second, period: 2 * s_second);
        _engine.Clock.Advance(s_second / 2);
        (await grain.Ticks()).ShouldBe(0);
        await Advance(grain, s_second, expected: 1);
        await Advance(grain, s_second, expected: 1);
        await Advance(grain, 2 * s_second, expected: 2);
    }

    [Fact]
    public async Task The_period_counts_from_the_end_of_a_run_and_runs_never_overlap()
    {
        var grain = _engine.Grains.GetGrain<ITimerGrain>("t");
        await grain.Start(s_second, s_second, gate: "tick");
        _engine.Clock.Advance(s_second);
        await _engine.Heard("tick t begins");
        _engine.Clock.Advance(10 * s_second);
        _engine.Probe.Open("tick");
        await _engine.Heard("tick t ends");
        await Advance(grain, s_second / 2, expected: 1);
        await Advance(grain, s_second, expected: 2);
    }

    [Fact]
    public async Task A_tick_waits_for_the_call_that_runs_unless_it_interleaves()
    {
        var grain = _engine.Grains.GetGrain<ITimerGrain>("t");
        await grain.Start(s_second, Timeout.InfiniteTimeSpan);
        var call = grain.Hold("a");
        await _engine.Heard("hold a");
        _engine.Clock.Advance(s_second);
        await grain.StartInterleaving(s_second);
        _engine.Clock.Advance(s_second);
        await _engine.Heard("interleaving tick t");
        _engine.Probe.Count("tick t begins").ShouldBe(0);
        _engine.Probe.Open("a");
        await call;
        await _engine.Heard("tick t begins");
    }

    [Fact]
    public async Task A_tick_that_throws_is_not_the_last()
    {
        var grain = _engine.Grains.GetGrain<ITimerGrain>("throws");
        await grain.Start(s_second, s_second);
        await Advance(grain, s_second, expected: 1);
        await Advance(grain, s_second, expected: 2);
    }

    [Fact]
    public async Task Change_moves_the_next_tick_and_Dispose_ends_them()
    {
        var grain = _engine.Grains.GetGrain<ITimerGrain>("t");
        await grain.Start(s_second, s_second);
        await grain.Change(5 * s_second, s_second);
        await Advance(grain, 4 * s_second, expected: 0);
        await Advance(grain, s_second, expected: 1);
        await grain.Stop();
        await Advance(grain, 10 * s_second, expected: 1);
    }

    [Fact]
    public async Task A_tick_can_change_its_own_timer()
    {
        var grain = _engine.Grains.GetGrain<ITimerGrain>("slower");
        await grain.Start(s_second, s_second);
        await Advance(grain, s_second, expected: 1);
        await Advance(grain, 9 * s_second, expected: 1);
        await Advance(grain, s_second, expected: 2);
    }

    [Fact]
    public async Task Ticks_do_not_keep_a_grain_alive_unless_told_so()
    {
        // Ticks at the half minutes, looks for unused grains at the whole ones, so that no look finds a tick running.
        var half = TimeSpan.FromSeconds(30);
        await _engine.Grains.GetGrain<ITimerGrain>("dying").Start(half, 2 * half);
        await _engine.Grains.GetGrain<ITimerGrain>("living").Start(half, 2 * half, keepAlive: true);
        for (var minute = 1; minute <= 20; minute++)
        {
            _engine.Clock.Advance(half);
            await _engine.Heard("tick living ends", minute);
            await TestEngine.Until(
                () => _engine.Probe.Count("tick dying ends") == minute || _engine.Probe.Count("deactivated dying") > 0, "the tick or the end");
            _engine.Clock.Advance(half);
        }

        await _engine.Heard("deactivated dying");
        var ticks = _engine.Probe.Count("tick dying ends");
        _engine.Clock.Advance(half);
        await _engine.Heard("tick living ends", 21);
        _engine.Probe.Count("tick dying ends").ShouldBe(ticks);
        _engine.Probe.Count("deactivated living").ShouldBe(0);
    }

    [Fact]
    public async Task What_a_tick_does_on_cancellation_may_throw_and_the_grain_ends_all_the_same()
    {
        var grain = _engine.Grains.GetGrain<ITimerGrain>("bitter");
        await grain.Start(s_second, Timeout.InfiniteTimeSpan);
        await Advance(grain, s_second, expected: 1);
        _engine.Clock.Advance(TimeSpan.FromMinutes(20));
        await _engine.Heard("deactivated bitter");
        (await grain.Ticks()).ShouldBe(0);
    }

    [Fact]
    public async Task A_timer_refuses_times_below_zero()
        => await Should.ThrowAsync<ArgumentOutOfRangeException>(
            () => _engine.Grains.GetGrain<ITimerGrain>("t").Start(TimeSpan.FromSeconds(-2), s_second));

    // A tick stands in the mailbox before the call that counts, or, if none is due, the call finds the same number.
    private async Task Advance(ITimerGrain grain, TimeSpan time, int expected)
    {
        _engine.Clock.Advance(time);
        (await grain.Ticks()).ShouldBe(expected);
    }
}
