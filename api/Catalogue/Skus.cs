using BeautyGrains.Api.Access;
using BeautyGrains.Api.Controls;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Catalogue;

/// <summary>Creates or replaces a product's record.</summary>
internal static class PutSku
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPut("/skus/{sku}", Handle)
        .Operation("PutSku").Describe("catalogue", "Create or replace a SKU; If-Match guards against a lost update; some changes need a second person").Takes<SkuBody>().Puts<SkuJson>();

    private static async Task<IResult> Handle(string sku, HttpContext http, IGrainFactory grains, KeyTable keys, TimeProvider clock)
    {
        var (version, wrong) = Reply.IfMatch(http);
        if (wrong is not null) return wrong;
        var (body, bad) = await JsonBody.Read(http, Wire.Json.SkuBody);
        if (bad is not null) return bad;
        var check = new Check();
        var record = body.ToRecord(check);
        if (check.Failed) return Problems.Of(check);
        // A product is of no store, so its day is that of UTC.
        var (second, unknown) = await http.SecondPerson(keys, grains, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        if (unknown is not null) return unknown;
        var answer = await grains.GetGrain<ISkuGrain>(sku).Put(new(record, version, http.Caller(), second));
        return Reply.Put(http, answer.Then(SkuJson.Of), Wire.Json.SkuJson, view => view.Version, created: answer is { IsNew: true, Value.Version: 1 });
    }
}

/// <summary>A product's record.</summary>
internal static class GetSku
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/skus/{sku}", Handle)
        .Operation("GetSku").Describe("catalogue", "A SKU").Gives<SkuJson>();

    private static async Task<IResult> Handle(string sku, HttpContext http, IGrainFactory grains) =>
        await grains.GetGrain<ISkuGrain>(sku).Get() is { } view
            ? Reply.Get(SkuJson.Of(view), Wire.Json.SkuJson, view.Version)
            : Problems.From(new(RefusalKind.UnknownSku, Sku: sku), http);
}
