using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.ReadModels;

/// <summary>Which purchase orders.</summary>
/// <param name="Stores">With a line for one of them; null for all.</param>
/// <param name="Supplier">Null for all.</param>
/// <param name="State">Null for all.</param>
/// <param name="Sku">With a line for it; null for all.</param>
/// <param name="AwaitedBefore">With something open that was expected before that day; null for all.</param>
/// <param name="Ids">Only these; null for all.</param>
public sealed record OrderFilter(
    IReadOnlyCollection<string>? Stores = null, string? Supplier = null, PurchaseOrderState? State = null, string? Sku = null, DateOnly? AwaitedBefore = null,
    IReadOnlyCollection<string>? Ids = null);

/// <summary>Purchase orders.</summary>
public interface IOrderList
{
    /// <summary>One page.</summary>
    /// <param name="order">One of <see cref="OrderOrders"/>.</param>
    /// <param name="limit">1 to 500.</param>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<ListPage<PurchaseOrderView>> Page(OrderFilter filter, Keyset order, ListCursor? after, int limit, CancellationToken cancel);
}

/// <summary>How purchase orders may be ordered.</summary>
public static class OrderOrders
{
    /// <summary>Oldest first.</summary>
    public static Keyset ByAge { get; } = new("madeAt", false, Column.Whole("made_at"), Column.Text("id"));

    /// <summary>By id.</summary>
    public static Keyset ById { get; } = new("id", false, Column.Text("id"));

    /// <summary>What is awaited first; orders that await nothing last.</summary>
    public static Keyset ByExpected { get; } = new("expectedOn", false, Column.Whole("expected_on"), Column.Text("id"));
}

internal sealed class OrderList(ReadModelReader reader) : IOrderList
{
    public Task<ListPage<PurchaseOrderView>> Page(OrderFilter filter, Keyset order, ListCursor? after, int limit, CancellationToken cancel) =>
        reader.Read(BuyingModel.Instance, async (copy, asOf) =>
        {
            var lines = $"EXISTS (SELECT 1 FROM {copy.Of(BuyingModel.Lines)} AS l WHERE l.id = t.id";
            var (rows, more) = await new PageQuery(BuyingModel.Orders.Table, copy, order, after, limit)
                .If(filter.Stores is not null, $"{lines} AND {copy.Dialect.IsOneOf("l.store", "@stores")})", ("@stores", RowsJson.Of(filter.Stores ?? [])))
                .OneOf("id", filter.Ids).Is("supplier", filter.Supplier).Is("status", filter.State?.ToString())
                .If(filter.Sku is not null, $"{lines} AND l.sku = @sku)", ("@sku", filter.Sku ?? ""))
                .If(filter.AwaitedBefore is not null, "t.expected_on < @day", ("@day", (long)(filter.AwaitedBefore?.DayNumber ?? 0)))
                .Run(row => (
                    View: OrderViews.Of(row.GetString(0), BuyingModel.Orders.Read(row.GetInt64(1), row.GetInt64(2), row.GetString(3))), Made: row.GetInt64(6), Expected: row.GetInt64(7)), cancel);
            return new ListPage<PurchaseOrderView>(rows.ConvertAll(row => row.View), more ? order.After([.. order.Columns.Select(column => column.Name switch
            {
                "made_at" => rows[^1].Made,
                "expected_on" => rows[^1].Expected,
                _ => (object)rows[^1].View.Id,
            })]) : null, asOf);
        }, cancel);
}
