namespace BeautyGrains.Rules.Tests;

/// <summary>Serialised units: exactly as many serials as units, here to leave, nowhere to come.</summary>
public sealed class SerialTests
{
    private static readonly SkuRecord s_sku = new("Implant", "piece", Serialised: true);

    private static Book Stocked(params string[] serials)
    {
        var book = new Book { Sku = s_sku };
        Receive(book, "L1", serials.Length == 0 ? 3 : serials.Length, serials).Refusal.ShouldBeNull();
        return book;
    }

    private static Decision<StockEvent> Receive(Book book, string lot, decimal quantity, params string[] serials) => book.Do((stock, facts, now) => StockRules.Receive(
        stock, new($"rc-{book.Written.Count}", quantity, null, lot, null, null, new(100, "CNY"), null, null, null, null, LotStatus.Released, null, Book.By, Serials: serials.Length == 0 ? null : [.. serials]), facts, now));

    private static Decision<StockEvent> Sell(Book book, string id, decimal quantity, string? lot, params string[] serials) => book.Do((stock, facts, now) => StockRules.Sell(
        stock, new(id, quantity, null, lot, MovementKind.Sale, null, Book.By, Client: "A", Serials: serials.Length == 0 ? null : [.. serials]), facts, now));

    private static Decision<StockEvent> Scrap(Book book, string id, decimal quantity, string? lot, params string[] serials) => book.Do((stock, facts, now) => StockRules.Scrap(
        stock, new(id, quantity, null, lot, "broken", Book.By, serials.Length == 0 ? null : [.. serials]), facts, now));

    private static Decision<StockEvent> Code(Book book, string id, string lot, params string[] serials) =>
        book.Do((stock, facts, _) => StockRules.CodeUnits(stock, new(id, lot, [.. serials], Book.By), facts));

    private static Decision<StockEvent> Return(Book book, string id, string lot, ReturnDisposition to, params string[] serials) => book.Do((stock, facts, now) => StockRules.Return(
        stock, new(id, serials.Length, null, lot, to, null, null, Book.By, Serials: [.. serials]), facts, now));

    private static string Here(Book book) => string.Join(' ', book.Stock.Units.Values.Select(unit => $"{unit.Lot}:{unit.Serial}"));

    [Fact]
    public void Units_come_by_their_serials_with_a_ledger_line_each_and_go_by_them()
    {
        var book = Stocked("A", "B", "C");
        book.Written.Select(StockKind.Instance.Events.Read).OfType<StockMoved>().Single().Lines.Select(line => (line.Serial, line.Quantity, line.BalanceAfter)).ShouldBe([("A", 1, 1), ("B", 1, 2), ("C", 1, 3)]);
        Sell(book, "s1", 2, null, "A", "C").Events.OfType<StockMoved>().Single().Lines.Select(line => line.Serial).ShouldBe(["A", "C"]);
        Here(book).ShouldBe("L1:B");
        Sell(book, "s1", 2, null, "A", "C").ShouldBeRepeat();
        Sell(book, "s2", 1, null, "A").ShouldBeRefused(new Refusal(RefusalKind.UnitNotHere, State: "A"));
        Sell(book, "s3", 1, "L9", "B").ShouldBeRefused(new Refusal(RefusalKind.UnitNotHere, Lot: "L1", State: "B"));
        Sell(book, "s4", 2, null, "B").ShouldBeRefused(RefusalKind.SerialsRequired);
        Sell(book, "s5", 1, null).ShouldBeRefused(RefusalKind.SerialsRequired);
        Invariants.CheckLedger(book);
    }

    [Fact]
    public void A_serial_that_is_here_does_not_come_again()
    {
        var book = Stocked("A", "B");
        Receive(book, "L2", 1, "A").ShouldBeRefused(new Refusal(RefusalKind.UnitElsewhere, Store: "S1", State: "A"));
        Receive(book, "L2", 2, "X").ShouldBeRefused(RefusalKind.SerialsRequired);
        Return(book, "r1", "L1", ReturnDisposition.Stock, "B").ShouldBeRefused(RefusalKind.UnitElsewhere);
        Sell(book, "s1", 1, null, "B").Refusal.ShouldBeNull();
        Return(book, "r2", "L1", ReturnDisposition.Quarantine, "B").Refusal.ShouldBeNull();
        Here(book).ShouldBe("L1:A L1~returned:B");
        Sell(book, "s2", 1, null, "B").ShouldBeRefused(RefusalKind.LotBlocked);
        Sell(book, "s3", 1, null, "A").Refusal.ShouldBeNull();
        Return(book, "r3", "L1", ReturnDisposition.Scrap, "A").Refusal.ShouldBeNull();
        Here(book).ShouldBe("L1~returned:B");
    }

