namespace BeautyGrains.Silo.Cli.Calls;

internal static partial class CallTable
{
    private const string Unit = "/v1/skus/{sku}/serials/{serial}";

    private static CallGroup[] Units =>
    [
        new("units", "Serialised units: one item, one code.", "一物一码的单品。",
        [
            new("list", "GET", Stock + "/units", "Lists the units that are here, by lot.", "按批次列出在库单品。") { Columns = "lot serials uncoded" },
            Show(Unit, "Shows which store holds a unit, and whether it was seen in another one.", "显示单品所属门店及是否在其他门店出现。"),
            FromFile("code", Stock + "/codings/{id}", "Gives serials to units of a lot from a file: lot, serials.", "按文件为某批次赋码：批号、序列号。"),
            Post("settle", Unit + "/settle", "Closes a diversion with a reason.", "填写原因并关闭窜货。", Reason),
        ]),
    ];
}
