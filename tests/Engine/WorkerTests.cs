using BeautyGrains.Engine.Tests.Grains;

namespace BeautyGrains.Engine.Tests;

/// <summary>Which worker takes a call; that several work at once is in tests/Contract.</summary>
public sealed class WorkerTests : IAsyncLifetime
{
    private TestEngine _engine = null!;

    public async Task InitializeAsync() => _engine = await TestEngine.Start(options => options.StatelessWorkers = 3);

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    public async Task An_idle_worker_is_taken_before_another_is_made_and_the_oldest_first()
    {
        var grain = _engine.Grains.GetGrain<IHelperGrain>("h");
        var first = grain.Hold("a");
        var second = grain.Hold("a");
        _engine.StatisticsOf("helper").Activations.ShouldBe(2);
        _engine.Probe.Open("a");
        var oldest = await first;
        (await second).ShouldNotBe(oldest);
        await TestEngine.Until(() => _engine.StatisticsOf("helper").Running == 0, "both are idle");
        for (var call = 0; call < 5; call++)
            (await grain.Hold("a")).ShouldBe(oldest);
    }

    [Fact]
    public async Task When_all_are_busy_a_call_goes_to_the_one_with_the_fewest_waiting()
    {
        var grain = _engine.Grains.GetGrain<IHelperGrain>("h");
        var calls = Enumerable.Range(0, 9).Select(_ => grain.Hold("a")).ToArray();
        _engine.StatisticsOf("helper").Activations.ShouldBe(3);
        _engine.Probe.Open("a");
        (await Task.WhenAll(calls)).CountBy(worker => worker).ShouldAllBe(pair => pair.Value == 3);
    }

    [Fact]
    public async Task Workers_of_other_keys_are_others_and_unused_ones_are_collected()
    {
        var one = await _engine.Grains.GetGrain<IHelperGrain>("one").Nothing();
        (await _engine.Grains.GetGrain<IHelperGrain>("other").Nothing()).ShouldNotBe(one);
        _engine.StatisticsOf("helper").Activations.ShouldBe(2);
        _engine.Clock.Advance(TimeSpan.FromMinutes(17));
        await TestEngine.Until(() => _engine.StatisticsOf("helper").Activations == 0, "both are gone");
        (await _engine.Grains.GetGrain<IHelperGrain>("one").Nothing()).ShouldNotBe(one);
    }

    [Fact]
    public async Task A_worker_that_is_ending_takes_no_call_while_another_can()
    {
        var grain = _engine.Grains.GetGrain<IHelperGrain>("slow");
        var ended = await grain.End();
        await _engine.Heard("ends");
        (await grain.Nothing()).ShouldNotBe(ended);
        _engine.StatisticsOf("helper").Activations.ShouldBe(2);
        _engine.Probe.Open("deactivate");
        await TestEngine.Until(() => _engine.StatisticsOf("helper").Activations == 1, "the first is gone");
        (await grain.Nothing()).ShouldNotBe(ended);
    }
}
