using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Feedback;

/// <summary>By when the authority is told of feedback, and when a lot has too much of it.</summary>
internal static class FeedbackPolicies
{
    private const string Path = "/feedback-policy";

    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapPut(Path, Put).Operation("PutFeedbackPolicy").Describe("feedback", "Replace the dated tables of clocks and thresholds; If-Match guards against a lost update").Takes<FeedbackPolicyBody>().Puts<FeedbackPolicyJson>();
        v1.MapGet(Path, Get).Operation("GetFeedbackPolicy").Describe("feedback", "By when the authority is told of feedback, and when a lot has too much of it: the defaults until somebody puts others").Gives<FeedbackPolicyJson>();
    }

    private static async Task<IResult> Put(HttpContext http, IGrainFactory grains)
    {
        var (version, wrong) = Reply.IfMatch(http);
        if (wrong is not null) return wrong;
        var (body, bad) = await JsonBody.Read(http, Wire.Json.FeedbackPolicyBody);
        if (bad is not null) return bad;
        var check = new Check();
        var policy = body.ToPolicy(check);
        if (check.Failed) return Problems.Of(check);
        var answer = await grains.GetGrain<IFeedbackPolicyGrain>(IFeedbackPolicyGrain.Key).Put(new(policy, version, http.Caller()));
        return Reply.Put(http, answer.Then(FeedbackPolicyJson.Of), Wire.Json.FeedbackPolicyJson, view => view.Version, created: answer is { IsNew: true, Value.Version: 1 });
    }

    private static async Task<IResult> Get(IGrainFactory grains)
    {
        var view = await grains.GetGrain<IFeedbackPolicyGrain>(IFeedbackPolicyGrain.Key).Get();
        return Reply.Get(FeedbackPolicyJson.Of(view), Wire.Json.FeedbackPolicyJson, view.Version);
    }
}
