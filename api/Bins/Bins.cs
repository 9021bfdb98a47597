using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Api.Bins;

/// <summary>A bin as callers write it.</summary>
/// <param name="Zone">The zone that it stands in.</param>
/// <param name="Order">Its place on the way through the store, ascending.</param>
/// <param name="Holds">Storage classes, some of those that its zone holds; absent or empty for all of those.</param>
/// <param name="Capacity">In base units of whatever; suggestions keep to it.</param>
internal sealed record BinBody([property: Needed] string? Zone, [property: Needed] int? Order, IReadOnlyList<string?>? Holds, Num Capacity, string? Name, bool? Active)
{
    public BinRecord ToRecord(Check check)
    {
        if (Order is null) check.Add("order", "required");
        return new(
            check.Id("zone", Zone), check.Whole("order", Order, 0, Grains.BinRules.MaxOrder) ?? 0, [.. check.OptionalList("holds", Holds, 6).Select(storage => check.Word<StorageClass>("holds", storage))],
            check.OptionalQuantity("capacity", Capacity), check.OptionalText("name", Name, SkuRecordRules.MaxName), Active ?? true);
    }
}

/// <summary>The bins of a store, in walking order.</summary>
internal sealed record BinList(IReadOnlyList<BinView> Items);

/// <summary>A page of what lies in bins.</summary>
internal sealed record BinContentPage(IReadOnlyList<BinLine> Items, string? Cursor, AsOfJson AsOf);

/// <summary>The bins of a store, and what lies in them.</summary>
internal static class BinCalls
{
    private const string Path = "/stores/{store}/bins/{id}";

    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapPut(Path, Put).Operation("PutBin").Describe("bins", "Create or replace a bin of a store: its zone, its place in walking order, what it may hold").Takes<BinBody>().Puts<BinView>();
        v1.MapGet(Path, Get).Operation("GetBin").Describe("bins", "A bin").Gives<BinView>();
        v1.MapGet("/stores/{store}/bins", List).Operation("ListBins").Describe("bins", "The bins of a store, in walking order").Gives<BinList>();
        v1.MapGet("/bin-contents", Contents).Operation("ListBinContents").Describe("bins", "What lies in which bin").Gives<BinContentPage>();
    }

    private static async Task<IResult> Put(string store, string id, HttpContext http, IGrainFactory grains)
    {
        var (version, wrong) = Reply.IfMatch(http);
        if (wrong is not null) return wrong;
        var (body, bad) = await JsonBody.Read(http, Wire.Json.BinBody);
        if (bad is not null) return bad;
        var check = new Check();
        var record = body.ToRecord(check);
        if (check.Failed) return Problems.Of(check);
        if (await Conditions.ZonePath.Unknown(store, http, grains) is { } unknown) return unknown;
        var bins = grains.GetGrain<IBinsGrain>(store);
        var isNew = await bins.Find(id) is null;
        return Reply.Put(http, await bins.Put(new(id, record, version, http.Caller())), Wire.Json.BinView, bin => bin.Version, created: isNew);
    }

    private static async Task<IResult> Get(string store, string id, HttpContext http, IGrainFactory grains) =>
        await grains.GetGrain<IBinsGrain>(store).Find(id) is { } bin ? Reply.Get(bin, Wire.Json.BinView, bin.Version) : Problems.From(new(RefusalKind.UnknownBin, Store: store), http);

    private static async Task<IResult> List(string store, HttpContext http, IGrainFactory grains) =>
        await Conditions.ZonePath.Unknown(store, http, grains) ?? Reply.Ok(new BinList(await grains.GetGrain<IBinsGrain>(store).Get()), Wire.Json.BinList);

    private static async Task<IResult> Contents(
        string? store, string? bin, string? sku, string? lot, string? sort, string? cursor, string? limit, HttpContext http, IBinContents list, Freshness freshness)
    {
        var check = new Check();
        var filter = new BinFilter(
            Filters.StoresOf(http, check.OptionalId("store", store)), check.OptionalId("bin", bin) is { } one ? [one] : null, check.OptionalId("sku", sku), check.OptionalLot("lot", lot));
        var call = ListCall.Of(http, check, sort, cursor, limit, ("bin", BinOrders.ByBin), ("sku", BinOrders.BySku));
        if (check.Failed) return Problems.Of(check);
        if (store is not null && http.Forbids(store) is { } forbidden) return forbidden;
        await freshness.Wait(PlaceModel.Instance, http.RequestAborted);
        var page = await list.Page(filter, call.Order, call.After, call.Limit, http.RequestAborted);
        return Reply.Ok(new BinContentPage(page.Items, call.Next(page.Next), AsOfJson.Of(page.AsOf)), Wire.Json.BinContentPage);
    }
}
