using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Stock;

/// <summary>How long from now on.</summary>
/// <param name="TtlSeconds">1 to 86,400, bookings to 400 days.</param>
internal sealed record ExtendReservationBody([property: Needed] int? TtlSeconds);

/// <summary>Lets a reservation end at now + ttlSeconds.</summary>
internal static class ExtendReservation
{
    public static void Map(IEndpointRouteBuilder stock) => stock.MapPost("/reservations/{id}/extend", Handle)
        .Operation("ExtendReservation").Describe("stock", "Let a reservation end ttlSeconds from now").Takes<ExtendReservationBody>().Gives<ReservationView>();

    private static async Task<IResult> Handle(string store, string sku, string id, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.ExtendReservationBody);
        if (bad is not null) return bad;
        var check = new Check();
        if (body.TtlSeconds is null) check.Add("ttlSeconds", "required");
        // The grain knows whether it is a booking and refuses what is too long for a plain hold.
        var hold = check.Hold("ttlSeconds", body.TtlSeconds, Limits.MaxBookingHold);
        var request = IdempotencyKey.Of(http, check);
        return check.Failed ? Problems.Of(check)
            : Reply.Post(http, await grains.StockOf(store, sku).Extend(new(id, hold!.Value, http.Caller(), request)), Wire.Json.ReservationView);
    }
}
