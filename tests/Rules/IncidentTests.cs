namespace BeautyGrains.Rules.Tests;

/// <summary>Units without book stock, and who looks at incidents.</summary>
public sealed class IncidentTests
{
    private readonly Book _book = new();

    public IncidentTests() => _book.Receive("A", 5, "2026-07");

    private Decision<StockEvent> Match(string id, string entry, decimal quantity, string? lot, string? against = null) => _book.Do((stock, facts, now) => StockRules.MatchUnmatched(
        stock, new(id, entry, quantity, lot, against, "found", Book.By), facts, now));

    private Decision<StockEvent> Close(string id, SecondPerson? second = null) => _book.Do((stock, facts, _) => StockRules.CloseIncident(stock, new(id, "seen", Book.By, second), facts));

    [Fact]
    public void What_left_without_being_in_the_book_is_matched_with_a_lot_that_comes_later()
    {
        _book.Fact("f1", FactKind.OfflineSale, 8, "A");
        _book.Stock.UnmatchedEntries["f1"].Left.ShouldBe(-3);
        _book.Receive("A", 10, "2026-07", id: "late");
        Match("m1", "f1", 4, "A").ShouldBeRefused(RefusalKind.InsufficientAvailable);
        Match("m1", "f1", 2, "A").Lines().ShouldBe("A:-2");
        (_book.Stock.Unmatched, _book.Stock.UnmatchedEntries["f1"].Left, _book.Stock.Lots["A"].OnHand).ShouldBe((-1m, -1m, 8m));
        Match("m1", "f1", 2, "A").ShouldBeRepeat();
        Match("m2", "f1", 1, null, "receipt/never").ShouldBeRefused(RefusalKind.UnknownMovement);
        Match("m2", "f1", 1, null, "receipt/late").ShouldHappen(typeof(UnmatchedChanged), typeof(UnmatchedMatched));
        (_book.Stock.Unmatched, _book.Stock.UnmatchedEntries.Count, _book.Stock.Lots["A"].OnHand).ShouldBe((0m, 0, 8m));
        Match("m3", "f1", 1, "A").ShouldBeRefused(RefusalKind.UnknownUnmatched);
        StockViews.Match(_book.Stock, "m2")!.Against.ShouldBe("receipt/late");
        Invariants.Check(_book);
    }

    [Fact]
    public void What_was_found_is_matched_into_its_lot()
    {
        _book.Fact("f1", FactKind.Surplus, 3, "Z");
        _book.Stock.Unmatched.ShouldBe(3);
        Match("m1", "f1", 3, "Z").ShouldBeRefused(RefusalKind.UnknownLot);
        Match("m1", "f1", 3, "A").Lines().ShouldBe("A:3");
        (_book.Stock.Unmatched, _book.Stock.Lots["A"].OnHand).ShouldBe((0m, 8m));
    }

    [Fact]
    public void What_a_client_brought_back_waits_in_quarantine()
    {
        _book.Fact("f1", FactKind.ClientReturn, 2, "A").Lines().ShouldBe("A~returned:2");
        (_book.Stock.Lots["A~returned"].Status, _book.Stock.Lots["A"].OnHand).ShouldBe((LotStatus.Quarantined, 5));
    }

    [Theory]
    [InlineData(FactKind.Loss)]
    [InlineData(FactKind.Theft)]
    [InlineData(FactKind.SampleGiven)]
    public void Other_facts_take_units_out(FactKind kind) => _book.Fact("f1", kind, 2, "A").Lines().ShouldBe("A:-2");

    [Fact]
    public void An_inactive_product_is_named_among_the_causes()
    {
        _book.Sku = _book.Sku with { Active = false };
        _book.Fact("f1", FactKind.OfflineSale, 1, "A");
        _book.Stock.Incidents["f1"].Causes.ShouldBe(["fact-recorded", "sku-inactive"]);
    }

    [Fact]
    public void Who_cares_and_what_was_noted_stays_with_an_incident_through_closing_and_opening_again()
    {
        _book.Fact("f1", FactKind.Breakage, 1, "A");
        _book.Do((stock, _, _) => StockRules.AssignIncident(stock, new("f1", "zhang", Book.By))).ShouldHappen(typeof(IncidentAssigned));
        _book.Do((stock, _, _) => StockRules.AssignIncident(stock, new("f1", "zhang", Book.By))).ShouldBeRepeat();
        _book.Do((stock, _, _) => StockRules.CommentIncident(stock, new("f1", "c1", "Fell.", Book.By))).ShouldHappen(typeof(IncidentCommented));
        _book.Do((stock, _, _) => StockRules.CommentIncident(stock, new("f1", "c1", "Fell.", Book.By))).ShouldBeRepeat();
        _book.Do((stock, _, _) => StockRules.CommentIncident(stock, new("f1", "c1", "Other.", Book.By))).ShouldBeRefused(RefusalKind.IdReused);
        Close("f1").ShouldHappen(typeof(IncidentClosed));
        _book.Do((stock, _, _) => StockRules.AssignIncident(stock, new("f1", "li", Book.By))).ShouldBeRefused(RefusalKind.InvalidState);
        _book.Do((stock, _, _) => StockRules.ReopenIncident(stock, new("f1", "no", Book.By))).ShouldHappen(typeof(IncidentReopened));
        _book.Do((stock, _, _) => StockRules.ReopenIncident(stock, new("f1", "no", Book.By))).ShouldBeRepeat();
        var open = _book.Stock.Incidents["f1"];
        (open.Owner, open.Comments!.Count, open.ClosedAt, open.ReopenedFor, _book.Stock.ClosedIncidents.Count).ShouldBe(("zhang", 1, null, "no", 0));
        Close("f1").ShouldHappen(typeof(IncidentClosed));
        _book.Do((stock, _, _) => StockRules.ReopenIncident(stock, new("f9", "no", Book.By))).ShouldBeRefused(RefusalKind.UnknownIncident);
    }

    [Fact]
    public void Theft_and_what_is_worth_much_is_closed_with_a_second_person()
    {
        var duties = ControlRules.Defaults.DutiesOn(new(2026, 6, 1));
        var boss = new Approver("boss", [PersonRole.StoreManager], null, [new(ApprovalKind.IncidentClosure, null)]);
        _book.Sku = _book.Sku with { Price = new(60_000, "CNY") };
        _book.Fact("small", FactKind.Breakage, 1, "A");
        _book.Fact("large", FactKind.Breakage, 2, "A");
        _book.Fact("theft", FactKind.Theft, 1, "A");
        Close("small", new(null, duties)).Refusal.ShouldBeNull();
        Close("large", new(null, duties)).ShouldBeRefused(RefusalKind.ApproverNeeded);
        Close("theft", new(null, duties)).ShouldBeRefused(RefusalKind.ApproverNeeded);
        Close("theft", new(boss with { PersonId = "x", Limits = [] }, duties)).ShouldBeRefused(RefusalKind.ApproverNotEntitled);
        Close("theft", new(boss, duties)).Refusal.ShouldBeNull();
        Close("large", new(boss, duties)).Refusal.ShouldBeNull();
    }
}
