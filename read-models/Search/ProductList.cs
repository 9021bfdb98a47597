using System.Data.Common;
using BeautyGrains.Contracts;

namespace BeautyGrains.ReadModels.Search;

/// <summary>Which products are wanted; null for no matter.</summary>
/// <param name="Brand">The same but for case, accents and punctuation.</param>
/// <param name="Category">The same but for case, accents and punctuation.</param>
/// <param name="Ids">Only these codes.</param>
public sealed record ProductFilter(SearchQuery? Query = null, string? Brand = null, string? Category = null, bool? Active = null, IReadOnlyCollection<string>? Ids = null);

/// <summary>A page of products.</summary>
/// <param name="Match">How they were found; null without a query.</param>
public sealed record ProductPage(ListPage<SkuView> Page, SearchMatch? Match);

/// <summary>The catalogue's products, by words and filters.</summary>
public interface IProductList
{
    /// <summary>One page. What is spelt alike is looked for only where nothing else is found.</summary>
    /// <param name="order">One of <see cref="ProductOrders"/>, either way round; by relevance only with a query.</param>
    /// <param name="match">How the page before this one was found; null for the first.</param>
    /// <param name="limit">1 to 500.</param>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<ProductPage> Page(ProductFilter filter, Keyset order, ListCursor? after, SearchMatch? match, int limit, CancellationToken cancel);
}

/// <summary>How products may be ordered.</summary>
public static class ProductOrders
{
    private static readonly Column s_sku = Column.Text("sku");

    /// <summary>By code.</summary>
    public static Keyset BySku { get; } = new("sku", false, s_sku);

    /// <summary>By name, without case and accents.</summary>
    public static Keyset ByName { get; } = new("name", false, Column.Text("name"), s_sku);

    /// <summary>By brand, without case and accents; those without one first.</summary>
    public static Keyset ByBrand { get; } = new("brand", false, Column.Text("brand"), s_sku);

    /// <summary>Longest unchanged first.</summary>
    public static Keyset ByChange { get; } = new("changed", false, Column.Whole("changed_at"), s_sku);

    /// <summary>Best found first.</summary>
    public static Keyset ByRelevance { get; } = new("relevance", false, Column.Whole("rank"), s_sku);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Keyset> All { get; } = [BySku, ByName, ByBrand, ByChange, ByRelevance];
}

/// <summary>Answers from <see cref="ProductModel"/>.</summary>
internal sealed class ProductList(ReadModelReader reader) : IProductList
{
    public Task<ProductPage> Page(ProductFilter filter, Keyset order, ListCursor? after, SearchMatch? match, int limit, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, PageQuery.MostRows);
        return reader.Read(ProductModel.Instance, (copy, asOf) => new PageOfProducts(copy, asOf, filter, order, after, limit, cancel).Find(match), cancel);
    }
}

/// <summary>One page, from one copy.</summary>
internal sealed class PageOfProducts(CopyTables copy, AsOf asOf, ProductFilter filter, Keyset order, ListCursor? after, int limit, CancellationToken cancel)
{
    public async Task<ProductPage> Find(SearchMatch? match)
    {
        if (filter.Query is not { } query) return new(await Run(null), null);
        if (match != SearchMatch.Similar)
        {
            var exact = await Run(await ProductFinder.Exact(copy, query, cancel));
            if (exact.Items.Count > 0 || match is not null) return new(exact, SearchMatch.Exact);
        }
        return await SimilarFinder.Find(copy, query, cancel) is { } similar
            ? new(await Run(similar), SearchMatch.Similar)
            : new(new([], null, asOf), SearchMatch.Exact);
    }

    private async Task<ListPage<SkuView>> Run(Action<Statement>? search)
    {
        var sql = new Statement().Add("WITH");
        search?.Invoke(sql);
        // The page first and then its records: sorting would drag the records of everything found along.
        sql.Add(search is null ? "" : ",").Add($"t AS (SELECT s.*{(search is null ? "" : ", found.rank AS rank")} FROM {copy.Of(SearchTables.Search)} AS s")
            .Add(search is null ? ")," : "JOIN found ON found.sku = s.sku),")
            .Add($"page AS MATERIALIZED (SELECT {string.Join(", ", order.Columns.Select((column, at) => FormattableString.Invariant($"t.{column.Name} AS k{at}")))}, t.sku AS code FROM t WHERE {order.Where(after, "t.")}", Keyset.Parameters(after));
        if (filter.Brand is { } brand) sql.Add($"AND t.brand = {sql.Of(SearchText.Key(brand))}");
        if (filter.Category is { } category) sql.Add($"AND t.category = {sql.Of(SearchText.Key(category))}");
        if (filter.Active is { } active) sql.Add($"AND t.active = {sql.Of(Stored.Flag(active))}");
        if (filter.Ids is { } ids) sql.Add($"AND {copy.Dialect.IsOneOf("t.sku", "@ids")}", [("@ids", RowsJson.Of(ids))]);
        sql.Add(FormattableString.Invariant($"ORDER BY {order.OrderBy("t.")} LIMIT {limit + 1})"));
        var direction = order.Descending ? " DESC" : "";
        sql.Add($"SELECT p.sku, p.version, p.at, p.event, p.record, {string.Join(", ", order.Columns.Select((_, at) => FormattableString.Invariant($"page.k{at}")))}")
            .Add($"FROM page JOIN {copy.Of(ProductModel.Products)} AS p ON p.sku = page.code")
            .Add($"ORDER BY {string.Join(", ", order.Columns.Select((_, at) => FormattableString.Invariant($"page.k{at}{direction}")))}");
        var rows = await sql.Rows(copy.Connection, row => (Product: ViewOf(row), Place: PlaceOf(row)), cancel);
        var more = rows.Count > limit;
        if (more) rows.RemoveAt(limit);
        return new(rows.ConvertAll(row => row.Product), more ? order.After(rows[^1].Place) : null, asOf);
    }

    private static SkuView ViewOf(DbDataReader row) =>
        new(row.GetString(0), ProductRows.Record(row.GetString(3), row.GetString(4)), Stored.Time(row.GetInt64(2)), row.GetInt64(1));

    private object[] PlaceOf(DbDataReader row) =>
        [.. order.Columns.Select((column, at) => column.Type == ColumnType.Text ? (object)row.GetString(5 + at) : row.GetInt64(5 + at))];
}
