using System.Globalization;
using System.Text;
using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.Api.Owners;
using BeautyGrains.ReadModels;
using CsvHelper;
using CsvHelper.Configuration;

namespace BeautyGrains.Api.Valuation;

/// <summary>A page of values.</summary>
/// <param name="Totals">Of everything that the filters let pass, by owner and currency.</param>
/// <param name="Cursor">Where the next page starts; absent at the end.</param>
internal sealed record ValuationPage(IReadOnlyList<ValuationLine> Items, IReadOnlyList<ValuationLine> Totals, string? Cursor, AsOfJson AsOf);

/// <summary>What the stock is worth at cost, by store, category, product or owner; without the values for those who do not see cost prices.</summary>
internal static class Valuations
{
    private const int MostRows = 100_000;
    private const int PageSize = 500;

    // What a spreadsheet would take for a formula is made text.
    private static readonly CsvConfiguration s_csv = new(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape, NewLine = "\r\n" };

    private static readonly string[] s_heads =
        ["门店/store", "商品编码/sku", "分类/category", "货主/owner", "批次数/lots", "数量/quantity", "币种/currency", "金额(最小货币单位)/value (minor units)", "其中在途/of it in transit"];

    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapGet("/valuation", List).Operation("ListValuation").Describe("valuation", "What the stock is worth at cost, by store, category, product or owner").Gives<ValuationPage>();
        v1.MapGet("/valuation/export", Export).Operation("ExportValuation").Describe("valuation", "The same as a CSV file, at most 100,000 lines").Produces<string>(StatusCodes.Status200OK, "text/csv");
    }

    private static async Task<IResult> List(
        string? by, string? store, string? sku, string? category, string? owner, string? owned, string? cursor, string? limit, HttpContext http, IValuationList list, Freshness freshness)
    {
        var check = new Check();
        var (sums, filter) = Read(http, check, by, store, sku, category, owner, owned);
        var order = ValuationOrders.By(sums);
        var call = ListCall.Of(http, check, null, cursor, limit, (order.Name, order));
        if (check.Failed) return Problems.Of(check);
        if (store is not null && http.Forbids(store) is { } forbidden) return forbidden;
        await freshness.Wait(ValuationModel.Instance, http.RequestAborted);
        var (page, totals) = await list.Page(filter, sums, call.Order, call.After, call.Limit, http.RequestAborted);
        var sees = http.Identity().SeesCost;
        return Reply.Ok(new ValuationPage([.. page.Items.Select(line => Seen(line, sees))], [.. totals.Select(line => Seen(line, sees))], call.Next(page.Next), AsOfJson.Of(page.AsOf)), Wire.Json.ValuationPage);
    }

    private static async Task<IResult> Export(
        string? by, string? store, string? sku, string? category, string? owner, string? owned, HttpContext http, IValuationList list, Freshness freshness)
    {
        var check = new Check();
        var (sums, filter) = Read(http, check, by, store, sku, category, owner, owned);
        if (check.Failed) return Problems.Of(check);
        if (store is not null && http.Forbids(store) is { } forbidden) return forbidden;
        await freshness.Wait(ValuationModel.Instance, http.RequestAborted);
        return Results.File(await Written(list, filter, sums, http.Identity().SeesCost, http.RequestAborted), "text/csv; charset=utf-8", "valuation.csv");
    }

    private static (ValuationBy By, ValuationFilter Filter) Read(HttpContext http, Check check, string? by, string? store, string? sku, string? category, string? owner, string? owned) => (
        check.OptionalWord<ValuationBy>("by", by) ?? ValuationBy.Store,
        new(Filters.StoresOf(http, check.OptionalId("store", store)), check.OptionalId("sku", sku), check.OptionalText("category", category), check.Owner("owner", owner), check.Flag("owned", owned)));

    private static ValuationLine Seen(ValuationLine line, bool seesCost) => seesCost ? line : line with { Value = null, InTransit = null };

    private static async Task<byte[]> Written(IValuationList list, ValuationFilter filter, ValuationBy by, bool seesCost, CancellationToken cancel)
    {
        using var memory = new MemoryStream();
        // The mark lets spreadsheets read Chinese.
        await using (var text = new StreamWriter(memory, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true))
        await using (var csv = new CsvWriter(text, s_csv))
        {
            await Row(csv, s_heads);
            var (order, after, written) = (ValuationOrders.By(by), (ListCursor?)null, 0);
            do
            {
                var (page, _) = await list.Page(filter, by, order, after, PageSize, cancel);
                foreach (var it in page.Items.Select(line => Seen(line, seesCost))) await Row(csv, [it.Store, it.Sku, it.Category, it.Owner?.ToString(), Number(it.Lots), Number(it.Quantity), it.Currency, Number(it.Value), Number(it.InTransit)]);
                (after, written) = (page.Next, written + page.Items.Count);
            }
            while (after is not null && written < MostRows);
        }
        return memory.ToArray();
    }

    private static string? Number(decimal? number) => number is { } it ? PlainDecimalConverter.Plain(it).ToString(CultureInfo.InvariantCulture) : null;

    private static async Task Row(CsvWriter csv, IEnumerable<string?> cells)
    {
        foreach (var cell in cells) csv.WriteField(cell);
        await csv.NextRecordAsync();
    }
}
