namespace BeautyGrains.Api;

internal static partial class ProblemTable
{
    private static IEnumerable<(ProblemType Type, ProblemRow Row)> Places() =>
    [
        Row(ProblemType.UnknownIssue, 404, "Unknown issue", "非销售出库不存在", "There is no issue without sale with this id for this SKU in this store.", "该门店该商品没有此编号的非销售出库。"),
        Row(ProblemType.UnknownCostAccount, 409, "Unknown cost account", "成本科目不存在",
            "No cost account of this code counts today, or none is the default of this kind.", "今日没有此编码的有效成本科目，或该类型没有默认科目。"),
        Row(ProblemType.IssueQuotaExceeded, 409, "The month's quota has less left", "本月额度不足",
            "Left: {available} ({state}). Nothing left the stock.", "剩余：{available}（{state}）。未出库。"),
        Row(ProblemType.UnknownRecipe, 404, "Unknown recipe", "配方不存在", "There is no active recipe with this id, or none of its bills counts today.", "没有此编号的有效配方，或其清单今日均未生效。"),
        Row(ProblemType.UnknownRepack, 404, "Unknown repack", "分装组合单不存在", "There is no repack with this id.", "没有该编号的分装组合单。"),
        Row(ProblemType.RepackNotAllowed, 409, "These goods may not be repacked so", "此类货品不得如此分装组合",
            "What is asked for is '{state}'. Cosmetics are never mixed; other categories follow the table of repacking; goods of different owners make no lot.",
            "所请求的操作为“{state}”。化妆品内容物不得混合；其他类别按分装政策执行；不同货主的货品不能合为一批。"),
        Row(ProblemType.UnknownBin, 404, "Unknown bin", "货位不存在", "The store has no bin of this name, or the lot does not lie in it.", "该门店没有此货位，或该批次不在此货位。"),
        Row(ProblemType.BinUnsuitable, 409, "The goods may not lie in this bin", "货品不得放入此货位",
            "The bin is inactive, or neither it nor its zone holds goods of this storage class ({state}).", "货位已停用，或货位及其库区不存放此储存类别的货品（{state}）。"),
        Row(ProblemType.UnknownPickList, 404, "Unknown pick list", "拣货单不存在", "There is no pick list with this id.", "没有该编号的拣货单。"),
    ];
}
