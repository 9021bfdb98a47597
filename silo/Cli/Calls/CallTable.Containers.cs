namespace BeautyGrains.Silo.Cli.Calls;

internal static partial class CallTable
{
    private const string Container = "/v1/stores/{store}/skus/{sku}/containers/{id}";

    private static CallGroup[] Containers =>
    [
        new("containers", "Open containers: opened, used, counted, scrapped.", "已开封容器：开封、使用、盘点、报废。",
        [
            List("/v1/containers", "store sku lot client open use-by-before", "store sku id lot kind remainder unit sharing client useBy blockedBy open", "Lists containers, earliest use-by first.", "列出容器，使用期限早者在前。"),
            Show(Container, "Shows a container.", "显示一个容器。"),
            new("offer", "GET", "/v1/stores/{store}/skus/{sku}/containers", "Lists what may be used now.", "列出当前可用的容器。") { Filters = "client", Columns = "id lot remainder unit sharing client useBy" },
            new("open", "PUT", Container, "Opens a sealed unit.", "开封一个单位。") { Fields = [new Field("lot"), new Field("client"), new Field("reason")] },
            Post("reconstitute", Container + "/reconstitute", "Notes that the content was reconstituted.", "记录已配制。", new Field("diluent-sku"), new Field("diluent-lot"), new Field("diluent-quantity", FieldKind.Number)),
            new("use", "PUT", Container + "/uses/{use}", "Uses some of what is left.", "使用剩余量的一部分。")
            {
                Fields = [new Field("quantity", FieldKind.Number, Required: true), new Field("client"), new Field("completes", FieldKind.Flag)],
            },
            new("scrap", "PUT", Container + "/scraps/{scrap}", "Scraps some or all of what is left.", "报废部分或全部剩余量。") { Fields = [new Field("quantity", FieldKind.Number), Reason] },
            new("count", "PUT", Container + "/counts/{count}", "Posts what a count found.", "过账盘点结果。") { Fields = [new Field("counted", FieldKind.Number, Required: true), new Field("reason")], Approver = true },
            Post("scrap-expired", "/v1/stores/{store}/skus/{sku}/containers/scrap-expired", "Scraps what is left past its use-by.", "报废已过使用期限的余量。"),
            new("movements", "GET", Container + "/movements", "Lists what happened to the content of one.", "列出某容器的含量变动。") { Filters = "limit", Columns = "at kind quantity remainder client document reason actor" },
            Show(Container + "/label", "Shows what stands on the label.", "显示标签内容。") with { Name = "label" },
        ]),
    ];
}
