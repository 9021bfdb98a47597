namespace BeautyGrains.Rules.Tests;

public sealed class MovementTests
{
    private static Book Stocked()
    {
        var book = new Book();
        book.Receive("A", 5, "2026-07", id: "ra", cost: new(100, "CNY"));
        book.Receive("B", 5, "2026-12", id: "rb");
        book.Reserve("r1", 3);
        return book;
    }

    [Fact]
    public void A_sale_takes_what_is_free_and_repeats()
    {
        var book = Stocked();
        book.Sell("s1", 4).ShouldHappen(typeof(StockMoved)).Lines().ShouldBe("A:-2 B:-2");
        book.Sell("s1", 4).ShouldBeRepeat();
        book.Sell("s1", 4, lot: "B").ShouldBeRefused(RefusalKind.IdReused);
        book.Sell("s2", 4).ShouldBeRefused(Refusal.Insufficient(3));
        book.Sell("s2", 1, lot: "A").ShouldBeRefused(Refusal.Insufficient(0));
    }

    [Fact]
    public void Scrap_and_supplier_returns_of_a_sellable_lot_leave_what_is_reserved()
    {
        var book = Stocked();
        book.Scrap("x1", 3, "A").ShouldBeRefused(Refusal.Insufficient(2) with { Lot = "A" });
        book.SendBack("x1", 3, "A").ShouldBeRefused(Refusal.Insufficient(2) with { Lot = "A" });
        book.Adjust("x1", -3, "A").ShouldBeRefused(Refusal.Insufficient(2) with { Lot = "A" });
        book.Scrap("x1", 1, "Z").ShouldBeRefused(new Refusal(RefusalKind.UnknownLot, Lot: "Z"));
        book.Scrap("x1", 2, "A").Lines().ShouldBe("A:-2");
        book.Scrap("x1", 2, "A").ShouldBeRepeat();
        book.SendBack("x1", 1, "B").Lines().ShouldBe("B:-1");
        book.Scrap("x2", 9).ShouldBeRefused(Refusal.Insufficient(4));
        book.Adjust("x2", -4).Lines().ShouldBe("B:-4");
    }

    [Fact]
    public void A_blocked_lot_can_be_scrapped_whole_and_its_reservations_move_or_wait()
    {
        var book = Stocked();
        book.Reserve("r2", 4, lot: "B");
        book.Set("A", LotStatus.Recalled);

        book.Scrap("x1", 5, "A").ShouldHappen(typeof(ReservationRepinned), typeof(StockMoved));

        book.Pins("r1").ShouldBe("B:1");
        book.Stock.Open["r1"].Unpinned.ShouldBe(2);
        (book.View.Available, book.View.Reserved).ShouldBe((0m, 7m));
        Invariants.Check(book);
        book.Commit("r1").ShouldBeRefused(Refusal.Insufficient(1));
        book.Receive("C", 5);
        book.Commit("r1").Lines().ShouldBe("B:-1 C:-2");
    }

    [Fact]
    public void Adjusting_upwards_needs_to_know_the_lot()
    {
        var book = Stocked();
        book.Adjust("x1", 2).ShouldBeRefused(Refusal.Invalid("lot", "required"));
        book.Adjust("x1", 2, "B").Lines().ShouldBe("B:2");
        book.Adjust("x2", 0, "B").ShouldBeRefused(Refusal.Invalid("quantity", "must-not-be-zero"));
        new Book().Adjust("x1", 2, "A").ShouldBeRefused(new Refusal(RefusalKind.UnknownLot, Lot: "A"));
    }

