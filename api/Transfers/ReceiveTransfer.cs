using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Transfers;

/// <summary>What arrived.</summary>
/// <param name="Lines">Every shipped lot, once; absent or empty: all arrived as shipped.</param>
/// <param name="Readings">Of the transport; needed for cold, labelled and frozen goods.</param>
/// <param name="WithoutReadings">Why there are none, such as a broken logger: goods that need them are quarantined then.</param>
internal sealed record ReceiveTransferBody(IReadOnlyList<ReceivedLotBody?>? Lines, IReadOnlyList<TransportReadingBody?>? Readings, string? WithoutReadings)
{
    private const int MaxReadings = 1_000;

    public static ReceiveTransferBody AsShipped { get; } = new(null, null, null);

    public Contracts.ReceiveTransfer ToCommand(Check check, Caller by) => new(
        [.. check.OptionalList("lines", Lines, Limits.MaxLines).Select((line, i) => line.ToReceived($"lines[{i}]", check))],
        [.. check.OptionalList("readings", Readings, MaxReadings).Select((reading, i) => reading.ToReading($"readings[{i}]", check))],
        by, check.OptionalText("withoutReadings", WithoutReadings));
}

/// <summary>What arrived of one shipped lot.</summary>
/// <param name="Received">Good units; 0 or more, in the base unit.</param>
/// <param name="Broken">Units that arrived broken, besides the good ones; 0 when absent.</param>
internal sealed record ReceivedLotBody([property: Needed] string? Sku, [property: Needed] string? Lot, [property: Needed] Num Received, Num Broken)
{
    public ReceivedLot ToReceived(string field, Check check) => new(
        check.Id($"{field}.sku", Sku), check.Lot($"{field}.lot", Lot), check.QuantityOrZero($"{field}.received", Received),
        Broken.Given ? check.QuantityOrZero($"{field}.broken", Broken) : 0);
}

/// <summary>One temperature on the way.</summary>
/// <param name="At">RFC 3339 with offset.</param>
/// <param name="Celsius">-273 to 200, at most 2 decimals.</param>
internal sealed record TransportReadingBody([property: Needed] string? At, [property: Needed] Num Celsius)
{
    public TransportReading ToReading(string field, Check check)
    {
        if (At is null) check.Add($"{field}.at", "required");
        if (!Celsius.Given) check.Add($"{field}.celsius", "required");
        return new(check.Moment($"{field}.at", At) ?? default, check.Optional($"{field}.celsius", Celsius, -273, 200, 2) ?? 0);
    }
}

/// <summary>Takes in what arrived and ends the transfer. A key bound to stores needs the one that receives.</summary>
internal static class ReceiveTransfer
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPost("/transfers/{id}/receive", Handle)
        .Operation("ReceiveTransfer").Describe("transfers", "Take in what arrived; short, broken and excess goods are recorded").MayTake<ReceiveTransferBody>().Gives<TransferJson>();

    private static async Task<IResult> Handle(string id, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.ReadOr(http, Wire.Json.ReceiveTransferBody, ReceiveTransferBody.AsShipped);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = body.ToCommand(check, http.Caller());
        if (check.Failed) return Problems.Of(check);
        var transfer = grains.GetGrain<ITransferGrain>(id);
        return await Transfer.Forbids(http, transfer, it => it.To) ?? Transfer.Reply(http, await transfer.Receive(ask));
    }
}
