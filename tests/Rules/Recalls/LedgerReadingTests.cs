namespace BeautyGrains.Rules.Tests;

/// <summary>What became of goods, from the ledger of one store.</summary>
public sealed class LedgerReadingTests
{
    private static readonly RecallBegun s_goods = new("K1", ["A"], new("SN-010", "SN-019"), RecallClass.I, "why", null, new(RecallClass.I, null, 24, null, null, 240, "test"), "hash");

    private static RecallTally Tally(Book book, DateTimeOffset begunAt, out ImmutableArray<FoundClient> clients)
    {
        var reading = new LedgerReading("S1", null, s_goods.LotNos, s_goods.Serials, begunAt, new("S1", 0, []));
        foreach (var recorded in book.Written.Where(one => LedgerReading.Types.Contains(one.Type)))
        {
            var happened = StockKind.Instance.Events.Read(recorded);
            var reversed = reading.NeedsReversed(happened)
                ? book.Written.Select(StockKind.Instance.Events.Read).OfType<StockMoved>().Single(moved => CommandIds.Of(moved)?.Id == ((StockMoved)happened).Reverses) : null;
            reading.Take(happened, recorded.At, reversed);
        }

        var part = reading.Found(book.Stock.Version)!;
        clients = part.Clients;
        return RecallViews.Tally(Recall.Empty with { Sums = part.Sums });
    }

    private static void Sell(Book book, string id, decimal quantity, string? client, string lot = "A", MovementKind use = MovementKind.Sale) =>
        book.Do((stock, facts, now) => StockRules.Sell(stock, new(id, quantity, null, lot, use, null, Book.By, Client: client), facts, now)).Refusal.ShouldBeNull();

    [Fact]
    public void Every_movement_has_one_fate_and_the_fates_add_up_to_what_is_left()
    {
        var book = new Book();
        book.Receive("A", 100, "2026-12", id: "rc-1");
        book.Receive("B", 100, "2026-12");
        Sell(book, "s1", 10, "C-1");
        Sell(book, "s2", 5, null);
        Sell(book, "s3", 7, "C-2");
        Sell(book, "s4", 3, "C-1", use: MovementKind.ServiceConsumption);
        Sell(book, "other", 9, "C-9", "B");
        book.Reverse("v1", MovementKind.Sale, "s3").Refusal.ShouldBeNull();
        book.Do((stock, facts, now) => StockRules.Return(stock, new("b1", 2, null, "A", ReturnDisposition.Scrap, null, null, Book.By, "C-1"), facts, now)).Refusal.ShouldBeNull();
        book.SendBack("back", 6, "A").Refusal.ShouldBeNull();
        book.Scrap("x", 4, "A").Refusal.ShouldBeNull();
        book.Count("n", "A", book.Stock.Lots["A"].OnHand - 1).Refusal.ShouldBeNull();
        book.Reserve("transfer:T", 8, "A", pinned: true);
        book.Ship("T", "transfer:T").Refusal.ShouldBeNull();
        var begunAt = book.Now;
        book.Now = book.Now.AddDays(1);
        book.Fact("f1", FactKind.OfflineSale, 200, "A").Refusal.ShouldBeNull();

        var tally = Tally(book, begunAt, out var clients);
        var left = book.Stock.Lots["A"].OnHand;
        tally.ShouldBe(new(100, left, 8, 10 + 5 + 200, 2, 3, 6, 6, 0, 1 - (200 - 63), 5));
        tally.Received.ShouldBe(tally.Left + tally.InTransit + tally.Sold - tally.Recovered + tally.Used + tally.ReturnedToSupplier + tally.Scrapped + tally.Repacked + tally.Missing);
        clients.Select(client => (client.Client, client.Got - client.Returned, client.Late)).ShouldBe([("C-1", 211, true), ("C-2", 0, false)]);
    }

    [Fact]
    public void What_does_not_arrive_is_missing_once_the_transfer_is_over()
    {
        var book = new Book();
        book.Receive("A", 10, "2026-12");
        book.Reserve("transfer:T", 8, "A", pinned: true);
        book.Ship("T", "transfer:T").Refusal.ShouldBeNull();
        (Tally(book, book.Now, out _).InTransit, Tally(book, book.Now, out _).Missing).ShouldBe((8, 0));
        book.CloseTransfer("T").Refusal.ShouldBeNull();
        (Tally(book, book.Now, out _).InTransit, Tally(book, book.Now, out _).Missing).ShouldBe((0, 8));
    }

    [Fact]
    public void Units_of_the_range_are_found_in_any_lot_by_their_serials()
    {
        var book = new Book();
        book.Receive("B", 10, "2026-12");
        foreach (var serial in new[] { "SN-009", "SN-010", "SN-019", "SN-020" })
            book.Do((stock, facts, now) => StockRules.Sell(stock, new(serial, 1, null, "B", MovementKind.Sale, null, Book.By, serial, Client: "C-" + serial), facts, now)).Refusal.ShouldBeNull();
        Tally(book, book.Now, out var clients).Sold.ShouldBe(2);
        clients.Select(client => client.Client).ShouldBe(["C-SN-010", "C-SN-019"]);
    }
}
