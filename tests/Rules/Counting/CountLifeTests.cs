namespace BeautyGrains.Rules.Tests.Counting;

public sealed class CountLifeTests
{
    [Fact]
    public void Every_state_is_reached_and_every_life_can_end() => CountSessionLife.Table.Faults(CountSessionLife.Ends).ShouldBeEmpty();

    [Theory]
    [InlineData("docs/api/counting.md")]
    [InlineData("docs/api/zh-CN/counting.md")]
    public void The_documentation_draws_the_table(string page)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "BeautyGrains.sln"))) folder = Path.GetDirectoryName(folder)!;
        File.ReadAllText(Path.Combine(folder, page)).ShouldContain($"```mermaid\n{CountSessionLife.Table.Diagram()}```\n", customMessage: CountSessionLife.Table.Diagram());
    }
}
