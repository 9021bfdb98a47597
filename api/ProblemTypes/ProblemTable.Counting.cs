namespace BeautyGrains.Api;

internal static partial class ProblemTable
{
    private static IEnumerable<(ProblemType Type, ProblemRow Row)> Counting() =>
    [
        Row(ProblemType.UnknownCountSession, 404, "Unknown count session", "盘点单不存在", "There is no count session with this id.", "没有此编号的盘点单。"),
        Row(ProblemType.CounterNotAssigned, 409, "Assigned to others", "盘点单已分配给他人", "The count session is assigned to other people.", "该盘点单已分配给其他人员。"),
        Row(ProblemType.CounterIsTheSame, 409, "Counted by the same person", "复盘须由他人进行",
            "Whoever counted something does not count it again; lines name the products.", "复盘不得由初盘人员进行；lines 列出相关商品。"),
        Row(ProblemType.UnknownUnmatched, 404, "Unknown unmatched units", "无账数量不存在",
            "The stock has no units without book stock by this id, or they are all matched.", "该库存没有此编号的无账数量，或已全部匹配。"),
    ];
}
