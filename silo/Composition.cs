using BeautyGrains.Api;
using BeautyGrains.Grains;
using BeautyGrains.Journal;
using BeautyGrains.Journal.Sqlite;
using BeautyGrains.Silo.Engines;
using BeautyGrains.Silo.Settings;
using BeautyGrains.Silo.Sweeps;

namespace BeautyGrains.Silo;

/// <summary>Who stands with whom. The order is that of starting; stopping goes backwards: HTTP, sweeps, engine, and at last the journal.</summary>
internal static class Composition
{
    public static void AddBeautyHost(this IServiceCollection services, HostSettings settings, IConfiguration configuration)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(TaskScheduler.Default);
        services.AddSingleton(settings);
        services.AddSingleton(_ => DataFolder.Hold(settings.DataFolder));
        services.AddSingleton<Administrator>();
        services.AddSingleton(host => new SqliteJournal(new(host.GetRequiredService<DataFolder>().Journal, host.GetRequiredService<TimeProvider>())));
        services.AddSingleton<IJournal>(host => host.GetRequiredService<SqliteJournal>());
        services.AddSingleton<IVerifiableJournal>(host => host.GetRequiredService<SqliteJournal>());
        services.AddEngine();
        services.AddBeautyGrains();
        services.AddHostedService<AdministratorStart>();
        services.AddBeautyApi(configuration);
        services.AddHostedService<CommandMemorySweep>();
        services.AddHostedService<Announcement>();
    }

    public static void MapBeauty(this WebApplication app) => app.MapBeautyApi();
}
