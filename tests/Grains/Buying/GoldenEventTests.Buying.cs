using BeautyGrains.Contracts;

namespace BeautyGrains.Grains.Tests;

/// <summary>Samples of suppliers, contracts, tables of buying and purchase orders.</summary>
public sealed partial class GoldenEventTests
{
    private static IEnumerable<string> BuyingNames() =>
        [.. SupplierKind.Instance.Events.Names, .. ContractKind.Instance.Events.Names, .. BuyingPolicyKind.Instance.Events.Names, .. PurchaseOrderKind.Instance.Events.Names, .. ReceiptKind.Instance.Events.Names, .. LandedCostsKind.Instance.Events.Names, .. InvoiceKind.Instance.Events.Names, .. SupplierReturnKind.Instance.Events.Names, .. CreditNoteKind.Instance.Events.Names];

    private static IEnumerable<(string Name, string Written, object Read)> Buying() =>
    [
        Sample(SupplierKind.Instance, new SupplierPut(new(
            "Supplier", "EUR", 9, "供应商", "91310000", "Street 1", "Li", "021", "a@b.example", 1.5m, [WeekDay.Monday, WeekDay.Friday], 100_000, 30,
            [new("drug-licence", "N-1", [GoodsCategory.Drug], new(2026, 1, 1), new(2027, 1, 1), "doc-1")],
            [new("A", 12.5m, 10, 5, 3, new(2026, 1, 1), new(2026, 12, 31), "A-1")], false))),
        Sample(SupplierKind.Instance, new SupplierContractAdded("C-1")),
        Sample(ContractKind.Instance, new ContractPut(new(
            "SUP", new(2026, 1, 1), new(2026, 12, 31), "EUR", [new("A", 12.5m, 10)], 7, 1_000_000, "Title", "Terms", "Quality", "Inspection", "Returns", "doc-2", false))),
        Sample(BuyingPolicyKind.Instance, new BuyingPolicyPut(new(
            "CNY", [new(GoodsCategory.Drug, "drug-licence", new(2026, 1, 1), new(2027, 1, 1))], [new(GoodsCategory.Drug, true, new(2026, 1, 1), new(2027, 1, 1))],
            [new(GoodsCategory.Drug, StoreType.Clinic, new(2026, 1, 1), new(2027, 1, 1))], [new(100, 2, "S", GoodsCategory.Drug, new(2026, 1, 1), new(2027, 1, 1))],
            [new(0.05m, 0.02m, GoodsCategory.Drug, new(2026, 1, 1), new(2027, 1, 1))], [new(GoodsCategory.Drug, 2, 0.01m, true, new(2026, 1, 1), new(2027, 1, 1))],
            [new("EUR", 7.8123m, new(2026, 1, 1))], [new(100, 0.005m, new(2026, 1, 1), new(2027, 1, 1))]))),
        Sample(PurchaseOrderKind.Instance, new OrderDrafted("SUP", "CNY", "C-1", "Note", new(2026, 6, 1), [GoldenLine], [GoldenWarning], "hash")),
        Sample(PurchaseOrderKind.Instance, new OrderAmended(
            "A-1", "More", new(2026, 6, 2), [GoldenLine], [new(1, "S", "A", 1, 2.5m, 12, 12.5m, null, new(2026, 6, 1))], [GoldenWarning], "hash")),
        Sample(PurchaseOrderKind.Instance, new OrderSubmitAsked(
            2, new(31, "CNY"), 1.5m, 1, [new("S/face/2026-06", 31, [1])],
            new("P-1", [PersonRole.Finance], ["S"], [new(ApprovalKind.BudgetOverrun, new(500, "CNY"))]), [GoldenWarning])),
        Sample(PurchaseOrderKind.Instance, new OrderBudgetsAnswered([new("S/face/2026-06", new(RefusalKind.BudgetExceeded, Available: 5)), new("S/-/2026-06", null)])),
        Sample(PurchaseOrderKind.Instance, new OrderBudgetsReleased(["S/face/2026-06"])),
        Sample(PurchaseOrderKind.Instance, new OrderApproved("person:P-1")),
        Sample(PurchaseOrderKind.Instance, new OrderRejected("Too dear")),
        Sample(PurchaseOrderKind.Instance, new OrderSent([new(1, new(2026, 6, 9), 0.05m, 0.02m)])),
        Sample(PurchaseOrderKind.Instance, new OrderCancelled("Not needed")),
        Sample(PurchaseOrderKind.Instance, new OrderClosed("Rest not wanted")),
        Sample(PurchaseOrderKind.Instance, new OrderDeliveryTaken("R-1", [new(1, 2.5m)], "hash")),
        Sample(PurchaseOrderKind.Instance, new OrderDeliverySettled("R-1", [new(1, 2)])),
        Sample(PurchaseOrderKind.Instance, new OrderDeliverySpent("R-1")),
        Sample(PurchaseOrderKind.Instance, new OrderDeliveryBarred("R-1")),
        Sample(PurchaseOrderKind.Instance, new OrderInvoiced("SUP/INV-1", 2, [new(1, 2.5m, 31, 4)])),
        .. Invoices(),
        .. Returns(),
        Sample(ReceiptKind.Instance, new ReceiptOpened("PO", "SUP", "S", "CNY", [new(0, GoldenFound, "A", 12.5m, GoldenRecord)], "Li", "Note", "hash")),
        Sample(ReceiptKind.Instance, new ReceiptOrderAnswered(
            new(RefusalKind.LinesRefused), [new("A", "S", "1", new(RefusalKind.SupplierNotQualified, Rule: "drug-licence", State: "expired"))])),
        Sample(ReceiptKind.Instance, new ReceiptLotsStocked([new(0, 2, null), new(1, 0, new(RefusalKind.LotExpiryDiffers, Lot: "L1"))])),
        Sample(ReceiptKind.Instance, new ReceiptOrderSettled()),
        Sample(LandedCostsKind.Instance, new LandedCostPut(
            "R-1", "PO", "S", CostBasis.Weight, [new(LandedCostKind.Freight, 1_000), new(LandedCostKind.Duty, -5)], "EUR", new(2026, 6, 1), "CNY", 7.8m,
            [new(0, 1, "A", "L1", [new("L1", 2.5m), new("L1~in", 1)], 3.5m, 350, 7_761)], "SUP", "AWB-1", "Note", "hash")),
        Sample(LandedCostsKind.Instance, new LandedCostAdded([new(0, 7_000, 761, null), new(1, 0, 5, new(RefusalKind.UnknownLot, Lot: "L2"))])),
    ];

