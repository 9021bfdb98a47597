namespace BeautyGrains.Silo.Cli.Calls;

internal static partial class CallTable
{
    private const string Stock = "/v1/stores/{store}/skus/{sku}";
    private const string Issue = Stock + "/issues/{id}";
    private const string Repack = "/v1/repacks/{id}";
    private const string PickList = "/v1/stores/{store}/pick-lists/{id}";
    private const string Bin = "/v1/stores/{store}/bins/{id}";

    private static CallGroup[] Places =>
    [
        new("issues", "Goods that leave without being sold.", "非销售出库。",
        [
            List("/v1/issues", "store sku kind account state client from to", "store sku id kind state quantity account month actor at", "Lists issues without sale.", "列出非销售出库。"),
            Show(Issue, "Shows an issue.", "显示一笔非销售出库。"),
            FromFile("issue", Issue, "Issues goods from a file: kind, quantity, reason.", "按文件出库：类型、数量、原因。"),
            Post("reverse", Issue + "/reverse", "Takes an issue back, with its share of the quota.", "冲销出库并退回额度。", new Field("as", Required: true, To: "id"), Reason),
            new("totals", "GET", "/v1/issues/totals", "Sums issues by month, kind and cost account.", "按月份、类型和成本科目汇总。") { Filters = "store from to", Columns = "month kind account issues quantity" },
            new("quotas", "GET", "/v1/stores/{store}/issue-quotas/{month}", "Shows what is taken of a store's quotas.", "显示门店额度的占用。") { Columns = "kind issues taken" },
            new("rules", "GET", "/v1/issue-policy", "Shows cost accounts and quotas.", "显示成本科目与额度。"),
            FromFile("set-rules", "/v1/issue-policy", "Replaces cost accounts and quotas from a file.", "按文件替换成本科目与额度。") with { Guarded = true },
        ]),
        new("repacks", "Goods that become other goods.", "分装与组合。",
        [
            Show(Repack, "Shows a repack with its lots and their parents.", "显示分装组合单及其批次关系。"),
            FromFile("make", Repack, "Repacks from a file: store, recipe, times.", "按文件分装组合：门店、配方、次数。"),
            Post("undo", Repack + "/undo", "Takes a repack back.", "撤销分装组合。", Reason),
            new("children", "GET", Stock + "/lots/{lot}/children", "Lists the lots that were made of a lot.", "列出由某批次制成的批次。") { Columns = "store sku lot quantity" },
            new("recipe", "GET", "/v1/recipes/{id}", "Shows a recipe.", "显示配方。"),
            FromFile("set-recipe", "/v1/recipes/{id}", "Puts a recipe from a file: name, bills.", "按文件写入配方：名称、清单。") with { Guarded = true },
            new("rules", "GET", "/v1/repack-policy", "Shows what may be repacked how.", "显示分装组合政策。"),
            FromFile("set-rules", "/v1/repack-policy", "Replaces the table of repacking from a file.", "按文件替换分装组合政策。") with { Guarded = true },
        ]),
        new("bins", "Where goods lie within a store.", "门店货位。",
        [
            new("list", "GET", "/v1/stores/{store}/bins", "Lists the bins of a store in walking order.", "按行走顺序列出门店货位。") { Columns = "store bin version changedAt" },
            Show(Bin, "Shows a bin.", "显示货位。"),
            FromFile("set", Bin, "Puts a bin from a file: zone, order.", "按文件写入货位：库区、顺序。") with { Guarded = true },
            new("contents", "GET", "/v1/bin-contents", "Lists what lies in which bin.", "列出各货位中的货品。") { Filters = "store bin sku lot sort limit", Columns = "store bin sku lot quantity" },
            FromFile("place", Stock + "/placements/{id}", "Moves goods within the store from a file: lot, quantity, from, to.", "按文件移动货品：批次、数量、来源、去向。"),
            new("placement", "GET", Stock + "/placements/{id}", "Shows goods that were moved within the store.", "显示一次移位。"),
            new("put-away", "GET", Stock + "/put-away", "Suggests bins for unplaced goods.", "为未上架货品建议货位。"),
            new("pick-list", "GET", "/v1/stores/{store}/pick-list", "Lists what is to be fetched, in walking order.", "按行走顺序列出待拣货品。") { Filters = "reservation sku", Columns = "bin sku lot quantity reservation" },
        ]),
        new("pick-lists", "Pick lists that people fetch.", "拣货单。",
        [
            List("/v1/pick-lists", "store state person", "store id state person at", "Lists pick lists.", "列出拣货单。"),
            Show(PickList, "Shows a pick list in walking order.", "按行走顺序显示拣货单。"),
            FromFile("make", PickList, "Makes a pick list from a file: reservation, sku, person, all optional.", "按文件生成拣货单：预留、商品、人员，均可省略。"),
            Post("assign", PickList + "/assign", "Gives a pick list to a person.", "将拣货单派给人员。", new Field("person", Required: true)),
            Post(
                "confirm", PickList + "/lines/{line}/confirm", "Confirms a line: bin and lot as scanned, and what was found where it is less.", "确认一行：扫描的货位与批次，不足时填写实拣数量。",
                new Field("bin"), new Field("lot"), new Field("found", FieldKind.Number), new Field("code")),
            Post("finish", PickList + "/finish", "Ends a pick list whose lines are all fetched.", "完成拣货单。"),
            Post("cancel", PickList + "/cancel", "Gives a pick list up; what was fetched goes back to its bins.", "取消拣货单，已拣货品退回货位。", Reason),
        ]),
    ];
}
