namespace BeautyGrains.ReadModels;

/// <summary>
/// What is available of a stock at a moment, in SQL: for filters alone. What is told of a stock is computed by <see cref="BeautyGrains.Grains.Availability"/>; tests
/// hold the two against each other.
/// </summary>
internal static class AvailableSql
{
    /// <summary>
    /// An expression in thousandths, for the row t of the levels at @moment: Σ over released, unexpired lots of what nobody has pinned, less what
    /// is reserved and pinned to no lot. Reservations whose time has passed give back what they hold. Below 0 where bookings hold more than there is.
    /// </summary>
    public static string Of(CopyTables copy)
    {
        const string pinned = "COALESCE(SUM(ROUND(CAST(r.value ->> 'quantity' AS numeric) * 1000)), 0)";
        var overdue = $"{copy.Of(StockTables.Reservations)} AS o";
        var pins = copy.Dialect.RowsOf("o.pins");
        const string isOverdue = "o.store = t.store AND o.sku = t.sku AND o.pinned = 0 AND o.expires_at <= @moment";
        var free = $"l.on_hand - l.pinned + (SELECT {pinned} FROM {overdue} CROSS JOIN {pins} WHERE {isOverdue} AND r.value ->> 'lot' = l.lot)";
        var supply = $"SELECT COALESCE(SUM(CASE WHEN f.free > 0 THEN f.free ELSE 0 END), 0) FROM (SELECT {free} AS free FROM {copy.Of(StockTables.Lots)} AS l "
            + "WHERE l.store = t.store AND l.sku = t.sku AND l.status = 'released' AND l.expires_at > @moment AND l.on_hand > 0) AS f";
        var ended = $"SELECT COALESCE(SUM(o.quantity - (SELECT {pinned} FROM {pins})), 0) FROM {overdue} WHERE {isOverdue}";
        return $"(({supply}) - (t.unpinned - ({ended})))";
    }
}
