using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Api.Waiting;

/// <summary>Clients who wait for a SKU in a store.</summary>
internal static class WaitingCalls
{
    private const string Path = "/waiting/{id}";

    public static void Map(IEndpointRouteBuilder stock)
    {
        stock.MapPut(Path, Join).Operation("JoinWaitingList").Describe("waiting", "Queue a client where nothing is available").Takes<JoinWaitingBody>().Puts<WaitingView>();
        stock.MapGet(Path, Get).Operation("GetWaiting").Describe("waiting", "One who waits or waited, with the place in the queue").Gives<WaitingView>();
        stock.MapPost(Path + "/accept", Accept).Operation("AcceptOffer").Describe("waiting", "Take what is offered").MayTake<AcceptOfferBody>().Gives<WaitingView>();
        stock.MapPost(Path + "/decline", Decline).Operation("DeclineOffer").Describe("waiting", "Turn an offer down; it goes on to the next").Gives<WaitingView>();
        stock.MapPost(Path + "/leave", Leave).Operation("LeaveWaitingList").Describe("waiting", "Give the place up").Gives<WaitingView>();
    }

    private static async Task<IResult> Join(string store, string sku, string id, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.JoinWaitingBody);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = body.ToCommand(id, check, http.Caller());
        return check.Failed ? Problems.Of(check) : Reply.Put(http, await Of(grains, store, sku).Join(ask), Wire.Json.WaitingView, it => it.Version);
    }

    private static async Task<IResult> Get(string store, string sku, string id, HttpContext http, IGrainFactory grains) =>
        // Others of the queue change the place without a change of this one.
        Reply.Get(await Of(grains, store, sku).Get(id), http, Wire.Json.WaitingView, it => it.Version, timeMatters: true);

    private static async Task<IResult> Accept(string store, string sku, string id, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.ReadOr(http, Wire.Json.AcceptOfferBody, AcceptOfferBody.AsOffered);
        if (bad is not null) return bad;
        var check = new Check();
        var hold = check.Hold("ttlSeconds", body.TtlSeconds, Limits.MaxHold);
        return check.Failed ? Problems.Of(check) : Answer(http, await Of(grains, store, sku).Accept(new(id, hold, http.Caller())));
    }

    private static async Task<IResult> Decline(string store, string sku, string id, HttpContext http, IGrainFactory grains) =>
        await JsonBody.None(http) ?? Answer(http, await Of(grains, store, sku).Decline(new(id, http.Caller())));

    private static async Task<IResult> Leave(string store, string sku, string id, HttpContext http, IGrainFactory grains) =>
        await JsonBody.None(http) ?? Answer(http, await Of(grains, store, sku).Leave(new(id, http.Caller())));

    private static IWaitingListGrain Of(IGrainFactory grains, string store, string sku) => grains.GetGrain<IWaitingListGrain>(StockKey.Of(store, sku));

    private static IResult Answer(HttpContext http, Answer<WaitingView> answer) => Reply.Post(http, answer, Wire.Json.WaitingView);
}

/// <summary>Who waits or waited, over stores and SKUs.</summary>
internal static class ListWaiting
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/waiting", Handle)
        .Operation("ListWaiting").Describe("waiting", "Who waits or waited, over stores and SKUs").Gives<WaitingPage>();

    private static async Task<IResult> Handle(
        string? store, string? sku, string? client, string? state, string? open, string? sort, string? cursor, string? limit, HttpContext http, IWaitingLists list, Freshness freshness)
    {
        var check = new Check();
        var filter = new WaitingFilter(
            Filters.StoresOf(http, check.OptionalId("store", store)), check.OptionalId("sku", sku), check.OptionalId("client", client),
            check.OptionalWord<WaitingState>("state", state), check.Flag("open", open));
        var call = ListCall.Of(http, check, sort, cursor, limit, ("queue", WaitingOrders.ByQueue), ("changedAt", WaitingOrders.ByChange));
        if (check.Failed) return Problems.Of(check);
        if (store is not null && http.Forbids(store) is { } forbidden) return forbidden;
        await freshness.Wait(WaitingModel.Instance, http.RequestAborted);
        var page = await list.Page(filter, call.Order, call.After, call.Limit, http.RequestAborted);
        return Reply.Ok(new WaitingPage(page.Items, call.Next(page.Next), AsOfJson.Of(page.AsOf)), Wire.Json.WaitingPage);
    }
}
