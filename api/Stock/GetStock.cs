using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Stock;

/// <summary>The position of one SKU in one store.</summary>
internal static class GetStock
{
    public static void Map(IEndpointRouteBuilder stock) => stock.MapGet("", Handle)
        .Operation("GetStock").Describe("stock", "On hand, reserved, available and the lots of one SKU in one store").Gives<StockJson>();

    private static async Task<IResult> Handle(string store, string sku, HttpContext http, IGrainFactory grains) =>
        await grains.GetGrain<IStockGrain>(StockKey.Of(store, sku)).Get() is { } view
            ? Reply.Get(StockJson.Of(view.SeenBy(http.Identity())), Wire.Json.StockJson, view.Version, timeMatters: true)
            : await Unknown(store, sku, http, grains);

    /// <summary>Which of the two is unknown.</summary>
    public static async Task<IResult> Unknown(string store, string sku, HttpContext http, IGrainFactory grains) =>
        Problems.From(new(await grains.GetGrain<IStoreGrain>(store).Get() is null ? RefusalKind.UnknownStore : RefusalKind.UnknownSku, Store: store, Sku: sku), http);
}
