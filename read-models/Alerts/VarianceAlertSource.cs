using System.Globalization;
using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using Orleans;

namespace BeautyGrains.ReadModels;

/// <summary>What counts and deliveries found that differs from what was expected. A lot that is counted anew is judged by that count.</summary>
internal sealed class VarianceAlertSource(ReadModelReader reader, IGrainFactory grains) : IAlertSource
{
    private sealed record Difference(AlertCause Cause, string Store, string Sku, string Document, decimal Expected, decimal Found);

    public IReadOnlyList<AlertKind> Kinds { get; } = [AlertKind.Variance];

    public async IAsyncEnumerable<SeenSign> Find(AlertSweepContext sweep, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        // Days without a place: that of UTC may be a few hours late.
        var today = DateOnly.FromDateTime(sweep.Now.UtcDateTime);
        var days = (int)(await grains.GetGrain<IControlPolicyGrain>(IControlPolicyGrain.Key).Get()).Policy.HabitOn(Habit.VarianceDays, today);
        foreach (var it in (await OfCounts(sweep.Now.AddDays(-days), cancel)).Concat(await OfOrders(today.AddDays(-days), cancel)))
        {
            if (sweep.Policies.Of(AlertKind.Variance, it.Store, it.Sku, today) is not { } limit) continue;
            if (Math.Abs(it.Found - it.Expected) * 100 <= limit.Threshold!.Value * it.Expected) continue;
            yield return new(it.Cause, new(Facts(limit, it), 0, sweep.Now));
        }
    }

    private Task<List<Difference>> OfCounts(DateTimeOffset from, CancellationToken cancel) => reader.Read(AlertModel.Instance, async (copy, _) =>
        (await copy.Connection.Query(
            $"SELECT {AlertModel.Counts.Select()} FROM {copy.Of(AlertModel.Counts)} WHERE at >= @from AND expected <> counted ORDER BY at, store, sku, lot", CountRow.Of, cancel, ("@from", Stored.Time(from))))
        .ConvertAll(row => new Difference(AlertCause.Of(AlertKind.Variance, "count", row.Store, row.Sku, row.Lot), row.Store, row.Sku, row.Document, row.Expected, row.Counted)), cancel);

    // Lines that await nothing more: only then is what came less than ordered a difference.
    private Task<List<Difference>> OfOrders(DateOnly from, CancellationToken cancel) => reader.Read(BuyingModel.Instance, async (copy, _) =>
        (await copy.Connection.Query(
            $"""
            SELECT DISTINCT l.id, l.line, l.store, l.sku, l.quantity, l.received FROM {copy.Of(BuyingModel.Records)} AS r
            JOIN {copy.Of(BuyingModel.Receipts.Table)} AS c ON c.id = r.id
            JOIN {copy.Of(BuyingModel.Lines)} AS l ON l.id = c.source AND l.store = r.store AND l.sku = r.sku
            WHERE r.received_on >= @day AND l.open = 0 AND l.received <> l.quantity ORDER BY l.id, l.line
            """,
            row => (Order: row.GetString(0), Line: row.GetInt64(1).ToString(CultureInfo.InvariantCulture), Store: row.GetString(2), Sku: row.GetString(3), Expected: Stored.Quantity(row.GetInt64(4)), Found: Stored.Quantity(row.GetInt64(5))),
            cancel, ("@day", (long)from.DayNumber)))
        .ConvertAll(row => new Difference(
            AlertCause.Of(AlertKind.Variance, "order", row.Store, row.Order, row.Line), row.Store, row.Sku, $"{row.Order}/{row.Line}", row.Expected, row.Found)), cancel);

    private static AlertFacts Facts(AlertLimit limit, Difference it) => new(limit.Severity, it.Store, it.Sku, new(
        [new("document", it.Document), new("expected", StockSigns.Text(it.Expected)), new("found", StockSigns.Text(it.Found)), new("difference", StockSigns.Text(it.Found - it.Expected))]));
}
