using BeautyGrains.Engine.Tests.Grains;

namespace BeautyGrains.Engine.Tests;

public sealed class TimeoutTests : IAsyncLifetime
{
    private TestEngine _engine = null!;

    public async Task InitializeAsync() => _engine = await TestEngine.Start(options => options.CallTimeout = TimeSpan.FromSeconds(5));

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    public async Task A_call_that_takes_too_long_times_out_for_its_caller_and_still_ends()
    {
        var grain = _engine.Grains.GetGrain<IPlainGrain>("long");
        var call = grain.Hold("a");
        await _engine.Heard("hold a begins");
        _engine.Clock.Advance(TimeSpan.FromSeconds(4));
        call.IsCompleted.ShouldBeFalse();
        _engine.Clock.Advance(TimeSpan.FromSeconds(2));
        (await Should.ThrowAsync<TimeoutException>(() => call)).Message.ShouldContain("IPlainGrain.Hold of plain/long");
        _engine.Probe.Open("a");
        await _engine.Heard("hold a ends");
        (await grain.Increment()).ShouldBe(1);
        _engine.StatisticsOf("plain").TimedOut.ShouldBe(1);
    }

    [Fact]
    public async Task A_methods_own_time_out_stands_before_the_engines()
    {
        var call = _engine.Grains.GetGrain<ICancelledGrain>("brief").HoldBriefly("a");
        _engine.Clock.Advance(TimeSpan.FromSeconds(2));
        await TestEngine.Until(() => call.IsCompleted, "the time-out");
        (await Should.ThrowAsync<TimeoutException>(() => call)).Message.ShouldContain("within 00:00:01");
    }

    [Fact]
    public async Task A_call_that_timed_out_in_the_mailbox_never_begins()
    {
        var grain = _engine.Grains.GetGrain<IPlainGrain>("queue");
        var first = grain.Hold("a");
        var second = grain.Hold("b");
        await _engine.Heard("hold a begins");
        _engine.Clock.Advance(TimeSpan.FromSeconds(6));
        await Should.ThrowAsync<TimeoutException>(() => first);
        await Should.ThrowAsync<TimeoutException>(() => second);
        _engine.Probe.Open("b");
        _engine.Probe.Open("a");
        await grain.Increment();
        _engine.Probe.Log.ShouldNotContain("hold b begins");
        _engine.StatisticsOf("plain").Waiting.ShouldBe(0);
    }

    [Fact]
    public async Task A_grain_that_was_idle_has_its_next_calls_watched_again()
    {
        var grain = _engine.Grains.GetGrain<IPlainGrain>("again");
        await grain.Nothing();
        // This one times out by the same look, which comes to the idle grain first.
        var other = _engine.Grains.GetGrain<IPlainGrain>("other").Hold("b");
        _engine.Clock.Advance(TimeSpan.FromSeconds(6));
        await Should.ThrowAsync<TimeoutException>(() => other);

        var call = grain.Hold("a");
        _engine.Clock.Advance(TimeSpan.FromSeconds(6));
        await TestEngine.Until(() => call.IsFaulted, "the next call times out too");
        _engine.Probe.Open("a");
        _engine.Probe.Open("b");
    }

    [Fact]
    public async Task A_call_sent_after_an_idle_time_gets_its_whole_time()
    {
        var grain = _engine.Grains.GetGrain<IPlainGrain>("later");
        await grain.Nothing();
        _engine.Clock.Advance(TimeSpan.FromMinutes(1));
        var call = grain.Hold("a");
        _engine.Clock.Advance(TimeSpan.FromSeconds(4));
        _engine.Probe.Open("a");
        await call;
    }
}
