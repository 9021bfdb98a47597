using System.Globalization;
using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using Orleans;

namespace BeautyGrains.ReadModels;

/// <summary>Orders that were sent and have not arrived when they should have.</summary>
internal sealed class OverdueAlertSource(IOnOrderList orders) : IAlertSource
{
    private static readonly PurchaseOrderState[] s_awaited = [PurchaseOrderState.Sent, PurchaseOrderState.PartlyReceived];

    public IReadOnlyList<AlertKind> Kinds { get; } = [AlertKind.OrderOverdue];

    public async IAsyncEnumerable<SeenSign> Find(AlertSweepContext sweep, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        // Expected days are days without a place; that of UTC may be a few hours late.
        var today = DateOnly.FromDateTime(sweep.Now.UtcDateTime);
        var late = new SortedDictionary<(string Store, string Order), (OnOrderLine First, int Lines)>();
        ListCursor? after = null;
        do
        {
            var page = await orders.Page(new(States: s_awaited, ExpectedThrough: today.AddDays(-1)), OnOrderOrders.ByDay, after, PageQuery.MostRows, cancel);
            // First expected first, so that the first line of an order is the one that has waited longest.
            foreach (var line in page.Items)
                late[(line.Store, line.Order)] = late.TryGetValue((line.Store, line.Order), out var known) ? (known.First, known.Lines + 1) : (line, 1);
            after = page.Next;
        }
        while (after is not null);
        foreach (var ((store, order), (first, lines)) in late)
        {
            if (sweep.Policies.Of(AlertKind.OrderOverdue, store, null, today) is not { } limit || first.ExpectedOn >= today.AddDays(-(int)limit.Threshold!.Value)) continue;
            yield return new(AlertCause.Of(AlertKind.OrderOverdue, store, order), new(Facts(limit, first, lines), 0, sweep.Now));
        }
    }

    private static AlertFacts Facts(AlertLimit limit, OnOrderLine first, int lines) => new(limit.Severity, first.Store, null, new(
    [
        new("order", first.Order), new("supplier", first.Supplier), new("expectedOn", StockSigns.Text(first.ExpectedOn)), new("lines", lines.ToString(CultureInfo.InvariantCulture)),
    ]));
}

/// <summary>Qualifications of suppliers that end or have ended.</summary>
internal sealed class QualificationAlertSource(StreamDirectory streams, IGrainFactory grains) : IAlertSource
{
    public IReadOnlyList<AlertKind> Kinds { get; } = [AlertKind.Qualification];

    public async IAsyncEnumerable<SeenSign> Find(AlertSweepContext sweep, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var today = DateOnly.FromDateTime(sweep.Now.UtcDateTime);
        if (sweep.Policies.Of(AlertKind.Qualification, null, null, today) is not { } limit) yield break;
        await foreach (var supplier in streams.All(SupplierKind.Instance.Category, cancel))
        {
            if (await grains.GetGrain<ISupplierGrain>(supplier).Get() is not { Record: { Active: true, Qualifications: { } papers } }) continue;
            foreach (var paper in papers)
            {
                if (paper.ValidThrough is not { } end || end >= today.AddDays((int)limit.Threshold!.Value)) continue;
                // One that has ended stops orders.
                var severity = end < today ? AlertSeverity.Critical : limit.Severity;
                yield return new(
                    AlertCause.Of(AlertKind.Qualification, supplier, paper.Kind, paper.Number),
                    new(new(severity, null, null, new([new("supplier", supplier), new("paper", paper.Kind), new("number", paper.Number), new("validThrough", StockSigns.Text(end))])), 0, sweep.Now));
            }
        }
    }
}
