namespace BeautyGrains.Rules.Tests;

public sealed class FactTests
{
    private static Book Stocked()
    {
        var book = new Book();
        book.Receive("A", 5, "2026-07");
        book.Receive("B", 5, "2026-12");
        return book;
    }

    private static FactView View(Book book, string id) => StockViews.Fact(book.Stock, id)!;

    [Fact]
    public void A_fact_takes_the_scanned_lot_and_raises_an_incident()
    {
        var book = Stocked();
        book.Fact("f1", FactKind.OfflineSale, 2, "B").ShouldHappen(typeof(StockMoved), typeof(IncidentRaised), typeof(FactRecorded)).Lines().ShouldBe("B:-2");
        var view = View(book, "f1");
        (view.Booked, view.Unmatched, view.Incident.Open).ShouldBe((-2m, 0m, true));
        view.Incident.Causes.ShouldBe(["fact-recorded"]);
        book.Fact("f1", FactKind.OfflineSale, 2, "B").ShouldBeRepeat();
        book.Fact("f1", FactKind.OfflineSale, 3, "B").ShouldBeRefused(RefusalKind.IdReused);
    }

    [Fact]
    public void What_the_book_does_not_have_goes_to_the_unmatched_units_never_below_zero()
    {
        var book = Stocked();
        book.Fact("f1", FactKind.Treatment, 7, "A").Lines().ShouldBe("A:-5");
        book.Stock.Unmatched.ShouldBe(-2);
        View(book, "f1").Incident.Causes.ShouldBe(["fact-recorded", "no-book-stock"]);
        book.Fact("f2", FactKind.Treatment, 1, "Z").Lines().ShouldBe("");
        View(book, "f2").Incident.Causes.ShouldBe(["fact-recorded", "no-book-stock", "unknown-lot"]);
        book.Stock.Unmatched.ShouldBe(-3);
    }

    [Fact]
    public void Without_a_lot_sellable_lots_go_first_and_blocked_ones_before_the_unmatched()
    {
        var book = Stocked();
        book.Receive("H", 5, "2026-06-15");
        book.Set("H", LotStatus.Held);
        book.Fact("f1", FactKind.Breakage, 12).Lines().ShouldBe("H:-2 A:-5 B:-5");
        View(book, "f1").Incident.Causes.ShouldBe(["fact-recorded", "lot-blocked", "lot-held"]);
    }

    [Fact]
    public void Reservations_give_way_to_facts_and_keep_what_can_be_found_elsewhere()
    {
        var book = Stocked();
        book.Reserve("r1", 4);
        book.Fact("f1", FactKind.OfflineSale, 5, "A");
        book.Pins("r1").ShouldBe("B:4");
        View(book, "f1").Incident.Causes.ShouldBe(["fact-recorded", "reservation-lost-stock"]);
        book.Fact("f2", FactKind.OfflineSale, 3, "B");
        book.Pins("r1").ShouldBe("B:2");
        (book.View.Reserved, book.View.Available).ShouldBe((4m, 0m));
        Invariants.Check(book);
    }

    [Fact]
    public void A_booking_that_a_fact_left_without_goods_is_named_too()
    {
        var book = Stocked();
        book.Reserve("b1", 8, forDate: new(2026, 6, 5));
        book.Fact("f1", FactKind.Breakage, 3, "B");
        View(book, "f1").Incident.Causes.ShouldBe(["fact-recorded", "reservation-lost-stock"]);
    }

    [Fact]
    public void A_surplus_joins_its_lot_or_the_unmatched_units()
    {
        var book = Stocked();
        book.Fact("f1", FactKind.Surplus, 2, "A").Lines().ShouldBe("A:2");
        book.Fact("f2", FactKind.Surplus, 3);
        (book.Stock.OnHand, book.Stock.Unmatched).ShouldBe((12m, 3m));
    }

    [Fact]
    public void Only_form_refuses_a_fact()
    {
        var book = Stocked();
        book.Facts = new(book.Sku with { Active = false, SaleStep = 5 }, book.Facts.Store with { Active = false });
        book.Fact("f1", FactKind.OfflineSale, 2, at: book.Now + Limits.MaxClockAhead + TimeSpan.FromSeconds(1)).ShouldBeRefused(Refusal.Invalid("occurredAt", "must-not-be-in-the-future"));
        book.Fact("f1", FactKind.OfflineSale, 0).ShouldBeRefused(Refusal.Invalid("quantity", "must-be-positive"));
        book.Fact("f1", (FactKind)9, 1).ShouldBeRefused(Refusal.Invalid("kind", "must-be-known"));
        book.Fact("f1", FactKind.OfflineSale, 2, at: book.Now.AddDays(-9)).Refusal.ShouldBeNull();
        // A terminal whose clock is somewhat ahead has its sales recorded.
        book.Fact("f2", FactKind.OfflineSale, 2, at: book.Now + Limits.MaxClockAhead).Refusal.ShouldBeNull();
    }

    [Fact]
    public void A_person_closes_an_incident_once()
    {
        var book = Stocked();
        book.Fact("f1", FactKind.Breakage, 1);
        book.Close("f2").ShouldBeRefused(RefusalKind.UnknownIncident);
        book.Close("f1", "").ShouldBeRefused(Refusal.Invalid("resolution", "must-be-1-to-500-characters"));
        book.Close("f1", "swept up").ShouldHappen(typeof(IncidentClosed));
        book.Close("f1", "swept up").ShouldBeRepeat();
        book.Close("f1", "other").ShouldBeRefused(Refusal.NotIn("closed"));
        View(book, "f1").Incident.Resolution.ShouldBe("swept up");
        StockViews.Incidents(book.Stock).Single().Open.ShouldBeFalse();
    }

    [Fact]
    public void The_newest_64_closed_incidents_are_kept_at_hand()
    {
        var book = Stocked();
        for (var i = 0; i < 70; i++)
        {
            book.Fact($"f{i}", FactKind.Surplus, 1, "A");
            book.Close($"f{i}");
        }

        book.Stock.ClosedIncidents.Count.ShouldBe(64);
        book.Close("f0").ShouldBeRepeat();
        View(book, "f0").Incident.Resolution.ShouldBe("seen");
    }
}
