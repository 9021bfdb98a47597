using BeautyGrains.Contracts;
using BeautyGrains.Tests.Shared;

namespace BeautyGrains.Grains.Tests.Counting;

/// <summary>Sessions over real grains: blind, while the store trades, counted again, approved, posted once.</summary>
public sealed class CountSessionTests : IAsyncLifetime
{
    private static readonly Caller s_ann = new(Approver.ActorOf("ann"), "test");
    private static readonly Caller s_ben = new(Approver.ActorOf("ben"), "test");
    private readonly FaultyJournal _journal = new();
    private House _house = null!;

    public async Task InitializeAsync()
    {
        _house = await House.Open(_journal);
        await Furnish(_house);
    }

    public async Task DisposeAsync()
    {
        await _house.DisposeAsync();
        await _journal.DisposeAsync();
    }

    private static async Task Furnish(House house)
    {
        await house.PutStore("S");
        foreach (var sku in new[] { "A", "B", "C" })
        {
            await house.PutSku(sku, new($"Product {sku}", "piece", Price: new(10_000, "CNY")));
            await house.Receive("S", sku, 10);
        }
    }

    private ICountSessionGrain Session(string id = "C1") => _house.Grains.GetGrain<ICountSessionGrain>(id);

    private static OpenCountSession Opening(params string[] assigned) => new("S", new(null, false, ["A", "B"], [], []), ["A", "B"], [.. assigned], null, House.By);

    private CountedLine Line(string sku, decimal counted, string? lot = "L1", string? bin = null) => new(sku, lot, counted, _house.Clock.GetUtcNow(), bin);

    private static SubmitCounts Submission(string id, Caller by, params CountedLine[] lines) => new(id, [.. lines], null, by);

    private static Approver Boss(string id = "boss", decimal upTo = 10_000_000) => new(id, [PersonRole.StoreManager], null, [new(ApprovalKind.Variance, new(upTo, "CNY"))]);

    private static ApproveCount Approval(string reason = "unknown", Approver? approver = null) => new([], reason, approver, House.By);

    private async Task<CountSheetView> Sheet(string sku) => (await Session().Lines("", 100, false)).Value!.Items.Single(sheet => sheet.Sku == sku);

    [Fact]
    public async Task A_session_is_counted_blind_compared_explained_and_posted_while_the_store_sells()
    {
        (await Session().Open(Opening())).IsNew.ShouldBeTrue();
        (await Session().Open(Opening())).IsNew.ShouldBeFalse();
        (await Session().Open(Opening("ann"))).Refusal!.Kind.ShouldBe(RefusalKind.IdReused);
        var lines = new[] { Line("A", 6, bin: "R1"), Line("A", 3, bin: "R2"), Line("B", 10) };
        (await Session().Submit(Submission("s1", s_ann, lines))).Value!.Counted.ShouldBe(2);
        (await Session().Submit(Submission("s1", s_ann, lines))).IsNew.ShouldBeFalse();
        (await Session().Submit(Submission("s1", s_ann, lines[..1]))).Refusal!.Kind.ShouldBe(RefusalKind.IdReused);
        (await Sheet("A")).Lots.ShouldBeEmpty();
        (await Session().Get()).Value!.Result.ShouldBeNull();

        _house.Clock.Advance(TimeSpan.FromMinutes(1));
        (await _house.Stock("S", "A").Sell(new("sold", 4, null, null, MovementKind.Sale, null, House.By))).Refusal.ShouldBeNull();
        var review = (await Session().Finish(new(false, s_ann))).Value!;
        (review.State, review.Result!.Differing).ShouldBe((CountState.Review, 1));
        (await Sheet("A")).Lots.ShouldHaveSingleItem().ShouldSatisfyAllConditions(lot => lot.Book.ShouldBe(10), lot => lot.Variance.ShouldBe(-1), lot => lot.Value.ShouldBe(new Money(-10_000, "CNY")));

        (await Session().Approve(Approval() with { Reason = null })).Refusal!.Kind.ShouldBe(RefusalKind.LinesRefused);
        (await Session().Approve(Approval("ugly"))).Refusal!.Field.ShouldBe("reason");
        var posted = (await Session().Approve(Approval("theft"))).Value!;
        (posted.State, posted.Result!.Posted, posted.Result.Values.Single()).ShouldBe((CountState.Posted, 2, new CountValue("CNY", "theft", 0, 10_000, 1)));
        (await _house.Look("S", "A")).OnHand.ShouldBe(5);
        (await _house.Look("S", "B")).OnHand.ShouldBe(10);
        var movement = (await _house.Stock("S", "A").GetMovement(MovementKind.Count, "count:C1:L1")).Value!;
        (movement.Quantity, movement.Reason, movement.Document).ShouldBe((-1m, "theft", "count-session/C1"));
        (await Session().Cancel(new("no", House.By))).Refusal!.Kind.ShouldBe(RefusalKind.InvalidState);
    }

