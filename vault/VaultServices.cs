using BeautyGrains.Vault.Postgres;
using BeautyGrains.Vault.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BeautyGrains.Vault;

/// <summary>Puts the vault among a host's services, which registers <see cref="VaultOptions"/>. It is opened and started when the host starts, and closed with it.</summary>
public static class VaultServices
{
    /// <summary>Keeps keys in a file.</summary>
    public static IServiceCollection AddSqliteVault(this IServiceCollection services, string path) =>
        services.AddSingleton<KeyVault>(host => new SqliteKeyVault(path, host.GetRequiredService<VaultOptions>())).AddHostedService<VaultStart>();

    /// <summary>Keeps keys in a database.</summary>
    /// <param name="connectionString">In Npgsql's words.</param>
    public static IServiceCollection AddPostgresVault(this IServiceCollection services, string connectionString) =>
        services.AddSingleton<KeyVault>(host => new PostgresKeyVault(connectionString, host.GetRequiredService<VaultOptions>())).AddHostedService<VaultStart>();
}

/// <summary>Nobody is served before it is certain that clients' keys can be read.</summary>
internal sealed class VaultStart(KeyVault vault, ILogger<VaultStart> log) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var count = await vault.Start(cancellationToken);
        if (count > 0) log.LogInformation("{Count} keys were wrapped with the new master key. The previous one is needed no more once every server has started with the new one.", count);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
