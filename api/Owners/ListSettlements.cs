using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Api.Owners;

/// <summary>Settlements over owners.</summary>
internal static class ListSettlements
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/settlements", Handle)
        .Operation("ListSettlements").Describe("owners", "Settlements over owners").Gives<SettlementPage>();

    private static async Task<IResult> Handle(
        string? owner, string? state, string? sort, string? cursor, string? limit, HttpContext http, ISettlementList list, Freshness freshness)
    {
        var check = new Check();
        var (whose, known) = (check.Owner("owner", owner), check.OptionalWord<SettlementState>("state", state));
        var call = ListCall.Of(http, check, sort, cursor, limit, ("until", SettlementOrders.Settlements));
        if (check.Failed) return Problems.Of(check);
        await freshness.Wait(OwnerModel.Instance, http.RequestAborted);
        var page = await list.Settlements(whose, known, call.Order, call.After, call.Limit, http.RequestAborted);
        return Reply.Ok(new SettlementPage([.. page.Items.Select(it => SettlementJson.Of(it, http.Identity()))], call.Next(page.Next), AsOfJson.Of(page.AsOf)), Wire.Json.SettlementPage);
    }
}

/// <summary>What is owed to owners, line by line.</summary>
internal static class ListSettlementLines
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/settlement-lines", Handle)
        .Operation("ListSettlementLines").Describe("owners", "What is owed to owners, line by line").Gives<SettlementLinePage>();

    private static async Task<IResult> Handle(
        string? owner, string? store, string? sku, string? from, string? until, string? sort, string? cursor, string? limit, HttpContext http, ISettlementList list, Freshness freshness)
    {
        var check = new Check();
        var filter = new SettlementLineFilter(check.Owner("owner", owner), check.OptionalId("store", store), check.OptionalId("sku", sku), check.Moment("from", from), check.Moment("until", until));
        var call = ListCall.Of(http, check, sort, cursor, limit, ("at", SettlementOrders.Lines));
        if (check.Failed) return Problems.Of(check);
        await freshness.Wait(OwnerModel.Instance, http.RequestAborted);
        var page = await list.Lines(filter, call.Order, call.After, call.Limit, http.RequestAborted);
        var items = http.Identity().SeesCost ? page.Items : [.. page.Items.Select(line => line with { UnitCost = null, Amount = null })];
        return Reply.Ok(new SettlementLinePage(items, call.Next(page.Next), AsOfJson.Of(page.AsOf)), Wire.Json.SettlementLinePage);
    }
}
