namespace BeautyGrains.Rules.Tests.Rounds;

/// <summary>When rounds are due, and the life of what they find.</summary>
public sealed class RoundTests
{
    [Fact]
    public void Every_state_of_an_action_is_reached_and_leads_to_its_end() => RoundLife.Table.Faults(RoundActionState.Closed).ShouldBeEmpty();

    [Theory]
    [InlineData("docs/api/rounds.md")]
    [InlineData("docs/api/zh-CN/rounds.md")]
    public void The_documentation_draws_the_table_as_it_is(string file)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "BeautyGrains.sln"))) folder = Path.GetDirectoryName(folder)!;
        File.ReadAllText(Path.Combine(folder, file)).ShouldContain($"```mermaid\n{RoundLife.Table.Diagram()}```", Case.Sensitive, $"Draw it so:\n{RoundLife.Table.Diagram()}");
    }

    [Fact]
    public void The_defaults_are_well_formed_and_ask_for_nothing()
    {
        RoundForm.Check(RoundDefaults.Policy).ShouldBeEmpty();
        RoundDefaults.Policy.Schedules.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("S", null, "2026-06-07")]
    [InlineData("S", "2026-06-05", "2026-06-12")]
    // What was answered before the schedule began starts it late.
    [InlineData("S", "2026-01-05", "2026-06-07")]
    [InlineData("T", "2026-06-05", "2026-06-06")]
    [InlineData("OTHER", null, "2026-06-07")]
    public void A_round_is_due_so_many_days_after_the_last_one(string store, string? last, string due)
    {
        var policy = RoundDefaults.Policy with { Schedules = [new("daily", null, 7, new(2026, 6, 1)), new("daily", "T", 1, new(2026, 6, 1)), new("daily", "T", 1, new(2027, 1, 1))] };
        RoundRules.DueOn(policy, "daily", store, Day(last), new(2026, 6, 10)).ShouldBe(Day(due));
        RoundRules.DueOn(policy, "fire", store, Day(last), new(2026, 6, 10)).ShouldBeNull();
        RoundRules.DueOn(policy, "daily", store, Day(last), new(2026, 5, 31)).ShouldBeNull();
    }

    private static DateOnly? Day(string? day) => day is null ? null : DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
