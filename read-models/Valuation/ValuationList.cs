using BeautyGrains.Contracts;

namespace BeautyGrains.ReadModels;

/// <summary>What values are added up by.</summary>
public enum ValuationBy
{
    /// <summary>Store.</summary>
    Store,
    /// <summary>Category of the product.</summary>
    Category,
    /// <summary>Product.</summary>
    Sku,
    /// <summary>Nothing but the owner.</summary>
    Owner,
    /// <summary>Product in a store.</summary>
    Stock,
}

/// <summary>Which lots are added up.</summary>
/// <param name="Stores">Null for all.</param>
/// <param name="Owned">True for the chain's own goods, false for those of others; null for both.</param>
public sealed record ValuationFilter(IReadOnlyCollection<string>? Stores = null, string? Sku = null, string? Category = null, LotOwner? Owner = null, bool? Owned = null);

/// <summary>What some goods are worth at cost. Goods of different owners or in different currencies are never added up.</summary>
/// <param name="Owner">Null for the chain's own.</param>
/// <param name="Currency">Null for goods that came in without a cost.</param>
/// <param name="Quantity">In the base unit, where all are of one product.</param>
/// <param name="Value">In minor units with at most 6 decimals, so that the lines add up to the total; null without a currency.</param>
/// <param name="InTransit">What of the value is on its way to another store; it counts with the store that sent it.</param>
public sealed record ValuationLine(string? Store, string? Sku, string? Category, LotOwner? Owner, string? Currency, long Lots, decimal? Quantity, decimal? Value, decimal? InTransit);

/// <summary>The value of the stock, from lots as they are now.</summary>
public interface IValuationList
{
    /// <summary>One page, and the sums of all that the filter lets pass.</summary>
    /// <param name="order">The one of <see cref="ValuationOrders.By"/>.</param>
    /// <param name="limit">1 to 500.</param>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<(ListPage<ValuationLine> Page, IReadOnlyList<ValuationLine> Totals)> Page(ValuationFilter filter, ValuationBy by, Keyset order, ListCursor? after, int limit, CancellationToken cancel);
}

/// <summary>How values are ordered: by what they are added up by.</summary>
public static class ValuationOrders
{
    private static readonly Column[] s_last = [Column.Text("owner"), Column.Text("currency")];

    /// <summary>The one order of a sum.</summary>
    public static Keyset By(ValuationBy by) => by switch
    {
        ValuationBy.Store => new("store", false, [Column.Text("store"), .. s_last]),
        ValuationBy.Category => new("category", false, [Column.Text("category"), .. s_last]),
        ValuationBy.Sku => new("sku", false, [Column.Text("sku"), .. s_last]),
        ValuationBy.Stock => new("stock", false, [Column.Text("store"), Column.Text("sku"), .. s_last]),
        _ => new("owner", false, s_last),
    };
}

/// <summary>Answers from <see cref="ValuationModel"/>.</summary>
internal sealed class ValuationList(ReadModelReader reader) : IValuationList
{
    private const decimal Millionths = 1_000_000m;

    public Task<(ListPage<ValuationLine> Page, IReadOnlyList<ValuationLine> Totals)> Page(
        ValuationFilter filter, ValuationBy by, Keyset order, ListCursor? after, int limit, CancellationToken cancel) =>
        reader.Read(ValuationModel.Instance, async (copy, asOf) =>
        {
            var rows = await Sums(copy, filter, by, order, after, limit + 1, cancel);
            var more = rows.Count > limit;
            if (more) rows.RemoveAt(limit);
            var totals = await Sums(copy, filter, ValuationBy.Owner, ValuationOrders.By(ValuationBy.Owner), null, null, cancel);
            return (new ListPage<ValuationLine>(rows, more ? order.After([.. order.Columns.Select(column => ValueOf(column.Name, rows[^1]))]) : null, asOf), (IReadOnlyList<ValuationLine>)totals);
        }, cancel);

    private static Task<List<ValuationLine>> Sums(CopyTables copy, ValuationFilter filter, ValuationBy by, Keyset order, ListCursor? after, int? limit, CancellationToken cancel)
    {
        // What a sum is of one of is told; the category of a product goes with it.
        string Told(string column, bool isTold) => isTold ? column : "''";
        var (store, sku, category) = (by is ValuationBy.Store or ValuationBy.Stock, by is ValuationBy.Sku or ValuationBy.Stock, by is ValuationBy.Category or ValuationBy.Sku or ValuationBy.Stock);
        var (where, parameters) = Where(copy, filter);
        return copy.Connection.Query(
            $"""
            SELECT t.store, t.sku, t.category, t.owner, t.currency, t.lots, t.quantity, t.value, t.transit FROM (
              SELECT {Told("v.store", store)} AS store, {Told("v.sku", sku)} AS sku, {Told("COALESCE(c.category, '')", category)} AS category, v.owner AS owner, v.currency AS currency,
                COUNT(*) AS lots, CAST(SUM(v.on_hand) AS BIGINT) AS quantity, CAST(SUM(v.value) AS BIGINT) AS value,
                CAST(SUM(v.value * v.transit) AS BIGINT) AS transit
              FROM {copy.Of(ValuationModel.Lots)} AS v LEFT JOIN {copy.Of(ValuationModel.Categories)} AS c ON c.sku = v.sku
              WHERE {where} GROUP BY 1, 2, 3, 4, 5) AS t
            WHERE {order.Where(after, "t.")} ORDER BY {order.OrderBy("t.")}{(limit is { } most ? $" LIMIT {most}" : "")}
            """,
            row => new ValuationLine(
                Some(row.GetString(0)), Some(row.GetString(1)), Some(row.GetString(2)), Some(row.GetString(3)) is { } owner ? LotOwner.Parse(owner) : null, Some(row.GetString(4)), row.GetInt64(5),
                sku ? Stored.Quantity(row.GetInt64(6)) : null, Amount(row, 7), Amount(row, 8)),
            cancel, [.. parameters, .. Keyset.Parameters(after)]);
    }

    private static (string Where, List<(string, object)> Parameters) Where(CopyTables copy, ValuationFilter filter)
    {
        var (where, parameters) = (new List<string> { "v.on_hand <> 0" }, new List<(string, object)>());
        void If(bool wanted, string condition, string name, object? value)
        {
            if (!wanted) return;
            where.Add(condition);
            if (value is not null) parameters.Add((name, value));
        }

        If(filter.Stores is not null, copy.Dialect.IsOneOf("v.store", "@stores"), "@stores", RowsJson.Of(filter.Stores ?? []));
        If(filter.Sku is not null, "v.sku = @sku", "@sku", filter.Sku);
        If(filter.Category is not null, "COALESCE(c.category, '') = @category", "@category", filter.Category);
        If(filter.Owner is not null, "v.owner = @owner", "@owner", filter.Owner?.ToString());
        If(filter.Owned == true, "v.owner = ''", "", null);
        If(filter.Owned == false, "v.owner <> ''", "", null);
        return (string.Join(" AND ", where), parameters);
    }

    private static decimal? Amount(System.Data.Common.DbDataReader row, int column) => row.GetString(4).Length == 0 ? null : row.GetInt64(column) / Millionths;

    private static string? Some(string text) => text.Length == 0 ? null : text;

    private static string ValueOf(string column, ValuationLine line) => column switch
    {
        "store" => line.Store!,
        "sku" => line.Sku!,
        "category" => line.Category ?? "",
        "owner" => line.Owner?.ToString() ?? "",
        _ => line.Currency ?? "",
    };
}
