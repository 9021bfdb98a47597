namespace BeautyGrains.Rules.Tests;

/// <summary>The life of a recall, walked through its table and through its rules.</summary>
public sealed class RecallLifeTests
{
    private static readonly DateTimeOffset s_at = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly RecallDuty s_duty = new(RecallClass.I, null, 24, 24, 12, 240, "test");
    private static readonly RecallBegun s_begun = new("K", ["L"], null, RecallClass.I, "why", null, s_duty, "hash");
    private static readonly RecallEndFacts s_nothingLeft = new(true, 0, 0);
    private static readonly Approver s_second = new("m", [PersonRole.StoreManager], null, [new(ApprovalKind.RecallClosure, null)]);

    private static readonly RecallStoresFrozen s_frozen = new(1, null, []);

    private static LedgerPart Part(long from, long through, params FoundClient[] clients) => new("S", from, through, [], [new(RecallFate.Sold, -1)], [.. clients]);

    private static Recall After(params RecallEvent[] events)
    {
        var state = Recall.Empty;
        for (var i = 0; i < events.Length; i++) state = state.Next(events[i], new(i + 1, s_at.AddHours(i), "person:q"));
        // Every state outlives its snapshot.
        var saved = RecallKind.Instance.SaveState(state);
        RecallKind.Instance.SaveState(RecallKind.Instance.LoadState(saved)).ShouldBe(saved);
        return state;
    }

    private static EndRecall End(Approver? second = null, bool needsSecond = false, string actor = "person:q2") => new("done", second, needsSecond, new(actor, ""));

