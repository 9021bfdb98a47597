using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;

namespace BeautyGrains.Api.Stock;

/// <summary>What has physically happened. It is recorded whatever the book says.</summary>
/// <param name="Kind">offline-sale, treatment, breakage, surplus, loss, theft, sample-given or client-return.</param>
/// <param name="Quantity">Above 0, at most 3 decimals.</param>
/// <param name="Lot">As scanned; absent when unknown.</param>
/// <param name="OccurredAt">RFC 3339 with offset; not after now, but for a clock that is up to 5 minutes ahead.</param>
/// <param name="Bin">Where it happened, with its lot.</param>
internal sealed record RecordFactBody(
    [property: Needed] string? Kind,
    [property: Needed] Num Quantity,
    string? Unit,
    string? Lot,
    [property: Needed] string? OccurredAt,
    string? Client,
    string? Serial,
    string? Reason,
    string? Document,
    string? Bin = null)
{
    public Contracts.RecordFact ToCommand(string id, Check check, DateTimeOffset now, Caller by)
    {
        if (OccurredAt is null) check.Add("occurredAt", "required");
        var occurred = check.Moment("occurredAt", OccurredAt);
        if (occurred > now + Limits.MaxClockAhead) check.Add("occurredAt", "must-not-be-in-the-future");
        return new(
            id, check.Word<FactKind>("kind", Kind), check.Quantity("quantity", Quantity), check.Unit(Unit), check.OptionalLot("lot", Lot), occurred ?? now, check.OptionalClient(Client),
            check.OptionalText("serial", Serial, 200), check.OptionalText("reason", Reason), check.OptionalText("document", Document, 200), by, check.OptionalId("bin", Bin));
    }
}

/// <summary>Records a fact; it raises an incident and is never refused for lack of stock.</summary>
internal static class RecordFact
{
    public static void Map(IEndpointRouteBuilder stock) => stock.MapPut("/facts/{id}", Handle)
        .Operation("RecordFact").Describe("stock", "Record what has physically happened; raises an incident").Takes<RecordFactBody>().Puts<FactView>();

    private static async Task<IResult> Handle(string store, string sku, string id, HttpContext http, IGrainFactory grains, TimeProvider clock)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.RecordFactBody);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = body.ToCommand(id, check, clock.GetUtcNow(), http.Caller());
        return check.Failed ? Problems.Of(check)
            : Reply.Put(http, (await grains.StockOf(store, sku).RecordFact(ask)).Then(it => it.SeenBy(http.Identity())), Wire.Json.FactView, fact => fact.Version);
    }
}
