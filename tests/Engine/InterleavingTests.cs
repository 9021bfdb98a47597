using BeautyGrains.Engine.Tests.Grains;

namespace BeautyGrains.Engine.Tests;

/// <summary>What is stricter than on the other engine, or takes the virtual clock; the rest is in tests/Contract.
/// Microsoft Orleans lets a writer in as soon as the reader that came first is over, this engine when all are.</summary>
public sealed class InterleavingTests : IAsyncLifetime
{
    private TestEngine _engine = null!;

    public async Task InitializeAsync() => _engine = await TestEngine.Start();

    public async Task DisposeAsync() => await _engine.DisposeAsync();

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
}
