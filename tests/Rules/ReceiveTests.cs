namespace BeautyGrains.Rules.Tests;

public sealed class ReceiveTests
{
    [Fact]
    public void A_new_lot_is_opened_and_filled()
    {
        var book = new Book();
        book.Receive("A", 5, "2027-05-31", cost: new(100, "CNY")).ShouldHappen(typeof(LotOpened), typeof(StockMoved));
        var lot = book.Stock.Lots["A"];
        (lot.OnHand, lot.ExpiresAt, lot.UnitCost).ShouldBe((5m, new DateTimeOffset(2027, 6, 1, 0, 0, 0, TimeSpan.FromHours(8)), new Money(100, "CNY")));
    }

    [Fact]
    public void More_of_a_lot_joins_it_at_the_average_cost()
    {
        var book = new Book();
        book.Receive("A", 1, "2027-05-31", cost: new(100, "CNY"));
        book.Receive("A", 2, "20270531", cost: new(150, "CNY")).ShouldHappen(typeof(StockMoved)).Lines().ShouldBe("A:2");
        book.Stock.Lots["A"].UnitCost.ShouldBe(new Money(133.333333m, "CNY"));
        book.Receive("A", 1, "2027-05-31", cost: new(1, "EUR")).ShouldBeRefused(Refusal.Invalid("unitCost.currency", "must-be-the-lots-currency"));
    }

    [Fact]
    public void The_same_day_printed_in_another_way_is_the_same_expiry()
    {
        var book = new Book();
        book.Receive("A", 1, "2027-05-31");
        book.Receive("A", 1, "2027-06-01", kind: ExpiryKind.FailsOn).Refusal.ShouldBeNull();
        book.Receive("A", 1, "2027年5月").Refusal.ShouldBeNull();
        book.Stock.Lots.Keys.ShouldBe(["A"]);
    }

    [Fact]
    public void Another_expiry_of_a_lot_number_needs_qualitys_word_and_gets_its_own_name()
    {
        var book = new Book();
        book.Receive("A", 1, "2027-05-31");
        book.Receive("A", 1, "2027-06-30").ShouldBeRefused(new Refusal(RefusalKind.LotExpiryDiffers, Lot: "A"));
        book.Receive("A", 1, "2027-06-30", confirm: "maker's letter").Refusal.ShouldBeNull();
        book.Receive("A", 1, "2027-06-30").Refusal.ShouldBeNull();
        book.Stock.Lots.Keys.ShouldBe(["A", "A~20270630"]);
        book.Stock.Lots["A~20270630"].OnHand.ShouldBe(2);
    }

    [Fact]
    public void Quarantined_goods_do_not_join_a_released_lot_but_a_lot_keeps_its_status()
    {
        var book = new Book();
        book.Receive("A", 1);
        book.Receive("A", 1, status: LotStatus.Quarantined).ShouldBeRefused(Refusal.NotIn("released"));
        book.Receive("Q", 1, status: LotStatus.Quarantined);
        book.Receive("Q", 1).Refusal.ShouldBeNull();
        book.Stock.Lots["Q"].Status.ShouldBe(LotStatus.Quarantined);
        book.View.Available.ShouldBe(1);
    }

    [Fact]
    public void Without_a_printed_expiry_the_shelf_life_counts_from_the_day_it_was_made()
    {
        var book = new Book();
        book.Sku = book.Sku with { ShelfLifeMonths = 24 };
        book.Receive("A", 1, madeOn: new(2026, 1, 15));
        book.Stock.Lots["A"].Expiry.ShouldBe(new Expiry("2028-01-14", new(2028, 1, 14), DatePrecision.Day, ExpiryKind.ValidThrough));
    }

