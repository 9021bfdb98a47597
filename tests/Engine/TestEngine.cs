using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace BeautyGrains.Engine.Tests;

/// <summary>An engine with the test grains, a probe and a clock that stands still. The tests know grains by their factory alone.</summary>
public sealed class TestEngine : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly ServiceProvider _services;

    private TestEngine(ServiceProvider services)
    {
        _services = services;
        Engine = services.GetRequiredService<EmbeddedEngine>();
    }

    public IGrainFactory Grains => Engine;

    public EmbeddedEngine Engine { get; }

    public Probe Probe => _services.GetRequiredService<Probe>();

    public ManualClock Clock => _services.GetRequiredService<ManualClock>();

    public static async Task<TestEngine> Start(Action<EmbeddedEngineOptions>? configure = null, Action<IServiceCollection>? services = null)
    {
        var collection = new ServiceCollection();
        collection.AddSingleton<Probe>();
        collection.AddSingleton<ManualClock>();
        collection.AddSingleton<TimeProvider>(provider => provider.GetRequiredService<ManualClock>());
        collection.AddEmbeddedEngine(options =>
        {
            options.GrainAssemblies.Add(typeof(TestEngine).Assembly);
            configure?.Invoke(options);
        });
        services?.Invoke(collection);
        var engine = new TestEngine(collection.BuildServiceProvider());
        await engine.Engine.StartAsync(CancellationToken.None);
        return engine;
    }

    /// <summary>Waits until something holds.</summary>
    public static Task Until(Func<bool> holds, string what) => Until(() => Task.FromResult(holds()), what);

    /// <summary>Waits until something holds.</summary>
    public static async Task Until(Func<Task<bool>> holds, string what)
    {
        var end = Environment.TickCount64 + (long)s_patience.TotalMilliseconds;
        while (!await holds())
        {
            if (Environment.TickCount64 > end)
                throw new TimeoutException($"Waited in vain: {what}.");
            await Task.Delay(1);
        }
    }

    /// <summary>Waits until the probe has heard something so often.</summary>
    public Task Heard(string what, int times = 1) => Until(() => Probe.Count(what) >= times, $"'{what}' {times} times; heard: {string.Join(", ", Probe.Log)}");

    public GrainStatistics StatisticsOf(string grainType) => Engine.Statistics.Read().Single(grain => grain.GrainType == grainType);

    public async ValueTask DisposeAsync()
    {
        foreach (var gate in new[] { "a", "b", "c", "activate", "deactivate", "tick" })
            Probe.Open(gate);
        await Engine.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }
}
