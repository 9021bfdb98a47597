namespace BeautyGrains.Rules.Tests;

public sealed class BookingTests
{
    private static readonly DateOnly s_today = new(2026, 6, 1);

    [Fact]
    public void A_booking_holds_a_quantity_without_lots_until_the_end_of_its_day_in_the_store()
    {
        var book = new Book();
        book.Receive("A", 5);

        book.Reserve("b1", 2, forDate: s_today.AddDays(3)).ShouldHappen(typeof(StockReserved));

        book.Pins("b1").ShouldBe("");
        book.Stock.Open["b1"].ExpiresAt.ShouldBe(new DateTimeOffset(2026, 6, 5, 0, 0, 0, TimeSpan.FromHours(8)));
        (book.View.Available, book.View.Reserved).ShouldBe((3m, 2m));
    }

    [Fact]
    public void A_booking_counts_on_lots_that_are_good_through_its_whole_day_only()
    {
        var book = new Book();
        book.Receive("A", 5, "2026-06-03");
        book.Receive("B", 2, "2026-06-04");

        book.Reserve("b1", 3, forDate: s_today.AddDays(3)).ShouldBeRefused(Refusal.Insufficient(2));
        book.Reserve("b2", 2, forDate: s_today.AddDays(3)).Refusal.ShouldBeNull();
        book.Reserve("b3", 6, forDate: s_today.AddDays(2)).ShouldBeRefused(Refusal.Insufficient(5));
        book.Reserve("b4", 1, forDate: s_today.AddDays(4)).ShouldBeRefused(Refusal.Insufficient(0));
    }

    [Fact]
    public void Nobody_takes_the_long_lived_units_that_a_later_booking_needs()
    {
        var book = new Book();
        book.Receive("short", 5, "2026-06-03");
        book.Receive("long", 3, "2026-12");
        book.Reserve("b1", 2, forDate: s_today.AddDays(10));

        book.Reserve("r1", 2, lot: "long").ShouldBeRefused(Refusal.Insufficient(1));
        book.Sell("s1", 2, lot: "long").ShouldBeRefused(Refusal.Insufficient(1));
        book.Reserve("r2", 2, minDays: 5).ShouldBeRefused(Refusal.Insufficient(1));
        book.Reserve("r3", 6).Refusal.ShouldBeNull();
        book.Pins("r3").ShouldBe("short:5 long:1");
    }

    [Fact]
    public void Lots_are_pinned_at_the_start_of_service()
    {
        var book = new Book();
        book.Receive("A", 5, "2026-06-03");
        book.Receive("B", 5, "2026-12");
        book.Reserve("b1", 2, forDate: s_today);

        book.Repin("b1").ShouldHappen(typeof(ReservationRepinned));

        book.Pins("b1").ShouldBe("A:2");
        book.Repin("b1").ShouldBeRepeat();
        book.Stock.Waiting.ShouldBeEmpty();
    }

    [Fact]
    public void A_booking_that_was_never_pinned_is_committed_by_the_picking_rule()
    {
        var book = new Book();
        book.Receive("A", 1, "2026-06-03");
        book.Receive("B", 5, "2026-12");
        book.Reserve("b1", 2, forDate: s_today);

        book.Commit("b1").ShouldHappen(typeof(ReservationCommitted), typeof(StockMoved)).Lines().ShouldBe("A:-1 B:-1");
    }

    [Fact]
    public void The_requested_shelf_life_counts_from_the_end_of_the_booked_day()
    {
        var book = new Book();
        book.Receive("A", 5, "2026-06-12");
        book.Reserve("b1", 1, forDate: s_today.AddDays(1), minDays: 10).Refusal.ShouldBeNull();
        book.Reserve("b2", 1, forDate: s_today.AddDays(2), minDays: 10).ShouldBeRefused(Refusal.Insufficient(0));
    }
}
