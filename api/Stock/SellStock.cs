using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Stock;

/// <summary>A goods issue without a reservation.</summary>
/// <param name="Quantity">Above 0, at most 3 decimals.</param>
/// <param name="Lot">Absent for the SKU's picking rule.</param>
/// <param name="Document">Such as the number of the sales receipt.</param>
internal sealed record SellStockBody([property: Needed] Num Quantity, string? Unit, string? Lot, string? Document)
{
    public Contracts.SellStock ToCommand(string id, MovementKind use, Check check, Caller by) => new(
        id, check.Quantity("quantity", Quantity), check.Unit(Unit), check.OptionalLot("lot", Lot), use, check.OptionalText("document", Document, 200), by);
}

/// <summary>A sale.</summary>
internal static class SellStock
{
    public static void Map(IEndpointRouteBuilder stock)
    {
        stock.MapPut("/sales/{id}", Handle)
            .Operation("SellStock").Describe("stock", "Sale without a reservation").Takes<SellStockBody>().Puts<MovementView>();
        Movement.MapGet(stock, "sales", "GetSale", "A sale", MovementKind.Sale);
    }

    private static Task<IResult> Handle(string store, string sku, string id, HttpContext http, IGrainFactory grains) =>
        Issue(MovementKind.Sale, store, sku, id, http, grains);

    /// <summary>A sale or consumption.</summary>
    public static async Task<IResult> Issue(MovementKind use, string store, string sku, string id, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.SellStockBody);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = body.ToCommand(id, use, check, http.Caller());
        return check.Failed ? Problems.Of(check) : Movement.Reply(http, await grains.StockOf(store, sku).Sell(ask));
    }
}
