using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.ReadModels;

/// <summary>Suppliers.</summary>
public interface ISupplierList
{
    /// <summary>One page.</summary>
    /// <param name="active">Null for all.</param>
    /// <param name="ids">Only these; null for all.</param>
    /// <param name="order">One of <see cref="SupplierOrders"/>.</param>
    /// <param name="limit">1 to 500.</param>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<ListPage<SupplierView>> Page(bool? active, IReadOnlyCollection<string>? ids, Keyset order, ListCursor? after, int limit, CancellationToken cancel);

    /// <summary>Ids of the suppliers whose list has or had a price of a product, in order.</summary>
    /// <param name="most">How many at most.</param>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<IReadOnlyCollection<string>> Offering(string sku, int most, CancellationToken cancel);
}

/// <summary>How suppliers may be ordered.</summary>
public static class SupplierOrders
{
    /// <summary>By id.</summary>
    public static Keyset ById { get; } = new("id", false, Column.Text("id"));

    /// <summary>By name.</summary>
    public static Keyset ByName { get; } = new("name", false, Column.Text("name"), Column.Text("id"));
}

internal sealed class SupplierList(ReadModelReader reader) : ISupplierList
{
    public Task<ListPage<SupplierView>> Page(bool? active, IReadOnlyCollection<string>? ids, Keyset order, ListCursor? after, int limit, CancellationToken cancel) =>
        reader.Read(BuyingModel.Instance, async (copy, asOf) =>
        {
            var (rows, more) = await new PageQuery(BuyingModel.Suppliers.Table, copy, order, after, limit)
                .OneOf("id", ids).If(active is not null, "t.active = @active", ("@active", Stored.Flag(active == true)))
                .Run(row => SupplierRules.ViewOf(row.GetString(0), BuyingModel.Suppliers.Read(row.GetInt64(1), row.GetInt64(2), row.GetString(3)))!, cancel);
            return new ListPage<SupplierView>(rows, more ? order.After([.. order.Columns.Select(column => column.Name == "name" ? rows[^1].Record.Name : rows[^1].Id)]) : null, asOf);
        }, cancel);

    public Task<IReadOnlyCollection<string>> Offering(string sku, int most, CancellationToken cancel) =>
        reader.Read(BuyingModel.Instance, async (copy, _) => (IReadOnlyCollection<string>)await copy.Connection.Query(
            $"SELECT supplier FROM {copy.Of(BuyingModel.Offers)} WHERE sku = @sku ORDER BY supplier LIMIT {most}", row => row.GetString(0), cancel, ("@sku", sku)), cancel);
}
