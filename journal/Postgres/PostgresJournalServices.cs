using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace BeautyGrains.Journal.Postgres;

/// <summary>Puts the journal on PostgreSQL among a host's services.</summary>
public static class PostgresJournalServices
{
    /// <summary>Adds it as <see cref="IJournal"/>, <see cref="IVerifiableJournal"/> and itself; opened when first asked for, closed with the host.</summary>
    public static IServiceCollection AddPostgresJournal(this IServiceCollection services, string connectionString) => services
        .AddSingleton(provider => new PostgresJournal(new(connectionString, provider.GetRequiredService<TimeProvider>()) { Meters = provider.GetService<IMeterFactory>() }))
        .AddSingleton<IVerifiableJournal>(provider => provider.GetRequiredService<PostgresJournal>())
        .AddSingleton<IJournal>(provider => provider.GetRequiredService<PostgresJournal>());
}
