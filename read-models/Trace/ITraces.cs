using BeautyGrains.Contracts;

namespace BeautyGrains.ReadModels.Trace;

/// <summary>How a lot stands to the one that is asked for.</summary>
public enum TraceRelation
{
    /// <summary>It is the one, in any store.</summary>
    Itself,
    /// <summary>The one was made of it by a repack.</summary>
    Ancestor,
    /// <summary>It was made of the one by a repack.</summary>
    Descendant,
}

/// <summary>A lot number of a product: what the pack says, in whichever store.</summary>
public readonly record struct LotNumber(string Sku, string LotNo);

/// <summary>A lot of a store's stock.</summary>
/// <param name="ExpiresOn">The day "2027-05-31" or month "2027-05"; null for goods without expiry, and where only a fact tells of the lot.</param>
/// <param name="OnHand">In the base unit, by the ledger; null for ancestors, whose other ways are not followed.</param>
public sealed record TracedLot(
    LotNumber Number, TraceRelation Relation, string Store, string Lot, string? ExpiresOn, DateTimeOffset? ExpiresAt, string? MadeOn, string? Supplier, string? SplitFrom, decimal? OnHand);

/// <summary>All steps of one kind of a lot in a store together.</summary>
/// <param name="Kind">One of <see cref="TraceKinds"/>.</param>
/// <param name="Party">Supplier or other store; null for none.</param>
/// <param name="InBook">False for what the book had no goods for.</param>
/// <param name="Quantity">Signed, in the base unit; of open containers in the unit of their content.</param>
/// <param name="Clients">How many different ones.</param>
public sealed record TraceFlow(LotNumber Number, string Store, string Lot, string Kind, string? Party, bool InBook, decimal Quantity, long Steps, long Clients, DateTimeOffset First, DateTimeOffset Last);

/// <summary>One line of the ledger.</summary>
/// <param name="Kind">One of <see cref="TraceKinds"/>.</param>
/// <param name="Movement">The movement's id.</param>
/// <param name="Quantity">Signed, in the base unit; of open containers in the unit of their content.</param>
/// <param name="InBook">False for what the book had no goods for.</param>
public sealed record TraceStep(
    LotNumber Number, string Store, string Lot, DateTimeOffset At, DateTimeOffset? OccurredAt, string Kind, string Movement, decimal Quantity, bool InBook, string? Document, string? Reason, string? Party,
    string? Client, string? Serial, string? Reverses, string Actor, long Version, int Line, string Stream);

/// <summary>What a client had of a lot and of what was made of it.</summary>
/// <param name="Quantity">Of sealed goods, less what came back, in base units; uses of open containers count among the steps alone.</param>
public sealed record TracedClient(string Client, decimal Quantity, long Steps, DateTimeOffset First, DateTimeOffset Last);

/// <summary>A repack: what went in and what came out of it in one store.</summary>
public sealed record TraceRepack(string Document, string Store, DateTimeOffset At, IReadOnlyList<RepackedLot> From, IReadOnlyList<RepackedLot> Into);

/// <summary>A lot's share of a repack.</summary>
/// <param name="Quantity">Above 0, in its product's base unit.</param>
public sealed record RepackedLot(LotNumber Number, string Lot, decimal Quantity);

/// <summary>Where a lot came from and where it went.</summary>
/// <param name="Lots">In every store; of ancestors and descendants too.</param>
/// <param name="Receipts">Of the lot and its ancestors, oldest first; at most <see cref="Traces.MostReceipts"/>.</param>
/// <param name="Clients">Of the lot and its descendants, in order; the first ones of <paramref name="ClientCount"/>.</param>
/// <param name="Steps">Of the lot and its descendants, oldest first; the first ones of <paramref name="StepCount"/>.</param>
/// <param name="Truncated">More lots hang together than are looked at.</param>
public sealed record LotTrace(
    LotNumber Number, IReadOnlyList<TracedLot> Lots, IReadOnlyList<TraceFlow> Flows, IReadOnlyList<TraceStep> Receipts, IReadOnlyList<TraceRepack> Repacks,
    IReadOnlyList<TracedClient> Clients, long ClientCount, IReadOnlyList<TraceStep> Steps, long StepCount, bool Truncated, AsOf AsOf);

