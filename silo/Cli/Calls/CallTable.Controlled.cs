namespace BeautyGrains.Silo.Cli.Calls;

internal static partial class CallTable
{
    private const string Register = "/v1/stores/{store}/controlled/{sku}";

    private static CallGroup[] Controlled =>
    [
        new("controlled", "Registers of controlled goods; steps need a second person's key.", "管制品账册；各步骤须第二人密钥。",
        [
            new("list", "GET", "/v1/stores/{store}/controlled", "Lists the registers of a store.", "列出门店的管制品账册。") { Columns = "sku balance empties countedOn uncountedFrom changedAt" },
            Show(Register, "Shows a register: lots, what is open, differences.", "显示账册：批次、未核销、差异。"),
            new("ledger", "GET", Register + "/ledger", "Lists the entries of a register.", "列出账册记录。") { Filters = "limit", Columns = "day id step lot quantity balanceAfter emptiesAfter prescription client" },
            new("export", "GET", Register + "/ledger/export", "Writes the entries of a register to a CSV file.", "将账册记录写入 CSV 文件。") { Saves = true },
            new("print", "GET", Register + "/ledger/print", "Writes the entries of a register to a page to print.", "将账册写成可打印页面。") { Saves = true },
            Step("receive", "receipts", "Takes goods in from a file: quantity, lot, expiresOn, supplier, cabinet.", "按文件入库：数量、批号、有效期、供应商、双锁柜。"),
            Step("issue", "issues", "Issues goods from a file: quantity, lot, prescription, client.", "按文件发放：数量、批号、处方、顾客。"),
            Step("reconcile", "reconciliations", "Accounts for an issue from a file: issue, used, destroyed, empties.", "按文件核销：发放、用量、余液销毁、空瓶。"),
            Step("return", "returns", "Takes back what was not opened from a file: issue, quantity, reason.", "按文件退回未开封：发放、数量、原因。"),
            Step("send-back", "supplier-returns", "Sends goods back to their supplier from a file: quantity, lot, supplier, reason, document.", "按文件退供应商：数量、批号、供应商、原因、单据。"),
            Step("count", "counts", "Counts lots and empties from a file: counts, empties.", "按文件盘点：各批次与空瓶。"),
            Step("destroy", "destructions", "Destroys goods or empties from a file: quantity, lot, reason, document.", "按文件销毁：数量、批号、原因、单据。"),
            Step("explain", "explanations", "Explains a difference from a file: explains, reason.", "按文件说明差异：记录、原因。"),
            new("rules", "GET", "/v1/controlled-policy", "Shows the table of classes.", "显示管制类别表。"),
            FromFile("set-rules", "/v1/controlled-policy", "Replaces the table of classes from a file.", "按文件替换管制类别表。") with { Guarded = true },
        ]),
        new("prescriptions", "Prescriptions of controlled goods.", "管制品处方。",
        [
            Show("/v1/prescriptions/{number}", "Shows a prescription and what is left of it.", "显示处方及余量。"),
            FromFile("set", "/v1/prescriptions/{number}", "Writes a prescription down from a file.", "按文件录入处方。"),
            Post("void", "/v1/prescriptions/{number}/void", "Ends a prescription.", "作废处方。", Reason),
        ]),
    ];

    private static Call Step(string name, string path, string en, string zh) => FromFile(name, $"{Register}/{path}/{{id}}", en, zh) with { Approver = true };
}
