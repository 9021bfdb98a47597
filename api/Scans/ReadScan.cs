using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Stock;
using BeautyGrains.Codes;
using BeautyGrains.Grains;
using BeautyGrains.ReadModels;
using BeautyGrains.ReadModels.Search;
using BeautyGrains.ReadModels.Trace;

namespace BeautyGrains.Api.Scans;

/// <summary>
/// Tells what a scanned code means: the product, its level, and in a store the lot with what is to be known of it. Changes no stock; that a unit was scanned in a store
/// that does not hold it is noted.
/// </summary>
internal static class ReadScan
{
    // Of an identifier, a UDI in the catalogue may be the beginning; shorter ones would mean anything.
    private const int ShortestBeginning = 6;

    public static void Map(IEndpointRouteBuilder v1) => v1.MapPost("/scans", Handle)
        .Operation("ReadScan").Describe("scans", "What a scanned code means: product, lot, expiry, serial, and what speaks against it").Takes<ReadScanBody>().Gives<ScanJson>();

    private static async Task<IResult> Handle(HttpContext http, IGrainFactory grains, IProductCodes products, Freshness freshness, ITraces traces, TimeProvider clock)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.ReadScanBody);
        if (bad is not null) return bad;
        var (check, now) = (new Check(), clock.GetUtcNow());
        if (body.Code is null) check.Add("code", "required");
        if (body.Store is not null) check.Id("store", body.Store);
        var code = CodeReader.Read(body.Code, DateOnly.FromDateTime(now.UtcDateTime));
        if (body.Code is not null)
            foreach (var fault in code.Faults) check.Add("code", fault.ToString());
        if (check.Failed) return Problems.Of(check);
        if (body.Store is not null && http.Forbids(body.Store) is { } forbidden) return forbidden;
        var store = body.Store is null ? null : await grains.GetGrain<IStoreGrain>(body.Store).Get();
        if (body.Store is not null && store is null) return Problems.From(new(RefusalKind.UnknownStore, Store: body.Store), http);

        await freshness.Wait(ProductModel.Instance, http.RequestAborted);
        var carriers = Carriers(code, await products.Find(Keys(code), http.RequestAborted));
        var one = carriers.Count == 1 ? carriers[0] : null;
        var stock = one is null || store is null ? null : await grains.StockOf(store.Store, one.Sku).Get();
        var answer = Answer(code, carriers, one, stock?.SeenBy(http.Identity()), store, now);
        return Reply.Ok(one is null ? answer : await OfUnit(answer, one.Sku, grains, traces, http.Caller(), http.RequestAborted), Wire.Json.ScanJson);
    }

    // A unit that another store holds was diverted, or is a copy.
    private static async Task<ScanJson> OfUnit(ScanJson answer, string sku, IGrainFactory grains, ITraces traces, Caller by, CancellationToken cancel)
    {
        if (answer.Serial is not { Length: > 0 and <= Limits.MaxSerial } serial || await grains.GetGrain<ISkuGrain>(sku).Get() is not { Record.Serialised: true }) return answer;
        var unit = await Units.UnitLook.Of(grains, traces, sku, serial, cancel);
        if (answer.Store is { } store && unit.IsForeignTo(store)) await grains.GetGrain<IUnitGrain>(UnitKey.Of(sku, serial)).See(new(store, unit.Store!, by));
        var holder = unit.Store;
        var warning = unit.Standing switch
        {
            Units.UnitStanding.Unknown => "unit-unknown",
            Units.UnitStanding.Sold => "unit-sold",
            Units.UnitStanding.Withdrawn => "unit-withdrawn",
            Units.UnitStanding.Recalled => "unit-recalled",
            _ => answer.Store is not null && holder != answer.Store ? "unit-of-another-store" : null,
        };
        return answer with { BelongsTo = holder, Warnings = warning is null ? answer.Warnings : [.. answer.Warnings, warning] };
    }

    /// <summary>What to look a code up by in the catalogue.</summary>
    public static List<string> Keys(ScannedCode code)
    {
        if (code.Gtin is { } gtin) return [gtin];
        if (code.Identifier is not { } identifier) return [];
        var longest = Math.Min(identifier.Length, SkuRecordRules.MaxName);
        return [identifier, .. Enumerable.Range(ShortestBeginning, Math.Max(0, longest - ShortestBeginning)).Select(length => identifier[..length])];
    }

    /// <summary>Those of the products found that the code is of; of several UDIs that an identifier begins with, the longest.</summary>
    public static List<ScanCandidateJson> Carriers(ScannedCode code, IReadOnlyList<SkuView> found)
    {
        var fitting = found.Select(it => (It: it, Unit: ScannedGoods.UnitOf(it.Sku, it.Record, code))).Where(one => one.Unit is not null).ToList();
        if (code.Identifier is not null && fitting.Count > 1)
        {
            var longest = fitting.Max(one => one.It.Record.Udi?.Length ?? one.It.Sku.Length);
            fitting = fitting.FindAll(one => (one.It.Record.Udi?.Length ?? one.It.Sku.Length) == longest);
        }
        return fitting.ConvertAll(one => new ScanCandidateJson(
            one.It.Sku, one.It.Record.Name, one.Unit!, one.It.Record.Packs?.FirstOrDefault(pack => pack.Unit == one.Unit)?.Contains ?? 1, one.It.Record.Active));
    }

    private static ScanJson Answer(ScannedCode code, List<ScanCandidateJson> carriers, ScanCandidateJson? one, StockView? stock, StoreView? store, DateTimeOffset now)
    {
        var goods = ScannedGoods.Of(code);
        var lots = stock is null ? null : stock.Lots.Where(lot => goods.Lot is null ? lot.OnHand != 0 : lot.LotNo == goods.Lot).ToList();
        return new(
            code.Raw, code.Form, code.Issuer, code.Symbology, [.. code.Elements.Select(ScanElementJson.Of)], [.. code.Notes.Select(note => note.ToString())], code.Identifier,
            code.Gtin, code.Sscc, code.Lot, goods.Lot, code.Serial, LotJson.DayOrMonth(goods.Expiry), goods.Expiry?.Kind, goods.MadeOn, code.Count,
            one?.Sku, one?.Name, one?.Unit, one?.Contains, carriers, store?.Store, stock?.OnHand, stock?.Available,
            lots is null ? null : [.. lots.Select(LotJson.Of)], [.. ScanWarnings.Of(goods, carriers, lots, store?.Record.TimeZone, now)]);
    }
}
