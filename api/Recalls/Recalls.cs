using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Recalls;

/// <summary>Recalls: begun by quality, ended by two people.</summary>
internal static class Recalls
{
    private const string Path = "/recalls/{id}";

    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapPut(Path, Put).Operation("PutRecall").Describe("recalls", "Call goods back; when this answers, no request takes any of them anywhere").Takes<PutRecallBody>().Puts<RecallView>();
        v1.MapGet(Path, Get).Operation("GetRecall").Describe("recalls", "A recall, with what became of the goods as the ledgers now tell").Gives<RecallView>();
        v1.MapGet(Path + "/stock", Stock).Operation("GetRecallStock").Describe("recalls", "What the stores have of it now, and what is between them").Gives<RecallStockView>();
        v1.MapPost(Path + "/clients/{client}/notify", Notify).Operation("NotifyRecallClient").Describe("recalls", "Say how far a client has been told").Takes<RecallTaskBody>().Gives<RecallView>();
        v1.MapPost(Path + "/clients/{client}/recover", Recover).Operation("RecoverRecallClient").Describe("recalls", "Say how far a client's goods have been fetched").Takes<RecallTaskBody>().Gives<RecallView>();
        v1.MapPost(Path + "/reports", Report).Operation("ReportRecall").Describe("recalls", "Say that the authority was reported to").Takes<ReportRecallBody>().Gives<RecallView>();
        v1.MapPost(Path + "/close", Close).Operation("CloseRecall").Describe("recalls", "End a recall of which nothing is left untold; people with a second person").Takes<EndRecallBody>().Gives<RecallView>();
        v1.MapPost(Path + "/lift", Lift).Operation("LiftRecall").Describe("recalls", "Take a recall back; people with a second person").Takes<EndRecallBody>().Gives<RecallView>();
    }

    private static async Task<IResult> Put(string id, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.PutRecallBody);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = body.ToCommand(check, http.Caller());
        return check.Failed ? Problems.Of(check) : Reply.Put(http, await grains.GetGrain<IRecallGrain>(id).Put(ask), Wire.Json.RecallView, it => it.Version);
    }

    private static async Task<IResult> Get(string id, HttpContext http, IGrainFactory grains) =>
        Reply.Get(await grains.GetGrain<IRecallGrain>(id).Follow(), http, Wire.Json.RecallView, it => it.Version, timeMatters: true);

    private static async Task<IResult> Stock(string id, HttpContext http, IGrainFactory grains)
    {
        var answer = await grains.GetGrain<IRecallGrain>(id).GetStock();
        return answer.Refusal is { } refusal ? Problems.From(refusal, http) : Reply.Ok(answer.Value!, Wire.Json.RecallStockView);
    }

    private static Task<IResult> Notify(string id, string client, HttpContext http, IGrainFactory grains) => SetTask(id, client, RecallTask.Notify, http, grains);

    private static Task<IResult> Recover(string id, string client, HttpContext http, IGrainFactory grains) => SetTask(id, client, RecallTask.Recover, http, grains);

    private static async Task<IResult> SetTask(string id, string client, RecallTask task, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.RecallTaskBody);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = body.ToCommand(client, task, check, http.Caller());
        return check.Failed ? Problems.Of(check) : Reply.Post(http, await grains.GetGrain<IRecallGrain>(id).SetTask(ask), Wire.Json.RecallView);
    }

    private static async Task<IResult> Report(string id, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.ReportRecallBody);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = new Contracts.ReportRecall(check.Text("note", body.Note), body.Document is null ? null : check.Id("document", body.Document), http.Caller());
        return check.Failed ? Problems.Of(check) : Reply.Post(http, await grains.GetGrain<IRecallGrain>(id).Report(ask), Wire.Json.RecallView);
    }

    private static Task<IResult> Close(string id, HttpContext http, IGrainFactory grains, KeyTable keys) => End(id, http, grains, keys, static (recall, ask) => recall.Close(ask));

    private static Task<IResult> Lift(string id, HttpContext http, IGrainFactory grains, KeyTable keys) => End(id, http, grains, keys, static (recall, ask) => recall.Lift(ask));

    private static async Task<IResult> End(string id, HttpContext http, IGrainFactory grains, KeyTable keys, Func<IRecallGrain, EndRecall, Task<Answer<RecallView>>> end)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.EndRecallBody);
        if (bad is not null) return bad;
        var check = new Check();
        var conclusion = check.Text("conclusion", body.Conclusion);
        if (check.Failed) return Problems.Of(check);
        var (approver, unknown) = await http.Approver(keys);
        if (unknown is not null) return unknown;
        // Whoever holds an administrator's own key answers for the house, not as a person.
        return Reply.Post(http, await end(grains.GetGrain<IRecallGrain>(id), new(conclusion, approver, http.Identity().Person is not null, http.Caller())), Wire.Json.RecallView);
    }
}
