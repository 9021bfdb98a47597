using System.Collections.Concurrent;
using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Api.Catalogue;

/// <summary>One SKU over all stores, in its base unit.</summary>
/// <param name="Available">Σ of the stores.</param>
internal sealed record AvailabilityJson(string Sku, string Unit, decimal OnHand, decimal Reserved, decimal Available, IReadOnlyList<StoreAvailability> Stores);

/// <summary>One SKU in one store.</summary>
internal sealed record StoreAvailability(string Store, decimal OnHand, decimal Reserved, decimal Available, decimal InTransitIn, long Version);

/// <summary>Asks every store that the key covers, some at a time.</summary>
internal static class GetAvailability
{
    private const int AtATime = 32;

    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/skus/{sku}/availability", Handle)
        .Operation("GetAvailability").Describe("catalogue", "One SKU over all stores that the key covers").Gives<AvailabilityJson>();

    private static async Task<IResult> Handle(string sku, HttpContext http, IGrainFactory grains, StreamDirectory directory)
    {
        if (await grains.GetGrain<ISkuGrain>(sku).Get() is not { } known) return Problems.From(new(RefusalKind.UnknownSku, Sku: sku), http);
        IEnumerable<string> stores = http.Identity().Stores is { } own ? own.Order(StringComparer.Ordinal) : await directory.AllStores(http.RequestAborted);
        var found = new ConcurrentBag<StockView>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = http.RequestAborted };
        await Parallel.ForEachAsync(stores, options, async (store, _) =>
        {
            if (await grains.GetGrain<IStockGrain>(StockKey.Of(store, sku)).Get() is { } stock) found.Add(stock);
        });
        var lines = found.OrderBy(stock => stock.Store, StringComparer.Ordinal)
            .Select(it => new StoreAvailability(it.Store, it.OnHand, it.Reserved, it.Available, it.InTransitIn, it.Version)).ToList();
        return Reply.Ok(new AvailabilityJson(sku, known.Record.Unit, lines.Sum(it => it.OnHand), lines.Sum(it => it.Reserved), lines.Sum(it => it.Available), lines), Wire.Json.AvailabilityJson);
    }
}
