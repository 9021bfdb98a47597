namespace BeautyGrains.Silo.Cli.Calls;

internal static partial class CallTable
{
    private const string TracedLot = "/v1/skus/{sku}/lots/{lot}/trace";
    private const string StepColumns = "at kind store sku lotNo quantity client party document movement";

    private static CallGroup[] Traces =>
    [
        new("trace", "Where goods came from and where they went.", "双向追溯。",
        [
            new("lot", "GET", TracedLot, "Shows the whole path of a lot.", "显示批次的完整流向。") { Filters = "clients steps" },
            new("steps", "GET", TracedLot + "/steps", "Lists every step of a lot.", "列出批次的每一步。") { Filters = "limit", Columns = StepColumns },
            new("clients", "GET", TracedLot + "/clients", "Lists every client of a lot.", "列出批次的每位顾客。") { Filters = "limit", Columns = "client quantity steps first last" },
            new("client", "GET", "/v1/clients/{client}/trace", "Lists what a client had, newest first.", "列出顾客所用，由新到旧。") { Filters = "limit", Items = "steps", Columns = StepColumns },
            new("serial", "GET", "/v1/skus/{sku}/serials/{serial}/trace", "Lists what became of one unit.", "列出单品的去向。") { Filters = "limit", Items = "steps", Columns = StepColumns },
            new("code", "GET", "/v1/trace", "Shows the trace of what a scanned code names.", "显示扫码所指的追溯。") { Filters = "code sku clients steps" },
            new("picture", "GET", TracedLot, "Writes the path of a lot as a picture.", "将批次流向写成图。") { Always = "as=svg", Saves = true },
            new("client-picture", "GET", "/v1/clients/{client}/trace", "Writes where a client's goods came from as a picture.", "将顾客所用的来源写成图。") { Always = "as=svg", Saves = true },
        ]),
        new("near-expiry", "Goods that expire soon, and what to do with them.", "临期商品与处理。",
        [
            List("/v1/near-expiry", "store sku", "store sku lotNo expiresAt daysLeft stage free soldByThen atRisk", "Lists lots that expire soon, first to expire first.", "列出临期批次，先到期者在前。"),
            new("decide", "PUT", "/v1/stores/{store}/skus/{sku}/lots/{lot}/near-expiry/{id}", "Takes or refuses a proposal.", "采纳或拒绝建议。")
            {
                Fields = [new("proposal", Required: true), new("decision", Required: true), new("quantity", FieldKind.Number), new("discount", FieldKind.Number), new("reason")],
            },
            new("savings", "GET", "/v1/near-expiry/savings", "Shows what proposals saved beside what expired.", "显示建议的节省与过期金额。") { Filters = "from until store" },
        ]),
    ];
}
