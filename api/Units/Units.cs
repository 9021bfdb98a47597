using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Stock;

namespace BeautyGrains.Api.Units;

/// <summary>Serials for units that are here without.</summary>
internal sealed record CodeUnitsBody([property: Needed] string? Lot, [property: Needed] IReadOnlyList<string?>? Serials)
{
    public Contracts.CodeUnits ToCommand(string id, Check check, Caller by)
    {
        if (Serials is null) check.Add("serials", "required");
        else if (Serials.Count == 0) check.Add("serials", "must-not-be-empty");
        return new(id, check.Lot("lot", Lot), check.Serials(Serials) ?? [], by);
    }
}

/// <summary>The serialised units of a stock, by lot.</summary>
internal sealed record UnitItems(IReadOnlyList<LotUnits> Items);

/// <summary>Serialised units of one SKU in one store.</summary>
internal static class UnitCalls
{
    public static void Map(IEndpointRouteBuilder stock)
    {
        stock.MapPut("/codings/{id}", Code).Operation("CodeUnits").Describe("units", "Give serials to units that are here without").Takes<CodeUnitsBody>().Puts<LotUnits>();
        stock.MapGet("/units", List).Operation("ListUnits").Describe("units", "The serialised units that are here, by lot").Gives<UnitItems>();
    }

    private static async Task<IResult> Code(string store, string sku, string id, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.CodeUnitsBody);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = body.ToCommand(id, check, http.Caller());
        return check.Failed ? Problems.Of(check) : Reply.Put(http, await grains.StockOf(store, sku).CodeUnits(ask), Wire.Json.LotUnits, it => it.Version);
    }

    private static async Task<IResult> List(string store, string sku, HttpContext http, IGrainFactory grains)
    {
        var stock = grains.StockOf(store, sku);
        if (await stock.Get() is null) return await GetStock.Unknown(store, sku, http, grains);
        return Reply.Ok(new UnitItems([.. await stock.GetUnits()]), Wire.Json.UnitItems);
    }
}
