using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.Rules.Tests.Buying;

/// <summary>The lives of documents of buying: each table is sound, and the documentation draws it.</summary>
public sealed class LifeTests
{
    [Fact]
    public void Every_state_of_a_receipt_is_reached_and_leads_to_an_end() => ReceiptLife.Table.Faults(ReceiptLife.Ends).ShouldBeEmpty();

    [Theory]
    [InlineData("docs/api/receipts.md")]
    [InlineData("docs/api/zh-CN/receipts.md")]
    public void The_documentation_draws_the_life_of_a_receipt(string page) => Draws(page, ReceiptLife.Table.Diagram());

    [Fact]
    public void Every_state_of_an_invoice_is_reached_and_leads_to_an_end() => InvoiceLife.Table.Faults(InvoiceLife.Ends).ShouldBeEmpty();

    [Theory]
    [InlineData("docs/api/invoices.md")]
    [InlineData("docs/api/zh-CN/invoices.md")]
    public void The_documentation_draws_the_life_of_an_invoice(string page) => Draws(page, InvoiceLife.Table.Diagram());

    [Fact]
    public void Every_state_of_a_supplier_return_is_reached_and_leads_to_an_end() => SupplierReturnLife.Table.Faults(SupplierReturnLife.Ends).ShouldBeEmpty();

    [Theory]
    [InlineData("docs/api/supplier-returns.md")]
    [InlineData("docs/api/zh-CN/supplier-returns.md")]
    public void The_documentation_draws_the_life_of_a_supplier_return(string page) => Draws(page, SupplierReturnLife.Table.Diagram());

    private static void Draws(string page, string diagram)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "BeautyGrains.sln"))) folder = Path.GetDirectoryName(folder)!;
        File.ReadAllText(Path.Combine(folder, page)).ShouldContain($"```mermaid\n{diagram}```\n", customMessage: diagram);
    }
}
