namespace BeautyGrains.Rules.Tests;

/// <summary>The life of a requisition, walked through its table.</summary>
public sealed class RequisitionLifeTests
{
    [Fact]
    public void Every_state_is_reached_and_has_an_exit_to_an_end() =>
        RequisitionLife.Table.Faults(RequisitionState.Received, RequisitionState.Cancelled).ShouldBeEmpty();

    [Fact]
    public void A_table_with_a_dead_end_or_an_unreachable_state_is_found()
    {
        var table = new StateTable<RequisitionState>(RequisitionState.Draft,
            new(RequisitionState.Draft, "a", RequisitionState.Submitted), new(RequisitionState.Draft, "a", RequisitionState.Submitted), new(RequisitionState.Received, "b", RequisitionState.Draft));
        var faults = table.Faults(RequisitionState.Received);
        faults.ShouldContain("From Submitted no end can be reached.");
        faults.ShouldContain("Submitted has no exit.");
        faults.ShouldContain("No life reaches Received.");
        faults.ShouldContain("Received is an end and has an exit.");
        faults.ShouldContain("A move stands twice.");
    }

    [Theory]
    [InlineData("docs/api/requisitions.md")]
    [InlineData("docs/api/zh-CN/requisitions.md")]
    public void The_documentation_draws_the_table_as_it_is(string file)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "BeautyGrains.sln"))) folder = Path.GetDirectoryName(folder)!;
        File.ReadAllText(Path.Combine(folder, file)).ShouldContain($"```mermaid\n{RequisitionLife.Table.Diagram()}```", Case.Sensitive, $"Draw it so:\n{RequisitionLife.Table.Diagram()}");
    }
}
