using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.ReadModels;

/// <summary>Reads stocks back from their rows, as far as looking at them needs it.</summary>
internal static class StockReader
{
    /// <summary>
    /// The stocks of some keys that have rows. Of the open reservations they have only those whose time has passed, which is all that
    /// <see cref="Availability"/> asks of them, and no transits.
    /// </summary>
    /// <param name="now">Whose time has passed by then; null for the moment at which the last of these stocks has changed.</param>
    public static async Task<Dictionary<StockKey, StockRow>> Read(CopyTables copy, IReadOnlyList<StockKey> keys, DateTimeOffset? now, CancellationToken cancel)
    {
        var rows = keys.Count == 0 ? [] : await copy.ByKey(StockTables.Levels, Keys(keys), StockRows.Level, cancel);
        return await Read(copy, rows, now ?? rows.Select(row => row.Level.At).DefaultIfEmpty().Max(), cancel);
    }

    /// <inheritdoc cref="Read(CopyTables, IReadOnlyList{StockKey}, DateTimeOffset?, CancellationToken)" />
    /// <param name="rows">Their rows of levels.</param>
    public static async Task<Dictionary<StockKey, StockRow>> Read(
        CopyTables copy, IReadOnlyList<(StockKey Key, LevelRow Level)> rows, DateTimeOffset now, CancellationToken cancel)
    {
        if (rows.Count == 0) return [];
        List<StockKey> keys = [.. rows.Select(row => row.Key)];
        var lots = (await copy.ByKey(StockTables.Lots, Keys(keys), StockRows.Lot, cancel)).ToLookup(row => row.Key, row => row.Lot);
        var overdue = (await Overdue(copy, keys, now, cancel)).ToLookup(row => row.Key, row => row.One);
        return rows.ToDictionary(row => row.Key, row => new StockRow(row.Level, StockRows.Read(row.Key, row.Level, lots[row.Key], overdue[row.Key])));
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
            StockRows.Reservation, cancel, ("@rows", RowsJson.Of(Keys(keys))), ("@now", Stored.Time(now)));
    }

    private static List<object?[]> Keys(IEnumerable<StockKey> keys) => [.. keys.Select(key => new object?[] { key.Store, key.Sku })];
}

/// <summary>A stock as its rows have it.</summary>
internal sealed record StockRow(LevelRow Level, Stock Stock);
