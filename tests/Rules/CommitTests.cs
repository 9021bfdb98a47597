namespace BeautyGrains.Rules.Tests;

public sealed class CommitTests
{
    private static Book Reserved(decimal quantity = 4)
    {
        var book = new Book();
        book.Receive("A", 3, "2026-07");
        book.Receive("B", 5, "2026-12");
        book.Receive("C", 5, "2027-12");
        book.Reserve("r1", quantity);
        book.Pins("r1").ShouldBe("A:3 B:1");
        return book;
    }

    private static ScannedLot Scan(string lot, decimal quantity, string? serial = null) => new(lot, quantity, serial);

    [Fact]
    public void A_commit_issues_the_pinned_lots_as_one_ledger_entry()
    {
        var book = Reserved();
        var decision = book.Commit("r1").ShouldHappen(typeof(ReservationCommitted), typeof(StockMoved));
        decision.Lines().ShouldBe("A:-3 B:-1");
        (book.View.OnHand, book.View.Reserved, book.View.Available).ShouldBe((9m, 0m, 9m));
        var view = StockViews.Reservation(book.Stock, "r1", book.Now)!;
        (view.State, view.Committed, view.Quantity).ShouldBe((ReservationState.Committed, 4m, 4m));
        StockViews.Movement(book.Stock, CommandIds.OfMovement(MovementKind.Sale, "r1"))!.Quantity.ShouldBe(-4);
    }

    [Fact]
    public void A_partial_commit_releases_the_rest_and_repeats_only_with_the_same_quantity()
    {
        var book = Reserved();
        book.Commit("r1", 2).Lines().ShouldBe("A:-2");
        book.View.Reserved.ShouldBe(0);
        book.Commit("r1", 2).ShouldBeRepeat();
        book.Commit("r1", null, MovementKind.Sale, Scan("A", 2)).ShouldBeRepeat();
        book.Commit("r1", null, MovementKind.Sale, Scan("B", 2)).ShouldBeRefused(Refusal.NotIn("committed"));
        book.Commit("r1", 3).ShouldBeRefused(Refusal.NotIn("committed"));
        book.Commit("r1").ShouldBeRefused(Refusal.NotIn("committed"));
        book.Release("r1").ShouldBeRefused(Refusal.NotIn("committed"));
        book.Extend("r1", TimeSpan.FromMinutes(1)).ShouldBeRefused(Refusal.NotIn("committed"));
    }

    [Fact]
    public void A_scanned_lot_swaps_the_pin_and_frees_the_pinned_one()
    {
        var book = Reserved();
        book.Commit("r1", null, MovementKind.Sale, Scan("C", 2), Scan("A", 1)).Lines().ShouldBe("C:-2 A:-1");
        book.Free.FreeOn(book.Stock.Lots["A"]).ShouldBe(2);
        book.View.Available.ShouldBe(10);
    }

    [Fact]
    public void A_scanned_lot_whose_units_others_hold_is_not_swapped()
    {
        var book = Reserved();
        book.Reserve("r2", 4, lot: "C");
        book.Commit("r1", null, MovementKind.Sale, Scan("C", 2)).ShouldBeRefused(Refusal.Insufficient(1) with { Lot = "C" });
        book.Commit("r1", null, MovementKind.Sale, Scan("C", 1)).Refusal.ShouldBeNull();
    }

    [Theory]
    [InlineData("A", LotStatus.Held, "held")]
    [InlineData("B", LotStatus.Recalled, "recalled")]
    [InlineData("A", LotStatus.Quarantined, "quarantined")]
    public void A_pinned_lot_that_was_blocked_is_refused_until_it_is_pinned_anew(string lot, LotStatus status, string state)
    {
        var book = Reserved();
        book.Set(lot, status);
        book.Commit("r1").ShouldBeRefused(new Refusal(RefusalKind.LotBlocked, Lot: lot, State: state));
        book.Commit("r1", null, MovementKind.Sale, Scan(lot, 1)).ShouldBeRefused(new Refusal(RefusalKind.LotBlocked, Lot: lot, State: state));

        book.Repin("r1").ShouldHappen(typeof(ReservationRepinned));

        book.Stock.Open["r1"].Lots.ShouldNotContain(pin => pin.Lot == lot);
        book.Commit("r1").Refusal.ShouldBeNull();
    }

    [Fact]
    public void A_pinned_lot_that_expired_meanwhile_is_refused()
    {
        var book = new Book();
        book.Receive("A", 3, "2026-06-01");
        book.Reserve("r1", 2, hold: TimeSpan.FromHours(24));
        book.Now += TimeSpan.FromHours(12);
        book.Commit("r1").ShouldBeRefused(new Refusal(RefusalKind.LotBlocked, Lot: "A", State: "expired"));
        book.Repin("r1").ShouldBeRefused(Refusal.Insufficient(0));
    }

    [Theory]
    [InlineData(GoodsCategory.Drug, false)]
    [InlineData(GoodsCategory.ControlledDrug, false)]
    [InlineData(GoodsCategory.DeviceII, false)]
    [InlineData(GoodsCategory.DeviceIII, false)]
    [InlineData(GoodsCategory.OrdinaryCosmetic, true)]
    public void Drugs_devices_and_implants_leave_with_scanned_lots_only(GoodsCategory category, bool implant)
    {
        var book = Reserved();
        book.Sku = book.Sku with { GoodsCategory = category, Implant = implant };
        book.Commit("r1").ShouldBeRefused(RefusalKind.ScanRequired);
        book.Sell("s1", 1).ShouldBeRefused(RefusalKind.ScanRequired);
        book.Pin("r1").ShouldBeRefused(RefusalKind.ScanRequired);
        if (implant) book.Commit("r1", null, MovementKind.Sale, Scan("A", 1)).ShouldBeRefused(RefusalKind.ScanRequired);
        // Implants land on a client's file besides.
        var done = book.Do((stock, facts, now) => StockRules.Commit(stock, new("r1", null, [Scan("A", 1, "SN-1")], MovementKind.Sale, null, Book.By, Client: "C-1"), facts, now));
        done.Refusal.ShouldBeNull();
    }

