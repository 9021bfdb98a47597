namespace BeautyGrains.Rules.Tests;

public sealed class ReserveTests
{
    private static readonly TimeSpan s_day = TimeSpan.FromHours(24);

    [Fact]
    public void A_reservation_on_a_lot_that_died_is_not_subtracted_twice()
    {
        var book = new Book();
        book.Receive("A", 10, "2026-06-01");
        book.Receive("B", 5, "2026-12-31");
        book.Reserve("r1", 3, hold: s_day);
        book.Pins("r1").ShouldBe("A:3");

        book.Now += TimeSpan.FromHours(13);

        var view = book.View;
        (view.Available, view.Reserved, view.Expired, view.OnHand).ShouldBe((5m, 3m, 10m, 15m));
    }

    [Fact]
    public void Lots_go_by_expiry_then_receipt_and_a_quantity_may_span_them()
    {
        var book = new Book();
        book.Receive("forever", 5);
        book.Receive("late", 5, "2027-01-31");
        book.Receive("second", 2, "2026-08-31");
        book.Receive("also-second", 2, "2026-08");
        book.Receive("bad", 9, "2026-07", status: LotStatus.Quarantined);

        book.Reserve("r1", 11);

        book.Pins("r1").ShouldBe("second:2 also-second:2 late:5 forever:2");
    }

    [Fact]
    public void First_in_first_out_goes_by_receipt()
    {
        var book = new Book();
        book.Sku = book.Sku with { Picking = PickingRule.Fifo };
        book.Receive("late", 5, "2027-01-31");
        book.Receive("early", 5, "2026-08-31");

        book.Reserve("r1", 6);

        book.Pins("r1").ShouldBe("late:5 early:1");
    }

    [Fact]
    public void The_larger_of_the_two_shelf_lives_counts_and_the_day_of_expiry_is_not_enough()
    {
        var book = new Book();
        book.Sku = book.Sku with { MinShelfLifeDays = 10 };
        // The lot is expired from 2026-06-11T00:00 in Shanghai on: 9.5 days from now.
        book.Receive("A", 5, "2026-06-10");
        book.Receive("B", 5, "2026-06-30");

        book.Reserve("r1", 1);
        book.Pins("r1").ShouldBe("B:1");
        book.Reserve("r2", 1, minDays: 3);
        book.Pins("r2").ShouldBe("B:1");
        book.Reserve("r3", 1, minDays: 30).ShouldBeRefused(Refusal.Insufficient(0));
        book.Reserve("r4", 1, lot: "A").ShouldBeRefused(new Refusal(RefusalKind.LotBlocked, Lot: "A", State: "short-dated"));
    }

    [Fact]
    public void A_reservation_stops_counting_at_its_very_instant_and_expiry_is_then_recorded()
    {
        var book = new Book();
        book.Receive("A", 5);
        book.Reserve("r1", 5, hold: TimeSpan.FromSeconds(10));
        book.Now += TimeSpan.FromSeconds(9.999);
        book.Free.Available.ShouldBe(0);
        book.Now += TimeSpan.FromSeconds(0.001);
        book.Free.Available.ShouldBe(5);
        StockViews.Reservation(book.Stock, "r1", book.Now)!.State.ShouldBe(ReservationState.Expired);

        StockRules.Release(book.Stock, new("r1", Book.By), book.Now).ShouldBeRefused(Refusal.NotIn("expired"));
        book.Reserve("r2", 5).Refusal.ShouldBeNull();

        book.Stock.Open.Keys.ShouldBe(["r2"]);
        book.Release("r1").ShouldBeRefused(Refusal.NotIn("expired"));
        StockViews.Reservation(book.Stock, "r1", book.Now)!.State.ShouldBe(ReservationState.Expired);
    }

    [Fact]
    public void No_more_than_a_chunk_of_overdue_reservations_ends_at_once_and_the_rest_do_not_count_either()
    {
        var book = new Book();
        book.Receive("A", 300);
        for (var i = 0; i < 300; i++) book.Reserve($"r{i}", 1, hold: TimeSpan.FromSeconds(10));
        book.Now += TimeSpan.FromMinutes(1);

        StockRules.Overdue(book.Stock, book.Now).Length.ShouldBe(StockRules.MostOverdue);
        book.Reserve("all", 300).Refusal.ShouldBeNull();

        book.Stock.Open.Count.ShouldBe(300 - StockRules.MostOverdue + 1);
        book.View.Reserved.ShouldBe(300);
        StockViews.OpenReservations(book.Stock, book.Now).ShouldBe(1);
    }

    [Theory]
    [InlineData(null, null, 600)]
    [InlineData(null, 90, 90)]
    [InlineData(5, 90, 5)]
    public void The_hold_is_the_requests_or_the_stores_or_ten_minutes(int? asked, int? store, int expected)
    {
        var book = new Book();
        book.Facts = book.Facts with { Store = book.Facts.Store with { DefaultTtlSeconds = store } };
        book.Receive("A", 5);

        book.Reserve("r1", 1, hold: asked is { } seconds ? TimeSpan.FromSeconds(seconds) : null);

        book.Stock.Open["r1"].ExpiresAt.ShouldBe(book.Now.AddSeconds(expected));
    }

