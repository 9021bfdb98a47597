namespace BeautyGrains.Silo.Cli.Calls;

internal static partial class CallTable
{
    private const string Rounding = "/v1/stores/{store}/rounds";

    private static CallGroup[] Rounds =>
    [
        new("rounds", "Checklists of stores.", "门店巡检。",
        [
            new("list", "GET", Rounding, "Lists the rounds of a store.", "列出门店巡检记录。") { Filters = "limit", Columns = "day id template actor" },
            Show("/v1/stores/{store}/rounds/{id}", "Shows a round.", "显示巡检记录。"),
            FromFile("make", "/v1/stores/{store}/rounds/{id}", "Answers a checklist from a file: template, answers.", "按文件填写巡检：模板、各项结果。"),
            new("duties", "GET", "/v1/stores/{store}/round-duties", "Shows open actions and what is due.", "显示未关闭的整改与到期巡检。"),
            new("act", "POST", "/v1/stores/{store}/rounds/{id}/actions/{item}", "Moves an action on from a file: move, owner, dueOn, note.", "按文件处理整改：move、owner、dueOn、note。") { File = true },
            new("rules", "GET", "/v1/round-policy", "Shows the checklists and schedules.", "显示巡检模板与计划。"),
            FromFile("set-rules", "/v1/round-policy", "Replaces the checklists and schedules from a file.", "按文件替换巡检模板与计划。") with { Guarded = true },
        ]),
    ];
}
