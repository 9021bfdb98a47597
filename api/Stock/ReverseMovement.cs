using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Issues;

namespace BeautyGrains.Api.Stock;

/// <summary>Names the movement to be taken back.</summary>
/// <param name="Kind">Its kind, such as "receipt".</param>
/// <param name="MovementId">Its id.</param>
/// <param name="Reason">1 to 500 characters.</param>
internal sealed record ReverseMovementBody([property: Needed] string? Kind, [property: Needed] string? MovementId, [property: Needed] string? Reason)
{
    public Contracts.ReverseMovement ToCommand(string id, Check check, Caller by) => new(
        id, check.Word<MovementKind>("kind", Kind), check.Id("movementId", MovementId), check.Text("reason", Reason), by);
}

/// <summary>Takes a movement back by a linked counter-movement.</summary>
internal static class ReverseMovement
{
    public static void Map(IEndpointRouteBuilder stock)
    {
        stock.MapPut("/reversals/{id}", Handle)
            .Operation("ReverseMovement").Describe("stock", "Linked reversal of a movement").Takes<ReverseMovementBody>().Puts<MovementView>();
        Movement.MapGet(stock, "reversals", "GetReversal", "A reversal", MovementKind.Reversal);
    }

    private static async Task<IResult> Handle(string store, string sku, string id, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.ReverseMovementBody);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = body.ToCommand(id, check, http.Caller());
        if (check.Failed) return Problems.Of(check);
        if (!IssueKinds.Has(ask.Kind)) return Movement.Reply(http, await grains.StockOf(store, sku).Reverse(ask));
        // The quota gets its share back, so the issue itself asks its stock.
        var answer = await grains.IssueOf(store, sku, ask.MovementId).Reverse(new(id, ask.Reason, ask.By));
        if (answer.Refusal is { } refusal) return Problems.From(refusal, http);
        return Movement.Reply(http, (await grains.StockOf(store, sku).GetMovement(MovementKind.Reversal, id)) with { IsNew = answer.IsNew });
    }
}
