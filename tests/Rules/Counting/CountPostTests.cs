namespace BeautyGrains.Rules.Tests.Counting;

/// <summary>A count is compared with what the book had at its own moment.</summary>
public sealed class CountPostTests
{
    private readonly Book _book = new();
    private readonly DateTimeOffset _start;

    public CountPostTests()
    {
        _book.Receive("L1", 10, "2027-06");
        _start = _book.Now;
        At(60);
    }

    private void At(int minutes) => _book.Now = _start.AddMinutes(minutes);

    private IReadOnlyList<Remembered> Since => [.. _book.Written.Select(one => new Remembered(StockKind.Instance.Events.Read(one), new(one.Version, one.At, one.Actor)))];

    private BookLot Compare(string lot, DateTimeOffset at, long asOf = 0) => StockRules.BookAt(_book.Stock, new([new(lot, at)], at, asOf), Since, _book.Facts)[0];

    private Decision<StockEvent> Post(string id, string lot, decimal counted, DateTimeOffset at, long asOf = 0, decimal? expected = null, Expiry? expiry = null)
    {
        var compared = Compare(lot, at, asOf);
        var ask = new PostCount($"count:{id}:{lot}", lot, counted, at, asOf, expected ?? counted - compared.Book, compared.Known, expiry, null, "theft", "count-session/" + id, "person:boss", Book.By);
        return _book.Do((stock, facts, now) => StockRules.PostCount(stock, ask, new(compared, stock.Version), facts, now));
    }

    private decimal OnHand => _book.Stock.Lots["L1"].OnHand;

    [Fact]
    public void What_is_moved_between_counting_and_posting_is_no_difference()
    {
        var counted = _book.Now;
        At(70);
        _book.Sell("s1", 3, "L1");
        _book.Receive("L1", 5, "2027-06");
        At(80);
        Compare("L1", counted).Book.ShouldBe(10);
        Post("C", "L1", 8, counted).Lines().ShouldBe("L1:-2");
        OnHand.ShouldBe(10);
        // After it the book at that moment is what was counted: counted + later movements = on hand.
        Compare("L1", counted).Book.ShouldBe(8);
    }

    [Fact]
    public void What_happened_before_and_is_told_later_was_in_the_book_of_that_moment()
    {
        var counted = _book.Now;
        At(70);
        _book.Fact("f1", FactKind.OfflineSale, 2, "L1", counted.AddMinutes(-5));
        _book.Fact("f2", FactKind.OfflineSale, 1, "L1", counted.AddMinutes(5));
        Compare("L1", counted).Book.ShouldBe(8);
        Post("C", "L1", 8, counted).Lines().ShouldBe("L1:0");
        OnHand.ShouldBe(7);
    }

    [Fact]
    public void A_receipt_that_is_taken_back_after_the_count_never_was()
    {
        _book.Receive("L1", 4, "2027-06", id: "wrong");
        At(61);
        var counted = _book.Now;
        At(70);
        Compare("L1", counted).Book.ShouldBe(14);
        _book.Reverse("rev", MovementKind.Receipt, "wrong");
        Compare("L1", counted).Book.ShouldBe(10);
        Post("C", "L1", 10, counted).Lines().ShouldBe("L1:0");
    }

    [Fact]
    public void A_difference_that_changed_since_it_was_looked_at_is_not_posted()
    {
        var counted = _book.Now;
        At(70);
        var expected = 8 - Compare("L1", counted).Book;
        _book.Fact("f1", FactKind.OfflineSale, 2, "L1", counted.AddMinutes(-5));
        var refused = Post("C", "L1", 8, counted, expected: expected);
        (refused.Refusal!.Kind, refused.Refusal.State).ShouldBe((RefusalKind.InvalidState, StockRules.VarianceChanged));
        OnHand.ShouldBe(8);
    }

    [Fact]
    public void An_older_count_gives_way_to_a_newer_one_that_is_posted()
    {
        var first = _book.Now;
        At(70);
        var second = _book.Now;
        At(80);
        Post("B", "L1", 8, second).Lines().ShouldBe("L1:-2");
        Compare("L1", first).Superseded.ShouldBeTrue();
        Post("A", "L1", 8, first).Refusal!.State.ShouldBe(StockRules.CountSuperseded);
        OnHand.ShouldBe(8);
    }