    [Theory]
    [InlineData("2026-05-31", null, "expiresOn", "must-not-be-expired")]
    [InlineData("2026-12-31", "2027-01-01", "madeOn", "must-not-be-future")]
    [InlineData("2026-04-30", "2026-05-01", "expiresOn", "must-not-be-before-made-on")]
    public void Dates_that_cannot_be_are_refused(string expires, string? made, string field, string rule) =>
        new Book().Receive("A", 1, expires, madeOn: made is null ? null : DateOnly.Parse(made, null)).ShouldBeRefused(Refusal.Invalid(field, rule));

    [Fact]
    public void Form_is_checked()
    {
        var book = new Book();
        book.Receive("A b", 1).ShouldBeRefused(Refusal.Invalid("lot", "must-be-an-id"));
        book.Receive("A", -1).ShouldBeRefused(Refusal.Invalid("quantity", "must-be-positive"));
        book.Receive("A", 1, status: LotStatus.Held).ShouldBeRefused(Refusal.Invalid("status", "must-be-released-or-quarantined"));
        book.Receive("A", 1, cost: new(1, "yen")).ShouldBeRefused(Refusal.Invalid("unitCost.currency", "must-be-iso-4217"));
        book.Receive("A", 1, id: "x").Refusal.ShouldBeNull();
        book.Receive("A", 1, id: "x").ShouldBeRepeat();
        book.Receive("A", 2, id: "x").ShouldBeRefused(RefusalKind.IdReused);
    }
}

public sealed class UnitTests
{
    private static Book Packed() => new()
    {
        Facts = new(
            new("Serum", "vial", SaleStep: 1, ServiceStep: 0.5m, PurchaseStep: 10, Packs:
            [
                new("box", 10), new("carton", 200), new("new-box", 12, ValidFrom: new(2026, 6, 2)),
            ]),
            new("Bund", "Asia/Shanghai")),
    };

    [Fact]
    public void Packs_are_turned_into_the_base_unit_from_their_day_on()
    {
        var book = Packed();
        book.Receive("A", 1, unit: "carton").Lines().ShouldBe("A:200");
        book.Reserve("r1", 2, unit: "box");
        book.Stock.Open["r1"].Quantity.ShouldBe(20);
        book.Sell("s1", 1, unit: "new-box").ShouldBeRefused(Refusal.Invalid("unit", "unknown-unit"));
        book.Now += TimeSpan.FromHours(12);
        book.Sell("s1", 1, unit: "new-box").Lines().ShouldBe("A:-12");
        book.Sell("s2", 1_000_000_000, unit: "box").ShouldBeRefused(Refusal.Invalid("quantity", "must-be-at-most-1000000000"));
    }

    [Fact]
    public void Every_use_has_its_smallest_step()
    {
        var book = Packed();
        var step = new Refusal(RefusalKind.QuantityStep, Field: "quantity", Rule: "must-be-multiple-of-step");
        book.Receive("A", 15).ShouldBeRefused(step);
        book.Receive("A", 20).Refusal.ShouldBeNull();
        book.Sell("s1", 0.5m).ShouldBeRefused(step);
        book.Sell("s1", 0.5m, use: MovementKind.ServiceConsumption).Refusal.ShouldBeNull();
        book.Reserve("r1", 0.3m).ShouldBeRefused(step);
        book.Reserve("r1", 1.5m).Refusal.ShouldBeNull();
        book.Commit("r1").ShouldBeRefused(step);
        book.Commit("r1", null, MovementKind.ServiceConsumption).Refusal.ShouldBeNull();
    }

    [Fact]
    public void An_unbreakable_pack_leaves_whole()
    {
        var book = new Book();
        book.Sku = book.Sku with { Packs = [new("box", 10, Breakable: false), new("carton", 200, Breakable: false)] };
        book.Receive("A", 35);
        book.Sell("s1", 5).ShouldBeRefused(new Refusal(RefusalKind.QuantityStep, Field: "quantity", Rule: "pack-must-not-be-broken"));
        book.Sell("s1", 1, unit: "box").Lines().ShouldBe("A:-10");
    }
}
