using System.Globalization;
using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using Orleans;

namespace BeautyGrains.ReadModels;

/// <summary>Recalls that are not closed, and their deadlines.</summary>
internal sealed class RecallAlertSource(StreamDirectory streams, IGrainFactory grains) : IAlertSource
{
    public IReadOnlyList<AlertKind> Kinds { get; } = [AlertKind.RecallOpen, AlertKind.RecallDeadline];

    public async IAsyncEnumerable<SeenSign> Find(AlertSweepContext sweep, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var today = DateOnly.FromDateTime(sweep.Now.UtcDateTime);
        await foreach (var id in streams.All(RecallKind.Instance.Category, cancel))
        {
            if ((await grains.GetGrain<IRecallGrain>(id).Get()).Value is not { State: RecallState.Freezing or RecallState.Open } recall) continue;
            if (sweep.Policies.Of(AlertKind.RecallOpen, null, recall.Sku, today) is { } open)
                yield return Sign(AlertKind.RecallOpen, open.Severity, [id], recall, new("since", StockSigns.Text(recall.BegunAt)), new("tasks", recall.OpenTasks.ToString(CultureInfo.InvariantCulture)));
            if (sweep.Policies.Of(AlertKind.RecallDeadline, null, recall.Sku, today) is not { } limit) continue;
            foreach (var (duty, by) in Due(recall).Where(due => due.By <= sweep.Now.AddHours((double)limit.Threshold!.Value)))
                yield return Sign(AlertKind.RecallDeadline, by < sweep.Now ? AlertSeverity.Critical : limit.Severity, [id, duty], recall, new("duty", duty), new("by", StockSigns.Text(by)));
        }

        SeenSign Sign(AlertKind kind, AlertSeverity severity, string[] scope, RecallView recall, params ReadOnlySpan<AlertFact> more) => new(
            AlertCause.Of(kind, scope),
            new(new(severity, null, recall.Sku, new([new("recall", recall.Id), new("sku", recall.Sku), new("class", recall.Class.ToString()), .. more])), 0, sweep.Now));
    }

    // Of what is done nothing is due; goods are back when no client's task is open any more and no store has any.
    private static IEnumerable<(string Duty, DateTimeOffset By)> Due(RecallView recall)
    {
        if (recall.OpenNotices > 0 || recall.FrozenAt is null) yield return ("notify", recall.Deadlines.NotifyBy);
        if (recall.Deadlines.NextReportBy is { } report) yield return ("report", report);
        if (recall.OpenTasks > 0 || recall.Tally.Left != 0 || recall.Made?.Any(made => made.Tally.Left != 0) == true) yield return ("collect", recall.Deadlines.CollectBy);
    }
}
