using System.Globalization;

namespace BeautyGrains.Rules.Tests.Feedback;

/// <summary>The life of feedback, its clocks with days worked by hand, and the threshold of a lot.</summary>
public sealed class FeedbackTests
{
    private static readonly DateTimeOffset s_now = new(2026, 6, 10, 12, 0, 0, TimeSpan.Zero);
    private static readonly FeedbackTie s_tie = new("C-1", "K", "L1", null, null, null, null, null);
    private static readonly Approver s_second = new("m", [PersonRole.StoreManager], null, [new(ApprovalKind.FeedbackClosure, null)]);

    private static readonly FeedbackFacts s_facts = new(FeedbackDefaults.Policy, null, "Asia/Shanghai", new Dictionary<string, GoodsCategory> { ["K"] = GoodsCategory.OrdinaryCosmetic, ["D"] = GoodsCategory.Drug });

    private static PutFeedback Ask(FeedbackSeverity? severity = FeedbackSeverity.Mild, bool widespread = false) => new(
        "S", severity is null ? FeedbackSort.Complaint : FeedbackSort.AdverseReaction, severity, widespread, FeedbackStep.Unknown, s_tie, "redness", null, s_now, null, [], [], new("person:ann", ""));

    private static FeedbackCase Taken(PutFeedback ask, FeedbackFacts? facts = null) => Then(FeedbackCase.Empty, FeedbackRules.Put(FeedbackCase.Empty, "F", ask, facts ?? s_facts, s_now));

    private static FeedbackCase Then(FeedbackCase state, Decision<FeedbackEvent> decision, string actor = "person:ann")
    {
        decision.Refusal.ShouldBeNull();
        state = decision.Events.Aggregate(state, (it, happened) => it.After(happened, new(1, s_now, actor)));
        // Every state outlives its snapshot.
        var saved = FeedbackKind.Instance.SaveState(state);
        FeedbackKind.Instance.SaveState(FeedbackKind.Instance.LoadState(saved)).ShouldBe(saved);
        return state;
    }

    private static MoveFeedback To(FeedbackMove move, string note = "note", Approver? second = null, bool needsSecond = false, string actor = "person:q") =>
        new(move, note, move == FeedbackMove.Report ? "N-1" : null, null, second, needsSecond, new(actor, ""));

    private static FeedbackCase In(FeedbackState state, FeedbackSeverity? severity = null)
    {
        FeedbackMove[] way = state switch
        {
            FeedbackState.Received => [],
            FeedbackState.Investigating => [FeedbackMove.Investigate],
            FeedbackState.Reported => [FeedbackMove.Report],
            FeedbackState.Confirmed => [FeedbackMove.Investigate, FeedbackMove.Confirm],
            FeedbackState.Rejected => [FeedbackMove.Investigate, FeedbackMove.Reject],
            _ => [FeedbackMove.Investigate, FeedbackMove.Confirm, FeedbackMove.Close],
        };
        return way.Aggregate(Taken(Ask(severity)), (it, move) => Then(it, FeedbackRules.Move(it, To(move), null)));
    }

    public static TheoryData<FeedbackState> States => [.. Enum.GetValues<FeedbackState>()];

    // The one thing to say of the table: what is closed may be opened again.
    [Fact]
    public void Every_state_is_reached_and_leads_to_the_end() => FeedbackLife.Table.Faults(FeedbackState.Closed).ShouldBe(["Closed is an end and has an exit."]);

