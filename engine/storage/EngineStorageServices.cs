using BeautyGrains.Engine.Storage.Postgres;
using BeautyGrains.Engine.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Runtime.Hosting;
using Orleans.Storage;

namespace BeautyGrains.Engine.Storage;

/// <summary>Puts the embedded engine's storage among a host's services: the grain storage "Default" and the reminders. Opened when first asked for, closed with the host.</summary>
public static class EngineStorageServices
{
    private const string Name = "Default";

    /// <summary>Keeps states and reminders in a file.</summary>
    /// <param name="path">Where the file is, or will be.</param>
    public static IServiceCollection AddSqliteEngineStorage(this IServiceCollection services, Func<IServiceProvider, string> path) => services
        .AddSingleton(provider => new SqliteGrainFile(new(path(provider))))
        .AddSingleton<IEmbeddedReminderTable>(provider => new SqliteReminderTable(provider.GetRequiredService<SqliteGrainFile>()))
        .AddGrainStorage(Name, (provider, _) => new EmbeddedGrainStorage(new SqliteStateTable(provider.GetRequiredService<SqliteGrainFile>())));

    /// <summary>Keeps states and reminders in a database. The host registers the TimeProvider.</summary>
    /// <param name="connectionString">In Npgsql's words.</param>
    public static IServiceCollection AddPostgresEngineStorage(this IServiceCollection services, string connectionString) => services
        .AddSingleton(provider => new PostgresGrainDatabase(new(connectionString, provider.GetRequiredService<TimeProvider>())))
        .AddSingleton<IEmbeddedReminderTable>(provider => new PostgresReminderTable(provider.GetRequiredService<PostgresGrainDatabase>()))
        .AddGrainStorage(Name, (provider, _) => new EmbeddedGrainStorage(new PostgresStateTable(provider.GetRequiredService<PostgresGrainDatabase>())));
}
