namespace BeautyGrains.Rules.Tests.Clients;

/// <summary>The life of a client's file, walked through its table.</summary>
public sealed class ClientLifeTests
{
    [Fact]
    public void Every_state_is_reached_and_has_an_exit_to_an_end() => ClientLife.Table.Faults(ClientState.Refused, ClientState.Erased).ShouldBeEmpty();

    [Theory]
    [InlineData("docs/api/clients.md")]
    [InlineData("docs/api/zh-CN/clients.md")]
    public void The_documentation_draws_the_table_as_it_is(string file)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "BeautyGrains.sln"))) folder = Path.GetDirectoryName(folder)!;
        File.ReadAllText(Path.Combine(folder, file)).ShouldContain($"```mermaid\n{ClientLife.Table.Diagram()}```", Case.Sensitive, $"Draw it so:\n{ClientLife.Table.Diagram()}");
    }
}
