using BeautyGrains.Contracts;

namespace BeautyGrains.ReadModels.Trace;

/// <summary>Answers from <see cref="TraceModel"/>.</summary>
public sealed class Traces(ReadModelReader reader) : ITraces
{
    /// <summary>The most clients or steps told one by one with the whole path.</summary>
    public const int MostListed = 5_000;

    /// <summary>The most receipts of one trace.</summary>
    public const int MostReceipts = 500;

    private static readonly Column[] s_stockLot = [.. TraceTables.Lots.Indexes[0].Select(Column.Text)];
    private static readonly string s_receipt = TraceKinds.Of(MovementKind.Receipt);

    // To clients, and back from them.
    private static readonly string[] s_client =
    [
        .. new[] { MovementKind.Sale, MovementKind.ServiceConsumption, MovementKind.Gift, MovementKind.Sample, MovementKind.StaffPurchase, MovementKind.CustomerReturn, MovementKind.Reversal }.Select(TraceKinds.Of),
        .. new[] { FactKind.OfflineSale, FactKind.Treatment }.Select(TraceKinds.Of), TraceKinds.Of(ContainerMoveKind.Use),
    ];

    // How goods come to where they are; all else becomes of them there.
    private static readonly string[] s_coming =
        [s_receipt, TraceKinds.Of(MovementKind.TransferOut), TraceKinds.Of(MovementKind.TransferIn), TraceKinds.Of(MovementKind.RepackOut), TraceKinds.Of(MovementKind.RepackIn)];

    /// <inheritdoc />
    public Task<LotTrace?> OfLot(LotNumber number, IReadOnlyCollection<string>? stores, int clients, int steps, CancellationToken cancel) => reader.Read(TraceModel.Instance, async (copy, asOf) =>
    {
        var family = await FamilyOf(copy, number, stores, cancel);
        if (family.Lots.Count == 0) return null;
        var (after, before) = (Onward(family), family.Lots.Where(lot => lot.Relation == TraceRelation.Ancestor).ToList());
        var onward = new TraceQueries(copy, after, cancel);
        var flows = await onward.Flows(null);
        if (before.Count > 0) flows.InsertRange(0, await new TraceQueries(copy, before, cancel).Flows(s_coming));
        var (receipts, moreReceipts) = await new TraceQueries(copy, family.Lots, cancel).Steps(TraceOrders.ByTime, null, MostReceipts, s_receipt);
        var (clientLines, _) = await onward.Clients(TraceOrders.ByClient, null, Math.Min(clients, MostListed));
        var (stepLines, _) = await onward.Steps(TraceOrders.ByTime, null, Math.Min(steps, MostListed));
        var (stepCount, clientCount) = await onward.Counts();
        var onHand = await onward.OnHand();
        TracedLot[] lots = [.. family.Lots.Select(lot => lot.Relation == TraceRelation.Ancestor ? lot : lot with { OnHand = onHand.GetValueOrDefault((lot.Number.Sku, lot.Store, lot.Lot)) })];
        return new LotTrace(
            number, lots, flows, receipts, family.Repacks, clientLines, clientCount, stepLines, stepCount, family.Truncated || moreReceipts, asOf);
    }, cancel);

    /// <inheritdoc />
    public Task<ListPage<TraceStep>> Steps(LotNumber number, IReadOnlyCollection<string>? stores, Keyset order, ListCursor? after, int limit, CancellationToken cancel) => reader.Read(TraceModel.Instance, async (copy, asOf) =>
    {
        var (steps, more) = await new TraceQueries(copy, Onward(await FamilyOf(copy, number, stores, cancel)), cancel).Steps(order, after, limit);
        return new ListPage<TraceStep>(steps, more ? TraceQueries.After(order, steps[^1]) : null, asOf);
    }, cancel);

    /// <inheritdoc />
    public Task<ListPage<TracedClient>> Clients(LotNumber number, IReadOnlyCollection<string>? stores, Keyset order, ListCursor? after, int limit, CancellationToken cancel) => reader.Read(TraceModel.Instance, async (copy, asOf) =>
    {
        var (clients, more) = await new TraceQueries(copy, Onward(await FamilyOf(copy, number, stores, cancel)), cancel).Clients(order, after, limit);
        return new ListPage<TracedClient>(clients, more ? order.After(clients[^1].Client) : null, asOf);
    }, cancel);

    /// <inheritdoc />
    public Task<OriginTrace> OfClient(string client, IReadOnlyCollection<string>? stores, Keyset order, ListCursor? after, int limit, CancellationToken cancel) =>
        Origin(TraceTables.Clients, "t.client = @of", [("@of", client)], 7, stores, order, after, limit, cancel);

