using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.PurchaseOrders;

/// <summary>What the purchase orders' endpoints share.</summary>
internal static class OrderCall
{
    /// <summary>A problem when the key is bound to stores and the order is unknown or has a line for another store.</summary>
    public static async Task<IResult?> Forbids(HttpContext http, IPurchaseOrderGrain order)
    {
        if (http.Identity().Stores is null) return null;
        var known = await order.Get();
        return known.Refusal is { } refusal ? Problems.From(refusal, http) : http.Forbids(known.Value!.Lines.Select(line => line.Store));
    }

    /// <summary>The answer to a POST.</summary>
    public static IResult Reply(HttpContext http, Answer<PurchaseOrderView> answer) => Http.Reply.Post(http, Shaped(http, answer), Wire.Json.PurchaseOrderJson);

    /// <summary>The answer as the caller may see it.</summary>
    public static Answer<PurchaseOrderJson> Shaped(HttpContext http, Answer<PurchaseOrderView> answer) => answer.Then(view => PurchaseOrderJson.Of(view, http.Identity()));

    /// <summary>Carries out a POST whose body gives a reason.</summary>
    public static async Task<IResult> End(HttpContext http, IPurchaseOrderGrain order, Func<IPurchaseOrderGrain, EndOrder, Task<Answer<PurchaseOrderView>>> end)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.EndOrderBody);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = body.ToCommand(check, http.Caller());
        if (check.Failed) return Problems.Of(check);
        return await Forbids(http, order) ?? Reply(http, await end(order, ask));
    }
}

/// <summary>Makes a draft. A key bound to stores needs those of all lines.</summary>
internal static class DraftPurchaseOrder
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPut("/purchase-orders/{id}", Handle)
        .Operation("DraftPurchaseOrder").Describe("purchase-orders", "Draft a purchase order").Takes<DraftOrderBody>().Puts<PurchaseOrderJson>();

    private static async Task<IResult> Handle(string id, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.DraftOrderBody);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = body.ToCommand(check, http.Caller());
        if (check.Failed) return Problems.Of(check);
        return http.Forbids(ask.Lines.Select(line => line.Store))
            ?? Reply.Put(http, OrderCall.Shaped(http, await grains.GetGrain<IPurchaseOrderGrain>(id).Draft(ask)), Wire.Json.PurchaseOrderJson, it => it.Version);
    }
}

/// <summary>A purchase order. A key bound to stores needs one of its lines'.</summary>
internal static class GetPurchaseOrder
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/purchase-orders/{id}", Handle)
        .Operation("GetPurchaseOrder").Describe("purchase-orders", "A purchase order with its history").Gives<PurchaseOrderJson>();

    private static async Task<IResult> Handle(string id, HttpContext http, IGrainFactory grains)
    {
        var answer = await grains.GetGrain<IPurchaseOrderGrain>(id).Get();
        if (answer.Value is { } found && !found.Lines.Any(line => http.Identity().Covers(line.Store))) return Problems.Of(ProblemType.Forbidden);
        return Reply.Get(OrderCall.Shaped(http, answer), http, Wire.Json.PurchaseOrderJson, it => it.Version);
    }
}

/// <summary>Changes an order's lines.</summary>
internal static class AmendPurchaseOrder
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPost("/purchase-orders/{id}/amend", Handle)
        .Operation("AmendPurchaseOrder").Describe("purchase-orders", "Change an order's lines; history keeps what was").Takes<AmendOrderBody>().Gives<PurchaseOrderJson>();

    private static async Task<IResult> Handle(string id, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.AmendOrderBody);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = body.ToCommand(check, http.Caller());
        if (check.Failed) return Problems.Of(check);
        var order = grains.GetGrain<IPurchaseOrderGrain>(id);
        return http.Forbids(ask.Lines.Select(line => line.Store)) ?? await OrderCall.Forbids(http, order) ?? OrderCall.Reply(http, await order.Amend(ask));
    }
}

