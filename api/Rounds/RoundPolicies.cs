using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;

namespace BeautyGrains.Api.Rounds;

/// <summary>The tables of rounds as callers write them; a PUT replaces both.</summary>
internal sealed record RoundPolicyBody([property: Needed] IReadOnlyList<RoundTemplateBody?>? Templates, [property: Needed] IReadOnlyList<RoundScheduleBody?>? Schedules)
{
    public RoundPolicy ToPolicy(Check check)
    {
        if (Templates is null) check.Add("templates", "required");
        if (Schedules is null) check.Add("schedules", "required");
        var policy = new RoundPolicy(
            [.. check.OptionalList("templates", Templates, RoundForm.MaxTemplates).Select((one, i) => one.ToTemplate($"templates[{i}]", check))],
            [.. check.OptionalList("schedules", Schedules, RoundForm.MaxSchedules).Select((one, i) => one.ToSchedule($"schedules[{i}]", check))]);
        foreach (var (field, rule) in RoundForm.Check(policy))
            if (!check.Names(field)) check.Add(field, rule);
        return policy;
    }
}

/// <summary>A checklist.</summary>
/// <param name="ActionDays">7 unless told.</param>
internal sealed record RoundTemplateBody([property: Needed] string? Id, [property: Needed] string? Name, [property: Needed] string? NameZh, [property: Needed] IReadOnlyList<RoundItemBody?>? Items, int? ActionDays)
{
    public RoundTemplate ToTemplate(string field, Check check) => new(
        check.Id($"{field}.id", Id), check.Text($"{field}.name", Name, 200), check.Text($"{field}.nameZh", NameZh, 200),
        [.. check.List($"{field}.items", Items, RoundForm.MaxItems).Select((one, i) => one.ToItem($"{field}.items[{i}]", check))], ActionDays ?? 7);
}

/// <summary>One thing to look at.</summary>
/// <param name="Unit">With a number; absent for a yes or no.</param>
internal sealed record RoundItemBody([property: Needed] string? Id, [property: Needed] string? Text, [property: Needed] string? TextZh, string? Unit, Num Least, Num Most, bool? Photo)
{
    public RoundItem ToItem(string field, Check check) => new(
        check.Id($"{field}.id", Id), check.Text($"{field}.text", Text), check.Text($"{field}.textZh", TextZh), check.OptionalText($"{field}.unit", Unit, 32),
        check.Optional($"{field}.least", Least, -1_000_000, 1_000_000, 3), check.Optional($"{field}.most", Most, -1_000_000, 1_000_000, 3), Photo ?? false);
}

/// <summary>How often a round is made.</summary>
/// <param name="Store">Absent for all stores.</param>
internal sealed record RoundScheduleBody([property: Needed] string? Template, string? Store, [property: Needed] int? EveryDays, [property: Needed] string? ValidFrom, string? ValidThrough)
{
    public RoundSchedule ToSchedule(string field, Check check)
    {
        if (EveryDays is null) check.Add($"{field}.everyDays", "required");
        if (ValidFrom is null) check.Add($"{field}.validFrom", "required");
        return new(
            check.Id($"{field}.template", Template), check.OptionalId($"{field}.store", Store), EveryDays ?? 1, check.Day($"{field}.validFrom", ValidFrom) ?? new(2000, 1, 1), check.Day($"{field}.validThrough", ValidThrough));
    }
}

/// <summary>The tables of rounds.</summary>
/// <param name="Version">0 for the defaults.</param>
internal sealed record RoundPolicyJson(IReadOnlyList<RoundTemplate> Templates, IReadOnlyList<RoundSchedule> Schedules, long Version)
{
    public static RoundPolicyJson Of(RoundPolicyView view) => new(view.Policy.Templates, view.Policy.Schedules, view.Version);
}

/// <summary>Which rounds are made, and how often.</summary>
internal static class RoundPolicies
{
    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapPut("/round-policy", Put).Operation("PutRoundPolicy").Describe("rounds", "Replace the checklists and their schedules; If-Match guards against a lost update").Takes<RoundPolicyBody>().Puts<RoundPolicyJson>();
        v1.MapGet("/round-policy", Get).Operation("GetRoundPolicy").Describe("rounds", "The checklists and their schedules: the defaults until somebody puts others").Gives<RoundPolicyJson>();
    }

    private static async Task<IResult> Put(HttpContext http, IGrainFactory grains)
    {
        var (version, wrong) = Reply.IfMatch(http);
        if (wrong is not null) return wrong;
        var (body, bad) = await JsonBody.Read(http, Wire.Json.RoundPolicyBody);
        if (bad is not null) return bad;
        var check = new Check();
        var policy = body.ToPolicy(check);
        if (check.Failed) return Problems.Of(check);
        var answer = await grains.GetGrain<IRoundPolicyGrain>(IRoundPolicyGrain.Key).Put(new(policy, version, http.Caller()));
        return Reply.Put(http, answer.Then(RoundPolicyJson.Of), Wire.Json.RoundPolicyJson, view => view.Version, created: answer is { IsNew: true, Value.Version: 1 });
    }

    private static async Task<IResult> Get(IGrainFactory grains)
    {
        var view = await grains.GetGrain<IRoundPolicyGrain>(IRoundPolicyGrain.Key).Get();
        return Reply.Get(RoundPolicyJson.Of(view), Wire.Json.RoundPolicyJson, view.Version);
    }
}
