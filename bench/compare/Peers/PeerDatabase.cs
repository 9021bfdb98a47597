using Npgsql;

namespace BeautyGrains.Bench.Compare;

/// <summary>The tables that an application on PostgreSQL alone would have, and its connections, which its cases share as they share ours.</summary>
internal sealed class PeerDatabase : IAsyncDisposable
{
    private const string Name = "peer";
    private readonly NpgsqlDataSource _source;
    private readonly List<NpgsqlConnection> _connections = [];

    private PeerDatabase(NpgsqlDataSource source) => _source = source;

    public IReadOnlyList<NpgsqlConnection> Connections => _connections;

    /// <summary>Makes a row for each stock, and one more that is hot.</summary>
    public static async Task<PeerDatabase> Make(Postgres postgres, Grid grid)
    {
        await postgres.Start();
        await postgres.Run("postgres", "-c", $"CREATE DATABASE {Name}");
        await postgres.Run(Name, "-c", $"""
            CREATE TABLE stock (store int, sku int, available bigint NOT NULL CHECK (available >= 0), reserved bigint NOT NULL DEFAULT 0, PRIMARY KEY (store, sku));
            CREATE TABLE reservations (id text PRIMARY KEY, store int NOT NULL, sku int NOT NULL, quantity bigint NOT NULL, expires_at timestamptz NOT NULL);
            INSERT INTO stock SELECT store, sku, 300000000 FROM generate_series(0, {grid.Stores - 1}) store, generate_series(0, {grid.Skus - 1}) sku;
            INSERT INTO stock VALUES (-1, -1, 300000000);
            """);
        await postgres.Run(Name, "-c", "VACUUM ANALYZE");
        var database = new PeerDatabase(NpgsqlDataSource.Create($"{postgres.ConnectionTo(Name)};Maximum Pool Size={Settings.Connections}"));
        for (var i = 0; i < Settings.Connections; i++) database._connections.Add(await database._source.OpenConnectionAsync());
        return database;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections) await connection.DisposeAsync();
        await _source.DisposeAsync();
    }
}
