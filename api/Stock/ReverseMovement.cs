using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;

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
        return check.Failed ? Problems.Of(check) : Movement.Reply(http, await grains.StockOf(store, sku).Reverse(ask));
    }
}
