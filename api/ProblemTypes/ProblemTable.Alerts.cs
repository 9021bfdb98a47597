namespace BeautyGrains.Api;

internal static partial class ProblemTable
{
    private static IEnumerable<(ProblemType Type, ProblemRow Row)> Alerts() =>
    [
        Row(ProblemType.UnknownAlert, 404, "Unknown alert", "预警不存在", "There has never been an alert with this id.", "没有该编号的预警。"),
        Row(ProblemType.UnknownAlertPolicy, 404, "Unknown alert policy", "预警规则不存在", "There is no alert policy with this id.", "没有该编号的预警规则。"),
        Row(ProblemType.UnknownWebhook, 404, "Unknown endpoint", "推送端点不存在", "There is no endpoint for alerts with this id.", "没有该编号的预警推送端点。"),
    ];
}
