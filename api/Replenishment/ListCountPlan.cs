using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.ReadModels;
using BeautyGrains.ReadModels.Planning;

namespace BeautyGrains.Api.Replenishment;

/// <summary>A page of what a store has to count, by SKU.</summary>
/// <param name="Day">Today in the store.</param>
/// <param name="Cursor">Where the next page starts; absent at the end.</param>
internal sealed record CountPlanPage(string Store, DateOnly Day, IReadOnlyList<CountPlanJson> Items, string? Cursor);

/// <summary>A SKU of a count plan.</summary>
/// <param name="Abc">Absent before classes were calculated with it; it is counted as c is.</param>
/// <param name="EveryDays">How often it is to be counted.</param>
/// <param name="Lots">That have goods.</param>
/// <param name="CountedOn">Day of the oldest of their last counts; absent where none was ever counted.</param>
internal sealed record CountPlanJson(string Sku, AbcClass? Abc, XyzClass? Xyz, int EveryDays, int Lots, DateOnly? CountedOn, DateOnly DueOn, bool Due)
{
    public static CountPlanJson Of(CountPlanLine it) => new(it.Sku, it.Class?.Abc, it.Class?.Xyz, it.EveryDays, it.Lots, it.CountedOn, it.DueOn, it.Due);
}

/// <summary>What a store has to count, and when.</summary>
internal static class ListCountPlan
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/stores/{store}/count-plan", Handle)
        .Operation("ListCountPlan").Describe("replenishment", "What a store has to count and when, by the class of each SKU").Gives<CountPlanPage>();

    private static async Task<IResult> Handle(
        string store, string? due, string? abc, string? cursor, string? limit, HttpContext http, ICountPlan plan, Freshness freshness, TimeProvider clock)
    {
        var check = new Check();
        var (isDue, ofAbc) = (check.Flag("due", due), check.OptionalWord<AbcClass>("abc", abc));
        if (check.Failed) return Problems.Of(check);
        var (page, bad) = Page.Of(cursor, limit);
        if (bad is not null) return bad;
        await freshness.Wait(StockModel.Instance, http.RequestAborted);
        await freshness.Wait(AlertModel.Instance, http.RequestAborted);
        if (await plan.Page(store, page.After, page.Limit, isDue, ofAbc, clock.GetUtcNow(), http.RequestAborted) is not { } found)
            return Problems.From(new(RefusalKind.UnknownStore, Store: store), http);
        return Reply.Ok(
            new CountPlanPage(store, found.Day, [.. found.Items.Select(CountPlanJson.Of)], found.More ? Page.Cursor(found.Items[^1].Sku) : null), Wire.Json.CountPlanPage);
    }
}
