using Npgsql;

namespace BeautyGrains.Bench.Compare;

/// <summary>
/// PostgreSQL as an application would use it, through Npgsql with prepared statements: a row for each stock, a conditional UPDATE, an INSERT of the
/// reservation, durable before the answer. Neither lots nor expiry, no ledger, nothing but the reservation's own id.
/// </summary>
internal abstract class PostgresPeer(House house, string name, string what) : ICase, IAsyncDisposable
{
    private const string Database = "peer";
    private static bool s_made;
    private readonly List<NpgsqlConnection> _connections = [];
    private NpgsqlDataSource? _source;

    public string Name => name;

    public string What => what;

    public virtual string Unit => "reservations/s";

    public virtual bool IsShort => false;

    public bool UsesPostgres => true;

    protected Grid Grid => house.Settings.Grid;

    /// <summary>Reservations of a transaction.</summary>
    protected virtual int Each => 1;

    public async Task Start()
    {
        await house.Postgres.Start();
        if (!s_made) await Make();
        s_made = true;
        _source = new NpgsqlDataSourceBuilder($"{house.Postgres.ConnectionTo(Database)};Maximum Pool Size={Settings.Connections};Application Name={name}").Build();
        for (var i = 0; i < Settings.Connections; i++)
        {
            var connection = await _source.OpenConnectionAsync();
            _connections.Add(connection);
            await Prepare(connection);
        }
    }

    public Task<Measured> Turn(int seconds, string run) => Measured.During(
        () => Callers.Run(Settings.Connections, seconds, Each, (caller, n) => Reserve(caller, n, run)), ("postgres", house.Postgres.Process));

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections) await connection.DisposeAsync();
        if (_source is not null) await _source.DisposeAsync();
    }

    /// <summary>Makes a connection's commands.</summary>
    protected abstract Task Prepare(NpgsqlConnection connection);

    /// <summary>One transaction of a connection; false when something was not reserved.</summary>
    protected abstract ValueTask<bool> Reserve(int connection, long n, string run);

    /// <summary>A stock, on the same ways over all stocks as our own cases go.</summary>
    protected (int Store, int Sku) Stock(int connection, long n)
    {
        var stock = (int)((n * 7919 + connection * 104_729L) % Grid.Count);
        return (stock % Grid.Stores, stock / Grid.Stores);
    }

    private async Task Make()
    {
        await house.Postgres.Run("postgres", "-c", $"CREATE DATABASE {Database}");
        await house.Postgres.Run(Database, "-c", $"""
            CREATE TABLE stock (store int, sku int, available bigint NOT NULL CHECK (available >= 0), reserved bigint NOT NULL DEFAULT 0, PRIMARY KEY (store, sku));
            CREATE TABLE reservations (id text PRIMARY KEY, store int NOT NULL, sku int NOT NULL, quantity bigint NOT NULL, expires_at timestamptz NOT NULL);
            INSERT INTO stock SELECT store, sku, 300000000 FROM generate_series(0, {Grid.Stores - 1}) store, generate_series(0, {Grid.Skus - 1}) sku;
            INSERT INTO stock VALUES (-1, -1, 300000000);
            """);
        await house.Postgres.Run(Database, "-c", "VACUUM ANALYZE");
    }
}
