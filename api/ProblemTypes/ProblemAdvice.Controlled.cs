namespace BeautyGrains.Api;

internal static partial class ProblemAdvice
{
    private static (string En, string Zh)? Controlled(ProblemType type) => type switch
    {
        ProblemType.ControlledGoods => ("Take the step in the register of the goods, with a second person; see docs/api/controlled.md.", "请由第二人陪同，在该商品的管制品账册中操作；见 docs/api/zh-CN/controlled.md。"),
        ProblemType.NotControlled => ("Use the ordinary call, or mark the product as controlled first.", "请使用普通操作，或先将该商品标记为管制品。"),
        ProblemType.TwoPeopleNeeded => ("Let a second entitled person sign in on this request: their key in the header Approver-Authorization.", "请由另一名有资格的人员在同一请求中登录：在 Approver-Authorization 标头中提供其密钥。"),
        ProblemType.UnknownPrescription => ("Write the prescription down first, or check its number.", "请先录入处方，或核对编号。"),
        ProblemType.PrescriptionRefused => ("Check client, product and days, or ask for a new prescription.", "请核对顾客、商品与有效期，或开具新处方。"),
        ProblemType.PrescriptionExhausted => ("Issue at most what is left, or ask for a new prescription.", "发放量不得超过余量，或开具新处方。"),
        ProblemType.DoubleLockNeeded => ("Name a zone that is marked as double-lock.", "请指定已标记为双锁的库区。"),
        ProblemType.UnknownControlledIssue => ("Read the register: it shows what is not accounted for.", "请读取账册，其中列出尚未核销的发放。"),
        ProblemType.NothingToExplain => ("Read the register: it shows which entries differ.", "请读取账册，其中列出有差异的记录。"),
        ProblemType.RetentionShortened => ("Keep the rows that count already, and let a shorter one begin on a later day.", "请保留已生效的行，较短的期限请设为自将来某日生效。"),
        ProblemType.DocumentDeleted => ("Read the log of deletions.", "请查看删除记录。"),
        ProblemType.UnknownRoundTemplate => ("Read the round policy for the checklists there are.", "请读取巡检模板列表。"),
        ProblemType.UnknownRound => ("Check the id, or list the store's rounds.", "请核对编号，或列出门店巡检记录。"),
        ProblemType.UnknownRoundAction => ("Read the store's round duties.", "请读取门店的巡检待办。"),
        ProblemType.UnknownRegister => ("Check store and SKU.", "请核对门店与商品。"),
        _ => null,
    };
}
