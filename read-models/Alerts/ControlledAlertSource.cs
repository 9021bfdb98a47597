using System.Globalization;
using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using Orleans;

namespace BeautyGrains.ReadModels;

/// <summary>Registers of controlled goods whose count is missing, that differ, or where something that was issued is not accounted for.</summary>
internal sealed class ControlledAlertSource(StreamDirectory streams, IGrainFactory grains) : IAlertSource
{
    public IReadOnlyList<AlertKind> Kinds { get; } = [AlertKind.ControlledUncounted, AlertKind.ControlledDifference, AlertKind.ControlledUnreconciled];

    public async IAsyncEnumerable<SeenSign> Find(AlertSweepContext sweep, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var key in streams.All(ControlledKind.Instance.Category, cancel))
        {
            if (await grains.GetGrain<IControlledGrain>(key).Get() is not { } book || await grains.GetGrain<IStoreGrain>(book.Store).Get() is not { } store) continue;
            var today = StockSigns.DayOf(sweep.Now, store.Record);
            foreach (var sign in Uncounted(sweep, book, today).Concat(Differing(sweep, book, today)).Concat(Unreconciled(sweep, book, today))) yield return sign;
        }
    }

    // A day is over when the next one begins.
    private static IEnumerable<SeenSign> Uncounted(AlertSweepContext sweep, ControlledView book, DateOnly today)
    {
        if (sweep.Policies.Of(AlertKind.ControlledUncounted, book.Store, book.Sku, today) is not { } limit) yield break;
        if (book.UncountedFrom is not { } since || since >= today) yield break;
        yield return new(AlertCause.Of(AlertKind.ControlledUncounted, book.Store, book.Sku), new(new(limit.Severity, book.Store, book.Sku, new([new("since", StockSigns.Text(since))])), 0, sweep.Now));
    }

    private static IEnumerable<SeenSign> Differing(AlertSweepContext sweep, ControlledView book, DateOnly today)
    {
        if (sweep.Policies.Of(AlertKind.ControlledDifference, book.Store, book.Sku, today) is not { } limit) yield break;
        foreach (var it in book.Differing)
            yield return new(AlertCause.Of(AlertKind.ControlledDifference, book.Store, book.Sku, it.Entry), new(new(limit.Severity, book.Store, book.Sku, new(
            [
                new("entry", it.Entry), new("day", StockSigns.Text(it.Day)), new("quantity", Text(it.Quantity)), new("empties", Text(it.Empties)), new("overDose", Text(it.OverDose)),
            ])), 0, sweep.Now));
    }

    private static IEnumerable<SeenSign> Unreconciled(AlertSweepContext sweep, ControlledView book, DateOnly today)
    {
        if (sweep.Policies.Of(AlertKind.ControlledUnreconciled, book.Store, book.Sku, today) is not { } limit) yield break;
        foreach (var it in book.Open.Where(one => one.DueAt <= sweep.Now))
            yield return new(AlertCause.Of(AlertKind.ControlledUnreconciled, book.Store, book.Sku, it.Id), new(new(limit.Severity, book.Store, book.Sku, new(
                [new("issue", it.Id), new("since", StockSigns.Text(it.At)), new("quantity", Text(it.Quantity)), new("left", Text(it.Content - it.Used - it.Destroyed))])), 0, sweep.Now));
    }

    private static string Text(decimal number) => number.ToString("0.###", CultureInfo.InvariantCulture);
}
