using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using Orleans;

namespace BeautyGrains.Simulation;

/// <summary>A supplier, what is kept in supply, and alerts; in the seeds that have orders.</summary>
internal sealed partial class World
{
    private static IEnumerable<Task> PutSupplier(IGrainFactory grains)
    {
        var house = new Caller("house", "");
        var prices = Enumerable.Range(0, Chain.MostSkus).Select(sku => new SupplierPrice(Chain.Sku(sku), 1_000 + sku));
        yield return grains.GetGrain<ISupplierGrain>(Requests.Supplier).Put(new(
            new("Supplier", LeadTimeDays: 1, Qualifications: [new("business-licence", "1"), new("drug-licence", "2")], Prices: [.. prices]), null, house));
    }

    private static IEnumerable<Task> PutPolicies(IGrainFactory grains)
    {
        var house = new Caller("house", "");
        for (var store = 0; store < Chain.MostStores; store++)
            for (var sku = 0; sku < Chain.MostSkus; sku++)
                yield return grains.GetGrain<IReplenishmentGrain>(StockKey.Of(Chain.Store(store), Chain.Sku(sku)))
                    .PutPolicy(new(new(ReplenishmentMethod.MinMax, Requests.Supplier, Minimum: 6, Maximum: 14), null, house));
    }

    /// <summary>A message tells of a stock as it was some versions ago: messages are lost, repeated and overtaken.</summary>
    private void TellLevel(Step step, Node node)
    {
        var key = StockKey.Of(Chain.Store(step.Store % _scenario.Stores), Chain.Sku(step.Sku % _scenario.Skus));
        if (Journal.Stock(key) is { } stock && BuyingWatch.LevelOf(stock, step.B % 4) is { } level) _ = node.Grains.GetGrain<IStockWatchGrain>(key).Hear(level);
    }

    /// <summary>As the sweep over alerts does it: looks at every stock, and tells the alerts that hold or are open. Then each is as the stock is.</summary>
    private void SettleAlerts(Node node)
    {
        foreach (var stock in Journal.Stocks.ToList())
        {
            var key = StockKey.Parse(stock.Key);
            var cause = AlertCause.Of(AlertKind.Out, key.Store, key.Sku).Key;
            var view = StockViews.Position(stock.Now.State, new(Chain.Record(key.Sku[^1] - '0'), Chain.StoreRecord(key.Store[^1] - '0')), node.Now);
            var isOut = view.Available <= 0;
            var facts = isOut ? new AlertFacts(AlertSeverity.Critical, key.Store, key.Sku, [new("onHand", StockSigns.Text(view.OnHand)), new("unit", view.Unit)]) : null;
            if (!isOut && !HasFacts(cause)) continue;
            var look = node.Grains.GetGrain<IAlertGrain>(cause).Look(new(facts, stock.Now.Version, node.Now));
            _turns.Run();
            PassWhile(() => !look.IsCompleted, TimeSpan.FromSeconds(60), $"{cause} cannot be looked at.");
            if (HasFacts(cause) != isOut || isOut && Journal.Buying.Alerts.Last(cause)!.State.Facts != facts)
                throw new Violation("Alerts agree with the facts once everything has settled.", $"{cause} is {Journal.Buying.Alerts.Last(cause)?.State.State}, and available is {view.Available}.");
        }
    }

    private bool HasFacts(string cause) => Journal.Buying.Alerts.Last(cause) is { } alert && AlertLife.HasFacts(alert.State.State);
}
