using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.Rules.Tests.Buying;

/// <summary>Which of several invoices of the same goods comes before which.</summary>
public sealed class InvoiceClaimTests
{
    private static readonly EventInfo s_info = new(1, DateTimeOffset.UnixEpoch, "payable");

    private static PurchaseOrder After(PurchaseOrder order, string invoice, int attempt, int quantity) =>
        order.After(new OrderInvoiced(invoice, attempt, quantity == 0 ? [] : [new(1, quantity, 100 * quantity, 0)]), s_info);

    [Fact]
    public void One_that_was_dropped_and_bills_again_comes_behind_those_that_were_matched_without_it()
    {
        var order = After(After(After(After(PurchaseOrder.Empty, "A", 1, 5), "A", 1, 0), "B", 1, 5), "A", 2, 5);
        order.Billed.Select(one => one.Invoice).ShouldBe(["B", "A"]);
    }

    [Fact]
    public void One_that_is_matched_again_keeps_its_place()
    {
        var order = After(After(After(PurchaseOrder.Empty, "A", 1, 5), "B", 1, 5), "A", 2, 4);
        order.Billed.Select(one => (one.Invoice, one.Attempt)).ShouldBe([("A", 2), ("B", 1)]);
        After(order, "B", 1, 0).Billed.Select(one => one.Invoice).ShouldBe(["A", "B"]);
    }
}
