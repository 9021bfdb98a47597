using System.Data.Common;
using BeautyGrains.Contracts;

namespace BeautyGrains.ReadModels;

/// <summary>Which open quantities.</summary>
/// <param name="Stores">Null for all.</param>
/// <param name="States">Of the orders; null for every state in which something is awaited, drafts included.</param>
/// <param name="ExpectedThrough">The last day, inclusive; null for all.</param>
public sealed record OnOrderFilter(
    IReadOnlyCollection<string>? Stores = null, string? Sku = null, string? Supplier = null, IReadOnlyCollection<PurchaseOrderState>? States = null, DateOnly? ExpectedThrough = null);

/// <summary>What is awaited of one line of an order, in the base unit.</summary>
/// <param name="Open">Above 0.</param>
/// <param name="Version">Of the order.</param>
public sealed record OnOrderLine(
    string Store, string Sku, DateOnly ExpectedOn, string Order, int Line, string Supplier, PurchaseOrderState State, decimal Quantity, decimal Received, decimal Open, long Version);

/// <summary>What is on order by store, SKU and day: drafts and submitted orders too, so that a need that is being ordered is not ordered again.</summary>
public interface IOnOrderList
{
    /// <summary>One page.</summary>
    /// <param name="order">One of <see cref="OnOrderOrders"/>.</param>
    /// <param name="limit">1 to 500.</param>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<ListPage<OnOrderLine>> Page(OnOrderFilter filter, Keyset order, ListCursor? after, int limit, CancellationToken cancel);

    /// <summary>All open lines of one SKU in one store, first expected first.</summary>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<IReadOnlyList<OnOrderLine>> Of(string store, string sku, CancellationToken cancel);
}

/// <summary>How open quantities may be ordered.</summary>
public static class OnOrderOrders
{
    private static readonly Column s_store = Column.Text("store");
    private static readonly Column s_sku = Column.Text("sku");
    private static readonly Column s_day = Column.Whole("expected_on");
    private static readonly Column[] s_rest = [Column.Text("id"), Column.Whole("line")];

    /// <summary>By store, SKU and day.</summary>
    public static Keyset ByStore { get; } = new("store", false, [s_store, s_sku, s_day, .. s_rest]);

    /// <summary>By SKU, store and day.</summary>
    public static Keyset BySku { get; } = new("sku", false, [s_sku, s_store, s_day, .. s_rest]);

    /// <summary>First expected first.</summary>
    public static Keyset ByDay { get; } = new("expectedOn", false, [s_day, s_store, s_sku, .. s_rest]);
}

internal sealed class OnOrderList(ReadModelReader reader) : IOnOrderList
{
    public Task<ListPage<OnOrderLine>> Page(OnOrderFilter filter, Keyset order, ListCursor? after, int limit, CancellationToken cancel) =>
        reader.Read(BuyingModel.Instance, async (copy, asOf) =>
        {
            var (rows, more) = await new PageQuery(BuyingModel.Lines, copy, order, after, limit)
                .InStores(filter.Stores).Is("sku", filter.Sku).Is("supplier", filter.Supplier).If(true, "t.open > 0")
                .If(filter.States is not null, copy.Dialect.IsOneOf("t.status", "@states"), ("@states", RowsJson.Of((filter.States ?? []).Select(state => state.ToString()))))
                .If(filter.ExpectedThrough is not null, "t.expected_on <= @day", ("@day", (long)(filter.ExpectedThrough?.DayNumber ?? 0)))
                .Run(Line, cancel);
            return new ListPage<OnOrderLine>(rows, more ? order.After([.. order.Columns.Select(column => ValueOf(column.Name, rows[^1]))]) : null, asOf);
        }, cancel);

    public Task<IReadOnlyList<OnOrderLine>> Of(string store, string sku, CancellationToken cancel) =>
        reader.Read(BuyingModel.Instance, async (copy, _) => (IReadOnlyList<OnOrderLine>)await copy.Connection.Query(
            $"SELECT {BuyingModel.Lines.Select("t.")} FROM {copy.Of(BuyingModel.Lines)} AS t WHERE t.store = @store AND t.sku = @sku AND t.open > 0 ORDER BY t.expected_on, t.id, t.line",
            Line, cancel, ("@store", store), ("@sku", sku)), cancel);

    private static OnOrderLine Line(DbDataReader row) => new(
        row.GetString(2), row.GetString(3), DateOnly.FromDayNumber(row.GetInt32(9)), row.GetString(0), row.GetInt32(1), row.GetString(4),
        Enum.Parse<PurchaseOrderState>(row.GetString(5)), Stored.Quantity(row.GetInt64(6)), Stored.Quantity(row.GetInt64(7)), Stored.Quantity(row.GetInt64(8)), row.GetInt64(10));

    private static object ValueOf(string column, OnOrderLine line) => column switch
    {
        "store" => line.Store,
        "sku" => line.Sku,
        "id" => line.Order,
        "line" => (long)line.Line,
        _ => (long)line.ExpectedOn.DayNumber,
    };
}
