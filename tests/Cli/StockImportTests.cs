using BeautyGrains.Silo.Import;

namespace BeautyGrains.Cli.Tests;

public sealed class StockImportTests
{
    private static ImportPlan Read(string text, string? store = null) => StockImport.Read(CsvTable.Read(text), new(store, "CNY", "piece"));

    [Fact]
    public void The_same_row_has_the_same_receipt_and_a_second_one_its_own()
    {
        const string row = "S1,A,L1,2027-05-31,10,3.5\n";
        var once = Read("store,sku,lot,expiresOn,quantity,unitCost\n" + row);
        var twice = Read("store,sku,lot,expiresOn,quantity,unitCost\nS1,B,L1,2027-05-31,1,1\n" + row + row);
        once.Receipts.Single().Id.ShouldBe(twice.Receipts[1].Id);
        twice.Receipts.Select(receipt => receipt.Id).Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public void Printed_expiries_pass_as_they_are_and_costs_may_go_below_the_minor_unit()
    {
        var body = Read("sku,批号,有效期至,数量,进价\nA,L1,2027年05月,2.5,0.125", store: "S1").Receipts.Single().Body;
        ((string)body["expiresOn"]!).ShouldBe("2027年05月");
        ((decimal)body["unitCost"]!["amount"]!).ShouldBe(12.5m);
    }

    [Theory]
    [InlineData("S1,A,L1,2027-13-01,1", "expiresOn")]
    [InlineData("S1,A,L1,,0", "quantity")]
    [InlineData("S1,A,L1,,1.2345", "quantity")]
    [InlineData("S1,A,,,1", "lot")]
    [InlineData(",A,L1,,1", "store")]
    [InlineData("S1,a b,L1,,1", "sku")]
    public void A_faulty_field_is_told_with_its_line(string row, string field)
    {
        var plan = Read("store,sku,lot,expiresOn,quantity\n" + row);
        plan.Receipts.ShouldBeEmpty();
        plan.Faults.Select(fault => (fault.Line, fault.Field)).ShouldBe([(2, field)]);
    }

    [Fact]
    public void One_lot_with_two_expiries_in_one_stock_is_a_fault()
    {
        var plan = Read("store,sku,lot,expiresOn,quantity\nS1,A,L1,2027-05-31,1\nS1,A,L1,2027-06-30,1\nS2,A,L1,2027-06-30,1");
        plan.Faults.Select(fault => fault.Line).ShouldBe([3]);
    }
}
