using BeautyGrains.Silo.Engines;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.TestingHost;

namespace BeautyGrains.Contract.Tests;

/// <summary>Two silos of Microsoft Orleans in this process; which one a grain lives on is theirs to choose.</summary>
public sealed class EngineCluster : ContractCluster
{
    private readonly ClusterSettings _settings;
    private InProcessTestCluster _cluster;

    private EngineCluster(ClusterSettings settings)
    {
        _settings = settings;
        _cluster = Build(settings);
    }

    public override IClusterClient Grains => _cluster.Client;

    internal static async Task<ContractCluster> StartNew(ClusterSettings settings)
    {
        if (settings.Keeping == Keeping.Postgres) OrleansSchema.Apply(settings.Place);
        var cluster = new EngineCluster(settings);
        await cluster._cluster.DeployAsync();
        return cluster;
    }

    public override async Task Restart()
    {
        await DisposeAsync();
        _cluster = Build(_settings);
        await _cluster.DeployAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        // In good order first: disposal alone would drop the silos, and with them the ends of their activations.
        await _cluster.StopAllSilosAsync();
        await _cluster.DisposeAsync();
    }

    private static InProcessTestCluster Build(ClusterSettings settings)
    {
        var builder = new InProcessTestClusterBuilder(2);
        builder.Options.ConfigureFileLogging = false;
        // What is kept is found again after a restart by the service's name.
        builder.Options.ServiceId = "contract";
        builder.ConfigureSilo((_, silo) =>
        {
            settings.Silo(silo);
            // Where streams keep who has subscribed.
            silo.AddMemoryGrainStorage("PubSubStore");
            Keep(silo, settings);
            if (settings.MinimumReminderPeriod is { } shortest)
                silo.Services.Configure<ReminderOptions>(reminders => (reminders.MinimumReminderPeriod, reminders.RefreshReminderListPeriod) =
                    // While silos find out about each other, what one of them was asked the right one learns from the table.
                    (shortest, TimeSpan.FromSeconds(1)));
        });
        builder.ConfigureClient(client =>
        {
            foreach (var provider in settings.ClientStreams)
                client.AddMemoryStreams(provider);
        });
        return builder.Build();
    }

    private static void Keep(ISiloBuilder silo, ClusterSettings settings)
    {
        switch (settings.Keeping)
        {
            case Keeping.Memory:
                silo.AddMemoryGrainStorageAsDefault().UseInMemoryReminderService();
                break;
            case Keeping.Postgres:
                silo.AddAdoNetGrainStorageAsDefault(storage => (storage.Invariant, storage.ConnectionString) = ("Npgsql", settings.Place))
                    .UseAdoNetReminderService(reminders => (reminders.Invariant, reminders.ConnectionString) = ("Npgsql", settings.Place));
                break;
            default:
                throw new ArgumentException($"The Orleans engine keeps nothing in {settings.Keeping}.", nameof(settings));
        }
    }
}
