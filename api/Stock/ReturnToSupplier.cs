using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Stock;

/// <summary>Goods of one lot that go back to the supplier.</summary>
/// <param name="Quantity">Above 0, at most 3 decimals.</param>
internal sealed record ReturnToSupplierBody([property: Needed] Num Quantity, string? Unit, [property: Needed] string? Lot, string? Supplier, string? Reason, string? Document, IReadOnlyList<string?>? Serials = null)
{
    public Contracts.ReturnToSupplier ToCommand(string id, Check check, Caller by) => new(
        id, check.Quantity("quantity", Quantity), check.Unit(Unit), check.Lot("lot", Lot), check.OptionalText("supplier", Supplier, 200),
        check.OptionalText("reason", Reason), check.OptionalText("document", Document, 200), by, check.Serials(Serials));
}

/// <summary>Sends goods of a lot back, whatever its status.</summary>
internal static class ReturnToSupplier
{
    public static void Map(IEndpointRouteBuilder stock)
    {
        stock.MapPut("/supplier-returns/{id}", Handle)
            .Operation("ReturnToSupplier").Describe("stock", "Return of a lot to the supplier").Takes<ReturnToSupplierBody>().Puts<MovementView>();
        Movement.MapGet(stock, "supplier-returns", "GetSupplierReturn", "A supplier return", MovementKind.SupplierReturn);
    }

    private static async Task<IResult> Handle(string store, string sku, string id, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.ReturnToSupplierBody);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = body.ToCommand(id, check, http.Caller());
        return check.Failed ? Problems.Of(check) : Movement.Reply(http, await grains.StockOf(store, sku).ReturnToSupplier(ask));
    }
}
