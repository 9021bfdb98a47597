namespace BeautyGrains.Api;

internal static partial class ProblemTable
{
    private static IEnumerable<(ProblemType Type, ProblemRow Row)> Replenishment() =>
    [
        Row(ProblemType.UnknownPolicy, 404, "No replenishment policy", "无补货策略", "This SKU has no replenishment policy in this store.", "该商品在该门店没有补货策略。"),
        Row(ProblemType.NoDemandKnown, 409, "Nothing is known of the demand", "需求未知",
            "No whole day on which the SKU could be sold in this store has passed yet, and no other store sells it.", "该商品在该门店尚无可售的完整一天，其他门店也未销售。"),
    ];
}
