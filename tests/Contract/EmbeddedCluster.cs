using BeautyGrains.Engine;
using BeautyGrains.Engine.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;

namespace BeautyGrains.Contract.Tests;

/// <summary>The embedded engine, on the machine's clock and thread pool.</summary>
public sealed class EngineCluster : ContractCluster
{
    private readonly ClusterSettings _settings;
    private ServiceProvider _services;

    private EngineCluster(ClusterSettings settings)
    {
        _settings = settings;
        _services = Build(settings);
    }

    public override IClusterClient Grains => _services.GetRequiredService<IClusterClient>();

    internal static async Task<ContractCluster> StartNew(ClusterSettings settings)
    {
        var cluster = new EngineCluster(settings);
        await cluster.Engine.StartAsync(CancellationToken.None);
        return cluster;
    }

    public override async Task Restart()
    {
        await DisposeAsync();
        _services = Build(_settings);
        await Engine.StartAsync(CancellationToken.None);
    }

    public override async ValueTask DisposeAsync()
    {
        await Engine.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }

    private EmbeddedEngine Engine => _services.GetRequiredService<EmbeddedEngine>();

    private static ServiceProvider Build(ClusterSettings settings)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System);
        services.AddEmbeddedEngine(
            new ConfigurationBuilder().Build(),
            engine => engine.GrainAssemblies.Add(typeof(EngineCluster).Assembly),
            silo =>
            {
                settings.Silo(silo);
                Keep(silo, settings);
                if (settings.MinimumReminderPeriod is { } shortest)
                    silo.Services.Configure<ReminderOptions>(reminders => reminders.MinimumReminderPeriod = shortest);
            });
        return services.BuildServiceProvider();
    }

    private static void Keep(ISiloBuilder silo, ClusterSettings settings)
    {
        silo.AddReminders();
        switch (settings.Keeping)
        {
            case Keeping.Memory:
                silo.AddMemoryGrainStorageAsDefault().UseInMemoryReminderService();
                break;
            case Keeping.Sqlite:
                silo.Services.AddSqliteEngineStorage(_ => Path.Combine(settings.Place, "grain-state.db"));
                break;
            default:
                silo.Services.AddPostgresEngineStorage(settings.Place);
                break;
        }
    }
}
