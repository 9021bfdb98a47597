using BeautyGrains.Api.Access;
using BeautyGrains.Api.Documents;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Receipts;

/// <summary>Records what arrived and takes it in. A key bound to stores needs the one where it arrived.</summary>
internal static class PutOrderReceipt
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPut("/receipts/{id}", Handle)
        .Operation("PutOrderReceipt").Describe("receipts", "Record what arrived of an order, lot by lot, and take in what is accepted").Takes<PutReceiptBody>().Puts<ReceiptJson>();

    private static async Task<IResult> Handle(string id, HttpContext http, IGrainFactory grains, TimeProvider clock, KeyTable keys)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.PutReceiptBody);
        if (bad is not null) return bad;
        var (second, unknown) = await http.Approver(keys);
        var check = new Check();
        if (body.HasCodes && Limits.IsId(body.Order))
        {
            var order = await grains.GetGrain<IPurchaseOrderGrain>(body.Order!).Get();
            if (order.Refusal is { } none) return Problems.From(none, http);
            body = await body.Scanned(order.Value!, check, grains, clock);
        }
        var ask = body.ToCommand(check, http.Caller());
        if (check.Failed) return Problems.Of(check);
        if (unknown is not null) return unknown;
        if (second is not null) ask = ask with { People = new(http.Identity().Person, second) };
        return http.Forbids(ask.Store) ?? await DocumentAccess.ForbidsNaming(http, grains, ask.Lots.SelectMany(lot => lot.Documents ?? []))
            ?? Reply.Put(http, (await grains.GetGrain<IReceiptGrain>(id).Put(ask)).Then(it => ReceiptJson.Of(it, http)), Wire.Json.ReceiptJson, it => it.Version);
    }
}

/// <summary>A receipt.</summary>
internal static class GetOrderReceipt
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/receipts/{id}", Handle)
        .Operation("GetOrderReceipt").Describe("receipts", "A receipt").Gives<ReceiptJson>();

    private static async Task<IResult> Handle(string id, HttpContext http, IGrainFactory grains)
    {
        var answer = await grains.GetGrain<IReceiptGrain>(id).Get();
        if (answer.Value is { } found && !http.Identity().Covers(found.Store)) return Problems.Of(ProblemType.Forbidden);
        return Reply.Get(answer.Then(it => ReceiptJson.Of(it, http)), http, Wire.Json.ReceiptJson, it => it.Version);
    }
}
