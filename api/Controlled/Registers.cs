using System.Globalization;
using System.Net;
using System.Text;
using BeautyGrains.Api.Access;
using BeautyGrains.Api.Conditions;
using BeautyGrains.Api.Http;
using BeautyGrains.Grains;
using BeautyGrains.ReadModels;
using CsvHelper;
using CsvHelper.Configuration;

namespace BeautyGrains.Api.Controlled;

/// <summary>The registers of a store.</summary>
internal sealed record RegisterList(IReadOnlyList<ControlledView> Items);

/// <summary>A page of a register, oldest first.</summary>
/// <param name="Cursor">Where the next page starts; absent at the end, for now.</param>
internal sealed record RegisterPage(IReadOnlyList<ControlledEntry> Items, string? Cursor);

/// <summary>The registers of controlled goods: as they stand, and their entries as data, as a table for spreadsheets and as a page to print.</summary>
internal static class Registers
{
    private const string Path = "/stores/{store}/controlled/{sku}";
    private const int MostRows = 100_000;
    private const int PageSize = 1_000;

    // What a spreadsheet would take for a formula is made text.
    private static readonly CsvConfiguration s_csv = new(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape, NewLine = "\r\n" };

    private static readonly (string En, string Zh)[] s_heads =
    [
        ("time", "时间"), ("day", "日期"), ("entry", "记录编号"), ("step", "步骤"), ("lot", "批号"), ("quantity", "数量"), ("balance", "结存"), ("empties", "空瓶结存"), ("first person", "第一人"), ("second person", "第二人"),
        ("prescription", "处方号"), ("client", "顾客"), ("issue", "对应发放"), ("used", "用量"), ("destroyed", "余液销毁"), ("empties in the step", "本次空瓶"), ("difference", "差异"), ("empties difference", "空瓶差异"), ("over dose", "超剂量"),
        ("supplier", "供应商"), ("cabinet", "双锁柜"), ("counts", "盘点"), ("reason", "原因"), ("document", "单据"),
    ];

    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapGet("/stores/{store}/controlled", List).Operation("ListRegisters").Describe("controlled", "The registers of a store's controlled goods").Gives<RegisterList>();
        v1.MapGet(Path, Get).Operation("GetRegister").Describe("controlled", "A register: balance, lots, what is not accounted for, the last count, differences").Gives<ControlledView>();
        v1.MapGet($"{Path}/ledger", Ledger).Operation("GetControlledLedger").Describe("controlled", "The entries of a register, oldest first").Gives<RegisterPage>();
        v1.MapGet($"{Path}/ledger/export", Export).Operation("ExportControlledLedger").Describe("controlled", "The same as a CSV file, at most 100,000 lines").Produces<string>(StatusCodes.Status200OK, "text/csv");
        v1.MapGet($"{Path}/ledger/print", Print).Operation("PrintControlledLedger").Describe("controlled", "The same as a page to print").Produces<string>(StatusCodes.Status200OK, "text/html");
    }

    private static async Task<IResult> List(string store, HttpContext http, IGrainFactory grains, StreamDirectory directory)
    {
        if (await ZonePath.Unknown(store, http, grains) is { } unknown) return unknown;
        var items = new List<ControlledView>();
        await foreach (var key in directory.Under(ControlledKind.Instance.Category, store + "/", http.RequestAborted))
            if (await grains.GetGrain<IControlledGrain>(key).Get() is { } view) items.Add(view);
        return Reply.Ok(new RegisterList(items), Wire.Json.RegisterList);
    }

    private static async Task<IResult> Get(string store, string sku, HttpContext http, IGrainFactory grains) =>
        await Of(store, sku, grains) is { } view ? Reply.Get(view, Wire.Json.ControlledView, view.Version) : Unknown(store, sku, http);

    private static async Task<IResult> Ledger(string store, string sku, string? cursor, string? limit, HttpContext http, IGrainFactory grains, ControlledLedger ledger)
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
        if (await Of(store, sku, grains) is null) return Unknown(store, sku, http);
        var entries = await ledger.Page(new(store, sku), after, page.Limit, http.RequestAborted);
        return Reply.Ok(new RegisterPage(entries, entries.Count < page.Limit ? null : Page.Cursor(entries[^1].Version.ToString(CultureInfo.InvariantCulture))), Wire.Json.RegisterPage);
    }

    private static async Task<IResult> Export(string store, string sku, HttpContext http, IGrainFactory grains, ControlledLedger ledger)
    {
        if (await Of(store, sku, grains) is null) return Unknown(store, sku, http);
        using var memory = new MemoryStream();
        // The mark lets spreadsheets read Chinese.
        await using (var text = new StreamWriter(memory, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true))
        await using (var csv = new CsvWriter(text, s_csv))
        {
            await Row(csv, s_heads.Select(head => $"{head.Zh}/{head.En}"));
            foreach (var entry in await All(store, sku, ledger, http.RequestAborted)) await Row(csv, CellsOf(entry));
        }
        return Results.File(memory.ToArray(), "text/csv; charset=utf-8", "register.csv");
    }

    private static async Task<IResult> Print(string store, string sku, HttpContext http, IGrainFactory grains, ControlledLedger ledger)
    {
        if (await Of(store, sku, grains) is not { } view) return Unknown(store, sku, http);
        var inChinese = Languages.Of(http) == Language.Zh;
        var title = WebUtility.HtmlEncode($"{(inChinese ? "管制品专用账册" : "Register of controlled goods")}: {store} / {sku}");
        var page = new StringBuilder($"<!doctype html><html lang=\"{(inChinese ? "zh-CN" : "en")}\"><head><meta charset=\"utf-8\"><title>{title}</title><style>body{{font:12px sans-serif}}table{{border-collapse:collapse}}th,td{{border:1px solid #888;padding:2px 4px;text-align:left}}thead{{display:table-header-group}}</style></head><body><h1>{title}</h1>");
        page.Append(CultureInfo.InvariantCulture, $"<p>{(inChinese ? "结存" : "Balance")}: {Number(view.Balance)}; {(inChinese ? "空瓶" : "empties")}: {Number(view.Empties)}; {(inChinese ? "待核销发放" : "issues not accounted for")}: {view.Open.Length}; {(inChinese ? "未说明差异" : "differences not explained")}: {view.Differing.Length}</p><table><thead><tr>");
        foreach (var (en, zh) in s_heads) page.Append("<th>").Append(inChinese ? zh : en).Append("</th>");
        page.Append("</tr></thead><tbody>");
        foreach (var entry in await All(store, sku, ledger, http.RequestAborted))
        {
            page.Append("<tr>");
            foreach (var cell in CellsOf(entry)) page.Append("<td>").Append(WebUtility.HtmlEncode(cell)).Append("</td>");
            page.Append("</tr>");
        }
        return Results.Content(page.Append("</tbody></table></body></html>").ToString(), "text/html; charset=utf-8", Encoding.UTF8);
    }

    private static async Task<ControlledView?> Of(string store, string sku, IGrainFactory grains) => await grains.GetGrain<IControlledGrain>(StockKey.Of(store, sku)).Get();

    private static IResult Unknown(string store, string sku, HttpContext http) => Problems.From(new(RefusalKind.UnknownRegister, Store: store, Sku: sku), http);

    private static async Task<List<ControlledEntry>> All(string store, string sku, ControlledLedger ledger, CancellationToken cancel)
    {
        var all = new List<ControlledEntry>();
        for (var after = 0L; all.Count < MostRows;)
        {
            var page = await ledger.Page(new(store, sku), after, PageSize, cancel);
            all.AddRange(page);
            if (page.Count < PageSize) break;
            after = page[^1].Version;
        }
        return all;
    }

    private static string?[] CellsOf(ControlledEntry it) =>
    [
        it.At.ToString("O", CultureInfo.InvariantCulture), it.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), it.Id, Words<ControlledStep>.Of(it.Step), it.Lot, Number(it.Quantity), Number(it.BalanceAfter), Number(it.EmptiesAfter),
        it.First, it.Second, it.Prescription, it.Client, it.Issue, Number(it.Used), Number(it.Destroyed), Number(it.Empties), Number(it.Difference), Number(it.EmptiesDifference), Number(it.OverDose), it.Supplier, it.Cabinet,
        it.Counts is null ? null : string.Join("; ", it.Counts.Select(one => $"{one.Lot}: {Number(one.Counted)}/{Number(one.Expected)}")), it.Reason, it.Document,
    ];

    private static string? Number(decimal? number) => number is { } it ? PlainDecimalConverter.Plain(it).ToString(CultureInfo.InvariantCulture) : null;

    private static async Task Row(CsvWriter csv, IEnumerable<string?> cells)
    {
        foreach (var cell in cells) csv.WriteField(cell);
        await csv.NextRecordAsync();
    }
}
