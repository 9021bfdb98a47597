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

    /// <summary>A list is told that its stock has changed.</summary>
    private void LookAtQueue(Step step, Node node) =>
        _ = node.Grains.GetGrain<IWaitingListGrain>(StockKey.Of(Chain.Store(step.Store % _scenario.Stores), Chain.Sku(step.Sku % _scenario.Skus))).Look();

    /// <summary>Once everybody has been looked at nobody waits for what is there.</summary>
    private void SettleQueues(Node node)
    {
        foreach (var (id, _) in Journal.Buying.Waiting.All.ToList())
        {
            var look = node.Grains.GetGrain<IWaitingListGrain>(id).Look();
            _turns.Run();
            PassWhile(() => !look.IsCompleted, TimeSpan.FromSeconds(60), $"Who waits for {id} cannot be looked at.");
            var key = StockKey.Parse(id);
            var record = Chain.Record(key.Sku[^1] - '0');
            var first = Journal.Buying.Waiting.Last(id)!.State.Queue.FirstOrDefault();
            var free = Journal.Stock(id) is { } stock ? WaitingRules.Free(StockViews.Position(stock.Now.State, new(record, Chain.StoreRecord(key.Store[^1] - '0')), node.Now), record.MinShelfLifeDays, node.Now) : 0;
            if (first is not null && first.Quantity <= free) throw new Violation("Nobody waits for what is there.", $"{id}: {first.Id} waits for {first.Quantity}, {free} are free.");
        }
    }

    /// <summary>As the sweep over replenishments does it. Then a need is open exactly where there is too little, and it is of the right size.</summary>
    private void SettleNeeds(Node node)
    {
        foreach (var (id, seen) in Journal.Buying.Needs.All.ToList())
        {
            var key = StockKey.Parse(id);
            if (seen.State.Plan is not { } plan || Journal.Stock(id) is not { } stock) continue;
            var (level, orders) = (BuyingWatch.LevelOf(stock, 0)!, Journal.Buying.OnTheWay(key.Store, key.Sku));
            var look = node.Grains.GetGrain<IReplenishmentGrain>(id).Look(new(seen.Version, level, null, orders, [], Caller.House));
            _turns.Run();
            PassWhile(() => !look.IsCompleted, TimeSpan.FromSeconds(60), $"The need of {id} cannot be looked at.");
            var after = Journal.Buying.Needs.Last(id)!.State;
            var missing = plan.OrderUpTo - (level.Available + orders.Sum(order => order.Quantity) - after.Rests.Sum(rest => rest.Quantity));
            var isNeeded = missing > 0 && missing >= plan.OrderUpTo - plan.ReorderPoint;
            if ((after.Need is not null) != isNeeded || after.Need is { } need && (need.Buy < missing || need.Buy >= missing + plan.PackQuantity))
                throw new Violation("A need is open where there is too little, and of the right size.", $"{id}: {missing} missing up to {plan.OrderUpTo}, at {plan.ReorderPoint}; the need is {after.Need}.");
        }
    }

    private bool HasFacts(string cause) => Journal.Buying.Alerts.Last(cause) is { } alert && AlertLife.HasFacts(alert.State.State);
}
