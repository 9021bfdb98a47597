using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Grains;

namespace BeautyGrains.Api.Clients;

/// <summary>Which products a client is meant to get.</summary>
/// <param name="Skus">1 to 100, each once.</param>
internal sealed record SafetyCheckBody([property: Needed] IReadOnlyList<string?>? Skus);

/// <summary>What stands against a product for a client.</summary>
/// <param name="Outcome">clear, warning or blocked.</param>
internal sealed record SafetyItemJson(string Sku, string Outcome, IReadOnlyList<SafetyFindingJson> Findings);

/// <summary>One thing that stands against it.</summary>
/// <param name="Found">The ingredient, or what the product says of itself; what stands on the client's file is not told.</param>
internal sealed record SafetyFindingJson(SafetyKind Kind, string? Found);

/// <summary>What stands against products for a client, in the order asked.</summary>
internal sealed record SafetyCheckJson(string Client, IReadOnlyList<SafetyItemJson> Items);

/// <summary>The table of substances as callers write it; a PUT replaces it whole.</summary>
internal sealed record SafetyPolicyBody([property: Needed] IReadOnlyList<SubstanceBody?>? Substances)
{
    public SafetyPolicy ToPolicy(Check check)
    {
        if (Substances is null) check.Add("substances", "required");
        var policy = new SafetyPolicy([.. check.OptionalList("substances", Substances, SafetyForm.MaxSubstances).Select((row, i) => row.ToRow($"substances[{i}]", check))]);
        foreach (var (field, rule) in SafetyForm.Check(policy))
            if (!check.Names(field)) check.Add(field, rule);
        return policy;
    }
}

/// <summary>A substance under all of its names.</summary>
internal sealed record SubstanceBody([property: Needed] string? Id, [property: Needed] IReadOnlyList<string?>? Names)
{
    public Substance ToRow(string field, Check check) => new(check.Id($"{field}.id", Id), [.. check.List($"{field}.names", Names, SafetyForm.MaxNames)]);
}

/// <summary>The table of substances.</summary>
/// <param name="Version">0 for the defaults.</param>
internal sealed record SafetyPolicyJson(IReadOnlyList<Substance> Substances, long Version)
{
    public static SafetyPolicyJson Of(SafetyPolicyView view) => new(view.Policy.Substances, view.Version);
}

/// <summary>Whether a client can bear products, by allergies and their synonyms, by what they have reacted to, and by contraindications.</summary>
internal static class ClientSafety
{
    private const int MostSkus = 100;

    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapPost("/clients/{number}/safety-check", CheckProducts).Operation("CheckClientSafety").Describe("clients", "What stands against products for a client: allergies, reactions, contraindications").Takes<SafetyCheckBody>().Gives<SafetyCheckJson>();
        v1.MapGet("/safety-policy", Get).Operation("GetSafetyPolicy").Describe("clients", "By which names substances go: the defaults until somebody puts others").Gives<SafetyPolicyJson>();
        v1.MapPut("/safety-policy", Put).Operation("PutSafetyPolicy").Describe("clients", "Replace the table of substances and their names; If-Match guards against a lost update").Takes<SafetyPolicyBody>().Puts<SafetyPolicyJson>();
    }

    private static async Task<IResult> CheckProducts(string number, HttpContext http, IGrainFactory grains, ClientFiles files)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.SafetyCheckBody);
        if (bad is not null) return bad;
        var check = new Check();
        var skus = check.List("skus", body.Skus, MostSkus);
        for (var i = 0; i < skus.Count; i++) check.Id($"skus[{i}]", skus[i]);
        if (skus.Distinct(StringComparer.Ordinal).Count() != skus.Count) check.Add("skus", "must-be-unique");
        if (check.Failed) return Problems.Of(check);
        var answer = await ClientCalls.Of(grains, number).Get();
        if (answer.Value is not { } view) return Problems.From(answer.Refusal!, http);
        var care = await files.Care(view, http.RequestAborted) ?? ClientCare.None;
        var policy = (await grains.GetGrain<ISafetyPolicyGrain>(ISafetyPolicyGrain.Key).Get()).Policy;
        var items = new List<SafetyItemJson>(skus.Count);
        foreach (var sku in skus)
        {
            if (await grains.GetGrain<ISkuGrain>(sku).Get() is not { } product) return Problems.From(new(RefusalKind.UnknownSku, Sku: sku), http);
            var findings = IngredientRules.Check(care, sku, product.Record, policy);
            var outcome = findings.Count == 0 ? "clear" : findings.All(one => one.Kind == SafetyKind.UnknownIngredients) ? "warning" : "blocked";
            items.Add(new(sku, outcome, [.. findings.Select(one => new SafetyFindingJson(one.Kind, one.Kind == SafetyKind.Reaction ? null : one.Found))]));
        }
        return Reply.Ok(new SafetyCheckJson(number, items), Wire.Json.SafetyCheckJson);
    }

    private static async Task<IResult> Get(IGrainFactory grains)
    {
        var view = await grains.GetGrain<ISafetyPolicyGrain>(ISafetyPolicyGrain.Key).Get();
        return Reply.Get(SafetyPolicyJson.Of(view), Wire.Json.SafetyPolicyJson, view.Version);
    }

    private static async Task<IResult> Put(HttpContext http, IGrainFactory grains)
    {
        var (version, wrong) = Reply.IfMatch(http);
        if (wrong is not null) return wrong;
        var (body, bad) = await JsonBody.Read(http, Wire.Json.SafetyPolicyBody);
        if (bad is not null) return bad;
        var check = new Check();
        var policy = body.ToPolicy(check);
        if (check.Failed) return Problems.Of(check);
        var answer = await grains.GetGrain<ISafetyPolicyGrain>(ISafetyPolicyGrain.Key).Put(new(policy, version, http.Caller()));
        return Reply.Put(http, answer.Then(SafetyPolicyJson.Of), Wire.Json.SafetyPolicyJson, view => view.Version, created: answer is { IsNew: true, Value.Version: 1 });
    }
}