    [Fact]
    public async Task Without_differences_it_is_posted_at_once_and_what_nobody_counted_stays()
    {
        await Session().Open(Opening());
        await Session().Submit(Submission("s1", s_ann, Line("A", 10)));
        (await Session().Finish(new(false, s_ann))).Refusal!.Lines.ShouldHaveSingleItem().Sku.ShouldBe("B");
        (await Session().Finish(new(true, s_ann))).Value!.State.ShouldBe(CountState.Posted);
        (await Sheet("B")).LeftOut.ShouldBeTrue();
        (await _house.Look("S", "B")).OnHand.ShouldBe(10);
        (await _house.Stock("S", "A").GetMovement(MovementKind.Count, "count:C1:L1")).Value!.Quantity.ShouldBe(0);
    }

    [Fact]
    public async Task A_large_difference_is_counted_again_by_another_person_and_approved_by_a_third()
    {
        await Session().Open(Opening());
        await Session().Submit(Submission("s1", s_ann, Line("A", 3), Line("B", 10)));
        var again = (await Session().Finish(new(false, s_ann))).Value!;
        (again.State, again.Recounts).ShouldBe((CountState.Recounting, ["A"]));
        (await Sheet("A")).Lots.ShouldBeEmpty();
        (await Session().Submit(Submission("s2", s_ann, Line("A", 3)))).Refusal!.Kind.ShouldBe(RefusalKind.CounterIsTheSame);
        (await Session().Submit(Submission("s2", s_ben, Line("B", 3)))).Refusal!.Kind.ShouldBe(RefusalKind.LinesRefused);
        (await Session().Submit(Submission("s2", s_ben, Line("A", 4)))).Refusal.ShouldBeNull();
        (await Session().Finish(new(false, s_ben))).Value!.State.ShouldBe(CountState.Review);
        (await Session().Recount(new(["A"], "Look behind the door.", House.By))).Value!.State.ShouldBe(CountState.Recounting);
        (await Session().Submit(Submission("s3", s_ben, Line("A", 4)))).Refusal!.Kind.ShouldBe(RefusalKind.CounterIsTheSame);
        (await Session().Submit(Submission("s3", House.By, Line("A", 0, null)))).Refusal.ShouldBeNull();
        (await Session().Finish(new(false, House.By))).Value!.State.ShouldBe(CountState.Review);
        (await Session().Approve(Approval())).Refusal!.Kind.ShouldBe(RefusalKind.ApproverNeeded);
        (await Session().Approve(Approval(approver: Boss("ben")))).Refusal!.Kind.ShouldBe(RefusalKind.ApproverIsAuthor);
        (await Session().Approve(Approval(approver: Boss(upTo: 99_999)))).Refusal!.Kind.ShouldBe(RefusalKind.ApproverNotEntitled);
        (await Session().Approve(Approval(approver: Boss()))).Value!.State.ShouldBe(CountState.Posted);
        (await _house.Look("S", "A")).OnHand.ShouldBe(0);
    }

