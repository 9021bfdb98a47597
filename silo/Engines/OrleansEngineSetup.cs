using BeautyGrains.Api.Http;
using BeautyGrains.Silo.Settings;
using Npgsql;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Streams;

namespace BeautyGrains.Silo.Engines;

/// <summary>
/// Puts Microsoft Orleans under the grains: silos that find each other in PostgreSQL, which also keeps their reminders and what grains store beside
/// the journal. A process told to serve the API alone is a client of them.
/// </summary>
internal static class EngineSetup
{
    /// <summary>Where streams are found, see <c>AddMemoryStreams</c> below.</summary>
    public const string Streams = Contracts.StockLevelStreams.Provider;

    private const string Npgsql = "Npgsql";

    // Silos that fell silent are found in a few seconds; a wrong suspicion costs a move of grains and no more, since the journal fences.
    private static readonly TimeSpan s_probe = TimeSpan.FromSeconds(2);

    // A few for the tables of the cluster; the journal has its own.
    private const int Connections = 16;

    /// <summary>Whether several processes work together.</summary>
    public static bool IsClustered => true;

    /// <summary>Adds the engine as a hosted service and as the way to grains.</summary>
    public static IServiceCollection AddEngine(this IServiceCollection services, HostSettings settings)
    {
        services.AddSingleton<IEngineTrouble, EngineTrouble>();
        // Settings with faults are told before anything of this is asked for.
        if (settings is not { Database: { } database, Cluster: { } cluster }) return services;
        var connection = ConnectionOf(database);
        services.AddHostedService(_ => new SchemaStart(connection));
        if (cluster.ApiOnly) services.AddOrleansClient(client => Join(client, settings, connection));
        else
        {
            services.AddSingleton<OrleansEngineMetrics>();
            services.AddHostedService(host => host.GetRequiredService<OrleansEngineMetrics>());
            services.AddOrleans(silo => Host(silo, settings, connection));
        }
        return services;
    }

    /// <summary>What must come before the API.</summary>
    public static void UseEngine(this WebApplication app) => app.UseDashboardSignIn();

    /// <summary>Pages that the engine brings along.</summary>
    public static void MapEngine(this WebApplication app) => app.MapDashboard();

    private static void Host(ISiloBuilder silo, HostSettings settings, string connection)
    {
        var cluster = settings.Cluster!;
        silo.Configure<ClusterOptions>(options => Name(options, cluster));
        silo.ConfigureEndpoints(cluster.Address, cluster.SiloPort, cluster.GatewayPort, listenOnAnyHostAddress: false);
        silo.Configure<ClusterMembershipOptions>(options => options.ProbeTimeout = s_probe);
        silo.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (Npgsql, connection));
        silo.AddAdoNetGrainStorageAsDefault(options => (options.Invariant, options.ConnectionString) = (Npgsql, connection));
        silo.UseAdoNetReminderService(options => (options.Invariant, options.ConnectionString) = (Npgsql, connection));
        // Streams are hints: every message carries a version and the whole picture, and a sweep heals what was lost, so nothing of them need outlive
        // a silo. The ADO.NET streams of Orleans are published as an alpha only, and would write a row to the database for every hint.
        silo.AddMemoryStreams(Streams, streams => streams.ConfigureStreamPubSub(StreamPubSubType.ImplicitOnly));
        silo.Services.AddSingleton<IIncomingGrainCallFilter>(host => host.GetRequiredService<OrleansEngineMetrics>());
        silo.AddOrleansDashboard();
        // A trace crosses silos in the request context, by filters that every call would pass; so only where somebody looks.
        if (settings.Telemetry.IsOn) silo.AddActivityPropagation();
    }

    private static void Join(IClientBuilder client, HostSettings settings, string connection)
    {
        var cluster = settings.Cluster!;
        client.Configure<ClusterOptions>(options => Name(options, cluster));
        client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = TimeSpan.FromSeconds(5));
        client.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (Npgsql, connection));
        client.UseConnectionRetryFilter<PatientConnection>();
        client.AddOrleansDashboard();
        if (settings.Telemetry.IsOn) client.AddActivityPropagation();
    }

    private static void Name(ClusterOptions options, ClusterSettings cluster) => (options.ClusterId, options.ServiceId) = (cluster.ClusterId, cluster.ServiceId);

    private static string ConnectionOf(string database)
    {
        var parts = new NpgsqlConnectionStringBuilder(database) { Enlist = false, MaxPoolSize = Connections, PersistSecurityInfo = false };
        parts.ApplicationName ??= "beautygrains-cluster";
        return parts.ConnectionString;
    }

    /// <summary>Brings the database to the cluster's schema before the silo or client looks for it.</summary>
    private sealed class SchemaStart(string connection) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            OrleansSchema.Apply(connection);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
