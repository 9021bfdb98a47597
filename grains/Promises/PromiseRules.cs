namespace BeautyGrains.Grains;

/// <summary>Why an order's open quantity is not promised.</summary>
public enum NotPromised
{
    /// <summary>The supplier does not have it yet.</summary>
    NotSent,
    /// <summary>It should have arrived before today: nobody knows when it will.</summary>
    Overdue,
}

/// <summary>What an order line still brings.</summary>
/// <param name="Quantity">Open, in the base unit.</param>
/// <param name="Not">Why it is not promised; null where it is.</param>
public sealed record ExpectedArrival(string Order, int Line, string Supplier, DateOnly ExpectedOn, decimal Quantity, NotPromised? Not);

/// <summary>What can be promised for a day, in the base unit.</summary>
/// <param name="FromStock">Of what is available now, what will still be good on that day.</param>
/// <param name="Arrived">Σ of the orders that are expected by that day, it included.</param>
/// <param name="Promisable">FromStock + Arrived − what waits, not below 0.</param>
public sealed record PromiseDay(DateOnly Day, decimal FromStock, decimal Arrived, decimal Promisable);

/// <summary>What can be promised of a SKU in a store.</summary>
/// <param name="Waiting">Σ of those who wait without an offer: they come first.</param>
/// <param name="Days">Today, each day on which something is expected, and the day asked for; ascending.</param>
/// <param name="Earliest">The first of these days from which on the quantity can be had; null for none that is known.</param>
/// <param name="By">Of the day asked for; null without one.</param>
public sealed record Promise(
    decimal Quantity, DateOnly Today, decimal Available, decimal Waiting, ImmutableArray<ExpectedArrival> Arrivals, ImmutableArray<PromiseDay> Days, DateOnly? Earliest, PromiseDay? By);

/// <summary>
/// Available-to-promise by date: what is available, plus what suppliers have confirmed to bring by then, minus what others wait for. Pure.
/// </summary>
public static class PromiseRules
{
    /// <summary>
    /// Computes it. Goods of a lot count up to the last day on which they may be sold; orders count from the day on which they are expected, the whole day, in the store.
    /// </summary>
    /// <param name="by">A day from today on; null for none.</param>
    public static Promise Of(
        decimal quantity, DateOnly? by, StockView stock, StockFacts facts, decimal waiting, IEnumerable<(string Order, int Line, string Supplier, PurchaseOrderState State, DateOnly ExpectedOn, decimal Open)> onOrder, DateTimeOffset now)
    {
        var zone = facts.Store.TimeZone;
        var today = ExpiryRules.DayAt(now, zone);
        ImmutableArray<ExpectedArrival> arrivals =
        [
            .. onOrder.Select(line => new ExpectedArrival(line.Order, line.Line, line.Supplier, line.ExpectedOn, line.Open, NotOf(line.State, line.ExpectedOn, today)))
                .OrderBy(line => line.ExpectedOn).ThenBy(line => line.Order, StringComparer.Ordinal).ThenBy(line => line.Line),
        ];
        var days = arrivals.Where(line => line.Not is null).Select(line => line.ExpectedOn).Append(today).Concat(by is { } asked ? [asked] : []).Distinct().Order().ToList();
        ImmutableArray<PromiseDay> told =
        [
            .. days.Select(day =>
            {
                var fromStock = day == today ? WaitingRules.Free(stock, facts.Sku.MinShelfLifeDays, now)
                    : WaitingRules.Free(stock, facts.Sku.MinShelfLifeDays, ExpiryRules.StartOfDay(day, zone));
                var arrived = arrivals.Where(line => line.Not is null && line.ExpectedOn <= day).Sum(line => line.Quantity);
                return new PromiseDay(day, fromStock, arrived, Math.Max(0, fromStock + arrived - waiting));
            }),
        ];
        DateOnly? earliest = told.FirstOrDefault(day => day.Promisable >= quantity)?.Day;
        return new(quantity, today, stock.Available, waiting, arrivals, told, earliest, by is null ? null : told.First(day => day.Day == by));
    }

    private static NotPromised? NotOf(PurchaseOrderState state, DateOnly expectedOn, DateOnly today) =>
        state is not (PurchaseOrderState.Sent or PurchaseOrderState.PartlyReceived) ? NotPromised.NotSent
        : expectedOn < today ? NotPromised.Overdue
        : null;
}
