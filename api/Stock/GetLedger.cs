using System.Globalization;
using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Api.Stock;

/// <summary>A page of movements, newest last.</summary>
/// <param name="Cursor">Where the next page starts; absent at the end, for now.</param>
internal sealed record LedgerPage(IReadOnlyList<MovementView> Items, string? Cursor);

/// <summary>The movements of one SKU in one store.</summary>
internal static class GetLedger
{
    public static void Map(IEndpointRouteBuilder stock) => stock.MapGet("/ledger", Handle)
        .Operation("GetLedger").Describe("stock", "The movements, newest last").Gives<LedgerPage>();

    private static async Task<IResult> Handle(string store, string sku, string? cursor, string? limit, HttpContext http, IGrainFactory grains, Ledger ledger)
    {
        var (page, bad) = Page.Of(cursor, limit);
        if (bad is not null) return bad;
        var after = 0L;
        if (page.After.Length > 0 && !long.TryParse(page.After, NumberStyles.None, CultureInfo.InvariantCulture, out after))
        {
            var check = new Check();
            check.Add("cursor", "unknown-cursor");
            return Problems.Of(check);
        }
        if (await grains.GetGrain<IStockGrain>(StockKey.Of(store, sku)).Get() is null) return await GetStock.Unknown(store, sku, http, grains);
        var (movements, last) = await ledger.Page(new(store, sku), after, page.Limit, http.RequestAborted);
        return Reply.Ok(new LedgerPage([.. movements.Select(it => it.SeenBy(http.Identity()))], movements.Count < page.Limit ? null : Page.Cursor(last.ToString(CultureInfo.InvariantCulture))), Wire.Json.LedgerPage);
    }
}
