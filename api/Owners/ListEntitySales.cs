using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Api.Owners;

/// <summary>A page of sales between legal entities; costs, prices and margins are for those who see cost prices.</summary>
/// <param name="Cursor">Where the next page starts; absent at the end.</param>
internal sealed record EntitySalePage(IReadOnlyList<EntitySaleLine> Items, string? Cursor, AsOfJson AsOf);

/// <summary>What legal entities owe each other for a period.</summary>
internal sealed record EntitySaleTotalsJson(IReadOnlyList<EntitySaleTotal> Items, AsOfJson AsOf);

/// <summary>Goods that were sold from one legal entity to another by a transfer.</summary>
internal static class ListEntitySales
{
    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapGet("/entity-sales", Handle).Operation("ListEntitySales").Describe("owners", "Goods that transfers sold from one legal entity to another, lot by lot").Gives<EntitySalePage>();
        v1.MapGet("/entity-sales/totals", Totals).Operation("GetEntitySaleTotals").Describe("owners", "What legal entities owe each other for a period, with the margin").Gives<EntitySaleTotalsJson>();
    }

    private static async Task<IResult> Handle(
        string? seller, string? buyer, string? transfer, string? sku, string? from, string? until, string? sort, string? cursor, string? limit, HttpContext http, IEntitySales list, Freshness freshness)
    {
        var check = new Check();
        var filter = new EntitySaleFilter(
            check.OptionalText("seller", seller, SkuRecordRules.MaxName), check.OptionalText("buyer", buyer, SkuRecordRules.MaxName), check.OptionalId("transfer", transfer),
            check.OptionalId("sku", sku), check.Moment("from", from), check.Moment("until", until));
        var call = ListCall.Of(http, check, sort, cursor, limit, ("at", EntitySaleOrders.ByTime));
        if (check.Failed) return Problems.Of(check);
        await freshness.Wait(OwnerModel.Instance, http.RequestAborted);
        var page = await list.Page(filter, call.Order, call.After, call.Limit, http.RequestAborted);
        var items = http.Identity().SeesCost ? page.Items : [.. page.Items.Select(line => line with { UnitCost = null, UnitPrice = null, Amount = null, Margin = null })];
        return Reply.Ok(new EntitySalePage(items, call.Next(page.Next), AsOfJson.Of(page.AsOf)), Wire.Json.EntitySalePage);
    }

    private static async Task<IResult> Totals(string? from, string? until, HttpContext http, IEntitySales list, Freshness freshness)
    {
        var check = new Check();
        var (begin, end) = (check.Moment("from", from), check.Moment("until", until));
        if (check.Failed) return Problems.Of(check);
        await freshness.Wait(OwnerModel.Instance, http.RequestAborted);
        var (totals, asOf) = await list.Totals(begin, end, http.RequestAborted);
        return Reply.Ok(new EntitySaleTotalsJson(http.Identity().SeesCost ? totals : [.. totals.Select(total => total with { Amount = null, Margin = null })], AsOfJson.Of(asOf)), Wire.Json.EntitySaleTotalsJson);
    }
}
