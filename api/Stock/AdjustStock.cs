using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Stock;

/// <summary>A correction of the book.</summary>
/// <param name="Quantity">Signed, not 0, at most 3 decimals.</param>
/// <param name="Lot">Absent: the picking rule's lots when below 0, the only lot when above.</param>
/// <param name="Reason">1 to 500 characters.</param>
internal sealed record AdjustStockBody([property: Needed] Num Quantity, string? Unit, string? Lot, [property: Needed] string? Reason)
{
    public Contracts.AdjustStock ToCommand(string id, Check check, Caller by) => new(
        id, check.SignedQuantity("quantity", Quantity), check.Unit(Unit), check.OptionalLot("lot", Lot), check.Text("reason", Reason), by);
}

/// <summary>Corrects the book by a signed quantity.</summary>
internal static class AdjustStock
{
    public static void Map(IEndpointRouteBuilder stock)
    {
        stock.MapPut("/adjustments/{id}", Handle)
            .Operation("AdjustStock").Describe("stock", "Adjustment by a signed quantity").Takes<AdjustStockBody>().Puts<MovementView>();
        Movement.MapGet(stock, "adjustments", "GetAdjustment", "An adjustment", MovementKind.Adjustment);
    }

    private static async Task<IResult> Handle(string store, string sku, string id, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.AdjustStockBody);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = body.ToCommand(id, check, http.Caller());
        return check.Failed ? Problems.Of(check) : Movement.Reply(http, await grains.StockOf(store, sku).Adjust(ask));
    }
}
