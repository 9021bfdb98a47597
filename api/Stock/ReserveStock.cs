using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Stock;

/// <summary>Asks to hold stock for a while.</summary>
/// <param name="Quantity">Above 0, at most 3 decimals.</param>
/// <param name="TtlSeconds">1 to 86,400, bookings to 400 days; the store's default when absent.</param>
/// <param name="Lot">A chosen lot in place of the picking rule.</param>
/// <param name="MinShelfLifeDays">Life that must be left.</param>
/// <param name="ForDate">A booking: holds the quantity for that day and pins lots later.</param>
internal sealed record ReserveStockBody(
    [property: Needed] Num Quantity,
    string? Unit,
    int? TtlSeconds,
    string? Lot,
    string? LotReason,
    int? MinShelfLifeDays,
    string? ForDate)
{
    public Contracts.ReserveStock ToCommand(string id, Check check, Caller by)
    {
        var forDate = check.Day("forDate", ForDate);
        return new(
            id, check.Quantity("quantity", Quantity), check.Unit(Unit),
            check.Hold("ttlSeconds", TtlSeconds, forDate is null ? Limits.MaxHold : Limits.MaxBookingHold), null,
            check.OptionalLot("lot", Lot), check.OptionalText("lotReason", LotReason), check.Whole("minShelfLifeDays", MinShelfLifeDays, 0, 36_500),
            forDate, false, by);
    }
}

/// <summary>Reserves stock.</summary>
internal static class ReserveStock
{
    public static void Map(IEndpointRouteBuilder stock) => stock.MapPut("/reservations/{id}", Handle)
        .Operation("ReserveStock").Describe("stock", "Reserve stock; the same id and body again gets the first answer").Takes<ReserveStockBody>().Puts<ReservationView>();

    private static async Task<IResult> Handle(string store, string sku, string id, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.ReserveStockBody);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = body.ToCommand(id, check, http.Caller());
        return check.Failed ? Problems.Of(check)
            : Reply.Put(http, await grains.StockOf(store, sku).Reserve(ask), Wire.Json.ReservationView, reservation => reservation.Version);
    }
}