    [Fact]
    public void The_same_id_is_a_repeat_with_the_same_body_and_refused_with_another_open_or_ended()
    {
        var book = new Book();
        book.Receive("A", 5);
        book.Reserve("r1", 1).ShouldHappen(typeof(StockReserved));
        book.Reserve("r1", 1.0m).ShouldBeRepeat();
        book.Reserve("r1", 2).ShouldBeRefused(RefusalKind.IdReused);
        book.Release("r1").ShouldHappen(typeof(ReservationReleased));
        book.Release("r1").ShouldBeRepeat();
        book.Reserve("r1", 1).ShouldBeRepeat();
        book.Reserve("r1", 2).ShouldBeRefused(RefusalKind.IdReused);
    }

    public static TheoryData<string, Refusal> Refusals => new()
    {
        { "id", Refusal.Invalid("id", "must-be-an-id") },
        { "zero", Refusal.Invalid("quantity", "must-be-positive") },
        { "decimals", Refusal.Invalid("quantity", "at-most-3-decimals") },
        { "huge", Refusal.Invalid("quantity", "must-be-at-most-1000000000") },
        { "short-hold", Refusal.Invalid("ttlSeconds", "must-be-1-to-86400") },
        { "long-hold", Refusal.Invalid("ttlSeconds", "must-be-1-to-86400") },
        { "long-booking", Refusal.Invalid("ttlSeconds", "must-be-1-to-34560000") },
        { "past-booking", Refusal.Invalid("forDate", "must-not-be-past") },
        { "far-booking", Refusal.Invalid("forDate", "must-be-within-400-days") },
        { "booked-lot", Refusal.Invalid("lot", "must-be-empty-for-bookings") },
        { "days", Refusal.Invalid("minShelfLifeDays", "must-be-0-to-36500") },
        { "unit", Refusal.Invalid("unit", "unknown-unit") },
        { "pinned", Refusal.Invalid("id", "must-be-a-process-step") },
        { "unknown-lot", new(RefusalKind.UnknownLot, Lot: "Z") },
        { "held-lot", new(RefusalKind.LotBlocked, Lot: "H", State: "held") },
        { "too-much", Refusal.Insufficient(5) },
        { "too-much-of-lot", Refusal.Insufficient(2) },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Every_guard_refuses(string what, Refusal refusal)
    {
        var book = new Book();
        book.Receive("A", 2, "2026-12");
        book.Receive("B", 3);
        book.Receive("H", 3);
        book.Set("H", LotStatus.Held);
        var today = new DateOnly(2026, 6, 1);
        var decision = what switch
        {
            "id" => book.Reserve("a b", 1),
            "zero" => book.Reserve("r", 0),
            "decimals" => book.Reserve("r", 0.0001m),
            "huge" => book.Reserve("r", 1_000_000_001m),
            "short-hold" => book.Reserve("r", 1, hold: TimeSpan.FromMilliseconds(999)),
            "long-hold" => book.Reserve("r", 1, hold: TimeSpan.FromSeconds(86_401)),
            "long-booking" => book.Reserve("r", 1, hold: TimeSpan.FromDays(401), forDate: today),
            "past-booking" => book.Reserve("r", 1, forDate: today.AddDays(-1)),
            "far-booking" => book.Reserve("r", 1, forDate: today.AddDays(401)),
            "booked-lot" => book.Reserve("r", 1, lot: "A", forDate: today),
            "days" => book.Reserve("r", 1, minDays: -1),
            "unit" => book.Reserve("r", 1, unit: "box"),
            "pinned" => book.Reserve("r", 1, pinned: true),
            "unknown-lot" => book.Reserve("r", 1, lot: "Z"),
            "held-lot" => book.Reserve("r", 1, lot: "H"),
            "too-much" => book.Reserve("r", 6),
            _ => book.Reserve("r", 3, lot: "A"),
        };
        decision.ShouldBeRefused(refusal);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void An_inactive_sku_or_store_takes_no_new_reservations_but_lets_old_ones_go(bool store, bool sku)
    {
        var book = new Book();
        book.Receive("A", 5);
        book.Reserve("r1", 1);
        book.Facts = new(book.Sku with { Active = sku }, book.Facts.Store with { Active = store });

        book.Reserve("r2", 1).ShouldBeRefused(RefusalKind.Inactive);
        book.Sell("s1", 1).ShouldBeRefused(RefusalKind.Inactive);
        book.Receive("A", 1).ShouldBeRefused(RefusalKind.Inactive);
        book.Release("r1").ShouldHappen(typeof(ReservationReleased));
    }
}
