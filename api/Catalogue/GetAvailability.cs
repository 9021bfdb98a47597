using System.Collections.Concurrent;
using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Api.Catalogue;

/// <summary>One SKU over all stores, in its base unit.</summary>
/// <param name="Available">Σ of the stores.</param>
/// <param name="AsOf">With source=list: how far the list had followed the journal.</param>
internal sealed record AvailabilityJson(
    string Sku, string Unit, decimal OnHand, decimal Reserved, decimal Available, IReadOnlyList<StoreAvailability> Stores, AsOfJson? AsOf = null)
{
    public static AvailabilityJson Of(string sku, SkuView known, IReadOnlyList<StoreAvailability> stores, AsOfJson? asOf = null) => new(
        sku, known.Record.Unit, stores.Sum(it => it.OnHand), stores.Sum(it => it.Reserved), stores.Sum(it => it.Available), stores, asOf);
}

/// <summary>
/// Every store that the key covers: either asks each, some at a time, or looks into the list that follows them, which takes the same short time for
/// a thousand stores as for one and tells as of when it answers.
/// </summary>
internal static class GetAvailability
{
    private const int AtATime = 32;

    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/skus/{sku}/availability", Handle)
        .Operation("GetAvailability").Describe("catalogue", "One SKU over all stores that the key covers").Gives<AvailabilityJson>();

    private static async Task<IResult> Handle(
        string sku, string? source, HttpContext http, IGrainFactory grains, StreamDirectory directory, IAvailabilityList list, TimeProvider clock)
    {
        var check = new Check();
        if (source is not (null or "stores" or "list")) check.Add("source", "must-be-one-of:stores,list");
        if (check.Failed) return Problems.Of(check);
        if (await grains.GetGrain<ISkuGrain>(sku).Get() is not { } known) return Problems.From(new(RefusalKind.UnknownSku, Sku: sku), http);
        var own = Filters.StoresOf(http, null);
        var answer = source == "list" ? await Listed(sku, known, own, list, clock, http.RequestAborted) : await Asked(sku, known, own, grains, directory, http.RequestAborted);
        return Reply.Ok(answer, Wire.Json.AvailabilityJson);
    }

    // It waits for nobody: how far the list has come is told.
    private static async Task<AvailabilityJson> Listed(
        string sku, SkuView known, IReadOnlyCollection<string>? own, IAvailabilityList list, TimeProvider clock, CancellationToken cancel)
    {
        var (lines, asOf) = await list.Of(sku, own, clock.GetUtcNow(), cancel);
        return AvailabilityJson.Of(sku, known, lines, AsOfJson.Of(asOf));
    }

    private static async Task<AvailabilityJson> Asked(
        string sku, SkuView known, IReadOnlyCollection<string>? own, IGrainFactory grains, StreamDirectory directory, CancellationToken cancel)
    {
        var stores = own ?? await directory.AllStores(cancel);
        var found = new ConcurrentBag<StockView>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancel };
        await Parallel.ForEachAsync(stores, options, async (store, _) =>
        {
            if (await grains.GetGrain<IStockGrain>(StockKey.Of(store, sku)).Get() is { } stock) found.Add(stock);
        });
        return AvailabilityJson.Of(sku, known, [.. found.OrderBy(stock => stock.Store, StringComparer.Ordinal)
            .Select(it => new StoreAvailability(it.Store, it.OnHand, it.Reserved, it.Available, it.InTransitIn, it.Version))]);
    }
}
