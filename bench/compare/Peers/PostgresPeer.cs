using Npgsql;

namespace BeautyGrains.Bench.Compare;

/// <summary>
/// PostgreSQL as an application would use it, through Npgsql with prepared statements: a row for each stock, a conditional UPDATE, an INSERT of the
/// reservation, durable before the answer. Neither lots nor expiry, no ledger, nothing but the reservation's own id.
/// </summary>
internal abstract class PostgresPeer(House house, string name, string what) : ICase
{
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
        foreach (var connection in await house.PeerConnections()) await Prepare(connection);
    }

    public Task<Measured> Turn(int seconds, string run) => Measured.During(
        () => Callers.Run(Settings.Connections, seconds, Each, (caller, n) => Reserve(caller, n, run)), ("postgres", house.Postgres.Process));

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
}
