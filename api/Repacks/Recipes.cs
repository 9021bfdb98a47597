using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Repacks;

/// <summary>Recipes and the table of repacking.</summary>
internal static class RecipeCalls
{
    private const string Path = "/recipes/{id}";

    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapPut(Path, Put).Operation("PutRecipe").Describe("repacks", "Create or replace a recipe: dated bills of what becomes what; If-Match guards against a lost update").Takes<RecipeBody>().Puts<RecipeView>();
        v1.MapGet(Path, Get).Operation("GetRecipe").Describe("repacks", "A recipe").Gives<RecipeView>();
        v1.MapPut("/repack-policy", PutPolicy)
            .Operation("PutRepackPolicy").Describe("repacks", "Replace the dated table of what may be repacked how; If-Match guards against a lost update").Takes<RepackPolicyBody>().Puts<RepackPolicyJson>();
        v1.MapGet("/repack-policy", GetPolicy).Operation("GetRepackPolicy").Describe("repacks", "What may be repacked how: the defaults until somebody puts others").Gives<RepackPolicyJson>();
    }

    private static async Task<IResult> Put(string id, HttpContext http, IGrainFactory grains)
    {
        var (version, wrong) = Reply.IfMatch(http);
        if (wrong is not null) return wrong;
        var (body, bad) = await JsonBody.Read(http, Wire.Json.RecipeBody);
        if (bad is not null) return bad;
        var check = new Check();
        var record = body.ToRecord(check);
        if (check.Failed) return Problems.Of(check);
        var answer = await grains.GetGrain<IRecipeGrain>(id).Put(new(record, version, http.Caller()));
        return Reply.Put(http, answer, Wire.Json.RecipeView, it => it.Version, created: answer is { IsNew: true, Value.Version: 1 });
    }

    private static async Task<IResult> Get(string id, HttpContext http, IGrainFactory grains) =>
        await grains.GetGrain<IRecipeGrain>(id).Get() is { } found ? Reply.Get(found, Wire.Json.RecipeView, found.Version) : Problems.From(new(RefusalKind.UnknownRecipe), http);

    private static async Task<IResult> PutPolicy(HttpContext http, IGrainFactory grains)
    {
        var (version, wrong) = Reply.IfMatch(http);
        if (wrong is not null) return wrong;
        var (body, bad) = await JsonBody.Read(http, Wire.Json.RepackPolicyBody);
        if (bad is not null) return bad;
        var check = new Check();
        var policy = body.ToPolicy(check);
        if (check.Failed) return Problems.Of(check);
        var answer = await grains.GetGrain<IRepackPolicyGrain>(IRepackPolicyGrain.Key).Put(new(policy, version, http.Caller()));
        return Reply.Put(http, answer.Then(RepackPolicyJson.Of), Wire.Json.RepackPolicyJson, view => view.Version, created: answer is { IsNew: true, Value.Version: 1 });
    }

    private static async Task<IResult> GetPolicy(IGrainFactory grains)
    {
        var view = await grains.GetGrain<IRepackPolicyGrain>(IRepackPolicyGrain.Key).Get();
        return Reply.Get(RepackPolicyJson.Of(view), Wire.Json.RepackPolicyJson, view.Version);
    }
}
