namespace BeautyGrains.Api;

internal static partial class ProblemAdvice
{
    private static (string En, string Zh)? Counting(ProblemType type) => type switch
    {
        ProblemType.UnknownCountSession => ("Open the session first, or check its id.", "请先建立盘点单，或核对编号。"),
        ProblemType.CounterNotAssigned => ("Let one of the people assigned hand it in, or assign others.", "请由被分配人员提交，或重新分配。"),
        ProblemType.CounterIsTheSame => ("Let another person count the products that lines name.", "请由他人复盘 lines 所列商品。"),
        ProblemType.UnknownUnmatched => ("Read the list of unmatched units again.", "请重新读取无账数量清单。"),
        _ => null,
    };
}
