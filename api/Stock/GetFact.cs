using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Api.Stock;

/// <summary>A recorded fact, with its incident as it now stands.</summary>
internal static class GetFact
{
    public static void Map(IEndpointRouteBuilder stock) => stock.MapGet("/facts/{id}", Handle)
        .Operation("GetFact").Describe("stock", "A recorded fact with its incident").Gives<FactView>();

    private static async Task<IResult> Handle(string store, string sku, string id, HttpContext http, IGrainFactory grains, FactRecords facts)
    {
        var stock = grains.StockOf(store, sku);
        if (await stock.Get() is null) return await GetStock.Unknown(store, sku, http, grains);
        return await facts.Find(new(store, sku), id, await stock.GetIncidents(), http.RequestAborted) is { } fact
            ? Reply.Get(fact.SeenBy(http.Identity()), Wire.Json.FactView, fact.Version, timeMatters: true)
            : Problems.From(new(RefusalKind.UnknownMovement), http);
    }
}
