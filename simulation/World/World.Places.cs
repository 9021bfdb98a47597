using BeautyGrains.Contracts;
using Orleans;

namespace BeautyGrains.Simulation;

/// <summary>Shelves, bins, recipes and a quota, in the seeds that have them.</summary>
internal sealed partial class World
{
    private static IEnumerable<Task> PutShelves(IGrainFactory grains)
    {
        var house = new Caller("house", "");
        foreach (var sku in new[] { Requests.Part, Requests.CreamA, Requests.CreamB, Requests.Blend })
            yield return grains.GetGrain<ISkuGrain>(sku).Put(new(new(sku, "piece", GoodsCategory: sku == Requests.Part ? GoodsCategory.Other : GoodsCategory.OrdinaryCosmetic), null, house));
        for (var store = 0; store < Chain.MostStores; store++)
            yield return grains.GetGrain<IZoneGrain>(new ZoneKey(Chain.Store(store), Requests.Shelf).ToString()).Put(new(new("Shop", null, [.. Enum.GetValues<StorageClass>()], []), null, house));
        yield return grains.GetGrain<IIssuePolicyGrain>(IIssuePolicyGrain.Key).Put(new(new(
            [new("marketing", "Marketing", null, [MovementKind.Gift, MovementKind.Sample])], [new(MovementKind.Gift, null, new(Requests.GiftsInAMonth, null))]), null, house));
    }

    private static IEnumerable<Task> PutBinsAndRecipes(IGrainFactory grains)
    {
        var house = new Caller("house", "");
        for (var store = 0; store < Chain.MostStores; store++)
            foreach (var (bin, order) in Requests.Bins)
                yield return grains.GetGrain<IBinsGrain>(Chain.Store(store)).Put(new(bin, new(Requests.Shelf, order, []), null, house));
        yield return grains.GetGrain<IRecipeGrain>(Requests.Recipe).Put(new(
            new("Parts", null, [new([new(Chain.Sku(0), 1), new(Chain.Sku(1), 1)], [new(Requests.Part, Requests.PartsOfOne)])]), null, house));
    }
}
