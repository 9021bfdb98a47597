using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.ReadModels;

/// <summary>Which alerts.</summary>
/// <param name="Stores">Codes; null for all, and for what concerns the whole chain.</param>
/// <param name="State">Null for any.</param>
/// <param name="Open">Those that ask for attention, or those that do not; null for either.</param>
/// <param name="Severity">At least so severe; null for any.</param>
public sealed record AlertFilter(
    IReadOnlyCollection<string>? Stores = null,
    string? Sku = null,
    AlertKind? Kind = null,
    AlertState? State = null,
    bool? Open = null,
    AlertSeverity? Severity = null,
    string? Assignee = null);

/// <summary>Alerts over all stores.</summary>
public interface IAlertList
{
    /// <summary>One page.</summary>
    /// <param name="order">One of <see cref="AlertOrders"/>.</param>
    /// <param name="limit">1 to 500.</param>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<ListPage<AlertView>> Page(AlertFilter filter, Keyset order, ListCursor? after, int limit, CancellationToken cancel);

    /// <summary>How many ask for attention, by kind and severity.</summary>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<IReadOnlyList<(AlertKind Kind, AlertSeverity Severity, long Count)>> CountOpen(CancellationToken cancel);
}

/// <summary>How alerts may be ordered.</summary>
public static class AlertOrders
{
    private static readonly Column s_cause = Column.Text("cause");

    /// <summary>What matters most first, the older ones before the newer.</summary>
    public static Keyset ByUrgency { get; } = new("severity", false, Column.Whole("urgency"), Column.Whole("raised_at"), s_cause);

    /// <summary>First raised first.</summary>
    public static Keyset ByRaised { get; } = new("raised", false, Column.Whole("raised_at"), s_cause);

    /// <summary>First changed first.</summary>
    public static Keyset ByChanged { get; } = new("changed", false, Column.Whole("changed_at"), s_cause);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Keyset> All { get; } = [ByUrgency, ByRaised, ByChanged];
}

/// <summary>Answers from <see cref="AlertModel"/>.</summary>
internal sealed class AlertList(ReadModelReader reader) : IAlertList
{
    public Task<ListPage<AlertView>> Page(AlertFilter filter, Keyset order, ListCursor? after, int limit, CancellationToken cancel) =>
        reader.Read(AlertModel.Instance, async (copy, asOf) =>
        {
            var (rows, more) = await new PageQuery(AlertModel.Alerts, copy, order, after, limit)
                .InStores(filter.Stores).Is("sku", filter.Sku).Is("kind", filter.Kind is { } kind ? AlertKinds.WordOf(kind) : null)
                .Is("state", filter.State is { } state ? AlertRows.StateOf(state) : null).Is("assignee", filter.Assignee)
                .If(filter.Open is not null, "t.open = @open", ("@open", Stored.Flag(filter.Open == true)))
                .If(filter.Severity is not null, "t.urgency <= @urgency", ("@urgency", AlertRows.UrgencyOf(filter.Severity ?? default)))
                .Run(AlertRows.Row, cancel);
            var next = more ? order.After([.. order.Columns.Select(column => ValueOf(column.Name, rows[^1]))]) : null;
            return new ListPage<AlertView>(rows.ConvertAll(AlertRows.View), next, asOf);
        }, cancel);

    public Task<IReadOnlyList<(AlertKind Kind, AlertSeverity Severity, long Count)>> CountOpen(CancellationToken cancel) =>
        reader.Read(AlertModel.Instance, async (copy, _) => (IReadOnlyList<(AlertKind, AlertSeverity, long)>)await copy.Connection.Query(
            $"SELECT kind, urgency, COUNT(*) FROM {copy.Of(AlertModel.Alerts)} WHERE open = 1 GROUP BY kind, urgency ORDER BY kind, urgency",
            row => (AlertKinds.TryRead(row.GetString(0), out var kind) ? kind : default, (AlertSeverity)((long)AlertSeverity.Critical - row.GetInt64(1)), row.GetInt64(2)), cancel), cancel);

    private static object ValueOf(string column, AlertRow row) => column switch
    {
        "urgency" => AlertRows.UrgencyOf(row.Alert.Facts!.Severity),
        "raised_at" => Stored.Time(row.Alert.RaisedAt),
        "changed_at" => Stored.Time(row.ChangedAt),
        _ => row.Cause.Key,
    };
}
