using System.Globalization;
using System.Text;
using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.Api.Stock;
using BeautyGrains.Grains;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Api.Bins;

/// <summary>What is to be fetched for open reservations of a store, in walking order.</summary>
/// <param name="Missing">Reservations that hold something without a lot: pin them first.</param>
internal sealed record PickListJson(string Store, IReadOnlyList<PickLine> Items, IReadOnlyList<string> Missing, AsOfJson AsOf);

/// <summary>One walk to a bin.</summary>
/// <param name="Bin">Absent for unplaced goods, which come first, as their issue takes them first.</param>
/// <param name="Reservation">For whom: of a basket "basket:ID", of a transfer or requisition "transfer:ID".</param>
internal sealed record PickLine(string? Bin, int Order, string Sku, string Lot, DateTimeOffset? ExpiresAt, decimal Quantity, string Reservation);

/// <summary>Pick lists: what open reservations, baskets and transfers have pinned, in walking order.</summary>
internal static class PickLists
{
    private const int MostReservations = 500;

    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapGet("/stores/{store}/pick-list", Show).Operation("GetPickList").Describe("bins", "What is to be fetched for open reservations, baskets and transfers of a store, in walking order").Gives<PickListJson>();
        v1.MapGet("/stores/{store}/pick-list/print", Print).Operation("PrintPickList").Describe("bins", "The pick list as a page to print").Produces<string>(200, "text/html");
    }

    private static async Task<IResult> Show(string store, string? reservation, string? sku, HttpContext http, IGrainFactory grains, IReservationList list, Freshness freshness, TimeProvider clock)
    {
        var (found, bad) = await Of(store, reservation, sku, http, grains, list, freshness, clock);
        return bad ?? Reply.Ok(found!, Wire.Json.PickListJson);
    }

    private static async Task<IResult> Print(string store, string? reservation, string? sku, HttpContext http, IGrainFactory grains, IReservationList list, Freshness freshness, TimeProvider clock)
    {
        var (found, bad) = await Of(store, reservation, sku, http, grains, list, freshness, clock);
        return bad ?? Results.Content(PageOf(found!, Languages.Of(http)), "text/html; charset=utf-8", Encoding.UTF8);
    }

    private static async Task<(PickListJson? Found, IResult? Bad)> Of(
        string store, string? reservation, string? sku, HttpContext http, IGrainFactory grains, IReservationList list, Freshness freshness, TimeProvider clock)
    {
        var check = new Check();
        var only = check.OptionalText("reservation", reservation, 200);
        check.OptionalId("sku", sku);
        if (check.Failed) return (null, Problems.Of(check));
        if (await Conditions.ZonePath.Unknown(store, http, grains) is { } unknown) return (null, unknown);
        await freshness.Wait(StockModel.Instance, http.RequestAborted);
        var page = await list.Page(new([store], sku, only), ReservationOrders.ByExpiry, null, MostReservations, clock.GetUtcNow(), http.RequestAborted);
        var lines = new List<PickLine>();
        var missing = new List<string>();
        foreach (var group in page.Items.GroupBy(line => line.Sku, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            if (await grains.StockOf(store, group.Key).Get() is not { } stock) continue;
            var walk = new PickWalk(stock);
            // The list may be behind; what is held is asked of the stock itself.
            foreach (var line in group.OrderBy(line => line.Id, StringComparer.Ordinal))
                if ((await grains.StockOf(store, group.Key).GetReservation(line.Id)).Value is { State: ReservationState.Open } held)
                {
                    if (held.Lots.Sum(pin => pin.Quantity) < held.Quantity) missing.Add(held.Id);
                    lines.AddRange(held.Lots.SelectMany(pin => walk.Fetch(pin.Lot, pin.Quantity).Select(stop => new PickLine(
                        stop.Bin, stop.Order, group.Key, pin.Lot, stock.Lots.First(lot => lot.Lot == pin.Lot).ExpiresAt, stop.Quantity, held.Id))));
                }
        }
        return (new(store, [.. lines.OrderBy(line => line.Order).ThenBy(line => line.Bin, StringComparer.Ordinal).ThenBy(line => line.Sku, StringComparer.Ordinal).ThenBy(line => line.Lot, StringComparer.Ordinal)], missing, AsOfJson.Of(page.AsOf)), null);
    }

    private static string PageOf(PickListJson list, Language language)
    {
        var isZh = language == Language.Zh;
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"<!doctype html><html lang=\"{(isZh ? "zh-CN" : "en")}\"><head><meta charset=\"utf-8\"><title>{(isZh ? "拣货单" : "Pick list")} {list.Store}</title>");
        page.Append("<style>body{font:14px sans-serif}table{border-collapse:collapse;width:100%}td,th{border:1px solid #999;padding:4px;text-align:left}</style></head><body>");
        page.Append(CultureInfo.InvariantCulture, $"<h1>{(isZh ? "拣货单" : "Pick list")} {list.Store}</h1><table><tr>");
        foreach (var head in isZh ? new[] { "货位", "商品", "批次", "数量", "预留", "已拣" } : ["Bin", "SKU", "Lot", "Quantity", "Reservation", "Picked"]) page.Append("<th>").Append(head).Append("</th>");
        page.Append("</tr>");
        foreach (var line in list.Items)
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{line.Bin ?? (isZh ? "未上架" : "unplaced")}</td><td>{line.Sku}</td><td>{line.Lot}</td><td>{PlainDecimalConverter.Plain(line.Quantity)}</td><td>{line.Reservation}</td><td></td></tr>");
        return page.Append("</table></body></html>").ToString();
    }
}
