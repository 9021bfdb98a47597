using System.Collections.Immutable;
using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.ReadModels.Demand;
using Microsoft.Extensions.Logging;
using Orleans;

namespace BeautyGrains.ReadModels.Planning;

/// <summary>
/// Calculates every store's ABC and XYZ classes anew, once a week: in the first look after the Monday of the store. For one caller at a time; whoever else runs
/// it finds the same.
/// </summary>
public sealed class Classifier(
    IGrainFactory grains, StreamDirectory directory, IStockList stocks, IDemandHistory history, TimeProvider clock, ILogger<Classifier> log)
{
    /// <summary>Days of the past that count.</summary>
    public const int PastDays = 364;

    // A year of each of them is in memory together.
    private const int PageAtOnce = 100;

    // A week with fewer known days tells nothing.
    private const int FewDays = 4;

    /// <summary>Calculates where it is due; trouble with one store does not keep the others waiting.</summary>
    /// <returns>How many stores were calculated.</returns>
    /// <exception cref="ReadModelNotReadyException">A read model is being built.</exception>
    public async Task<int> Run(CancellationToken cancel)
    {
        var (records, pace, done) = (new PlanningRecords(grains), new Pace(clock), 0);
        foreach (var store in await directory.AllStores(cancel))
        {
            try
            {
                if (await Classify(store, records, pace, cancel)) done++;
            }
            catch (Exception trouble) when (trouble is not ReadModelNotReadyException && !cancel.IsCancellationRequested)
            {
                log.LogWarning("The classes of {Store} could not be calculated; the next look tries again: {Trouble}", store, trouble.Message);
            }
        }
        return done;
    }

    private async Task<bool> Classify(string store, PlanningRecords records, Pace pace, CancellationToken cancel)
    {
        if (await records.Store(store) is not { Record.Active: true } known) return false;
        var now = clock.GetUtcNow();
        var today = ExpiryRules.DayAt(now, known.Record.TimeZone);
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        var grain = grains.GetGrain<IStockClassesGrain>(store);
        if ((await grain.Get()).Day >= monday) return false;
        var sold = new List<SkuSold>();
        await foreach (var skus in Skus(store, now, cancel))
        {
            if (sold.Count > 0) await pace.Rest(cancel);
            var past = await history.Of(store, skus, monday.AddDays(-PastDays), now, cancel);
            foreach (var sku in skus)
                if (await records.Sku(sku) is { } record) sold.Add(SoldOf(sku, record.Record, past.GetValueOrDefault(sku)?.Days ?? [], monday));
        }
        if (sold.Count == 0) return false;
        var isNew = (await grain.Put(new(today, ClassRules.Of(sold, (await records.Controls()).ClassHabitsOn(today)), Caller.House))).IsNew;
        await pace.Rest(cancel);
        return isNew;
    }

    private static SkuSold SoldOf(string sku, SkuRecord record, ImmutableArray<DemandDay> days, DateOnly monday)
    {
        var weeks = days.Where(day => day.Day < monday).GroupBy(day => (monday.DayNumber - 1 - day.Day.DayNumber) / 7).OrderByDescending(week => week.Key)
            .Select(week => week.Where(day => day.Known).Select(day => (double)(day.Demand ?? 0)).ToList()).Where(week => week.Count >= FewDays).Select(week => week.Average() * 7);
        return new(
            sku, days.Sum(day => day.Sold + day.Used), record.Price?.Amount ?? 0, [.. weeks], record.Tags?.Any(tag => ClassHabits.UsualFreeTags.Contains(tag, StringComparer.OrdinalIgnoreCase)) == true);
    }

    private async IAsyncEnumerable<IReadOnlyList<string>> Skus(string store, DateTimeOffset now, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        for (ListCursor? after = null; ;)
        {
            var page = await stocks.Page(new(Stores: [store]), StockOrders.ByStore, after, PageAtOnce, now, cancel);
            yield return [.. page.Items.Select(line => line.Sku)];
            if (page.Next is null) yield break;
            after = page.Next;
        }
    }
}