    [Fact]
    public async Task Only_those_assigned_count_and_a_device_s_clock_may_be_off_as_long_as_it_says_so()
    {
        await Session().Open(Opening("ann"));
        (await Session().Submit(Submission("s1", s_ben, Line("A", 1)))).Refusal!.Kind.ShouldBe(RefusalKind.CounterNotAssigned);
        var behind = _house.Clock.GetUtcNow() - TimeSpan.FromHours(3);
        (await Session().Submit(Submission("s1", s_ann, Line("A", 10) with { CountedAt = behind }))).Refusal!.Rule.ShouldBe("must-not-be-before-the-session");
        (await Session().Submit(Submission("s1", s_ann, Line("A", 10) with { CountedAt = behind }) with { SentAt = behind })).Refusal.ShouldBeNull();
        (await Sheet("A")).Lines.ShouldHaveSingleItem().CountedAt.ShouldBe(_house.Clock.GetUtcNow());
        (await Session().Submit(Submission("s2", s_ann, Line("B", 10) with { CountedAt = behind.AddHours(6) }))).Refusal!.Rule.ShouldBe("must-not-be-in-the-future");
        (await Session().Submit(Submission("s2", s_ann, Line("B", 10)) with { SentAt = behind.AddDays(-2) })).Refusal!.Field.ShouldBe("sentAt");
        (await Session().Assign(new(["ben"], House.By))).Value!.Assigned.ShouldBe(["ben"]);
        (await Session().Submit(Submission("s2", s_ben, Line("B", 10)))).Refusal.ShouldBeNull();
        (await Session().Finish(new(false, s_ben))).Value!.State.ShouldBe(CountState.Posted);
    }

    [Fact]
    public async Task What_is_told_later_of_before_the_count_is_compared_anew_and_not_posted_twice()
    {
        await Session().Open(Opening());
        await Session().Submit(Submission("s1", s_ann, Line("A", 8), Line("B", 9)));
        var counted = _house.Clock.GetUtcNow();
        _house.Clock.Advance(TimeSpan.FromMinutes(1));
        (await Session().Finish(new(false, s_ann))).Value!.Result!.Differing.ShouldBe(2);
        // An offline sale of before the count explains one of them.
        (await _house.Stock("S", "A").RecordFact(new("f1", FactKind.OfflineSale, 2, null, "L1", counted.AddMinutes(-1), null, null, null, null, House.By))).Refusal.ShouldBeNull();
        var anew = (await Session().Approve(Approval(approver: Boss()))).Value!;
        anew.State.ShouldBe(CountState.Posted);
        (await _house.Look("S", "A")).OnHand.ShouldBe(8);
        (await _house.Look("S", "B")).OnHand.ShouldBe(9);
    }

    [Fact]
    public async Task Reservations_that_lose_their_goods_are_named()
    {
        (await _house.Stock("S", "A").Reserve(new("r1", 9, null, TimeSpan.FromHours(1), null, null, null, null, null, false, House.By))).Refusal.ShouldBeNull();
        await Session().Open(Opening());
        await Session().Submit(Submission("s1", s_ann, Line("A", 7), Line("B", 10)));
        (await Session().Finish(new(false, s_ann))).Value!.State.ShouldBe(CountState.Review);
        (await Session().Approve(Approval(approver: Boss()))).Value!.Result!.Short.ShouldBe(1);
        (await Sheet("A")).Lots.Single().Short.ShouldBe([new("r1", 9, 2)]);
        (await _house.Stock("S", "A").GetIncidents()).Single().ShouldSatisfyAllConditions(
            it => it.Causes.ShouldBe(["count-below-reserved"]), it => it.Reservations.ShouldNotBeNull().ShouldBe([new("r1", 9, 2)]));
    }

    [Fact]
    public async Task Wherever_a_crash_falls_everything_is_posted_once()
    {
        var writes = await Crash.AfterEveryWrite(
            Furnish,
            async house =>
            {
                var session = house.Grains.GetGrain<ICountSessionGrain>("C1");
                var now = house.Clock.GetUtcNow();
                await session.Open(new("S", new(null, false, ["A", "B", "C"], [], []), ["A", "B", "C"], [], null, House.By));
                await session.Submit(new("s1", [new("A", "L1", 9, now), new("B", "L1", 11, now), new("C", "L1", 10, now)], null, s_ann));
                await session.Finish(new(false, s_ann));
                await session.Approve(new([], "unknown", Boss(), House.By));
            },
            async (house, _) =>
            {
                await house.Sweep.SweepOnce(CancellationToken.None);
                var session = (await house.Grains.GetGrain<ICountSessionGrain>("C1").Get()).Value;
                if (session is not null) session.State.ShouldBeOneOf(CountState.Counting, CountState.Review, CountState.Posted);
                var isPosted = session?.State == CountState.Posted;
                ((await house.Look("S", "A")).OnHand, (await house.Look("S", "B")).OnHand, (await house.Look("S", "C")).OnHand).ShouldBe(isPosted ? (9, 11, 10) : (10m, 10m, 10m));
            });
        writes.ShouldBeGreaterThan(6);
    }
}