    [Fact]
    public void A_count_posts_the_variance_even_none_and_the_newest_reservations_give_way()
    {
        var book = Stocked();
        book.Reserve("r2", 2, lot: "A");
        book.Reserve("r3", 5, lot: "B");

        book.Count("c1", "A", 5).ShouldHappen(typeof(StockMoved)).Lines().ShouldBe("A:0");
        book.Count("c2", "A", 4).Lines().ShouldBe("A:-1");

        (book.Pins("r1"), book.Pins("r2")).ShouldBe(("A:3", "A:1"));
        book.Count("c2", "A", 4).ShouldBeRepeat();
        book.Count("c2", "A", 3).ShouldBeRefused(RefusalKind.IdReused);
        book.Count("c3", "Z", 3).ShouldBeRefused(new Refusal(RefusalKind.UnknownLot, Lot: "Z"));
        book.Count("c3", "A", -1).ShouldBeRefused(Refusal.Invalid("counted", "must-be-positive"));
        book.Count("c4", "A", 9).Lines().ShouldBe("A:5");
    }

    [Fact]
    public void A_reservation_that_is_being_committed_gives_way_last()
    {
        var book = new Book();
        book.Receive("A", 4);
        book.Reserve("old", 2);
        book.Reserve("new", 2);
        book.Pin("new");
        book.Count("c1", "A", 2);
        (book.Pins("old"), book.Pins("new")).ShouldBe(("", "A:2"));
    }

    [Theory]
    [InlineData(ReturnDisposition.Stock, "A:1", 6, 8)]
    [InlineData(ReturnDisposition.Quarantine, "A~returned:1", 5, 7)]
    [InlineData(ReturnDisposition.Scrap, "A:1 A:-1", 5, 7)]
    public void A_return_goes_where_it_is_sent(ReturnDisposition to, string lines, int inA, int available)
    {
        var book = Stocked();
        book.Return("b1", 1, "A", to).Lines().ShouldBe(lines);
        book.Stock.Lots["A"].OnHand.ShouldBe(inA);
        book.View.Available.ShouldBe(available);
        book.Return("b1", 1, "A", to).ShouldBeRepeat();
        book.Return("b2", 1, "A", to).Refusal.ShouldBeNull();
        book.Stock.Lots.Count.ShouldBe(to == ReturnDisposition.Quarantine ? 3 : 2);
    }

    [Fact]
    public void A_return_needs_a_known_lot_and_goes_to_stock_only_if_the_lot_may_be_sold()
    {
        var book = Stocked();
        book.Return("b1", 1, null, ReturnDisposition.Stock).ShouldBeRefused(Refusal.Invalid("lot", "required"));
        book.Return("b1", 1, "Z", ReturnDisposition.Stock).ShouldBeRefused(new Refusal(RefusalKind.UnknownLot, Lot: "Z"));
        book.Set("A", LotStatus.Recalled);
        book.Return("b1", 1, "A", ReturnDisposition.Stock).ShouldBeRefused(new Refusal(RefusalKind.LotBlocked, Lot: "A", State: "recalled"));
        book.Return("b1", 1, "A", ReturnDisposition.Quarantine).Lines().ShouldBe("A:1");
        book.Now += TimeSpan.FromDays(300);
        book.Return("b2", 1, "B", ReturnDisposition.Stock).ShouldBeRefused(new Refusal(RefusalKind.LotBlocked, Lot: "B", State: "expired"));
    }