    private static readonly Dictionary<RecallState, RecallEvent[]> s_histories = new()
    {
        [RecallState.Freezing] = [s_begun],
        [RecallState.Open] = [s_begun, new RecallOnList(), s_frozen],
        [RecallState.Closed] = [s_begun, new RecallOnList(), s_frozen, new RecallClosed("closed", null, new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))],
        [RecallState.Lifting] = [s_begun, new RecallOnList(), s_frozen, new RecallLiftAsked("lifted", null)],
        [RecallState.Lifted] = [s_begun, new RecallOnList(), s_frozen, new RecallLiftAsked("lifted", null), new RecallStoresLifted(null)],
    };

    public static TheoryData<RecallState> States => [.. Enum.GetValues<RecallState>()];

    [Fact]
    public void Every_state_is_reached_and_leads_to_the_end() => RecallLife.Table.Faults(RecallState.Lifted).ShouldBeEmpty();

    [Theory]
    [InlineData("docs/api/recalls.md")]
    [InlineData("docs/api/zh-CN/recalls.md")]
    public void The_documentation_draws_the_table_as_it_is(string file)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "BeautyGrains.sln"))) folder = Path.GetDirectoryName(folder)!;
        File.ReadAllText(Path.Combine(folder, file)).ShouldContain($"```mermaid\n{RecallLife.Table.Diagram()}```", Case.Sensitive, $"Draw it so:\n{RecallLife.Table.Diagram()}");
    }

    [Theory, MemberData(nameof(States))]
    public void Rules_allow_in_each_state_what_the_table_allows_and_nothing_else(RecallState state)
    {
        var recall = After(s_histories[state]);
        recall.State.ShouldBe(state);
        Allowed(RecallRules.Close(recall, End(), s_nothingLeft)).ShouldBe(RecallLife.Table.Allows(state, RecallLife.Close));
        Allowed(RecallRules.Lift(recall, End())).ShouldBe(RecallLife.Table.Allows(state, RecallLife.Lift));
        Allowed(RecallRules.Record(recall, RecallState.Freezing, "", s_frozen)).ShouldBe(RecallLife.Table.Allows(state, RecallLife.Frozen));
        Allowed(RecallRules.Record(recall, RecallState.Lifting, "", new RecallStoresLifted(null))).ShouldBe(RecallLife.Table.Allows(state, RecallLife.Thawed));
        // Whoever is found later opens a closed one again, and no other.
        var found = recall.Next(new RecallLedgersRead([Part(0, 9, new FoundClient("C", 1, 0, s_at, true))]), new(99, s_at.AddDays(1), ""));
        found.State.ShouldBe(RecallLife.Table.Allows(state, RecallLife.Found) ? RecallState.Open : state);
        Allowed(RecallRules.SetTask(found, new("C", RecallTask.Notify, RecallTaskState.Done, null, Book.By))).ShouldBe(found.State == RecallState.Open);
        Allowed(RecallRules.Report(recall, new("told", null, Book.By), null)).ShouldBe(state is RecallState.Freezing or RecallState.Open);

        static bool Allowed(Decision<RecallEvent> decision) => decision is { Refusal: null, IsRepeat: false };
    }

    [Fact]
    public void It_closes_only_when_nothing_is_left_untold_and_a_second_person_says_so()
    {
        var open = After([.. s_histories[RecallState.Open], new RecallLedgersRead([Part(0, 3, new FoundClient("C", 1, 0, s_at, false))])]);
        NotDone(open, s_nothingLeft).ShouldBe(("clients", 2));
        var half = open.Next(new RecallTaskSet("C", RecallTask.Notify, RecallTaskState.Done, null), new(9, s_at, "person:n"));
        NotDone(half, s_nothingLeft).ShouldBe(("clients", 1));
        var done = half.Next(new RecallTaskSet("C", RecallTask.Recover, RecallTaskState.Unreachable, "moved"), new(10, s_at, "person:n"));
        NotDone(done, new(false, 0, 0)).ShouldBe(("ledgers", null));
        NotDone(done, new(true, 2.5m, 0)).ShouldBe(("stock", 2.5m));
        NotDone(done, new(true, 0, 1)).ShouldBe(("in-transit", 1m));
        Close(done, End(null, true)).ShouldBe(RefusalKind.ApproverNeeded);
        Close(done, End(s_second, true, s_second.Actor)).ShouldBe(RefusalKind.ApproverIsAuthor);
        Close(done, End(s_second with { PersonId = "q" }, true)).ShouldBe(RefusalKind.ApproverIsAuthor);
        Close(done, End(s_second with { Limits = [] }, true)).ShouldBe(RefusalKind.ApproverNotEntitled);
        Close(done, End(s_second, true)).ShouldBeNull();

        static (string?, decimal?) NotDone(Recall recall, RecallEndFacts facts)
        {
            var refusal = RecallRules.Close(recall, End(s_second, true), facts).Refusal.ShouldNotBeNull();
            refusal.Kind.ShouldBe(RefusalKind.RecallNotDone);
            return (refusal.State, refusal.Available);
        }

        static RefusalKind? Close(Recall recall, EndRecall ask) => RecallRules.Close(recall, ask, s_nothingLeft).Refusal?.Kind;
    }

    [Fact]
    public void A_part_of_a_ledger_counts_once_however_often_it_is_read()
    {
        var open = After(s_histories[RecallState.Open]);
        var once = open.Next(RecallRules.Read(open, [Part(0, 3, new FoundClient("C", 1, 0, s_at, false))]).Events[0], new(9, s_at, ""));
        RecallRules.Read(once, [Part(0, 3, new FoundClient("C", 1, 0, s_at, false))]).IsRepeat.ShouldBeTrue();
        RecallRules.Read(once, [Part(2, 5)]).IsRepeat.ShouldBeTrue();
        RecallRules.Read(once, [Part(3, 5)]).Events.Length.ShouldBe(1);
        RecallViews.Tally(once).Sold.ShouldBe(1);
    }

    [Fact]
    public void Deadlines_follow_the_row_of_the_day_and_reports_move_theirs()
    {
        var drug = RecallDefaults.Policy.Of(RecallClass.II, GoodsCategory.Drug, new(2026, 6, 1));
        (drug.NotifyHours, drug.ReportEveryHours, drug.Source).ShouldBe((72, 72, "药品召回管理办法 (2022)"));
        RecallDefaults.Policy.Of(RecallClass.I, GoodsCategory.OrdinaryCosmetic, new(2026, 6, 1)).ShouldSatisfyAllConditions(row => row.NotifyHours.ShouldBe(24), row => row.ReportHours.ShouldBeNull());
        RecallPolicyForm.Check(RecallDefaults.Policy).ShouldBeEmpty();
        var open = After(s_histories[RecallState.Open]);
        RecallViews.Deadlines(open).ShouldBe(new(s_at.AddHours(24), s_at.AddHours(24), s_at.AddHours(240), "test"));
        var told = open.Next(new RecallReported("first", null), new(4, s_at.AddHours(20), "person:q"));
        RecallViews.Deadlines(told).NextReportBy.ShouldBe(s_at.AddHours(32));
    }
}