    [Theory]
    [InlineData("docs/api/feedback.md")]
    [InlineData("docs/api/zh-CN/feedback.md")]
    public void The_documentation_draws_the_table_as_it_is(string file)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "BeautyGrains.sln"))) folder = Path.GetDirectoryName(folder)!;
        File.ReadAllText(Path.Combine(folder, file)).ShouldContain($"```mermaid\n{FeedbackLife.Table.Diagram()}```", Case.Sensitive, $"Draw it so:\n{FeedbackLife.Table.Diagram()}");
    }

    [Theory, MemberData(nameof(States))]
    public void Rules_allow_in_each_state_what_the_table_allows_and_nothing_else(FeedbackState state)
    {
        var it = In(state);
        it.State.ShouldBe(state);
        foreach (var move in Enum.GetValues<FeedbackMove>())
        {
            var decision = FeedbackRules.Move(it, To(move, "other") with { Number = "N-2" }, null);
            if (decision.IsRepeat) continue;
            (decision.Refusal is null).ShouldBe(FeedbackLife.Table.Allows(state, FeedbackLife.VerbOf(move)), move.ToString());
            if (decision.Refusal is null) FeedbackLife.Table.Leads(state, FeedbackLife.VerbOf(move), Then(it, decision).State!.Value).ShouldBeTrue();
        }
    }

    // Known at 2026-06-10T12:00Z, which is 20:00 of that day in Shanghai; a day ends there at 16:00Z.
    [Theory]
    [InlineData(GoodsCategory.OrdinaryCosmetic, FeedbackSeverity.Mild, false, "2026-07-10T16:00Z")]
    [InlineData(GoodsCategory.ChildrensCosmetic, FeedbackSeverity.Severe, false, "2026-06-25T16:00Z")]
    [InlineData(GoodsCategory.SpecialCosmetic, FeedbackSeverity.Death, true, "2026-06-13T16:00Z")]
    [InlineData(GoodsCategory.DeviceII, FeedbackSeverity.Moderate, false, null)]
    [InlineData(GoodsCategory.DeviceII, FeedbackSeverity.Severe, false, "2026-06-30T16:00Z")]
    [InlineData(GoodsCategory.DeviceIII, FeedbackSeverity.Death, false, "2026-06-17T16:00Z")]
    [InlineData(GoodsCategory.DeviceIII, FeedbackSeverity.Mild, true, "2026-06-11T00:00Z")]
    [InlineData(GoodsCategory.Drug, FeedbackSeverity.Mild, false, "2026-07-10T16:00Z")]
    [InlineData(GoodsCategory.ControlledDrug, FeedbackSeverity.Severe, false, "2026-06-25T16:00Z")]
    [InlineData(GoodsCategory.Drug, FeedbackSeverity.Death, false, "2026-06-10T12:00Z")]
    [InlineData(null, FeedbackSeverity.Mild, false, "2026-07-10T16:00Z")]
    public void The_clock_is_that_of_the_goods_and_the_severity(GoodsCategory? category, FeedbackSeverity severity, bool widespread, string? due) =>
        (FeedbackTables.DutyOf(FeedbackDefaults.Policy, FeedbackSort.AdverseReaction, severity, widespread, category is { } one ? [one] : [], s_now, "Asia/Shanghai")?.DueAt).ShouldBe(due is null ? null : At(due));

    [Fact]
    public void Nobody_is_told_of_a_complaint_and_of_several_kinds_of_goods_the_first_due_counts()
    {
        FeedbackTables.DutyOf(FeedbackDefaults.Policy, FeedbackSort.Complaint, null, true, [GoodsCategory.Drug], s_now, "Asia/Shanghai").ShouldBeNull();
        FeedbackTables.DutyOf(FeedbackDefaults.Policy, FeedbackSort.AdverseReaction, FeedbackSeverity.Moderate, false, [GoodsCategory.DeviceI], s_now, "Asia/Shanghai").ShouldBeNull();
        var duty = FeedbackTables.DutyOf(FeedbackDefaults.Policy, FeedbackSort.AdverseReaction, FeedbackSeverity.Death, false, [GoodsCategory.OrdinaryCosmetic, GoodsCategory.DeviceI], s_now, "Asia/Shanghai")!;
        (duty.DueAt, duty.Category).ShouldBe((At("2026-06-17T16:00Z"), GoodsCategory.DeviceI));
    }

    [Fact]
    public void A_row_counts_from_its_first_to_its_last_day_and_the_newest_comes_first()
    {
        var policy = FeedbackDefaults.Policy with
        {
            Clocks = [.. FeedbackDefaults.Policy.Clocks, new(null, null, false, 1, null, "new law", new(2026, 6, 11)), new(null, null, false, 2, null, "old law", new(2026, 6, 1), new(2026, 6, 10))],
        };
        FeedbackPolicyForm.Check(policy).ShouldBeEmpty();
        Source(s_now).ShouldBe("old law");
        // 16:00Z is the first moment of the next day there.
        Source(s_now.AddHours(4)).ShouldBe("new law");
        Source(s_now.AddDays(-30)).ShouldStartWith("habit");

        string Source(DateTimeOffset at) => FeedbackTables.DutyOf(policy, FeedbackSort.AdverseReaction, FeedbackSeverity.Mild, false, [], at, "Asia/Shanghai")!.Source;
    }

    [Theory]
    // Days before now, an s for severe; three within 30 days are too many, and one severe is.
    [InlineData("1,2", false)]
    [InlineData("1,2,29.9", true)]
    [InlineData("1,2,30", false)]
    [InlineData("29s", true)]
    [InlineData("30s,1,2", false)]
    public void A_lot_has_too_much_feedback_when_so_many_cases_fall_into_so_many_days(string cases, bool isTooMuch)
    {
        var known = cases.Split(',').Select(one => (s_now.AddDays(-double.Parse(one.TrimEnd('s'), CultureInfo.InvariantCulture)), one.EndsWith('s')));
        (FeedbackTables.TooMuch(FeedbackDefaults.Policy.ThresholdOf(GoodsCategory.Drug, new(2026, 6, 10)), known, s_now) is not null).ShouldBe(isTooMuch);
    }

    [Fact]
    public void What_the_authority_is_to_be_told_of_is_not_closed_before_also_where_it_is_rejected()
    {
        var it = Taken(Ask());
        foreach (var move in new[] { FeedbackMove.Investigate, FeedbackMove.Reject }) it = Then(it, FeedbackRules.Move(it, To(move), null));
        FeedbackRules.Move(it, To(FeedbackMove.Close), null).Refusal!.Kind.ShouldBe(RefusalKind.FeedbackNotReported);
        it = Then(it, FeedbackRules.Move(it, To(FeedbackMove.Report), null));
        (it.State, it.Duty!.Met).ShouldBe((FeedbackState.Rejected, true));
        FeedbackRules.Move(it, To(FeedbackMove.Report), null).IsRepeat.ShouldBeTrue();
        it = Then(it, FeedbackRules.Move(it, To(FeedbackMove.Close), null));
        it = Then(it, FeedbackRules.Move(it, To(FeedbackMove.Reopen), null));
        (it.State, it.WasSo, it.Findings).ShouldBe((FeedbackState.Investigating, null, "note"));
    }

    [Fact]
    public void People_close_a_severe_case_with_another_who_did_not_take_it_down()
    {
        var it = Taken(Ask(FeedbackSeverity.Severe));
        foreach (var move in new[] { FeedbackMove.Report, FeedbackMove.Confirm }) it = Then(it, FeedbackRules.Move(it, To(move), null));
        FeedbackRules.Move(it, To(FeedbackMove.Close, needsSecond: true), null).Refusal!.Kind.ShouldBe(RefusalKind.ApproverNeeded);
        FeedbackRules.Move(it, To(FeedbackMove.Close, needsSecond: true, second: s_second with { PersonId = "ann" }), null).Refusal!.Kind.ShouldBe(RefusalKind.ApproverIsAuthor);
        FeedbackRules.Move(it, To(FeedbackMove.Close, needsSecond: true, second: s_second, actor: "person:m"), null).Refusal!.Kind.ShouldBe(RefusalKind.ApproverIsAuthor);
        Then(it, FeedbackRules.Move(it, To(FeedbackMove.Close, needsSecond: true, second: s_second), null)).ApprovedBy.ShouldBe("person:m");
    }

    [Fact]
    public void An_amendment_brings_the_time_forward_and_never_puts_it_off()
    {
        var it = Taken(Ask());
        it = Then(it, FeedbackRules.Move(it, To(FeedbackMove.Report), null));
        var worse = Then(it, FeedbackRules.Amend(it, new(FeedbackSeverity.Severe, null, null, null, null, [], "in hospital", new("a", "")), s_facts));
        (worse.Duty!.DueAt, worse.Duty.Met).ShouldBe((At("2026-06-25T16:00Z"), false));
        var better = Then(worse, FeedbackRules.Amend(worse, new(FeedbackSeverity.Mild, null, FeedbackStep.Treatment, "D", "L9", [], "home again", new("a", "")), s_facts));
        (better.Duty!.DueAt, better.Step).ShouldBe((At("2026-06-25T16:00Z"), FeedbackStep.Treatment));
        better.Lots.ShouldBe([new("K", "L1", true, GoodsCategory.OrdinaryCosmetic), new("D", "L9", true, GoodsCategory.Drug)]);
        FeedbackRules.Amend(better, new(FeedbackSeverity.Mild, null, null, null, null, [], "again", new("a", "")), s_facts).IsRepeat.ShouldBeTrue();
        // A complaint that turns out to have harmed somebody gets its clock.
        var complaint = Taken(Ask(null));
        complaint.Duty.ShouldBeNull();
        Then(complaint, FeedbackRules.Amend(complaint, new(FeedbackSeverity.Mild, null, null, null, null, [], "rash", new("a", "")), s_facts)).Duty.ShouldNotBeNull();
    }

    [Fact]
    public void What_the_trace_finds_later_is_no_other_request_and_a_named_lot_comes_before_it()
    {
        var it = Taken(Ask() with { Found = [new("K", "L1", false), new("D", "L2", true)] });
        it.Lots.ShouldBe([new("K", "L1", true, GoodsCategory.OrdinaryCosmetic), new("D", "L2", false, GoodsCategory.Drug)]);
        FeedbackRules.Put(it, "F", Ask(), s_facts, s_now).IsRepeat.ShouldBeTrue();
        FeedbackRules.Put(it, "F", Ask() with { Description = "swelling" }, s_facts, s_now).Refusal!.Kind.ShouldBe(RefusalKind.IdReused);
    }

    private static DateTimeOffset At(string at) => DateTimeOffset.ParseExact(at, "yyyy-MM-ddTHH:mm'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
