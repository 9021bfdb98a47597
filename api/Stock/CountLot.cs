using BeautyGrains.Api.Access;
using BeautyGrains.Api.Controls;
using BeautyGrains.Api.Http;
using BeautyGrains.Grains;

namespace BeautyGrains.Api.Stock;

/// <summary>What a count of one lot found.</summary>
/// <param name="Counted">0 or more, in the base unit.</param>
internal sealed record CountLotBody([property: Needed] string? Lot, [property: Needed] Num Counted, string? Reason)
{
    public Contracts.CountLot ToCommand(string id, Check check, Caller by) => new(
        id, check.Lot("lot", Lot), check.QuantityOrZero("counted", Counted), check.OptionalText("reason", Reason), by);
}

/// <summary>Posts the variance between a counted lot and the book.</summary>
internal static class CountLot
{
    public static void Map(IEndpointRouteBuilder stock)
    {
        stock.MapPut("/counts/{id}", Handle)
            .Operation("CountLot").Describe("stock", "Count of one lot; posts the variance, a large one with a second person").Takes<CountLotBody>().Puts<MovementView>();
        Movement.MapGet(stock, "counts", "GetCount", "A count", MovementKind.Count);
    }

    private static async Task<IResult> Handle(string store, string sku, string id, HttpContext http, IGrainFactory grains, KeyTable keys, TimeProvider clock)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.CountLotBody);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = body.ToCommand(id, check, http.Caller());
        if (check.Failed) return Problems.Of(check);
        var today = await grains.GetGrain<IStoreGrain>(store).Get() is { } known ? ExpiryRules.DayAt(clock.GetUtcNow(), known.Record.TimeZone) : default;
        var (second, unknown) = await http.SecondPerson(keys, grains, today);
        return unknown ?? Movement.Reply(http, await grains.StockOf(store, sku).Count(ask with { Second = second }));
    }
}
