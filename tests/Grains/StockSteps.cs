using BeautyGrains.Contracts;

namespace BeautyGrains.Grains.Tests;

/// <summary>Short ways to put stock in place and to look at it.</summary>
public static class StockSteps
{
    public static IStockGrain Stock(this House house, string store, string sku) => house.Grains.GetGrain<IStockGrain>(StockKey.Of(store, sku));

    public static IBasketGrain Basket(this House house, string id) => house.Grains.GetGrain<IBasketGrain>(id);

    public static IBatchGrain Batch(this House house, string id) => house.Grains.GetGrain<IBatchGrain>(id);

    public static ITransferGrain Transfer(this House house, string id) => house.Grains.GetGrain<ITransferGrain>(id);

    public static async Task Receive(this House house, string store, string sku, decimal quantity, string lot = "L1", string? id = null) =>
        (await house.Stock(store, sku).Receive(new(
            id ?? $"R-{store}-{sku}-{lot}", quantity, null, lot, null, null, null, null, null, null, null, LotStatus.Released, null, House.By))).Refusal.ShouldBeNull();

    public static async Task<StockView> Look(this House house, string store, string sku) => (await house.Stock(store, sku).Get()).ShouldNotBeNull();

    /// <summary>
    /// Nine days go by with so much trade in a stock that nothing before is in its memory any more, and nothing in its filters but what was last;
    /// then ids are forgotten by their age.
    /// </summary>
    public static async Task NineBusyDays(this House house, string store, string sku)
    {
        // The first fill the memory and drive the oldest into a filter; the last are just enough to drop that filter.
        await Trade("first", IdMemory.Kept + IdMemory.Slack);
        house.Clock.Advance(TimeSpan.FromDays(9));
        await Trade("last", IdMemory.Slack);
        await house.Journal.ForgetCommands(house.Clock.GetUtcNow() - TimeSpan.FromHours(1));

        async Task Trade(string day, int count)
        {
            var adjustments = Enumerable.Range(0, count).Select(i => house.Stock(store, sku).Adjust(new($"{day}-{i}", i % 2 == 0 ? 1 : -1, null, "busy", "Trade.", House.By)));
            foreach (var answer in await Task.WhenAll(adjustments)) answer.Refusal.ShouldBeNull();
        }
    }

    public static Task Block(this House house, string store, string sku, string lot = "L1") =>
        house.Stock(store, sku).SetLotStatus(new(lot, LotStatus.Held, "Smells odd.", House.By));

    /// <summary>Nothing is left for a sweep to do.</summary>
    public static async Task NothingIsOpen(this House house)
    {
        foreach (var category in new[] { "basket", "transfer", "batch", "purchase-order", "receipt" })
            await foreach (var stream in house.Journal.OpenStreams(category))
                throw new ShouldAssertException($"{stream} is still open.");
    }
}
