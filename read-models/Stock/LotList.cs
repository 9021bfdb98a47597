using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.ReadModels;

/// <summary>Which lots.</summary>
/// <param name="Stores">Codes; null for all.</param>
/// <param name="Sku">A code; null for all.</param>
/// <param name="LotNo">The number on the pack; null for any.</param>
/// <param name="Status">Null for any.</param>
/// <param name="ExpiresFrom">Expired from this instant on or later, inclusive; null for any.</param>
/// <param name="ExpiresBefore">Expired before this instant; null for any, goods without expiry included.</param>
/// <param name="Owner">As <see cref="LotOwner.ToString"/> has it; null for any.</param>
/// <param name="WithEmpty">Also lots of which nothing is on hand.</param>
public sealed record LotFilter(
    IReadOnlyCollection<string>? Stores = null,
    string? Sku = null,
    string? LotNo = null,
    LotStatus? Status = null,
    DateTimeOffset? ExpiresFrom = null,
    DateTimeOffset? ExpiresBefore = null,
    bool WithEmpty = false,
    string? Owner = null);

/// <summary>One lot of a stock at a moment, in the base unit.</summary>
/// <param name="Lot">Its name within the stock.</param>
/// <param name="LotNo">The number on the pack.</param>
/// <param name="ExpiresAt">The first instant at which it is expired, just behind the last at which it may be sold; null for goods without expiry.</param>
/// <param name="Reserved">Open unexpired reservations pinned to it.</param>
/// <param name="Expired">At the moment asked.</param>
/// <param name="Version">Of the stock's stream, when it last changed.</param>
public sealed record LotLine(
    string Store,
    string Sku,
    string Lot,
    string LotNo,
    Expiry? Expiry,
    DateTimeOffset? ExpiresAt,
    DateOnly? MadeOn,
    LotStatus Status,
    bool Expired,
    decimal OnHand,
    decimal Reserved,
    string? Supplier,
    string? Gtin,
    string? Bin,
    long Version,
    LotOwner? Owner = null);

/// <summary>Lots over all stores and SKUs.</summary>
public interface ILotList
{
    /// <summary>One page.</summary>
    /// <param name="order">One of <see cref="LotOrders"/>.</param>
    /// <param name="limit">1 to 500.</param>
    /// <param name="now">The moment for which expiry and reservations count.</param>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<ListPage<LotLine>> Page(LotFilter filter, Keyset order, ListCursor? after, int limit, DateTimeOffset now, CancellationToken cancel);
}

/// <summary>How lots may be ordered.</summary>
public static class LotOrders
{
    private static readonly Column[] s_key = [Column.Text("store"), Column.Text("sku"), Column.Text("lot")];

    /// <summary>First to expire first; goods without expiry last.</summary>
    public static Keyset ByExpiry { get; } = new("expiry", false, [Column.Whole("expires_at"), .. s_key]);

    /// <summary>By store, SKU and lot.</summary>
    public static Keyset ByStore { get; } = new("store", false, s_key);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Keyset> All { get; } = [ByExpiry, ByStore];
}

/// <summary>Answers from <see cref="StockModel"/>.</summary>
internal sealed class LotList(ReadModelReader reader) : ILotList
{
    public Task<ListPage<LotLine>> Page(LotFilter filter, Keyset order, ListCursor? after, int limit, DateTimeOffset now, CancellationToken cancel) =>
        reader.Read(StockModel.Instance, async (copy, asOf) =>
        {
            var (rows, more) = await new PageQuery(StockTables.Lots, copy, order, after, limit)
                .InStores(filter.Stores).Is("sku", filter.Sku).Is("lot_no", filter.LotNo).Is("owner", filter.Owner).Is("status", filter.Status is { } status ? StockRows.StatusOf(status) : null)
                .If(filter.ExpiresFrom is not null, "t.expires_at >= @from", ("@from", Stored.TimeOrNever(filter.ExpiresFrom)))
                .If(filter.ExpiresBefore is not null, "t.expires_at < @before", ("@before", Stored.TimeOrNever(filter.ExpiresBefore)))
                .If(!filter.WithEmpty, "t.on_hand <> 0")
                .Run(StockRows.Lot, cancel);
            var overdue = (await StockReader.Overdue(copy, [.. rows.Select(row => row.Key).Distinct()], now, cancel)).ToLookup(row => row.Key, row => row.One);
            var lines = rows.ConvertAll(row => Line(row.Key, row.Lot, overdue[row.Key], now));
            return new ListPage<LotLine>(lines, more ? order.After([.. order.Columns.Select(column => ValueOf(column.Name, lines[^1]))]) : null, asOf);
        }, cancel);

    private static LotLine Line(StockKey key, Lot lot, IEnumerable<Reservation> overdue, DateTimeOffset now) => new(
        key.Store, key.Sku, lot.Name, lot.LotNo, lot.Expiry, lot.ExpiresAt, lot.MadeOn, lot.Status, lot.IsExpired(now), lot.OnHand,
        lot.Pinned - overdue.SelectMany(one => one.Lots).Where(pin => pin.Lot == lot.Name).Sum(pin => pin.Quantity), lot.Supplier, lot.Gtin, lot.Bin, lot.Version, lot.Owner);

    private static object ValueOf(string column, LotLine line) => column switch
    {
        "store" => line.Store,
        "sku" => line.Sku,
        "lot" => line.Lot,
        _ => Stored.TimeOrNever(line.ExpiresAt),
    };
}
