using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.ReadModels;

/// <summary>Which stocks.</summary>
/// <param name="Stores">Codes; null for all.</param>
/// <param name="Sku">A code; null for all.</param>
/// <param name="OnHandFrom">In the base unit, inclusive; null for any.</param>
/// <param name="OnHandTo">In the base unit, inclusive; null for any.</param>
/// <param name="AvailableFrom">At the moment asked, in the base unit, inclusive; null for any. Computed row by row: name a store or SKU with it.</param>
/// <param name="AvailableTo">At the moment asked, in the base unit, inclusive; null for any. Computed row by row: name a store or SKU with it.</param>
/// <param name="Blocked">With goods in quarantine, held or recalled, or without any; null for either.</param>
/// <param name="Expired">With expired goods on hand at the moment asked, or without any; null for either.</param>
public sealed record StockFilter(
    IReadOnlyCollection<string>? Stores = null,
    string? Sku = null,
    decimal? OnHandFrom = null,
    decimal? OnHandTo = null,
    decimal? AvailableFrom = null,
    decimal? AvailableTo = null,
    bool? Blocked = null,
    bool? Expired = null);

/// <summary>One SKU in one store at a moment, in the base unit. What the words mean is told at <see cref="StockView"/>.</summary>
/// <param name="ChangedAt">Time of the last event.</param>
/// <param name="Version">Of the stock's stream.</param>
public sealed record StockLine(
    string Store,
    string Sku,
    decimal OnHand,
    decimal Reserved,
    decimal Available,
    decimal Quarantined,
    decimal Held,
    decimal Recalled,
    decimal Expired,
    decimal InTransitIn,
    decimal InTransitOut,
    decimal Unmatched,
    DateTimeOffset ChangedAt,
    long Version);

/// <summary>Stock by store and SKU.</summary>
public interface IStockList
{
    /// <summary>One page.</summary>
    /// <param name="order">One of <see cref="StockOrders"/>.</param>
    /// <param name="limit">1 to 500.</param>
    /// <param name="now">The moment for which expiry and reservations count.</param>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<ListPage<StockLine>> Page(StockFilter filter, Keyset order, ListCursor? after, int limit, DateTimeOffset now, CancellationToken cancel);
}

/// <summary>How stocks may be ordered.</summary>
public static class StockOrders
{
    private static readonly Column s_store = Column.Text("store");
    private static readonly Column s_sku = Column.Text("sku");

    /// <summary>By store, then SKU.</summary>
    public static Keyset ByStore { get; } = new("store", false, s_store, s_sku);

    /// <summary>By SKU, then store.</summary>
    public static Keyset BySku { get; } = new("sku", false, s_sku, s_store);

    /// <summary>Least on hand first.</summary>
    public static Keyset ByOnHand { get; } = new("on-hand", false, Column.Whole("on_hand"), s_store, s_sku);

    /// <summary>Most on hand first.</summary>
    public static Keyset ByMostOnHand { get; } = new("-on-hand", true, Column.Whole("on_hand"), s_store, s_sku);

    /// <summary>Last changed first.</summary>
    public static Keyset ByNewest { get; } = new("-changed", true, Column.Whole("hour"), Column.Whole("at"), s_store, s_sku);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Keyset> All { get; } = [ByStore, BySku, ByOnHand, ByMostOnHand, ByNewest];
}

/// <summary>Answers from <see cref="StockModel"/>.</summary>
internal sealed class StockList(ReadModelReader reader) : IStockList
{
    public Task<ListPage<StockLine>> Page(StockFilter filter, Keyset order, ListCursor? after, int limit, DateTimeOffset now, CancellationToken cancel) =>
        reader.Read(StockModel.Instance, async (copy, asOf) =>
        {
            var (rows, more) = await Query(filter, order, after, limit, now, copy).Run(StockRows.Level, cancel);
            var stocks = await StockReader.Read(copy, rows, now, cancel);
            var lines = rows.ConvertAll(row => Line(row.Key, row.Level, stocks[row.Key].Stock, now));
            return new ListPage<StockLine>(lines, more ? order.After([.. order.Columns.Select(column => ValueOf(column.Name, lines[^1]))]) : null, asOf);
        }, cancel);

    private static PageQuery Query(StockFilter filter, Keyset order, ListCursor? after, int limit, DateTimeOffset now, CopyTables copy)
    {
        var expired = $"EXISTS (SELECT 1 FROM {copy.Of(StockTables.Lots)} l WHERE l.store = t.store AND l.sku = t.sku AND l.on_hand <> 0 AND l.expires_at <= @now)";
        const string blocked = "(t.quarantined <> 0 OR t.held <> 0 OR t.recalled <> 0)";
        // A stock that knows of nothing but a recall is none.
        var isThere = $"(t.on_hand <> 0 OR t.reserved <> 0 OR t.unmatched <> 0 OR t.in_transit_in <> 0 OR EXISTS (SELECT 1 FROM {copy.Of(StockTables.Lots)} l WHERE l.store = t.store AND l.sku = t.sku))";
        return new PageQuery(StockTables.Levels, copy, order, after, limit)
            .If(true, isThere)
            .InStores(filter.Stores).Is("sku", filter.Sku)
            .If(filter.OnHandFrom is not null, "t.on_hand >= @from", ("@from", Stored.Quantity(filter.OnHandFrom ?? 0)))
            .If(filter.OnHandTo is not null, "t.on_hand <= @to", ("@to", Stored.Quantity(filter.OnHandTo ?? 0)))
            .If(filter.AvailableFrom is > 0, $"{AvailableSql.Of(copy)} >= @availableFrom", ("@availableFrom", Stored.Quantity(filter.AvailableFrom ?? 0)))
            .If(filter.AvailableTo is not null, $"{AvailableSql.Of(copy)} <= @availableTo", ("@availableTo", Stored.Quantity(filter.AvailableTo ?? 0)))
            .If(filter.AvailableFrom is > 0 || filter.AvailableTo is not null, "true", ("@moment", Stored.Time(now)))
            .If(filter.Blocked is not null, filter.Blocked == true ? blocked : $"NOT {blocked}")
            .If(filter.Expired is not null, filter.Expired == true ? expired : $"NOT {expired}", ("@now", Stored.Time(now)));
    }

    private static StockLine Line(StockKey key, LevelRow level, Stock stock, DateTimeOffset now)
    {
        var free = new Availability(stock, now);
        return new(
            key.Store, key.Sku, level.OnHand, free.Reserved, free.Available, level.Quarantined, level.Held, level.Recalled,
            stock.Lots.Values.Where(lot => lot.IsExpired(now)).Sum(lot => lot.OnHand), level.InTransitIn, level.InTransitOut, level.Unmatched, level.At, level.Version);
    }

    private static object ValueOf(string column, StockLine line) => column switch
    {
        "store" => line.Store,
        "sku" => line.Sku,
        "on_hand" => Stored.Quantity(line.OnHand),
        "hour" => StockRows.HourOf(line.ChangedAt),
        _ => Stored.Time(line.ChangedAt),
    };
}
