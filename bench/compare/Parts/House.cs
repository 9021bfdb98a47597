using Npgsql;

namespace BeautyGrains.Bench.Compare;

/// <summary>Everything that cases share, started when the first one asks.</summary>
internal sealed class House(Settings settings) : IAsyncDisposable
{
    private readonly Dictionary<string, Server> _servers = [];
    private PeerDatabase? _peer;

    public Settings Settings => settings;

    public Postgres Postgres { get; } = new(settings);

    /// <summary>The server of this name, which stands still.</summary>
    public async Task<Server> Server(string name, bool onPostgres)
    {
        if (_servers.TryGetValue(name, out var known)) return known;
        string? database = null;
        if (onPostgres) database = await Postgres.PreparedDatabase(name.Replace('-', '_'));
        else await Stocks.Prepare(settings, name, null);
        var server = await Compare.Server.Start(settings, name, database);
        server.Freeze();
        return _servers[name] = server;
    }

    /// <summary>Open connections to the database of PostgreSQL alone.</summary>
    public async Task<IReadOnlyList<NpgsqlConnection>> PeerConnections() => (_peer ??= await PeerDatabase.Make(Postgres, settings.Grid)).Connections;

    public async ValueTask DisposeAsync()
    {
        if (_peer is not null) await _peer.DisposeAsync();
        foreach (var server in _servers.Values) await server.DisposeAsync();
        await Postgres.DisposeAsync();
    }
}
