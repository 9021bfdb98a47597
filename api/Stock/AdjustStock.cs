using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.Api.Scans;

namespace BeautyGrains.Api.Stock;

/// <summary>A correction of the book.</summary>
/// <param name="Quantity">Signed, not 0, at most 3 decimals.</param>
/// <param name="Lot">Absent: the picking rule's lots when below 0, the only lot when above.</param>
/// <param name="Code">What was scanned: gives the lot where it is not named beside it.</param>
/// <param name="Bin">The bin that the difference is in, with its lot.</param>
/// <param name="Reason">1 to 500 characters.</param>
internal sealed record AdjustStockBody([property: Needed] Num Quantity, string? Unit, string? Lot, [property: Needed] string? Reason, string? Code, IReadOnlyList<string?>? Serials = null, string? Bin = null)
{
    /// <summary>With what the code says.</summary>
    public async ValueTask<AdjustStockBody> Scanned(GoodsScan scan)
    {
        if (await scan.Read(Code!, "code") is not { } goods) return this;
        scan.UnitIsTold(goods, Unit);
        return this with { Lot = await scan.LotIn(goods, Lot, mustBeOne: true) };
    }

    public Contracts.AdjustStock ToCommand(string id, Check check, Caller by) => new(
        id, check.SignedQuantity("quantity", Quantity), check.Unit(Unit), check.OptionalLot("lot", Lot), check.Text("reason", Reason), by, check.Serials(Serials), check.OptionalId("bin", Bin));
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

    private static async Task<IResult> Handle(string store, string sku, string id, HttpContext http, IGrainFactory grains, TimeProvider clock)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.AdjustStockBody);
        if (bad is not null) return bad;
        var check = new Check();
        var scan = body.Code is null ? null : new GoodsScan(store, sku, check, grains, clock);
        if (scan is not null) body = await body.Scanned(scan);
        var ask = body.ToCommand(id, check, http.Caller());
        if (check.Failed) return Problems.Of(check);
        return scan?.Refused is { } refused ? Problems.From(refused, http) : Movement.Reply(http, await grains.StockOf(store, sku).Adjust(ask));
    }
}
