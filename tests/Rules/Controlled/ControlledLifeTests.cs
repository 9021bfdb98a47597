namespace BeautyGrains.Rules.Tests.Controlled;

/// <summary>The lives of a step and of a prescription, walked through their tables.</summary>
public sealed class ControlledLifeTests
{
    [Fact]
    public void Every_state_of_a_step_is_reached_and_leads_to_an_end() =>
        ControlledStepLife.Table.Faults(ControlledStepState.Taken, ControlledStepState.Refused).ShouldBeEmpty();

    [Fact]
    public void Every_state_of_a_prescription_is_reached_and_leads_to_an_end() => PrescriptionLife.Table.Faults(PrescriptionState.Void).ShouldBeEmpty();

    [Theory]
    [InlineData("docs/api/controlled.md")]
    [InlineData("docs/api/zh-CN/controlled.md")]
    public void The_documentation_draws_both_tables_as_they_are(string file)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "BeautyGrains.sln"))) folder = Path.GetDirectoryName(folder)!;
        var text = File.ReadAllText(Path.Combine(folder, file));
        foreach (var diagram in new[] { ControlledStepLife.Table.Diagram(), PrescriptionLife.Table.Diagram() })
            text.ShouldContain($"```mermaid\n{diagram}```", Case.Sensitive, $"Draw it so:\n{diagram}");
    }
}
