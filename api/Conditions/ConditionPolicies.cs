using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Conditions;

/// <summary>The tables of conditions as callers write them; a PUT replaces both; they may be empty.</summary>
internal sealed record ConditionPolicyBody([property: Needed] IReadOnlyList<ConditionRuleBody?>? Rules, [property: Needed] IReadOnlyList<ActivationEnergyBody?>? Activation)
{
    public ConditionPolicy ToPolicy(Check check)
    {
        if (Rules is null) check.Add("rules", "required");
        if (Activation is null) check.Add("activation", "required");
        var policy = new ConditionPolicy(
            [.. check.OptionalList("rules", Rules, ZoneForm.MaxRules).Select((row, i) => row.ToRule($"rules[{i}]", check))],
            [.. check.OptionalList("activation", Activation, 20).Select((row, i) => row.ToRow($"activation[{i}]", check))]);
        foreach (var (field, rule) in ZoneForm.Check(policy))
            if (!check.Names(field)) check.Add(field, rule);
        return policy;
    }
}

/// <summary>What goods of a storage class need.</summary>
/// <param name="Storage">ambient, cool, cool-dark, cold, labelled or frozen.</param>
/// <param name="Zone">Absent for all zones.</param>
internal sealed record ConditionRuleBody(
    [property: Needed] string? Storage,
    string? Zone,
    Num MinCelsius,
    Num MaxCelsius,
    Num MinHumidity,
    Num MaxHumidity,
    [property: Needed] int? ToleranceMinutes,
    Num SpikeMinCelsius,
    Num SpikeMaxCelsius,
    Num MeanKineticCelsius,
    int? MeanKineticDays,
    int? LongestMinutes,
    [property: Needed] int? SilentAfterMinutes,
    string? ValidFrom,
    string? ValidThrough)
{
    public ConditionRule ToRule(string field, Check check)
    {
        if (ToleranceMinutes is null) check.Add($"{field}.toleranceMinutes", "required");
        if (SilentAfterMinutes is null) check.Add($"{field}.silentAfterMinutes", "required");
        return new(
            check.Word<StorageClass>($"{field}.storage", Storage), Zone, Degrees(nameof(MinCelsius), MinCelsius), Degrees(nameof(MaxCelsius), MaxCelsius),
            check.Optional($"{field}.minHumidity", MinHumidity, 0, 100, 1), check.Optional($"{field}.maxHumidity", MaxHumidity, 0, 100, 1), ToleranceMinutes ?? 0,
            Degrees(nameof(SpikeMinCelsius), SpikeMinCelsius), Degrees(nameof(SpikeMaxCelsius), SpikeMaxCelsius), Degrees(nameof(MeanKineticCelsius), MeanKineticCelsius),
            MeanKineticDays ?? 30, LongestMinutes ?? ToleranceMinutes ?? 0, SilentAfterMinutes ?? 1,
            check.Day($"{field}.validFrom", ValidFrom), check.Day($"{field}.validThrough", ValidThrough));

        decimal? Degrees(string name, Num given) => check.Optional($"{field}.{char.ToLowerInvariant(name[0])}{name[1..]}", given, -100, 200, 2);
    }
}

/// <summary>An activation energy.</summary>
internal sealed record ActivationEnergyBody([property: Needed] Num KilojoulesPerMole, string? ValidFrom, string? ValidThrough)
{
    public ActivationEnergy ToRow(string field, Check check)
    {
        if (!KilojoulesPerMole.Given) check.Add($"{field}.kilojoulesPerMole", "required");
        return new(
            check.Optional($"{field}.kilojoulesPerMole", KilojoulesPerMole, 0.001m, 1_000, 3) ?? 1, check.Day($"{field}.validFrom", ValidFrom), check.Day($"{field}.validThrough", ValidThrough));
    }
}

/// <summary>The tables of conditions.</summary>
/// <param name="Version">0 for the defaults.</param>
internal sealed record ConditionPolicyJson(IReadOnlyList<ConditionRule> Rules, IReadOnlyList<ActivationEnergy> Activation, long Version)
{
    public static ConditionPolicyJson Of(ConditionPolicyView view) => new(view.Policy.Rules, view.Policy.Activation, view.Version);
}

/// <summary>Replaces the tables of conditions.</summary>
internal static class PutConditionPolicy
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPut("/condition-policy", Handle)
        .Operation("PutConditionPolicy").Describe("conditions", "Replace the dated tables of conditions; If-Match guards against a lost update").Takes<ConditionPolicyBody>().Puts<ConditionPolicyJson>();

    private static async Task<IResult> Handle(HttpContext http, IGrainFactory grains)
    {
        var (version, wrong) = Reply.IfMatch(http);
        if (wrong is not null) return wrong;
        var (body, bad) = await JsonBody.Read(http, Wire.Json.ConditionPolicyBody);
        if (bad is not null) return bad;
        var check = new Check();
        var policy = body.ToPolicy(check);
        if (check.Failed) return Problems.Of(check);
        var answer = await grains.GetGrain<IConditionPolicyGrain>(IConditionPolicyGrain.Key).Put(new(policy, version, http.Caller()));
        return Reply.Put(http, answer.Then(ConditionPolicyJson.Of), Wire.Json.ConditionPolicyJson, view => view.Version, created: answer is { IsNew: true, Value.Version: 1 });
    }
}

/// <summary>The tables of conditions.</summary>
internal static class GetConditionPolicy
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/condition-policy", Handle)
        .Operation("GetConditionPolicy").Describe("conditions", "What climate goods need and how much of another they bear: the defaults until somebody puts others").Gives<ConditionPolicyJson>();

    private static async Task<IResult> Handle(IGrainFactory grains)
    {
        var view = await grains.GetGrain<IConditionPolicyGrain>(IConditionPolicyGrain.Key).Get();
        return Reply.Get(ConditionPolicyJson.Of(view), Wire.Json.ConditionPolicyJson, view.Version);
    }
}
