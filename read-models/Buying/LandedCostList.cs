using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.ReadModels;

/// <summary>Which landed costs.</summary>
/// <param name="Stores">Null for all.</param>
/// <param name="Order">Of the receipt; null for all.</param>
/// <param name="Supplier">Who is paid; null for all.</param>
public sealed record LandedCostFilter(IReadOnlyCollection<string>? Stores = null, string? Receipt = null, string? Order = null, string? Supplier = null);

/// <summary>Landed costs over all stores.</summary>
public interface ILandedCostList
{
    /// <summary>One page.</summary>
    /// <param name="order">One of <see cref="LandedCostOrders"/>.</param>
    /// <param name="limit">1 to 500.</param>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<ListPage<LandedCostView>> Page(LandedCostFilter filter, Keyset order, ListCursor? after, int limit, CancellationToken cancel);
}

/// <summary>How landed costs may be ordered.</summary>
public static class LandedCostOrders
{
    /// <summary>By id.</summary>
    public static Keyset ById { get; } = new("id", false, Column.Text("id"));
}

internal sealed class LandedCostList(ReadModelReader reader) : ILandedCostList
{
    public Task<ListPage<LandedCostView>> Page(LandedCostFilter filter, Keyset order, ListCursor? after, int limit, CancellationToken cancel) =>
        reader.Read(BuyingModel.Instance, async (copy, asOf) =>
        {
            var (rows, more) = await new PageQuery(BuyingModel.LandedCosts.Table, copy, order, after, limit).InStores(filter.Stores)
                .Is("receipt", filter.Receipt).Is("source", filter.Order).Is("supplier", filter.Supplier)
                .Run(row => LandedCostRules.ViewOf(row.GetString(0), BuyingModel.LandedCosts.Read(row.GetInt64(1), row.GetInt64(2), row.GetString(3))), cancel);
            return new ListPage<LandedCostView>(rows, more ? order.After(rows[^1].Id) : null, asOf);
        }, cancel);
}
