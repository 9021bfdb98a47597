using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Recalls;

/// <summary>By when a recall has to be told and done.</summary>
internal static class RecallPolicies
{
    private const string Path = "/recall-policy";

    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapPut(Path, Put).Operation("PutRecallPolicy").Describe("recalls", "Replace the dated table of recalls; If-Match guards against a lost update").Takes<RecallPolicyBody>().Puts<RecallPolicyJson>();
        v1.MapGet(Path, Get).Operation("GetRecallPolicy").Describe("recalls", "By when recalls have to be told and done: the defaults until somebody puts others").Gives<RecallPolicyJson>();
    }

    private static async Task<IResult> Put(HttpContext http, IGrainFactory grains)
    {
        var (version, wrong) = Reply.IfMatch(http);
        if (wrong is not null) return wrong;
        var (body, bad) = await JsonBody.Read(http, Wire.Json.RecallPolicyBody);
        if (bad is not null) return bad;
        var check = new Check();
        var policy = body.ToPolicy(check);
        if (check.Failed) return Problems.Of(check);
        var answer = await grains.GetGrain<IRecallPolicyGrain>(IRecallPolicyGrain.Key).Put(new(policy, version, http.Caller()));
        return Reply.Put(http, answer.Then(RecallPolicyJson.Of), Wire.Json.RecallPolicyJson, view => view.Version, created: answer is { IsNew: true, Value.Version: 1 });
    }

    private static async Task<IResult> Get(IGrainFactory grains)
    {
        var view = await grains.GetGrain<IRecallPolicyGrain>(IRecallPolicyGrain.Key).Get();
        return Reply.Get(RecallPolicyJson.Of(view), Wire.Json.RecallPolicyJson, view.Version);
    }
}
