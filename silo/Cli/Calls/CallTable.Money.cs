namespace BeautyGrains.Silo.Cli.Calls;

internal static partial class CallTable
{
    private const string Budget = "/v1/stores/{store}/budgets/{month}/{category}";
    private const string Invoice = "/v1/suppliers/{supplier}/invoices/{number}";
    private const string Settlement = "/v1/owners/{kind}/{owner}/settlements/{id}";

    private static CallGroup[] Money =>
    [
        new("budgets", "What stores may spend.", "门店预算。",
        [
            List("/v1/budgets", "store category from to level", "store category month amount committed spent left takenPercent level policy currency", "Lists budgets.", "列出预算。"),
            Show(Budget, "Shows a budget with its commitments.", "显示预算及其占用。"),
            new("set", "PUT", Budget, "Sets a budget.", "设定预算。")
            {
                Fields = [new("amount", FieldKind.Money, Required: true), new("warn-at-percent", FieldKind.Number), new("policy")], Guarded = true,
            },
            new("commit", "PUT", Budget + "/commitments/{id}", "Commits what is bought without an order.", "占用无订单采购的预算。") { Fields = [new("amount", FieldKind.Money, Required: true)], Approver = true },
            Post("release", Budget + "/commitments/{id}/release", "Gives back what a commitment has left.", "释放剩余占用。"),
        ]),
        new("invoices", "Suppliers' invoices and the three-way match.", "供应商发票与三单匹配。",
        [
            List("/v1/invoices", "supplier order state from through", "supplier number order issuedOn state currency net tax owed", "Lists invoices.", "列出发票。"),
            Show(Invoice, "Shows an invoice with its match.", "显示发票及匹配结果。"),
            FromFile("enter", Invoice, "Enters an invoice from a file and matches it: order, issuedOn, lines.", "按文件录入并匹配发票：订单、开票日期、明细行。"),
            Post("match", Invoice + "/match", "Matches it again.", "重新匹配。"),
            Post("approve", Invoice + "/approve", "Accepts it with its difference, as the second person or with one.", "由第二人或经第二人同意接受差异。", Reason) with { Approver = true },
            Post("reject", Invoice + "/reject", "Turns it down.", "退回发票。", Reason),
            Post("void", Invoice + "/void", "Ends one that was rejected for good.", "作废已退回的发票。", Reason),
            Post("pay", Invoice + "/pay", "Notes the payment of all of it.", "标记已全额付款。", new Field("paid-on", Required: true), new Field("reference"), new Field("minor-units", FieldKind.Number, To: "amount")),
        ]),
        new("landed-costs", "Freight, duty and the like on the cost of goods.", "到岸成本分摊。",
        [
            List("/v1/landed-costs", "store receipt order supplier", "id receipt order store state basis currency", "Lists landed costs.", "列出到岸成本。"),
            Show("/v1/landed-costs/{id}", "Shows a landed cost with its shares.", "显示到岸成本及其分摊。"),
            FromFile("add", "/v1/landed-costs/{id}", "Shares costs out from a file: receipt, basis, charges.", "按文件分摊费用：入库单、依据、费用。"),
        ]),
        new("valuation", "What the stock is worth at cost.", "库存估值。",
        [
            new("list", "GET", "/v1/valuation", "Lists values by store, category, sku, owner or stock; the chain's own goods apart from others'.", "按门店、分类、商品、货主或门店商品列出金额，自有与寄售分开。")
            {
                Filters = "by store sku category owner owned limit", Columns = "store sku category owner.kind owner.id lots quantity value inTransit currency",
            },
            new("export", "GET", "/v1/valuation/export", "Writes the same as a CSV file.", "导出为 CSV 文件。") { Filters = "by store sku category owner owned", Saves = true },
        ]),
        new("settlements", "What is owed to owners of consigned goods.", "寄售货主结算。",
        [
            List("/v1/settlements", "owner state", "owner id state from until lines changedAt", "Lists settlements.", "列出结算单。"),
            Show(Settlement, "Shows a settlement.", "显示一张结算单。"),
            new("lines", "GET", "/v1/settlement-lines", "Lists what was sold of others' goods.", "列出已售寄售货明细。") { Filters = "owner store sku from until sort limit", Columns = "owner store sku at kind movement lot quantity unitCost amount" },
            new("draft", "PUT", Settlement, "Settles what was recorded before a moment.", "结算某时刻之前的明细。") { Fields = [new("until", Required: true)] },
            Post("agree", Settlement + "/agree", "Notes that both agree.", "标记双方确认。", new Field("note", Required: true)),
            Post("pay", Settlement + "/pay", "Notes that it is paid.", "标记已付款。", new Field("note", Required: true)),
            Post("cancel", Settlement + "/cancel", "Cancels the newest.", "取消最新一张结算单。", new Field("note", Required: true)),
        ]),
        new("entity-sales", "Goods that transfers sold between legal entities.", "法人之间的调拨销售。",
        [
            List("/v1/entity-sales", "seller buyer transfer sku from until", "transfer sku lot at seller buyer quantity unitCost unitPrice amount margin", "Lists what was sold, lot by lot.", "逐批列出销售。"),
            new("totals", "GET", "/v1/entity-sales/totals", "Sums by seller, buyer and currency.", "按卖方、买方、币种汇总。") { Filters = "from until", Columns = "seller buyer lines amount margin" },
        ]),
    ];
}
