using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Stock;

/// <summary>A lot's new status.</summary>
/// <param name="Status">released, quarantined, held or recalled.</param>
/// <param name="Reason">1 to 500 characters.</param>
internal sealed record SetLotStatusBody([property: Needed] string? Status, [property: Needed] string? Reason);

/// <summary>Changes a lot's status. Setting the same status again changes nothing.</summary>
internal static class SetLotStatus
{
    public static void Map(IEndpointRouteBuilder stock) => stock.MapPost("/lots/{lot}/status", Handle)
        .Operation("SetLotStatus").Describe("stock", "Release, quarantine, hold or recall a lot").Takes<SetLotStatusBody>().Gives<LotJson>();

    private static async Task<IResult> Handle(string store, string sku, string lot, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.SetLotStatusBody);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = new Contracts.SetLotStatus(lot, check.Word<LotStatus>("status", body.Status), check.Text("reason", body.Reason), http.Caller());
        return check.Failed ? Problems.Of(check)
            : Reply.Post(http, (await grains.StockOf(store, sku).SetLotStatus(ask)).Then(LotJson.Of), Wire.Json.LotJson);
    }
}
