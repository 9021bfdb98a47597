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
        .Operation("SetLotStatus").Describe("stock", "Release, quarantine, hold or recall a lot; people release with a second person").Takes<SetLotStatusBody>().Gives<LotJson>();

    private static async Task<IResult> Handle(string store, string sku, string lot, HttpContext http, IGrainFactory grains, KeyTable keys)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.SetLotStatusBody);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = new Contracts.SetLotStatus(lot, check.Word<LotStatus>("status", body.Status), check.Text("reason", body.Reason), http.Caller());
        if (check.Failed) return Problems.Of(check);
        var (approver, unknown) = await http.Approver(keys);
        if (unknown is not null) return unknown;
        if (NeedsApproval(http, ask) && FourEyes.Refuses(approver, ApprovalKind.QuarantineRelease, null, [store], http.Identity().Actor) is { } refusal) return Problems.From(refusal, http);
        var answer = await grains.StockOf(store, sku).SetLotStatus(ask with { ApprovedBy = approver?.Actor });
        return Reply.Post(http, answer.Then(it => LotJson.Of(it.SeenBy(http.Identity()))), Wire.Json.LotJson);
    }

    // Whoever holds an administrator's own key answers for the house, not as a person.
    private static bool NeedsApproval(HttpContext http, Contracts.SetLotStatus ask) => ask.Status == LotStatus.Released && http.Identity().Person is not null;
}
