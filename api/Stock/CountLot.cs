using BeautyGrains.Api.Access;
using BeautyGrains.Api.Controls;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Scans;
using BeautyGrains.Grains;

namespace BeautyGrains.Api.Stock;

/// <summary>What a count of one lot found.</summary>
/// <param name="Lot">Needed where the code names none.</param>
/// <param name="Counted">0 or more, in the base unit.</param>
/// <param name="Code">What was scanned: gives the lot where it is not named beside it.</param>
internal sealed record CountLotBody(string? Lot, [property: Needed] Num Counted, string? Reason, string? Code)
{
    /// <summary>With what the code says.</summary>
    public async ValueTask<CountLotBody> Scanned(GoodsScan scan) =>
        await scan.Read(Code!, "code") is { } goods ? this with { Lot = await scan.LotIn(goods, Lot, mustBeOne: true) } : this;

    public Contracts.CountLot ToCommand(string id, Check check, Caller by)
    {
        var (counted, reason) = (check.QuantityOrZero("counted", Counted), check.OptionalText("reason", Reason));
        return new(id, Lot is null && check.Failed ? "" : check.Lot("lot", Lot), counted, reason, by);
    }
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
        var scan = body.Code is null ? null : new GoodsScan(store, sku, check, grains, clock);
        if (scan is not null) body = await body.Scanned(scan);
        var ask = body.ToCommand(id, check, http.Caller());
        if (check.Failed) return Problems.Of(check);
        if (scan?.Refused is { } refused) return Problems.From(refused, http);
        var today = await grains.GetGrain<IStoreGrain>(store).Get() is { } known ? ExpiryRules.DayAt(clock.GetUtcNow(), known.Record.TimeZone) : default;
        var (second, unknown) = await http.SecondPerson(keys, grains, today);
        return unknown ?? Movement.Reply(http, await grains.StockOf(store, sku).Count(ask with { Second = second }));
    }
}
