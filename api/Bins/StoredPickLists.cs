using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.Api.Scans;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Api.Bins;

/// <summary>Makes a pick list that is kept.</summary>
/// <param name="Reservation">Only what this one has pinned: an id, "basket:ID" or "transfer:ID"; absent for all that no open list fetches.</param>
/// <param name="Sku">Only this SKU.</param>
/// <param name="Person">Who is to fetch it.</param>
internal sealed record PutPickListBody(string? Reservation, string? Sku, string? Person)
{
    public static PutPickListBody All { get; } = new(null, null, null);
}

/// <summary>Gives a list to a person.</summary>
internal sealed record AssignPickListBody([property: Needed] string? Person);

/// <summary>What was fetched of a line.</summary>
/// <param name="Bin">Where the person stands; absent where the line has no bin.</param>
/// <param name="Lot">Needed where no code names it.</param>
/// <param name="Found">0 to the line's quantity; absent for all of it.</param>
/// <param name="Code">What was scanned: gives the lot.</param>
internal sealed record ConfirmPickBody(string? Bin, string? Lot, Num Found, string? Code)
{
    public static ConfirmPickBody All { get; } = new(null, null, default, null);
}

/// <summary>Gives a list up.</summary>
/// <param name="Reason">1 to 500 characters; kept.</param>
internal sealed record CancelPickListBody([property: Needed] string? Reason);

/// <summary>A page of pick lists.</summary>
internal sealed record PickListPage(IReadOnlyList<PickListView> Items, string? Cursor, AsOfJson AsOf);

