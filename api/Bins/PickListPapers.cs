using System.Globalization;
using System.Text;
using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using CsvHelper;
using CsvHelper.Configuration;

namespace BeautyGrains.Api.Bins;

/// <summary>A pick list for spreadsheets and for the walk.</summary>
internal static class PickListPapers
{
    // What a spreadsheet would take for a formula is made text.
    private static readonly CsvConfiguration s_csv = new(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape, NewLine = "\r\n" };

    private static readonly (string En, string Zh)[] s_heads =
        [("Line", "行号"), ("Bin", "货位"), ("SKU", "商品"), ("Lot", "批次"), ("Expires", "到期"), ("Quantity", "数量"), ("Reservation", "预留"), ("State", "状态"), ("Picked", "已拣")];

    public static async Task<byte[]> Csv(PickListView list)
    {
        using var memory = new MemoryStream();
        // The mark lets spreadsheets read Chinese.
        await using (var text = new StreamWriter(memory, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true))
        await using (var csv = new CsvWriter(text, s_csv))
        {
            await Row(csv, s_heads.Select(head => $"{head.Zh}/{head.En}"));
            foreach (var line in list.Lines) await Row(csv, Cells(line));
        }

        return memory.ToArray();
    }

    public static string Page(PickListView list, Language language)
    {
        var isZh = language == Language.Zh;
        var title = $"{(isZh ? "拣货单" : "Pick list")} {list.Store} {list.Id}";
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"<!doctype html><html lang=\"{(isZh ? "zh-CN" : "en")}\"><head><meta charset=\"utf-8\"><title>{title}</title>");
        page.Append("<style>body{font:14px sans-serif}table{border-collapse:collapse;width:100%}td,th{border:1px solid #999;padding:4px;text-align:left}thead{display:table-header-group}</style></head><body>");
        page.Append(CultureInfo.InvariantCulture, $"<h1>{title}</h1><p>{(isZh ? "拣货人" : "Picked by")}: {list.Person}</p><table><thead><tr>");
        foreach (var (en, zh) in s_heads) page.Append("<th>").Append(isZh ? zh : en).Append("</th>");
        page.Append("</tr></thead><tbody>");
        foreach (var line in list.Lines)
        {
            page.Append("<tr>");
            // What is still to be fetched is left to be written by hand.
            foreach (var cell in Cells(line with { Bin = line.Bin ?? (isZh ? "未上架" : "unplaced") }))
                page.Append("<td>").Append(System.Net.WebUtility.HtmlEncode(cell)).Append("</td>");
            page.Append("</tr>");
        }

        return page.Append("</tbody></table></body></html>").ToString();
    }

    private static IEnumerable<string?> Cells(PickListLine line) =>
    [
        line.Number.ToString(CultureInfo.InvariantCulture), line.Bin, line.Sku, line.Lot, line.ExpiresAt?.ToString("O", CultureInfo.InvariantCulture), Number(line.Quantity), line.Reservation,
        line.State.ToString().ToLowerInvariant(), line.State == PickLineState.Waiting ? null : Number(line.Found),
    ];

    private static string Number(decimal number) => PlainDecimalConverter.Plain(number).ToString(CultureInfo.InvariantCulture);

    private static async Task Row(CsvWriter csv, IEnumerable<string?> cells)
    {
        foreach (var cell in cells) csv.WriteField(cell);
        await csv.NextRecordAsync();
    }
}
