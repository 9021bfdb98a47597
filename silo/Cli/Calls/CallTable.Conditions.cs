namespace BeautyGrains.Silo.Cli.Calls;

internal static partial class CallTable
{
    private const string Zone = "/v1/stores/{store}/zones/{id}";

    private static CallGroup[] Conditions =>
    [
        new("zones", "Temperature and humidity of stores.", "门店温湿度。",
        [
            new("list", "GET", "/v1/stores/{store}/zones", "Lists the zones of a store.", "列出门店的库区。") { Columns = "store zone version changedAt" },
            Show(Zone, "Shows a zone with its sensors and excursions.", "显示库区及其传感器和超限。"),
            FromFile("set", Zone, "Puts a zone from a file: name, holds, sensors.", "按文件写入库区：名称、存放类别、传感器。") with { Guarded = true },
            new("read", "POST", Zone + "/readings", "Takes readings in from a file: sensor, readings.", "按文件录入读数：传感器、读数。") { File = true },
            new("readings", "GET", Zone + "/readings", "Lists what the sensors have read.", "列出传感器读数。") { Filters = "from through", Columns = "sensor at celsius humidity" },
            new("excursions", "GET", "/v1/stores/{store}/excursions", "Shows the excursions of a store.", "显示门店的温湿度超限。"),
            Post("decide", Zone + "/excursions/{excursion}/decide", "Releases or scraps the goods of an excursion.", "放行或报废超限货品。", new Field("decision", Required: true), Reason) with { Approver = true },
            new("rules", "GET", "/v1/condition-policy", "Shows the tables of conditions.", "显示温湿度规则表。"),
            FromFile("set-rules", "/v1/condition-policy", "Replaces the tables of conditions from a file.", "按文件替换温湿度规则表。") with { Guarded = true },
        ]),
    ];
}