    [Fact]
    public void A_movement_is_taken_back_once_and_never_a_reversal_or_a_transfer()
    {
        var book = Stocked();
        book.Sell("s1", 4);
        book.Reverse("v1", MovementKind.Sale, "s1").ShouldHappen(typeof(StockMoved), typeof(MovementReversed)).Lines().ShouldBe("A:2 B:2");
        StockViews.Movement(book.Stock, ["reversal/v1"])!.Reverses.ShouldBe("sale/s1");
        book.Reverse("v1", MovementKind.Sale, "s1").ShouldBeRepeat();
        book.Reverse("v2", MovementKind.Sale, "s1").ShouldBeRefused(new Refusal(RefusalKind.NotReversible, State: "reversed"));
        book.Reverse("v2", MovementKind.Reversal, "v1").ShouldBeRefused(RefusalKind.NotReversible);
        book.Reverse("v2", MovementKind.TransferOut, "t1").ShouldBeRefused(RefusalKind.NotReversible);
        book.Reverse("v2", MovementKind.Sale, "nope").ShouldBeRefused(RefusalKind.UnknownMovement);
        book.Reverse("v2", MovementKind.ServiceConsumption, "s1").ShouldBeRefused(RefusalKind.UnknownMovement);
        book.Reverse("v2", MovementKind.Receipt, "ra").ShouldBeRefused(Refusal.Insufficient(2) with { Lot = "A" });
        book.Commit("r1");
        book.Reverse("v3", MovementKind.Sale, "r1").Lines().ShouldBe("A:3");
        book.Reverse("v2", MovementKind.Receipt, "ra").Lines().ShouldBe("A:-5");
    }

    [Fact]
    public void A_return_that_was_scrapped_is_taken_back_with_its_scrapping()
    {
        var book = Stocked();
        book.Return("b1", 1, "A", ReturnDisposition.Scrap);
        book.Reverse("v1", MovementKind.CustomerReturn, "b1").ShouldHappen(typeof(StockMoved), typeof(MovementReversed), typeof(MovementReversed)).Lines().ShouldBe("A:1 A:-1");
        book.Stock.Lots["A"].OnHand.ShouldBe(5);
        Invariants.CheckLedger(book);
        book.Reverse("v2", MovementKind.Scrap, "b1:scrap").ShouldBeRefused(new Refusal(RefusalKind.NotReversible, State: "reversed"));
        book.Reverse("v2", MovementKind.CustomerReturn, "b1").ShouldBeRefused(new Refusal(RefusalKind.NotReversible, State: "reversed"));

        book.Return("b2", 1, "A", ReturnDisposition.Scrap);
        book.Reverse("v3", MovementKind.Scrap, "b2:scrap").Lines().ShouldBe("A:1");
        book.Reverse("v4", MovementKind.CustomerReturn, "b2").Lines().ShouldBe("A:-1");
        book.Stock.Lots["A"].OnHand.ShouldBe(5);
    }

    [Fact]
    public void A_recalled_lot_is_not_released_directly()
    {
        var book = Stocked();
        book.Set("A", LotStatus.Released).ShouldBeRepeat();
        book.Set("A", LotStatus.Recalled).ShouldHappen(typeof(LotStatusSet));
        book.Set("A", LotStatus.Released).ShouldBeRefused(Refusal.NotIn("recalled"));
        book.Set("Z", LotStatus.Held).ShouldBeRefused(new Refusal(RefusalKind.UnknownLot, Lot: "Z"));
        (book.View.Recalled, book.View.Available).ShouldBe((5m, 5m));
    }

    [Fact]
    public void Whoever_names_the_status_that_they_saw_does_not_undo_what_others_have_decided_since()
    {
        var book = Stocked();
        book.Set("A", LotStatus.Held);
        book.Do((stock, _, _) => StockRules.SetLotStatus(stock, new("A", LotStatus.Quarantined, "too warm", Book.By, OnlyFrom: LotStatus.Released))).ShouldBeRefused(Refusal.NotIn("held"));
        book.Do((stock, _, _) => StockRules.SetLotStatus(stock, new("A", LotStatus.Released, "good", Book.By, OnlyFrom: LotStatus.Quarantined))).ShouldBeRefused(Refusal.NotIn("held"));
        book.Do((stock, _, _) => StockRules.SetLotStatus(stock, new("A", LotStatus.Released, "good", Book.By, OnlyFrom: LotStatus.Held))).ShouldHappen(typeof(LotStatusSet));
        book.Do((stock, _, _) => StockRules.SetLotStatus(stock, new("A", LotStatus.Released, "good", Book.By, OnlyFrom: LotStatus.Held))).ShouldBeRepeat();
    }
}
