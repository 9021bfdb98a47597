using BeautyGrains.Api.Access;
using BeautyGrains.Api.CustomFields;
using BeautyGrains.Api.Http;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Api.Catalogue;

/// <summary>Creates or replaces a store's record.</summary>
internal static class PutStore
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPut("/stores/{store}", Handle)
        .Operation("PutStore").Describe("catalogue", "Create or replace a store; If-Match guards against a lost update").Takes<StoreBody>().Puts<StoreJson>();

    private static async Task<IResult> Handle(string store, HttpContext http, IGrainFactory grains, StoreRegions regions)
    {
        var (version, wrong) = Reply.IfMatch(http);
        if (wrong is not null) return wrong;
        var (body, bad) = await JsonBody.Read(http, Wire.Json.StoreBody);
        if (bad is not null) return bad;
        var check = new Check();
        var record = body.ToRecord(check);
        if (check.Failed) return Problems.Of(check);
        var answer = await grains.GetGrain<IStoreGrain>(store).Put(new(record, version, http.Caller()));
        regions.Forget();
        return Reply.Put(http, answer.Then(StoreJson.Of), Wire.Json.StoreJson, view => view.Version, created: answer is { IsNew: true, Value.Version: 1 });
    }
}

/// <summary>A store's record.</summary>
internal static class GetStore
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/stores/{store}", Handle)
        .Operation("GetStore").Describe("catalogue", "A store").Gives<StoreJson>();

    private static async Task<IResult> Handle(string store, HttpContext http, IGrainFactory grains) =>
        await grains.GetGrain<IStoreGrain>(store).Get() is { } view
            ? Reply.Get(StoreJson.Of(view), Wire.Json.StoreJson, view.Version)
            : Problems.From(new(RefusalKind.UnknownStore, Store: store), http);
}

/// <summary>The stores, by code; those of the key.</summary>
internal static class ListStores
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/stores", Handle)
        .Operation("ListStores").Describe("catalogue", "The stores that the key covers, by code").Gives<StoreList>();

    private static async Task<IResult> Handle(string? field, string? cursor, string? limit, HttpContext http, IGrainFactory grains, StreamDirectory directory)
    {
        var (page, bad) = Page.Of(cursor, limit);
        if (bad is not null) return bad;
        var check = new Check();
        var ids = await CustomFilter.Ids(http, check, FieldTarget.Store, field);
        if (check.Failed) return Problems.Of(check);
        var codes = http.Identity().Stores is { } own
            ? [.. own.Where(code => ids?.Contains(code, StringComparer.Ordinal) != false).Where(code => string.CompareOrdinal(code, page.After) > 0).Order(StringComparer.Ordinal).Take(page.Limit)]
            : ids is not null ? [.. ids.Where(code => string.CompareOrdinal(code, page.After) > 0).Take(page.Limit)]
            : await directory.Stores(page.After, page.Limit, http.RequestAborted);
        var views = await Task.WhenAll(codes.Select(code => grains.GetGrain<IStoreGrain>(code).Get()));
        return Reply.Ok(new StoreList([.. views.OfType<StoreView>().Select(StoreJson.Of)], codes.Count < page.Limit ? null : Page.Cursor(codes[^1])), Wire.Json.StoreList);
    }
}
