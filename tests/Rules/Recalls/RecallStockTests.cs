namespace BeautyGrains.Rules.Tests;

/// <summary>What a recall does to one stock.</summary>
public sealed class RecallStockTests
{
    private static readonly SerialRange s_range = new("SN-010", "SN-019");

    private static Decision<StockEvent> Recall(Book book, string id = "RC", SerialRange? serials = null, params string[] lots) =>
        book.Do((stock, _, _) => StockRules.RecallLots(stock, new(id, [.. lots], serials, "maker", Book.By)));

    private static Book Stocked()
    {
        var book = new Book();
        book.Receive("A", 5, "2026-07");
        book.Receive("B", 5, "2026-12");
        return book;
    }

    private static TravellingLot Goods(string lotNo, decimal quantity = 2, string? expires = "2026-07") =>
        new(lotNo, lotNo, quantity, expires is null ? null : Book.Printed(expires), null, null, null, null, null);

    [Fact]
    public void Every_lot_of_the_number_is_blocked_and_a_repeat_changes_nothing()
    {
        var book = Stocked();
        book.Receive("A", 3, "2026-09", confirm: "two prints");
        book.Set("B", LotStatus.Held);
        Recall(book, lots: ["A", "B", "Z"]).ShouldHappen(typeof(LotsRecalled), typeof(LotStatusSet), typeof(LotStatusSet), typeof(LotStatusSet));
        book.Stock.Lots.Values.ShouldAllBe(lot => lot.Status == LotStatus.Recalled);
        Recall(book, lots: ["A", "B", "Z"]).ShouldBeRepeat();
        (book.View.Available, book.View.Recalled).ShouldBe((0m, 13m));
        Invariants.Check(book);
    }

    [Fact]
    public void No_request_takes_recalled_goods_out_but_scrap_and_the_way_back_to_the_supplier()
    {
        var book = Stocked();
        book.Reserve("r1", 4, "A");
        book.Reserve("transfer:T", 1, "A", pinned: true);
        Recall(book, lots: "A");
        book.Sell("s1", 1, "A").ShouldBeRefused(RefusalKind.LotBlocked);
        book.Sell("s2", 6).ShouldBeRefused(RefusalKind.InsufficientAvailable);
        book.Sell("s3", 1, "A", MovementKind.ServiceConsumption).ShouldBeRefused(RefusalKind.LotBlocked);
        book.Reserve("r2", 1, "A").ShouldBeRefused(RefusalKind.LotBlocked);
        book.Commit("r1").ShouldBeRefused(new Refusal(RefusalKind.LotBlocked, Lot: "A", State: "recalled"));
        book.Pin("r1").ShouldBeRefused(RefusalKind.LotBlocked);
        book.Ship("T", "transfer:T").ShouldBeRefused(RefusalKind.LotBlocked);
        book.Return("b1", 1, "A", ReturnDisposition.Stock).ShouldBeRefused(RefusalKind.LotBlocked);
        book.Set("A", LotStatus.Released).ShouldBeRefused(Refusal.NotIn("recalled"));
        book.Set("A", LotStatus.Quarantined).ShouldBeRefused(Refusal.NotIn("recalled"));
        book.Repin("r1").Refusal.ShouldBeNull();
        book.Pins("r1").ShouldBe("B:4");
        book.SendBack("v1", 2, "A").Refusal.ShouldBeNull();
        book.Scrap("x1", 2, "A").Refusal.ShouldBeNull();
        Invariants.Check(book);
    }

    [Fact]
    public void A_basket_past_its_point_of_no_return_takes_other_lots()
    {
        var book = Stocked();
        book.Reserve("basket:B", 4, "A");
        book.Pin("basket:B").Refusal.ShouldBeNull();
        Recall(book, lots: "A");
        book.CommitPinned("basket:B").Lines().ShouldBe("B:-4");
    }

    [Fact]
    public void What_comes_in_later_under_the_number_comes_in_blocked()
    {
        var book = new Book();
        Recall(book, lots: ["A", "B", "C"]).ShouldHappen(typeof(LotsRecalled));
        book.Receive("A", 5, "2026-07").Refusal.ShouldBeNull();
        book.Receive("A", 5, "2026-09", confirm: "two prints").Refusal.ShouldBeNull();
        book.Expect("T", 4);
        book.Arrive("T", false, new ArrivedLot(Goods("B"), 2), new ArrivedLot(Goods("D"), 2)).Refusal.ShouldBeNull();
        book.Return("b1", 1, "C", ReturnDisposition.Quarantine).Refusal.ShouldBeNull();
        book.Return("b2", 1, "E", ReturnDisposition.Quarantine).ShouldBeRefused(RefusalKind.UnknownLot);
        book.Return("b3", 1, "C", ReturnDisposition.Stock).ShouldBeRefused(RefusalKind.LotBlocked);
        book.Stock.Lots.Values.Where(lot => lot.LotNo != "D").ShouldAllBe(lot => lot.Status == LotStatus.Recalled);
        book.Stock.Lots.Count.ShouldBe(5);
        book.View.Available.ShouldBe(2);
        Invariants.Check(book);
    }

