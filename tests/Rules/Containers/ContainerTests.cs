namespace BeautyGrains.Rules.Tests;

public sealed class ContainerTests
{
    private static Book Stocked(SkuRecord sku, decimal units = 3, string? expires = null)
    {
        var book = new Book { Sku = sku };
        book.Receive("L1", units, expires, cost: new(10_000, "CNY"));
        return book;
    }

    [Fact]
    public void Opening_takes_one_sealed_unit_out_and_counts_its_content_apart()
    {
        var book = Stocked(ContainerSteps.Sku);
        book.OpenOne("C1").ShouldHappen(typeof(StockMoved), typeof(ContainerOpened)).Lines().ShouldBe("L1:-1");
        book.Stock.OnHand.ShouldBe(2);
        var open = book.Stock.Containers["C1"];
        (open.Content, open.Remainder, open.Unit, open.Cost, open.CostLeft).ShouldBe((30, 30, "ml", new Money(10_000, "CNY"), 10_000));
        book.OpenOne("C1").ShouldBeRepeat();
        book.OpenOne("C1", client: "A").ShouldBeRefused(RefusalKind.IdReused);
    }

    [Theory]
    // From noon of 1 June 2026 in Shanghai, which is 4:00 UTC.
    [InlineData(24, PeriodUnit.Hours, "2026-06-02T04:00:00Z")]
    [InlineData(1, PeriodUnit.Days, "2026-06-01T16:00:00Z")]
    [InlineData(28, PeriodUnit.Days, "2026-06-28T16:00:00Z")]
    [InlineData(6, PeriodUnit.Months, "2026-11-30T16:00:00Z")]
    public void A_period_after_opening_ends_by_the_stores_calendar(int length, PeriodUnit unit, string end)
    {
        var book = Stocked(ContainerSteps.Bottle(SharingRule.ManyClients, new(length, unit)));
        book.OpenOne("C1");
        book.Stock.Containers["C1"].UseBy.ShouldBe(DateTimeOffset.Parse(end, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("2026-06-10", 28, null, "lot")]
    [InlineData("2027-01-31", 28, null, "opened")]
    [InlineData("2027-01-31", 28, 24, "reconstituted")]
    [InlineData("2026-06-01", 28, 24, "lot")]
    [InlineData("2027-01-31", 1, 240, "opened")]
    public void Use_by_is_the_earliest_of_the_lot_the_opening_and_the_reconstitution(string lot, int days, int? hours, string earliest)
    {
        var book = Stocked(ContainerSteps.Bottle(SharingRule.ManyClients, new(days, PeriodUnit.Days), hours is { } length ? new(length, PeriodUnit.Hours) : null), expires: lot);
        var opened = book.Now;
        book.OpenOne("C1").Refusal.ShouldBeNull();
        book.Now += TimeSpan.FromHours(2);
        if (hours is not null) book.Dissolve("C1").ShouldHappen(typeof(ContainerReconstituted));
        book.Stock.Containers["C1"].UseBy.ShouldBe(earliest switch
        {
            "lot" => book.Stock.Lots["L1"].ExpiresAt!.Value,
            "opened" => UseByRules.End(new(days, PeriodUnit.Days), opened, "Asia/Shanghai"),
            _ => book.Now.AddHours(hours!.Value),
        });
    }

    [Fact]
    public void Goods_to_be_reconstituted_are_reconstituted_once_before_they_are_used()
    {
        var book = Stocked(ContainerSteps.Bottle(SharingRule.ManyClients, reconstituted: new(24, PeriodUnit.Hours)));
        book.OpenOne("C1");
        book.Use("C1", "u1", 1).ShouldBeRefused(new Refusal(RefusalKind.ContainerRefused, Lot: "L1", State: "not-reconstituted"));
        book.Offers().ShouldBe("");
        book.Dissolve("C1").ShouldHappen(typeof(ContainerReconstituted));
        book.Dissolve("C1").ShouldBeRepeat();
        book.Dissolve("C1", "NS-10").ShouldBeRefused(Refusal.NotIn("reconstituted"));
        book.Use("C1", "u1", 1).Refusal.ShouldBeNull();
        (book.Stock.Containers["C1"].DiluentSku, book.Stock.Containers["C1"].DiluentLot).ShouldBe(("SALINE", "NS-9"));
    }

    [Fact]
    public void What_is_used_as_it_is_is_not_reconstituted()
    {
        var book = Stocked(ContainerSteps.Sku);
        book.OpenOne("C1");
        book.Dissolve("C1").ShouldBeRefused(new Refusal(RefusalKind.ContainerRefused, State: "not-for-reconstitution"));
    }

    [Theory]
    // The rule, the client of the first use, the client of the second, and why the second is refused.
    [InlineData(SharingRule.ManyClients, "A", "B", null)]
    [InlineData(SharingRule.ManyClients, null, null, null)]
    [InlineData(SharingRule.OneClient, "A", "A", null)]
    [InlineData(SharingRule.OneClient, "A", "B", "other-client")]
    [InlineData(SharingRule.OneClient, "A", null, "client-required")]
    [InlineData(SharingRule.SingleUse, "A", "B", "other-client")]
    public void The_sharing_rule_says_who_comes_next(SharingRule sharing, string? first, string? second, string? refused)
    {
        var book = Stocked(ContainerSteps.Bottle(sharing));
        book.OpenOne("C1");
        book.Use("C1", "u1", 5, first, completes: false).Refusal.ShouldBeNull();
        var next = book.Use("C1", "u2", 5, second, completes: false);
        if (refused is null) next.Refusal.ShouldBeNull();
        else next.ShouldBeRefused(new Refusal(RefusalKind.ContainerRefused, State: refused));
        book.Offers("B").ShouldBe(sharing == SharingRule.ManyClients ? "C1" : "");
    }

    [Fact]
    public void What_is_opened_for_a_client_is_offered_to_nobody_else()
    {
        var book = Stocked(ContainerSteps.Bottle(SharingRule.OneClient));
        book.OpenOne("C1", client: "A");
        book.OpenOne("C2");
        (book.Offers("A"), book.Offers("B"), book.Offers()).ShouldBe(("C1 C2", "C2", "C2"));
        book.Use("C1", "u1", 1, "B").ShouldBeRefused(new Refusal(RefusalKind.ContainerRefused, State: "other-client"));
    }

    [Fact]
    public void What_is_left_of_a_single_use_is_scrapped_with_its_quantity_and_cost()
    {
        var book = Stocked(ContainerSteps.Bottle(SharingRule.SingleUse));
        book.OpenOne("C1");
        var used = book.Use("C1", "u1", 12.5m, "A").ShouldHappen(typeof(ContainerMoved), typeof(ContainerMoved), typeof(ContainerClosed));
        var (use, rest) = ((ContainerMoved)used.Events[0], (ContainerMoved)used.Events[1]);
        (use.Completed, rest.Kind, rest.Quantity, rest.RemainderAfter).ShouldBe((17.5m, ContainerMoveKind.Completion, 17.5m, 0));
        (use.Cost!.Amount + rest.Cost!.Amount).ShouldBe(10_000);
        book.Stock.Containers.IsEmpty.ShouldBeTrue();
        book.Use("C1", "u1", 12.5m, "A").ShouldBeRepeat();
        book.Use("C1", "u2", 1, "A").ShouldBeRefused(Refusal.NotIn("closed"));
        book.OpenOne("C1").ShouldBeRepeat();
    }

    [Theory]
    [InlineData(LotStatus.Held, "held")]
    [InlineData(LotStatus.Recalled, "recalled")]
    [InlineData(LotStatus.Quarantined, "quarantined")]
    public void An_open_container_follows_its_lot(LotStatus status, string state)
    {
        var book = Stocked(ContainerSteps.Sku);
        book.OpenOne("C1");
        book.Set("L1", status);
        book.Use("C1", "u1", 1).ShouldBeRefused(new Refusal(RefusalKind.LotBlocked, Lot: "L1", State: state));
        book.Offers().ShouldBe("");
        book.Waste("C1", "s1").ShouldHappen(typeof(ContainerMoved), typeof(ContainerClosed));
    }

    [Fact]
    public void Nothing_is_used_from_its_use_by_on()
    {
        var book = Stocked(ContainerSteps.Bottle(SharingRule.ManyClients, new(24, PeriodUnit.Hours)));
        book.OpenOne("C1");
        book.Now += TimeSpan.FromHours(24) - TimeSpan.FromTicks(1);
        book.Use("C1", "u1", 1).Refusal.ShouldBeNull();
        book.Now += TimeSpan.FromTicks(1);
        book.Use("C1", "u2", 1).ShouldBeRefused(new Refusal(RefusalKind.ContainerRefused, Lot: "L1", State: "past-use-by"));
        book.Offers().ShouldBe("");
        var swept = book.Sweep().ShouldHappen(typeof(ContainerMoved), typeof(ContainerClosed));
        ((ContainerMoved)swept.Events[0] is { Kind: ContainerMoveKind.Expiry, Quantity: 29, Cost.Amount: > 0 }).ShouldBeTrue();
        book.Sweep().Events.ShouldBeEmpty();
    }

    [Fact]
    public void Offers_come_earliest_use_by_first_and_testers_are_none()
    {
        var book = new Book { Sku = ContainerSteps.Sku };
        book.Receive("LATE", 2, "2026-12-31");
        book.Receive("SOON", 2, "2026-06-10");
        book.OpenOne("C1", "LATE");
        book.OpenOne("C2", "SOON");
        book.OpenOne("T1", "LATE", kind: MovementKind.Tester).Events.OfType<StockMoved>().Single().Kind.ShouldBe(MovementKind.Tester);
        book.Offers().ShouldBe("C2 C1");
        book.Reverse("v1", MovementKind.Tester, "T1").ShouldBeRefused(RefusalKind.NotReversible);
        book.Reverse("v2", MovementKind.Opening, "C1").ShouldBeRefused(RefusalKind.NotReversible);
    }

    [Fact]
    public void Halves_of_two_lots_are_no_unit_to_open()
    {
        var book = new Book { Sku = ContainerSteps.Sku };
        book.Receive("L1", 0.5m);
        book.Receive("L2", 0.5m);
        book.OpenOne("C1").ShouldBeRefused(RefusalKind.InsufficientAvailable);
        book.Receive("L3", 1.5m);
        book.OpenOne("C1").Lines().ShouldBe("L3:-1");
    }

    [Fact]
    public void Only_what_the_catalogue_says_how_to_use_is_opened_and_never_what_is_reserved_or_blocked()
    {
        var book = Stocked(new("Serum", "bottle"), 1);
        book.OpenOne("C1").ShouldBeRefused(RefusalKind.NotOpenable);
        book.Sku = ContainerSteps.Sku;
        book.Reserve("R1", 1);
        book.OpenOne("C1").ShouldBeRefused(RefusalKind.InsufficientAvailable);
        book.Release("R1");
        book.Set("L1", LotStatus.Held);
        book.OpenOne("C1", "L1").ShouldBeRefused(RefusalKind.LotBlocked);
        book.OpenOne("C1", "L9").ShouldBeRefused(RefusalKind.UnknownLot);
    }

    [Fact]
    public void A_count_posts_what_is_missing_and_one_of_nothing_ends_the_container()
    {
        var book = Stocked(ContainerSteps.Sku);
        book.OpenOne("C1");
        book.Weigh("C1", "n1", 24).Events.OfType<ContainerMoved>().Single().Cost.ShouldBe(new Money(2_000, "CNY"));
        book.Weigh("C1", "n2", 27).Events.OfType<ContainerMoved>().Single().ShouldSatisfyAllConditions(it => it.Quantity.ShouldBe(-3), it => it.Cost!.Amount.ShouldBe(0));
        book.Weigh("C1", "n3", 31).ShouldBeRefused(Refusal.Invalid("counted", "must-be-at-most-the-content"));
        book.Stock.Containers["C1"].Lost.ShouldBe(3);
        book.Weigh("C1", "n4", 0).ShouldHappen(typeof(ContainerMoved), typeof(ContainerClosed));
    }

    [Fact]
    public void A_fact_is_recorded_whatever_the_rules_say_and_raises_an_incident_that_names_them()
    {
        var book = Stocked(ContainerSteps.Bottle(SharingRule.OneClient));
        book.OpenOne("C1", client: "A");
        book.Set("L1", LotStatus.Held);
        var told = book.Tell("C1", "f1", FactKind.Treatment, 31, "B").ShouldHappen(typeof(ContainerMoved), typeof(IncidentRaised), typeof(ContainerClosed));
        (((ContainerMoved)told.Events[0]).Quantity, ((ContainerMoved)told.Events[0]).Unmatched).ShouldBe((30, 1));
        ((IncidentRaised)told.Events[1]).Causes.ShouldBe(["container-fact", "lot-blocked", "no-book-stock", "other-client"]);
        book.Tell("C1", "f1", FactKind.Treatment, 31, "B").ShouldBeRepeat();
        book.Tell("C1", "f2", FactKind.Breakage, 2).ShouldHappen(typeof(ContainerMoved), typeof(IncidentRaised)).Events.OfType<ContainerMoved>().Single().Unmatched.ShouldBe(2);
        book.Tell("C9", "f3", FactKind.Breakage, 2).ShouldBeRefused(RefusalKind.UnknownContainer);
    }

    [Fact]
    public void More_than_is_left_is_not_used_and_ids_stand_for_one_request()
    {
        var book = Stocked(ContainerSteps.Sku);
        book.OpenOne("C1");
        book.Use("C1", "u1", 30.001m).ShouldBeRefused(Refusal.Insufficient(30) with { Lot = "L1" });
        book.Use("C1", "u1", 5, "A").ShouldHappen(typeof(ContainerMoved));
        book.Use("C1", "u1", 5, "A").ShouldBeRepeat();
        book.Use("C1", "u1", 6, "A").ShouldBeRefused(RefusalKind.IdReused);
        book.Waste("C1", "u1", 5).ShouldBeRefused(RefusalKind.IdReused);
        book.Use("C9", "u1", 5, "A").ShouldBeRefused(RefusalKind.UnknownContainer);
        book.Use("C1", "u2", 25, "A").ShouldHappen(typeof(ContainerMoved), typeof(ContainerClosed));
    }

    [Fact]
    public void Drugs_are_opened_by_the_scanned_lot_only()
    {
        var book = Stocked(ContainerSteps.Sku with { GoodsCategory = GoodsCategory.Drug });
        book.OpenOne("C1").ShouldBeRefused(RefusalKind.ScanRequired);
        book.OpenOne("C1", "L1").Refusal.ShouldBeNull();
    }
}