/// <summary>What a client, or one unit of goods, was part of, and where these goods came from.</summary>
/// <param name="Steps">A page, newest first for clients and oldest first for units.</param>
/// <param name="Lots">Those of the steps in the stores on their way, and what these were made of.</param>
/// <param name="Flows">Of these lots: how they came into the stores.</param>
/// <param name="StepCount">Of all pages.</param>
public sealed record OriginTrace(
    IReadOnlyList<TraceStep> Steps, ListCursor? Next, long StepCount, IReadOnlyList<TracedLot> Lots, IReadOnlyList<TraceFlow> Flows, IReadOnlyList<TraceStep> Receipts, IReadOnlyList<TraceRepack> Repacks,
    bool Truncated, AsOf AsOf);

/// <summary>What became of lots, and where what clients had came from.</summary>
public interface ITraces
{
    /// <summary>The whole path of a lot, from its suppliers to its clients; null where nobody knows it.</summary>
    /// <param name="stores">Only what happened in these; null for all.</param>
    /// <param name="clients">The most to tell one by one; 0 to 5,000.</param>
    /// <param name="steps">The most to tell one by one; 0 to 5,000.</param>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<LotTrace?> OfLot(LotNumber number, IReadOnlyCollection<string>? stores, int clients, int steps, CancellationToken cancel);

    /// <summary>A page of the steps of a lot and its descendants, oldest first.</summary>
    /// <param name="order"><see cref="TraceOrders.ByTime"/>.</param>
    /// <param name="limit">1 to 500.</param>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<ListPage<TraceStep>> Steps(LotNumber number, IReadOnlyCollection<string>? stores, Keyset order, ListCursor? after, int limit, CancellationToken cancel);

    /// <summary>A page of the clients of a lot and its descendants.</summary>
    /// <param name="order"><see cref="TraceOrders.ByClient"/>.</param>
    /// <param name="limit">1 to 500.</param>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<ListPage<TracedClient>> Clients(LotNumber number, IReadOnlyCollection<string>? stores, Keyset order, ListCursor? after, int limit, CancellationToken cancel);

    /// <summary>What went to clients out of lots, each from an instant on, and what came back: the first ones by time, and whether more follow.</summary>
    /// <param name="limit">1 to 5,000.</param>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<(IReadOnlyList<TraceStep> Steps, bool More)> ToClients(IReadOnlyCollection<ExposedLot> lots, IReadOnlyCollection<string>? stores, int limit, CancellationToken cancel);

    /// <summary>What a client had, newest first, and where it came from.</summary>
    /// <param name="order"><see cref="TraceOrders.ByNewest"/>.</param>
    /// <param name="limit">1 to 500.</param>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<OriginTrace> OfClient(string client, IReadOnlyCollection<string>? stores, Keyset order, ListCursor? after, int limit, CancellationToken cancel);

    /// <summary>What became of the unit of that serial number, oldest first, and where it came from.</summary>
    /// <param name="order"><see cref="TraceOrders.ByTime"/>.</param>
    /// <param name="limit">1 to 500.</param>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<OriginTrace> OfSerial(string sku, string serial, IReadOnlyCollection<string>? stores, Keyset order, ListCursor? after, int limit, CancellationToken cancel);
}

/// <summary>How the lines of traces may be ordered.</summary>
public static class TraceOrders
{
    private static readonly Column[] s_step =
        [Column.Whole("at"), Column.Text("sku"), Column.Text("store"), Column.Text("lot"), Column.Text("stream"), Column.Whole("version"), Column.Whole("line")];

    /// <summary>Oldest first.</summary>
    public static Keyset ByTime { get; } = new("at", false, s_step);

    /// <summary>Newest first.</summary>
    public static Keyset ByNewest { get; } = new("-at", true, s_step);

    /// <summary>By client.</summary>
    public static Keyset ByClient { get; } = new("client", false, Column.Text("client"));
}