/// <summary>Notes that the supplier has the order.</summary>
internal static class SendPurchaseOrder
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPost("/purchase-orders/{id}/send", Handle)
        .Operation("SendPurchaseOrder").Describe("purchase-orders", "Note that the supplier has the order").Gives<PurchaseOrderJson>();

    private static async Task<IResult> Handle(string id, HttpContext http, IGrainFactory grains)
    {
        if (await JsonBody.None(http) is { } bad) return bad;
        var order = grains.GetGrain<IPurchaseOrderGrain>(id);
        return await OrderCall.Forbids(http, order) ?? OrderCall.Reply(http, await order.Send(new(http.Caller())));
    }
}

/// <summary>Turns a submitted order down.</summary>
internal static class RejectPurchaseOrder
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPost("/purchase-orders/{id}/reject", Handle)
        .Operation("RejectPurchaseOrder").Describe("purchase-orders", "Turn a submitted order down").Takes<EndOrderBody>().Gives<PurchaseOrderJson>();

    private static Task<IResult> Handle(string id, HttpContext http, IGrainFactory grains) =>
        OrderCall.End(http, grains.GetGrain<IPurchaseOrderGrain>(id), static (order, ask) => order.Reject(ask));
}

/// <summary>Gives up an order of which nothing was received.</summary>
internal static class CancelPurchaseOrder
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPost("/purchase-orders/{id}/cancel", Handle)
        .Operation("CancelPurchaseOrder").Describe("purchase-orders", "Give up an order of which nothing was received").Takes<EndOrderBody>().Gives<PurchaseOrderJson>();

    private static Task<IResult> Handle(string id, HttpContext http, IGrainFactory grains) =>
        OrderCall.End(http, grains.GetGrain<IPurchaseOrderGrain>(id), static (order, ask) => order.Cancel(ask));
}

/// <summary>Ends an order of which something was received.</summary>
internal static class ClosePurchaseOrder
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPost("/purchase-orders/{id}/close", Handle)
        .Operation("ClosePurchaseOrder").Describe("purchase-orders", "End an order; what is missing is awaited no longer").Takes<EndOrderBody>().Gives<PurchaseOrderJson>();

    private static Task<IResult> Handle(string id, HttpContext http, IGrainFactory grains) =>
        OrderCall.End(http, grains.GetGrain<IPurchaseOrderGrain>(id), static (order, ask) => order.Close(ask));
}

/// <summary>Asks for approval. A second person may let it pass a budget that has too little left.</summary>
internal static class SubmitPurchaseOrder
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPost("/purchase-orders/{id}/submit", Handle)
        .Operation("SubmitPurchaseOrder").Describe("purchase-orders", "Ask for approval; budgets are committed").Gives<PurchaseOrderJson>();

    private static async Task<IResult> Handle(string id, HttpContext http, IGrainFactory grains, KeyTable keys)
    {
        if (await JsonBody.None(http) is { } bad) return bad;
        var (approver, unknown) = await http.Approver(keys);
        if (unknown is not null) return unknown;
        var order = grains.GetGrain<IPurchaseOrderGrain>(id);
        return await OrderCall.Forbids(http, order) ?? OrderCall.Reply(http, await order.Submit(new(approver, http.Caller())));
    }
}

/// <summary>One person's approval: of whoever asks, or of a second person on the same request.</summary>
internal static class ApprovePurchaseOrder
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPost("/purchase-orders/{id}/approve", Handle)
        .Operation("ApprovePurchaseOrder").Describe("purchase-orders", "Approve, as another person than the authors").Gives<PurchaseOrderJson>();

    private static async Task<IResult> Handle(string id, HttpContext http, IGrainFactory grains, KeyTable keys)
    {
        if (await JsonBody.None(http) is { } bad) return bad;
        var (approver, unknown) = await http.ApproverOrCaller(keys);
        if (unknown is not null) return unknown;
        var order = grains.GetGrain<IPurchaseOrderGrain>(id);
        return await OrderCall.Forbids(http, order) ?? OrderCall.Reply(http, await order.Approve(new(approver, http.Caller())));
    }
}
