using System.Globalization;
using Npgsql;

namespace BeautyGrains.Bench.Compare;

/// <summary>
/// A client that reserves 100 lines in one transaction and one round trip, each line for itself. Rows are locked in one order, so that transactions do
/// not wait for each other in a circle.
/// </summary>
internal sealed class PostgresBatches(House house) : PostgresPeer(house, "postgres-batch", $"PostgreSQL alone, {Settings.Lines} lines in a transaction, uniform")
{
    private const string Text = """
        WITH asked AS (SELECT * FROM unnest($1, $2, $3) AS line (store, sku, id)),
        locked AS (
          SELECT store, sku FROM stock JOIN asked USING (store, sku) WHERE available >= 1 ORDER BY store, sku FOR UPDATE OF stock),
        taken AS (
          UPDATE stock SET available = available - 1, reserved = reserved + 1 FROM locked WHERE stock.store = locked.store AND stock.sku = locked.sku
          RETURNING stock.store, stock.sku)
        INSERT INTO reservations (id, store, sku, quantity, expires_at) SELECT id, store, sku, 1, $4 FROM asked JOIN taken USING (store, sku)
        """;

    private readonly List<(NpgsqlCommand Command, Lines Lines)> _prepared = [];

    public override string Unit => "lines/s";

    protected override int Each => Settings.Lines;

    protected override async Task Prepare(NpgsqlConnection connection)
    {
        var lines = new Lines();
        var command = new NpgsqlCommand(Text, connection);
        command.Parameters.AddRange(lines.Parameters);
        await command.PrepareAsync();
        _prepared.Add((command, lines));
    }

    protected override async ValueTask<bool> Reserve(int connection, long n, string run)
    {
        var (command, lines) = _prepared[connection];
        for (var line = 0; line < Each; line++)
        {
            var (store, sku) = Stock(connection, n * Each + line);
            lines.Set(line, store, sku, string.Create(CultureInfo.InvariantCulture, $"{Name}-{run}-{connection}-{n}-{line}"));
        }
        lines.Now();
        return await command.ExecuteNonQueryAsync() == Each;
    }

    private sealed class Lines
    {
        private readonly NpgsqlParameter<int[]> _stores = new() { TypedValue = new int[Settings.Lines] }, _skus = new() { TypedValue = new int[Settings.Lines] };
        private readonly NpgsqlParameter<string[]> _ids = new() { TypedValue = [.. Enumerable.Repeat("", Settings.Lines)] };
        private readonly NpgsqlParameter<DateTime> _expires = new() { TypedValue = DateTime.UtcNow };

        public NpgsqlParameter[] Parameters => [_stores, _skus, _ids, _expires];

        public void Set(int line, int store, int sku, string id) => (_stores.TypedValue![line], _skus.TypedValue![line], _ids.TypedValue![line]) = (store, sku, id);

        public void Now() => _expires.TypedValue = DateTime.UtcNow.AddHours(1);
    }
}
