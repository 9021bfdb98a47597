using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Transfers;

/// <summary>What the transfers' endpoints share.</summary>
internal static class Transfer
{
    /// <summary>A problem when the key is bound to stores and the transfer is unknown or does not concern them.</summary>
    /// <param name="side">The store that the key must cover.</param>
    public static async Task<IResult?> Forbids(HttpContext http, ITransferGrain transfer, Func<TransferView, string> side)
    {
        if (http.Identity().Stores is null) return null;
        var known = await transfer.Get();
        return known.Refusal is { } refusal ? Problems.From(refusal, http) : http.Forbids(side(known.Value!));
    }

    /// <summary>The answer to a POST.</summary>
    public static IResult Reply(HttpContext http, Answer<TransferView> answer) =>
        Http.Reply.Post(http, answer.Then(it => TransferJson.Of(it, http)), Wire.Json.TransferJson);
}

/// <summary>A transfer. A key bound to stores needs one of the two.</summary>
internal static class GetTransfer
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/transfers/{id}", Handle)
        .Operation("GetTransfer").Describe("transfers", "A transfer").Gives<TransferJson>();

    private static async Task<IResult> Handle(string id, HttpContext http, IGrainFactory grains)
    {
        var answer = await grains.GetGrain<ITransferGrain>(id).Get();
        if (answer.Value is { } found && !http.Identity().Covers(found.From) && !http.Identity().Covers(found.To)) return Problems.Of(ProblemType.Forbidden);
        return Reply.Get(answer.Then(it => TransferJson.Of(it, http)), http, Wire.Json.TransferJson, it => it.Version);
    }
}

/// <summary>Ships what is reserved. A key bound to stores needs the one that ships.</summary>
internal static class ShipTransfer
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPost("/transfers/{id}/ship", Handle)
        .Operation("ShipTransfer").Describe("transfers", "Ship what is reserved").Gives<TransferJson>();

    private static async Task<IResult> Handle(string id, HttpContext http, IGrainFactory grains)
    {
        if (await JsonBody.None(http) is { } bad) return bad;
        var transfer = grains.GetGrain<ITransferGrain>(id);
        return await Transfer.Forbids(http, transfer, it => it.From) ?? Transfer.Reply(http, await transfer.Ship(new(http.Caller())));
    }
}

/// <summary>Gives a transfer up before it is shipped. A key bound to stores needs the one that ships.</summary>
internal static class CancelTransfer
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPost("/transfers/{id}/cancel", Handle)
        .Operation("CancelTransfer").Describe("transfers", "Give the transfer up before it is shipped").Gives<TransferJson>();

    private static async Task<IResult> Handle(string id, HttpContext http, IGrainFactory grains)
    {
        if (await JsonBody.None(http) is { } bad) return bad;
        var transfer = grains.GetGrain<ITransferGrain>(id);
        return await Transfer.Forbids(http, transfer, it => it.From) ?? Transfer.Reply(http, await transfer.Cancel(new(http.Caller())));
    }
}
