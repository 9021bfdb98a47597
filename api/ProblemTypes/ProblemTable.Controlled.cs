namespace BeautyGrains.Api;

internal static partial class ProblemTable
{
    private static IEnumerable<(ProblemType Type, ProblemRow Row)> Controlled() =>
    [
        Row(ProblemType.ControlledGoods, 409, "The goods are controlled", "该商品为管制品",
            "Controlled goods are moved and held by the steps of their register alone: PUT /v1/stores/STORE/controlled/SKU/…, by two people. Nothing was changed.",
            "管制品只能通过其专用账册的步骤（PUT /v1/stores/门店/controlled/商品/…）由两人共同操作，不能以其他方式出入库或预留。未作任何更改。"),
        Row(ProblemType.NotControlled, 409, "The goods are not controlled", "该商品不是管制品",
            "The product has no mark that counts today, or no row of its class does ('{state}'). Use the ordinary calls.", "该商品当日没有有效的管制标记，或其类别没有有效规则（“{state}”）。请使用普通操作。"),
        Row(ProblemType.TwoPeopleNeeded, 409, "Two people are needed", "须两人操作",
            "Each step needs two different people of the store, each signed in with a key of their own and of a role that the class names; what is wrong is '{state}'. Nothing was changed.",
            "每一步须由该门店的两名不同人员、各用本人密钥登录并具有该类别规定的岗位；问题为“{state}”。未作任何更改。"),
        Row(ProblemType.UnknownPrescription, 404, "Unknown prescription", "处方不存在", "There is no prescription with this number.", "没有该编号的处方。"),
        Row(ProblemType.PrescriptionRefused, 409, "The prescription does not cover this", "处方不适用", "What stands against it is '{state}'. Nothing was changed.", "原因为“{state}”。未作任何更改。"),
        Row(ProblemType.PrescriptionExhausted, 409, "Not enough is left on the prescription", "处方余量不足", "Left: {available}. Nothing was changed.", "余量：{available}。未作任何更改。"),
        Row(ProblemType.DoubleLockNeeded, 409, "A double-lock cabinet is needed", "须存入双锁柜",
            "Controlled goods are kept in an active double-lock zone of the store; this one is '{state}'. Nothing was changed.", "管制品须存放于该门店启用中的双锁库区；所指库区状态为“{state}”。未作任何更改。"),
        Row(ProblemType.UnknownControlledIssue, 404, "Unknown issue", "发放记录不存在", "Nothing of this id was issued that is not accounted for.", "没有该编号的、尚未核销的发放记录。"),
        Row(ProblemType.NothingToExplain, 409, "Nothing is to be explained", "没有待说明的差异", "The register has no entry of this id whose difference nobody has explained.", "账册中没有该编号的、尚未说明差异的记录。"),
        Row(ProblemType.RetentionShortened, 409, "Records must be kept longer", "保存期限不得缩短",
            "What counts already stays in the table, and a shorter time begins in the future; this concerns '{state}'. Nothing was changed.", "已生效的行必须保留，较短的期限只能自将来起生效；涉及“{state}”。未作任何更改。"),
        Row(ProblemType.DocumentDeleted, 410, "The document's content was deleted", "文件内容已删除", "Its retention is over and its content was given up; the log of deletions tells when, by which rule and by whom.", "保存期限已过，内容已删除；删除记录载明时间、依据与操作人。"),
        Row(ProblemType.UnknownRoundTemplate, 404, "Unknown checklist", "巡检模板不存在", "There is no checklist with this id.", "没有该编号的巡检模板。"),
        Row(ProblemType.UnknownRound, 404, "Unknown round", "巡检记录不存在", "The store has no round with this id.", "该门店没有该编号的巡检记录。"),
        Row(ProblemType.UnknownRoundAction, 404, "Unknown action", "整改不存在", "The round has no action of this item that is open, or was closed not long ago.", "该巡检没有此项目的未关闭或近期关闭的整改。"),
        Row(ProblemType.UnknownRegister, 404, "Unknown register", "账册不存在", "This store has no register of this SKU: no step was ever taken.", "该门店没有此商品的管制品账册：尚无任何步骤。"),
    ];
}
