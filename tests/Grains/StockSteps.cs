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

    public static Task Block(this House house, string store, string sku, string lot = "L1") =>
        house.Stock(store, sku).SetLotStatus(new(lot, LotStatus.Held, "Smells odd.", House.By));

    /// <summary>Nothing is left for a sweep to do.</summary>
    public static async Task NothingIsOpen(this House house)
    {
        foreach (var category in new[] { "basket", "transfer", "batch" })
            await foreach (var stream in house.Journal.OpenStreams(category))
                throw new ShouldAssertException($"{stream} is still open.");
    }
}
