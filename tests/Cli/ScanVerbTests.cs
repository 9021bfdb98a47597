namespace BeautyGrains.Cli.Tests;

public sealed class ScanVerbTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_code_is_read_and_what_speaks_against_it_is_the_exit_code()
    {
        var file = Path.Combine(_folder.Root, "products.csv");
        await File.WriteAllTextAsync(file, "sku,name,unit,gtin\nK1,Serum,bottle,6901234567892\n");
        (await Verb.Run("import", "products", file, "--data", _folder.Data)).Code.ShouldBe(0);
        var read = await Verb.Run("scan", "]d20106901234567892" + "10A1{GS}17501231", "--data", _folder.Data);
        read.Code.ShouldBe(0, read.Error + read.Output);
        read.Output.ShouldContain("(01)\t06901234567892\tGTIN");
        read.Output.ShouldContain("product\tK1\tSerum\tbottle of 1");
        read.Output.ShouldContain("lotNo\tA1");
        read.Output.ShouldContain("expiresOn\t2050-12-31");
        read.Output.ShouldContain("note\tseparator-stand-in@23");

        var unknown = await Verb.Run("scan", "96385074", "--data", _folder.Data);
        unknown.Code.ShouldBe(1);
        unknown.Output.ShouldContain("warning\tunknown-product");
        var broken = await Verb.Run("scan", "6901234567893", "--data", _folder.Data);
        broken.Code.ShouldBe(2);
        broken.Error.ShouldContain("wrong-check-digit@12");
    }
}
