using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Api.Lists;

/// <summary>A page of stocks.</summary>
/// <param name="Cursor">Where the next page starts; absent at the end.</param>
internal sealed record StockPage(IReadOnlyList<StockLine> Items, string? Cursor, AsOfJson AsOf);

/// <summary>Stock by store and SKU.</summary>
internal static class ListStock
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/stock", Handle)
        .Operation("ListStock").Describe("lists", "Stock by store and SKU").Gives<StockPage>();

    private static async Task<IResult> Handle(
        string? store, string? sku, string? minOnHand, string? maxOnHand, string? minAvailable, string? maxAvailable, string? blocked, string? expired, string? sort, string? cursor, string? limit,
        HttpContext http, IStockList list, Freshness freshness, TimeProvider clock)
    {
        var check = new Check();
        var filter = new StockFilter(
            Filters.StoresOf(http, check.OptionalId("store", store)), check.OptionalId("sku", sku), check.QuantityFilter("minOnHand", minOnHand),
            check.QuantityFilter("maxOnHand", maxOnHand), check.QuantityFilter("minAvailable", minAvailable), check.QuantityFilter("maxAvailable", maxAvailable), check.Flag("blocked", blocked), check.Flag("expired", expired));
        // What is available is computed row by row, so that there must be a bound on the rows.
        if ((filter.AvailableFrom ?? filter.AvailableTo) is not null && store is null && sku is null) check.Add("store", "store-or-sku-needed");
        var call = ListCall.Of(http, check, sort, cursor, limit,
            ("store", StockOrders.ByStore), ("sku", StockOrders.BySku), ("onHand", StockOrders.ByOnHand), ("changedAt", StockOrders.ByNewest with { Descending = false }));
        if (check.Failed) return Problems.Of(check);
        if (store is not null && http.Forbids(store) is { } forbidden) return forbidden;
        await freshness.Wait(StockModel.Instance, http.RequestAborted);
        var page = await list.Page(filter, call.Order, call.After, call.Limit, clock.GetUtcNow(), http.RequestAborted);
        return Reply.Ok(new StockPage(page.Items, call.Next(page.Next), AsOfJson.Of(page.AsOf)), Wire.Json.StockPage);
    }
}
