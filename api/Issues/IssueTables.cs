using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.Grains;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Api.Issues;

/// <summary>The tables of issues, quotas, lists and sums.</summary>
internal static class IssueTables
{
    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapPut("/issue-policy", PutPolicy)
            .Operation("PutIssuePolicy").Describe("issues", "Replace the dated tables of cost accounts and quotas; If-Match guards against a lost update").Takes<IssuePolicyBody>().Puts<IssuePolicyJson>();
        v1.MapGet("/issue-policy", GetPolicy).Operation("GetIssuePolicy").Describe("issues", "Cost accounts and quotas: the defaults until somebody puts others").Gives<IssuePolicyJson>();
        v1.MapGet("/stores/{store}/issue-quotas/{month}", Quotas).Operation("GetIssueQuotas").Describe("issues", "What is taken of a store's quotas in a month").Gives<IssueQuotaList>();
        v1.MapGet("/issues", Page).Operation("ListIssues").Describe("issues", "Issues without sale over stores and months").Gives<IssuePage>();
        v1.MapGet("/issues/totals", Totals).Operation("GetIssueTotals").Describe("issues", "What was issued, by month, kind and cost account, with its cost").Gives<IssueTotalsJson>();
    }

    private static async Task<IResult> PutPolicy(HttpContext http, IGrainFactory grains)
    {
        var (version, wrong) = Reply.IfMatch(http);
        if (wrong is not null) return wrong;
        var (body, bad) = await JsonBody.Read(http, Wire.Json.IssuePolicyBody);
        if (bad is not null) return bad;
        var check = new Check();
        var policy = body.ToPolicy(check);
        if (check.Failed) return Problems.Of(check);
        var answer = await grains.GetGrain<IIssuePolicyGrain>(IIssuePolicyGrain.Key).Put(new(policy, version, http.Caller()));
        return Reply.Put(http, answer.Then(IssuePolicyJson.Of), Wire.Json.IssuePolicyJson, view => view.Version, created: answer is { IsNew: true, Value.Version: 1 });
    }

    private static async Task<IResult> GetPolicy(IGrainFactory grains)
    {
        var view = await grains.GetGrain<IIssuePolicyGrain>(IIssuePolicyGrain.Key).Get();
        return Reply.Get(IssuePolicyJson.Of(view), Wire.Json.IssuePolicyJson, view.Version);
    }

    private static async Task<IResult> Quotas(string store, string month, HttpContext http, IGrainFactory grains, TimeProvider clock)
    {
        var check = new Check();
        if (!BudgetKey.TryMonth(month, out var first)) check.Add("month", "must-be-a-month");
        if (check.Failed) return Problems.Of(check);
        if (await grains.GetGrain<IStoreGrain>(store).Get() is not { } view) return Problems.From(new(RefusalKind.UnknownStore, Store: store), http);
        var policy = (await grains.GetGrain<IIssuePolicyGrain>(IIssuePolicyGrain.Key).Get()).Policy;
        var today = ExpiryRules.DayAt(clock.GetUtcNow(), view.Record.TimeZone);
        var day = (today.Year, today.Month) == (first.Year, first.Month) ? today : first;
        var items = new List<IssueQuotaJson>();
        foreach (var kind in IssueKinds.All)
        {
            var taken = await grains.GetGrain<IIssueQuotaGrain>(IssueQuotaKey.Of(store, kind, first).ToString()).Get();
            items.Add(new(kind, taken.Issues, taken.Taken, taken.Values, policy.LimitOf(store, kind, day)));
        }
        return Reply.Ok(new IssueQuotaList(store, month, items), Wire.Json.IssueQuotaList);
    }

    private static async Task<IResult> Page(
        string? store, string? sku, string? kind, string? account, string? state, string? client, string? from, string? to, string? sort, string? cursor, string? limit,
        HttpContext http, IIssueList list, Freshness freshness)
    {
        var check = new Check();
        var filter = Filter(http, check, store, from, to) with
        {
            Sku = check.OptionalId("sku", sku), Kind = check.OptionalWord<MovementKind>("kind", kind), Account = check.OptionalId("account", account),
            State = check.OptionalWord<IssueState>("state", state), Client = check.OptionalClient(client),
        };
        var call = ListCall.Of(http, check, sort, cursor, limit, ("month", IssueOrders.ByMonth));
        if (check.Failed) return Problems.Of(check);
        if (store is not null && http.Forbids(store) is { } forbidden) return forbidden;
        await freshness.Wait(PlaceModel.Instance, http.RequestAborted);
        var page = await list.Page(filter, call.Order, call.After, call.Limit, http.RequestAborted);
        return Reply.Ok(new IssuePage([.. page.Items.Select(it => it.SeenBy(http.Identity()))], call.Next(page.Next), AsOfJson.Of(page.AsOf)), Wire.Json.IssuePage);
    }

    private static async Task<IResult> Totals(string? store, string? from, string? to, HttpContext http, IIssueList list, Freshness freshness)
    {
        var check = new Check();
        var filter = Filter(http, check, store, from, to);
        if (check.Failed) return Problems.Of(check);
        if (store is not null && http.Forbids(store) is { } forbidden) return forbidden;
        await freshness.Wait(PlaceModel.Instance, http.RequestAborted);
        var (totals, asOf) = await list.Totals(filter, http.RequestAborted);
        return Reply.Ok(new IssueTotalsJson(http.Identity().SeesCost ? totals : [.. totals.Select(total => total with { Cost = null })], AsOfJson.Of(asOf)), Wire.Json.IssueTotalsJson);
    }

    private static IssueFilter Filter(HttpContext http, Check check, string? store, string? from, string? to)
    {
        foreach (var (field, month) in new[] { ("from", from), ("to", to) })
            if (month is not null && !BudgetKey.TryMonth(month, out _)) check.Add(field, "must-be-a-month");
        return new(Filters.StoresOf(http, check.OptionalId("store", store)), FromMonth: from, ThroughMonth: to);
    }
}
