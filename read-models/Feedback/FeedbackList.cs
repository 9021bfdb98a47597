using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.ReadModels;

/// <summary>Which feedback.</summary>
/// <param name="Stores">Null for all.</param>
/// <param name="Sku">That a lot of it has, or that was named; null for any.</param>
/// <param name="LotNo">Null for any.</param>
/// <param name="DueBefore">Of which the authority is to be told before this moment, and was not; null for all.</param>
/// <param name="Ids">Only these; null for all.</param>
public sealed record FeedbackFilter(
    IReadOnlyCollection<string>? Stores = null, FeedbackSort? Kind = null, FeedbackState? State = null, FeedbackSeverity? Severity = null, string? Sku = null, string? LotNo = null, string? Client = null,
    DateTimeOffset? DueBefore = null, IReadOnlyCollection<string>? Ids = null);

/// <summary>How much feedback a lot has.</summary>
/// <param name="Cases">Without those that were found not to be so.</param>
/// <param name="Severe">Of the cases.</param>
/// <param name="Named">Cases that name the lot; to the others the trace led.</param>
/// <param name="LastKnownAt">When the newest one became known.</param>
public sealed record FeedbackLotCount(string Sku, string LotNo, GoodsCategory Category, long Cases, long Severe, long Named, DateTimeOffset LastKnownAt);

/// <summary>A case of a lot.</summary>
public sealed record FeedbackLotCase(string Sku, string LotNo, GoodsCategory Category, DateTimeOffset KnownAt, bool Severe);

/// <summary>Feedback over all stores.</summary>
public interface IFeedbackList
{
    /// <summary>One page.</summary>
    /// <param name="order">One of <see cref="FeedbackOrders"/> but the last.</param>
    /// <param name="limit">1 to 500.</param>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<ListPage<FeedbackView>> Page(FeedbackFilter filter, Keyset order, ListCursor? after, int limit, CancellationToken cancel);

    /// <summary>One page of counts per lot.</summary>
    /// <param name="stores">Null for all.</param>
    /// <param name="since">Known since; null for ever.</param>
    /// <param name="order"><see cref="FeedbackOrders.ByLot"/>.</param>
    /// <param name="limit">1 to 500.</param>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<ListPage<FeedbackLotCount>> Lots(IReadOnlyCollection<string>? stores, string? sku, DateTimeOffset? since, Keyset order, ListCursor? after, int limit, CancellationToken cancel);

    /// <summary>What counts against lots since a moment, by SKU and lot number.</summary>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<IReadOnlyList<FeedbackLotCase>> LotCases(DateTimeOffset since, CancellationToken cancel);
}

/// <summary>How feedback may be ordered.</summary>
public static class FeedbackOrders
{
    /// <summary>Longest known first.</summary>
    public static Keyset ByKnown { get; } = new("knownAt", false, Column.Whole("known_at"), Column.Text("id"));

    /// <summary>First due first; what is not due last.</summary>
    public static Keyset ByDue { get; } = new("dueAt", false, Column.Whole("due_at"), Column.Text("id"));

    /// <summary>By SKU and lot number.</summary>
    public static Keyset ByLot { get; } = new("lot", false, Column.Text("sku"), Column.Text("lot_no"));
}

/// <summary>Answers from <see cref="FeedbackModel"/>.</summary>
internal sealed class FeedbackList(ReadModelReader reader) : IFeedbackList
{
    public Task<ListPage<FeedbackView>> Page(FeedbackFilter filter, Keyset order, ListCursor? after, int limit, CancellationToken cancel) =>
        reader.Read(FeedbackModel.Instance, async (copy, asOf) =>
        {
            var lots = $"EXISTS (SELECT 1 FROM {copy.Of(FeedbackModel.Lots)} AS l WHERE l.id = t.id";
            var (rows, more) = await new PageQuery(FeedbackModel.Cases, copy, order, after, limit)
                .InStores(filter.Stores).OneOf("id", filter.Ids).Is("sort", filter.Kind?.ToString()).Is("state", filter.State?.ToString()).Is("severity", filter.Severity?.ToString()).Is("client", filter.Client)
                .If(filter.Sku is not null, $"{lots} AND l.sku = @sku)", ("@sku", filter.Sku ?? ""))
                .If(filter.LotNo is not null, $"{lots} AND l.lot_no = @lot{(filter.Sku is null ? "" : " AND l.sku = @sku")})", ("@lot", filter.LotNo ?? ""))
                .If(filter.DueBefore is not null, "t.due_at < @due", ("@due", Stored.Time(filter.DueBefore ?? default)))
                .Run(row => (Case: FeedbackRows.Read(row), Due: row.GetInt64(9)), cancel);
            var views = rows.ConvertAll(row => FeedbackCase.ViewOf(row.Case.Id, row.Case.Case));
            return new ListPage<FeedbackView>(views, more ? order.After(order.Columns[0].Name == "due_at" ? rows[^1].Due : Stored.Time(views[^1].KnownAt), views[^1].Id) : null, asOf);
        }, cancel);

    public Task<ListPage<FeedbackLotCount>> Lots(IReadOnlyCollection<string>? stores, string? sku, DateTimeOffset? since, Keyset order, ListCursor? after, int limit, CancellationToken cancel) =>
        reader.Read(FeedbackModel.Instance, async (copy, asOf) =>
        {
            var rows = await copy.Connection.Query(
                $"""
                SELECT t.sku, t.lot_no, MAX(t.category), COUNT(*), CAST(SUM(t.severe) AS bigint), CAST(SUM(t.named) AS bigint), MAX(t.known_at) FROM {copy.Of(FeedbackModel.Lots)} AS t
                WHERE t.counts = 1 AND {order.Where(after, "t.")}{(stores is null ? "" : " AND " + copy.Dialect.IsOneOf("t.store", "@stores"))}{(sku is null ? "" : " AND t.sku = @sku")}{(since is null ? "" : " AND t.known_at >= @since")}
                GROUP BY t.sku, t.lot_no ORDER BY {order.OrderBy("t.")} LIMIT {limit + 1}
                """,
                row => new FeedbackLotCount(row.GetString(0), row.GetString(1), Enum.Parse<GoodsCategory>(row.GetString(2)), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), Stored.Time(row.GetInt64(6))), cancel,
                [("@stores", RowsJson.Of(stores ?? [])), ("@sku", sku ?? ""), ("@since", Stored.Time(since ?? default)), .. Keyset.Parameters(after)]);
            var more = rows.Count > limit;
            if (more) rows.RemoveAt(limit);
            return new ListPage<FeedbackLotCount>(rows, more ? order.After(rows[^1].Sku, rows[^1].LotNo) : null, asOf);
        }, cancel);

    public Task<IReadOnlyList<FeedbackLotCase>> LotCases(DateTimeOffset since, CancellationToken cancel) =>
        reader.Read(FeedbackModel.Instance, async (copy, _) => (IReadOnlyList<FeedbackLotCase>)await copy.Connection.Query(
            $"SELECT sku, lot_no, category, known_at, severe FROM {copy.Of(FeedbackModel.Lots)} WHERE counts = 1 AND known_at > @since ORDER BY sku, lot_no, id",
            row => new FeedbackLotCase(row.GetString(0), row.GetString(1), Enum.Parse<GoodsCategory>(row.GetString(2)), Stored.Time(row.GetInt64(3)), row.GetInt64(4) == 1), cancel, ("@since", Stored.Time(since))), cancel);
}
