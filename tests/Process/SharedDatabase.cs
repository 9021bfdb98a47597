using System.Text.Json;
using BeautyGrains.Tests.Shared;

namespace BeautyGrains.Tests.Processes;

/// <summary>A PostgreSQL server with one database, and servers on it that know the same administrator.</summary>
internal sealed class SharedDatabase : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private string? _key;

    private SharedDatabase(string connection) => Connection = connection;

    /// <summary>The database server.</summary>
    public required PostgresServer Database { get; init; }

    /// <summary>How to connect to the database.</summary>
    public string Connection { get; }

    public static async Task<SharedDatabase> Start()
    {
        var database = new PostgresServer();
        return new(await database.NewDatabase()) { Database = database };
    }

    /// <summary>Starts a server on it.</summary>
    /// <param name="name">Of its data folder; the same name again is the same server restarted.</param>
    /// <param name="through">The port at which it is to find the database; null for the database's own.</param>
    public async Task<ServerProcess> Serve(string name, int? through = null)
    {
        var data = await Folder(name, through);
        var server = await ServerProcess.Start(data, ServerProcess.FreePort());
        _key ??= server.KeyFile;
        return server;
    }

    /// <summary>Makes a data folder whose settings name the database.</summary>
    public async Task<string> Folder(string name, int? through = null)
    {
        var data = _folder.At(name);
        if (Directory.Exists(data)) return data;
        Directory.CreateDirectory(data);
        var connection = through is { } port ? Connection.Replace($"Port={Database.Port}", $"Port={port}", StringComparison.Ordinal) : Connection;
        await File.WriteAllTextAsync(Path.Combine(data, "appsettings.json"), JsonSerializer.Serialize(new { Storage = new { Provider = "postgres", ConnectionString = connection } }));
        if (_key is not null) File.Copy(_key, Path.Combine(data, "admin.key"));
        return data;
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        _folder.Dispose();
    }
}
