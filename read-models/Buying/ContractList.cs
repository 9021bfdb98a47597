using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.ReadModels;

/// <summary>Which contracts.</summary>
/// <param name="Supplier">Null for all.</param>
/// <param name="InForceOn">Active ones that are in force on that day; null for all.</param>
/// <param name="EndsBefore">Whose last day is before that day; null for all.</param>
public sealed record ContractFilter(string? Supplier = null, DateOnly? InForceOn = null, DateOnly? EndsBefore = null);

/// <summary>Contracts.</summary>
public interface IContractList
{
    /// <summary>One page.</summary>
    /// <param name="order">One of <see cref="ContractOrders"/>.</param>
    /// <param name="limit">1 to 500.</param>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<ListPage<ContractView>> Page(ContractFilter filter, Keyset order, ListCursor? after, int limit, CancellationToken cancel);
}

/// <summary>How contracts may be ordered.</summary>
public static class ContractOrders
{
    /// <summary>By id.</summary>
    public static Keyset ById { get; } = new("id", false, Column.Text("id"));

    /// <summary>First to end first.</summary>
    public static Keyset ByEnd { get; } = new("validThrough", false, Column.Whole("valid_through"), Column.Text("id"));
}

internal sealed class ContractList(ReadModelReader reader) : IContractList
{
    public Task<ListPage<ContractView>> Page(ContractFilter filter, Keyset order, ListCursor? after, int limit, CancellationToken cancel) =>
        reader.Read(BuyingModel.Instance, async (copy, asOf) =>
        {
            var (rows, more) = await new PageQuery(BuyingModel.Contracts.Table, copy, order, after, limit)
                .Is("supplier", filter.Supplier)
                .If(filter.InForceOn is not null, "t.active = 1 AND t.valid_from <= @day AND t.valid_through >= @day", ("@day", (long)(filter.InForceOn?.DayNumber ?? 0)))
                .If(filter.EndsBefore is not null, "t.valid_through < @end", ("@end", (long)(filter.EndsBefore?.DayNumber ?? 0)))
                .Run(row => ContractRules.ViewOf(row.GetString(0), BuyingModel.Contracts.Read(row.GetInt64(1), row.GetInt64(2), row.GetString(3)))!, cancel);
            return new ListPage<ContractView>(
                rows, more ? order.After([.. order.Columns.Select(column => column.Name == "id" ? (object)rows[^1].Id : (long)rows[^1].Record.ValidThrough.DayNumber)]) : null, asOf);
        }, cancel);
}
