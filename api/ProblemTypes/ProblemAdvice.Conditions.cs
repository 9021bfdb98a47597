namespace BeautyGrains.Api;

internal static partial class ProblemAdvice
{
    private static (string En, string Zh)? Conditions(ProblemType type) => type switch
    {
        ProblemType.UnknownZone => ("Put the zone first, or check its name.", "请先录入库区，或核对名称。"),
        ProblemType.UnknownExcursion => ("Read the store's excursions again.", "请重新读取该门店的温湿度超限。"),
        _ => null,
    };
}