    [Fact]
    public void Units_without_a_serial_are_coded_in_store_and_not_sold_before()
    {
        var book = Stocked();
        Sell(book, "s1", 1, "L1").ShouldBeRefused(RefusalKind.SerialsRequired);
        Code(book, "c1", "L1", "A", "B").ShouldHappen(typeof(UnitsCoded));
        Code(book, "c1", "L1", "A", "B").ShouldBeRepeat();
        Code(book, "c2", "L1", "B").ShouldBeRefused(RefusalKind.UnitElsewhere);
        Code(book, "c3", "L1", "D", "E").ShouldBeRefused(Refusal.Insufficient(1) with { Lot = "L1" });
        Scrap(book, "x1", 1, "L1").Refusal.ShouldBeNull();
        Scrap(book, "x2", 1, "L1").ShouldBeRefused(new Refusal(RefusalKind.SerialsRequired, Lot: "L1"));
        Scrap(book, "x3", 1, null, "A").Refusal.ShouldBeNull();
        Here(book).ShouldBe("L1:B");
        book.Sku = s_sku with { Serialised = false };
        Code(book, "c4", "L1", "Z").ShouldBeRefused(RefusalKind.NotSerialised);
    }

    [Fact]
    public void A_reservation_is_committed_by_scanned_units_alone()
    {
        var book = Stocked("A", "B", "C");
        book.Reserve("R1", 2);
        book.Commit("R1").ShouldBeRefused(RefusalKind.ScanRequired);
        book.Commit("R1", null, MovementKind.Sale, new ScannedLot("L1", 2, "A")).ShouldBeRefused(RefusalKind.SerialsRequired);
        book.Commit("R1", null, MovementKind.Sale, new ScannedLot("L1", 1, "A"), new ScannedLot("L1", 1, "Z")).ShouldBeRefused(RefusalKind.UnitNotHere);
        Sell(book, "s1", 2, null, "A", "B").ShouldBeRefused(RefusalKind.InsufficientAvailable);
        book.Commit("R1", null, MovementKind.Sale, new ScannedLot("L1", 1, "A"), new ScannedLot("L1", 1, "B")).Refusal.ShouldBeNull();
        Here(book).ShouldBe("L1:C");
    }

    [Fact]
    public void A_fact_that_tells_no_serial_leaves_nobody_knowing_which_are_here()
    {
        var book = Stocked("A", "B");
        book.Do((stock, facts, now) => StockRules.RecordFact(stock, new("f1", FactKind.OfflineSale, 1, null, null, now, "A", "A", null, null, Book.By), facts, now)).Refusal.ShouldBeNull();
        Here(book).ShouldBe("L1:B");
        book.Fact("f2", FactKind.Breakage, 1, "L1").Events.OfType<UnitsLost>().Single().Serials.ShouldBe(["B"]);
        book.Stock.Astray.ShouldBe(["B"]);
        book.Stock.OnHand.ShouldBe(0);
    }

    [Fact]
    public void Units_travel_with_their_serials_and_where_some_are_missing_what_is_here_is_coded_again()
    {
        var book = Stocked("A", "B", "C");
        book.Reserve("transfer:T1", 2);
        var shipped = book.Ship("T1", "transfer:T1").Events.OfType<OutboundTransitOpened>().Single().Lots.Single();
        shipped.Serials.ShouldBe(["A", "B"]);
        Here(book).ShouldBe("L1:C");
        var other = new Book { Sku = s_sku, Stock = Stock.Empty("S2/K1") };
        other.Expect("T1", 2);
        other.Arrive("T1", false, new ArrivedLot(shipped, 2));
        Here(other).ShouldBe("L1:A L1:B");
        var third = new Book { Sku = s_sku, Stock = Stock.Empty("S3/K1") };
        third.Expect("T1", 2);
        third.Arrive("T1", false, new ArrivedLot(shipped, 1));
        (Here(third), third.Stock.OnHand).ShouldBe(("", 1));
        third.Stock.Astray.ShouldBe(["A", "B"]);
        Code(third, "c1", "L1", "B").Refusal.ShouldBeNull();
        third.Stock.Astray.ShouldBe(["A"]);
    }

