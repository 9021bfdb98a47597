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
    public void A_process_and_a_plain_request_for_the_same_thing_are_the_same_request()
    {
        Reserve(Mine).Refusal.ShouldBeNull();
        _book.Release("r1").Refusal.ShouldBeNull();
        Repeats(Reserve(null));
        Reserve(Mine).Refusal.ShouldBe(Refusal.NotIn("released"));
    }
}
