using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using BeautyGrains.Contracts;
using BeautyGrains.Silo.Loading;

namespace BeautyGrains.Silo.Import;

/// <summary>Opening stock: one goods receipt per row.</summary>
internal static class StockImport
{
    private static readonly Dictionary<string, string[]> s_columns = new()
    {
        ["store"] = ["store code", "门店", "门店编码", "仓库", "仓库编码"],
        ["sku"] = ["code", "sku code", "product code", "item code", "编码", "商品编码", "产品编码", "货号", "SKU编码"],
        ["lot"] = ["lot no", "batch", "batch no", "批号", "批次", "生产批号"],
        ["expiresOn"] = ["expires", "expiry", "expiry date", "exp", "best before", "有效期至", "有效期", "到期日", "失效日期"],
        ["madeOn"] = ["made", "manufactured", "production date", "mfg", "生产日期"],
        ["quantity"] = ["qty", "on hand", "数量", "现存量", "库存数量", "入库数量"],
        ["unit"] = ["uom", "单位"],
        ["unitCost"] = ["cost", "unit cost", "成本", "成本价", "进价", "单位成本"],
        ["currency"] = ["币种", "货币"],
        ["supplier"] = ["vendor", "供应商"],
    };

    private static readonly string[] s_texts = ["lot", "expiresOn", "unit", "supplier"];

    public static ImportPlan Read(CsvTable table, ImportOptions options)
    {
        var columns = new Columns(table.Headers, s_columns);
        var faults = new List<RowFault>(table.Faults);
        faults.AddRange(columns.Doubled.Select(doubled => new RowFault(1, "", doubled)));
        foreach (var needed in new[] { "sku", "lot", "quantity" })
            if (!columns.Has(needed)) faults.Add(new(1, "", $"No column is the {needed}."));
        if (!columns.Has("store") && options.Store is null) faults.Add(new(1, "", "No column is the store; name one with --store."));
        if (faults.Any(fault => fault.Line == 1)) return new([], [], faults, columns.Ignored);
        var items = new List<ReceiptItem>();
        var occurrences = new Dictionary<string, int>(StringComparer.Ordinal);
        var expiries = new Dictionary<(string Store, string Sku, string Lot), (string? Expiry, int Line)>();
        foreach (var row in table.Rows)
        {
            var reader = new RowReader(columns, row, faults);
            var store = columns.Text(row, "store") is null ? options.Store : reader.Id("store", required: true);
            if (store is null) reader.Fault("store", "It is missing.");
            var sku = reader.Id("sku", required: true);
            var body = Body(reader, options);
            if (reader.IsFaulty) continue;
            OneExpiryPerLot(reader, expiries, store!, sku!, body);
            if (!reader.IsFaulty) items.Add(new(row.Line, store!, sku!, IdOf(store!, sku!, body, occurrences), body));
        }
        return new([], items, faults, columns.Ignored);
    }

    private static JsonObject Body(RowReader reader, ImportOptions options)
    {
        var body = new JsonObject();
        foreach (var field in s_texts) reader.AddText(body, field);
        // One spelling for each number and day, so that the receipt's id does not depend on how the file writes them.
        if (reader.Text("quantity") is { } text)
            body["quantity"] = decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var quantity) ? Currencies.Plain(quantity) : text;
        if (reader.Text("madeOn") is { } made)
            body["madeOn"] = ExpiryText.TryParse(made, ExpiryKind.ValidThrough, out var day) && day.Precision == DatePrecision.Day
                ? day.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : made;
        if (reader.Money("unitCost", options.Currency, exact: false) is { } cost) body["unitCost"] = cost;
        reader.Faults(BodyRules.Receipt(body));
        return body;
    }

    private static void OneExpiryPerLot(RowReader reader, Dictionary<(string, string, string), (string? Expiry, int Line)> expiries, string store, string sku, JsonObject body)
    {
        var expiry = (string?)body["expiresOn"];
        var lot = (store, sku, (string)body["lot"]!);
        if (expiries.TryGetValue(lot, out var first) && first.Expiry != expiry)
            reader.Fault("expiresOn", $"Lot {lot.Item3} stands on line {first.Line} with '{first.Expiry}'.");
        else expiries.TryAdd(lot, (expiry, reader.Line));
    }

    /// <summary>
    /// The same content has the same id in every file; a row that stands there twice is two receipts, told apart by their number.
    /// </summary>
    private static string IdOf(string store, string sku, JsonObject body, Dictionary<string, int> occurrences)
    {
        var content = $"{store}\n{sku}\n{body.ToJsonString()}";
        var occurrence = occurrences[content] = occurrences.GetValueOrDefault(content) + 1;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{content}\n{occurrence.ToString(CultureInfo.InvariantCulture)}"));
        return "import-" + Convert.ToHexStringLower(hash.AsSpan(0, 16));
    }
}
