using BeautyGrains.Engine.Tests.Grains;

namespace BeautyGrains.Engine.Tests;

public sealed class SimulationTests
{
    [Fact]
    public void The_whole_engine_runs_in_one_thread_and_the_same_seed_gives_the_same_run()
    {
        var run = Run(seed: 7);
        run.ShouldBe(Run(seed: 7));
        run.Count(line => line.Contains(" at hop", StringComparison.Ordinal)).ShouldBe(3 * 21);
        run.Count(line => line.StartsWith("tick", StringComparison.Ordinal)).ShouldBeGreaterThan(0);
        run.ShouldContain("deactivated t");
        run.Where(line => line.Contains("thread", StringComparison.Ordinal))
            .ShouldAllBe(line => line.EndsWith($"thread {Environment.CurrentManagedThreadId}", StringComparison.Ordinal));
    }

    [Fact]
    public void Another_seed_gives_another_run()
        => Enumerable.Range(1, 5).Select(seed => string.Join('\n', Run(seed))).Distinct().Count().ShouldBeGreaterThan(1);

    private static IReadOnlyList<string> Run(int seed)
    {
        var scheduler = new PumpedScheduler(seed);
        TestEngine? engine = null;
        var clock = new Lazy<ManualClock>(() => engine!.Clock);
        Start(scheduler, started => engine = started);
        scheduler.RunToEnd(() => Day(engine!), clock.Value, TimeSpan.FromMinutes(1), mostSteps: 60);
        return engine!.Probe.Log;
    }

    private static void Start(PumpedScheduler scheduler, Action<TestEngine> started)
    {
        var start = TestEngine.Start(options => options.Scheduler = scheduler);
        scheduler.Pump();
        start.IsCompletedSuccessfully.ShouldBeTrue();
        started(start.Result);
    }

    private static async Task Day(TestEngine engine)
    {
        var grains = engine.Grains;
        await grains.GetGrain<ITimerGrain>("t").Start(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        await Task.WhenAll(
            grains.GetGrain<IReentrantGrain>("hop0").Pass("red", 20),
            grains.GetGrain<IReentrantGrain>("hop1").Pass("green", 20),
            grains.GetGrain<IReentrantGrain>("hop2").Pass("blue", 20));
        await Task.Delay(TimeSpan.FromMinutes(20), engine.Clock);
        for (var key = 0; key < 20; key++)
            await grains.GetGrain<IPlainGrain>($"key{key}").Increment();
        await engine.Engine.StopAsync(CancellationToken.None);
    }
}