    [Fact]
    public void What_is_taken_back_takes_its_units_along()
    {
        var book = Stocked("A", "B");
        Sell(book, "s1", 1, null, "A").Refusal.ShouldBeNull();
        book.Reverse("v1", MovementKind.Sale, "s1").Refusal.ShouldBeNull();
        Here(book).ShouldBe("L1:A L1:B");
        Sell(book, "s2", 1, null, "B").Refusal.ShouldBeNull();
        book.Reverse("v2", MovementKind.Receipt, "rc-0").Refusal.ShouldNotBeNull();
        Book.Text(book.Replayed()).ShouldBe(Book.Text(book.Stock));
        var half = StockKind.Instance.LoadState(StockKind.Instance.SaveState(book.Stock));
        half.Units.ShouldBe(book.Stock.Units);
    }

    [Fact]
    public void An_implant_is_neither_sold_nor_committed_without_its_client()
    {
        var book = new Book { Sku = new("Implant", "piece", Implant: true) };
        book.Receive("L1", 2);
        book.Do((stock, facts, now) => StockRules.Sell(stock, new("s1", 1, null, "L1", MovementKind.Sale, null, Book.By, "SN-1"), facts, now)).ShouldBeRefused(RefusalKind.ClientRequired);
        book.Do((stock, facts, now) => StockRules.Sell(stock, new("s1", 1, null, "L1", MovementKind.Sale, null, Book.By, "SN-1", Client: "A"), facts, now)).Refusal.ShouldBeNull();
        book.Reserve("R1", 1);
        book.Commit("R1", null, MovementKind.Sale, new ScannedLot("L1", 1, "SN-2")).ShouldBeRefused(RefusalKind.ClientRequired);
    }

    private static Unit After(Unit unit, DateTimeOffset at, params UnitEvent[] events) => events.Aggregate(unit, (state, one) => state.After(one, new(state.Claims + 1, at, "tester")));

    [Fact]
    public void A_unit_is_held_by_one_store()
    {
        var (free, mine) = (Unit.Empty, new Unit(new UnitClaim("S1", "receipt/r1")));
        UnitRules.Claim(free, new("S1", "receipt/r1", true, null, Book.By)).Events.Single().ShouldBe(new UnitClaimed("S1", "receipt/r1", Pending: true));
        UnitRules.Claim(mine, new("S1", "receipt/r1", true, null, Book.By)).IsRepeat.ShouldBeTrue();
        UnitRules.Claim(mine, new("S1", "receipt/r2", true, null, Book.By)).Refusal!.Kind.ShouldBe(RefusalKind.UnitElsewhere);
        UnitRules.Claim(mine, new("S1", "return/r2", false, null, Book.By)).Refusal.ShouldBeNull();
        UnitRules.Claim(mine, new("S2", "return/r2", false, null, Book.By)).Refusal!.Store.ShouldBe("S1");
        UnitRules.Claim(mine, new("S2", "return/r2", false, mine.Claim, Book.By)).Events.Single().ShouldBe(new UnitClaimed("S2", "return/r2", "S1", true));
        UnitRules.Claim(mine, new("S2", "return/r2", false, new("S1", "receipt/older"), Book.By)).Refusal!.Kind.ShouldBe(RefusalKind.UnitElsewhere);
        UnitRules.Release(mine, new("S2", null, Book.By)).IsRepeat.ShouldBeTrue();
        UnitRules.Release(mine, new("S1", null, Book.By)).Events.Single().ShouldBe(new UnitReleased("S1"));
    }

    [Fact]
    public void A_claim_that_nobody_came_back_to_is_freed_once_the_stock_says_that_nothing_came_of_it()
    {
        var at = new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
        var pending = After(Unit.Empty, at, new UnitClaimed("S1", "receipt/r1", Pending: true));
        UnitRules.Learn(pending, 1, UnitFate.UnderWay).IsRepeat.ShouldBeTrue();
        UnitRules.Learn(pending, 1, UnitFate.Came).Events.Single().ShouldBe(new UnitCame());
        UnitRules.Learn(pending, 1, UnitFate.NeverCame).Events.Single().ShouldBe(new UnitReleased("S1"));
        // Asked for again meanwhile: what the stock said was too early.
        var again = UnitRules.Claim(pending, new("S1", "receipt/r1", true, null, Book.By));
        UnitRules.IsRenewal(again).ShouldBeTrue();
        UnitRules.Learn(After(pending, at, again.Events.Single()), 1, UnitFate.NeverCame).IsRepeat.ShouldBeTrue();
        // What is known to have come, or was claimed before anybody asked, is never freed so.
        UnitRules.Learn(After(pending, at, new UnitCame()), 1, UnitFate.NeverCame).IsRepeat.ShouldBeTrue();
        UnitRules.Learn(After(Unit.Empty, at, new UnitClaimed("S1", "receipt/r1")), 1, UnitFate.NeverCame).IsRepeat.ShouldBeTrue();
    }

