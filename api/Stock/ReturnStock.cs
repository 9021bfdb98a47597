using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Stock;

/// <summary>Goods that a client brings back.</summary>
/// <param name="Quantity">Above 0, at most 3 decimals.</param>
/// <param name="Lot">Needed where the stock has more than one lot.</param>
/// <param name="Client">Number of the client who brings them.</param>
/// <param name="Disposition">stock, quarantine or scrap.</param>
internal sealed record ReturnStockBody([property: Needed] Num Quantity, string? Unit, string? Lot, [property: Needed] string? Disposition, string? Reason, string? Document, string? Client, IReadOnlyList<string?>? Serials = null)
{
    public Contracts.ReturnStock ToCommand(string id, Check check, Caller by) => new(
        id, check.Quantity("quantity", Quantity), check.Unit(Unit), check.OptionalLot("lot", Lot), check.Word<ReturnDisposition>("disposition", Disposition),
        check.OptionalText("reason", Reason), check.OptionalText("document", Document, 200), by, check.OptionalClient(Client), check.Serials(Serials));
}

/// <summary>Takes goods back from a client.</summary>
internal static class ReturnStock
{
    public static void Map(IEndpointRouteBuilder stock)
    {
        stock.MapPut("/returns/{id}", Handle)
            .Operation("ReturnStock").Describe("stock", "Customer return, to stock, quarantine or scrap").Takes<ReturnStockBody>().Puts<MovementView>();
        Movement.MapGet(stock, "returns", "GetReturn", "A customer return", MovementKind.CustomerReturn);
    }

    private static async Task<IResult> Handle(string store, string sku, string id, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.ReturnStockBody);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = body.ToCommand(id, check, http.Caller());
        return check.Failed ? Problems.Of(check) : Movement.Reply(http, await grains.StockOf(store, sku).Return(ask));
    }
}
