using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.Api.Scans;

namespace BeautyGrains.Api.Stock;

/// <summary>Asks to issue what is reserved.</summary>
/// <param name="Quantity">In the base unit; all of it, or the sum of the lots, when absent. The rest is released.</param>
/// <param name="Lots">What was scanned; another sellable lot swaps the pin.</param>
/// <param name="Client">Number of the client who gets the goods.</param>
/// <param name="Use">sale (default) or service-consumption.</param>
internal sealed record CommitReservationBody(Num Quantity, IReadOnlyList<ScannedLotBody?>? Lots, string? Use, string? Document, string? Client)
{
    public static CommitReservationBody Whole { get; } = new(default, null, null, null, null);

    /// <summary>Was anything scanned?</summary>
    public bool HasCodes => Lots is not null && Lots.Any(lot => lot?.Code is not null);

    /// <summary>With what the codes say.</summary>
    public async ValueTask<CommitReservationBody> Scanned(GoodsScan scan)
    {
        if (Lots!.Count > Limits.MaxLines) return this;
        var lots = new List<ScannedLotBody?>(Lots.Count);
        for (var i = 0; i < Lots.Count; i++) lots.Add(Lots[i] is { Code: not null } lot ? await lot.Scanned(scan, $"lots[{i}]") : Lots[i]);
        return this with { Lots = lots };
    }

    public Contracts.CommitReservation ToCommand(string id, Check check, Caller by)
    {
        var lots = check.OptionalList("lots", Lots, Limits.MaxLines).Select((lot, i) => lot.ToScanned($"lots[{i}]", check)).ToImmutableArray();
        var use = check.Word("use", Use, MovementKind.Sale);
        if (use is not (MovementKind.Sale or MovementKind.ServiceConsumption)) check.Add("use", "must-be-one-of:sale,service-consumption");
        var quantity = check.OptionalQuantity("quantity", Quantity);
        if (quantity is not null && lots.Length > 0 && !check.Failed && lots.Sum(lot => lot.Quantity) != quantity) check.Add("quantity", "must-be-the-sum-of-lots");
        return new(id, quantity, lots, use, check.OptionalText("document", Document, 200), by, check.OptionalClient(Client));
    }
}

/// <summary>One scanned lot.</summary>
/// <param name="Lot">Needed where the code names none.</param>
/// <param name="Quantity">Above 0, in the base unit.</param>
/// <param name="Code">What was scanned: gives lot and serial where they are not named beside it.</param>
/// <param name="Bin">Take from this bin.</param>
internal sealed record ScannedLotBody(string? Lot, [property: Needed] Num Quantity, string? Serial, string? Code, string? Bin = null)
{
    public async ValueTask<ScannedLotBody> Scanned(GoodsScan scan, string field) => await scan.Read(Code!, $"{field}.code") is { } goods
        ? this with { Lot = await scan.LotIn(goods, Lot, $"{field}."), Serial = Serial ?? goods.Code.Serial }
        : this;

    public ScannedLot ToScanned(string field, Check check) => new(
        Lot is null && Code is not null && check.Failed ? "" : check.Lot($"{field}.lot", Lot), check.Quantity($"{field}.quantity", Quantity),
        check.OptionalText($"{field}.serial", Serial, 200), Code, check.OptionalId($"{field}.bin", Bin));
}

/// <summary>Commits a reservation, whole or in part.</summary>
internal static class CommitReservation
{
    public static void Map(IEndpointRouteBuilder stock) => stock.MapPost("/reservations/{id}/commit", Handle)
        .Operation("CommitReservation").Describe("stock", "Issue what is reserved, or part of it; the rest is released").MayTake<CommitReservationBody>().Gives<ReservationView>();

    private static async Task<IResult> Handle(string store, string sku, string id, HttpContext http, IGrainFactory grains, TimeProvider clock)
    {
        var (body, bad) = await JsonBody.ReadOr(http, Wire.Json.CommitReservationBody, CommitReservationBody.Whole);
        if (bad is not null) return bad;
        var check = new Check();
        var scan = body.HasCodes ? new GoodsScan(store, sku, check, grains, clock) : null;
        if (scan is not null) body = await body.Scanned(scan);
        var ask = body.ToCommand(id, check, http.Caller());
        if (check.Failed) return Problems.Of(check);
        return scan?.Refused is { } refused ? Problems.From(refused, http) : Reply.Post(http, await grains.StockOf(store, sku).Commit(ask), Wire.Json.ReservationView);
    }
}
