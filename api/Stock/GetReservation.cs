using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Stock;

/// <summary>A reservation, open or remembered.</summary>
internal static class GetReservation
{
    public static void Map(IEndpointRouteBuilder stock) => stock.MapGet("/reservations/{id}", Handle)
        .Operation("GetReservation").Describe("stock", "A reservation").Gives<ReservationView>();

    private static async Task<IResult> Handle(string store, string sku, string id, HttpContext http, IGrainFactory grains) =>
        Reply.Get(await grains.StockOf(store, sku).GetReservation(id), http, Wire.Json.ReservationView, it => it.Version, timeMatters: true);
}
