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

/// <summary>What leaves.</summary>
/// <param name="Units">Of serialised SKUs: which units; each SKU once, as many as its line has. Absent: those longest in the lots held.</param>
internal sealed record ShipTransferBody(IReadOnlyList<LineUnitsBody?>? Units)
{
    public static ShipTransferBody AsHeld { get; } = new((IReadOnlyList<LineUnitsBody?>?)null);

    public Contracts.ShipTransfer ToCommand(Check check, Caller by)
    {
        EquatableList<LineUnits> units = [.. check.OptionalList("units", Units, Limits.MaxLines).Select((one, i) => one.ToUnits($"units[{i}]", check))];
        if (units.DistinctBy(one => one.Sku, StringComparer.Ordinal).Count() != units.Count) check.Add("units", "must-be-unique");
        return new(by, units.Count == 0 ? null : units);
    }
}

/// <summary>Which units of a line.</summary>
internal sealed record LineUnitsBody([property: Needed] string? Sku, [property: Needed] IReadOnlyList<string?>? Serials)
{
    public LineUnits ToUnits(string field, Check check)
    {
        if (Serials is null) check.Add($"{field}.serials", "required");
        else if (Serials.Count == 0) check.Add($"{field}.serials", "must-not-be-empty");
        return new(check.Id($"{field}.sku", Sku), check.Serials(Serials, $"{field}.serials") ?? []);
    }
}

/// <summary>Ships what is reserved. A key bound to stores needs the one that ships.</summary>
internal static class ShipTransfer
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPost("/transfers/{id}/ship", Handle)
        .Operation("ShipTransfer").Describe("transfers", "Ship what is reserved; of serialised goods the units named").MayTake<ShipTransferBody>().Gives<TransferJson>();

    private static async Task<IResult> Handle(string id, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.ReadOr(http, Wire.Json.ShipTransferBody, ShipTransferBody.AsHeld);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = body.ToCommand(check, http.Caller());
        if (check.Failed) return Problems.Of(check);
        var transfer = grains.GetGrain<ITransferGrain>(id);
        return await Transfer.Forbids(http, transfer, it => it.From) ?? Transfer.Reply(http, await transfer.Ship(ask));
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
