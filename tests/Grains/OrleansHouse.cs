using BeautyGrains.Engine.Tests;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.TestingHost;

namespace BeautyGrains.Grains.Tests;

/// <summary>Two silos of Microsoft Orleans below a house. Grains and their timers have the house's clock, the silos the machine's.</summary>
internal sealed class HouseEngine : IAsyncDisposable
{
    /// <summary>Writes from one crash to the next, see <see cref="Crash"/>.</summary>
    public const int CrashEvery = 3;

    private readonly InProcessTestCluster _cluster;

    private HouseEngine(InProcessTestCluster cluster)
    {
        _cluster = cluster;
        Services = cluster.GetSiloServiceProvider(cluster.Silos[0].SiloAddress);
    }

    public IServiceProvider Services { get; }

    public IGrainFactory Grains => _cluster.Client;

    public async Task<long> Activations(string grainType)
    {
        var all = await Grains.GetGrain<IManagementGrain>(0).GetDetailedGrainStatistics();
        return all.Count(grain => grain.GrainId.Type == GrainType.Create(grainType));
    }

    public static async Task<HouseEngine> Start(Action<IServiceCollection> furnish, ManualClock clock)
    {
        var builder = new InProcessTestClusterBuilder(2);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) =>
        {
            furnish(silo.Services);
            silo.Services.UseTimeProviderForBackgroundAreas(TimeProvider.System);
            silo.AddMemoryGrainStorageAsDefault().UseInMemoryReminderService();
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new(cluster);
    }

    /// <summary>Ends the second silo at once, as a machine that loses its power does.</summary>
    public Task KillOne() => _cluster.KillSiloAsync(_cluster.Silos[^1]);

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in _cluster.Silos.ToArray()) await _cluster.KillSiloAsync(silo);
        await _cluster.DisposeAsync();
    }
}
