using BeautyGrains.Contracts;
using Orleans;

namespace BeautyGrains.Simulation;

/// <summary>Controlled goods, in the seeds that have them.</summary>
internal sealed partial class World
{
    private static IEnumerable<Task> PutControlled(IGrainFactory grains)
    {
        var house = new Caller("house", "");
        yield return grains.GetGrain<ISkuGrain>(Requests.ControlledSku).Put(new(Requests.ControlledRecord, null, house));
        for (var store = 0; store < Chain.MostStores; store++)
            yield return grains.GetGrain<IZoneGrain>(new ZoneKey(Chain.Store(store), Requests.Safe).ToString()).Put(new(new("Safe", null, [StorageClass.Frozen], [], true, true), null, house));
    }
}
