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
        : connection.Query(table.ByKeySql(dialect, Of(table), keys[0].Length), row, cancel, ("@rows", RowsJson.Of(keys)));

    internal async Task Write(RowChanges changes, CancellationToken cancel)
    {
        foreach (var (table, puts, removals) in changes.Tables)
        {
            if (removals.Count > 0) await connection.Execute(table.DeleteSql(dialect, Of(table)), cancel, ("@rows", RowsJson.Of(removals)));
            if (puts.Count > 0) await connection.Execute(table.UpsertSql(dialect, Of(table)), cancel, ("@rows", RowsJson.Of(puts)));
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
