namespace BeautyGrains.Silo.Cli.Calls;

internal static partial class CallTable
{
    private const string Recall = "/v1/recalls/{id}";

    private static CallGroup[] Recalls =>
    [
        new("recalls", "Goods that are called back.", "货品召回。",
        [
            new("list", "GET", "/v1/recalls", "Lists recalls.", "列出召回。") { Filters = "sku state limit", Columns = "id sku class state begunAt clients openTasks" },
            Show(Recall, "Shows a recall and what became of its goods.", "显示召回及其货品去向。"),
            FromFile("start", Recall, "Calls goods back by a file: sku, lots or serials, class, reason.", "按文件发起召回：商品、批号或序列号、级别、原因。"),
            new("stock", "GET", Recall + "/stock", "Shows what the stores have of it.", "显示各门店的现存量。"),
            new("clients", "GET", Recall + "/clients", "Lists the clients who got some.", "列出得到过货品的顾客。") { Filters = "open limit", Columns = "client got returned since" },
            Post("notify", Recall + "/clients/{client}/notify", "Says how far a client has been told.", "登记通知顾客的进展。", new Field("outcome", Required: true, To: "state"), new Field("note")),
            Post("recover", Recall + "/clients/{client}/recover", "Says how far a client's goods have been fetched.", "登记从顾客处收回的进展。", new Field("outcome", Required: true, To: "state"), new Field("note")),
            Post("report", Recall + "/reports", "Says that the authority was reported to.", "登记向监管部门的报告。", new Field("note", Required: true), new Field("document")),
            Post("close", Recall + "/close", "Ends a recall of which nothing is left untold.", "关闭已全部了结的召回。", new Field("conclusion", Required: true)) with { Approver = true },
            Post("lift", Recall + "/lift", "Takes a recall back.", "解除召回。", new Field("conclusion", Required: true)) with { Approver = true },
            new("rules", "GET", "/v1/recall-policy", "Shows the table of recalls.", "显示召回期限表。"),
            FromFile("set-rules", "/v1/recall-policy", "Replaces the table of recalls from a file.", "按文件替换召回期限表。") with { Guarded = true },
        ]),
    ];
}
