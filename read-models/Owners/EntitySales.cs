using System.Data.Common;
using System.Globalization;
using BeautyGrains.Contracts;

namespace BeautyGrains.ReadModels;

/// <summary>Which sales.</summary>
/// <param name="Seller">A legal entity; null for any.</param>
/// <param name="Buyer">A legal entity; null for any.</param>
/// <param name="From">Received from this moment on; null for any.</param>
/// <param name="Until">Received before this moment; null for any.</param>
public sealed record EntitySaleFilter(string? Seller = null, string? Buyer = null, string? Transfer = null, string? Sku = null, DateTimeOffset? From = null, DateTimeOffset? Until = null);

/// <summary>One lot that was sold from one legal entity to another.</summary>
/// <param name="Quantity">That arrived, in the base unit.</param>
/// <param name="UnitCost">At which it left the seller's stock; null where that is not known.</param>
/// <param name="UnitPrice">Which is what it costs the buyer.</param>
/// <param name="Amount">Owed, in whole minor units.</param>
/// <param name="Margin">Amount less cost, in whole minor units; null where the cost is not known.</param>
public sealed record EntitySaleLine(
    string Transfer, string Sku, string Lot, DateTimeOffset At, string Seller, string Buyer, string FromStore, string ToStore, decimal Quantity, Money? UnitCost, Money? UnitPrice, Money? Amount, Money? Margin);

/// <summary>What one legal entity owes another for a period.</summary>
/// <param name="Margin">Of the lines whose cost is known.</param>
public sealed record EntitySaleTotal(string Seller, string Buyer, int Lines, Money? Amount, Money? Margin);

/// <summary>What legal entities owe each other for goods that were moved between their stores.</summary>
public interface IEntitySales
{
    /// <summary>One page, in the order of arrival.</summary>
    /// <param name="order">One of <see cref="EntitySaleOrders"/>.</param>
    /// <param name="limit">1 to 500.</param>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<ListPage<EntitySaleLine>> Page(EntitySaleFilter filter, Keyset order, ListCursor? after, int limit, CancellationToken cancel);

    /// <summary>Sums by seller, buyer and currency, in ordinal order.</summary>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<(IReadOnlyList<EntitySaleTotal> Totals, AsOf AsOf)> Totals(DateTimeOffset? from, DateTimeOffset? until, CancellationToken cancel);
}

/// <summary>How sales between entities may be ordered.</summary>
public static class EntitySaleOrders
{
    /// <summary>By arrival.</summary>
    public static Keyset ByTime { get; } = new("at", false, Column.Whole("at"), Column.Text("transfer"), Column.Text("sku"), Column.Text("lot"));
}

/// <summary>Answers from <see cref="OwnerModel"/>.</summary>
internal sealed class EntitySales(ReadModelReader reader) : IEntitySales
{
    public Task<ListPage<EntitySaleLine>> Page(EntitySaleFilter filter, Keyset order, ListCursor? after, int limit, CancellationToken cancel) =>
        reader.Read(OwnerModel.Instance, async (copy, asOf) =>
        {
            var (rows, more) = await new PageQuery(OwnerModel.Sales, copy, order, after, limit)
                .Is("seller", filter.Seller).Is("buyer", filter.Buyer).Is("transfer", filter.Transfer).Is("sku", filter.Sku)
                .If(filter.From is not null, "t.at >= @from", ("@from", Stored.TimeOrNever(filter.From))).If(filter.Until is not null, "t.at < @until", ("@until", Stored.TimeOrNever(filter.Until)))
                .Run(Line, cancel);
            return new ListPage<EntitySaleLine>(rows, more ? order.After(Stored.Time(rows[^1].At), rows[^1].Transfer, rows[^1].Sku, rows[^1].Lot) : null, asOf);
        }, cancel);

    public Task<(IReadOnlyList<EntitySaleTotal> Totals, AsOf AsOf)> Totals(DateTimeOffset? from, DateTimeOffset? until, CancellationToken cancel) =>
        reader.Read(OwnerModel.Instance, async (copy, asOf) =>
        {
            var rows = await copy.Connection.Query(
                $"""
                SELECT seller, buyer, currency, COUNT(*), CAST(SUM(amount) AS bigint), CAST(COALESCE(SUM(margin), 0) AS bigint) FROM {copy.Of(OwnerModel.Sales)}
                WHERE at >= @from AND at < @until GROUP BY seller, buyer, currency ORDER BY seller, buyer, currency
                """,
                row => new EntitySaleTotal(row.GetString(0), row.GetString(1), (int)row.GetInt64(3), new(row.GetInt64(4), row.GetString(2)), new(row.GetInt64(5), row.GetString(2))), cancel,
                ("@from", from is { } begin ? Stored.Time(begin) : 0L), ("@until", until is { } end ? Stored.Time(end) : long.MaxValue));
            return ((IReadOnlyList<EntitySaleTotal>)rows, asOf);
        }, cancel);

    private static EntitySaleLine Line(DbDataReader row)
    {
        var currency = row.GetString(12);
        return new(
            row.GetString(0), row.GetString(1), row.GetString(2), Stored.Time(row.GetInt64(3)), row.GetString(4), row.GetString(5), row.GetString(6), row.GetString(7), Stored.Quantity(row.GetInt64(8)),
            row.MaybeText(9) is { } cost ? new(decimal.Parse(cost, CultureInfo.InvariantCulture), row.GetString(10)) : null, new(decimal.Parse(row.GetString(11), CultureInfo.InvariantCulture), currency),
            new(row.GetInt64(13), currency), row.IsDBNull(15) ? null : new(row.GetInt64(15), currency));
    }
}
