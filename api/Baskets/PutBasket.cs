using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Baskets;

/// <summary>Asks to reserve a basket.</summary>
/// <param name="Lines">1 to 1,000; the same SKU twice counts as its sum.</param>
/// <param name="TtlSeconds">1 to 86,400; the store's default when absent.</param>
/// <param name="AllOrNothing">true (default), or false: every line for itself.</param>
internal sealed record PutBasketBody([property: Needed] string? Store, [property: Needed] IReadOnlyList<LineBody?>? Lines, int? TtlSeconds, bool? AllOrNothing)
{
    public Contracts.PutBasket ToCommand(Check check, Caller by) => new(
        check.Id("store", Store), LineBody.ToLines(Lines, check), check.Hold("ttlSeconds", TtlSeconds, Limits.MaxHold), AllOrNothing ?? true, by);
}

/// <summary>Reserves a basket.</summary>
internal static class PutBasket
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPut("/baskets/{id}", Handle)
        .Operation("PutBasket").Describe("baskets", "Reserve several lines of one store with one answer").Takes<PutBasketBody>().Puts<BasketJson>();

    private static async Task<IResult> Handle(string id, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.PutBasketBody);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = body.ToCommand(check, http.Caller());
        if (check.Failed) return Problems.Of(check);
        return http.Forbids(ask.Store)
            ?? Reply.Put(http, (await grains.GetGrain<IBasketGrain>(id).Put(ask)).Then(it => BasketJson.Of(it, http)), Wire.Json.BasketJson, it => it.Version);
    }
}
