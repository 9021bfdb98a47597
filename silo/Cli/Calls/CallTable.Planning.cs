namespace BeautyGrains.Silo.Cli.Calls;

internal static partial class CallTable
{
    private const string Plan = "/v1/stores/{store}/skus/{sku}/replenishment";
    private const string Queue = "/v1/stores/{store}/skus/{sku}/waiting/{id}";

    private const string Planned = "store sku policy.supplier policy.method plan.reorderPoint plan.orderUpTo need.quantity need.buy need.openedAt";

    private static CallGroup[] Planning =>
    [
        new("needs", "What has to be ordered.", "待补货需求。",
        [
            List("/v1/replenishment", "store sku supplier", Planned, "Lists open needs.", "列出未满足的需求。") with { Always = "needed=true" },
        ]),
        new("replenishment", "Policies, plans and why so much.", "补货策略、计划与补货原因。",
        [
            List("/v1/replenishment", "store sku supplier needed", Planned, "Lists replenished SKUs with plan and open need.", "列出参与补货的商品及其计划和需求。"),
            new("plan", "GET", Plan, "Shows policy, plan, need and orders of a SKU in a store.", "显示门店商品的策略、计划、需求和订单。"),
            new("explain", "GET", Plan, "Tells in words why so much is needed.", "用文字说明为什么需要这么多。") { Only = ("need.explanation", new("There is no need: there is enough.", "没有需求：库存充足。")) },
            FromFile("set", Plan, "Puts a policy from a file: method, supplier and what differs.", "按文件写入策略：方法、供应商及其他参数。") with { Guarded = true },
            Post("run", "/v1/replenishment/run", "Looks at everything now and drafts what is due.", "立即检查全部并起草到期的订单。"),
            new("demand", "GET", "/v1/stores/{store}/skus/{sku}/demand", "Shows what was asked for, day by day.", "按日显示需求。") { Filters = "days", Items = "days", Columns = "day sold used hoursOut demand" },
            new("forecast", "GET", "/v1/stores/{store}/skus/{sku}/forecast", "Shows the forecast and what must be there for the lead time.", "显示预测及提前期内所需库存。") { Filters = "days lead-time-days service-level" },
            new("classes", "GET", "/v1/stores/{store}/classes", "Lists ABC and XYZ classes of a store.", "列出门店的 ABC/XYZ 分类。") { Filters = "abc xyz limit", Columns = "sku abc xyz value variation" },
            new("supplier", "GET", "/v1/supply-plans/{id}", "Shows what is planned with a supplier, and why a draft was refused.", "显示对供应商的订货计划及草稿被拒原因。"),
        ]),
        new("promise", "What can be promised to clients.", "可承诺量。",
        [
            Show("/v1/stores/{store}/skus/{sku}/promise", "Shows from which day on a quantity can be had.", "显示某数量从哪天起可以承诺。") with { Filters = "quantity by" },
        ]),
        new("waiting", "Clients who wait for goods.", "顾客到货等候。",
        [
            List("/v1/waiting", "store sku client state open", "store sku number id client quantity state reservation expiresAt joinedAt", "Lists who waits or waited.", "列出等候名单。"),
            Show(Queue, "Shows one who waits.", "显示一位等候者。"),
            new("join", "PUT", Queue, "Queues a client.", "加入等候。") { Fields = [new("client", Required: true), new("quantity", FieldKind.Number, Required: true), new("unit")] },
            Post("accept", Queue + "/accept", "Takes what is offered.", "接受已预留的货。", new Field("ttl-seconds", FieldKind.Number)),
            Post("decline", Queue + "/decline", "Declines it.", "放弃已预留的货。"),
            Post("leave", Queue + "/leave", "Leaves the queue.", "退出等候。"),
        ]),
        new("counts", "What stores have to count.", "盘点计划。",
        [
            new("plan", "GET", "/v1/stores/{store}/count-plan", "Lists what to count and when it is due.", "列出待盘商品及到期日。") { Filters = "due abc limit", Columns = "sku abc xyz everyDays lots countedOn dueOn due" },
        ]),
    ];
}
