using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.ReadModels;

/// <summary>Reads stocks back from their rows.</summary>
internal static class StockReader
{
    /// <summary>The stocks of some keys that have rows.</summary>
    /// <param name="dueBy">
    /// Null for everything that folding needs. Else for looking: of the open reservations only those whose time has passed by then, which is all
    /// that <see cref="Availability"/> asks of them, and no transits.
    /// </param>
    public static async Task<Dictionary<string, Versioned<Stock>>> Read(CopyTables copy, IReadOnlyList<StockKey> keys, DateTimeOffset? dueBy, CancellationToken cancel)
    {
        List<object?[]> rows = [.. keys.Select(key => new object?[] { key.Store, key.Sku })];
        var levels = await copy.ByKey(StockTables.Levels, rows, StockRows.Level, cancel);
        if (levels.Count == 0) return [];
        var lots = (await copy.ByKey(StockTables.Lots, rows, StockRows.Lot, cancel)).ToLookup(row => row.Key, row => row.Lot);
        var open = (dueBy is { } moment ? await Overdue(copy, keys, moment, cancel) : await copy.ByKey(StockTables.Reservations, rows, StockRows.Reservation, cancel))
            .ToLookup(row => row.Key, row => row.One);
        var transits = (dueBy is null ? await copy.ByKey(StockTables.Transits, rows, StockRows.Transit, cancel) : []).ToLookup(row => row.Key, row => row.One);
        return levels.ToDictionary(
            row => row.Key.ToString(),
            row => new Versioned<Stock>(StockRows.Read(row.Key, row.Level, lots[row.Key], open[row.Key], transits[row.Key]), row.Level.Version, row.Level.At),
            StringComparer.Ordinal);
    }

    /// <summary>The reservations of some stocks whose time has passed and which no event has ended yet.</summary>
    public static Task<List<(StockKey Key, Reservation One)>> Overdue(CopyTables copy, IReadOnlyList<StockKey> keys, DateTimeOffset now, CancellationToken cancel)
    {
        var (dialect, table) = (copy.Dialect, StockTables.Reservations);
        return copy.Connection.Query(
            $"""
            SELECT {table.Select("t.")} FROM {dialect.RowsOf("@rows")} CROSS JOIN {copy.Of(table)} AS t
            WHERE t.store = {dialect.ValueOf(0, ColumnType.Text)} AND t.sku = {dialect.ValueOf(1, ColumnType.Text)} AND t.expires_at <= @now AND t.pinned = 0
            ORDER BY t.store, t.sku, t.id
            """,
            StockRows.Reservation, cancel, ("@rows", RowsJson.Of(keys.Select(key => new object?[] { key.Store, key.Sku }))), ("@now", Stored.Time(now)));
    }
}
