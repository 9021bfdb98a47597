using System.Data.Common;

namespace BeautyGrains.ReadModels;

/// <summary>The tables of one copy of a read model, over one connection.</summary>
public sealed class CopyTables(DbConnection connection, Dialect dialect, long generation)
{
    /// <summary>The connection; within a transaction where the caller opened one.</summary>
    public DbConnection Connection => connection;

    /// <summary>The database's SQL.</summary>
    public Dialect Dialect => dialect;

    /// <summary>The copy's generation.</summary>
    public long Generation => generation;

    /// <summary>A table's name in this copy, as SQL says it.</summary>
    public string Of(Table table) => Of(table.Name);

    /// <inheritdoc cref="Of(Table)" />
    public string Of(string table) => $"{dialect.Prefix}{table}_{generation}";

    /// <summary>The rows of some keys, in the key's order.</summary>
    /// <param name="keys">The first columns of the primary key, equally many in each.</param>
    public Task<List<T>> ByKey<T>(Table table, IReadOnlyList<object?[]> keys, Func<DbDataReader, T> row, CancellationToken cancel) => keys.Count == 0
        ? Task.FromResult<List<T>>([])
        : By(table, table.Key.Take(keys[0].Length), keys, row, cancel);

    /// <summary>The rows that have one of some values in some columns, in the key's order.</summary>
    /// <param name="columns">The first ones of the key or of an index.</param>
    public Task<List<T>> By<T>(Table table, IEnumerable<Column> columns, IReadOnlyList<object?[]> values, Func<DbDataReader, T> row, CancellationToken cancel) =>
        connection.Query(table.BySql(dialect, Of(table), columns), row, cancel, ("@rows", RowsJson.Of(values)));

    /// <exception cref="InvalidOperationException">A row that is to change is not there.</exception>
    internal async Task Write(RowChanges changes, CancellationToken cancel)
    {
        foreach (var one in changes.Tables)
        {
            var (table, name) = (one.Table, Of(one.Table));
            if (one.Removals.Count > 0) await dialect.Writer.Remove(connection, table, name, one.Removals, cancel);
            if (one.Puts.Count > 0) await dialect.Writer.Put(connection, table, name, one.Puts, cancel);
            if (one.Changes.Count == 0) continue;
            var found = await dialect.Writer.Change(connection, table, name, one.Changes, cancel);
            if (found != one.Changes.Count) throw new InvalidOperationException($"{name}: {one.Changes.Count} rows are to change, but {found} are there.");
        }
    }

    internal async Task Create(ReadModel model, CancellationToken cancel)
    {
        foreach (var sql in model.Tables.SelectMany(table => table.CreateSql(dialect, generation)).Concat(model.MoreSql(this)))
            await connection.Execute(sql, cancel);
    }

    /// <summary>Drops the tables that carry the generation, whichever version of the program made them.</summary>
    internal async Task Drop(CancellationToken cancel)
    {
        if (dialect.Impatience is { } impatience) await connection.Execute(impatience, cancel);
        foreach (var name in await connection.Query(dialect.TablesEndingIn("@ending"), row => row.GetString(0), cancel, ("@ending", $"_{generation}")))
            await connection.Execute($"DROP TABLE {dialect.Prefix}{name}", cancel);
    }
}
