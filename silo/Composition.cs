using BeautyGrains.Api;
using BeautyGrains.Api.Operations;
using BeautyGrains.Documents;
using BeautyGrains.Grains;
using BeautyGrains.Journal.Postgres;
using BeautyGrains.Journal.Sqlite;
using BeautyGrains.ReadModels;
using BeautyGrains.Silo.Backup;
using BeautyGrains.Silo.Engines;
using BeautyGrains.Silo.Settings;
using BeautyGrains.Silo.Sweeps;
using BeautyGrains.Silo.Telemetry;
using BeautyGrains.Silo.Webhooks;
using BeautyGrains.Vault;

namespace BeautyGrains.Silo;

/// <summary>Who stands with whom. The order is that of starting; stopping goes backwards: HTTP, sweeps, engine, and at last the journal.</summary>
internal static class Composition
{
    public static void AddBeautyHost(this IServiceCollection services, HostSettings settings, IConfiguration configuration)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(TaskScheduler.Default);
        services.AddSingleton(settings);
        services.AddSingleton(settings.Telemetry);
        // First to start, last to stop: what happens in between is told.
        services.AddHostedService<OtlpExport>();
        services.AddSingleton(_ => DataFolder.Hold(settings.DataFolder));
        services.AddSingleton<Administrator>();
        // The folder is held before anybody asks for the journal in it, and let go after the journal is closed.
        if (settings.Database is { } database) services.AddPostgresJournal(database);
        else services.AddSqliteJournal(DataFolder.JournalIn(settings.DataFolder));
        if (settings.Database is { } kept) services.AddPostgresDocuments(kept);
        else services.AddSqliteDocuments(DataFolder.DocumentsIn(settings.DataFolder));
        services.AddSingleton(host => new VaultOptions(MasterKey.Of(settings, host.GetRequiredService<DataFolder>()), host.GetRequiredService<TimeProvider>()));
        if (settings.Database is { } sealedIn) services.AddPostgresVault(sealedIn);
        else services.AddSqliteVault(DataFolder.ClientKeysIn(settings.DataFolder));
        services.AddEngine(settings);
        // Who only asks the cluster has no grains and sweeps nothing; the journal then writes nothing, and so opens no session to write.
        var hasGrains = settings.Cluster is not { ApiOnly: true };
        if (hasGrains) services.AddGrainsHere(settings);
        services.AddHostedService<AdministratorStart>();
        // Read models follow the journal in transactions of their own; with files in a file of their own, so that the two do not share a writer.
        if (settings.Database is { } followed) services.AddPostgresReadModels(followed);
        else services.AddSqliteReadModels(DataFolder.ReadModelsIn(settings.DataFolder));
        services.AddSingleton(new ReadModelSettings { Options = new() { Gather = TimeSpan.FromMilliseconds(250), Leads = hasGrains } });
        services.AddSingleton<IStockLevels, StockLevelStream>();
        services.AddSingleton<IModelListener, StockLevelTeller>();
        services.AddSingleton<IModelListener, AlertTeller>();
        services.AddSingleton<IWebhookSealer, WebhookSealer>();
        services.AddSingleton<IWebhookChannel, HttpWebhookChannel>();
        services.AddHostedService(host => host.GetRequiredService<ReadModelHost>());
        if (hasGrains) services.AddHostedService<ReadModelMeter>();
        services.AddBeautyApi(configuration);
        if (hasGrains)
        {
            services.AddHostedService<CommandMemorySweep>();
            services.AddAlertSweep();
            services.AddHostedService(host => host.GetRequiredService<AlertSweep>());
            services.AddHostedService<AlertMeter>();
            services.AddHostedService<ClassSweep>();
            services.AddHostedService<ReplenishmentSweep>();
            services.AddHostedService<DocumentSweep>();
            services.AddHostedService<ConditionSweep>();
        }
        services.AddSingleton<IReadyCheck, DiskCheck>();
        services.AddSingleton<IBackups, ServerBackups>();
        services.AddHostedService<Announcement>();
        services.AddHostedService<Draining>();
    }

    // A database can be shared by several servers; a file is held by one.
    private static void AddGrainsHere(this IServiceCollection services, HostSettings settings) =>
        services.AddBeautyGrains(options => options.CheckAfterSilence = settings.Database is null ? TimeSpan.Zero : TimeSpan.FromSeconds(5));
}
