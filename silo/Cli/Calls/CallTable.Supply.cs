namespace BeautyGrains.Silo.Cli.Calls;

internal static partial class CallTable
{
    private const string Return = "/v1/supplier-returns/{id}";

    private static CallGroup[] Supply =>
    [
        new("suppliers", "Suppliers, and how well they deliver.", "供应商及其供货表现。",
        [
            List("/v1/suppliers", "active field", "id name currency leadTimeDays leadTimeDeviationDays orderDays minimumOrder active changedAt", "Lists suppliers.", "列出供应商。"),
            Show("/v1/suppliers/{id}", "Shows a supplier with its prices and papers.", "显示供应商及其价目和资质。"),
            FromFile("set", "/v1/suppliers/{id}", "Puts a supplier from a file; the whole record is replaced.", "按文件写入供应商，整条记录被替换。") with { Guarded = true },
            new("score", "GET", "/v1/scorecards", "Lists what suppliers did in a period: on time, filled, rejected, price, score.", "列出供应商在一段时间内的准时率、满足率、拒收率、价格指数和评分。")
            {
                Filters = "from through supplier sku sort limit", Columns = "supplier name lines onTimeRate fillRate deliveries rejectRate priceIndex score",
            },
            new("rank", "GET", "/v1/skus/{sku}/suppliers", "Ranks who can supply a SKU, and where a change is proposed.", "对某商品的供应商排名，并给出更换建议。") { Filters = "from through" },
            new("account", "GET", "/v1/suppliers/{supplier}/account", "Shows what is billed, paid, credited and owed.", "显示已开票、已付、已抵扣和应付金额。"),
        ]),
        new("contracts", "Contracts with suppliers.", "供应合同。",
        [
            List("/v1/contracts", "supplier in-force-on ends-before", "id supplier validFrom validThrough currency mostValue title active", "Lists contracts.", "列出合同。"),
            Show("/v1/contracts/{id}", "Shows a contract with its prices.", "显示合同及其价格。"),
            FromFile("set", "/v1/contracts/{id}", "Puts a contract from a file; the whole record is replaced.", "按文件写入合同，整条记录被替换。") with { Guarded = true },
        ]),
        new("returns", "Goods that go back to suppliers.", "退回供应商的货。",
        [
            List("/v1/supplier-returns", "store supplier state", "id supplier store cause state wish", "Lists returns to suppliers.", "列出供应商退货。"),
            Show(Return, "Shows a return.", "显示一张退货单。"),
            FromFile("create", Return, "Sends goods back from a file: supplier, store, cause, lines.", "按文件退货：供应商、门店、原因、明细行。"),
            new("credit", "POST", Return + "/credit", "Notes the credit note from a file: number, issuedOn, net, tax.", "按文件记录贷项通知：号码、日期、净额、税额。") { File = true },
            Post("exchange", Return + "/exchange", "Names the receipt that brought other goods.", "指明换货入库单。", new Field("receipt", Required: true)),
            Post("decline", Return + "/decline", "Notes that the supplier gives nothing.", "标记供应商不予处理。", new Field("goods-back", FieldKind.Flag, Required: true), Reason),
        ]),
        new("fields", "Fields of the chain's own on masters and documents.", "主数据与单据的自定义字段。",
        [
            new("list", "GET", "/v1/custom-fields", "Lists the fields that are defined.", "列出已定义的字段。") { Filters = "target", Columns = "target id name nameZh type unit required validFrom validThrough" },
            FromFile("set", "/v1/custom-fields/{target}/{id}", "Defines a field from a file.", "按文件定义字段。"),
            Show("/v1/custom-values/{target}/{id}", "Shows the values of one master or document, and what is missing.", "显示某主数据或单据的字段值及缺项。"),
            FromFile("put", "/v1/custom-values/{target}/{id}", "Puts values from a file; all of them are replaced.", "按文件写入字段值，全部替换。") with { Guarded = true },
            new("find", "GET", "/v1/custom-values", "Finds masters or documents by a field's value.", "按字段值查找主数据或单据。") { Filters = "target field value contains from through sort limit", Columns = "id values changedAt" },
        ]),
    ];
}
