namespace BeautyGrains.Silo.Cli.Calls;

internal static partial class CallTable
{
    private const string Alert = "/v1/alerts/{alert}";
    private const string Hook = "/v1/webhooks/{id}";

    private static Field Occurrence => new("occurrence", FieldKind.Number);

    private static CallGroup[] Watching =>
    [
        new("alerts", "What asks for attention.", "预警。",
        [
            List("/v1/alerts", "store sku kind state open severity assignee", "id severity state store sku text assignee raisedAt", "Lists alerts, what matters most first.", "列出预警，最要紧的在前。"),
            Show(Alert, "Shows an alert with its facts.", "显示预警及其依据。"),
            Post("ack", Alert + "/acknowledge", "Acknowledges it.", "确认预警。", Occurrence),
            Post("resolve", Alert + "/resolve", "Settles it by hand.", "手工了结预警。", Reason, Occurrence),
            Post("snooze", Alert + "/snooze", "Silences it until a moment, or for some hours.", "静默到某时刻，或若干小时。", new Field("until"), new Field("hours", FieldKind.HoursFromNow, To: "until"), Occurrence),
            Post("assign", Alert + "/assign", "Assigns it; without an assignee to nobody.", "指派处理人；不指明则取消指派。", new Field("assignee"), Occurrence),
            new("kinds", "GET", "/v1/alert-policies", "Lists the kinds of alerts with their defaults.", "列出预警种类及默认值。") { Items = "kinds", Columns = "kind title unit threshold severity" },
            new("policies", "GET", "/v1/alert-policies", "Lists what the chain has set otherwise.", "列出已设定的预警策略。") { Columns = "id kind store sku threshold severity enabled validFrom validThrough" },
            FromFile("set-policy", "/v1/alert-policies/{id}", "Puts a policy from a file: kind, validFrom and what differs.", "按文件写入预警策略：种类、生效日及其他。"),
            new("remove-policy", "DELETE", "/v1/alert-policies/{id}", "Removes a policy.", "删除预警策略。"),
        ]),
        new("webhooks", "Where alerts are sent to.", "预警推送地址。",
        [
            new("list", "GET", "/v1/webhooks", "Lists endpoints.", "列出推送地址。") { Columns = "id name host format severity active waiting dead delivered failure" },
            Show(Hook, "Shows an endpoint.", "显示推送地址。"),
            FromFile("set", Hook, "Puts an endpoint from a file: name, url.", "按文件写入推送地址：名称、url。"),
            new("remove", "DELETE", Hook, "Removes an endpoint.", "删除推送地址。"),
            new("messages", "GET", Hook + "/messages", "Lists messages that wait or are dead.", "列出等待和失败的消息。") { Columns = "id type alert state attempts due failure" },
            Post("replay", Hook + "/replay", "Sends dead messages again, all unless some are named.", "重发失败消息，不指明则全部重发。", new Field("message", FieldKind.Many, To: "ids")),
            new("test", "PUT", Hook + "/tests/{test}", "Sends a test message, one for each id.", "发送测试消息，每个编号一条。"),
        ]),
        new("policies", "Dated tables that the chain edits: buying and controls.", "可编辑的定期数据表：采购与控制。",
        [
            new("buying", "GET", "/v1/buying-policy", "Shows the tables of buying.", "显示采购规则表。"),
            FromFile("set-buying", "/v1/buying-policy", "Replaces the tables of buying from a file.", "按文件替换采购规则表。") with { Guarded = true },
            new("control", "GET", "/v1/control-policy", "Shows the tables of control.", "显示控制规则表。"),
            FromFile("set-control", "/v1/control-policy", "Replaces the tables of control from a file.", "按文件替换控制规则表。") with { Guarded = true },
        ]),
    ];
}
