using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Stock;

/// <summary>What the movements' endpoints share: PUT under a caller-made id, GET of the same.</summary>
internal static class Movement
{
    /// <summary>The stock grain of the path.</summary>
    public static IStockGrain StockOf(this IGrainFactory grains, string store, string sku) => grains.GetGrain<IStockGrain>(StockKey.Of(store, sku));

    /// <summary>The answer to a PUT.</summary>
    public static IResult Reply(HttpContext http, Answer<MovementView> answer) =>
        Http.Reply.Put(http, answer.Then(it => it.SeenBy(http.Identity())), Wire.Json.MovementView, movement => movement.Version);

    /// <summary>Maps the GET beside a PUT.</summary>
    public static void MapGet(IEndpointRouteBuilder stock, string collection, string operation, string summary, MovementKind kind) =>
        stock.MapGet($"/{collection}/{{id}}", async (string store, string sku, string id, HttpContext http, IGrainFactory grains) =>
                Http.Reply.Get((await grains.StockOf(store, sku).GetMovement(kind, id)).Then(it => it.SeenBy(http.Identity())), http, Wire.Json.MovementView, movement => movement.Version))
            .Operation(operation).Describe("stock", summary).Gives<MovementView>();
}
