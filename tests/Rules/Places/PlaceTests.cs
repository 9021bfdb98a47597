namespace BeautyGrains.Rules.Tests.Places;

/// <summary>Where lots lie: bins and unplaced goods are always all that is on hand.</summary>
public sealed class PlaceTests
{
    private static Book Placed()
    {
        var book = new Book();
        book.Receive("L1", 10);
        book.Place("p1", "L1", 3, null, "B", 20).Refusal.ShouldBeNull();
        book.Place("p2", "L1", 4, null, "A", 30).Refusal.ShouldBeNull();
        return book;
    }

    private static string Bins(Book book, string lot = "L1") => string.Join(" ", (book.Stock.Lots[lot].Bins ?? []).Select(bin => FormattableString.Invariant($"{bin.Bin}:{bin.Quantity}")));

    [Fact]
    public void Goods_are_unplaced_after_a_receipt_and_lie_in_bins_in_walking_order_once_they_are_put_away()
    {
        var book = Placed();
        Bins(book).ShouldBe("B:3 A:4");
        Grains.Places.Unplaced(book.Stock.Lots["L1"]).ShouldBe(3);
        book.Place("p3", "L1", 1, "A", "B", 20).Refusal.ShouldBeNull();
        Bins(book).ShouldBe("B:4 A:3");
        book.Place("p4", "L1", 4, "B", null).Refusal.ShouldBeNull();
        Bins(book).ShouldBe("A:3");
        book.Stock.OnHand.ShouldBe(10);
    }

    [Fact]
    public void An_issue_takes_unplaced_goods_first_and_then_bins_in_walking_order()
    {
        var book = Placed();
        book.Sell("s1", 2);
        Bins(book).ShouldBe("B:3 A:4");
        book.Sell("s2", 3);
        Bins(book).ShouldBe("B:1 A:4");
        book.Scrap("x1", 3, "L1");
        Bins(book).ShouldBe("A:2");
    }

    [Fact]
    public void An_issue_takes_from_the_bin_that_is_named_and_refuses_what_does_not_lie_there()
    {
        var book = Placed();
        book.Issue("g1", MovementKind.Gift, 3, "L1", "A").Refusal.ShouldBeNull();
        Bins(book).ShouldBe("B:3 A:1");
        book.Issue("g2", MovementKind.Gift, 2, "L1", "A").Refusal.ShouldBe(Refusal.Insufficient(1) with { Lot = "L1" });
        book.Issue("g3", MovementKind.Gift, 1, "L1", "Z").Refusal!.Kind.ShouldBe(RefusalKind.UnknownBin);
        book.Issue("g4", MovementKind.Gift, 1, null, "A").Refusal.ShouldBe(Refusal.Invalid("lot", "required-with-a-bin"));
    }

    [Fact]
    public void What_comes_back_is_unplaced_and_a_count_below_the_bins_empties_them_in_walking_order()
    {
        var book = Placed();
        book.Sell("s1", 8);
        Bins(book).ShouldBe("A:2");
        book.Reverse("v1", MovementKind.Sale, "s1").Refusal.ShouldBeNull();
        (Bins(book), Grains.Places.Unplaced(book.Stock.Lots["L1"])).ShouldBe(("A:2", 8m));
        book.Count("c1", "L1", 1);
        (Bins(book), Grains.Places.Unplaced(book.Stock.Lots["L1"])).ShouldBe(("A:1", 0m));
    }

    [Fact]
    public void Goods_of_a_storage_class_that_bin_or_zone_does_not_hold_are_refused()
    {
        var book = new Book { Sku = new("Serum", "bottle", Storage: StorageClass.Cold) };
        book.Receive("L1", 5);
        book.Place("p1", "L1", 1, null, "A", 1, StorageClass.Ambient).Refusal!.ShouldBe(new(RefusalKind.BinUnsuitable, State: "storage-class"));
        book.Place("p2", "L1", 1, null, "A", 1, StorageClass.Cold).Refusal.ShouldBeNull();
    }

    [Theory]
    [InlineData("L1", "4", null, "A", RefusalKind.InsufficientAvailable)]
    [InlineData("L1", "5", "A", "B", RefusalKind.InsufficientAvailable)]
    [InlineData("L1", "1", "Z", "B", RefusalKind.UnknownBin)]
    [InlineData("L9", "1", null, "A", RefusalKind.UnknownLot)]
    [InlineData("L1", "0", null, "A", RefusalKind.Validation)]
    [InlineData("L1", "1", "A", "A", RefusalKind.Validation)]
    [InlineData("L1", "1", null, null, RefusalKind.Validation)]
    [InlineData("L1", "0.0001", null, "A", RefusalKind.Validation)]
    public void A_placing_that_cannot_be_is_refused_and_changes_nothing(string lot, string quantity, string? from, string? to, RefusalKind kind)
    {
        var book = Placed();
        var before = Bins(book);
        book.Place("bad", lot, decimal.Parse(quantity, System.Globalization.CultureInfo.InvariantCulture), from, to).Refusal!.Kind.ShouldBe(kind);
        Bins(book).ShouldBe(before);
    }

    [Fact]
    public void A_bin_that_nobody_put_takes_nothing_and_the_same_placing_again_moves_nothing()
    {
        var book = Placed();
        book.Do((stock, facts, _) => StockRules.Place(stock, new("p9", "L1", 1, null, "nowhere", null, Book.By), facts, null)).Refusal!.Kind.ShouldBe(RefusalKind.UnknownBin);
        book.Place("p1", "L1", 3, null, "B", 20).IsRepeat.ShouldBeTrue();
        book.Place("p1", "L1", 2, null, "B", 20).Refusal!.Kind.ShouldBe(RefusalKind.IdReused);
        Bins(book).ShouldBe("B:3 A:4");
    }
}
