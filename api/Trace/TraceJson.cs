using BeautyGrains.Api.Feedback;
using BeautyGrains.Api.Lists;
using BeautyGrains.ReadModels;
using BeautyGrains.ReadModels.Trace;

namespace BeautyGrains.Api.Trace;

/// <summary>What a product is called.</summary>
internal sealed record TraceProductJson(string Sku, string Name, string? NameZh, string Unit);

/// <summary>A lot of a store's stock.</summary>
/// <param name="Relation">itself; ancestor where the lot asked for was made of it by a repack, descendant where it was made of that.</param>
/// <param name="Lot">Its name within the stock.</param>
/// <param name="OnHand">In the base unit; absent for ancestors.</param>
internal sealed record TracedLotJson(
    string Sku, string LotNo, TraceRelation Relation, string Store, string Lot, string? ExpiresOn, DateTimeOffset? ExpiresAt, string? MadeOn, string? Supplier, string? SplitFrom, decimal? OnHand)
{
    public static TracedLotJson Of(TracedLot it) => new(
        it.Number.Sku, it.Number.LotNo, it.Relation, it.Store, it.Lot, it.ExpiresOn, it.ExpiresAt, it.MadeOn, it.Supplier, it.SplitFrom, it.OnHand);
}

/// <summary>All steps of one kind of a lot in a store together.</summary>
/// <param name="Kind">A kind of movement or of fact.</param>
/// <param name="Party">Supplier or other store.</param>
/// <param name="InBook">False for what the book had no goods for.</param>
/// <param name="Quantity">Signed, in the base unit; of open containers in the unit of their content.</param>
/// <param name="Clients">How many different ones.</param>
internal sealed record TraceFlowJson(
    string Sku, string LotNo, string Store, string Lot, string Kind, string? Party, bool InBook, decimal Quantity, long Steps, long Clients, DateTimeOffset First, DateTimeOffset Last)
{
    public static TraceFlowJson Of(TraceFlow it) => new(
        it.Number.Sku, it.Number.LotNo, it.Store, it.Lot, it.Kind, it.Party, it.InBook, it.Quantity, it.Steps, it.Clients, it.First, it.Last);
}

/// <summary>One line of the ledger.</summary>
/// <param name="LotNo">Empty where nobody could tell which lot it was.</param>
/// <param name="Quantity">Signed, in the base unit; of open containers in the unit of their content.</param>
/// <param name="InBook">False for what the book had no goods for.</param>
/// <param name="Reverses">With reversal: the movement taken back.</param>
internal sealed record TraceStepJson(
    string Sku, string LotNo, string Store, string Lot, DateTimeOffset At, DateTimeOffset? OccurredAt, string Kind, string Movement, decimal Quantity, bool InBook, string? Document, string? Reason, string? Party,
    string? Client, string? Serial, string? Reverses, string Actor, long Version)
{
    public static TraceStepJson Of(TraceStep it) => new(
        it.Number.Sku, it.Number.LotNo, it.Store, it.Lot, it.At, it.OccurredAt, it.Kind, it.Movement, it.Quantity, it.InBook, it.Document, it.Reason, it.Party, it.Client, it.Serial, it.Reverses, it.Actor, it.Version);
}

/// <summary>How goods came in.</summary>
/// <param name="Supplier">Its id where there is a purchase order, else as it was told.</param>
/// <param name="SupplierName">Absent where there is no such supplier.</param>
/// <param name="Receipt">Id of the receipt of a purchase order; absent where the goods came in without one.</param>
/// <param name="Document">As it was told: the purchase order, or whatever else.</param>
/// <param name="Record">The statutory receiving record.</param>
/// <param name="Documents">Ids of the kept documents of the receipt, its order, supplier and product; each stands in documents of the whole.</param>
internal sealed record TraceReceiptJson(
    string Sku, string LotNo, string Store, string Lot, DateTimeOffset At, string Movement, decimal Quantity, string? Supplier, string? SupplierName, string? Receipt, string? Order, string? Document,
    ReceivingRecord? Record, IReadOnlyList<string> Documents, string Actor);

