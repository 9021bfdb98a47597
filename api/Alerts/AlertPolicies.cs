using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.Grains;

namespace BeautyGrains.Api.Alerts;

/// <summary>When a kind of alert is raised.</summary>
/// <param name="Store">Absent for all.</param>
/// <param name="Sku">Absent for all.</param>
/// <param name="Threshold">In the kind's unit; absent for the kind's default.</param>
/// <param name="Severity">info, warning or critical; absent for the kind's default.</param>
/// <param name="Enabled">False: no alert of this kind is raised. True when absent.</param>
/// <param name="ValidFrom">The first day.</param>
/// <param name="ValidThrough">The last day; absent for no end.</param>
internal sealed record AlertPolicyBody(
    [property: Needed] string? Kind, string? Store, string? Sku, Num Threshold, string? Severity, bool? Enabled, [property: Needed] string? ValidFrom, string? ValidThrough)
{
    private const decimal MaxThreshold = Limits.MaxQuantity;

    public AlertPolicy ToPolicy(string id, Check check)
    {
        if (ValidFrom is null) check.Add("validFrom", "required");
        return new(
            id, check.Word<AlertKind>("kind", Kind), check.OptionalId("store", Store), check.OptionalId("sku", Sku),
            check.Optional("threshold", Threshold, 0, MaxThreshold, Limits.QuantityDecimals), check.OptionalWord<AlertSeverity>("severity", Severity), Enabled ?? true,
            check.Day("validFrom", ValidFrom) ?? default, check.Day("validThrough", ValidThrough));
    }
}

/// <summary>Creates or replaces a policy.</summary>
internal static class PutAlertPolicy
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPut("/alert-policies/{id}", Handle)
        .Operation("PutAlertPolicy").Describe("alerts", "Create or replace a policy: when a kind of alert is raised").Takes<AlertPolicyBody>().Gives<AlertPolicyJson>();

    private static async Task<IResult> Handle(string id, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.AlertPolicyBody);
        if (bad is not null) return bad;
        var check = new Check();
        var policy = body.ToPolicy(id, check);
        if (check.Failed) return Problems.Of(check);
        var answer = await grains.GetGrain<IAlertPoliciesGrain>(IAlertPoliciesGrain.TheKey).Put(new(policy, http.Caller()));
        return Reply.Post(http, answer.Then(AlertPolicyJson.Of), Wire.Json.AlertPolicyJson);
    }
}

/// <summary>Removes a policy.</summary>
internal static class RemoveAlertPolicy
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapDelete("/alert-policies/{id}", Handle)
        .Operation("RemoveAlertPolicy").Describe("alerts", "Remove a policy").GivesNothing();

    private static async Task<IResult> Handle(string id, HttpContext http, IGrainFactory grains)
    {
        if (await JsonBody.None(http) is { } bad) return bad;
        var answer = await grains.GetGrain<IAlertPoliciesGrain>(IAlertPoliciesGrain.TheKey).Remove(new(id, http.Caller()));
        return answer.Refusal is { } refusal ? Problems.From(refusal, http) : Results.NoContent();
    }
}

/// <summary>All policies and the kinds with their defaults.</summary>
internal static class ListAlertPolicies
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/alert-policies", Handle)
        .Operation("ListAlertPolicies").Describe("alerts", "All policies, and the kinds of alerts with their defaults").Gives<AlertPolicyList>();

    private static async Task<IResult> Handle(HttpContext http, IGrainFactory grains)
    {
        var table = await grains.GetGrain<IAlertPoliciesGrain>(IAlertPoliciesGrain.TheKey).GetAll();
        var inChinese = Languages.Of(http) == Language.Zh;
        var kinds = Enum.GetValues<AlertKind>().Select(kind => (Kind: kind, Usual: AlertDefaults.Table[kind]))
            .Select(it => new AlertKindJson(it.Kind, AlertTexts.TitleOf(it.Kind, inChinese), it.Usual.Unit, it.Usual.Threshold, it.Usual.Severity));
        return Reply.Ok(new AlertPolicyList([.. table.Policies.Select(AlertPolicyJson.Of)], [.. kinds]), Wire.Json.AlertPolicyList);
    }
}
