using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Stock;

/// <summary>Pins a reservation to lots anew: after one was blocked, or at the start of a booked service.</summary>
internal static class RepinReservation
{
    public static void Map(IEndpointRouteBuilder stock) => stock.MapPost("/reservations/{id}/repin", Handle)
        .Operation("RepinReservation").Describe("stock", "Pin lots anew by the picking rule").Gives<ReservationView>();

    private static async Task<IResult> Handle(string store, string sku, string id, HttpContext http, IGrainFactory grains) =>
        await JsonBody.None(http) is { } bad ? bad
        : Reply.Post(http, await grains.StockOf(store, sku).Repin(new(id, http.Caller())), Wire.Json.ReservationView);
}
