using System.Text.Json.Nodes;
using BeautyGrains.Contracts;
using BeautyGrains.Silo.Loading;

namespace BeautyGrains.Silo.Import;

/// <summary>Stores: one row each.</summary>
internal static class StoreImport
{
    private static readonly Dictionary<string, string[]> s_columns = new()
    {
        ["store"] = ["code", "store code", "编码", "编号", "门店编码", "门店编号", "门店代码"],
        ["name"] = ["store name", "名称", "门店名称", "门店"],
        ["nameZh"] = ["chinese name", "name zh", "中文名", "中文名称"],
        ["timeZone"] = ["time zone", "zone", "时区"],
        ["type"] = ["store type", "门店类型", "类型"],
        ["ownership"] = ["经营方式"],
        ["region"] = ["地区", "区域"],
        ["legalEntity"] = ["legal entity", "company", "法人", "公司"],
        ["defaultTtlSeconds"] = ["hold seconds", "预留时长秒"],
        ["active"] = ["启用"],
    };

    private static readonly string[] s_texts = ["name", "nameZh", "timeZone", "region", "legalEntity"];

    private static readonly Dictionary<string, StoreType> s_types = new()
    {
        ["美容院"] = StoreType.Salon,
        ["诊所"] = StoreType.Clinic,
        ["门店"] = StoreType.Shop,
        ["仓库"] = StoreType.Warehouse,
    };

    private static readonly Dictionary<string, Ownership> s_ownerships = new() { ["直营"] = Ownership.Direct, ["加盟"] = Ownership.Franchise };

    public static ImportPlan Read(CsvTable table, ImportOptions options)
    {
        _ = options;
        var columns = new Columns(table.Headers, s_columns);
        var faults = new List<RowFault>(table.Faults);
        faults.AddRange(columns.Doubled.Select(doubled => new RowFault(1, "", doubled)));
        foreach (var needed in new[] { "store", "name", "timeZone" })
            if (!columns.Has(needed)) faults.Add(new(1, "", $"No column is a store's {needed}."));
        if (faults.Any(fault => fault.Line == 1)) return new([], [], faults, columns.Ignored);
        var items = new List<RecordItem>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in table.Rows)
        {
            var reader = new RowReader(columns, row, faults);
            var code = reader.Id("store", required: true);
            var fields = new JsonObject();
            foreach (var field in s_texts) reader.AddText(fields, field);
            reader.AddWholeNumber(fields, "defaultTtlSeconds");
            reader.AddFlag(fields, "active");
            reader.AddWord(fields, "type", s_types);
            reader.AddWord(fields, "ownership", s_ownerships);
            reader.Faults(BodyRules.Store(fields));
            if (code is not null && !lines.TryAdd(code, row.Line)) reader.Fault("store", $"'{code}' is already on line {lines[code]}.");
            if (!reader.IsFaulty) items.Add(new(row.Line, code!, "/v1/stores/" + code, fields, []));
        }
        return new(items, [], faults, columns.Ignored);
    }
}
