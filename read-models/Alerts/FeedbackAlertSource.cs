using System.Globalization;
using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using Orleans;

namespace BeautyGrains.ReadModels;

/// <summary>Feedback that the authority is to be told of, and lots with too much of it.</summary>
internal sealed class FeedbackAlertSource(IFeedbackList list, IGrainFactory grains) : IAlertSource
{
    public IReadOnlyList<AlertKind> Kinds { get; } = [AlertKind.FeedbackDue, AlertKind.FeedbackThreshold];

    public async IAsyncEnumerable<SeenSign> Find(AlertSweepContext sweep, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var today = DateOnly.FromDateTime(sweep.Now.UtcDateTime);
        ListCursor? after = null;
        do
        {
            var page = await list.Page(new(DueBefore: sweep.Now.AddHours((double)sweep.Policies.Widest(AlertKind.FeedbackDue))), FeedbackOrders.ByDue, after, PageQuery.MostRows, cancel);
            foreach (var it in page.Items)
                if (sweep.Policies.Of(AlertKind.FeedbackDue, it.Store, it.Tie.Sku, today) is { } limit && it.Duty!.DueAt < sweep.Now.AddHours((double)limit.Threshold!.Value))
                    yield return new(AlertCause.Of(AlertKind.FeedbackDue, it.Id), new(new(it.Duty.DueAt <= sweep.Now ? AlertSeverity.Critical : limit.Severity, it.Store, it.Tie.Sku, new(
                        [new("feedback", it.Id), new("severity", it.Severity?.ToString().ToLowerInvariant() ?? ""), new("by", StockSigns.Text(it.Duty.DueAt))])), 0, sweep.Now));
            after = page.Next;
            if (after is not null) await sweep.Pace.Rest(cancel);
        }
        while (after is not null);

        var policy = (await grains.GetGrain<IFeedbackPolicyGrain>(IFeedbackPolicyGrain.Key).Get()).Policy;
        var cases = await list.LotCases(sweep.Now.AddDays(-policy.Thresholds.Max(row => row.Days)), cancel);
        foreach (var lot in cases.GroupBy(one => (one.Sku, one.LotNo)))
        {
            var row = policy.ThresholdOf(lot.First().Category, today);
            if (FeedbackTables.TooMuch(row, lot.Select(one => (one.KnownAt, one.Severe)), sweep.Now) is not { } much || sweep.Policies.Of(AlertKind.FeedbackThreshold, null, lot.Key.Sku, today) is not { } limit) continue;
            yield return new(AlertCause.Of(AlertKind.FeedbackThreshold, lot.Key.Sku, lot.Key.LotNo), new(new(limit.Severity, null, lot.Key.Sku, new(
                [new("lotNo", lot.Key.LotNo), new("cases", Text(much.Cases)), new("severe", Text(much.Severe)), new("days", Text(row.Days)), new("proposal", "quarantine-or-recall")])), 0, sweep.Now));
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
