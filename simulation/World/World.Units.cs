using BeautyGrains.Contracts;
using Orleans;

namespace BeautyGrains.Simulation;

/// <summary>Serialised units, in the seeds that have them.</summary>
internal sealed partial class World
{
    private static Task<Answer<SkuView>> PutUnits(IGrainFactory grains) => grains.GetGrain<ISkuGrain>(Requests.SerialSku).Put(new(Requests.SerialRecord, null, new("house", "")));
}
