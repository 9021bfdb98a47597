using BeautyGrains.Api.Access;
using BeautyGrains.Api.CustomFields;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Api.Receipts;

/// <summary>A page of receipts.</summary>
/// <param name="Cursor">Where the next page starts; absent at the end.</param>
internal sealed record ReceiptPage(IReadOnlyList<ReceiptJson> Items, string? Cursor, AsOfJson AsOf);

/// <summary>Receipts of purchase orders.</summary>
internal static class ListReceipts
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/receipts", Handle)
        .Operation("ListReceipts").Describe("receipts", "Receipts, refused ones included").Gives<ReceiptPage>();

    private static async Task<IResult> Handle(
        string? store, string? order, string? field, string? sort, string? cursor, string? limit, HttpContext http, IReceiptList list, Freshness freshness)
    {
        var check = new Check();
        var (stores, source) = (Filters.StoresOf(http, check.OptionalId("store", store)), check.OptionalId("order", order));
        var ids = await CustomFilter.Ids(http, check, FieldTarget.Receipt, field);
        var call = ListCall.Of(http, check, sort, cursor, limit, ("id", ReceiptOrders.ById));
        if (check.Failed) return Problems.Of(check);
        if (store is not null && http.Forbids(store) is { } forbidden) return forbidden;
        await freshness.Wait(BuyingModel.Instance, http.RequestAborted);
        var page = await list.Page(stores, source, ids, call.Order, call.After, call.Limit, http.RequestAborted);
        return Reply.Ok(new ReceiptPage([.. page.Items.Select(view => ReceiptJson.Of(view, http))], call.Next(page.Next), AsOfJson.Of(page.AsOf)), Wire.Json.ReceiptPage);
    }
}
