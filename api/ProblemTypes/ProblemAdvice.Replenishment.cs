namespace BeautyGrains.Api;

internal static partial class ProblemAdvice
{
    private static (string En, string Zh)? Replenishment(ProblemType type) => type switch
    {
        ProblemType.UnknownPolicy => ("Put a policy first, or check the codes.", "请先设置补货策略，或核对编码。"),
        ProblemType.NoDemandKnown => ("Ask again tomorrow, or use minimum and maximum.", "请次日再查，或使用最低与最高库存策略。"),
        _ => null,
    };
}
