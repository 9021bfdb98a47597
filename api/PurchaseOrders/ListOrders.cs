using BeautyGrains.Api.Access;
using BeautyGrains.Api.CustomFields;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Api.PurchaseOrders;

/// <summary>A page of purchase orders, without their history and warnings.</summary>
/// <param name="Cursor">Where the next page starts; absent at the end.</param>
internal sealed record PurchaseOrderPage(IReadOnlyList<PurchaseOrderJson> Items, string? Cursor, AsOfJson AsOf);

/// <summary>Purchase orders.</summary>
internal static class ListPurchaseOrders
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/purchase-orders", Handle)
        .Operation("ListPurchaseOrders").Describe("purchase-orders", "Purchase orders, oldest first, without their history").Gives<PurchaseOrderPage>();

    private static async Task<IResult> Handle(
        string? store, string? supplier, string? state, string? sku, string? awaitedBefore, string? field, string? sort, string? cursor, string? limit, HttpContext http, IOrderList list, Freshness freshness)
    {
        var check = new Check();
        var filter = new OrderFilter(
            Filters.StoresOf(http, check.OptionalId("store", store)), check.OptionalId("supplier", supplier), check.OptionalWord<PurchaseOrderState>("state", state),
            check.OptionalId("sku", sku), check.Day("awaitedBefore", awaitedBefore), await CustomFilter.Ids(http, check, FieldTarget.PurchaseOrder, field));
        var call = ListCall.Of(http, check, sort, cursor, limit, ("madeAt", OrderOrders.ByAge), ("id", OrderOrders.ById), ("expectedOn", OrderOrders.ByExpected));
        if (check.Failed) return Problems.Of(check);
        if (store is not null && http.Forbids(store) is { } forbidden) return forbidden;
        await freshness.Wait(BuyingModel.Instance, http.RequestAborted);
        var page = await list.Page(filter, call.Order, call.After, call.Limit, http.RequestAborted);
        return Reply.Ok(
            new PurchaseOrderPage([.. page.Items.Select(order => PurchaseOrderJson.Of(order, http.Identity()) with { History = null, Warnings = null })], call.Next(page.Next), AsOfJson.Of(page.AsOf)), Wire.Json.PurchaseOrderPage);
    }
}

/// <summary>A page of what is on order.</summary>
/// <param name="Cursor">Where the next page starts; absent at the end.</param>
internal sealed record OnOrderPage(IReadOnlyList<OnOrderLine> Items, string? Cursor, AsOfJson AsOf);

/// <summary>What is on order.</summary>
internal static class ListOnOrder
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/on-order", Handle)
        .Operation("ListOnOrder").Describe("purchase-orders", "What is still awaited, by store, SKU and day").Gives<OnOrderPage>();

    private static async Task<IResult> Handle(
        string? store, string? sku, string? supplier, string? state, string? expectedThrough, string? sort, string? cursor, string? limit, HttpContext http, IOnOrderList list, Freshness freshness)
    {
        var check = new Check();
        var filter = new OnOrderFilter(
            Filters.StoresOf(http, check.OptionalId("store", store)), check.OptionalId("sku", sku), check.OptionalId("supplier", supplier),
            check.OptionalWord<PurchaseOrderState>("state", state) is { } one ? [one] : null, check.Day("expectedThrough", expectedThrough));
        var call = ListCall.Of(http, check, sort, cursor, limit, ("store", OnOrderOrders.ByStore), ("sku", OnOrderOrders.BySku), ("expectedOn", OnOrderOrders.ByDay));
        if (check.Failed) return Problems.Of(check);
        if (store is not null && http.Forbids(store) is { } forbidden) return forbidden;
        await freshness.Wait(BuyingModel.Instance, http.RequestAborted);
        var page = await list.Page(filter, call.Order, call.After, call.Limit, http.RequestAborted);
        return Reply.Ok(new OnOrderPage(page.Items, call.Next(page.Next), AsOfJson.Of(page.AsOf)), Wire.Json.OnOrderPage);
    }
}
