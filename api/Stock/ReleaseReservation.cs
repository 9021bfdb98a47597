using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Stock;

/// <summary>Gives up a reservation. Releasing a released one again is fine.</summary>
internal static class ReleaseReservation
{
    public static void Map(IEndpointRouteBuilder stock) => stock.MapPost("/reservations/{id}/release", Handle)
        .Operation("ReleaseReservation").Describe("stock", "Give up a reservation").Gives<ReservationView>();

    private static async Task<IResult> Handle(string store, string sku, string id, HttpContext http, IGrainFactory grains) =>
        await JsonBody.None(http) is { } bad ? bad
        : Reply.Post(http, await grains.StockOf(store, sku).Release(new(id, http.Caller())), Wire.Json.ReservationView);
}
