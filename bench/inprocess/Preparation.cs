using BeautyGrains.Contracts;
using Orleans;

namespace BeautyGrains.Bench.InProcess;

/// <summary>Makes stores, SKUs and three lots of every SKU in every store, of different expiry, with stock that no run uses up.</summary>
internal sealed class Preparation(IGrainFactory grains, Grid grid)
{
    private const int AtATime = 512;
    private const decimal Plenty = 300_000_000;

    // In the order of receipt, so that the picking rule has to choose: the second one expires first.
    private static readonly (string Lot, Expiry Expires)[] s_lots = [("L1", On(2098)), ("L2", On(2097)), ("L3", On(2099))];

    public async Task Run()
    {
        await Each(Enumerable.Range(0, grid.Stores).Select(Grid.Store).Append(Grid.HotStore), async store =>
            Done(await grains.GetGrain<IStoreGrain>(store).Put(new(new(store, "Asia/Shanghai"), null, Caller.House))));
        await Each(Enumerable.Range(0, grid.Skus).Select(Grid.Sku).Append(Grid.HotSku), async sku =>
            Done(await grains.GetGrain<ISkuGrain>(sku).Put(new(new(sku, "piece"), null, Caller.House))));
        var keys = from store in Enumerable.Range(0, grid.Stores)
                   from sku in Enumerable.Range(0, grid.Skus)
                   select StockKey.Of(Grid.Store(store), Grid.Sku(sku));
        await Each(keys.Append(StockKey.Of(Grid.HotStore, Grid.HotSku)), Stock);
    }

    private async Task Stock(string key)
    {
        var stock = grains.GetGrain<IStockGrain>(key);
        foreach (var (lot, expires) in s_lots)
            Done(await stock.Receive(new($"opening-{lot}", Plenty, null, lot, expires, null, null, null, null, null, null, LotStatus.Released, null, Caller.House)));
    }

    private static Expiry On(int year) => new($"{year}-12-31", new(year, 12, 31), DatePrecision.Day, ExpiryKind.ValidThrough);

    private static void Done<T>(Answer<T> answer)
        where T : class
    {
        if (answer.Refusal is { } refusal) throw new InvalidOperationException($"The preparation was refused: {refusal}");
    }

    private static Task Each(IEnumerable<string> keys, Func<string, Task> act) =>
        Parallel.ForEachAsync(keys, new ParallelOptions { MaxDegreeOfParallelism = AtATime }, async (key, _) => await act(key));
}
