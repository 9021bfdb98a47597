namespace BeautyGrains.Api;

/// <summary>What to do about problems of people, approvals, budgets and requisitions.</summary>
internal static partial class ProblemAdvice
{
    private static (string En, string Zh)? Approval(ProblemType type) => type switch
    {
        ProblemType.UnknownPerson or ProblemType.UnknownBudget or ProblemType.UnknownCommitment or ProblemType.UnknownRequisition => ("Check the id.", "请核对编号。"),
        ProblemType.ApproverUnknown => ("Let the approver give their own valid key.", "请审批人提供本人的有效密钥。"),
        ProblemType.ApproverNeeded => ("Ask a second person who has the right, and send the same request with their key.", "请有权限的另一人审批，并附其密钥重发同一请求。"),
        ProblemType.ApproverIsAuthor => ("Ask somebody else.", "请另请他人审批。"),
        ProblemType.ApproverNotEntitled => ("Ask somebody with a higher limit, or who covers all stores concerned.", "请额度更高或范围涵盖全部相关门店的人员审批。"),
        ProblemType.BudgetExceeded => ("Lessen the amount, ask for a larger budget, or, where the budget allows it, let a person with the limit approve.",
            "请减少金额、申请追加预算，或在预算允许时由有额度的人员审批。"),
        _ => null,
    };
}
