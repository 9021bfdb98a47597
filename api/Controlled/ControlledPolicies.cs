using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;

namespace BeautyGrains.Api.Controlled;

/// <summary>The table of classes as callers write it; a PUT replaces it whole.</summary>
/// <param name="Categories">Goods of these are controlled without a mark; absent for the default categories whose class the table has.</param>
internal sealed record ControlledPolicyBody([property: Needed] IReadOnlyList<ControlledClassBody?>? Classes, IReadOnlyList<ControlledCategoryBody?>? Categories)
{
    public ControlledPolicy ToPolicy(Check check)
    {
        var policy = new ControlledPolicy([.. check.List("classes", Classes, ControlledForm.MaxClasses).Select((row, i) => row.ToRow($"classes[{i}]", check))],
            Categories is null ? null : [.. check.OptionalList("categories", Categories, ControlledForm.MaxClasses).Select((row, i) => row.ToRow($"categories[{i}]", check))]);
        foreach (var (field, rule) in ControlledForm.Check(policy))
            if (!check.Names(field)) check.Add(field, rule);
        return policy;
    }
}

/// <summary>A category whose goods are controlled without a mark.</summary>
internal sealed record ControlledCategoryBody([property: Needed] string? Category, [property: Needed] string? Class, string? ValidFrom, string? ValidThrough)
{
    public ControlledCategory ToRow(string field, Check check)
    {
        if (Category is null) check.Add($"{field}.category", "required");
        return new(
            Category is null ? default : check.Word<GoodsCategory>($"{field}.category", Category), check.Id($"{field}.class", Class), check.Day($"{field}.validFrom", ValidFrom), check.Day($"{field}.validThrough", ValidThrough));
    }
}

/// <summary>A class.</summary>
/// <param name="Source">The law or the habit that it follows.</param>
internal sealed record ControlledClassBody(
    [property: Needed] string? Id, [property: Needed] string? Name, [property: Needed] string? NameZh, [property: Needed] string? Source, [property: Needed] int? PrescriptionDays, [property: Needed] int? OpenHours,
    [property: Needed] IReadOnlyList<string?>? Roles, string? SupplierPaper, string? ValidFrom, string? ValidThrough)
{
    public ControlledClass ToRow(string field, Check check)
    {
        if (PrescriptionDays is null) check.Add($"{field}.prescriptionDays", "required");
        if (OpenHours is null) check.Add($"{field}.openHours", "required");
        return new(
            check.Id($"{field}.id", Id), check.Text($"{field}.name", Name, 200), check.Text($"{field}.nameZh", NameZh, 200), check.Text($"{field}.source", Source), PrescriptionDays ?? 0, OpenHours ?? 1,
            [.. check.List($"{field}.roles", Roles, 20).Select(role => check.Word<PersonRole>($"{field}.roles", role))], check.OptionalId($"{field}.supplierPaper", SupplierPaper),
            check.Day($"{field}.validFrom", ValidFrom), check.Day($"{field}.validThrough", ValidThrough));
    }
}

/// <summary>The table of classes.</summary>
/// <param name="Version">0 for the defaults.</param>
internal sealed record ControlledPolicyJson(IReadOnlyList<ControlledClass> Classes, IReadOnlyList<ControlledCategory> Categories, long Version)
{
    public static ControlledPolicyJson Of(ControlledPolicyView view) => new(view.Policy.Classes, view.Policy.Categories ?? [], view.Version);
}

/// <summary>What the classes of controlled goods ask for.</summary>
internal static class ControlledPolicies
{
    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapPut("/controlled-policy", Put).Operation("PutControlledPolicy").Describe("controlled", "Replace the dated table of classes; If-Match guards against a lost update").Takes<ControlledPolicyBody>().Puts<ControlledPolicyJson>();
        v1.MapGet("/controlled-policy", Get).Operation("GetControlledPolicy").Describe("controlled", "What the classes of controlled goods ask for: the defaults until somebody puts others").Gives<ControlledPolicyJson>();
    }

    private static async Task<IResult> Put(HttpContext http, IGrainFactory grains)
    {
        var (version, wrong) = Reply.IfMatch(http);
        if (wrong is not null) return wrong;
        var (body, bad) = await JsonBody.Read(http, Wire.Json.ControlledPolicyBody);
        if (bad is not null) return bad;
        var check = new Check();
        var policy = body.ToPolicy(check);
        if (check.Failed) return Problems.Of(check);
        var answer = await grains.GetGrain<IControlledPolicyGrain>(IControlledPolicyGrain.Key).Put(new(policy, version, http.Caller()));
        return Reply.Put(http, answer.Then(ControlledPolicyJson.Of), Wire.Json.ControlledPolicyJson, view => view.Version, created: answer is { IsNew: true, Value.Version: 1 });
    }

    private static async Task<IResult> Get(IGrainFactory grains)
    {
        var view = await grains.GetGrain<IControlledPolicyGrain>(IControlledPolicyGrain.Key).Get();
        return Reply.Get(ControlledPolicyJson.Of(view), Wire.Json.ControlledPolicyJson, view.Version);
    }
}
