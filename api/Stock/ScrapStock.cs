using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;

namespace BeautyGrains.Api.Stock;

/// <summary>Unusable goods.</summary>
/// <param name="Quantity">Above 0, at most 3 decimals.</param>
/// <param name="Bin">Take from this bin, with its lot.</param>
/// <param name="Reason">1 to 500 characters.</param>
internal sealed record ScrapStockBody([property: Needed] Num Quantity, string? Unit, string? Lot, [property: Needed] string? Reason, IReadOnlyList<string?>? Serials = null, string? Bin = null)
{
    public Contracts.ScrapStock ToCommand(string id, Check check, Caller by) => new(
        id, check.Quantity("quantity", Quantity), check.Unit(Unit), check.OptionalLot("lot", Lot), check.Text("reason", Reason), by, check.Serials(Serials), check.OptionalId("bin", Bin));
}

/// <summary>Takes unusable goods out, whatever their status.</summary>
internal static class ScrapStock
{
    public static void Map(IEndpointRouteBuilder stock)
    {
        stock.MapPut("/scraps/{id}", Handle)
            .Operation("ScrapStock").Describe("stock", "Scrap").Takes<ScrapStockBody>().Puts<MovementView>();
        Movement.MapGet(stock, "scraps", "GetScrap", "A scrap", MovementKind.Scrap);
    }

    private static async Task<IResult> Handle(string store, string sku, string id, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.ScrapStockBody);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = body.ToCommand(id, check, http.Caller());
        return check.Failed ? Problems.Of(check) : Movement.Reply(http, await grains.StockOf(store, sku).Scrap(ask));
    }
}
