using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.People;
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
    public static void MapOnSku(IEndpointRouteBuilder v1)
    {
        v1.MapGet("/skus/{sku}/serials/{serial}", Get).Operation("GetUnit").Describe("units", "Which store holds a serialised unit, and whether it was seen in another one").Gives<UnitView>();
        v1.MapPost("/skus/{sku}/serials/{serial}/settle", Settle).Operation("SettleDiversion").Describe("units", "Close a diversion: somebody has found out why the unit was in another store").Takes<ReasonBody>().Gives<UnitView>();
    }

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

    private static async Task<IResult> Get(string sku, string serial, HttpContext http, IGrainFactory grains) =>
        await grains.GetGrain<IUnitGrain>(UnitKey.Of(sku, serial)).View() is not { } unit ? Problems.From(new(RefusalKind.UnknownUnit), http)
        : Concerns(http, unit) ? Reply.Get(unit, Wire.Json.UnitView, unit.Version)
        : Problems.Of(ProblemType.Forbidden);

    private static async Task<IResult> Settle(string sku, string serial, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.ReasonBody);
        if (bad is not null) return bad;
        var check = new Check();
        var reason = check.Text("reason", body.Reason);
        if (check.Failed) return Problems.Of(check);
        var unit = grains.GetGrain<IUnitGrain>(UnitKey.Of(sku, serial));
        if (await unit.View() is not { } known) return Problems.From(new(RefusalKind.UnknownUnit), http);
        return Concerns(http, known) ? Reply.Post(http, await unit.Settle(new(reason, http.Caller())), Wire.Json.UnitView) : Problems.Of(ProblemType.Forbidden);
    }

    private static bool Concerns(HttpContext http, UnitView unit) =>
        http.Identity().Stores is null || (unit.Claim is { } held && http.Identity().Covers(held.Store)) || (unit.Diversion is { } seen && http.Identity().Covers(seen.Store));

    private static async Task<IResult> List(string store, string sku, HttpContext http, IGrainFactory grains)
    {
        var stock = grains.StockOf(store, sku);
        if (await stock.Get() is null) return await GetStock.Unknown(store, sku, http, grains);
        return Reply.Ok(new UnitItems([.. await stock.GetUnits()]), Wire.Json.UnitItems);
    }
}
