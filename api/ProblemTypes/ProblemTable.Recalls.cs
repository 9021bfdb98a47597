namespace BeautyGrains.Api;

internal static partial class ProblemTable
{
    private static IEnumerable<(ProblemType Type, ProblemRow Row)> Recalls() =>
    [
        Row(ProblemType.UnknownRecall, 404, "Unknown recall", "召回不存在", "There is no recall with this id.", "没有该编号的召回。"),
        Row(ProblemType.UnknownRecallClient, 404, "The client is not on the list", "顾客不在召回名单中",
            "As far as the ledgers are read, this client has got nothing of the recalled goods.", "按已读取的台账，该顾客没有得到过被召回的货品。"),
        Row(ProblemType.RecallNotDone, 409, "The recall is not done", "召回尚未完成",
            "Something is still untold: {state} ({available}).", "仍有未了结的事项：{state}（{available}）。"),
        Row(ProblemType.UnknownFeedback, 404, "Unknown feedback", "反馈不存在", "There is no complaint or adverse reaction with this id.", "没有该编号的投诉或不良反应。"),
        Row(ProblemType.FeedbackNotReported, 409, "The authority has not been told", "尚未上报监管部门",
            "The authority has to be told of this case before it is closed, also where it was rejected.", "该反馈须先上报监管部门方可关闭，经调查不属实的亦同。"),
    ];
}
