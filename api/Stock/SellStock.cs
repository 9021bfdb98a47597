using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.Api.Scans;

namespace BeautyGrains.Api.Stock;

/// <summary>A goods issue without a reservation.</summary>
/// <param name="Quantity">Above 0, at most 3 decimals.</param>
/// <param name="Lot">Absent for the SKU's picking rule.</param>
/// <param name="Serial">Of the unit, with its lot.</param>
/// <param name="Code">What was scanned: gives lot and serial where they are not named beside it.</param>
/// <param name="Client">Number of the client who gets the goods.</param>
/// <param name="Bin">Take from this bin, with its lot.</param>
/// <param name="Document">Such as the number of the sales receipt.</param>
internal sealed record SellStockBody([property: Needed] Num Quantity, string? Unit, string? Lot, string? Document, string? Serial, string? Code, string? Client, IReadOnlyList<string?>? Serials = null, string? Bin = null)
{
    /// <summary>With what the code says. One without a lot only shows that it is the right product.</summary>
    public async ValueTask<SellStockBody> Scanned(GoodsScan scan)
    {
        if (await scan.Read(Code!, "code") is not { } goods) return this;
        scan.UnitIsTold(goods, Unit);
        return goods.Lot is null && Lot is null
            ? this with { Code = null }
            : this with { Lot = await scan.LotIn(goods, Lot), Serial = Serial ?? goods.Code.Serial };
    }

    public Contracts.SellStock ToCommand(string id, MovementKind use, Check check, Caller by) => new(
        id, check.Quantity("quantity", Quantity), check.Unit(Unit), check.OptionalLot("lot", Lot), use, check.OptionalText("document", Document, 200), by,
        check.OptionalText("serial", Serial, Limits.MaxSerial), Code, check.OptionalClient(Client), check.Serials(Serials), check.OptionalId("bin", Bin));
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

    private static Task<IResult> Handle(string store, string sku, string id, HttpContext http, IGrainFactory grains, TimeProvider clock) =>
        Issue(MovementKind.Sale, store, sku, id, http, grains, clock);

    /// <summary>A sale or consumption.</summary>
    public static async Task<IResult> Issue(MovementKind use, string store, string sku, string id, HttpContext http, IGrainFactory grains, TimeProvider clock)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.SellStockBody);
        if (bad is not null) return bad;
        var check = new Check();
        var scan = body.Code is null ? null : new GoodsScan(store, sku, check, grains, clock);
        if (scan is not null) body = await body.Scanned(scan);
        var ask = body.ToCommand(id, use, check, http.Caller());
        if (check.Failed) return Problems.Of(check);
        return scan?.Refused is { } refused ? Problems.From(refused, http) : Movement.Reply(http, await grains.StockOf(store, sku).Sell(ask));
    }
}
