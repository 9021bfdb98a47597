using BeautyGrains.Contracts;
using BeautyGrains.Silo.Import;

namespace BeautyGrains.Cli.Tests;

public sealed class ProductImportTests
{
    private static readonly ImportOptions s_usd = new(null, "USD", "piece");

    private static ImportPlan Read(string text, ImportOptions? options = null) => ProductImport.Read(CsvTable.Read(text), options ?? s_usd);

    [Fact]
    public void A_dirty_file_becomes_clean_records()
    {
        var plan = Read(FileText.Read(DirtyFile.Bytes, "auto").Text);
        plan.Faults.ShouldBeEmpty();
        plan.Ignored.ShouldBe(["Rank"]);
        plan.Records.Count.ShouldBe(4);
        var cream = plan.Records[0].Fields;
        ((string)cream["name"]!).ShouldBe("Crème de Minuit");
        ((string)cream["category"]!).ShouldBe("Moisturizer");
        ((decimal)cream["price"]!["amount"]!).ShouldBe(17_500m);
        ((string)cream["price"]!["currency"]!).ShouldBe("USD");
        cream["tags"]!.AsArray().Select(tag => (string)tag!).ShouldBe(["skin:combination", "skin:dry", "skin:normal", "skin:oily", "skin:sensitive"]);
        ((string)plan.Records[1].Fields["ingredients"]!).ShouldBe("Water, Glycerin, \"Peptide\" Complex");
        ((string)plan.Records[2].Fields["name"]!).ShouldBe("Soleil – 50° ®");
        ((decimal)plan.Records[2].Fields["price"]!["amount"]!).ShouldBe(2_950m);
        plan.Records.Select(record => record.Line).ShouldBe([2, 3, 4, 6]);
    }

    [Fact]
    public void The_same_product_has_the_same_code_whatever_the_order_of_the_file()
    {
        var forward = Read("brand,name\nLa Crème,Eau №1\nB,Two");
        var backward = Read("Name,Brand\nTwo,B\n EAU  №1 ,LA CRÈME");
        forward.Records.Select(record => record.Path).Order().ShouldBe(backward.Records.Select(record => record.Path).Order());
    }

    [Fact]
    public void Made_codes_are_readable_short_and_different()
    {
        ProductCode.Of("MAISON ÉTÉ", "Crème de Minuit").ShouldStartWith("maison-ete-creme-de-minuit-");
        ProductCode.Of("汉方堂", "精华").ShouldStartWith("p-");
        var longest = ProductCode.Of(new('x', 200), new('y', 200));
        longest.Length.ShouldBe(64);
        Limits.IsId(longest).ShouldBeTrue();
        ProductCode.Of("A", "B C").ShouldNotBe(ProductCode.Of("A B", "C"));
    }

    [Fact]
    public void All_faults_of_all_rows_are_told_with_line_and_column()
    {
        var plan = Read("Code,Name,Price,Unit,GTIN,Dry\nbad code!,,abc,,123,maybe\nok-1,Good,1.50,,,1\nok-1,\"Same\ncode\",1.505,,,\n");
        plan.Records.Count.ShouldBe(1);
        plan.Faults.Select(fault => (fault.Line, fault.Field)).ShouldBe(
            [(2, "Code"), (2, "Name"), (2, "Price"), (2, "GTIN"), (2, "Dry"), (4, "Price"), (4, "Code")], ignoreOrder: true);
    }

    [Theory]
    [InlineData("1,234.50", "USD", 123_450)]
    [InlineData("1234.5", "CNY", 123_450)]
    [InlineData("1234", "JPY", 1_234)]
    [InlineData("1.234", "KWD", 1_234)]
    public void Amounts_in_major_units_become_minor_ones(string text, string currency, int minor) =>
        Currencies.MinorUnits(text, currency, exact: true, out _).ShouldBe(minor);

    [Theory]
    [InlineData("1,50", "USD")]
    [InlineData("$5", "USD")]
    [InlineData("-5", "USD")]
    [InlineData("1.5", "JPY")]
    [InlineData("", "USD")]
    public void What_is_not_surely_an_amount_is_a_fault(string text, string currency)
    {
        Currencies.MinorUnits(text, currency, exact: true, out var fault).ShouldBeNull();
        fault.ShouldNotBeNull();
    }

    [Fact]
    public void Chinese_headers_and_words_are_understood()
    {
        var plan = Read("商品编码,名称,品牌,售价,监管类别,单位\nSER-1,玻尿酸精华,水漾,199,普通化妆品,瓶", new(null, "CNY", "piece"));
        plan.Faults.ShouldBeEmpty();
        var record = plan.Records.Single();
        record.Path.ShouldBe("/v1/skus/SER-1");
        ((string)record.Fields["goodsCategory"]!).ShouldBe("ordinary-cosmetic");
        ((string)record.Fields["unit"]!).ShouldBe("瓶");
    }
}
