using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.ReadModels;

/// <summary>Receipts of purchase orders.</summary>
public interface IReceiptList
{
    /// <summary>One page.</summary>
    /// <param name="stores">Null for all.</param>
    /// <param name="source">The purchase order; null for all.</param>
    /// <param name="ids">Only these; null for all.</param>
    /// <param name="order">One of <see cref="ReceiptOrders"/>.</param>
    /// <param name="limit">1 to 500.</param>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<ListPage<ReceiptView>> Page(IReadOnlyCollection<string>? stores, string? source, IReadOnlyCollection<string>? ids, Keyset order, ListCursor? after, int limit, CancellationToken cancel);
}

/// <summary>How receipts may be ordered.</summary>
public static class ReceiptOrders
{
    /// <summary>By id.</summary>
    public static Keyset ById { get; } = new("id", false, Column.Text("id"));
}

internal sealed class ReceiptList(ReadModelReader reader) : IReceiptList
{
    public Task<ListPage<ReceiptView>> Page(IReadOnlyCollection<string>? stores, string? source, IReadOnlyCollection<string>? ids, Keyset order, ListCursor? after, int limit, CancellationToken cancel) =>
        reader.Read(BuyingModel.Instance, async (copy, asOf) =>
        {
            var (rows, more) = await new PageQuery(BuyingModel.Receipts.Table, copy, order, after, limit).InStores(stores).Is("source", source).OneOf("id", ids)
                .Run(row => ReceiptViews.Of(row.GetString(0), BuyingModel.Receipts.Read(row.GetInt64(1), row.GetInt64(2), row.GetString(3))), cancel);
            return new ListPage<ReceiptView>(rows, more ? order.After(rows[^1].Id) : null, asOf);
        }, cancel);
}
