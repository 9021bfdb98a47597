using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using Orleans;

namespace BeautyGrains.ReadModels.Planning;

/// <summary>A SKU that a store has to count from time to time.</summary>
/// <param name="Class">Null before classes were calculated with it; it is counted as C is.</param>
/// <param name="EveryDays">How often.</param>
/// <param name="Lots">That have goods.</param>
/// <param name="CountedOn">The day of the oldest of the last counts of its lots; null where none of them was ever counted.</param>
/// <param name="DueOn">Today where none was.</param>
public sealed record CountPlanLine(string Sku, StockClass? Class, int EveryDays, int Lots, DateOnly? CountedOn, DateOnly DueOn, bool Due);

/// <summary>A page of a store's plan.</summary>
/// <param name="Day">Today in the store.</param>
/// <param name="More">Whether more follow behind the last SKU.</param>
public sealed record CountPlanSlice(DateOnly Day, IReadOnlyList<CountPlanLine> Items, bool More);

/// <summary>What each store has to count, and when: as often as the class of the SKU asks for.</summary>
public interface ICountPlan
{
    /// <summary>A page by SKU, of what has goods on hand; null where there is no such store.</summary>
    /// <param name="after">A SKU; empty for the beginning.</param>
    /// <param name="due">Only what is due, or is not; null for all.</param>
    /// <param name="abc">Only a class; null for all.</param>
    /// <exception cref="ReadModelNotReadyException">A read model is being built.</exception>
    Task<CountPlanSlice?> Page(string store, string after, int limit, bool? due, AbcClass? abc, DateTimeOffset now, CancellationToken cancel);
}

/// <summary>Puts lots, last counts, classes and the policy together, a page of lots at a time.</summary>
internal sealed class CountPlan(IGrainFactory grains, ILotList lots, ReadModelReader reader) : ICountPlan
{
    public async Task<CountPlanSlice?> Page(string store, string after, int limit, bool? due, AbcClass? abc, DateTimeOffset now, CancellationToken cancel)
    {
        if (await grains.GetGrain<IStoreGrain>(store).Get() is not { } known) return null;
        var today = ExpiryRules.DayAt(now, known.Record.TimeZone);
        var classes = await grains.GetGrain<IStockClassesGrain>(store).Get();
        var policy = (await grains.GetGrain<IControlPolicyGrain>(IControlPolicyGrain.Key).Get()).Policy;
        var found = new List<CountPlanLine>();
        await foreach (var (sku, inStock, oldest) in Skus(store, after, now, cancel))
        {
            var line = LineOf(sku, inStock, oldest is { } at ? ExpiryRules.DayAt(at, known.Record.TimeZone) : null, classes.Of(sku), policy, today);
            if (due is { } wanted && line.Due != wanted || abc is { } only && (line.Class?.Abc ?? AbcClass.C) != only) continue;
            if (found.Count == limit) return new(today, found, true);
            found.Add(line);
        }
        return new(today, found, false);
    }

    private static CountPlanLine LineOf(string sku, int inStock, DateOnly? counted, StockClass? known, ControlPolicy policy, DateOnly today)
    {
        var duty = policy.Of(known?.Abc ?? AbcClass.C, known?.Xyz ?? XyzClass.Z, today);
        // Without a row for a class nothing says how often; the defaults do.
        var every = (duty ?? ControlRules.Defaults.Of(known?.Abc ?? AbcClass.C, XyzClass.Z, today)!).CountEveryDays;
        var dueOn = counted?.AddDays(every) ?? today;
        return new(sku, known, every, inStock, counted, dueOn, dueOn <= today);
    }

    // SKUs in order with the number of lots that have goods, and the oldest of those lots' last counts.
    private async IAsyncEnumerable<(string Sku, int Lots, DateTimeOffset? Oldest)> Skus(
        string store, string after, DateTimeOffset now, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        // Behind all lots of that SKU: no name of a lot is as long.
        var place = after.Length == 0 ? null : LotOrders.ByStore.After(store, after, new string('~', 200));
        (string Sku, int Lots, DateTimeOffset? Oldest)? open = null;
        do
        {
            var page = await lots.Page(new(Stores: [store]), LotOrders.ByStore, place, PageQuery.MostRows, now, cancel);
            if (page.Items.Count > 0)
            {
                var counts = await Counts(store, page.Items[0].Sku, page.Items[^1].Sku, cancel);
                foreach (var lot in page.Items)
                {
                    if (open is { } done && done.Sku != lot.Sku)
                    {
                        yield return done;
                        open = null;
                    }
                    DateTimeOffset? at = counts.TryGetValue((lot.Sku, lot.Lot), out var last) ? last : null;
                    var before = open ?? (lot.Sku, 0, null);
                    open = (lot.Sku, before.Lots + 1, at < before.Oldest || before.Oldest is null ? at ?? before.Oldest : before.Oldest);
                }
            }
            place = page.Next;
        }
        while (place is not null);
        if (open is { } rest) yield return rest;
    }

    private Task<Dictionary<(string Sku, string Lot), DateTimeOffset>> Counts(string store, string from, string through, CancellationToken cancel) => reader.Read(AlertModel.Instance, async (copy, _) =>
        (await copy.Connection.Query(
            $"SELECT {AlertModel.Counts.Select()} FROM {copy.Of(AlertModel.Counts)} WHERE store = @store AND sku >= @from AND sku <= @through", CountRow.Of, cancel,
            ("@store", store), ("@from", from), ("@through", through))).ToDictionary(row => (row.Sku, row.Lot), row => row.At), cancel);
}