    [Fact]
    public void A_newer_count_knows_what_an_older_one_has_corrected()
    {
        var first = _book.Now;
        At(70);
        var second = _book.Now;
        At(80);
        Post("A", "L1", 8, first).Lines().ShouldBe("L1:-2");
        Post("B", "L1", 8, second).Lines().ShouldBe("L1:0");
        OnHand.ShouldBe(8);
    }

    [Fact]
    public void Where_time_stands_still_the_version_tells_before_from_after()
    {
        var compared = _book.Stock.Version;
        var counted = _book.Now;
        _book.Sell("s1", 3, "L1");
        Compare("L1", counted, compared).Book.ShouldBe(10);
        Post("C", "L1", 9, counted, compared).Lines().ShouldBe("L1:-1");
        OnHand.ShouldBe(6);
    }

    [Fact]
    public void More_has_left_since_than_was_counted_and_so_it_is_counted_again()
    {
        var counted = _book.Now;
        At(70);
        _book.Sell("s1", 6, "L1");
        Post("C", "L1", 2, counted).Refusal!.State.ShouldBe(StockRules.CountContradicted);
        OnHand.ShouldBe(4);
    }

    [Fact]
    public void Reservations_with_nothing_behind_them_are_named_and_raise_an_incident()
    {
        _book.Reserve("r1", 4);
        _book.Reserve("r2", 5);
        Post("C", "L1", 6, _book.Now);
        var view = StockViews.PostedCount(_book.Stock, "count:C:L1")!;
        view.Short.ShouldBe([new("r2", 5, 3)]);
        view.Incident.ShouldBe("count:C:L1");
        _book.Stock.Incidents["count:C:L1"].Causes.ShouldBe([StockRules.CountBelowReserved]);
        Invariants.Check(_book);
        // A repeat tells the same and changes nothing.
        var before = _book.Stock.Version;
        Post("C", "L1", 6, _book.Now, expected: -4).ShouldBeRepeat();
        _book.Stock.Version.ShouldBe(before);
    }

    [Fact]
    public void Pins_go_to_other_lots_before_anybody_is_short()
    {
        _book.Receive("L2", 10, "2027-07");
        _book.Reserve("r1", 4);
        Post("C", "L1", 1, _book.Now);
        _book.Pins("r1").ShouldBe("L1:1 L2:3");
        StockViews.PostedCount(_book.Stock, "count:C:L1")!.Short.ShouldBeEmpty();
        _book.Stock.Incidents.Count.ShouldBe(0);
    }

    [Fact]
    public void An_unknown_lot_is_opened_in_quarantine_with_what_its_pack_says()
    {
        Post("C", "NEW", 3, _book.Now, expiry: new("2027-08", new(2027, 8, 1), DatePrecision.Month, ExpiryKind.ValidThrough)).Lines().ShouldBe("NEW:3");
        var lot = _book.Stock.Lots["NEW"];
        (lot.Status, lot.OnHand).ShouldBe((LotStatus.Quarantined, 3));
        lot.ExpiresAt.ShouldNotBeNull();
        Invariants.Check(_book);
    }

    [Fact]
    public void An_unknown_lot_without_the_expiry_it_should_have_goes_to_the_units_without_book_stock()
    {
        Post("C", "NEW", 3, _book.Now).Lines().ShouldBe("");
        _book.Stock.Unmatched.ShouldBe(3);
        _book.Stock.UnmatchedEntries["count:C:NEW"].Left.ShouldBe(3);
        (_book.Stock.Incidents["count:C:NEW"].Fact, StockViews.PostedCount(_book.Stock, "count:C:NEW")!.Unmatched).ShouldBe((FactKind.Surplus, 3m));
        Post("C", "NEW", 3, _book.Now, expected: 3).ShouldBeRepeat();
    }

    [Fact]
    public void Lots_that_nobody_found_count_as_nothing_and_a_number_means_its_lot()
    {
        _book.Receive("L2", 5, "2027-07");
        var lots = StockRules.BookAt(_book.Stock, new([new("L1", _book.Now)], _book.Now), Since, _book.Facts);
        lots.Select(lot => (lot.Asked, lot.Lot, lot.Book)).ShouldBe([("L1", "L1", 10m), (null, "L2", 5m)]);
    }
}
