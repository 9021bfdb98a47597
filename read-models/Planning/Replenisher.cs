using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using Microsoft.Extensions.Logging;
using Orleans;

namespace BeautyGrains.ReadModels.Planning;

/// <summary>What one look at all replenishments has found.</summary>
/// <param name="Looked">Replenishments with an active policy.</param>
/// <param name="Needs">Open needs among them.</param>
/// <param name="Unpriced">Needs that cannot be ordered, because their supplier is unknown or has no price for the SKU.</param>
/// <param name="Orders">Ids of the orders drafted today, by supplier; those of earlier looks of the day included.</param>
/// <param name="Failed">Replenishments and suppliers that could not be looked at; the next look tries again.</param>
public sealed record ReplenishmentRun(int Looked, int Needs, int Unpriced, IReadOnlyList<string> Orders, int Failed);

/// <summary>
/// The sweep of all replenishments, the truth behind what they hear: gathers the facts of each (stock, orders, forecast, supplier, what sister stores could
/// give), lets it look, and drafts one order for each supplier that takes orders today. For one caller at a time; whoever else runs it finds
/// the same.
/// </summary>
public sealed class Replenisher(
    IGrainFactory grains, StreamDirectory directory, DemandOutlooks outlooks, IOnOrderList onOrder, IRequisitionList requisitions, ILotList lots, IAvailabilityList availability,
    TimeProvider clock, ILogger<Replenisher> log)
{
    /// <summary>Looks at everything once; trouble with one does not keep the others waiting.</summary>
    /// <exception cref="ReadModelNotReadyException">A read model is being built: nothing was looked at.</exception>
    public Task<ReplenishmentRun> Run(CancellationToken cancel) => Run(null, cancel);

    /// <inheritdoc cref="Run(CancellationToken)" />
    /// <param name="pace">At which it goes; null for as fast as it can.</param>
    public async Task<ReplenishmentRun> Run(Pace? pace, CancellationToken cancel)
    {
        var records = new PlanningRecords(grains);
        var rests = await Rests(cancel);
        var keys = new List<StockKey>();
        await foreach (var key in directory.All(ReplenishmentKind.Instance.Category, cancel)) keys.Add(StockKey.Parse(key));
        var needs = new List<(PlanningFacts Facts, ReplenishmentView View)>();
        var (looked, open, failed) = (0, 0, 0);
        // Product by product: what sister stores could give is known once their plans are, and nothing of it is old when the stores are looked at.
        foreach (var sku in keys.GroupBy(key => key.Sku, StringComparer.Ordinal))
        {
            var found = new SortedDictionary<string, PlanningFacts>(StringComparer.Ordinal);
            foreach (var key in sku)
                if (!await Tried(key.ToString(), async () =>
                {
                    if (await Gather(key, records, rests, cancel) is { } facts) found.Add(key.Store, facts);
                }, pace, cancel)) failed++;
            List<SisterLot>? pool = null;
            foreach (var facts in found.Values)
                if (!await Tried(facts.Key.ToString(), async () =>
                {
                    var view = await Look(facts, facts.Why is null ? [] : await OffersTo(facts, pool ??= await SurplusOf(sku.Key, found, records, cancel), records));
                    looked++;
                    if (view.Need is not null) open++;
                    if (view.Need is { Buy: > 0 }) needs.Add((facts, view));
                }, pace, cancel)) failed++;
        }
        var (orders, unpriced) = (new List<string>(), needs.Count(one => one.Facts.Price is null));
        foreach (var supplier in needs.Where(one => one.Facts.Price is not null).GroupBy(one => one.View.Policy.Supplier, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
            if (!await Tried(supplier.Key, async () =>
            {
                // By store, as people read it.
                if (await Draft(supplier.Key, [.. supplier.OrderBy(one => one.Facts.Key.ToString(), StringComparer.Ordinal)]) is { } order) orders.Add(order);
            }, pace, cancel)) failed++;
        return new(looked, open, unpriced, orders, failed);
    }

    // What requisitions wait for, by the stock that could not give it; by requisition within each.
    private async Task<ILookup<StockKey, RequisitionRest>> Rests(CancellationToken cancel)
    {
        var all = new List<NeedLine>();
        for (ListCursor? after = null; ;)
        {
            var page = await requisitions.Needs(new(), NeedOrders.BySku, after, PageQuery.MostRows, cancel);
            all.AddRange(page.Items);
            if (page.Next is null) break;
            after = page.Next;
        }
        return all.ToLookup(need => new StockKey(need.Store, need.Sku), need => new RequisitionRest(need.Requisition, need.For, need.Quantity));
    }

    private async Task<bool> Tried(string what, Func<Task> work, Pace? pace, CancellationToken cancel)
    {
        try
        {
            await work();
            if (pace is not null) await pace.Rest(cancel);
            return true;
        }
        catch (Exception trouble) when (trouble is not ReadModelNotReadyException && !cancel.IsCancellationRequested)
        {
            log.LogWarning("The replenishment of {What} could not be looked at; the next look tries again: {Trouble}", what, trouble.Message);
            return false;
        }
    }

    private async Task<PlanningFacts?> Gather(StockKey key, PlanningRecords records, ILookup<StockKey, RequisitionRest> rests, CancellationToken cancel)
    {
        if ((await grains.GetGrain<IReplenishmentGrain>(key.ToString()).Get()).Value is not { Policy.Active: true } view) return null;
        if (await records.Store(key.Store) is not { } store || await records.Sku(key.Sku) is not { } sku) return null;
        var now = clock.GetUtcNow();
        var day = ExpiryRules.DayAt(now, store.Record.TimeZone);
        var supplier = await records.Supplier(view.Policy.Supplier);
        var price = supplier is { Record.Active: true } ? supplier.PriceOf(key.Sku, day) : null;
        var terms = TermsOf(supplier, price, (await records.Controls()).HabitOn(Habit.LeadTimeDays, day));
        var orders = await OrdersOf(key, view, cancel);
        var level = LevelOf(key, await grains.GetGrain<IStockGrain>(key.ToString()).Get(), now);
        var plan = await PlanOf(key, view, terms, sku.Record.PurchaseStep ?? 1, await LevelFor(key, view.Policy, records, day), day, now, cancel);
        EquatableList<RequisitionRest> waiting = [.. rests[key]];
        return new(key, view, store.Record, sku.Record, supplier, price, day, level, orders, waiting, plan, NeedRules.WhyOf(plan, level, orders, waiting));
    }

    private static async Task<decimal> LevelFor(StockKey key, ReplenishmentPolicy policy, PlanningRecords records, DateOnly day) => policy.ServiceLevel
        ?? ((await records.Classes(key.Store)).Of(key.Sku) is { } known ? (await records.Controls()).Of(known.Abc, known.Xyz, day)?.ServiceLevel : null) ?? (await records.Controls()).HabitOn(Habit.ServiceLevel, day);

    private static SupplyTerms TermsOf(SupplierView? supplier, SupplierPrice? price, decimal usualLeadTime) => supplier is null
        ? new((int)usualLeadTime, null, 1, null, null)
        : new(supplier.LeadTimeDaysOf(price), supplier.Record.LeadTimeDeviationDays, DaysBetweenOrders(supplier), price?.MinimumQuantity, price?.PackQuantity);

    // The longest of the gaps that begin on each day of a week.
    private static int DaysBetweenOrders(SupplierView supplier)
    {
        var monday = DateOnly.FromDayNumber(0);
        return Enumerable.Range(0, 7).Select(ahead => supplier.NextOrderDay(monday.AddDays(ahead + 1)).DayNumber - (monday.DayNumber + ahead)).Max();
    }

    // What the list knows and what it does not know yet: an order just drafted is asked itself.
    private async Task<EquatableList<OrderOnTheWay>> OrdersOf(StockKey key, ReplenishmentView view, CancellationToken cancel)
    {
        var open = new SortedDictionary<string, OrderOnTheWay>(StringComparer.Ordinal);
        foreach (var order in (await onOrder.Of(key.Store, key.Sku, cancel)).GroupBy(line => line.Order, StringComparer.Ordinal))
            open[order.Key] = new(order.Key, order.Sum(line => line.Open), order.Max(line => line.ExpectedOn));
        foreach (var known in view.Orders)
        {
            open.Remove(known.Order);
            if ((await grains.GetGrain<IPurchaseOrderGrain>(known.Order).Get()).Value is not { } order) continue;
            var lines = order.Lines.Where(line => line.Store == key.Store && line.Sku == key.Sku && line.Open > 0).ToList();
            if (lines.Count > 0) open[known.Order] = new(known.Order, lines.Sum(line => line.Open), lines.Max(line => line.ExpectedOn));
        }
        return [.. open.Values];
    }

    private static StockLevelChanged LevelOf(StockKey key, StockView? stock, DateTimeOffset now) => stock is null
        ? new(key.Store, key.Sku, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, null, now, 0)
        : new(
            key.Store, key.Sku, stock.OnHand, stock.Reserved, stock.Available, stock.Quarantined, stock.Held, stock.Recalled, stock.Expired,
            stock.InTransitIn, stock.InTransitOut, stock.Unmatched, null, now, stock.Version);

    // The forecast is made once a day; what policy and supplier say is taken up at once.
    private async Task<ReplenishmentPlan> PlanOf(
        StockKey key, ReplenishmentView view, SupplyTerms terms, decimal step, decimal level, DateOnly day, DateTimeOffset now, CancellationToken cancel)
    {
        var (policy, known) = (view.Policy, view.Plan);
        var (lead, review) = (PlanRules.LeadTimeDays(policy, terms), PlanRules.ReviewDays(policy, terms));
        if (known is not null && known.Day == day && known.LeadTimeDays == lead && known.ReviewDays == review && known.ServiceLevel == level
            && known.LeadTimeDeviationDays == (policy.LeadTimeDeviationDays ?? terms.LeadTimeDeviationDays ?? 0)
            && known.PackQuantity == (policy.PackQuantity ?? terms.PackQuantity ?? step) && known.MinimumQuantity == (policy.MinimumQuantity ?? terms.MinimumQuantity ?? 0)) return known;
        var days = Math.Clamp(lead + review, 1, DemandOutlooks.MostDays);
        var forecast = await outlooks.Of(key.Store, key.Sku, days, days, now, cancel);
        var expected = forecast is null ? DemandExpected.Nothing : new(
            forecast.PerDay, forecast.LeadTime.Mean, forecast.LeadTime.Quantile((double)level), DemandOutlooks.NormalDeviate((double)level), forecast.Method, forecast.KnownDays);
        return PlanRules.Plan(policy, terms, expected, level, step, day);
    }

    private async Task<ReplenishmentView> Look(PlanningFacts facts, EquatableList<SisterOffer> offers)
    {
        var answer = await grains.GetGrain<IReplenishmentGrain>(facts.Key.ToString())
            .Look(new(facts.View.Version, facts.Level, facts.Plan, facts.Orders, offers, Caller.House, facts.Rests));
        return answer.Value ?? throw new InvalidOperationException($"It refused to look: {answer.Refusal}");
    }

    private static async Task<EquatableList<SisterOffer>> OffersTo(PlanningFacts facts, List<SisterLot> pool, PlanningRecords records)
    {
        // Goods may go where the law lets the store have them, and stay with their owner.
        if (StandingRules.OfStore(facts.Key.Store, facts.Store, facts.Sku.GoodsCategory, (await records.BuyingPolicy()).Policy, facts.Day) is not null) return [];
        var givers = new HashSet<string>(StringComparer.Ordinal);
        foreach (var store in pool.Select(lot => lot.Store).Distinct(StringComparer.Ordinal).ToList())
            if (store != facts.Key.Store && await records.Store(store) is { Record: { Active: true } giver } && giver.LegalEntity == facts.Store.LegalEntity) givers.Add(store);
        var arrives = facts.Level.At.AddDays((double)(await records.Controls()).HabitOn(Habit.TransferDays, facts.Day));
        return SurplusRules.Take(pool, lot => givers.Contains(lot.Store), facts.Why!.Gap, facts.Plan.PerDay, arrives, facts.Sku.MinShelfLifeDays);
    }

    // A store keeps what it would order up to; one without a plan keeps everything, but for a warehouse, which is there to give.
    private async Task<List<SisterLot>> SurplusOf(string sku, SortedDictionary<string, PlanningFacts> plans, PlanningRecords records, CancellationToken cancel)
    {
        var (surplus, now) = (new List<SisterLot>(), clock.GetUtcNow());
        var free = await FreeLots(sku, now, cancel);
        foreach (var stock in (await availability.Of(sku, null, now, cancel)).Stores.OrderBy(stock => stock.Store, StringComparer.Ordinal))
        {
            var owner = plans.GetValueOrDefault(stock.Store);
            var isWarehouse = await records.Store(stock.Store) is { Record.Type: StoreType.Warehouse };
            if (owner is null && !isWarehouse) continue;
            // What requisitions wait for is not to be given to others.
            var owed = owner?.Rests.Sum(rest => rest.Quantity) ?? 0;
            surplus.AddRange(SurplusRules.Surplus(free[stock.Store], stock.Available, (owner?.Plan.OrderUpTo ?? 0) + owed));
        }
        return surplus;
    }

    private async Task<ILookup<string, SisterLot>> FreeLots(string sku, DateTimeOffset now, CancellationToken cancel)
    {
        var found = new List<LotLine>();
        for (ListCursor? after = null; ;)
        {
            var page = await lots.Page(new(Sku: sku, Status: LotStatus.Released), LotOrders.ByExpiry, after, PageQuery.MostRows, now, cancel);
            found.AddRange(page.Items);
            if (page.Next is null) break;
            after = page.Next;
        }
        return found.Where(lot => !lot.Expired && lot.Owner is null).ToLookup(lot => lot.Store, lot => new SisterLot(lot.Store, lot.Lot, lot.OnHand - lot.Reserved, lot.ExpiresAt), StringComparer.Ordinal);
    }

    private async Task<string?> Draft(string supplier, List<(PlanningFacts Facts, ReplenishmentView View)> needs)
    {
        // The supplier's day is that of the first store: chains have their suppliers around.
        var day = needs[0].Facts.Day;
        if (needs[0].Facts.Supplier!.NextOrderDay(day) != day) return null;
        var due = new List<NeedToMeet>();
        foreach (var (facts, seen) in needs.Where(one => PlanRules.OrdersOn(one.View.Policy, day)))
        {
            // A look at a whole chain takes its time: what is no longer needed is not ordered.
            if ((await grains.GetGrain<IReplenishmentGrain>(facts.Key.ToString()).Get()).Value is not { Need: { Buy: > 0 } need } || need.Number != seen.Need!.Number) continue;
            due.Add(new(seen.Store, seen.Sku, need.Number, need.Buy));
            if (due.Count == Limits.MaxLines) break;
        }
        if (due.Count == 0) return null;
        var answer = await grains.GetGrain<ISupplyPlanGrain>(supplier).Plan(new(day, [.. due], Caller.House));
        return answer.Value is { State: SupplyPlanState.Drafted, Order: { } order } plan && plan.Day == day ? order : null;
    }
}
