using BeautyGrains.Engine;
using BeautyGrains.Engine.Tests;
using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace BeautyGrains.Grains.Tests;

/// <summary>The embedded engine below a house.</summary>
internal sealed class HouseEngine : IAsyncDisposable
{
    /// <summary>Writes from one crash to the next, see <see cref="Crash"/>.</summary>
    public const int CrashEvery = 1;

    private readonly ServiceProvider _services;
    private readonly ManualClock _clock;

    private HouseEngine(ServiceProvider services, ManualClock clock)
    {
        (_services, _clock) = (services, clock);
        Grains = services.GetRequiredService<IGrainFactory>();
    }

    public IServiceProvider Services => _services;

    public IGrainFactory Grains { get; }

    public Task<long> Activations(string grainType) =>
        Task.FromResult(_services.GetRequiredService<EmbeddedEngine>().Statistics.Read().Single(grain => grain.GrainType == grainType).Activations);

    public static async Task<HouseEngine> Start(Action<IServiceCollection> furnish, ManualClock clock)
    {
        var services = new ServiceCollection();
        furnish(services);
        services.AddEmbeddedEngine(engine =>
        {
            engine.GrainAssemblies.Add(typeof(AggregateServices).Assembly);
            engine.GrainAssemblies.Add(typeof(House).Assembly);
            engine.DrainTimeout = TimeSpan.FromMilliseconds(1);
            engine.DeactivationTimeout = TimeSpan.FromMilliseconds(1);
        });
        var house = new HouseEngine(services.BuildServiceProvider(), clock);
        await house._services.GetRequiredService<EmbeddedEngine>().StartAsync(CancellationToken.None);
        return house;
    }

    public async ValueTask DisposeAsync()
    {
        // The manual clock ends the stop's patience at once.
        var stop = _services.GetRequiredService<EmbeddedEngine>().StopAsync(CancellationToken.None);
        while (!stop.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Yield();
        }
        await stop;
    }
}
