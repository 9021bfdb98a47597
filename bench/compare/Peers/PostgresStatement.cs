using System.Globalization;
using Npgsql;

namespace BeautyGrains.Bench.Compare;

/// <summary>A reservation with its parameters, as prepared on one connection.</summary>
internal sealed class PreparedReservation
{
    private readonly NpgsqlParameter<long> _quantity = new() { TypedValue = 1 };
    private readonly NpgsqlParameter<int> _store = new(), _sku = new();
    private readonly NpgsqlParameter<string> _id = new() { TypedValue = "" };
    private readonly NpgsqlParameter<DateTime> _expires = new() { TypedValue = DateTime.UtcNow };

    /// <summary>Parameters of statements that take quantity, store, SKU, and those that take id and expiry too.</summary>
    public NpgsqlParameter[] Stock => [_quantity, _store, _sku];

    /// <inheritdoc cref="Stock"/>
    public NpgsqlParameter[] All => [_quantity, _store, _sku, _id, _expires];

    public void Set((int Store, int Sku) stock, string id)
    {
        (_store.TypedValue, _sku.TypedValue, _id.TypedValue) = (stock.Store, stock.Sku, id);
        _expires.TypedValue = DateTime.UtcNow.AddHours(1);
    }
}

/// <summary>One statement that does both.</summary>
internal sealed class PostgresStatement(House house, bool hot)
    : PostgresPeer(house, hot ? "postgres-one-hot" : "postgres-one-uniform", $"PostgreSQL alone, one statement, {(hot ? "one hot row" : "uniform")}")
{
    /// <summary>The statement, by parameters of <see cref="PreparedReservation.All"/>.</summary>
    public const string Text = """
        WITH taken AS (
          UPDATE stock SET available = available - $1, reserved = reserved + $1 WHERE store = $2 AND sku = $3 AND available >= $1 RETURNING store)
        INSERT INTO reservations (id, store, sku, quantity, expires_at) SELECT $4, $2, $3, $1, $5 FROM taken
        """;

    private readonly List<(NpgsqlCommand Command, PreparedReservation Reservation)> _prepared = [];

    protected override async Task Prepare(NpgsqlConnection connection)
    {
        var reservation = new PreparedReservation();
        var command = new NpgsqlCommand(Text, connection);
        command.Parameters.AddRange(reservation.All);
        await command.PrepareAsync();
        _prepared.Add((command, reservation));
    }

    protected override async ValueTask<bool> Reserve(int connection, long n, string run)
    {
        var (command, reservation) = _prepared[connection];
        reservation.Set(hot ? (-1, -1) : Stock(connection, n), string.Create(CultureInfo.InvariantCulture, $"{Name}-{run}-{connection}-{n}"));
        return await command.ExecuteNonQueryAsync() == 1;
    }
}

/// <summary>A transaction of four round trips.</summary>
internal sealed class PostgresTransaction(House house, bool hot)
    : PostgresPeer(house, hot ? "postgres-four-hot" : "postgres-four-uniform", $"PostgreSQL alone, four round trips, {(hot ? "one hot row" : "uniform")}")
{
    private readonly List<Commands> _prepared = [];

    public override bool IsShort => true;

    protected override async Task Prepare(NpgsqlConnection connection)
    {
        var (stock, all) = (new PreparedReservation(), new PreparedReservation());
        var begin = new NpgsqlCommand("BEGIN", connection);
        var update = new NpgsqlCommand("UPDATE stock SET available = available - $1, reserved = reserved + $1 WHERE store = $2 AND sku = $3 AND available >= $1", connection);
        update.Parameters.AddRange(stock.Stock);
        var insert = new NpgsqlCommand("INSERT INTO reservations (quantity, store, sku, id, expires_at) VALUES ($1, $2, $3, $4, $5)", connection);
        insert.Parameters.AddRange(all.All);
        var commit = new NpgsqlCommand("COMMIT", connection);
        foreach (var command in new[] { begin, update, insert, commit }) await command.PrepareAsync();
        _prepared.Add(new(begin, update, insert, commit, stock, all));
    }

    protected override async ValueTask<bool> Reserve(int connection, long n, string run)
    {
        var commands = _prepared[connection];
        var (stock, id) = (hot ? (-1, -1) : Stock(connection, n), string.Create(CultureInfo.InvariantCulture, $"{Name}-{run}-{connection}-{n}"));
        commands.Stock.Set(stock, id);
        commands.All.Set(stock, id);
        await commands.Begin.ExecuteNonQueryAsync();
        var taken = await commands.Update.ExecuteNonQueryAsync();
        if (taken == 1) await commands.Insert.ExecuteNonQueryAsync();
        await commands.Commit.ExecuteNonQueryAsync();
        return taken == 1;
    }

    private sealed record Commands(
        NpgsqlCommand Begin, NpgsqlCommand Update, NpgsqlCommand Insert, NpgsqlCommand Commit, PreparedReservation Stock, PreparedReservation All);
}