/// <summary>A kept document.</summary>
/// <param name="Subjects">What of the trace it belongs to, as kind:id.</param>
internal sealed record TraceDocumentJson(string Id, string Name, string MediaType, IReadOnlyList<string> Subjects, DateTimeOffset At);

/// <summary>A lot's share of a repack, above 0 and in its product's base unit.</summary>
internal sealed record RepackedLotJson(string Sku, string LotNo, string Lot, decimal Quantity)
{
    public static RepackedLotJson Of(RepackedLot it) => new(it.Number.Sku, it.Number.LotNo, it.Lot, it.Quantity);
}

/// <summary>A repack: what went in and what came out.</summary>
internal sealed record TraceRepackJson(string Document, string Store, DateTimeOffset At, IReadOnlyList<RepackedLotJson> From, IReadOnlyList<RepackedLotJson> Into)
{
    public static TraceRepackJson Of(TraceRepack it) => new(it.Document, it.Store, it.At, [.. it.From.Select(RepackedLotJson.Of)], [.. it.Into.Select(RepackedLotJson.Of)]);
}

/// <summary>What a client had of a lot, less what came back.</summary>
/// <param name="Quantity">Of sealed goods, in base units; uses of open containers count among the steps alone.</param>
internal sealed record TracedClientJson(string Client, decimal Quantity, long Steps, DateTimeOffset First, DateTimeOffset Last)
{
    public static TracedClientJson Of(TracedClient it) => new(it.Client, it.Quantity, it.Steps, it.First, it.Last);
}

/// <summary>Where goods come from: what both ways of a trace share.</summary>
/// <param name="Truncated">More lots hang together, or more came in, than is told.</param>
/// <param name="Partial">The key sees some stores alone; what happened in others is left out.</param>
internal sealed record TracePathJson(
    IReadOnlyList<TraceProductJson> Products, IReadOnlyList<TracedLotJson> Lots, IReadOnlyList<TraceReceiptJson> Receipts, IReadOnlyList<TraceDocumentJson> Documents, IReadOnlyList<TraceRepackJson> Repacks,
    IReadOnlyList<TraceFlowJson> Flows, bool Truncated, bool Partial);

/// <summary>Where a lot came from and where it went.</summary>
/// <param name="Clients">The first ones of clientCount, in order.</param>
/// <param name="Steps">The first ones of stepCount, oldest first.</param>
/// <param name="Feedback">On the lot, longest known first; at most 500.</param>
internal sealed record LotTraceJson(
    string Sku, string LotNo, TracePathJson Path, IReadOnlyList<TracedClientJson> Clients, long ClientCount, IReadOnlyList<TraceStepJson> Steps, long StepCount, AsOfJson AsOf, IReadOnlyList<TracedFeedbackJson> Feedback);

/// <summary>What a client had or what became of one unit, a page of it, and where these goods came from.</summary>
/// <param name="Client">With traces of clients.</param>
/// <param name="Sku">With traces of units.</param>
/// <param name="Serial">With traces of units.</param>
/// <param name="Cursor">Where the next page starts; absent at the end.</param>
/// <param name="Feedback">Of the client or on the unit, longest known first; at most 500.</param>
internal sealed record OriginTraceJson(
    string? Client, string? Sku, string? Serial, IReadOnlyList<TraceStepJson> Steps, long StepCount, string? Cursor, TracePathJson Path, AsOfJson AsOf, IReadOnlyList<TracedFeedbackJson> Feedback);

/// <summary>A page of steps.</summary>
/// <param name="Cursor">Where the next page starts; absent at the end.</param>
internal sealed record TraceStepPage(IReadOnlyList<TraceStepJson> Items, string? Cursor, AsOfJson AsOf);

/// <summary>A page of clients.</summary>
/// <param name="Cursor">Where the next page starts; absent at the end.</param>
internal sealed record TracedClientPage(IReadOnlyList<TracedClientJson> Items, string? Cursor, AsOfJson AsOf);