    private static IEnumerable<(string Name, string Written, object Read)> Invoices() =>
    [
        Sample(InvoiceKind.Instance, new InvoicePut(
            "PO", "EUR", new(2026, 6, 1), [new(1, 2.5m, 31, 4)], [new("S", "A")], "CNY", 7.8m, new(100, 0.005m, new(2026, 1, 1), new(2027, 1, 1)), "doc-1", "Note", "hash")),
        Sample(InvoiceKind.Instance, new InvoiceMatchAsked()),
        Sample(InvoiceKind.Instance, new InvoiceMatched([new(1, 2.5m, 31, 4, true)], true, null)),
        Sample(InvoiceKind.Instance, new InvoiceApproved("person:P-1", "Agreed by phone")),
        Sample(InvoiceKind.Instance, new InvoiceRejected("Wrong price")),
        Sample(InvoiceKind.Instance, new InvoiceDropped()),
        Sample(InvoiceKind.Instance, new InvoiceVoided("Taken back")),
        Sample(InvoiceKind.Instance, new InvoicePaid(new(2026, 7, 1), "B-1")),
    ];

    private static IEnumerable<(string Name, string Written, object Read)> Returns() =>
    [
        Sample(SupplierReturnKind.Instance, new SupplierReturnPut(
            "SUP", "S", SupplierReturnCause.Recalled, SupplierReturnWish.Exchange, [new("A", 2.5m, "L1", null, null), new("B", 1, null, "R-1", 0)], "Note", "hash")),
        Sample(SupplierReturnKind.Instance, new SupplierReturnLinesSent([new(0, 2.5m, new(12.5m, "CNY"), null), new(1, 0, null, new(RefusalKind.UnknownLot, Lot: "L2"))])),
        Sample(SupplierReturnKind.Instance, new SupplierReturnCreditAsked(new("CN-1", new(2026, 6, 1), 31, 4, "EUR", 7.8m))),
        Sample(SupplierReturnKind.Instance, new SupplierReturnCreditRefused(new(RefusalKind.CreditNumberUsed, State: "B-1"))),
        Sample(CreditNoteKind.Instance, new CreditNoteClaimed("B-1")),
        Sample(ReceiptKind.Instance, new ReceiptRejectedSentBack("B-1", 0, 2.5m)),
        Sample(SupplierReturnKind.Instance, new SupplierReturnCredited(new("CN-1", new(2026, 6, 1), 31, 4, "EUR", 7.8m))),
        Sample(SupplierReturnKind.Instance, new SupplierReturnExchanged("R-2")),
        Sample(SupplierReturnKind.Instance, new SupplierReturnDeclined(true, "Not theirs")),
        Sample(SupplierReturnKind.Instance, new SupplierReturnLinesBack([new(0, 2.5m, null, null)])),
    ];

    private static InspectedLot GoldenFound => new(
        1, "L1", new("2027-03", new(2027, 3, 1), DatePrecision.Month, ExpiryKind.ValidThrough), new(2026, 1, 2), 4, 2, 1, 1, "Broken", true, true, 2, 5.5m, ["report 1"], "B1", "4006381333931");

    private static ReceivingRecord GoldenRecord => new(
        "A", "精华", "30 ml", GoodsCategory.SpecialCosmetic, "国妆特字", "Maker", "L1", new(2026, 1, 2), "2027-03", "piece", 4, 2, 1, 1, new(2026, 6, 1), "SUP", "供应商", "Street 1", "Li 021",
        "91310000", ["report 1"], "Li", "partly");

    private static OrderLine GoldenLine => new(
        1, "S", "A", 2.5m, 12.5m, 0.13m, new(2026, 6, 1), new(2026, 6, 8), 7, GoodsCategory.OrdinaryCosmetic, "face", ["need-1"], 0.05m, 0.02m);

    private static OrderWarning GoldenWarning => new(OrderWarningKind.AboveContractPrice, 1, "C-1", 12, 12.5m);
}
