using System.Globalization;
using System.Text;
using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.ReadModels;
using CsvHelper;
using CsvHelper.Configuration;

namespace BeautyGrains.Api.Receipts;

/// <summary>A page of statutory receiving records.</summary>
/// <param name="Cursor">Where the next page starts; absent at the end.</param>
internal sealed record ReceivingRecordPage(IReadOnlyList<ReceivingRecordLine> Items, string? Cursor, AsOfJson AsOf);

/// <summary>The statutory receiving records.</summary>
internal static class ListReceivingRecords
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/receiving-records", Handle)
        .Operation("ListReceivingRecords").Describe("receipts", "The statutory receiving records, lot by lot, oldest first").Gives<ReceivingRecordPage>();

    /// <summary>Which records a call asks for.</summary>
    public static ReceivingRecordFilter FilterOf(HttpContext http, Check check, string? store, string? sku, string? lot, string? supplier, string? from, string? through) => new(
        Filters.StoresOf(http, check.OptionalId("store", store)), check.OptionalId("sku", sku), check.OptionalId("lot", lot), check.OptionalId("supplier", supplier),
        check.Day("from", from), check.Day("through", through));

    private static async Task<IResult> Handle(
        string? store, string? sku, string? lot, string? supplier, string? from, string? through, string? sort, string? cursor, string? limit,
        HttpContext http, IReceivingRecords list, Freshness freshness)
    {
        var check = new Check();
        var filter = FilterOf(http, check, store, sku, lot, supplier, from, through);
        var call = ListCall.Of(http, check, sort, cursor, limit, ("receivedOn", ReceivingRecordOrders.ByDay));
        if (check.Failed) return Problems.Of(check);
        if (store is not null && http.Forbids(store) is { } forbidden) return forbidden;
        await freshness.Wait(BuyingModel.Instance, http.RequestAborted);
        var page = await list.Page(filter, call.Order, call.After, call.Limit, http.RequestAborted);
        return Reply.Ok(new ReceivingRecordPage(page.Items, call.Next(page.Next), AsOfJson.Of(page.AsOf)), Wire.Json.ReceivingRecordPage);
    }
}

/// <summary>The statutory receiving records as one file, for an inspection visit.</summary>
internal static class ExportReceivingRecords
{
    private const int MostRows = 100_000;
    private const int PageSize = 500;

    private static readonly string[] s_heads =
    [
        "门店/store", "收货日期/received on", "收货单/receipt", "订单/order", "商品编码/sku", "品名/product", "规格/specification", "类别/category", "注册备案号/registration",
        "注册人备案人或生产者/holder", "批号/lot", "生产日期/made on", "有效期/expiry", "单位/unit", "到货数量/counted", "合格/accepted", "拒收/rejected", "待验/quarantined", "入库/taken in",
        "供应商编码/supplier id", "供应商/supplier", "统一社会信用代码/credit code", "地址/address", "联系方式/contact", "合格证明/certificates", "验收人/inspector", "验收结果/result", "存档文件/kept documents",
    ];

    // What a spreadsheet would take for a formula is made text.
    private static readonly CsvConfiguration s_csv = new(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape, NewLine = "\r\n" };

    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/receiving-records/export", Handle)
        .Operation("ExportReceivingRecords").Describe("receipts", "The statutory receiving records as a CSV file, at most 100,000").Produces<string>(StatusCodes.Status200OK, "text/csv");

    private static async Task<IResult> Handle(
        string? store, string? sku, string? lot, string? supplier, string? from, string? through, HttpContext http, IReceivingRecords list, ICustomList custom, IGrainFactory grains, Freshness freshness)
    {
        var check = new Check();
        var filter = ListReceivingRecords.FilterOf(http, check, store, sku, lot, supplier, from, through);
        if (check.Failed) return Problems.Of(check);
        if (store is not null && http.Forbids(store) is { } forbidden) return forbidden;
        await freshness.Wait(BuyingModel.Instance, http.RequestAborted);
        await freshness.Wait(CustomModel.Instance, http.RequestAborted);
        FieldDefinition[] fields = [.. (await grains.GetGrain<ICustomFieldsGrain>(ICustomFieldsGrain.Key).GetAll()).Fields.Where(field => field.Target == FieldTarget.Receipt)];
        return Results.File(await Written(list, custom, fields, filter, http.RequestAborted), "text/csv; charset=utf-8", "receiving-records.csv");
    }

    private static async Task<byte[]> Written(IReceivingRecords list, ICustomList custom, FieldDefinition[] fields, ReceivingRecordFilter filter, CancellationToken cancel)
    {
        using var memory = new MemoryStream();
        // The mark lets spreadsheets read Chinese.
        await using (var text = new StreamWriter(memory, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true))
        await using (var csv = new CsvWriter(text, s_csv))
        {
            await Row(csv, [.. s_heads, .. fields.Select(field => $"{field.NameZh}/{field.Name}")]);
            ListCursor? after = null;
            for (var rows = 0; rows < MostRows; rows += PageSize)
            {
                var page = await list.Page(filter, ReceivingRecordOrders.ByDay, after, PageSize, cancel);
                var values = await custom.Of(FieldTarget.Receipt, [.. page.Items.Select(line => line.Receipt).Distinct(StringComparer.Ordinal)], cancel);
                foreach (var line in page.Items)
                    await Row(csv, [.. Cells(line), .. fields.Select(field => values.GetValueOrDefault(line.Receipt)?.FirstOrDefault(one => one.Field == field.Id)?.Value)]);
                after = page.Next;
                if (after is null) break;
            }
        }
        return memory.ToArray();
    }

    private static async Task Row(CsvWriter csv, IEnumerable<string?> cells)
    {
        foreach (var cell in cells) csv.WriteField(cell);
        await csv.NextRecordAsync();
    }

    private static string?[] Cells(ReceivingRecordLine line)
    {
        var it = line.Record;
        return
        [
            line.Store, Text(it.ReceivedOn), line.Receipt, line.Order, it.Sku, it.Product, it.Specification, Words<GoodsCategory>.Of(it.Category), it.Registration, it.Holder, it.Lot,
            it.MadeOn is { } made ? Text(made) : null, it.ExpiresOn, it.Unit, Text(it.Counted), Text(it.Accepted), Text(it.Rejected), Text(it.Quarantined), Text(line.TakenIn), it.SupplierId,
            it.Supplier, it.SupplierCredit, it.SupplierAddress, it.SupplierContact, string.Join("; ", it.Certificates), it.Inspector, it.Result,
            string.Join("; ", (it.Documents ?? []).Select(document => $"{document.Id} {document.Name} sha256:{document.Sha256}")),
        ];
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(decimal quantity) => PlainDecimalConverter.Plain(quantity).ToString(CultureInfo.InvariantCulture);
}