    [Fact]
    public void Every_other_guard_refuses()
    {
        var book = Reserved();
        book.Commit("r1", 5).ShouldBeRefused(Refusal.Invalid("quantity", "must-be-at-most-reserved"));
        book.Commit("r1", 2, MovementKind.Sale, Scan("A", 1)).ShouldBeRefused(Refusal.Invalid("lots", "must-sum-to-quantity"));
        book.Commit("r1", 2, MovementKind.Scrap).ShouldBeRefused(Refusal.Invalid("use", "must-be-sale-or-service-consumption"));
        book.Commit("r1", null, MovementKind.Sale, Scan("A", 0)).ShouldBeRefused(Refusal.Invalid("lots[0].quantity", "must-be-positive"));
        book.Commit("r1", null, MovementKind.Sale, Scan("Z", 1)).ShouldBeRefused(new Refusal(RefusalKind.UnknownLot, Lot: "Z"));
        book.Commit("r2").ShouldBeRefused(RefusalKind.UnknownReservation);
        book.Release("r2").ShouldBeRefused(RefusalKind.UnknownReservation);
        book.Sku = book.Sku with { Unit = "box" };
        book.Commit("r1").ShouldBeRefused(RefusalKind.UnitChanged);
        book.Repin("r1").ShouldBeRefused(RefusalKind.UnitChanged);
        book.Release("r1").Refusal.ShouldBeNull();
    }

    [Fact]
    public void Extending_moves_the_end_and_has_the_bounds_of_holding()
    {
        var book = Reserved();
        book.Extend("r1", TimeSpan.FromHours(1)).ShouldHappen(typeof(ReservationExtended));
        book.Stock.Open["r1"].ExpiresAt.ShouldBe(book.Now.AddHours(1));
        book.Extend("r1", TimeSpan.FromHours(1)).ShouldBeRepeat();
        book.Extend("r1", TimeSpan.FromHours(25)).ShouldBeRefused(Refusal.Invalid("ttlSeconds", "must-be-1-to-86400"));
        book.Now += TimeSpan.FromHours(1);
        book.Extend("r1", TimeSpan.FromHours(1)).ShouldBeRefused(Refusal.NotIn("expired"));
        book.Commit("r1").ShouldBeRefused(Refusal.NotIn("expired"));
    }

    [Fact]
    public void A_pinned_reservation_does_not_expire_until_it_is_unpinned()
    {
        var book = Reserved();
        book.Pin("r1").ShouldHappen(typeof(ReservationPinned));
        book.Pin("r1").ShouldBeRepeat();
        book.Now += TimeSpan.FromDays(2);
        book.View.Reserved.ShouldBe(4);
        book.Unpin("r1").ShouldHappen(typeof(ReservationUnpinned));
        book.View.Reserved.ShouldBe(0);
        book.CommitPinned("r1").ShouldBeRefused(Refusal.NotIn("expired"));
    }

    [Fact]
    public void A_pin_of_an_attempt_that_is_over_comes_too_late_and_its_end_leaves_a_later_attempt_alone()
    {
        var book = Reserved();
        book.Pin("r1", attempt: 3).ShouldHappen(typeof(ReservationPinned));
        book.Pin("r1", attempt: 3).ShouldBeRepeat();
        book.Unpin("r1", attempt: 3).ShouldHappen(typeof(ReservationUnpinned));
        book.Pin("r1", attempt: 3).ShouldBeRefused(Refusal.NotIn("unpinned"));
        // The end of an attempt may come before its pin.
        book.Unpin("r1", attempt: 5).ShouldHappen(typeof(ReservationUnpinned));
        book.Pin("r1", attempt: 5).ShouldBeRefused(Refusal.NotIn("unpinned"));
        book.Pin("r1", attempt: 7).ShouldHappen(typeof(ReservationPinned));
        book.Unpin("r1", attempt: 5).ShouldBeRepeat();
        book.Stock.Open["r1"].Pinned.ShouldBeTrue();
    }

    [Fact]
    public void Past_the_point_of_no_return_blocked_lots_are_replaced_and_what_nothing_backs_is_unmatched()
    {
        var book = Reserved();
        book.Pin("r1");
        book.Reserve("r2", 4, lot: "B");
        book.Set("A", LotStatus.Recalled);
        book.Set("C", LotStatus.Held);

        var decision = book.CommitPinned("r1").ShouldHappen(typeof(ReservationCommitted), typeof(StockMoved), typeof(UnmatchedChanged), typeof(IncidentRaised));

        decision.Lines().ShouldBe("B:-1");
        book.Stock.Unmatched.ShouldBe(-3);
        book.Stock.Incidents["commit:r1"].Causes.ShouldBe(["lot-blocked", "no-book-stock"]);
        StockViews.Reservation(book.Stock, "r1", book.Now)!.Committed.ShouldBe(4);
        book.CommitPinned("r1").ShouldBeRepeat();
        book.Close("commit:r1").ShouldHappen(typeof(IncidentClosed));
    }
}