    [Fact]
    public void What_has_happened_is_recorded_and_its_incident_tells_of_the_recall()
    {
        var book = Stocked();
        Recall(book, lots: ["A", "Z"]);
        book.Fact("f1", FactKind.OfflineSale, 2, "A").Lines().ShouldBe("A:-2");
        book.Fact("f2", FactKind.OfflineSale, 2, "Z").Refusal.ShouldBeNull();
        book.Fact("f3", FactKind.OfflineSale, 1, "B").Refusal.ShouldBeNull();
        StockViews.Fact(book.Stock, "f1")!.Incident.Causes.ShouldBe(["fact-recorded", "lot-blocked", "lot-recalled"]);
        StockViews.Fact(book.Stock, "f2")!.Incident.Causes.ShouldBe(["fact-recorded", "lot-recalled", "no-book-stock", "unknown-lot"]);
        StockViews.Fact(book.Stock, "f3")!.Incident.Causes.ShouldBe(["fact-recorded"]);
    }

    [Fact]
    public void While_serials_are_recalled_nothing_leaves_unscanned_and_nothing_of_the_range_at_all()
    {
        var book = Stocked();
        book.Reserve("r1", 2);
        book.Reserve("basket:B", 1);
        Recall(book, serials: s_range);
        book.Sell("s1", 1, "A").ShouldBeRefused(RefusalKind.ScanRequired);
        SellUnit("s2", "SN-015").ShouldBeRefused(RefusalKind.LotBlocked);
        SellUnit("s3", "SN-0150").Refusal.ShouldBeNull();
        SellUnit("s4", "SN-020").Refusal.ShouldBeNull();
        book.Commit("r1").ShouldBeRefused(RefusalKind.ScanRequired);
        book.Commit("r1", 2, MovementKind.Sale, new ScannedLot("A", 1, "SN-001"), new ScannedLot("A", 1, "SN-010")).ShouldBeRefused(RefusalKind.LotBlocked);
        book.Commit("r1", 2, MovementKind.Sale, new ScannedLot("A", 1, "SN-001"), new ScannedLot("A", 1, "SN-009")).Refusal.ShouldBeNull();
        book.Pin("basket:B").ShouldBeRefused(RefusalKind.ScanRequired);

        Decision<StockEvent> SellUnit(string id, string serial) =>
            book.Do((stock, facts, now) => StockRules.Sell(stock, new(id, 1, null, "A", MovementKind.Sale, null, Book.By, serial), facts, now));
    }

    [Fact]
    public void A_recall_that_is_lifted_leaves_its_lots_to_quality()
    {
        var book = Stocked();
        Recall(book, lots: "A");
        book.Do((stock, _, _) => StockRules.LiftLots(stock, new("RC", Book.By))).ShouldHappen(typeof(LotsRecallLifted));
        book.Do((stock, _, _) => StockRules.LiftLots(stock, new("RC", Book.By))).ShouldBeRepeat();
        book.Sell("s1", 1, "A").ShouldBeRefused(RefusalKind.LotBlocked);
        book.Set("A", LotStatus.Released).ShouldBeRefused(Refusal.NotIn("recalled"));
        book.Set("A", LotStatus.Quarantined).Refusal.ShouldBeNull();
        book.Set("A", LotStatus.Released).Refusal.ShouldBeNull();
        book.Sell("s1", 1, "A").Refusal.ShouldBeNull();
    }

    [Fact]
    public void A_lot_of_two_recalls_is_free_only_when_both_are_lifted()
    {
        var book = Stocked();
        Recall(book, "RC-1", lots: "A");
        Recall(book, "RC-2", lots: "A");
        book.Do((stock, _, _) => StockRules.LiftLots(stock, new("RC-1", Book.By)));
        book.Set("A", LotStatus.Quarantined).ShouldBeRefused(Refusal.NotIn("recalled"));
    }

    [Fact]
    public void A_snapshot_keeps_what_is_recalled()
    {
        var book = Stocked();
        Recall(book, serials: s_range, lots: ["A", "Z"]);
        var loaded = StockKind.Instance.LoadState(StockKind.Instance.SaveState(book.Stock));
        Book.Text(loaded).ShouldBe(Book.Text(book.Stock));
        (loaded.Recalls.Single().HoldsLot("Z"), loaded.Recalls.Single().Serials).ShouldBe((true, s_range));
        Book.Text(book.Replayed()).ShouldBe(Book.Text(book.Stock));
    }
}
