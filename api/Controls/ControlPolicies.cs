using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Grains;

namespace BeautyGrains.Api.Controls;

/// <summary>The tables of control as callers write them; a PUT replaces all; they may be empty.</summary>
/// <param name="Habits">A habit without a row that counts is as usual.</param>
internal sealed record ControlPolicyBody([property: Needed] IReadOnlyList<ClassDutyBody?>? Classes, [property: Needed] IReadOnlyList<FourEyesDutyBody?>? FourEyes, IReadOnlyList<HabitBody?>? Habits, IReadOnlyList<CountReasonBody?>? CountReasons,
    IReadOnlyList<RecountBody?>? Recounts, IReadOnlyList<NearExpiryStageBody?>? NearExpiry = null)
{
    public ControlPolicy ToPolicy(Check check)
    {
        if (Classes is null) check.Add("classes", "required");
        if (FourEyes is null) check.Add("fourEyes", "required");
        var policy = new ControlPolicy(
            [.. check.OptionalList("classes", Classes, ControlPolicyForm.MaxRows).Select((row, i) => row.ToDuty($"classes[{i}]", check))],
            [.. check.OptionalList("fourEyes", FourEyes, ControlPolicyForm.MaxRows).Select((row, i) => row.ToDuty($"fourEyes[{i}]", check))],
            Habits is null ? null : [.. check.OptionalList("habits", Habits, ControlPolicyForm.MaxRows).Select((row, i) => row.ToRow($"habits[{i}]", check))],
            CountReasons is null ? null : [.. check.OptionalList("countReasons", CountReasons, ControlPolicyForm.MaxRows).Select((row, i) => row.ToRow($"countReasons[{i}]", check))],
            Recounts is null ? null : [.. check.OptionalList("recounts", Recounts, ControlPolicyForm.MaxRows).Select((row, i) => row.ToRow($"recounts[{i}]", check))],
            NearExpiry is null ? null : [.. check.OptionalList("nearExpiry", NearExpiry, ControlPolicyForm.MaxRows).Select((row, i) => row.ToStage($"nearExpiry[{i}]", check))]);
        foreach (var (field, rule) in ControlPolicyForm.Check(policy))
            if (!check.Names(field)) check.Add(field, rule);
        return policy;
    }
}

/// <summary>What follows from a class.</summary>
/// <param name="Abc">a, b or c.</param>
/// <param name="Xyz">x, y or z; absent for all.</param>
/// <param name="ServiceLevel">0.5 to 0.999.</param>
/// <param name="CountEveryDays">1 to 1,000.</param>
internal sealed record ClassDutyBody(
    [property: Needed] string? Abc, string? Xyz, [property: Needed] Num ServiceLevel, [property: Needed] int? CountEveryDays, string? ValidFrom, string? ValidThrough)
{
    public ClassDuty ToDuty(string field, Check check)
    {
        if (!ServiceLevel.Given) check.Add($"{field}.serviceLevel", "required");
        if (CountEveryDays is null) check.Add($"{field}.countEveryDays", "required");
        return new(
            check.Word<AbcClass>($"{field}.abc", Abc), Xyz is null ? null : check.Word<XyzClass>($"{field}.xyz", Xyz),
            check.Optional($"{field}.serviceLevel", ServiceLevel, 0.5m, 0.999m, 4) ?? 0.5m, CountEveryDays ?? 1, check.Day($"{field}.validFrom", ValidFrom), check.Day($"{field}.validThrough", ValidThrough));
    }
}

/// <summary>A change that a second person must approve.</summary>
/// <param name="Kind">price, variance, registration-change or incident-closure.</param>
/// <param name="Fact">With incident-closure: only incidents of that kind of fact.</param>
/// <param name="FromShare">0 to 1.</param>
internal sealed record FourEyesDutyBody([property: Needed] string? Kind, Num FromShare, MoneyBody? FromAmount, string? ValidFrom, string? ValidThrough, string? Fact)
{
    public FourEyesDuty ToDuty(string field, Check check) => new(
        check.Word<ApprovalKind>($"{field}.kind", Kind), check.Optional($"{field}.fromShare", FromShare, 0, 1, 6), check.Money($"{field}.fromAmount", FromAmount, 4),
        check.Day($"{field}.validFrom", ValidFrom), check.Day($"{field}.validThrough", ValidThrough), Fact is null ? null : check.Word<FactKind>($"{field}.fact", Fact));
}

/// <summary>Why counts may differ.</summary>
internal sealed record CountReasonBody([property: Needed] string? Code, [property: Needed] string? Name, string? NameZh, string? ValidFrom, string? ValidThrough)
{
    public CountReasonRow ToRow(string field, Check check) => new(
        check.Id($"{field}.code", Code), check.Text($"{field}.name", Name, 200), check.OptionalText($"{field}.nameZh", NameZh, 200), check.Day($"{field}.validFrom", ValidFrom),
        check.Day($"{field}.validThrough", ValidThrough));
}

/// <summary>Differences of counts that somebody else counts again.</summary>
/// <param name="FromShare">0 to 1.</param>
internal sealed record RecountBody(Num FromShare, MoneyBody? FromAmount, string? ValidFrom, string? ValidThrough)
{
    public RecountRow ToRow(string field, Check check) => new(
        check.Optional($"{field}.fromShare", FromShare, 0, 1, 6), check.Money($"{field}.fromAmount", FromAmount, 4), check.Day($"{field}.validFrom", ValidFrom), check.Day($"{field}.validThrough", ValidThrough));
}

