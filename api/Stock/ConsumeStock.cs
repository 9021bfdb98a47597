using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Stock;

/// <summary>Goods used up in a service.</summary>
internal static class ConsumeStock
{
    public static void Map(IEndpointRouteBuilder stock)
    {
        stock.MapPut("/consumptions/{id}", Handle)
            .Operation("ConsumeStock").Describe("stock", "Service consumption without a reservation").Takes<SellStockBody>().Puts<MovementView>();
        Movement.MapGet(stock, "consumptions", "GetConsumption", "A service consumption", MovementKind.ServiceConsumption);
    }

    private static Task<IResult> Handle(string store, string sku, string id, HttpContext http, IGrainFactory grains, TimeProvider clock) =>
        SellStock.Issue(MovementKind.ServiceConsumption, store, sku, id, http, grains, clock);
}
