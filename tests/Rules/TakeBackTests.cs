namespace BeautyGrains.Rules.Tests;

/// <summary>What a process may take back of what it reserved.</summary>
public sealed class TakeBackTests
{
    private const string Mine = "batch:b1";
    private readonly Book _book = new();

    public TakeBackTests() => _book.Receive("L1", 10);

    private Decision<StockEvent> Reserve(string? madeFor, decimal quantity = 3) => _book.Reserve("r1", quantity, madeFor: madeFor);

    private Decision<StockEvent> TakeBack() => _book.TakeBack("r1", Mine);

    private static void Repeats(Decision<StockEvent> decision, params StockEvent[] events)
    {
        (decision.Refusal, decision.IsRepeat).ShouldBe((null, true));
        decision.Events.ShouldBe(events);
    }

    [Fact]
    public void What_is_taken_back_was_never_there_and_its_id_is_free_for_any_request()
    {
        Reserve(Mine).Refusal.ShouldBeNull();
        TakeBack().Events.ShouldHaveSingleItem().ShouldBeOfType<ReservationReleased>().TakenBackBy.ShouldBe(Mine);
        _book.Free.Available.ShouldBe(10);
        _book.Release("r1").Refusal!.Kind.ShouldBe(RefusalKind.UnknownReservation);
        _book.Commit("r1").Refusal!.Kind.ShouldBe(RefusalKind.UnknownReservation);
        _book.Extend("r1", TimeSpan.FromMinutes(1)).Refusal!.Kind.ShouldBe(RefusalKind.UnknownReservation);
        Repeats(TakeBack());

        var other = Reserve(null, 4);
        (other.IsRepeat, other.Events.ShouldHaveSingleItem().ShouldBeOfType<StockReserved>().MadeFor).ShouldBe((false, null));
        Repeats(TakeBack());
        _book.Free.Available.ShouldBe(6);
        _book.Commit("r1").Refusal.ShouldBeNull();
        Repeats(Reserve(null, 4));
    }

    [Fact]
    public void A_process_leaves_alone_what_others_made()
    {
        Reserve(null).Refusal.ShouldBeNull();
        Repeats(Reserve(Mine));
        Repeats(TakeBack());
        _book.Free.Available.ShouldBe(7);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("batch:b2")]
    public void What_somebody_else_was_told_of_stays(string? other)
    {
        Reserve(Mine).Refusal.ShouldBeNull();
        Repeats(Reserve(Mine));
        Repeats(Reserve(other), new ReservationKept("r1"));
        Repeats(Reserve(other));
        Repeats(TakeBack());
        _book.Free.Available.ShouldBe(7);
    }

    [Fact]
    public void What_was_extended_stays()
    {
        Reserve(Mine).Refusal.ShouldBeNull();
        _book.Extend("r1", TimeSpan.FromHours(1)).Refusal.ShouldBeNull();
        Repeats(TakeBack());
        _book.Free.Available.ShouldBe(7);
    }

    [Fact]
    public void A_process_is_refused_what_has_ended_though_a_plain_repeat_is_not()
    {
        Reserve(Mine).Refusal.ShouldBeNull();
        _book.Now += TimeSpan.FromDays(2);
        Reserve(Mine).Refusal.ShouldBe(Refusal.NotIn("expired"));
        Repeats(Reserve(null));
        Reserve(null, 4).Refusal!.Kind.ShouldBe(RefusalKind.IdReused);
    }

    [Fact]
    public void A_request_of_an_attempt_that_is_over_comes_too_late_whether_its_stock_had_held_something_or_not()
    {
        _book.Reserve("r1", 3, madeFor: Mine, attempt: 4).Events.ShouldHaveSingleItem().ShouldBeOfType<StockReserved>().Attempt.ShouldBe(4);
        _book.TakeBack("r1", Mine, 4).Events.Last().ShouldBe(new ReservationBarred("r1", Mine, 4));
        var nothing = _book.TakeBack("r2", Mine, 4);
        (nothing.Refusal!.Kind, nothing.Events.ShouldHaveSingleItem()).ShouldBe((RefusalKind.UnknownReservation, new ReservationBarred("r2", Mine, 4)));
        _book.Stock = StockKind.Instance.LoadState(StockKind.Instance.SaveState(_book.Stock));
        foreach (var id in new[] { "r1", "r2" })
        {
            _book.TakeBack(id, Mine, 4).Events.ShouldBeEmpty();
            foreach (var late in new[] { 4, 3 }) _book.Reserve(id, 3, madeFor: Mine, attempt: late).Refusal.ShouldBe(Refusal.NotIn("released"));
        }
        _book.Free.Available.ShouldBe(10);

        // Everybody else may have the id, the next attempt too.
        _book.Reserve("r1", 3, madeFor: Mine, attempt: 9).IsRepeat.ShouldBeFalse();
        _book.Reserve("r2", 3, madeFor: "batch:b2", attempt: 1).IsRepeat.ShouldBeFalse();
        _book.Free.Available.ShouldBe(4);
    }

    [Fact]
    public void What_a_later_attempt_has_made_is_not_taken_back_by_the_late_message_of_one_before()
    {
        _book.Reserve("r1", 3, madeFor: Mine, attempt: 4).Refusal.ShouldBeNull();
        _book.TakeBack("r1", Mine, 4).Refusal.ShouldBeNull();
        _book.Reserve("r1", 3, madeFor: Mine, attempt: 9).Refusal.ShouldBeNull();
        Repeats(_book.TakeBack("r1", Mine, 4));
        _book.Free.Available.ShouldBe(7);
        _book.TakeBack("r1", Mine, 9).Events.Select(happened => happened.GetType()).ShouldBe([typeof(ReservationReleased), typeof(ReservationBarred)]);
        _book.Free.Available.ShouldBe(10);
    }

    [Fact]
    public void An_attempt_that_is_over_does_not_keep_for_good_what_another_process_has_made()
    {
        _book.TakeBack("r1", Mine, 4).Refusal!.Kind.ShouldBe(RefusalKind.UnknownReservation);
        _book.Reserve("r1", 3, madeFor: "batch:b2", attempt: 1).Refusal.ShouldBeNull();
        var late = _book.Reserve("r1", 3, madeFor: Mine, attempt: 4);
        (late.Refusal, late.Events.Length).ShouldBe((Refusal.NotIn("released"), 0));
        _book.TakeBack("r1", "batch:b2", 1).Refusal.ShouldBeNull();
        _book.Free.Available.ShouldBe(10);
    }

    [Fact]
    public void A_process_and_a_plain_request_for_the_same_thing_are_the_same_request()
    {
        Reserve(Mine).Refusal.ShouldBeNull();
        _book.Release("r1").Refusal.ShouldBeNull();
        Repeats(Reserve(null));
        Reserve(Mine).Refusal.ShouldBe(Refusal.NotIn("released"));
    }
}
