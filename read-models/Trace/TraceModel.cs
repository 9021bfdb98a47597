namespace BeautyGrains.ReadModels.Trace;

/// <summary>
/// What became of every lot, and what every client had: the ledger's lines by lot, and those that name a client, a serial number or a repack by these. Sealed and opened goods alike.
/// </summary>
public sealed class TraceModel : ReadModel
{
    private TraceModel() { }

    /// <summary>The one there is.</summary>
    public static TraceModel Instance { get; } = new();

    /// <inheritdoc />
    public override string Name => "trace";

    /// <inheritdoc />
    public override int Version => 2;

    /// <inheritdoc />
    public override IReadOnlyList<Table> Tables => TraceTables.All;

    /// <inheritdoc />
    public override IProjection Project() => new TraceProjection();
}

/// <summary>
/// The tables of <see cref="TraceModel"/>. Quantities are thousandths of the base unit, signed as in the ledger; instants UTC ticks. "stream" is empty for the ledger, and tells apart what the book had
/// no goods for and what happened to open containers; "kind" one of <see cref="TraceKinds"/>.
/// </summary>
public static class TraceTables
{
    /// <summary>One row for each lot of a stock: the number on the pack leads to all of them.</summary>
    public static Table Lots { get; } = new(
        "trace_lots",
        [Column.Text("sku"), Column.Text("lot_no"), Column.Text("store"), Column.Text("lot")],
        [Column.MaybeText("expires_on"), Column.Whole("expires_at"), Column.MaybeText("made_on"), Column.MaybeText("supplier"), Column.MaybeText("split_from"), Column.Whole("at")],
        ["store", "sku", "lot"], ["expires_at", "sku", "store", "lot"]);

    /// <summary>One row for each line of the ledger, under its lot in the order in which it was written. "lot" is empty where nobody could tell which it was.</summary>
    public static Table Steps { get; } = new(
        "trace_steps",
        [Column.Text("sku"), Column.Text("store"), Column.Text("lot"), Column.Whole("at"), Column.Text("stream"), Column.Whole("version"), Column.Whole("line")],
        [
            Column.Text("kind"), Column.Text("movement"), Column.Whole("quantity"), Column.MaybeText("document"), Column.MaybeText("reason"), Column.MaybeText("party"), Column.MaybeText("client"),
            Column.MaybeText("serial"), Column.MaybeText("reverses"), Column.MaybeWhole("occurred_at"), Column.Text("actor"),
        ]);

    /// <summary>One row for each line of the ledger that names a client, in the order in which it was written.</summary>
    public static Table Clients { get; } = new(
        "trace_clients",
        [Column.Text("client"), Column.Whole("at"), Column.Text("sku"), Column.Text("store"), Column.Text("lot"), Column.Text("stream"), Column.Whole("version"), Column.Whole("line")],
        [Column.Whole("quantity")]);

    /// <summary>One row for each line that names a serial number.</summary>
    public static Table Serials { get; } = new(
        "trace_serials",
        [Column.Text("sku"), Column.Text("serial"), Column.Whole("at"), Column.Text("store"), Column.Text("lot"), Column.Text("stream"), Column.Whole("version"), Column.Whole("line")],
        []);

    /// <summary>One row for each line of a repack: the document ties what went in to what came out.</summary>
    public static Table Repacks { get; } = new(
        "trace_repacks",
        [Column.Text("document"), Column.Text("store"), Column.Text("sku"), Column.Text("lot"), Column.Whole("version"), Column.Whole("line")],
        [Column.Text("kind"), Column.Whole("quantity"), Column.Whole("at")],
        ["store", "sku", "lot"]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Table> All { get; } = [Lots, Steps, Clients, Serials, Repacks];
}
