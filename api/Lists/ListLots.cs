using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Owners;
using BeautyGrains.Api.Stock;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Api.Lists;

/// <summary>A page of lots.</summary>
/// <param name="Cursor">Where the next page starts; absent at the end.</param>
internal sealed record LotPage(IReadOnlyList<LotLineJson> Items, string? Cursor, AsOfJson AsOf);

/// <summary>A lot of a store's stock.</summary>
/// <param name="Lot">Its name within this stock.</param>
/// <param name="LotNo">The number on the pack.</param>
/// <param name="ExpiresOn">The day "2027-05-31" or month "2027-05"; absent for goods without expiry.</param>
/// <param name="ExpiryKind">valid-through or fails-on.</param>
/// <param name="Printed">The expiry as on the pack.</param>
/// <param name="ExpiresAt">The first instant at which the lot is expired.</param>
internal sealed record LotLineJson(
    string Store,
    string Sku,
    string Lot,
    string LotNo,
    string? ExpiresOn,
    ExpiryKind? ExpiryKind,
    string? Printed,
    DateTimeOffset? ExpiresAt,
    DateOnly? MadeOn,
    decimal OnHand,
    decimal Reserved,
    LotStatus Status,
    bool Expired,
    string? Supplier,
    string? Gtin,
    string? Bin,
    long Version,
    LotOwner? Owner)
{
    public static LotLineJson Of(LotLine it) => new(
        it.Store, it.Sku, it.Lot, it.LotNo, LotJson.DayOrMonth(it.Expiry), it.Expiry?.Kind, it.Expiry?.Printed, it.ExpiresAt, it.MadeOn, it.OnHand, it.Reserved,
        it.Status, it.Expired, it.Supplier, it.Gtin, it.Bin, it.Version, it.Owner);
}

/// <summary>Lots over stores and SKUs, first to expire first.</summary>
internal static class ListLots
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/lots", Handle)
        .Operation("ListLots").Describe("lists", "Lots over stores and SKUs, first to expire first").Gives<LotPage>();

    private static async Task<IResult> Handle(
        string? store, string? sku, string? lotNo, string? owner, string? status, string? expiresFrom, string? expiresBefore, string? empty, string? sort, string? cursor, string? limit,
        HttpContext http, ILotList list, Freshness freshness, TimeProvider clock)
    {
        var check = new Check();
        var filter = new LotFilter(
            Filters.StoresOf(http, check.OptionalId("store", store)), check.OptionalId("sku", sku), check.OptionalId("lotNo", lotNo),
            check.OptionalWord<LotStatus>("status", status), check.Moment("expiresFrom", expiresFrom), check.Moment("expiresBefore", expiresBefore),
            check.Flag("empty", empty) ?? false, check.Owner("owner", owner)?.ToString());
        var call = ListCall.Of(http, check, sort, cursor, limit, ("expiresAt", LotOrders.ByExpiry), ("store", LotOrders.ByStore));
        if (check.Failed) return Problems.Of(check);
        if (store is not null && http.Forbids(store) is { } forbidden) return forbidden;
        await freshness.Wait(StockModel.Instance, http.RequestAborted);
        var page = await list.Page(filter, call.Order, call.After, call.Limit, clock.GetUtcNow(), http.RequestAborted);
        return Reply.Ok(new LotPage([.. page.Items.Select(LotLineJson.Of)], call.Next(page.Next), AsOfJson.Of(page.AsOf)), Wire.Json.LotPage);
    }
}
