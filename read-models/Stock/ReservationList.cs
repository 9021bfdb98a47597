using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.ReadModels;

/// <summary>Which of the reservations that no event has ended.</summary>
/// <param name="Stores">Codes; null for all.</param>
/// <param name="Sku">A code; null for all.</param>
/// <param name="Id">A reservation's id, which several stocks may have; null for any.</param>
/// <param name="Bookings">Those for a day, or those that are not; null for either.</param>
/// <param name="ExpiresBefore">Their time passes before this instant; null for any.</param>
/// <param name="WithOverdue">Also those whose time has passed and which no event has ended yet. They count no longer.</param>
public sealed record ReservationFilter(
    IReadOnlyCollection<string>? Stores = null,
    string? Sku = null,
    string? Id = null,
    bool? Bookings = null,
    DateTimeOffset? ExpiresBefore = null,
    bool WithOverdue = false);

/// <summary>A reservation at a moment.</summary>
/// <param name="State">Open, or Expired when its time has passed.</param>
/// <param name="Quantity">In the base unit.</param>
/// <param name="Lots">Pinned lots; may cover less than the quantity.</param>
/// <param name="Pinned">It does not expire, because a process is committing it.</param>
/// <param name="Version">Of the stock's stream, when it last changed.</param>
public sealed record ReservationLine(
    string Store,
    string Sku,
    string Id,
    ReservationState State,
    decimal Quantity,
    IReadOnlyList<LotQuantity> Lots,
    DateTimeOffset ExpiresAt,
    DateOnly? ForDate,
    bool Pinned,
    long Version);

/// <summary>Open reservations over all stores and SKUs.</summary>
public interface IReservationList
{
    /// <summary>One page.</summary>
    /// <param name="order">One of <see cref="ReservationOrders"/>.</param>
    /// <param name="limit">1 to 500.</param>
    /// <param name="now">The moment at which they are open or not.</param>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<ListPage<ReservationLine>> Page(ReservationFilter filter, Keyset order, ListCursor? after, int limit, DateTimeOffset now, CancellationToken cancel);
}

/// <summary>How reservations may be ordered.</summary>
public static class ReservationOrders
{
    private static readonly Column[] s_key = [Column.Text("store"), Column.Text("sku"), Column.Text("id")];

    /// <summary>First to expire first.</summary>
    public static Keyset ByExpiry { get; } = new("expiry", false, [Column.Whole("expires_at"), .. s_key]);

    /// <summary>By store, SKU and id.</summary>
    public static Keyset ByStore { get; } = new("store", false, s_key);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Keyset> All { get; } = [ByExpiry, ByStore];
}

/// <summary>Answers from <see cref="StockModel"/>.</summary>
internal sealed class ReservationList(ReadModelReader reader) : IReservationList
{
    public Task<ListPage<ReservationLine>> Page(ReservationFilter filter, Keyset order, ListCursor? after, int limit, DateTimeOffset now, CancellationToken cancel) =>
        reader.Read(StockModel.Instance, async (copy, asOf) =>
        {
            var (rows, more) = await new PageQuery(StockTables.Reservations, copy, order, after, limit)
                .InStores(filter.Stores).Is("sku", filter.Sku).Is("id", filter.Id)
                .If(filter.Bookings is not null, filter.Bookings == true ? "t.for_date IS NOT NULL" : "t.for_date IS NULL")
                .If(filter.ExpiresBefore is not null, "t.expires_at < @before", ("@before", Stored.TimeOrNever(filter.ExpiresBefore)))
                .If(!filter.WithOverdue, "(t.expires_at > @now OR t.pinned = 1)", ("@now", Stored.Time(now)))
                .Run(StockRows.Reservation, cancel);
            var lines = rows.ConvertAll(row => Line(row.Key, row.One, now));
            return new ListPage<ReservationLine>(lines, more ? order.After([.. order.Columns.Select(column => ValueOf(column.Name, lines[^1]))]) : null, asOf);
        }, cancel);

    private static ReservationLine Line(StockKey key, Reservation one, DateTimeOffset now) => new(
        key.Store, key.Sku, one.Id, one.IsOverdue(now) ? ReservationState.Expired : ReservationState.Open, one.Quantity, one.Lots, one.ExpiresAt, one.ForDate,
        one.Pinned, one.Version);

    private static object ValueOf(string column, ReservationLine line) => column switch
    {
        "store" => line.Store,
        "sku" => line.Sku,
        "id" => line.Id,
        _ => Stored.Time(line.ExpiresAt),
    };
}
