namespace BeautyGrains.Rules.Tests;

public sealed class TransferTests
{
    private static ArrivedLot Arrived(string lot, decimal accepted, string? expires = "2026-07", Money? cost = null) => new(
        new(lot, lot, accepted, expires is null ? null : Book.Printed(expires), null, null, cost, "Maker", null), accepted);

    private static Book Source()
    {
        var book = new Book();
        book.Receive("A", 5, "2026-07", cost: new(100, "CNY"));
        book.Receive("B", 5, "2026-12");
        book.Reserve("transfer:t1", 7, pinned: true);
        return book;
    }

    [Fact]
    public void Shipping_moves_the_reserved_lots_into_transit_once()
    {
        var book = Source();
        book.Ship("t1", "transfer:t1").ShouldHappen(typeof(ReservationCommitted), typeof(StockMoved), typeof(OutboundTransitOpened)).Lines().ShouldBe("A:-5 B:-2");
        (book.View.OnHand, book.View.Reserved, book.View.InTransitOut).ShouldBe((3m, 0m, 7m));
        var shipment = StockViews.Shipment(book.Stock, "t1", outbound: true)!;
        shipment.Lots.Select(lot => (lot.Lot, lot.Quantity, lot.UnitCost?.Amount)).ShouldBe([("A", 5m, 100m), ("B", 2m, null)]);
        book.Ship("t1", "transfer:t1").ShouldBeRepeat();
        book.Ship("t1", "transfer:t2").ShouldBeRefused(RefusalKind.IdReused);

        book.CloseTransfer("t1").ShouldHappen(typeof(OutboundTransitClosed));
        book.CloseTransfer("t1").ShouldBeRepeat();
        book.Ship("t1", "transfer:t1").ShouldBeRepeat();
        StockViews.Shipment(book.Stock, "t1", outbound: true)!.Quantity.ShouldBe(7);
        StockViews.Closing(book.Stock, "t1")!.Quantity.ShouldBe(7);
        book.View.InTransitOut.ShouldBe(0);
        book.CloseTransfer("t9").ShouldBeRefused(RefusalKind.UnknownTransfer);
    }

    [Fact]
    public void A_lot_blocked_before_shipping_stays()
    {
        var book = Source();
        book.Set("A", LotStatus.Held);
        book.Ship("t1", "transfer:t1").ShouldBeRefused(new Refusal(RefusalKind.LotBlocked, Lot: "A", State: "held"));
        book.Ship("t1", "transfer:t9").ShouldBeRefused(RefusalKind.UnknownReservation);
    }

    [Fact]
    public void Arriving_goods_join_their_lots_and_end_the_transit()
    {
        var book = new Book();
        book.Receive("A", 5, "2026-07", cost: new(100, "CNY"));
        book.Arrive("t1", false, Arrived("A", 1)).ShouldBeRefused(RefusalKind.UnknownTransfer);
        book.Expect("t1", 7).ShouldHappen(typeof(InboundTransitOpened));
        book.Expect("t1", 7).ShouldBeRepeat();
        book.Expect("t1", 8).ShouldBeRefused(RefusalKind.IdReused);
        book.View.InTransitIn.ShouldBe(7);

        book.Arrive("t1", false, Arrived("A", 5, cost: new(200, "CNY")), Arrived("N", 2), Arrived("gone", 0))
            .ShouldHappen(typeof(LotOpened), typeof(StockMoved), typeof(InboundTransitClosed)).Lines().ShouldBe("A:5 N:2");

        (book.View.OnHand, book.View.InTransitIn).ShouldBe((12m, 0m));
        book.Stock.Lots["A"].UnitCost.ShouldBe(new Money(150, "CNY"));
        book.Stock.Lots["N"].Receipt.ShouldBe("t1");
        book.Arrive("t1", false, Arrived("A", 5, cost: new(200, "CNY")), Arrived("N", 2), Arrived("gone", 0)).ShouldBeRepeat();
        book.Arrive("t1", false, Arrived("A", 6)).ShouldBeRefused(RefusalKind.IdReused);
        book.Expect("t1", 7).ShouldBeRepeat();
    }

    [Fact]
    public void Another_expiry_of_the_number_gets_a_second_name_and_expired_goods_arrive_too()
    {
        var book = new Book();
        book.Receive("A", 5, "2026-07");
        book.Expect("t1", 2);
        book.Arrive("t1", false, Arrived("A", 2, "2026-05")).Lines().ShouldBe("A~20260501:2");
        book.View.Expired.ShouldBe(2);
    }

    [Fact]
    public void Goods_to_be_checked_never_join_a_lot_that_may_be_sold()
    {
        var book = new Book();
        book.Receive("A", 5, "2026-07");
        book.Expect("t1", 3);
        book.Arrive("t1", true, Arrived("A", 2), Arrived("A", 1), Arrived("N", 1)).Lines().ShouldBe("A~in:2 A~in:1 N:1");
        book.Stock.Lots["A~in"].Status.ShouldBe(LotStatus.Quarantined);
        book.View.Available.ShouldBe(5);
        Invariants.CheckLedger(book);
    }
}