/// <summary>A number that habit sets, from a day on.</summary>
/// <param name="Habit">variance-days, transfer-days, lead-time-days, service-level, share-of-a, share-of-b, variation-of-x, variation-of-y or near-expiry-demand-days.</param>
internal sealed record HabitBody([property: Needed] string? Habit, [property: Needed] Num Value, string? ValidFrom, string? ValidThrough)
{
    public HabitRow ToRow(string field, Check check)
    {
        if (!Value.Given) check.Add($"{field}.value", "required");
        return new(
            check.Word<Habit>($"{field}.habit", Habit), check.Optional($"{field}.value", Value, 0, 1_000, 4) ?? 0, check.Day($"{field}.validFrom", ValidFrom), check.Day($"{field}.validThrough", ValidThrough));
    }
}

/// <summary>A stage before expiry, from a day on.</summary>
/// <param name="Days">Before expiry: 1 to 1,000.</param>
/// <param name="Discount">Proposed for a promotion, as a share of the price: 0 to 1; 0 proposes none.</param>
/// <param name="Sku">Absent for all; not with category.</param>
/// <param name="Category">Absent for all.</param>
internal sealed record NearExpiryStageBody([property: Needed] int? Days, [property: Needed] Num Discount, string? Sku, string? Category, string? ValidFrom, string? ValidThrough)
{
    public NearExpiryStage ToStage(string field, Check check)
    {
        if (Days is null) check.Add($"{field}.days", "required");
        if (!Discount.Given) check.Add($"{field}.discount", "required");
        return new(
            Days ?? 1, check.Optional($"{field}.discount", Discount, 0, 1, 4) ?? 0, Sku, Category, check.Day($"{field}.validFrom", ValidFrom), check.Day($"{field}.validThrough", ValidThrough));
    }
}

/// <summary>The tables of control.</summary>
/// <param name="Version">0 for the defaults.</param>
internal sealed record ControlPolicyJson(IReadOnlyList<ClassDuty> Classes, IReadOnlyList<FourEyesDuty> FourEyes, IReadOnlyList<HabitRow> Habits, IReadOnlyList<CountReasonRow> CountReasons, IReadOnlyList<RecountRow> Recounts, IReadOnlyList<NearExpiryStage> NearExpiry, long Version)
{
    public static ControlPolicyJson Of(ControlPolicyView view) => new(view.Policy.Classes, view.Policy.FourEyes, view.Policy.Habits ?? [], view.Policy.CountReasons ?? ControlRules.Defaults.CountReasons!, view.Policy.Recounts ?? ControlRules.Defaults.Recounts!, view.Policy.NearExpiry ?? NearExpiryStages.Defaults, view.Version);
}

/// <summary>Replaces the tables of control.</summary>
internal static class PutControlPolicy
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPut("/control-policy", Handle)
        .Operation("PutControlPolicy").Describe("controls", "Replace the dated tables of control; If-Match guards against a lost update").Takes<ControlPolicyBody>().Puts<ControlPolicyJson>();

    private static async Task<IResult> Handle(HttpContext http, IGrainFactory grains)
    {
        var (version, wrong) = Reply.IfMatch(http);
        if (wrong is not null) return wrong;
        var (body, bad) = await JsonBody.Read(http, Wire.Json.ControlPolicyBody);
        if (bad is not null) return bad;
        var check = new Check();
        var policy = body.ToPolicy(check);
        if (check.Failed) return Problems.Of(check);
        var answer = await grains.GetGrain<IControlPolicyGrain>(IControlPolicyGrain.Key).Put(new(policy, version, http.Caller()));
        return Reply.Put(http, answer.Then(ControlPolicyJson.Of), Wire.Json.ControlPolicyJson, view => view.Version, created: answer is { IsNew: true, Value.Version: 1 });
    }
}

/// <summary>The tables of control.</summary>
internal static class GetControlPolicy
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/control-policy", Handle)
        .Operation("GetControlPolicy").Describe("controls", "What follows from classes and what a second person must see: the defaults until somebody puts others").Gives<ControlPolicyJson>();

    private static async Task<IResult> Handle(IGrainFactory grains)
    {
        var view = await grains.GetGrain<IControlPolicyGrain>(IControlPolicyGrain.Key).Get();
        return Reply.Get(ControlPolicyJson.Of(view), Wire.Json.ControlPolicyJson, view.Version);
    }
}

/// <summary>What changes are measured by that a second person may have to see.</summary>
internal static class SecondPersons
{
    /// <summary>What goes with the request's change; null for terminals and administrators' own keys, which are no persons. Or the problem with the approver's key.</summary>
    public static async ValueTask<(SecondPerson? Second, IResult? Bad)> SecondPerson(this HttpContext http, KeyTable keys, IGrainFactory grains, DateOnly day)
    {
        var (approver, bad) = await http.Approver(keys);
        if (bad is not null) return (null, bad);
        if (http.Identity().Person is null) return (null, null);
        var policy = (await grains.GetGrain<IControlPolicyGrain>(IControlPolicyGrain.Key).Get()).Policy;
        return (new(approver, policy.DutiesOn(day)), null);
    }
}
