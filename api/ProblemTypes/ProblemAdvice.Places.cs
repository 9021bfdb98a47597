namespace BeautyGrains.Api;

internal static partial class ProblemAdvice
{
    private static (string En, string Zh)? Places(ProblemType type) => type switch
    {
        ProblemType.UnknownIssue or ProblemType.UnknownRepack or ProblemType.UnknownPickList => ("Check the id.", "请核对编号。"),
        ProblemType.UnknownCostAccount => ("Read the tables of issues and choose an account of them.", "请读取非销售出库政策并选择其中的科目。"),
        ProblemType.IssueQuotaExceeded => ("Ask for less, wait for the next month, or let operations change the quota.", "请减少数量、等待下月，或由运营调整额度。"),
        ProblemType.UnknownRecipe => ("Put the recipe first, or check its days.", "请先录入配方，或核对其生效日期。"),
        ProblemType.RepackNotAllowed => ("Do not repack these goods; quality may change the table for categories other than cosmetics.", "请勿分装组合；化妆品以外的类别可由质量人员调整政策。"),
        ProblemType.UnknownBin => ("Read the store's bins, or the lot's, again.", "请重新读取门店货位或批次所在货位。"),
        ProblemType.BinUnsuitable => ("Choose another bin; the suggestions name those that suit.", "请另选货位；上架建议会列出合适的货位。"),
        _ => null,
    };
}
