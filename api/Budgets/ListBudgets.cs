using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Api.Budgets;

/// <summary>Budgets over stores, categories and months.</summary>
internal static class ListBudgets
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/budgets", Handle)
        .Operation("ListBudgets").Describe("budgets", "Budgets over stores, categories and months").Gives<BudgetPage>();

    private static async Task<IResult> Handle(
        string? store, string? category, string? from, string? to, string? level, string? sort, string? cursor, string? limit, HttpContext http, IBudgetList list, Freshness freshness)
    {
        var check = new Check();
        var filter = new BudgetFilter(
            Filters.StoresOf(http, check.OptionalId("store", store)), check.OptionalText("category", category, BudgetKey.LongestCategory), Month(check, "from", from), Month(check, "to", to),
            check.OptionalWord<BudgetLevel>("level", level));
        var call = ListCall.Of(http, check, sort, cursor, limit, ("store", BudgetOrders.ByStore), ("month", BudgetOrders.ByMonth), ("taken", BudgetOrders.ByTaken));
        if (check.Failed) return Problems.Of(check);
        if (store is not null && http.Forbids(store) is { } forbidden) return forbidden;
        await freshness.Wait(BudgetModel.Instance, http.RequestAborted);
        var page = await list.Page(filter, call.Order, call.After, call.Limit, http.RequestAborted);
        return Reply.Ok(new BudgetPage(page.Items, call.Next(page.Next), AsOfJson.Of(page.AsOf)), Wire.Json.BudgetPage);
    }

    private static DateOnly? Month(Check check, string field, string? given)
    {
        if (given is null) return null;
        if (BudgetKey.TryMonth(given, out var month)) return month;
        check.Add(field, "must-be-a-month");
        return null;
    }
}
