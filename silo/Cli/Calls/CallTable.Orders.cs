namespace BeautyGrains.Silo.Cli.Calls;

internal static partial class CallTable
{
    private const string Order = "/v1/purchase-orders/{id}";
    private const string Requisition = "/v1/requisitions/{id}";
    private const string Transfer = "/v1/transfers/{id}";

    private static CallGroup[] Orders =>
    [
        new("orders", "Purchase orders.", "采购订单。",
        [
            List("/v1/purchase-orders", "store supplier state sku awaited-before field", "id supplier state currency net tax wantedOn approvalsNeeded author", "Lists orders, oldest first.", "列出采购订单，旧的在前。"),
            Show(Order, "Shows an order with its lines, warnings and history.", "显示一张订单及其明细、提醒和历史。"),
            FromFile("create", Order, "Drafts an order from a file: supplier, lines.", "按文件起草订单：供应商、明细行。"),
            new("amend", "POST", Order + "/amend", "Changes an order: all lines as they shall be, the amendment's id and the reason, from a file.", "按文件修改订单：修改后的全部明细行、修改编号和原因。") { File = true },
            Post("submit", Order + "/submit", "Submits a draft and commits its budgets.", "提交草稿并占用预算。") with { Approver = true },
            Post("approve", Order + "/approve", "Approves an order, as the caller or the person of another key.", "审批订单，由调用者或另一人的密钥完成。") with { Approver = true },
            Post("reject", Order + "/reject", "Rejects an order.", "驳回订单。", Reason),
            Post("send", Order + "/send", "Notes that the supplier has it.", "标记为已发给供应商。"),
            Post("cancel", Order + "/cancel", "Cancels an order of which nothing has come.", "取消尚未到货的订单。", Reason),
            Post("close", Order + "/close", "Ends an order of which something has come.", "结束已部分到货的订单。", Reason),
            new("awaited", "GET", "/v1/on-order", "Lists what is still awaited, by store, SKU and day.", "按门店、商品和日期列出采购在途。")
            {
                Filters = "store sku supplier state expected-through sort limit", Columns = "store sku expectedOn order line supplier state quantity received open",
            },
        ]),
        new("receipts", "What arrives of purchase orders, and the statutory records.", "采购到货与进货查验记录。",
        [
            List("/v1/receipts", "store order field", "id order store supplier state inspector at", "Lists receipts.", "列出入库单。"),
            Show("/v1/receipts/{id}", "Shows a receipt lot by lot.", "按批次显示入库单。"),
            FromFile("receive", "/v1/receipts/{id}", "Takes goods in from a file: order, store, inspector, lots.", "按文件收货：订单、门店、验收人、批次。"),
            new("records", "GET", "/v1/receiving-records", "Lists the statutory receiving records.", "列出进货查验记录。")
            {
                Filters = "store sku lot supplier from through sort limit", Columns = "receipt order store record.receivedOn record.sku record.product record.lot record.expiry takenIn record.supplier record.result",
            },
            new("export", "GET", "/v1/receiving-records/export", "Writes the statutory receiving records as a CSV file.", "将进货查验记录导出为 CSV 文件。") { Filters = "store sku lot supplier from through", Saves = true },
        ]),
        new("requisitions", "What stores ask a warehouse for.", "门店要货单。",
        [
            List("/v1/requisitions", "from to state missing needed-before field", "id from to state short neededBy approvedBy transfer changedAt", "Lists requisitions.", "列出要货单。"),
            Show(Requisition, "Shows a requisition.", "显示一张要货单。"),
            FromFile("create", Requisition, "Writes a requisition from a file: from, to, lines.", "按文件填写要货单：发货方、要货方、明细行。"),
            Post("submit", Requisition + "/submit", "Submits a requisition.", "提交要货单。"),
            Post("approve", Requisition + "/approve", "Approves it, as the caller or the person of another key.", "审批要货单，由调用者或另一人的密钥完成。") with { Approver = true },
            Post("reject", Requisition + "/reject", "Rejects it.", "驳回要货单。", Reason),
            Post("cancel", Requisition + "/cancel", "Cancels it, or gives its rest up.", "取消要货单，或放弃未满足的部分。", Reason),
            Post("allocate", Requisition + "/allocate", "Holds what the warehouse has; the transfer is ready to be shipped.", "占用仓库现有的货，调拨单随即待发。"),
            new("share", "POST", "/v1/stores/{store}/requisitions/allocate", "Shares what a warehouse has among several requisitions.", "在多张要货单之间分配仓库现货。")
            {
                Fields = [new("requisition", FieldKind.Many, Required: true, To: "requisitions")], Columns = "id requisition.state requisition.transfer problem.title",
            },
            new("missing", "GET", "/v1/requisition-needs", "Lists what is missing of requisitions.", "列出要货单未满足的部分。") { Filters = "store sku requisition sort limit", Columns = "requisition sku store for quantity neededBy since" },
            Post("settle", Requisition + "/needs/{sku}", "Notes that what was missing is ordered by hand, or is given up with a reason.", "标记缺货部分已手工订货，或注明原因放弃。", new Field("order"), new Field("reason")),
        ]),
        new("transfers", "Goods from one store to another.", "门店之间的调拨。",
        [
            Show(Transfer, "Shows a transfer.", "显示一张调拨单。"),
            FromFile("create", Transfer, "Prepares a transfer from a file: from, to, lines.", "按文件准备调拨：调出、调入、明细行。"),
            Post("ship", Transfer + "/ship", "Ships it.", "发出调拨。"),
            new("ship-units", "POST", Transfer + "/ship", "Ships the serialised units that a file names: units.", "按文件指定单品并发出调拨：units。") { File = true },
            Post("receive", Transfer + "/receive", "Receives it as it was shipped.", "按发出数量收货。"),
            Post("cancel", Transfer + "/cancel", "Cancels it.", "取消调拨。"),
        ]),
    ];
}
