using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using Orleans;

namespace BeautyGrains.ReadModels;

/// <summary>Serialised units that were seen in a store that does not hold them. Streams of units are open only while that is so, or while one is arriving.</summary>
internal sealed class UnitAlertSource(StreamDirectory streams, IGrainFactory grains) : IAlertSource
{
    public IReadOnlyList<AlertKind> Kinds { get; } = [AlertKind.UnitDiverted];

    public async IAsyncEnumerable<SeenSign> Find(AlertSweepContext sweep, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var key in streams.Open(UnitKind.Instance.Category, cancel))
        {
            if (await grains.GetGrain<IUnitGrain>(key).View() is not { Diversion: { EndedAt: null } seen } unit || await grains.GetGrain<IStoreGrain>(seen.Store).Get() is not { } store) continue;
            if (sweep.Policies.Of(AlertKind.UnitDiverted, seen.Store, unit.Sku, StockSigns.DayOf(sweep.Now, store.Record)) is not { } limit) continue;
            yield return new(AlertCause.Of(AlertKind.UnitDiverted, unit.Sku, unit.Serial), new(new(limit.Severity, seen.Store, unit.Sku, new(
            [
                new("serial", unit.Serial), new("holder", seen.Holder), new("at", StockSigns.Text(seen.At)), new("by", seen.By),
            ])), 0, sweep.Now));
        }
    }
}
