using BeautyGrains.Engine.Tests.Grains;
using Orleans;

namespace BeautyGrains.Engine.Tests;

public sealed class InterleavingTests : IAsyncLifetime
{
    private TestEngine _engine = null!;

    public async Task InitializeAsync() => _engine = await TestEngine.Start();

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    public async Task A_call_waits_until_the_one_before_has_ended()
    {
        var grain = _engine.Grains.GetGrain<IPlainGrain>("strict");
        var first = grain.Hold("a");
        var second = grain.Hold("b");
        _engine.Probe.Open("b");
        await _engine.Heard("hold a begins");
        await TestEngine.Until(() => _engine.StatisticsOf("plain").Waiting == 1, "the second call waits");
        _engine.Probe.Open("a");
        await Task.WhenAll(first, second);
        _engine.Probe.Log.ShouldBe(["activated strict", "hold a begins", "hold a ends", "hold b begins", "hold b ends"]);
    }

    [Fact]
    public async Task Readers_run_beside_readers_and_a_writer_waits_for_all_of_them()
    {
        var grain = _engine.Grains.GetGrain<IPlainGrain>("read");
        var readers = Task.WhenAll(grain.HoldReading("a"), grain.HoldReading("b"));
        await _engine.Heard("read a begins");
        await _engine.Heard("read b begins");
        var writer = grain.Hold("c");
        _engine.Probe.Open("c");
        _engine.Probe.Open("a");
        await _engine.Heard("read a ends");
        await grain.HoldInterleaving("a");
        _engine.Probe.Count("hold c begins").ShouldBe(0);
        _engine.Probe.Open("b");
        await Task.WhenAll(readers, writer);
    }

    [Fact]
    public async Task Readers_that_wait_behind_a_writer_start_together()
    {
        var grain = _engine.Grains.GetGrain<IPlainGrain>("together");
        var writer = grain.Hold("c");
        var readers = Task.WhenAll(grain.HoldReading("a"), grain.HoldReading("b"));
        await _engine.Heard("hold c begins");
        _engine.Probe.Count("read a begins").ShouldBe(0);
        _engine.Probe.Open("c");
        await _engine.Heard("read a begins");
        await _engine.Heard("read b begins");
        _engine.Probe.Open("b");
        _engine.Probe.Open("a");
        await Task.WhenAll(readers, writer);
    }

    [Fact]
    public async Task What_always_interleaves_runs_beside_a_writer()
    {
        var grain = _engine.Grains.GetGrain<IPlainGrain>("beside");
        var writer = grain.Hold("a");
        var beside = grain.HoldInterleaving("b");
        await _engine.Heard("hold a begins");
        await _engine.Heard("interleave b begins");
        _engine.Probe.Open("b");
        await beside;
        writer.IsCompleted.ShouldBeFalse();
        _engine.Probe.Open("a");
        await writer;
    }

    [Fact]
    public async Task All_calls_of_a_reentrant_grain_interleave_but_never_run_at_once()
    {
        var grain = _engine.Grains.GetGrain<IReentrantGrain>("many");
        var calls = Enumerable.Range(0, 200).Select(_ => grain.Hold("a")).ToArray();
        await TestEngine.Until(() => _engine.StatisticsOf("reentrant").Running == 200, "all calls run");
        _engine.Probe.Open("a");
        (await Task.WhenAll(calls)).ShouldAllBe(atOnce => atOnce == 1);
    }

    [Fact]
    public async Task A_grain_called_back_by_the_one_it_awaits_is_stuck_until_the_time_out()
    {
        var grain = _engine.Grains.GetGrain<IPlainGrain>("left");
        var call = grain.CallThrough(_engine.Grains.GetGrain<IPlainGrain>("right"));
        await TestEngine.Until(() => _engine.StatisticsOf("plain") is { Running: 2, Waiting: 1 }, "the call back waits");
        _engine.Clock.Advance(TimeSpan.FromSeconds(29));
        call.IsCompleted.ShouldBeFalse();
        _engine.Clock.Advance(TimeSpan.FromSeconds(3));
        await Should.ThrowAsync<TimeoutException>(() => call);
    }

    [Fact]
    public async Task A_reentrant_grain_can_be_called_back()
    {
        var grain = _engine.Grains.GetGrain<IReentrantGrain>("self");
        (await grain.CallBackThrough(_engine.Grains.GetGrain<IReentrantGrain>("other"))).ShouldBe("self");
    }
}
