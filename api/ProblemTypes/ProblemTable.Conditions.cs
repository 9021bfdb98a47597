namespace BeautyGrains.Api;

internal static partial class ProblemTable
{
    private static IEnumerable<(ProblemType Type, ProblemRow Row)> Conditions() =>
    [
        Row(ProblemType.UnknownZone, 404, "Unknown zone", "库区不存在", "The store has no zone of this name.", "该门店没有此名称的库区。"),
        Row(ProblemType.UnknownExcursion, 404, "Unknown excursion", "温湿度超限不存在",
            "The zone has no excursion of this id that has put goods into quarantine.", "该库区没有此编号的、已隔离货品的温湿度超限。"),
    ];
}
