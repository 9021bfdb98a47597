using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Budgets;

/// <summary>Sets a budget.</summary>
internal static class PutBudget
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPut(BudgetPath.Path, Handle)
        .Operation("PutBudget").Describe("budgets", "Set what a store may spend on a category in a month").Takes<BudgetBody>().Puts<BudgetView>();

    private static async Task<IResult> Handle(string store, string month, string category, HttpContext http, IGrainFactory grains)
    {
        var (version, wrong) = Reply.IfMatch(http);
        if (wrong is not null) return wrong;
        var (body, bad) = await JsonBody.Read(http, Wire.Json.BudgetBody);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = body.ToCommand(check, version, http.Caller());
        if (check.Failed) return Problems.Of(check);
        var key = BudgetPath.KeyOf(store, month, category, check);
        if (check.Failed) return Problems.Of(check);
        if (await BudgetPath.Unknown(store, http, grains) is { } unknown) return unknown;
        var answer = await grains.BudgetOf(key).Put(ask);
        return Reply.Put(http, answer, Wire.Json.BudgetView, it => it.Version, created: answer is { IsNew: true, Value.Version: 1 });
    }
}

/// <summary>A budget.</summary>
internal static class GetBudget
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet(BudgetPath.Path, Handle)
        .Operation("GetBudget").Describe("budgets", "A budget with its open commitments").Gives<BudgetView>();

    private static async Task<IResult> Handle(string store, string month, string category, HttpContext http, IGrainFactory grains)
    {
        var check = new Check();
        var key = BudgetPath.KeyOf(store, month, category, check);
        if (check.Failed) return Problems.Of(check);
        return await grains.BudgetOf(key).Get() is { } found
            ? Reply.Get(found, Wire.Json.BudgetView, found.Version)
            : Problems.From(new(RefusalKind.UnknownBudget), http);
    }
}