    [Fact]
    public void Where_nothing_comes_of_a_movement_who_held_the_unit_before_holds_it_again()
    {
        var at = new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
        var sold = After(Unit.Empty, at, new UnitClaimed("S1", "receipt/r1", Pending: true), new UnitCame());
        var coming = After(sold, at, UnitRules.Claim(sold, new("S2", "customer-return/x", false, sold.Claim, Book.By)).Events.Single());
        coming.Claim.ShouldBe(new("S2", "customer-return/x"));
        var refused = After(coming, at, UnitRules.Release(coming, new("S2", "customer-return/x", Book.By)).Events.Single());
        refused.Claim.ShouldBe(new UnitClaim("S1", "receipt/r1"));
        refused.Pending.ShouldBeFalse();
        After(coming, at, UnitRules.Learn(coming, 2, UnitFate.NeverCame).Events.Single()).Claim.ShouldBe(new("S1", "receipt/r1"));
        // Asked for twice it is still the first one that held it before; what goes back to its supplier is nobody's.
        var twice = After(coming, at, UnitRules.Claim(coming, new("S2", "customer-return/x", false, sold.Claim, Book.By)).Events.Single());
        After(twice, at, UnitRules.Release(twice, new("S2", "customer-return/x", Book.By)).Events.Single()).Claim.ShouldBe(new("S1", "receipt/r1"));
        After(coming, at, UnitRules.Release(coming, new("S2", null, Book.By)).Events.Single()).Claim.ShouldBeNull();
    }

    [Fact]
    public void A_diversion_is_open_until_it_is_settled_or_the_unit_arrives_where_it_was_seen()
    {
        var at = new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
        var mine = After(Unit.Empty, at, new UnitClaimed("S1", "receipt/r1"));
        UnitRules.See(mine, new("S1", "S1", Book.By)).IsRepeat.ShouldBeTrue();
        UnitRules.See(mine, new("S2", "S3", Book.By)).IsRepeat.ShouldBeTrue();
        UnitRules.See(Unit.Empty, new("S2", "S1", Book.By)).IsRepeat.ShouldBeTrue();
        var seen = After(mine, at, UnitRules.See(mine, new("S2", "S1", Book.By)).Events.Single());
        seen.Diversion.ShouldBe(new("S2", "S1", at, "tester"));
        UnitKind.Instance.MarkOf(seen).ShouldBe(BeautyGrains.Journal.StreamMark.Open);
        UnitRules.See(seen, new("S2", "S1", Book.By)).IsRepeat.ShouldBeTrue();
        UnitRules.See(seen, new("S3", "S1", Book.By)).Events.Single().ShouldBe(new UnitDiverted("S3", "S1"));
        UnitRules.Settle(seen, new(" ", Book.By)).Refusal!.Kind.ShouldBe(RefusalKind.Validation);
        UnitRules.Settle(mine, new("found", Book.By)).Refusal!.Kind.ShouldBe(RefusalKind.InvalidState);
        var settled = After(seen, at, UnitRules.Settle(seen, new("found", Book.By)).Events.Single());
        (settled.IsDiverted, UnitKind.Instance.MarkOf(settled)).ShouldBe((false, BeautyGrains.Journal.StreamMark.Closed));
        UnitRules.Settle(settled, new("found", Book.By)).IsRepeat.ShouldBeTrue();
        UnitRules.See(settled, new("S2", "S1", Book.By)).Events.Length.ShouldBe(1);
        After(seen, at, new UnitClaimed("S3", "transfer-in/T")).IsDiverted.ShouldBeTrue();
        After(seen, at, new UnitClaimed("S2", "transfer-in/T", "S1")).Diversion.ShouldBe(new("S2", "S1", at, "tester", at, "tester"));
    }

