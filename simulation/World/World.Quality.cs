using BeautyGrains.Contracts;
using Orleans;

namespace BeautyGrains.Simulation;

/// <summary>Zones with their sensors, in the seeds that have them.</summary>
internal sealed partial class World
{
    private const int MostLooks = 5;

    private static IEnumerable<Task> PutZones(IGrainFactory grains)
    {
        for (var store = 0; store < Chain.MostStores; store++)
            yield return grains.GetGrain<IZoneGrain>(new ZoneKey(Chain.Store(store), Requests.Zone).ToString()).Put(new(Requests.ZoneRecord, null, new("house", "")));
    }

    // Nobody is told what came of it: it may come to nothing, and the next one does it.
    private static Task SweepContainers(Step step, Node node)
    {
        var stock = node.Grains.GetGrain<IStockGrain>(StockKey.Of(Chain.Store(step.Store), Chain.Sku(step.Sku)));
        return node.OnNode(() => stock.ScrapExpiredContainers(new("till", $"#{step.Id}")));
    }

    /// <summary>As the sweep over zones does it, until nothing comes of it any more.</summary>
    private void SettleZones(Node node)
    {
        for (var look = 0; look < MostLooks; look++)
        {
            var before = Journal.Read;
            var run = node.LookAtZones();
            _turns.Run();
            PassWhile(() => !run.IsCompleted, TimeSpan.FromSeconds(60), "The zones cannot be looked at.");
            Look();
            // An activation that others have overtaken notices, says so once, and is gone.
            if (Journal.Read == before && run.Result.Failed == 0) break;
            if (look == MostLooks - 1) throw new Violation(ComesToAnEnd, "Whoever looks at the zones finds ever more to do.");
        }
        Journal.Quality.CheckZones((stock, lot) => Journal.Stock(stock)?.Now.State.Lots.GetValueOrDefault(lot));
    }
}
