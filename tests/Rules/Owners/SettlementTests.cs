namespace BeautyGrains.Rules.Tests;

/// <summary>The life of settlements with an owner, and their periods without a gap.</summary>
public sealed class SettlementTests
{
    private static readonly DateTimeOffset s_now = new(2026, 6, 1, 4, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Every_state_is_reached_and_has_an_exit_to_an_end() => SettlementLife.Table.Faults(SettlementState.Paid, SettlementState.Cancelled).ShouldBeEmpty();

    [Theory]
    [InlineData("docs/api/owners.md")]
    [InlineData("docs/api/zh-CN/owners.md")]
    public void The_documentation_draws_the_table_as_it_is(string file)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "BeautyGrains.sln"))) folder = Path.GetDirectoryName(folder)!;
        File.ReadAllText(Path.Combine(folder, file)).ShouldContain($"```mermaid\n{SettlementLife.Table.Diagram()}```", Case.Sensitive, $"Draw it so:\n{SettlementLife.Table.Diagram()}");
    }

    [Fact]
    public void Periods_follow_each_other_without_a_gap_and_a_cancelled_one_is_settled_with_the_next()
    {
        var account = OwnerAccount.Empty;
        Draft("a", null, -20).ShouldBeNull();
        Draft("a", null, -20, expectRepeat: true).ShouldBeNull();
        Draft("a", null, -19)!.Kind.ShouldBe(RefusalKind.IdReused);
        Draft("b", null, -10)!.Kind.ShouldBe(RefusalKind.StaleVersion);
        Draft("b", -20, -20)!.Rule.ShouldBe("must-be-after-the-last-settlement");
        Draft("b", -20, 1)!.Rule.ShouldBe("must-not-be-future");
        Draft("b", -20, -10, lines: 0)!.State.ShouldBe("nothing-to-settle");
        Draft("b", -20, -10).ShouldBeNull();
        Move("a", SettlementLife.Pay, SettlementState.Paid)!.State.ShouldBe("draft");
        Move("a", SettlementLife.Cancel, SettlementState.Cancelled)!.State.ShouldBe("not-the-newest");
        Move("a", SettlementLife.Agree, SettlementState.Agreed).ShouldBeNull();
        Move("a", SettlementLife.Pay, SettlementState.Paid).ShouldBeNull();
        Move("a", SettlementLife.Cancel, SettlementState.Cancelled)!.State.ShouldBe("paid");
        Move("b", SettlementLife.Cancel, SettlementState.Cancelled).ShouldBeNull();
        Draft("c", -20, -5).ShouldBeNull();
        Move("c", SettlementLife.Agree, SettlementState.Agreed, note: " ")!.Field.ShouldBe("note");
        Move("none", SettlementLife.Agree, SettlementState.Agreed)!.Kind.ShouldBe(RefusalKind.UnknownSettlement);
        account.Newest()!.Id.ShouldBe("c");

        Refusal? Draft(string id, int? from, int until, int lines = 1, bool expectRepeat = false)
        {
            var decision = OwnerAccountRules.Draft(account, new(id, from is { } days ? s_now.AddDays(days) : null, s_now.AddDays(until), lines, [new(100, "CNY")], Book.By), s_now);
            decision.IsRepeat.ShouldBe(expectRepeat);
            return Fold(decision);
        }

        Refusal? Move(string id, string verb, SettlementState to, string note = "n") => Fold(OwnerAccountRules.Move(account, new(id, note, Book.By), verb, to));

        Refusal? Fold(Decision<OwnerAccountEvent> decision)
        {
            foreach (var happened in decision.Events) account = account.After(happened, new(1, s_now, ""));
            return decision.Refusal;
        }
    }
}
