using System.Data.Common;
using Npgsql;
using NpgsqlTypes;

namespace BeautyGrains.ReadModels;

/// <summary>One statement for all rows, with an array for each column.</summary>
internal sealed class PostgresRowWriter : IRowWriter
{
    public async Task Put(DbConnection connection, Table table, string name, CellRows rows, CancellationToken cancel)
    {
        var changes = table.Columns.Count == 0 ? "NOTHING" : "UPDATE SET " + string.Join(", ", table.Columns.Select(column => $"{column.Name} = excluded.{column.Name}"));
        await Run(connection, $"INSERT INTO {name} ({table.Select()}) SELECT * FROM {Source(table.All)} ON CONFLICT ({table.KeyNames}) DO {changes}", table.All, rows, cancel);
    }

    public Task<int> Change(DbConnection connection, Table table, string name, CellRows rows, CancellationToken cancel)
    {
        var set = string.Join(", ", table.Often.Select(column => $"{column} = v.{column}"));
        return Run(connection, $"UPDATE {name} AS t SET {set} FROM {Source(table.KeyAndOften)} WHERE {IsKey(table)}", table.KeyAndOften, rows, cancel);
    }

    public Task Remove(DbConnection connection, Table table, string name, CellRows rows, CancellationToken cancel) =>
        Run(connection, $"DELETE FROM {name} AS t USING {Source(table.Key)} WHERE {IsKey(table)}", table.Key, rows, cancel);

    private static string Source(IReadOnlyList<Column> columns) =>
        $"unnest({string.Join(", ", columns.Select((_, place) => Parameter(place)))}) AS v ({string.Join(", ", columns.Select(column => column.Name))})";

    private static string Parameter(int place) => FormattableString.Invariant($"@c{place}");

    private static string IsKey(Table table) => string.Join(" AND ", table.Key.Select(column => $"t.{column.Name} = v.{column.Name}"));

    private static async Task<int> Run(DbConnection connection, string sql, IReadOnlyList<Column> columns, CellRows rows, CancellationToken cancel)
    {
#pragma warning disable CA2100 // Names of tables and columns are this program's own; what anybody gives is in parameters.
        await using var command = new NpgsqlCommand(sql, (NpgsqlConnection)connection);
#pragma warning restore CA2100
        for (var place = 0; place < columns.Count; place++)
        {
            var isText = columns[place].Type == ColumnType.Text;
            command.Parameters.Add(new(Parameter(place), NpgsqlDbType.Array | (isText ? NpgsqlDbType.Text : NpgsqlDbType.Bigint))
            {
                Value = isText ? Texts(rows, place) : columns[place].Nullable ? MaybeWholes(rows, place) : Wholes(rows, place),
            });
        }
        return await command.ExecuteNonQueryAsync(cancel);
    }

    private static string?[] Texts(CellRows rows, int place)
    {
        var values = new string?[rows.Count];
        for (var row = 0; row < values.Length; row++) values[row] = rows.At(row, place).Text;
        return values;
    }

    private static long[] Wholes(CellRows rows, int place)
    {
        var values = new long[rows.Count];
        for (var row = 0; row < values.Length; row++) values[row] = rows.At(row, place).Whole!.Value;
        return values;
    }

    private static long?[] MaybeWholes(CellRows rows, int place)
    {
        var values = new long?[rows.Count];
        for (var row = 0; row < values.Length; row++) values[row] = rows.At(row, place).Whole;
        return values;
    }
}
