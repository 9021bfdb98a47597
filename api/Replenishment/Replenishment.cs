using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.ReadModels;
using BeautyGrains.ReadModels.Planning;

namespace BeautyGrains.Api.Replenishment;

/// <summary>Creates or replaces the policy of a SKU in a store.</summary>
internal static class PutReplenishment
{
    public static void Map(IEndpointRouteBuilder stock) => stock.MapPut("/replenishment", Handle)
        .Operation("PutReplenishment").Describe("replenishment", "Create or replace the policy of a SKU in a store; If-Match guards against a lost update")
        .Takes<ReplenishmentPolicyBody>().Puts<ReplenishmentJson>();

    private static async Task<IResult> Handle(string store, string sku, HttpContext http, IGrainFactory grains)
    {
        var (version, wrong) = Reply.IfMatch(http);
        if (wrong is not null) return wrong;
        var (body, bad) = await JsonBody.Read(http, Wire.Json.ReplenishmentPolicyBody);
        if (bad is not null) return bad;
        var check = new Check();
        var policy = body.ToPolicy(check);
        if (check.Failed) return Problems.Of(check);
        var answer = await grains.GetGrain<IReplenishmentGrain>(StockKey.Of(store, sku)).PutPolicy(new(policy, version, http.Caller()));
        return Reply.Put(
            http, answer.Then(it => ReplenishmentJson.Of(it, Languages.Of(http))), Wire.Json.ReplenishmentJson, it => it.Version, created: answer is { IsNew: true, Value.Version: 1 });
    }
}

/// <summary>A SKU's replenishment in a store.</summary>
internal static class GetReplenishment
{
    public static void Map(IEndpointRouteBuilder stock) => stock.MapGet("/replenishment", Handle)
        .Operation("GetReplenishment").Describe("replenishment", "Policy, plan, open need with its explanation, and orders on their way").Gives<ReplenishmentJson>();

    private static async Task<IResult> Handle(string store, string sku, HttpContext http, IGrainFactory grains)
    {
        var answer = await grains.GetGrain<IReplenishmentGrain>(StockKey.Of(store, sku)).Get();
        http.Response.Headers.Vary = "Accept-Language";
        return Reply.Get(answer.Then(it => ReplenishmentJson.Of(it, Languages.Of(http))), http, Wire.Json.ReplenishmentJson, it => it.Version, timeMatters: true);
    }
}

/// <summary>Replenishments over stores and SKUs.</summary>
internal static class ListReplenishments
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/replenishment", Handle)
        .Operation("ListReplenishments").Describe("replenishment", "Policies, plans and open needs over stores and SKUs").Gives<ReplenishmentPage>();

    private static async Task<IResult> Handle(
        string? store, string? sku, string? supplier, string? needed, string? sort, string? cursor, string? limit,
        HttpContext http, IReplenishmentList list, Freshness freshness)
    {
        var check = new Check();
        var filter = new ReplenishmentFilter(
            Filters.StoresOf(http, check.OptionalId("store", store)), check.OptionalId("sku", sku), check.OptionalId("supplier", supplier), check.Flag("needed", needed));
        var call = ListCall.Of(http, check, sort, cursor, limit,
            ("store", ReplenishmentOrders.ByStore), ("sku", ReplenishmentOrders.BySku), ("supplier", ReplenishmentOrders.BySupplier));
        if (check.Failed) return Problems.Of(check);
        if (store is not null && http.Forbids(store) is { } forbidden) return forbidden;
        await freshness.Wait(ReplenishmentModel.Instance, http.RequestAborted);
        var page = await list.Page(filter, call.Order, call.After, call.Limit, http.RequestAborted);
        var language = Languages.Of(http);
        http.Response.Headers.Vary = "Accept-Language";
        return Reply.Ok(
            new ReplenishmentPage([.. page.Items.Select(it => ReplenishmentJson.Of(it, language))], call.Next(page.Next), AsOfJson.Of(page.AsOf)), Wire.Json.ReplenishmentPage);
    }
}

/// <summary>Looks at all replenishments now, as the house does by itself from time to time.</summary>
internal static class RunReplenishment
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPost("/replenishment/run", Handle)
        .Operation("RunReplenishment").Describe("replenishment", "Compare all stocks with their plans now, and draft today's orders").Gives<ReplenishmentRunJson>();

    private static async Task<IResult> Handle(HttpContext http, Replenisher replenisher, Freshness freshness)
    {
        if (await JsonBody.None(http) is { } bad) return bad;
        foreach (var model in ReadModelsRegistration.Models) await freshness.Wait(model, http.RequestAborted);
        var run = await replenisher.Run(http.RequestAborted);
        return Reply.Ok(new ReplenishmentRunJson(run.Looked, run.Needs, run.Unpriced, run.Orders, run.Failed), Wire.Json.ReplenishmentRunJson);
    }
}

/// <summary>What is being ordered from a supplier for all stores together.</summary>
internal static class GetSupplyPlan
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/supply-plans/{id}", Handle)
        .Operation("GetSupplyPlan").Describe("replenishment", "The newest draft for a supplier, pooled over the stores").Gives<SupplyPlanJson>();

    private static async Task<IResult> Handle(string id, HttpContext http, IGrainFactory grains)
    {
        if (await grains.GetGrain<ISupplierGrain>(id).Get() is null) return Problems.From(new(RefusalKind.UnknownSupplier), http);
        var plan = await grains.GetGrain<ISupplyPlanGrain>(id).Get();
        return Reply.Get(SupplyPlanJson.Of(plan, Languages.Of(http)), Wire.Json.SupplyPlanJson, plan.Version, timeMatters: true);
    }
}
