using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Stock;

/// <summary>Asks to issue what is reserved.</summary>
/// <param name="Quantity">In the base unit; all of it, or the sum of the lots, when absent. The rest is released.</param>
/// <param name="Lots">What was scanned; another sellable lot swaps the pin.</param>
/// <param name="Use">sale (default) or service-consumption.</param>
internal sealed record CommitReservationBody(Num Quantity, IReadOnlyList<ScannedLotBody?>? Lots, string? Use, string? Document)
{
    public static CommitReservationBody Whole { get; } = new(default, null, null, null);

    public Contracts.CommitReservation ToCommand(string id, Check check, Caller by)
    {
        var lots = check.OptionalList("lots", Lots, Limits.MaxLines).Select((lot, i) => lot.ToScanned($"lots[{i}]", check)).ToImmutableArray();
        var use = check.Word("use", Use, MovementKind.Sale);
        if (use is not (MovementKind.Sale or MovementKind.ServiceConsumption)) check.Add("use", "must-be-one-of:sale,service-consumption");
        var quantity = check.OptionalQuantity("quantity", Quantity);
        if (quantity is not null && lots.Length > 0 && !check.Failed && lots.Sum(lot => lot.Quantity) != quantity) check.Add("quantity", "must-be-the-sum-of-lots");
        return new(id, quantity, lots, use, check.OptionalText("document", Document, 200), by);
    }
}

/// <summary>One scanned lot.</summary>
/// <param name="Quantity">Above 0, in the base unit.</param>
internal sealed record ScannedLotBody([property: Needed] string? Lot, [property: Needed] Num Quantity, string? Serial)
{
    public ScannedLot ToScanned(string field, Check check) => new(
        check.Lot($"{field}.lot", Lot), check.Quantity($"{field}.quantity", Quantity), check.OptionalText($"{field}.serial", Serial, 200));
}

/// <summary>Commits a reservation, whole or in part.</summary>
internal static class CommitReservation
{
    public static void Map(IEndpointRouteBuilder stock) => stock.MapPost("/reservations/{id}/commit", Handle)
        .Operation("CommitReservation").Describe("stock", "Issue what is reserved, or part of it; the rest is released").MayTake<CommitReservationBody>().Gives<ReservationView>();

    private static async Task<IResult> Handle(string store, string sku, string id, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.ReadOr(http, Wire.Json.CommitReservationBody, CommitReservationBody.Whole);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = body.ToCommand(id, check, http.Caller());
        return check.Failed ? Problems.Of(check) : Reply.Post(http, await grains.StockOf(store, sku).Commit(ask), Wire.Json.ReservationView);
    }
}
