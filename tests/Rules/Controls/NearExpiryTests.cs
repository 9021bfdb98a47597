namespace BeautyGrains.Rules.Tests.Controls;

/// <summary>Which stage goods are in that expire soon, and what may be decided of them.</summary>
public sealed class NearExpiryTests
{
    private static readonly DateOnly s_day = new(2026, 6, 1);
    private static readonly DateTimeOffset s_end = new(2026, 7, 1, 0, 0, 0, TimeSpan.Zero);

    private static DecideNearExpiry Ask(string id = "d", NearExpiryProposal proposal = NearExpiryProposal.UseFirst, bool taken = true, decimal quantity = 1, string? to = null, decimal? discount = null, string? reason = null, int stage = 90) =>
        new(id, proposal, taken, quantity, to, discount, reason, stage, s_end, new("person:li", "c"));

    [Theory]
    [InlineData(91, null)]
    [InlineData(90, 90)]
    [InlineData(61, 90)]
    [InlineData(60, 60)]
    [InlineData(30, 30)]
    [InlineData(0, 30)]
    public void The_usual_stages_are_ninety_sixty_and_thirty_days(int left, int? stage) =>
        (new ControlPolicy([], []).StageOf("K", "face", left, s_day)?.Days).ShouldBe(stage);

    [Fact]
    public void Rows_of_a_sku_come_before_those_of_its_category_and_these_before_the_others_each_on_its_days()
    {
        var policy = new ControlPolicy([], [], null, null, null, [new(90, 0.1m), new(120, 0.2m, Category: "face"), new(15, 0.9m, "K"), new(200, 0.3m, "OLD", ValidThrough: s_day.AddDays(-1)), new(90, 0.4m, ValidFrom: s_day)]);
        policy.StageOf("K", "face", 16, s_day).ShouldBeNull();
        policy.StageOf("K", "face", 15, s_day)!.Discount.ShouldBe(0.9m);
        policy.StageOf("A", "face", 100, s_day)!.Days.ShouldBe(120);
        policy.StageOf("A", "hand", 100, s_day).ShouldBeNull();
        policy.StageOf("OLD", null, 150, s_day).ShouldBeNull();
        // Of two of the same days the one that began last.
        policy.StageOf("A", null, 80, s_day)!.Discount.ShouldBe(0.4m);
        policy.LongestOn(s_day).ShouldBe(120);
        new ControlPolicy([], [], null, null, null, []).LongestOn(s_day).ShouldBe(0);
    }

    [Fact]
    public void A_proposal_is_decided_once_at_each_stage_and_a_repeat_changes_nothing()
    {
        var state = After(NearExpiryState.Empty, Ask());
        NearExpiryRules.Decide(state, Ask()).Events.ShouldBeEmpty();
        NearExpiryRules.Decide(state, Ask(quantity: 2)).Refusal!.Kind.ShouldBe(RefusalKind.IdReused);
        NearExpiryRules.Decide(state, Ask("e")).Refusal!.State.ShouldBe("decided");
        NearExpiryRules.Decide(state, Ask("e", stage: 60)).Events.Length.ShouldBe(1);
        NearExpiryRules.Decide(state, Ask("e", NearExpiryProposal.Promotion, discount: 0.1m)).Events.Length.ShouldBe(1);
        for (var i = 1; i < NearExpiryForm.MaxDecisions; i++) state = After(state, Ask($"d{i}", stage: 1_000 + i));
        NearExpiryRules.Decide(state, Ask("last", stage: 5)).Refusal!.State.ShouldBe("full");
    }

    [Fact]
    public void A_malformed_decision_names_its_field()
    {
        (DecideNearExpiry Ask, string Field)[] table =
        [
            (Ask("a/b"), "id"), (Ask(quantity: 0), "quantity"), (Ask(quantity: 1.2345m), "quantity"), (Ask(proposal: (NearExpiryProposal)9), "proposal"), (Ask(taken: false), "reason"), (Ask(taken: false, reason: " "), "reason"),
            (Ask(reason: new('x', 501)), "reason"), (Ask(to: "S"), "to"), (Ask(proposal: NearExpiryProposal.Transfer), "to"), (Ask(proposal: NearExpiryProposal.Transfer, to: "a b"), "to"), (Ask(discount: 0.1m), "discount"),
            (Ask(proposal: NearExpiryProposal.Promotion), "discount"), (Ask(proposal: NearExpiryProposal.Promotion, discount: 0), "discount"), (Ask(proposal: NearExpiryProposal.Promotion, discount: 1.1m), "discount"),
            (Ask(proposal: NearExpiryProposal.Promotion, discount: 0.00001m), "discount"),
        ];
        foreach (var (ask, field) in table) NearExpiryForm.Check(ask)!.Field.ShouldBe(field, ask.ToString());
        NearExpiryForm.Check(Ask(taken: false, reason: "No")).ShouldBeNull();
    }

    private static NearExpiryState After(NearExpiryState state, DecideNearExpiry ask) => NearExpiryRules.Decide(state, ask).Events
        .Aggregate(state, (now, happened) => NearExpiryKind.Instance.Evolve(now, happened, new(now.Decisions.Length + 1, s_end.AddDays(-9), ask.By.Actor)));
}
