using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Grains;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Api.Webhooks;

/// <summary>Creates or replaces an endpoint.</summary>
internal static class PutWebhook
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPut("/webhooks/{id}", Handle)
        .Operation("PutWebhook").Describe("webhooks", "Create or replace an endpoint that alerts are sent to").Takes<WebhookBody>().Puts<WebhookJson>();

    private static async Task<IResult> Handle(string id, HttpContext http, IGrainFactory grains, IWebhookSealer sealer, WebhookNetworks networks)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.WebhookBody);
        if (bad is not null) return bad;
        var grain = grains.GetGrain<IWebhookGrain>(id);
        var before = (await grain.Get()).Value;
        var check = new Check();
        var (record, made) = body.ToRecord(id, before?.Record, sealer, networks, check);
        if (check.Failed) return Problems.Of(check);
        var answer = await grain.Put(new(record, http.Caller()));
        return Reply.Put(http, answer.Then(it => WebhookJson.Of(it, made)), Wire.Json.WebhookJson, it => it.Version, created: answer.IsNew && before is null);
    }
}

/// <summary>One endpoint.</summary>
internal static class GetWebhook
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/webhooks/{id}", Handle)
        .Operation("GetWebhook").Describe("webhooks", "An endpoint, without its address and secret").Gives<WebhookJson>();

    private static async Task<IResult> Handle(string id, HttpContext http, IGrainFactory grains) =>
        Reply.Get((await grains.GetGrain<IWebhookGrain>(id).Get()).Then(it => WebhookJson.Of(it)), http, Wire.Json.WebhookJson, it => it.Version);
}

/// <summary>All endpoints.</summary>
internal static class ListWebhooks
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/webhooks", Handle)
        .Operation("ListWebhooks").Describe("webhooks", "All endpoints, by id").Gives<WebhookList>();

    private static async Task<IResult> Handle(HttpContext http, IGrainFactory grains, StreamDirectory streams)
    {
        var items = new List<WebhookJson>();
        await foreach (var id in streams.All(WebhookKind.Instance.Category, http.RequestAborted))
            if ((await grains.GetGrain<IWebhookGrain>(id).Get()).Value is { } found) items.Add(WebhookJson.Of(found));
        return Reply.Ok(new WebhookList(items), Wire.Json.WebhookList);
    }
}

/// <summary>Forgets an endpoint.</summary>
internal static class RemoveWebhook
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapDelete("/webhooks/{id}", Handle)
        .Operation("RemoveWebhook").Describe("webhooks", "Forget an endpoint with its address, secret and messages").GivesNothing();

    private static async Task<IResult> Handle(string id, HttpContext http, IGrainFactory grains)
    {
        if (await JsonBody.None(http) is { } bad) return bad;
        var answer = await grains.GetGrain<IWebhookGrain>(id).Remove(new(http.Caller()));
        return answer.Refusal is { } refusal ? Problems.From(refusal, http) : Results.NoContent();
    }
}

/// <summary>What has not been delivered.</summary>
internal static class ListWebhookMessages
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/webhooks/{id}/messages", Handle)
        .Operation("ListWebhookMessages").Describe("webhooks", "Messages not delivered: waiting ones, then dead ones").Gives<WebhookMessages>();

    private static async Task<IResult> Handle(string id, HttpContext http, IGrainFactory grains)
    {
        var grain = grains.GetGrain<IWebhookGrain>(id);
        if ((await grain.Get()).Refusal is { } refusal) return Problems.From(refusal, http);
        return Reply.Ok(new WebhookMessages(await grain.GetMessages()), Wire.Json.WebhookMessages);
    }
}

/// <summary>Which dead messages are to be sent again.</summary>
/// <param name="Ids">Absent for all.</param>
internal sealed record ReplayWebhookBody(IReadOnlyList<string?>? Ids);

/// <summary>Sends dead messages again.</summary>
internal static class ReplayWebhook
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPost("/webhooks/{id}/replay", Handle)
        .Operation("ReplayWebhook").Describe("webhooks", "Send dead messages again, with the same ids").MayTake<ReplayWebhookBody>().Gives<WebhookJson>();

    private static async Task<IResult> Handle(string id, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.ReadOr(http, Wire.Json.ReplayWebhookBody, new((IReadOnlyList<string?>?)null));
        if (bad is not null) return bad;
        var check = new Check();
        var ids = check.OptionalList("ids", body.Ids, Limits.MaxLines);
        for (var i = 0; i < ids.Count; i++) check.Id($"ids[{i}]", ids[i]);
        if (body.Ids is { Count: 0 }) check.Add("ids", "must-not-be-empty");
        if (check.Failed) return Problems.Of(check);
        var answer = await grains.GetGrain<IWebhookGrain>(id).Replay(new([.. ids], http.Caller()));
        return Reply.Post(http, answer.Then(it => WebhookJson.Of(it)), Wire.Json.WebhookJson);
    }
}

/// <summary>Tries an endpoint.</summary>
internal static class TestWebhook
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPut("/webhooks/{id}/tests/{test}", Handle)
        .Operation("TestWebhook").Describe("webhooks", "Send a message of its own to try the endpoint").Gives<WebhookJson>();

    private static async Task<IResult> Handle(string id, string test, HttpContext http, IGrainFactory grains)
    {
        if (await JsonBody.None(http) is { } bad) return bad;
        var check = new Check();
        check.Id("test", test);
        if (check.Failed) return Problems.Of(check);
        var answer = await grains.GetGrain<IWebhookGrain>(id).Test(test, http.Caller());
        return Reply.Post(http, answer.Then(it => WebhookJson.Of(it)), Wire.Json.WebhookJson);
    }
}