    [Fact]
    public void An_implant_is_opened_and_used_for_a_named_client_alone()
    {
        var book = new Book { Sku = new("Implant", "piece", Implant: true, Opening: new("ml", 10, SharingRule.ManyClients, null, null)) };
        book.Receive("L1", 2);
        Decision<StockEvent> Open(string id, string? client, string? serial) => book.Do((stock, facts, now) => StockRules.OpenContainer(stock, new(id, "L1", client, null, null, Book.By, Serial: serial), facts, now));
        Open("o1", "C", null).ShouldBeRefused(RefusalKind.ScanRequired);
        Open("o1", null, "SN").ShouldBeRefused(RefusalKind.ClientRequired);
        Open("o1", "C", "SN").Refusal.ShouldBeNull();
        Decision<StockEvent> Use(string id, string? client) => book.Do((stock, facts, now) => StockRules.UseContainer(stock, new(id, "o1", 2, client, null, Book.By), facts, now));
        Use("u1", null).ShouldBeRefused(RefusalKind.ClientRequired);
        Use("u1", "C").Refusal.ShouldBeNull();
    }

    private static Decision<StockEvent> SoldOffline(Book book, string id, string serial) => book.Do((stock, facts, now) => StockRules.RecordFact(
        stock, new(id, FactKind.OfflineSale, 1, null, null, now, "A", serial, null, null, Book.By), facts, now));

    private static Decision<StockEvent> Match(Book book, string id, string entry, string lot) =>
        book.Do((stock, facts, now) => StockRules.MatchUnmatched(stock, new(id, entry, 1, lot, null, "found", Book.By), facts, now));

    [Fact]
    public void A_unit_that_was_sold_before_it_was_booked_in_leaves_with_its_serial_when_it_is_matched()
    {
        var book = new Book { Sku = s_sku };
        SoldOffline(book, "f1", "B").Refusal.ShouldBeNull();
        Receive(book, "L1", 2, "A", "B").Refusal.ShouldBeNull();
        Receive(book, "L2", 2).Refusal.ShouldBeNull();
        Match(book, "m1", "f1", "L2").ShouldBeRefused(new Refusal(RefusalKind.UnitNotHere, Lot: "L1", State: "B"));
        Match(book, "m1", "f1", "L1").Refusal.ShouldBeNull();
        (Here(book), book.Stock.Lots["L1"].OnHand, book.Stock.Unmatched).ShouldBe(("L1:A", 1m, 0m));
        Match(book, "m1", "f1", "L1").ShouldBeRepeat();
        Invariants.CheckLedger(book);
    }

    [Fact]
    public void What_has_no_known_serial_is_matched_with_units_that_have_none()
    {
        var book = new Book { Sku = s_sku };
        SoldOffline(book, "f1", "X").Refusal.ShouldBeNull();
        Receive(book, "L1", 1, "A").Refusal.ShouldBeNull();
        Receive(book, "L2", 1).Refusal.ShouldBeNull();
        Match(book, "m1", "f1", "L1").ShouldBeRefused(new Refusal(RefusalKind.SerialsRequired, Lot: "L1"));
        Match(book, "m1", "f1", "L2").Refusal.ShouldBeNull();
        (Here(book), book.Stock.Lots["L2"].OnHand, book.Stock.Unmatched).ShouldBe(("L1:A", 0m, 0m));
    }

    [Fact]
    public void A_count_of_fewer_units_than_have_serials_is_refused_until_somebody_says_which_one_is_missing()
    {
        var book = Stocked("A", "B");
        Decision<StockEvent> Count(string id, decimal counted) => book.Do((stock, facts, now) =>
        {
            var ask = new CompareCount([new("L1", now)], now);
            var told = StockRules.BookAt(stock, ask, [], facts)[0];
            return StockRules.PostCount(stock, new(id, "L1", counted, now, stock.Version, counted - told.Book, true, null, null, "unknown", "count-session/c", null, Book.By), new(told, stock.Version), facts, now);
        });
        Count("count:c:L1", 1).ShouldBeRefused(new Refusal(RefusalKind.SerialsRequired, Lot: "L1"));
        Here(book).ShouldBe("L1:A L1:B");
        Scrap(book, "gone", 1, null, "A").Refusal.ShouldBeNull();
        Count("count:c:L1", 1).Refusal.ShouldBeNull();
        // One more than there are serials has none yet, which the list of units tells.
        Count("count:d:L1", 2).Refusal.ShouldBeNull();
        (Here(book), book.Stock.Lots["L1"].OnHand).ShouldBe(("L1:B", 2m));
    }
}
