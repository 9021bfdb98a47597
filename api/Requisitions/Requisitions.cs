using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.People;

namespace BeautyGrains.Api.Requisitions;

/// <summary>What a store asks a warehouse for. Whoever is bound to stores needs the asking one to write, submit, approve, reject and cancel, the giving one to allocate, and one of both to read and settle.</summary>
internal static class Requisitions
{
    private const string Path = "/requisitions/{id}";

    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapPut(Path, Put).Operation("PutRequisition").Describe("requisitions", "Write a requisition, or write it anew while it is a draft or rejected").Takes<PutRequisitionBody>().Puts<RequisitionView>();
        v1.MapGet(Path, Get).Operation("GetRequisition").Describe("requisitions", "A requisition").Gives<RequisitionView>();
        v1.MapPost(Path + "/submit", Submit).Operation("SubmitRequisition").Describe("requisitions", "Ask for approval").Gives<RequisitionView>();
        v1.MapPost(Path + "/approve", Approve).Operation("ApproveRequisition").Describe("requisitions", "Approve, as the second person or with one").Gives<RequisitionView>();
        v1.MapPost(Path + "/reject", Reject).Operation("RejectRequisition").Describe("requisitions", "Turn it down; it may be written anew").Takes<ReasonBody>().Gives<RequisitionView>();
        v1.MapPost(Path + "/cancel", Cancel).Operation("CancelRequisition").Describe("requisitions", "Give it up before goods are held").Takes<ReasonBody>().Gives<RequisitionView>();
        v1.MapPost(Path + "/allocate", Allocate).Operation("AllocateRequisition").Describe("requisitions", "Hold what the warehouse has; the rest becomes a need").MayTake<AllocateBody>().Gives<RequisitionView>();
        v1.MapPost(Path + "/needs/{sku}", Settle).Operation("SettleNeed").Describe("requisitions", "Say what became of a need: ordered or given up").MayTake<SettleNeedBody>().Gives<RequisitionView>();
    }

    private static async Task<IResult> Put(string id, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.PutRequisitionBody);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = body.ToCommand(check, http.Caller());
        if (check.Failed) return Problems.Of(check);
        if (http.Forbids(ask.To) is { } forbidden) return forbidden;
        // An id that others use must not be written over from outside its store.
        var requisition = grains.GetGrain<IRequisitionGrain>(id);
        var known = (await requisition.Get()).Value;
        if (known is not null && http.Forbids(known.To) is { } foreign) return foreign;
        return Reply.Put(http, await requisition.Put(ask), Wire.Json.RequisitionView, it => it.Version, created: known is null);
    }

    private static async Task<IResult> Get(string id, HttpContext http, IGrainFactory grains)
    {
        var answer = await grains.GetGrain<IRequisitionGrain>(id).Get();
        if (answer.Value is { } found && !http.Identity().Covers(found.From) && !http.Identity().Covers(found.To)) return Problems.Of(ProblemType.Forbidden);
        return Reply.Get(answer, http, Wire.Json.RequisitionView, it => it.Version);
    }

    private static async Task<IResult> Submit(string id, HttpContext http, IGrainFactory grains)
    {
        if (await JsonBody.None(http) is { } bad) return bad;
        var requisition = grains.GetGrain<IRequisitionGrain>(id);
        return await Forbids(http, requisition, it => it.To) ?? Answer(http, await requisition.Submit(new(http.Caller())));
    }

    private static async Task<IResult> Approve(string id, HttpContext http, IGrainFactory grains, KeyTable keys)
    {
        if (await JsonBody.None(http) is { } bad) return bad;
        var (approver, nobody) = await http.ApproverOrCaller(keys);
        if (nobody is not null) return nobody;
        var requisition = grains.GetGrain<IRequisitionGrain>(id);
        return await Forbids(http, requisition, it => it.To) ?? Answer(http, await requisition.Approve(new(approver, http.Caller())));
    }

    private static async Task<IResult> Reject(string id, HttpContext http, IGrainFactory grains) => await End(id, http, grains, static (requisition, ask) => requisition.Reject(ask));

    private static async Task<IResult> Cancel(string id, HttpContext http, IGrainFactory grains) => await End(id, http, grains, static (requisition, ask) => requisition.Cancel(ask));

    private static async Task<IResult> End(string id, HttpContext http, IGrainFactory grains, Func<IRequisitionGrain, EndRequisition, Task<Answer<RequisitionView>>> end)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.ReasonBody);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = new EndRequisition(check.Text("reason", body.Reason), http.Caller());
        if (check.Failed) return Problems.Of(check);
        var requisition = grains.GetGrain<IRequisitionGrain>(id);
        return await Forbids(http, requisition, it => it.To) ?? Answer(http, await end(requisition, ask));
    }

    private static async Task<IResult> Allocate(string id, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.ReadOr(http, Wire.Json.AllocateBody, AllocateBody.All);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = body.ToCommand(check, http.Caller());
        if (check.Failed) return Problems.Of(check);
        var requisition = grains.GetGrain<IRequisitionGrain>(id);
        return await Forbids(http, requisition, it => it.From) ?? Answer(http, await requisition.Allocate(ask));
    }

    private static async Task<IResult> Settle(string id, string sku, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.ReadOr(http, Wire.Json.SettleNeedBody, SettleNeedBody.Neither);
        if (bad is not null) return bad;
        var check = new Check();
        if (body.Order is not null) check.Id("order", body.Order);
        check.OptionalText("reason", body.Reason);
        if (check.Failed) return Problems.Of(check);
        var requisition = grains.GetGrain<IRequisitionGrain>(id);
        if (http.Identity().Stores is not null && (await requisition.Get()).Value is { } known && http.Forbids(known.From) is not null && http.Forbids(known.To) is { } forbidden) return forbidden;
        return Answer(http, await requisition.SettleNeed(new(sku, body.Order, body.Reason, http.Caller())));
    }

    private static async Task<IResult?> Forbids(HttpContext http, IRequisitionGrain requisition, Func<RequisitionView, string> side)
    {
        if (http.Identity().Stores is null) return null;
        var known = await requisition.Get();
        return known.Refusal is { } refusal ? Problems.From(refusal, http) : http.Forbids(side(known.Value!));
    }

    private static IResult Answer(HttpContext http, Answer<RequisitionView> answer) => Reply.Post(http, answer, Wire.Json.RequisitionView);
}
