namespace BeautyGrains.ReadModels;

/// <summary>The tables of <see cref="StockModel"/>. Quantities are thousandths of the base unit.</summary>
public static class StockTables
{
    // What all stores have of one SKU lies together, because that is asked for at once.
    private static readonly string[] s_bySku = ["sku", "store"];

    /// <summary>
    /// One row per store and SKU: what does not depend on the time. "hour" is the hour of "at", counted: an index over it finds what has changed last,
    /// and is written once an hour where one over the instant would be written with every change. What "free" and its span are is told at <see cref="FreeSpan"/>.
    /// </summary>
    public static Table Levels { get; } = new(
        "stock_levels",
        [Column.Text("store"), Column.Text("sku")],
        [
            Column.Whole("version"), Column.Whole("at"), Column.Whole("on_hand"), Column.Whole("reserved"), Column.Whole("unpinned"),
            Column.Whole("unmatched"), Column.Whole("quarantined"), Column.Whole("held"), Column.Whole("recalled"),
            Column.Whole("in_transit_in"), Column.Whole("in_transit_out"), Column.Whole("hour"),
            Column.Whole("free"), Column.Whole("free_from"), Column.Whole("free_until"),
        ],
        ["store", "sku"], ["on_hand", "store", "sku"], ["hour"])
    {
        Order = s_bySku,
        Often = ["version", "at", "reserved", "unpinned", "free", "free_from", "free_until"],
    };

    /// <summary>One row per lot, the empty ones too. "pinned" counts what overdue reservations hold.</summary>
    public static Table Lots { get; } = new(
        "stock_lots",
        [Column.Text("store"), Column.Text("sku"), Column.Text("lot")],
        [
            Column.Text("lot_no"), Column.Whole("expires_at"), Column.MaybeText("printed"), Column.MaybeText("expiry"), Column.MaybeText("made_on"),
            Column.Text("status"), Column.Whole("on_hand"), Column.Whole("pinned"), Column.MaybeText("supplier"), Column.MaybeText("gtin"),
            Column.MaybeText("bin"), Column.MaybeText("receipt"), Column.MaybeText("split_from"), Column.Whole("opened_version"), Column.Whole("version"), Column.MaybeText("owner"),
        ],
        ["expires_at", "store", "sku", "lot"], ["sku", "lot", "store"], ["lot_no", "store", "sku", "lot"], ["store", "sku", "lot"])
    {
        Order = [.. s_bySku, "lot"],
        Often = ["status", "on_hand", "pinned", "version"],
    };

    /// <summary>
    /// One row per reservation that no event has ended; those whose time has passed are in it until an event does. A stock's reservations lie in the
    /// order in which they end, so that the overdue ones are found without looking at the others.
    /// </summary>
    public static Table Reservations { get; } = new(
        "stock_reservations",
        [Column.Text("store"), Column.Text("sku"), Column.Whole("expires_at"), Column.Text("id")],
        [
            Column.Whole("quantity"), Column.Text("pins"), Column.MaybeText("for_date"), Column.Whole("pinned"),
            Column.Text("unit"), Column.Whole("made_version"), Column.Whole("version"),
        ],
        ["expires_at", "store", "sku", "id"], ["id", "store", "sku"])
    {
        Often = ["pins", "pinned", "version"],
    };

    /// <summary>What a reservation is found by; the first columns of an index.</summary>
    public static IReadOnlyList<Column> ReservationId { get; } = [Column.Text("id"), Column.Text("store"), Column.Text("sku")];

    /// <summary>One row per transfer that is on its way, from its store and to its store.</summary>
    public static Table Transits { get; } = new(
        "stock_transits",
        [Column.Text("store"), Column.Text("sku"), Column.Text("direction"), Column.Text("transfer")],
        [Column.Text("other"), Column.Whole("quantity"), Column.Whole("version")]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Table> All { get; } = [Levels, Lots, Reservations, Transits];
}
