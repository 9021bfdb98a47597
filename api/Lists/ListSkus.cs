using BeautyGrains.Api.Access;
using BeautyGrains.Api.Catalogue;
using BeautyGrains.Api.CustomFields;
using BeautyGrains.Api.Http;
using BeautyGrains.ReadModels;
using BeautyGrains.ReadModels.Search;

namespace BeautyGrains.Api.Lists;

/// <summary>A page of products.</summary>
/// <param name="Cursor">Where the next page starts; absent at the end.</param>
/// <param name="Match">With a search: exact, or similar when only what is spelt alike was found.</param>
internal sealed record SkuPage(IReadOnlyList<SkuJson> Items, string? Cursor, SearchMatch? Match, AsOfJson AsOf);

/// <summary>The products, by words and filters.</summary>
internal static class ListSkus
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/skus", Handle)
        .Operation("ListSkus").Describe("lists", "The SKUs, by words and filters").Gives<SkuPage>();

    private static async Task<IResult> Handle(
        string? q, string? brand, string? category, string? active, string? field, string? sort, string? cursor, string? limit, HttpContext http, IProductList list, Freshness freshness)
    {
        var check = new Check();
        var query = q is null ? null : Query(check, q);
        var filter = new ProductFilter(
            query, check.OptionalText("brand", brand, SkuRecordRules.MaxName), check.OptionalText("category", category, SkuRecordRules.MaxName), check.Flag("active", active),
            await CustomFilter.Ids(http, check, FieldTarget.Sku, field));
        var call = ListCall.Of(http, check, sort, cursor, limit, [.. q is null ? [] : s_relevance, .. s_orders]);
        if (check.Failed) return Problems.Of(check);
        await freshness.Wait(ProductModel.Instance, http.RequestAborted);
        var found = await list.Page(filter, call.Order, call.After, MatchOf(call.Note), call.Limit, http.RequestAborted);
        return Reply.Ok(
            new SkuPage([.. found.Page.Items.Select(SkuJson.Of)], call.Next(found.Page.Next, NoteOf(found.Match)), found.Match, AsOfJson.Of(found.Page.AsOf)), Wire.Json.SkuPage);
    }

    private static readonly (string, Keyset)[] s_relevance = [("relevance", ProductOrders.ByRelevance)];

    private static readonly (string, Keyset)[] s_orders =
        [("sku", ProductOrders.BySku), ("name", ProductOrders.ByName), ("brand", ProductOrders.ByBrand), ("changedAt", ProductOrders.ByChange)];

    private static SearchQuery? Query(Check check, string q)
    {
        var (query, rule) = SearchQuery.Parse(q);
        if (rule is not null) check.Add("q", rule);
        return query;
    }

    // A search goes on in the way in which it began, whatever was put into the catalogue meanwhile.
    private static string NoteOf(SearchMatch? match) => match is { } known ? Words<SearchMatch>.Of(known) : "";

    private static SearchMatch? MatchOf(string note) => Words<SearchMatch>.TryRead(note, out var match) ? match : null;
}
