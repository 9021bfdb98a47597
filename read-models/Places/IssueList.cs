using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.ReadModels;

/// <summary>Which issues without sale.</summary>
/// <param name="Stores">Null for all.</param>
/// <param name="FromMonth">"2026-11", inclusive; null for any.</param>
/// <param name="ThroughMonth">"2026-11", inclusive; null for any.</param>
public sealed record IssueFilter(
    IReadOnlyCollection<string>? Stores = null, string? Sku = null, MovementKind? Kind = null, string? Account = null, IssueState? State = null, string? Client = null, string? FromMonth = null, string? ThroughMonth = null);

/// <summary>What was issued of a kind to an account in a month, and not taken back.</summary>
/// <param name="Cost">Of the issues whose cost is known, in whole minor units; null where none is.</param>
/// <param name="Unknown">How many issues have no known cost.</param>
public sealed record IssueTotal(string Month, MovementKind Kind, string Account, int Issues, decimal Quantity, Money? Cost, int Unknown);

/// <summary>Issues without sale over all stores.</summary>
public interface IIssueList
{
    /// <summary>One page.</summary>
    /// <param name="order">One of <see cref="IssueOrders"/>.</param>
    /// <param name="limit">1 to 500.</param>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<ListPage<IssueView>> Page(IssueFilter filter, Keyset order, ListCursor? after, int limit, CancellationToken cancel);

    /// <summary>Sums by month, kind, account and currency, in that order.</summary>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<(IReadOnlyList<IssueTotal> Totals, AsOf AsOf)> Totals(IssueFilter filter, CancellationToken cancel);
}

/// <summary>How issues may be ordered.</summary>
public static class IssueOrders
{
    /// <summary>By month, then store, SKU and id.</summary>
    public static Keyset ByMonth { get; } = new("month", false, Column.Text("month"), Column.Text("id"));
}

/// <summary>Answers from <see cref="PlaceModel"/>.</summary>
internal sealed class IssueList(ReadModelReader reader) : IIssueList
{
    private static readonly string[] s_out = [nameof(IssueState.Issued), nameof(IssueState.Reversing)];

    public Task<ListPage<IssueView>> Page(IssueFilter filter, Keyset order, ListCursor? after, int limit, CancellationToken cancel) =>
        reader.Read(PlaceModel.Instance, async (copy, asOf) =>
        {
            var (rows, more) = await new PageQuery(PlaceModel.Issues.Table, copy, order, after, limit)
                .InStores(filter.Stores).Is("sku", filter.Sku).Is("kind", filter.Kind?.ToString()).Is("account", filter.Account).Is("status", filter.State?.ToString()).Is("client", filter.Client)
                .If(filter.FromMonth is not null, "t.month >= @fromMonth", ("@fromMonth", filter.FromMonth ?? "")).If(filter.ThroughMonth is not null, "t.month <= @throughMonth", ("@throughMonth", filter.ThroughMonth ?? ""))
                .Run(row => IssueRules.ViewOf(row.GetString(0), PlaceModel.Issues.Read(row.GetInt64(1), row.GetInt64(2), row.GetString(3))), cancel);
            return new ListPage<IssueView>(rows, more ? order.After(rows[^1].Month, $"{rows[^1].Store}/{rows[^1].Sku}/{rows[^1].Id}") : null, asOf);
        }, cancel);

    public Task<(IReadOnlyList<IssueTotal> Totals, AsOf AsOf)> Totals(IssueFilter filter, CancellationToken cancel) =>
        reader.Read(PlaceModel.Instance, async (copy, asOf) =>
        {
            var stores = filter.Stores is null ? "true" : copy.Dialect.IsOneOf("store", "@stores");
            var rows = await copy.Connection.Query(
                $"""
                SELECT month, kind, account, COALESCE(currency, ''), COUNT(*), CAST(SUM(quantity) AS bigint), CAST(COALESCE(SUM(cost), 0) AS bigint) FROM {copy.Of(PlaceModel.Issues.Table)}
                WHERE {copy.Dialect.IsOneOf("status", "@out")} AND {stores} AND month >= @from AND month <= @through
                GROUP BY month, kind, account, COALESCE(currency, '') ORDER BY month, kind, account, COALESCE(currency, '')
                """,
                row => (Month: row.GetString(0), Kind: row.GetString(1), Account: row.GetString(2), Currency: row.GetString(3), Count: (int)row.GetInt64(4), Quantity: row.GetInt64(5), Cost: row.GetInt64(6)), cancel,
                [("@out", RowsJson.Of(s_out)), ("@from", filter.FromMonth ?? ""), ("@through", filter.ThroughMonth ?? "~"), .. filter.Stores is null ? Array.Empty<(string, object)>() : [("@stores", RowsJson.Of(filter.Stores))]]);
            return ((IReadOnlyList<IssueTotal>)rows.ConvertAll(row => new IssueTotal(
                row.Month, Enum.Parse<MovementKind>(row.Kind), row.Account, row.Count, Stored.Quantity(row.Quantity), row.Currency.Length == 0 ? null : new(row.Cost, row.Currency), row.Currency.Length == 0 ? row.Count : 0)), asOf);
        }, cancel);
}