    /// <inheritdoc />
    public Task<OriginTrace> OfSerial(string sku, string serial, IReadOnlyCollection<string>? stores, Keyset order, ListCursor? after, int limit, CancellationToken cancel) =>
        Origin(TraceTables.Serials, "t.sku = @sku AND t.serial = @of", [("@sku", sku), ("@of", serial)], 7, stores, order, after, limit, cancel);

    /// <inheritdoc />
    public Task<(IReadOnlyList<TraceStep> Steps, bool More)> ToClients(IReadOnlyCollection<ExposedLot> lots, IReadOnlyCollection<string>? stores, int limit, CancellationToken cancel) =>
        reader.Read(TraceModel.Instance, async (copy, _) =>
        {
            var ours = lots.Where(lot => stores is null || stores.Contains(lot.Store)).ToList();
            var (steps, more) = await new TraceQueries(copy, [], cancel).Since([.. ours.Select(lot => new object?[] { lot.Sku, lot.Store, lot.Lot, Stored.Time(lot.Since) })], s_client, limit);
            return ((IReadOnlyList<TraceStep>)steps, more);
        }, cancel);

    /// <summary>The steps that a table names, and where the goods of these came from.</summary>
    private Task<OriginTrace> Origin(
        Table named, string condition, (string, object)[] parameters, int places, IReadOnlyCollection<string>? stores, Keyset order, ListCursor? after, int limit, CancellationToken cancel) =>
        reader.Read(TraceModel.Instance, async (copy, asOf) =>
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, PageQuery.MostRows);
            ArgumentOutOfRangeException.ThrowIfNotEqual(places, order.Columns.Count);
            var where = condition + (stores is null ? "" : " AND " + copy.Dialect.IsOneOf("t.store", "@stores"));
            (string, object)[] all = [.. parameters, ("@stores", RowsJson.Of(stores ?? []))];
            var count = (await copy.Connection.Query($"SELECT COUNT(*) FROM {copy.Of(named)} AS t WHERE {where}", row => row.GetInt64(0), cancel, all))[0];
            var keys = await copy.Connection.Query(
                $"SELECT t.sku, t.store, t.lot, t.at, t.stream, t.version, t.line FROM {copy.Of(named)} AS t WHERE {where} AND {order.Where(after, "t.")} ORDER BY {order.OrderBy("t.")} LIMIT {limit + 1}",
                row => new object?[] { row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3), row.GetString(4), row.GetInt64(5), row.GetInt64(6) }, cancel, [.. all, .. Keyset.Parameters(after)]);
            var more = keys.Count > limit;
            if (more) keys.RemoveAt(limit);

            var seeds = await copy.By(TraceTables.Lots, s_stockLot, [.. keys.Select(key => (key[1], key[0], key[2])).Distinct().Select(one => new[] { one.Item1, one.Item2, one.Item3 })],
                row => new LotNumber(row.GetString(0), row.GetString(1)), cancel);
            var family = new LotFamily(copy, stores, cancel);
            await family.Walk(seeds, descendants: false);
            var queries = new TraceQueries(copy, family.Lots, cancel);
            var steps = await copy.ByKey(TraceTables.Steps, keys, queries.Step, cancel);
            var place = keys.Select((key, i) => (Key: PlaceOf(key), i)).ToDictionary(one => one.Key, one => one.i);
            steps.Sort((one, other) => place[PlaceOf(one)].CompareTo(place[PlaceOf(other)]));
            var flows = await queries.Flows(s_coming);
            var (receipts, moreReceipts) = await queries.Steps(TraceOrders.ByTime, null, MostReceipts, s_receipt);
            return new OriginTrace(steps, more ? TraceQueries.After(order, steps[^1]) : null, count, family.Lots, flows, receipts, family.Repacks, family.Truncated || moreReceipts, asOf);
        }, cancel);

    private static (string, string, string, long, string, long, long) PlaceOf(object?[] key) => ((string)key[0]!, (string)key[1]!, (string)key[2]!, (long)key[3]!, (string)key[4]!, (long)key[5]!, (long)key[6]!);

    private static (string, string, string, long, string, long, long) PlaceOf(TraceStep it) => (it.Number.Sku, it.Store, it.Lot, Stored.Time(it.At), it.Stream, it.Version, it.Line);

    private static async Task<LotFamily> FamilyOf(CopyTables copy, LotNumber number, IReadOnlyCollection<string>? stores, CancellationToken cancel)
    {
        var family = new LotFamily(copy, stores, cancel);
        await family.Walk([number], descendants: true);
        return family;
    }

    private static List<TracedLot> Onward(LotFamily family) => [.. family.Lots.Where(lot => lot.Relation != TraceRelation.Ancestor)];
}
