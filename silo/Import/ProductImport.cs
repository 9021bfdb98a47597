using System.Text.Json.Nodes;
using BeautyGrains.Contracts;
using BeautyGrains.Silo.Loading;

namespace BeautyGrains.Silo.Import;

/// <summary>Products: one row each. A product without a code gets one made from its brand and name.</summary>
internal static class ProductImport
{
    private static readonly Dictionary<string, string[]> s_columns = new()
    {
        ["sku"] = ["code", "sku code", "product code", "item code", "article", "编码", "编号", "商品编码", "产品编码", "商品编号", "货号", "SKU编码"],
        ["name"] = ["product", "product name", "item", "title", "名称", "品名", "商品名称", "产品名称", "商品"],
        ["nameZh"] = ["chinese name", "name zh", "中文名", "中文名称"],
        ["nameEn"] = ["english name", "name en", "英文名", "英文名称"],
        ["brand"] = ["品牌"],
        ["category"] = ["label", "type", "product type", "分类", "类别", "品类", "商品分类"],
        ["specification"] = ["spec", "size", "规格", "规格型号"],
        ["tags"] = ["tag", "标签"],
        ["use"] = ["usage", "directions", "用法", "使用方法"],
        ["contraindications"] = ["禁忌", "禁忌证"],
        ["ingredients"] = ["inci", "成分", "全成分", "成份"],
        ["gtin"] = ["ean", "upc", "barcode", "条码", "条形码", "商品条码"],
        ["udi"] = ["医疗器械唯一标识"],
        ["unit"] = ["base unit", "uom", "单位", "基本单位", "计量单位"],
        ["price"] = ["retail price", "unit price", "价格", "售价", "零售价", "单价"],
        ["currency"] = ["币种", "货币"],
        ["taxClass"] = ["税类"],
        ["picking"] = ["出库规则"],
        ["minShelfLifeDays"] = ["最短剩余有效期天"],
        ["shelfLifeMonths"] = ["shelf life", "保质期月", "保质期"],
        ["storage"] = ["storage class", "储存条件", "贮存条件"],
        ["minCelsius"] = ["最低温度"],
        ["maxCelsius"] = ["最高温度"],
        ["security"] = ["security class"],
        ["goodsCategory"] = ["goods category", "监管类别"],
        ["active"] = ["启用"],
        ["skin:combination"] = ["combination", "混合性", "混合性肤质"],
        ["skin:dry"] = ["dry", "干性", "干性肤质"],
        ["skin:normal"] = ["normal", "中性", "中性肤质"],
        ["skin:oily"] = ["oily", "油性", "油性肤质"],
        ["skin:sensitive"] = ["sensitive", "敏感性", "敏感性肤质"],
    };

    private static readonly string[] s_texts =
        ["name", "nameZh", "nameEn", "brand", "category", "specification", "use", "contraindications", "ingredients", "gtin", "udi", "unit", "taxClass"];

    private static readonly string[] s_skins = ["skin:combination", "skin:dry", "skin:normal", "skin:oily", "skin:sensitive"];

    private static readonly Dictionary<string, GoodsCategory> s_goods = new()
    {
        ["普通化妆品"] = GoodsCategory.OrdinaryCosmetic,
        ["特殊化妆品"] = GoodsCategory.SpecialCosmetic,
        ["儿童化妆品"] = GoodsCategory.ChildrensCosmetic,
        ["药品"] = GoodsCategory.Drug,
        ["一类医疗器械"] = GoodsCategory.DeviceI,
        ["二类医疗器械"] = GoodsCategory.DeviceII,
        ["三类医疗器械"] = GoodsCategory.DeviceIII,
        ["消毒产品"] = GoodsCategory.Disinfectant,
        ["其他"] = GoodsCategory.Other,
    };

    public static ImportPlan Read(CsvTable table, ImportOptions options)
    {
        var columns = new Columns(table.Headers, s_columns);
        var faults = new List<RowFault>(table.Faults);
        faults.AddRange(columns.Doubled.Select(doubled => new RowFault(1, "", doubled)));
        if (!columns.Has("name")) faults.Add(new(1, "", "No column is a product's name."));
        if (faults.Any(fault => fault.Line == 1)) return new([], [], faults, columns.Ignored);
        var items = new List<RecordItem>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in table.Rows)
        {
            var reader = new RowReader(columns, row, faults);
            var (code, fields) = Row(reader, columns, options);
            var defaults = new JsonObject { ["unit"] = options.Unit };
            reader.Faults(BodyRules.Sku(Whole(fields, defaults)));
            if (code is not null && !lines.TryAdd(code, row.Line)) reader.Fault(columns.Has("sku") ? "sku" : "name", $"'{code}' is already on line {lines[code]}.");
            if (!reader.IsFaulty) items.Add(new(row.Line, code!, "/v1/skus/" + code, fields, defaults));
        }
        return new(items, [], faults, columns.Ignored);
    }

    private static (string? Code, JsonObject Fields) Row(RowReader reader, Columns columns, ImportOptions options)
    {
        var fields = new JsonObject();
        foreach (var field in s_texts) reader.AddText(fields, field);
        reader.AddWholeNumber(fields, "minShelfLifeDays");
        reader.AddWholeNumber(fields, "shelfLifeMonths");
        reader.AddWholeNumber(fields, "minCelsius");
        reader.AddWholeNumber(fields, "maxCelsius");
        reader.AddFlag(fields, "active");
        reader.AddWord<PickingRule>(fields, "picking");
        reader.AddWord<StorageClass>(fields, "storage");
        reader.AddWord<SecurityClass>(fields, "security");
        reader.AddWord(fields, "goodsCategory", s_goods);
        if (reader.Money("price", options.Currency, exact: true) is { } price) fields["price"] = price;
        Tags(reader, columns, fields);
        var code = reader.Id("sku", required: false)
            ?? (reader.Text("name") is { } name ? ProductCode.Of(reader.Text("brand"), name) : null);
        return (code, fields);
    }

    private static void Tags(RowReader reader, Columns columns, JsonObject fields)
    {
        if (!columns.Has("tags") && !s_skins.Any(columns.Has)) return;
        var tags = (reader.Text("tags") ?? "").Split([',', ';', ',', ';', '、', '|'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToList();
        foreach (var skin in s_skins)
        {
            if (reader.Text(skin) is not { } text) continue;
            if (Flags.Read(text) is not { } suits) reader.Fault(skin, $"'{text}' is neither yes nor no.");
            else if (suits) tags.Add(skin);
        }
        fields["tags"] = new JsonArray([.. tags.Distinct().Select(tag => JsonValue.Create(tag))]);
    }

    private static JsonObject Whole(JsonObject fields, JsonObject defaults)
    {
        var whole = (JsonObject)defaults.DeepClone();
        foreach (var (name, value) in fields) whole[name] = value?.DeepClone();
        return whole;
    }
}
