using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Api.Lists;

/// <summary>A page of reservations.</summary>
/// <param name="Cursor">Where the next page starts; absent at the end.</param>
internal sealed record ReservationPage(IReadOnlyList<ReservationLineJson> Items, string? Cursor, AsOfJson AsOf);

/// <summary>An open reservation of a store's stock.</summary>
/// <param name="Lots">Pinned lots; may cover less than the quantity.</param>
/// <param name="ForDate">With bookings.</param>
internal sealed record ReservationLineJson(
    string Store,
    string Sku,
    string Id,
    ReservationState State,
    decimal Quantity,
    IReadOnlyList<LotQuantity> Lots,
    DateTimeOffset ExpiresAt,
    DateOnly? ForDate,
    long Version)
{
    public static ReservationLineJson Of(ReservationLine it) => new(it.Store, it.Sku, it.Id, it.State, it.Quantity, it.Lots, it.ExpiresAt, it.ForDate, it.Version);
}

/// <summary>Open reservations over stores and SKUs, first to end first.</summary>
internal static class ListReservations
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/reservations", Handle)
        .Operation("ListReservations").Describe("lists", "Open reservations over stores and SKUs, first to end first").Gives<ReservationPage>();

    private static async Task<IResult> Handle(
        string? store, string? sku, string? id, string? state, string? booking, string? expiresBefore, string? sort, string? cursor, string? limit,
        HttpContext http, IReservationList list, Freshness freshness, TimeProvider clock)
    {
        var check = new Check();
        var filter = new ReservationFilter(
            Filters.StoresOf(http, check.OptionalId("store", store)), check.OptionalId("sku", sku), check.OptionalId("id", id), check.Flag("booking", booking),
            check.Moment("expiresBefore", expiresBefore));
        // Ended ones are found by their id or in the ledger; the list's rows are the open ones.
        if (state is not (null or "open")) check.Add("state", "must-be-one-of:open");
        var call = ListCall.Of(http, check, sort, cursor, limit, ("expiresAt", ReservationOrders.ByExpiry), ("store", ReservationOrders.ByStore));
        if (check.Failed) return Problems.Of(check);
        if (store is not null && http.Forbids(store) is { } forbidden) return forbidden;
        await freshness.Wait(StockModel.Instance, http.RequestAborted);
        var page = await list.Page(filter, call.Order, call.After, call.Limit, clock.GetUtcNow(), http.RequestAborted);
        return Reply.Ok(new ReservationPage([.. page.Items.Select(ReservationLineJson.Of)], call.Next(page.Next), AsOfJson.Of(page.AsOf)), Wire.Json.ReservationPage);
    }
}
