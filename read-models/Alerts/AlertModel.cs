namespace BeautyGrains.ReadModels;

/// <summary>Alerts, and what only they are raised for: incidents that are open, transfers that are underway and what counts found.</summary>
public sealed class AlertModel : ReadModel
{
    private AlertModel() { }

    /// <summary>The one there is.</summary>
    public static AlertModel Instance { get; } = new();

    /// <summary>
    /// One row per cause that ever raised an alert. "urgency" counts down with severity, so that what matters most comes first; "open" is 1 while the alert
    /// asks for attention; "store", "sku" and "assignee" are empty for none; "alert" is the whole state as its grain keeps it.
    /// </summary>
    public static Table Alerts { get; } = new(
        "alerts",
        [Column.Text("cause")],
        [
            Column.Text("kind"), Column.Text("state"), Column.Whole("open"), Column.Whole("urgency"), Column.Text("store"), Column.Text("sku"), Column.Text("assignee"),
            Column.Whole("raised_at"), Column.Whole("changed_at"), Column.Whole("version"), Column.Text("alert"),
        ],
        ["open", "urgency", "raised_at", "cause"], ["store", "open", "urgency", "raised_at", "cause"], ["raised_at", "cause"], ["changed_at", "cause"]);

    /// <summary>One row per open incident. "causes" are words with spaces between; "quantity" is in thousandths.</summary>
    public static Table Incidents { get; } = new(
        "alert_incidents",
        [Column.Text("store"), Column.Text("sku"), Column.Text("incident")],
        [Column.Text("causes"), Column.Whole("quantity"), Column.MaybeText("lot"), Column.Whole("raised_at")]);

    /// <summary>One row per transfer that has not ended. "since" is when it came into its stage; "transfer_state" is the whole state as its grain keeps it.</summary>
    public static Table Transfers { get; } = new(
        "alert_transfers",
        [Column.Text("transfer")],
        [Column.Text("source"), Column.Text("destination"), Column.Text("stage"), Column.Whole("since"), Column.Text("transfer_state")],
        ["since", "transfer"]);

    /// <summary>
    /// One row per lot that was ever counted, with its last count that stands: "document" is its id, "expected" what the book said and "counted" what was found, in thousandths.
    /// </summary>
    public static Table Counts { get; } = new(
        "alert_counts",
        [Column.Text("store"), Column.Text("sku"), Column.Text("lot")],
        [Column.Text("document"), Column.Whole("at"), Column.Whole("expected"), Column.Whole("counted")],
        ["at", "store", "sku", "lot"]);

    /// <inheritdoc />
    public override string Name => "alerts";

    /// <inheritdoc />
    public override int Version => 2;

    /// <inheritdoc />
    public override IReadOnlyList<Table> Tables => [Alerts, Incidents, Transfers, Counts];

    /// <inheritdoc />
    public override IProjection Project() => new AlertProjection();
}
