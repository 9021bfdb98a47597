using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.ReadModels;

/// <summary>Which supplier returns.</summary>
/// <param name="Stores">Null for all.</param>
public sealed record SupplierReturnFilter(IReadOnlyCollection<string>? Stores = null, string? Supplier = null, SupplierReturnState? State = null);

/// <summary>What is owed to a supplier in one currency, in whole minor units. Owed = billed − paid − credited.</summary>
/// <param name="Billed">Net and tax of invoices that are matched, accepted or paid.</param>
/// <param name="Paid">In money.</param>
/// <param name="Credited">By credit notes.</param>
public sealed record SupplierBalance(string Currency, decimal Billed, decimal Paid, decimal Credited, decimal Owed);

/// <summary>Supplier returns, and what is owed to suppliers.</summary>
public interface ISupplierReturnList
{
    /// <summary>One page.</summary>
    /// <param name="order">One of <see cref="SupplierReturnOrders"/>.</param>
    /// <param name="limit">1 to 500.</param>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<ListPage<SupplierReturnView>> Page(SupplierReturnFilter filter, Keyset order, ListCursor? after, int limit, CancellationToken cancel);

    /// <summary>What is owed to a supplier, by currency in ordinal order; none where nothing ever was.</summary>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<(IReadOnlyList<SupplierBalance> Balances, AsOf AsOf)> Account(string supplier, CancellationToken cancel);
}

/// <summary>How supplier returns may be ordered.</summary>
public static class SupplierReturnOrders
{
    /// <summary>By id.</summary>
    public static Keyset ById { get; } = new("id", false, Column.Text("id"));
}

internal sealed class SupplierReturnList(ReadModelReader reader) : ISupplierReturnList
{
    public Task<ListPage<SupplierReturnView>> Page(SupplierReturnFilter filter, Keyset order, ListCursor? after, int limit, CancellationToken cancel) =>
        reader.Read(BuyingModel.Instance, async (copy, asOf) =>
        {
            var (rows, more) = await new PageQuery(BuyingModel.Returns.Table, copy, order, after, limit).InStores(filter.Stores)
                .Is("supplier", filter.Supplier).Is("status", filter.State?.ToString())
                .Run(row => SupplierReturnRules.ViewOf(row.GetString(0), BuyingModel.Returns.Read(row.GetInt64(1), row.GetInt64(2), row.GetString(3))), cancel);
            return new ListPage<SupplierReturnView>(rows, more ? order.After(rows[^1].Id) : null, asOf);
        }, cancel);

    public Task<(IReadOnlyList<SupplierBalance> Balances, AsOf AsOf)> Account(string supplier, CancellationToken cancel) =>
        reader.Read(BuyingModel.Instance, async (copy, asOf) =>
        {
            // Sums are made here: what PostgreSQL sums of whole numbers is none of them, and amounts are exact.
            var rows = await copy.Connection.Query(
                $"SELECT t.currency, t.billed, t.paid, t.credited FROM {copy.Of(BuyingModel.Owed)} AS t WHERE t.supplier = @supplier ORDER BY t.currency",
                row => (Currency: row.GetString(0), Billed: (decimal)row.GetInt64(1), Paid: (decimal)row.GetInt64(2), Credited: (decimal)row.GetInt64(3)), cancel, [("@supplier", supplier)]);
            IReadOnlyList<SupplierBalance> balances =
            [
                .. from row in rows
                   group row by row.Currency into one
                   let billed = one.Sum(row => row.Billed)
                   let paid = one.Sum(row => row.Paid)
                   let credited = one.Sum(row => row.Credited)
                   select new SupplierBalance(one.Key, billed, paid, credited, billed - paid - credited),
            ];
            return (balances, asOf);
        }, cancel);
}
