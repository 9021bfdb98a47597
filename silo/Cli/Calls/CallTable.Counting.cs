namespace BeautyGrains.Silo.Cli.Calls;

internal static partial class CallTable
{
    private const string CountSession = "/v1/count-sessions/{id}";
    private const string IncidentOf = "/v1/stores/{store}/skus/{sku}/incidents/{incident}";

    private static CallGroup[] Counting =>
    [
        new("counting", "Counts of many products by people who do not see the book.", "盲盘多个商品。",
        [
            List("/v1/count-sessions", "store state open assigned", "id store state skus counted openedAt", "Lists count sessions.", "列出盘点单。"),
            Show(CountSession, "Shows a count session.", "显示盘点单。"),
            FromFile("open", CountSession, "Opens a count session from a file: store, what to count, who counts.", "按文件建立盘点单：门店、范围、人员。"),
            FromFile("submit", CountSession + "/submissions/{submission}", "Hands in counted lines from a file: sentAt, lines.", "按文件提交盘点行：sentAt、lines。"),
            new("lines", "GET", CountSession + "/lines", "Lists the products of a session; the book only once the counting is over.", "列出盘点单的商品；盘点结束前不显示账面。") { Filters = "differing limit", Columns = "sku round recount leftOut" },
            Post("finish", CountSession + "/finish", "Ends the counting and compares with the book.", "结束盘点并与账面比对。", new Field("leave-out", FieldKind.Flag)),
            Post("recount", CountSession + "/recount", "Demands that others count products again.", "要求他人复盘商品。", new Field("product", FieldKind.Many, Required: true, To: "skus"), new Field("reason")),
            Post("approve", CountSession + "/approve", "Posts the differences, all for one reason.", "以同一原因批准并过账差异。", new Field("reason")) with { Approver = true },
            Post("cancel", CountSession + "/cancel", "Gives a session up; what is posted stays.", "取消盘点单，已过账部分保留。", Reason),
            new("reservations", "GET", CountSession + "/reservations", "Lists reservations that nothing is behind since the count.", "列出盘点后无货可依的预留。") { Columns = "sku lot id quantity short expiresAt" },
        ]),
        new("incidents", "What people have to look at, and units without book stock.", "待核查事件与无账数量。",
        [
            List("/v1/incidents", "store sku kind cause open owner raised-before", "store sku incident.id incident.causes incident.quantity incident.owner ageDays", "Lists incidents over stores.", "列出各门店的事件。"),
            Show(IncidentOf, "Shows an incident with its comments.", "显示事件及评论。"),
            Post("assign", IncidentOf + "/assign", "Gives an incident to somebody, or takes it.", "分派或承接事件。", new Field("owner")),
            new("comment", "PUT", IncidentOf + "/comments/{comment}", "Notes something about an incident.", "评论事件。") { Fields = [new Field("text", Required: true)] },
            Post("close", IncidentOf + "/close", "Closes an incident.", "关闭事件。", new Field("resolution", Required: true)) with { Approver = true },
            Post("reopen", IncidentOf + "/reopen", "Opens a closed incident again.", "重新打开事件。", Reason),
            new("replay", "POST", "/v1/facts/batch", "Records facts of a terminal that was on its own, from a file: items.", "按文件补记离线终端的事实：items。") { File = true },
            new("unmatched", "GET", "/v1/unmatched", "Lists units without book stock over stores.", "列出各门店的无账数量。")
            {
                Filters = "store sku kind client lot open before limit", Columns = "store sku entry.id entry.left entry.lot entry.client ageDays",
            },
            new("match", "PUT", "/v1/stores/{store}/skus/{sku}/unmatched/{entry}/matches/{match}", "Finds book stock for units that had none.", "为无账数量匹配账面库存。")
            {
                Fields = [new Field("quantity", FieldKind.Number, Required: true), new Field("lot"), new Field("against"), Reason],
            },
        ]),
    ];
}