/// <summary>Pick lists that are kept, given to a person and confirmed line by line.</summary>
internal static class StoredPickLists
{
    private const string Path = "/stores/{store}/pick-lists/{id}";

    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapPut(Path, Put).Operation("PutPickList").Describe("bins", "Make a pick list out of what reservations, baskets and transfers of a store have pinned").MayTake<PutPickListBody>().Puts<PickListView>();
        v1.MapGet(Path, Get).Operation("GetStoredPickList").Describe("bins", "A pick list, in walking order").Gives<PickListView>();
        v1.MapGet("/pick-lists", List).Operation("ListPickLists").Describe("bins", "Pick lists over stores").Gives<PickListPage>();
        v1.MapPost(Path + "/assign", Assign).Operation("AssignPickList").Describe("bins", "Give a pick list to a person").Takes<AssignPickListBody>().Gives<PickListView>();
        v1.MapPost(Path + "/lines/{line}/confirm", Confirm)
            .Operation("ConfirmPick").Describe("bins", "A line was fetched, or less than it says: the rest is planned anew, and a loss is recorded").MayTake<ConfirmPickBody>().Gives<PickListView>();
        v1.MapPost(Path + "/finish", Finish).Operation("FinishPickList").Describe("bins", "All lines of a pick list are fetched").Gives<PickListView>();
        v1.MapPost(Path + "/cancel", Cancel).Operation("CancelPickList").Describe("bins", "Give a pick list up: what was fetched goes back to its bins").Takes<CancelPickListBody>().Gives<PickListView>();
        v1.MapGet(Path + "/export", Export).Operation("ExportPickList").Describe("bins", "A pick list as a CSV file").Produces<string>(StatusCodes.Status200OK, "text/csv");
        v1.MapGet(Path + "/print", Print).Operation("PrintStoredPickList").Describe("bins", "A pick list as a page to print").Produces<string>(200, "text/html");
    }

    private static async Task<IResult> Put(
        string store, string id, HttpContext http, IGrainFactory grains, IReservationList list, IPickListList lists, Freshness freshness, TimeProvider clock)
    {
        var (body, bad) = await JsonBody.ReadOr(http, Wire.Json.PutPickListBody, PutPickListBody.All);
        if (bad is not null) return bad;
        var check = new Check();
        var reservation = check.OptionalText("reservation", body.Reservation, 200);
        var sku = check.OptionalId("sku", body.Sku);
        var person = check.OptionalId("person", body.Person);
        if (check.Failed) return Problems.Of(check);
        if (await Conditions.ZonePath.Unknown(store, http, grains) is { } unknown) return unknown;
        if (await IsNobody(person, grains)) return Problems.From(new(RefusalKind.UnknownPerson), http);
        var sources = await SourcesOf(store, reservation, sku, http, list, lists, freshness, clock);
        return Reply.Put(http, await grains.PickListOf(store, id).Put(new([.. sources], reservation, sku, person, http.Caller())), Wire.Json.PickListView, it => it.Version);
    }

    // As the read model has them: what two lists that are made at once both fetch, the second finds gone from its bin.
    private static async Task<IReadOnlyList<PickSource>> SourcesOf(
        string store, string? reservation, string? sku, HttpContext http, IReservationList list, IPickListList lists, Freshness freshness, TimeProvider clock)
    {
        await freshness.Wait(StockModel.Instance, http.RequestAborted);
        await freshness.Wait(PlaceModel.Instance, http.RequestAborted);
        var page = await list.Page(new([store], sku, reservation), ReservationOrders.ByExpiry, null, Grains.PickListRules.MaxSources, clock.GetUtcNow(), http.RequestAborted);
        var taken = await lists.Fetched(store, http.RequestAborted);
        return [.. page.Items.Select(line => new PickSource(line.Sku, line.Id)).Distinct().Where(source => !taken.Contains(source))];
    }

    private static async Task<bool> IsNobody(string? person, IGrainFactory grains) =>
        person is not null && (await grains.GetGrain<IAccessGrain>("access").GetKeys()).People.All(one => one.Id != person);

    private static async Task<IResult> Get(string store, string id, HttpContext http, IGrainFactory grains) =>
        Reply.Get(await grains.PickListOf(store, id).Get(), http, Wire.Json.PickListView, it => it.Version);

    private static async Task<IResult> Assign(string store, string id, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.AssignPickListBody);
        if (bad is not null) return bad;
        var check = new Check();
        var person = check.Id("person", body.Person);
        if (check.Failed) return Problems.Of(check);
        if (await IsNobody(person, grains)) return Problems.From(new(RefusalKind.UnknownPerson), http);
        return Reply.Post(http, await grains.PickListOf(store, id).Assign(new(person, http.Caller())), Wire.Json.PickListView);
    }

    private static async Task<IResult> Confirm(string store, string id, string line, HttpContext http, IGrainFactory grains, TimeProvider clock)
    {
        var (body, bad) = await JsonBody.ReadOr(http, Wire.Json.ConfirmPickBody, ConfirmPickBody.All);
        if (bad is not null) return bad;
        var check = new Check();
        var number = check.WholeFilter("line", line, 1, 100_000) ?? 0;
        var (bin, lot) = (check.OptionalId("bin", body.Bin), check.OptionalLot("lot", body.Lot));
        decimal? found = body.Found.Given ? check.QuantityOrZero("found", body.Found) : null;
        if (check.Failed) return Problems.Of(check);
        var list = grains.PickListOf(store, id);
        if (body.Code is not null)
        {
            var known = await list.Get();
            if (known.Value is not { } view) return Problems.From(known.Refusal!, http);
            if (view.Lines.FirstOrDefault(one => one.Number == number) is { } planned)
            {
                var scan = new GoodsScan(store, planned.Sku, check, grains, clock);
                if (await scan.Read(body.Code, "code") is { } goods) lot = await scan.LotIn(goods, lot);
                if (check.Failed) return Problems.Of(check);
                if (scan.Refused is { } refused) return Problems.From(refused, http);
            }
        }

        if (lot is null) return Needed("lot");
        return Reply.Post(http, await list.Confirm(new(number, bin, lot, found, http.Caller())), Wire.Json.PickListView);
    }

    private static IResult Needed(string field)
    {
        var check = new Check();
        check.Add(field, "required");
        return Problems.Of(check);
    }

    private static async Task<IResult> Finish(string store, string id, HttpContext http, IGrainFactory grains) =>
        Reply.Post(http, await grains.PickListOf(store, id).Finish(http.Caller()), Wire.Json.PickListView);

    private static async Task<IResult> Cancel(string store, string id, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.CancelPickListBody);
        if (bad is not null) return bad;
        var check = new Check();
        var reason = check.Text("reason", body.Reason);
        return check.Failed ? Problems.Of(check) : Reply.Post(http, await grains.PickListOf(store, id).Cancel(new(reason, http.Caller())), Wire.Json.PickListView);
    }

    private static async Task<IResult> List(
        string? store, string? state, string? person, string? sort, string? cursor, string? limit, HttpContext http, IPickListList lists, Freshness freshness)
    {
        var check = new Check();
        var filter = new PickListFilter(Filters.StoresOf(http, check.OptionalId("store", store)), check.OptionalWord<PickListState>("state", state), check.OptionalId("person", person));
        var call = ListCall.Of(http, check, sort, cursor, limit, ("store", PickListOrders.ByStore));
        if (check.Failed) return Problems.Of(check);
        if (store is not null && http.Forbids(store) is { } forbidden) return forbidden;
        await freshness.Wait(PlaceModel.Instance, http.RequestAborted);
        var page = await lists.Page(filter, call.Order, call.After, call.Limit, http.RequestAborted);
        return Reply.Ok(new PickListPage(page.Items, call.Next(page.Next), AsOfJson.Of(page.AsOf)), Wire.Json.PickListPage);
    }

    private static async Task<IResult> Export(string store, string id, HttpContext http, IGrainFactory grains)
    {
        var list = await grains.PickListOf(store, id).Get();
        return list.Value is { } view ? Results.File(await PickListPapers.Csv(view), "text/csv; charset=utf-8", "pick-list.csv") : Problems.From(list.Refusal!, http);
    }

    private static async Task<IResult> Print(string store, string id, HttpContext http, IGrainFactory grains)
    {
        var list = await grains.PickListOf(store, id).Get();
        return list.Value is { } view ? Results.Content(PickListPapers.Page(view, Languages.Of(http)), "text/html; charset=utf-8", System.Text.Encoding.UTF8) : Problems.From(list.Refusal!, http);
    }

    private static IPickListGrain PickListOf(this IGrainFactory grains, string store, string id) => grains.GetGrain<IPickListGrain>($"{store}/{id}");
}
