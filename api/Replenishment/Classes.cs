using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;

namespace BeautyGrains.Api.Replenishment;

/// <summary>A page of a store's classes, by SKU.</summary>
/// <param name="Day">On which they were calculated; absent before the first time.</param>
/// <param name="Cursor">Where the next page starts; absent at the end.</param>
internal sealed record ClassPage(string Store, DateOnly? Day, IReadOnlyList<StockClass> Items, string? Cursor);

/// <summary>A store's ABC and XYZ classes.</summary>
internal static class ListClasses
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/stores/{store}/classes", Handle)
        .Operation("ListClasses").Describe("replenishment", "ABC and XYZ classes of a store's SKUs").Gives<ClassPage>();

    private static async Task<IResult> Handle(string store, string? abc, string? xyz, string? cursor, string? limit, HttpContext http, IGrainFactory grains)
    {
        var check = new Check();
        var (ofAbc, ofXyz) = (check.OptionalWord<AbcClass>("abc", abc), check.OptionalWord<XyzClass>("xyz", xyz));
        if (check.Failed) return Problems.Of(check);
        var (page, bad) = Page.Of(cursor, limit);
        if (bad is not null) return bad;
        if (await grains.GetGrain<IStoreGrain>(store).Get() is null) return Problems.From(new(RefusalKind.UnknownStore, Store: store), http);
        var classes = await grains.GetGrain<IStockClassesGrain>(store).Get();
        List<StockClass> found = [.. classes.Classes
            .Where(one => string.CompareOrdinal(one.Sku, page.After) > 0 && (ofAbc is null || one.Abc == ofAbc) && (ofXyz is null || one.Xyz == ofXyz)).Take(page.Limit + 1)];
        var more = found.Count > page.Limit;
        if (more) found.RemoveAt(page.Limit);
        return Reply.Ok(new ClassPage(store, classes.Version == 0 ? null : classes.Day, found, more ? Page.Cursor(found[^1].Sku) : null), Wire.Json.ClassPage);
    }
}
