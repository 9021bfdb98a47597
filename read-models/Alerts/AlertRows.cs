using System.Data.Common;
using System.Text;
using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.ReadModels;

/// <summary>An alert as its row has it.</summary>
internal sealed record AlertRow(AlertCause Cause, Alert Alert, DateTimeOffset ChangedAt, long Version);

/// <summary>Between an alert and its row.</summary>
internal static class AlertRows
{
    /// <summary>How a state is written.</summary>
#pragma warning disable CA1308 // Words are lower case.
    public static string StateOf(AlertState state) => state.ToString().ToLowerInvariant();
#pragma warning restore CA1308

    /// <summary>The column that sorts what matters most first.</summary>
    public static long UrgencyOf(AlertSeverity severity) => (long)AlertSeverity.Critical - (long)severity;

    public static AlertRow Row(DbDataReader row) => new(
        AlertCause.Parse(row.GetString(0)), AlertStreamKind.Instance.LoadState(Encoding.UTF8.GetBytes(row.GetString(11))), Stored.Time(row.GetInt64(9)), row.GetInt64(10));

    /// <summary>The alert as callers see it.</summary>
    public static AlertView View(AlertRow row) => AlertStates.ViewOf(row.Cause, new(row.Alert, row.Version, row.ChangedAt))!;

    public static Cell[] Of(AlertCause cause, Versioned<Alert> it)
    {
        var (alert, facts) = (it.State, it.State.Facts!);
        return
        [
            cause.Key, AlertKinds.WordOf(cause.Kind), StateOf(alert.State), Stored.Flag(AlertLife.IsOpen(alert.State)), UrgencyOf(facts.Severity), facts.Store ?? "", facts.Sku ?? "",
            alert.Assignee ?? "", Stored.Time(alert.RaisedAt), Stored.Time(it.At), it.Version, Encoding.UTF8.GetString(AlertStreamKind.Instance.SaveState(alert)),
        ];
    }
}

/// <summary>A transfer that has not ended, as its row has it.</summary>
internal sealed record TransferRow(string Id, Transfer Transfer, DateTimeOffset Since);

/// <summary>Between a transfer and its row.</summary>
internal static class TransferRows
{
    public static bool HasEnded(TransferPhase phase) => phase is TransferPhase.Refused or TransferPhase.Received or TransferPhase.Cancelled;

    /// <summary>The stage that people know: prepared, shipped, or in between.</summary>
#pragma warning disable CA1308 // Words are lower case.
    public static string StageOf(TransferPhase phase) => phase.ToString().ToLowerInvariant();
#pragma warning restore CA1308

    public static TransferRow Row(DbDataReader row) =>
        new(row.GetString(0), TransferKind.Instance.LoadState(Encoding.UTF8.GetBytes(row.GetString(5))), Stored.Time(row.GetInt64(4)));

    public static Cell[] Of(string id, Transfer it, DateTimeOffset since) =>
        [id, it.From, it.To, StageOf(it.Phase), Stored.Time(since), Encoding.UTF8.GetString(TransferKind.Instance.SaveState(it))];
}

/// <summary>An open incident, as its row has it.</summary>
internal sealed record IncidentRow(string Store, string Sku, string Id, string Causes, decimal Quantity, string? Lot, DateTimeOffset RaisedAt)
{
    public static IncidentRow Of(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), Stored.Quantity(row.GetInt64(4)), row.MaybeText(5), Stored.Time(row.GetInt64(6)));
}

/// <summary>A lot's last count, as its row has it.</summary>
/// <param name="Document">Id of the count.</param>
/// <param name="Expected">What the book said, in the base unit.</param>
internal sealed record CountRow(string Store, string Sku, string Lot, string Document, DateTimeOffset At, decimal Expected, decimal Counted)
{
    /// <summary>How a reversal names the count that it takes back.</summary>
    public static string Reversed(string count) => CommandIds.Movement(MovementKind.Count, count);

    public static CountRow Of(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), Stored.Time(row.GetInt64(4)), Stored.Quantity(row.GetInt64(5)), Stored.Quantity(row.GetInt64(6)));

    public Cell[] Cells() => [Store, Sku, Lot, Document, Stored.Time(At), Stored.Quantity(Expected), Stored.Quantity(Counted)];
}
