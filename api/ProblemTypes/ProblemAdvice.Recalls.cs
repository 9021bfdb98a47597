namespace BeautyGrains.Api;

internal static partial class ProblemAdvice
{
    private static (string En, string Zh)? Recalls(ProblemType type) => type switch
    {
        ProblemType.UnknownRecall => ("Check the id.", "请核对编号。"),
        ProblemType.UnknownRecallClient => ("Read the recall's clients again.", "请重新读取该召回的顾客名单。"),
        ProblemType.RecallNotDone => (
            "Clients: say that they were told and what became of their goods. Stock: scrap it or send it back. Containers: scrap what is left in them. In transit: receive the transfers. Ledgers: ask again in a moment.",
            "顾客（clients）：登记已通知及其货品的去向；库存（stock）：报废或退回供应商；已开封容器（containers）：报废余量；在途（in-transit）：完成调拨收货；台账（ledgers）：稍后再试。"),
        ProblemType.UnknownFeedback => ("Check the id, or list the feedback.", "请核对编号，或查看反馈列表。"),
        ProblemType.FeedbackNotReported => ("Report it and enter the number that the authority gave.", "请先上报，并登记监管部门给出的编号。"),
        _ => null,
    };
}
