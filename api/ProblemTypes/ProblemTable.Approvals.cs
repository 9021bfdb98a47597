namespace BeautyGrains.Api;

/// <summary>Problems of people, approvals, budgets and requisitions.</summary>
internal static partial class ProblemTable
{
    private static IEnumerable<(ProblemType Type, ProblemRow Row)> Approvals() =>
    [
        Row(ProblemType.UnknownPerson, 404, "Unknown person", "人员不存在", "There is no person with this id.", "没有该编号的人员。"),
        Row(ProblemType.UnknownBudget, 404, "Unknown budget", "预算不存在", "Nobody has set or used a budget for this store, category and month.", "该门店、品类和月份没有预算。"),
        Row(ProblemType.UnknownCommitment, 404, "Unknown commitment", "预算占用不存在", "The budget has no commitment with this reference.", "该预算中没有此编号的占用。"),
        Row(ProblemType.UnknownRequisition, 404, "Unknown requisition", "要货单不存在", "There is no requisition with this id.", "没有该编号的要货单。"),
        Row(ProblemType.ApproverUnknown, 403, "The approver is not known", "审批人无法识别",
            "'Approver-Authorization' holds no valid key of an active person. Nothing was changed.", "“Approver-Authorization” 中不是在职人员的有效密钥。未作任何更改。"),
        Row(ProblemType.ApproverNeeded, 409, "Another person must approve", "需要他人审批",
            "This needs approval of kind '{state}' by another person: on the same call with 'Approver-Authorization: Bearer KEY', or by a call of theirs.",
            "此操作需要另一人作“{state}”类审批：可在同一请求中提供 “Approver-Authorization: Bearer 密钥”，或由其本人另行审批。"),
        Row(ProblemType.ApproverIsAuthor, 409, "Nobody approves what is their own", "不能审批自己的单据",
            "The approver made, changed or submitted this. It takes a second person, not a second key.", "审批人是该单据的制单、修改或提交人。须由另一人审批，更换密钥无效。"),
        Row(ProblemType.ApproverNotEntitled, 409, "The approver may not approve this", "审批人无此审批权限",
            "What the approver lacks: {state} (limit: the amount is past their limit for this kind; store: they do not cover every store concerned).",
            "审批人缺少：{state}（limit：金额超过其该类审批额度；store：其范围未涵盖全部相关门店）。"),
        Row(ProblemType.BudgetExceeded, 409, "The budget has not enough left", "预算余额不足",
            "Left, in minor units: {available}. Nothing was committed.", "剩余（最小货币单位）：{available}。未占用预算。"),
    ];
}
