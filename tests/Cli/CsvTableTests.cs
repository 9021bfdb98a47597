using BeautyGrains.Silo.Import;

namespace BeautyGrains.Cli.Tests;

public sealed class CsvTableTests
{
    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Rows_know_the_line_of_the_file_on_which_they_start(string end)
    {
        var table = CsvTable.Read(string.Join(end, "name,note", "a,\"one", "two", "three\"", "", "b,x", "c,\"y", "z\"", "d,last"));
        table.Faults.ShouldBeEmpty();
        table.Rows.Select(row => (row.Line, row.Fields[0])).ShouldBe([(2, "a"), (6, "b"), (7, "c"), (9, "d")]);
        table.Rows[0].Fields[1].ShouldBe($"one{end}two{end}three");
    }

    [Fact]
    public void A_row_of_another_width_is_a_fault_on_its_line()
    {
        var table = CsvTable.Read("a,b\n1,2\n1,2,3\n1\n4,5\n");
        table.Rows.Select(row => row.Line).ShouldBe([2, 5]);
        table.Faults.Select(fault => fault.Line).ShouldBe([3, 4]);
    }

    [Fact]
    public void A_stray_quotation_mark_is_a_fault_on_its_line()
    {
        var table = CsvTable.Read("a,b\n1,2\n3,4\"5\n6,7\n");
        table.Faults.Select(fault => fault.Line).ShouldBe([3]);
    }

    [Theory]
    [InlineData("a;b\n1;2")]
    [InlineData("a\tb\n1\t2")]
    [InlineData("a,b\n1,2")]
    public void The_separator_is_found_out(string text) => CsvTable.Read(text).Rows.Single().Fields.ShouldBe(["1", "2"]);

    [Fact]
    public void Columns_are_found_whatever_their_case_spaces_and_language()
    {
        var synonyms = new Dictionary<string, string[]> { ["sku"] = ["product code", "编码"], ["name"] = ["名称"] };
        new Columns(["Product_Code", " NAME "], synonyms).Ignored.ShouldBeEmpty();
        new Columns(["编码", "名称"], synonyms).Has("sku").ShouldBeTrue();
        new Columns(["sku", "Rank"], synonyms).Ignored.ShouldBe(["Rank"]);
        new Columns(["sku", "编码"], synonyms).Doubled.Count.ShouldBe(1);
    }
}
