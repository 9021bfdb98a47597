using System.Data.Common;

namespace BeautyGrains.ReadModels.Trace;

/// <summary>What is asked of the tables, over the lots of one family.</summary>
internal sealed class TraceQueries(CopyTables copy, IReadOnlyCollection<TracedLot> lots, CancellationToken cancel)
{
    private readonly Dictionary<(string Sku, string Store, string Lot), LotNumber> _numbers = lots.ToDictionary(lot => (lot.Number.Sku, lot.Store, lot.Lot), lot => lot.Number);
    private readonly string _lots = RowsJson.Of(lots.Select(lot => new object?[] { lot.Number.Sku, lot.Store, lot.Lot }));

    /// <summary>The steps of the lots as a source named t, led by the lots.</summary>
    private string Source => $"""
        {copy.Dialect.RowsOf("@lots")} CROSS JOIN {copy.Of(TraceTables.Steps)} AS t
        WHERE t.sku = {copy.Dialect.ValueOf(0, ColumnType.Text)} AND t.store = {copy.Dialect.ValueOf(1, ColumnType.Text)} AND t.lot = {copy.Dialect.ValueOf(2, ColumnType.Text)}
        """;

    /// <summary>Steps of one kind together.</summary>
    /// <param name="kinds">Only these; null for all.</param>
    public Task<List<TraceFlow>> Flows(IReadOnlyCollection<string>? kinds) => copy.Connection.Query(
        $"""
        SELECT t.sku, t.store, t.lot, t.kind, t.party, t.stream, COUNT(*), CAST(SUM(t.quantity) AS bigint), COUNT(DISTINCT t.client), MIN(t.at), MAX(t.at) FROM {Source}
        {(kinds is null ? "" : "AND " + copy.Dialect.IsOneOf("t.kind", "@kinds"))} GROUP BY t.sku, t.store, t.lot, t.kind, t.party, t.stream ORDER BY MIN(t.at), t.sku, t.store, t.lot, t.kind, t.party, t.stream
        """,
        row => new TraceFlow(
            NumberOf(row, 0, 1, 2), row.GetString(1), row.GetString(2), row.GetString(3), row.MaybeText(4), row.GetString(5) != TraceKinds.Unmatched, Stored.Quantity(row.GetInt64(7)), row.GetInt64(6), row.GetInt64(8),
            Stored.Time(row.GetInt64(9)), Stored.Time(row.GetInt64(10))),
        cancel, ("@lots", _lots), ("@kinds", RowsJson.Of(kinds ?? [])));

    /// <summary>The first steps after a place, and whether more follow.</summary>
    public async Task<(List<TraceStep> Steps, bool More)> Steps(Keyset order, ListCursor? after, int limit, string? kind = null)
    {
        var steps = await copy.Connection.Query(
            $"SELECT {TraceTables.Steps.Select("t.")} FROM {Source} AND {order.Where(after, "t.")}{(kind is null ? "" : " AND t.kind = @kind")} ORDER BY {order.OrderBy("t.")} LIMIT {limit + 1}", Step, cancel,
            [("@lots", _lots), ("@kind", kind ?? ""), .. Keyset.Parameters(after)]);
        var more = steps.Count > limit;
        if (more) steps.RemoveAt(limit);
        return (steps, more);
    }

    /// <summary>The first steps of some kinds, each lot's from an instant on, and whether more follow. What was told later counts from when it happened.</summary>
    /// <param name="lots">Product, store, lot, instant.</param>
    public async Task<(List<TraceStep> Steps, bool More)> Since(IReadOnlyCollection<object?[]> lots, IReadOnlyCollection<string> kinds, int limit)
    {
        var steps = await copy.Connection.Query(
            $"""
            SELECT {TraceTables.Steps.Select("t.")} FROM {Source} AND COALESCE(t.occurred_at, t.at) >= {copy.Dialect.ValueOf(3, ColumnType.Whole)} AND {copy.Dialect.IsOneOf("t.kind", "@kinds")}
            ORDER BY {TraceOrders.ByTime.OrderBy("t.")} LIMIT {limit + 1}
            """, Step, cancel, ("@lots", RowsJson.Of(lots)), ("@kinds", RowsJson.Of(kinds)));
        var more = steps.Count > limit;
        if (more) steps.RemoveAt(limit);
        return (steps, more);
    }

    /// <summary>The first clients after a place, and whether more follow.</summary>
    public async Task<(List<TracedClient> Clients, bool More)> Clients(Keyset order, ListCursor? after, int limit)
    {
        var clients = await copy.Connection.Query(
            $"""
            SELECT t.client, CAST(-SUM(CASE WHEN t.stream = '{TraceKinds.Container}' THEN 0 ELSE t.quantity END) AS bigint), COUNT(*), MIN(t.at), MAX(t.at) FROM {Source} AND t.client IS NOT NULL AND {order.Where(after, "t.")}
            GROUP BY t.client ORDER BY {order.OrderBy("t.")} LIMIT {limit + 1}
            """,
            row => new TracedClient(row.GetString(0), Stored.Quantity(row.GetInt64(1)), row.GetInt64(2), Stored.Time(row.GetInt64(3)), Stored.Time(row.GetInt64(4))), cancel,
            [("@lots", _lots), .. Keyset.Parameters(after)]);
        var more = clients.Count > limit;
        if (more) clients.RemoveAt(limit);
        return (clients, more);
    }

    /// <summary>What is on hand of each lot, by the ledger.</summary>
    public async Task<Dictionary<(string Sku, string Store, string Lot), decimal>> OnHand() => (await copy.Connection.Query(
        $"SELECT t.sku, t.store, t.lot, CAST(SUM(t.quantity) AS bigint) FROM {Source} AND t.stream = '' GROUP BY t.sku, t.store, t.lot",
        row => (Key: (row.GetString(0), row.GetString(1), row.GetString(2)), Quantity: Stored.Quantity(row.GetInt64(3))), cancel, ("@lots", _lots))).ToDictionary(one => one.Key, one => one.Quantity);

    /// <summary>How many steps, and of how many different clients.</summary>
    public async Task<(long Steps, long Clients)> Counts() =>
        (await copy.Connection.Query($"SELECT COUNT(*), COUNT(DISTINCT t.client) FROM {Source}", row => (row.GetInt64(0), row.GetInt64(1)), cancel, ("@lots", _lots)))[0];

    /// <summary>One row of the steps.</summary>
    public TraceStep Step(DbDataReader row) => new(
        NumberOf(row, 0, 1, 2), row.GetString(1), row.GetString(2), Stored.Time(row.GetInt64(3)), row.MaybeWhole(16) is { } occurred ? Stored.Time(occurred) : null, row.GetString(7), row.GetString(8),
        Stored.Quantity(row.GetInt64(9)), row.GetString(4) != TraceKinds.Unmatched, row.MaybeText(10), row.MaybeText(11), row.MaybeText(12), row.MaybeText(13), row.MaybeText(14), row.MaybeText(15), row.GetString(17),
        row.GetInt64(5), row.GetInt32(6), row.GetString(4));

    /// <summary>The place of a step in an order.</summary>
    public static ListCursor After(Keyset order, TraceStep it) => order.After(Stored.Time(it.At), it.Number.Sku, it.Store, it.Lot, it.Stream, it.Version, (long)it.Line);

    private LotNumber NumberOf(DbDataReader row, int sku, int store, int lot) =>
        _numbers.TryGetValue((row.GetString(sku), row.GetString(store), row.GetString(lot)), out var known) ? known : new(row.GetString(sku), row.GetString(lot));
}
