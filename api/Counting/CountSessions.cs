using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.Api.Stock;
using BeautyGrains.Grains;
using BeautyGrains.ReadModels;
using BeautyGrains.ReadModels.Planning;

namespace BeautyGrains.Api.Counting;

/// <summary>Counts of many SKUs by people who do not see the book. Whoever is bound to stores needs the session's.</summary>
internal static class CountSessions
{
    internal const string Path = "/count-sessions/{id}";
    private const string Tag = "counting";

    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapPut(Path, Put).Operation("OpenCountSession").Describe(Tag, "Open a count by the plan or by hand").Takes<CountSessionBody>().Puts<CountSessionJson>();
        v1.MapGet(Path, Get).Operation("GetCountSession").Describe(Tag, "A count session; what the book says only once the counting is over").Gives<CountSessionJson>();
        v1.MapGet("/count-sessions", List).Operation("ListCountSessions").Describe(Tag, "Count sessions").Gives<CountSessionPage>();
        v1.MapPost(Path + "/assign", Assign).Operation("AssignCountSession").Describe(Tag, "Say who counts").Takes<AssignCountBody>().Gives<CountSessionJson>();
        v1.MapPost(Path + "/finish", Finish).Operation("FinishCountSession").Describe(Tag, "End the counting and compare with the book").MayTake<FinishCountBody>().Gives<CountSessionJson>();
        v1.MapPost(Path + "/recount", Recount).Operation("RecountSession").Describe(Tag, "Demand that others count again").Takes<DemandRecountBody>().Gives<CountSessionJson>();
        v1.MapPost(Path + "/approve", Approve).Operation("ApproveCountSession").Describe(Tag, "Explain, approve and post the differences; large ones with a second person").MayTake<ApproveCountBody>().Gives<CountSessionJson>();
        v1.MapPost(Path + "/cancel", Cancel).Operation("CancelCountSession").Describe(Tag, "Give a count up; what is posted stays").Takes<CancelCountBody>().Gives<CountSessionJson>();
        v1.MapGet(Path + "/lines", Lines).Operation("ListCountLines").Describe(Tag, "SKUs of a count with what was counted, and once it is over with the book").Gives<CountSheetPageJson>();
        v1.MapGet(Path + "/reservations", Short).Operation("ListCountReservations").Describe(Tag, "Reservations that the count has left with nothing behind them, until they are repinned or released").Gives<CountShortList>();
    }

    private static async Task<IResult> Put(
        string id, HttpContext http, IGrainFactory grains, ICountPlan plan, ILotList lots, ICatalogueFacts catalogue, Freshness freshness, TimeProvider clock)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.CountSessionBody);
        if (bad is not null) return bad;
        var check = new Check();
        var (store, scope, assigned, note) = body.Read(check);
        if (check.Failed) return Problems.Of(check);
        if (http.Forbids(store) is { } forbidden) return forbidden;
        if (await grains.GetGrain<IStoreGrain>(store).Get() is null) return Problems.From(new(RefusalKind.UnknownStore, Store: store), http);
        var session = grains.GetGrain<ICountSessionGrain>(id);
        // What the scope came to is kept: a repeat need not be looked up anew, and gives the same whatever came or went since.
        var isKnown = (await session.Get()).Value is not null;
        var skus = isKnown ? ["known"] : await new CountScopes(plan, lots, catalogue, freshness, clock).SkusOf(store, scope, check, http.RequestAborted);
        if (check.Failed) return Problems.Of(check);
        return Reply.Put(http, (await session.Open(new(store, scope, skus, assigned, note, http.Caller()))).Then(it => CountSessionJson.Of(it, http)), Wire.Json.CountSessionJson, it => it.Version);
    }

    private static async Task<IResult> Get(string id, HttpContext http, IGrainFactory grains)
    {
        var answer = await grains.GetGrain<ICountSessionGrain>(id).Get();
        if (answer.Value is { } found && http.Forbids(found.Store) is { } forbidden) return forbidden;
        return Reply.Get(answer.Then(it => CountSessionJson.Of(it, http)), http, Wire.Json.CountSessionJson, it => it.Version);
    }

    private static async Task<IResult> List(
        string? store, string? state, string? open, string? assigned, string? sort, string? cursor, string? limit, HttpContext http, ICountSessionList list, Freshness freshness)
    {
        var check = new Check();
        var filter = new CountFilter(
            Filters.StoresOf(http, check.OptionalId("store", store)), check.OptionalWord<CountState>("state", state), check.Flag("open", open), check.OptionalId("assigned", assigned));
        var call = ListCall.Of(http, check, sort, cursor, limit, ("id", CountOrders.ById), ("openedAt", CountOrders.ByOpening));
        if (check.Failed) return Problems.Of(check);
        if (store is not null && http.Forbids(store) is { } forbidden) return forbidden;
        await freshness.Wait(CountModel.Instance, http.RequestAborted);
        var page = await list.Page(filter, call.Order, call.After, call.Limit, http.RequestAborted);
        return Reply.Ok(new CountSessionPage([.. page.Items.Select(it => CountSessionJson.Of(it, http))], call.Next(page.Next), AsOfJson.Of(page.AsOf)), Wire.Json.CountSessionPage);
    }

    private static async Task<IResult> Assign(string id, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.AssignCountBody);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = body.ToCommand(check, http.Caller());
        return check.Failed ? Problems.Of(check) : await Act(id, http, grains, session => session.Assign(ask));
    }

    private static async Task<IResult> Finish(string id, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.ReadOr(http, Wire.Json.FinishCountBody, new FinishCountBody(null));
        return bad ?? await Act(id, http, grains, session => session.Finish(new(body.LeaveOut ?? false, http.Caller())));
    }

    private static async Task<IResult> Recount(string id, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.DemandRecountBody);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = body.ToCommand(check, http.Caller());
        return check.Failed ? Problems.Of(check) : await Act(id, http, grains, session => session.Recount(ask));
    }

    private static async Task<IResult> Approve(string id, HttpContext http, IGrainFactory grains, KeyTable keys)
    {
        var (body, bad) = await JsonBody.ReadOr(http, Wire.Json.ApproveCountBody, new ApproveCountBody(null, null));
        if (bad is not null) return bad;
        var check = new Check();
        var ask = body.ToCommand(check, http.Caller());
        if (check.Failed) return Problems.Of(check);
        var (approver, unknown) = await http.ApproverOrCaller(keys);
        return unknown ?? await Act(id, http, grains, session => session.Approve(ask with { Approver = approver }));
    }

    private static async Task<IResult> Cancel(string id, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.CancelCountBody);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = new CancelCount(check.Text("reason", body.Reason), http.Caller());
        return check.Failed ? Problems.Of(check) : await Act(id, http, grains, session => session.Cancel(ask));
    }

    private static async Task<IResult> Lines(string id, string? differing, string? cursor, string? limit, HttpContext http, IGrainFactory grains)
    {
        var check = new Check();
        var only = check.Flag("differing", differing) ?? false;
        if (check.Failed) return Problems.Of(check);
        var (page, bad) = Page.Of(cursor, limit);
        if (bad is not null) return bad;
        var answer = await grains.GetGrain<ICountSessionGrain>(id).Lines(page.After, page.Limit, only);
        if (answer.Refusal is { } refusal) return Problems.From(refusal, http);
        var found = answer.Value!;
        if (http.Forbids(found.Session.Store) is { } forbidden) return forbidden;
        return Reply.Ok(
            new CountSheetPageJson(id, found.Session.State, [.. found.Items.Select(it => CountSheetJson.Of(it, found.Session.Store, http))], found.More ? Page.Cursor(found.Items[^1].Sku) : null),
            Wire.Json.CountSheetPageJson);
    }

    // As they stand now: whoever was repinned or has ended is no longer in it.
    private static async Task<IResult> Short(string id, HttpContext http, IGrainFactory grains)
    {
        var session = grains.GetGrain<ICountSessionGrain>(id);
        var found = new List<CountShortJson>();
        for (var after = ""; ;)
        {
            var answer = await session.Lines(after, Page.MaxLimit, true);
            if (answer.Refusal is { } refusal) return Problems.From(refusal, http);
            var page = answer.Value!;
            if (http.Forbids(page.Session.Store) is { } forbidden) return forbidden;
            foreach (var sheet in page.Items)
                foreach (var lot in sheet.Lots)
                    foreach (var one in lot.Short)
                        if ((await grains.StockOf(page.Session.Store, sheet.Sku).GetReservation(one.Id)).Value is { State: ReservationState.Open } held && held.Quantity - held.Lots.Sum(pin => pin.Quantity) is var missing and > 0)
                            found.Add(new(sheet.Sku, lot.Lot, one.Id, held.Quantity, missing, held.ExpiresAt, lot.Incident));
            if (!page.More) return Reply.Ok(new CountShortList(found), Wire.Json.CountShortList);
            after = page.Items[^1].Sku;
        }
    }

    private static async Task<IResult> Act(string id, HttpContext http, IGrainFactory grains, Func<ICountSessionGrain, Task<Answer<CountSessionView>>> act)
    {
        var session = grains.GetGrain<ICountSessionGrain>(id);
        if (http.Identity().Stores is not null)
        {
            var known = await session.Get();
            if (known.Refusal is { } unknown) return Problems.From(unknown, http);
            if (http.Forbids(known.Value!.Store) is { } forbidden) return forbidden;
        }
        return Reply.Post(http, (await act(session)).Then(it => CountSessionJson.Of(it, http)), Wire.Json.CountSessionJson);
    }
}
