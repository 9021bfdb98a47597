using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BeautyGrains.Journal.Sqlite;

/// <summary>Puts the journal on SQLite among a host's services.</summary>
public static class SqliteJournalServices
{
    /// <summary>Adds it as <see cref="IJournal"/>, <see cref="IVerifiableJournal"/> and itself; opened when first asked for, closed with the host.</summary>
    /// <param name="folder">The journal's own folder.</param>
    public static IServiceCollection AddSqliteJournal(this IServiceCollection services, string folder) => services
        .AddSingleton(provider => new SqliteJournal(new(folder, provider.GetRequiredService<TimeProvider>())
        {
            Meters = provider.GetService<IMeterFactory>(),
            OnIndexing = (reached, newest) => provider.GetService<ILogger<SqliteJournal>>()?.LogInformation("The journal's index is brought up to date: position {Reached} of {Newest}.", reached, newest),
        }))
        .AddSingleton<IVerifiableJournal>(provider => provider.GetRequiredService<SqliteJournal>())
        .AddSingleton<IJournal>(provider => provider.GetRequiredService<SqliteJournal>());
}
