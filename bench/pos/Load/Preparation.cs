using System.Globalization;
using BeautyGrains.Bench.Pos.Http;
using BeautyGrains.Bench.Pos.Record;
using BeautyGrains.Bench.Pos.Views;

namespace BeautyGrains.Bench.Pos.Load;

/// <summary>Makes stores, SKUs and receipts to work on.</summary>
public sealed class Preparation(Settings settings, Wire wire, Pages pages, Till till, Book book, string run)
{
    private const int LotsPerStock = 3;

    /// <summary>Makes the catalogue. What is there already stays.</summary>
    public async Task<WorkingSet> Catalogue(CancellationToken stop)
    {
        var stores = Enumerable.Range(1, settings.Stores).Select(i => $"pos-store-{i}").ToList();
        var skus = Enumerable.Range(1, settings.Skus).Select(i => string.Create(CultureInfo.InvariantCulture, $"pos-sku-{i:00000}")).ToList();
        await Each.InParallel(stores, settings.Terminals, store => Put($"/v1/stores/{store}", $$"""{"name":"{{store}}","timeZone":"Asia/Shanghai"}""", stop));
        await Each.InParallel(skus, settings.Terminals, sku => Put($"/v1/skus/{sku}", $$"""{"name":"{{sku}}","unit":"piece"}""", stop));
        return new(stores, skus);
    }

    /// <summary>Takes down what every stock of the set has before anything is done.</summary>
    public Task Baselines(WorkingSet set, Action step, CancellationToken stop) =>
        Each.InParallel(set.Keys, settings.Terminals, async key =>
        {
            var stock = await pages.Get(key.Path, stop) ?? throw new ReadFailedException($"The server does not know {key}.");
            book.Begin(key, StockRead.From(stock));
            step();
        });

    /// <summary>Receives stock in several lots; a hundredth of it for hot SKUs.</summary>
    public Task Receipts(WorkingSet set, Action step, CancellationToken stop)
    {
        var hot = set.Skus.Take(set.Hot).ToHashSet(StringComparer.Ordinal);
        return Each.InParallel(set.Keys, settings.Terminals, async key =>
        {
            var perLot = Math.Max(1, decimal.Floor(settings.Stock / LotsPerStock / (hot.Contains(key.Sku) ? 100 : 1)));
            for (var lot = 1; lot <= LotsPerStock; lot++)
                await till.Do(Asks.Receipt($"{run}-{lot}", key, perLot, $"L{lot}"), Manner.Plain, new(0), stop);
            step();
        });
    }

    private async Task Put(string path, string body, CancellationToken stop)
    {
        var reply = await wire.Send("prepare", HttpMethod.Put, path, body, null, stop);
        if (!reply.IsAcknowledged) throw new ReadFailedException($"PUT {path}: {reply.Trouble ?? $"{reply.Status} {reply.ProblemType}"}");
    }
}

/// <summary>Does something with each of many, a few at a time.</summary>
public static class Each
{
    /// <summary>At most <paramref name="width"/> at a time; the first failure ends it.</summary>
    public static Task InParallel<T>(IEnumerable<T> items, int width, Func<T, Task> act) =>
        Parallel.ForEachAsync(items, new ParallelOptions { MaxDegreeOfParallelism = width }, async (item, _) => await act(item));
}
