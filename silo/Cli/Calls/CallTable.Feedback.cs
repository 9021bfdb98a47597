namespace BeautyGrains.Silo.Cli.Calls;

internal static partial class CallTable
{
    private const string FeedbackCase = "/v1/feedback/{id}";

    private static CallGroup[] Feedback =>
    [
        new("feedback", "Complaints and adverse reactions.", "投诉与不良反应。",
        [
            List("/v1/feedback", "store kind state severity sku lot-no client due-before", "id kind severity state store knownAt duty.dueAt", "Lists feedback.", "列出反馈。"),
            Show(FeedbackCase, "Shows a case and by when it is to be reported.", "显示反馈及上报期限。"),
            FromFile("record", FeedbackCase, "Takes feedback down from a file: store, kind, severity, what it hangs on, description.", "按文件登记反馈：门店、类型、严重程度、关联、描述。"),
            new("amend", "POST", FeedbackCase + "/amend", "Puts right what is known, from a file: severity, step, lot, documents, reason.", "按文件更正：严重程度、环节、批号、文件、原因。") { File = true },
            Post("investigate", FeedbackCase + "/investigate", "Looks into a case.", "开始调查。", new Field("note")),
            Post("report", FeedbackCase + "/reports", "Says that the authority was told.", "登记已上报监管部门。", new Field("number", Required: true), new Field("note"), new Field("document")),
            Post("confirm", FeedbackCase + "/confirm", "Says that it was so.", "认定属实。", new Field("findings", Required: true)),
            Post("reject", FeedbackCase + "/reject", "Says that it was not so.", "认定不属实。", new Field("findings", Required: true)),
            Post("close", FeedbackCase + "/close", "Ends a case with what is done.", "登记处理措施并关闭。", new Field("action", Required: true)) with { Approver = true },
            Post("reopen", FeedbackCase + "/reopen", "Opens a closed case again.", "重新打开。", Reason),
            Post("quarantine", FeedbackCase + "/quarantine", "Quarantines a lot of a case in every store.", "在各门店隔离相关批次。", new Field("sku", Required: true), new Field("lot-no", Required: true, To: "lotNo")),
            new("lots", "GET", "/v1/feedback-lots", "Counts feedback per lot.", "按批次统计反馈。") { Filters = "store sku since limit", Columns = "sku lotNo cases severe named lastKnownAt" },
            new("rules", "GET", "/v1/feedback-policy", "Shows the tables of feedback.", "显示反馈时限与阈值表。"),
            FromFile("set-rules", "/v1/feedback-policy", "Replaces the tables of feedback from a file.", "按文件替换反馈时限与阈值表。") with { Guarded = true },
        ]),
    ];
}
