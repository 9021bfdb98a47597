using System.Text;

namespace BeautyGrains.Rules.Tests;

/// <summary>Goods that are not the chain's own: lots of their own, sold as any other, and owed for once they are.</summary>
public sealed class OwnerTests
{
    private static readonly LotOwner s_owner = new(OwnerKind.Consignor, "V-1");

    [Fact]
    public void The_same_number_and_expiry_of_another_owner_is_a_lot_of_its_own()
    {
        var book = new Book();
        book.Receive("A", 5, "2027-05-31", cost: new(100, "CNY"));
        Consigned(book, "A", 3, "2027-05-31", 80).Refusal.ShouldBeNull();
        Consigned(book, "A", 2, "2027-05-31", 80).Refusal.ShouldBeNull();
        Consigned(book, "A", 1, "2027-05-31", 80, new(OwnerKind.Franchisee, "V-1")).Refusal.ShouldBeNull();
        book.Stock.Lots.Select(lot => (lot.Name, lot.Owner?.ToString(), lot.OnHand, lot.UnitCost!.Amount)).ShouldBe(
            [("A", null, 5m, 100m), ("A~lot", "consignor:V-1", 5, 80), ("A~lot.2", "franchisee:V-1", 1, 80)]);
        // Another expiry of the number needs quality's word, whoever owns it.
        Consigned(book, "A", 1, "2027-06-30", 80).ShouldBeRefused(new Refusal(RefusalKind.LotExpiryDiffers, Lot: "A"));
        book.View.Available.ShouldBe(11);
    }

    [Fact]
    public void Expiry_decides_which_lot_goes_first_and_then_receipt_whoever_owns_it()
    {
        var book = new Book();
        book.Receive("own", 1, "2027-06-30", cost: new(100, "CNY"));
        Consigned(book, "soon", 1, "2027-05-31", 80);
        Consigned(book, "same", 1, "2027-06-30", 80);
        book.Reserve("r", 3);
        book.Stock.Open["r"].Lots.Select(pin => pin.Lot).ShouldBe(["soon", "own", "same"]);
    }

    [Fact]
    public void What_is_sold_or_comes_back_is_owed_and_what_is_lost_or_owned_is_not()
    {
        var book = new Book();
        book.Receive("own", 5, "2027-06-30", cost: new(100, "CNY"));
        Consigned(book, "A", 5, "2027-05-31", 80.5m);
        book.Reserve("r", 3);
        Owed(book.Commit("r")).ShouldBe([("consignor:V-1", 3, 242)]);
        Owed(book.Do((stock, facts, now) => StockRules.Sell(stock, new("s", 3, null, null, MovementKind.Sale, null, Book.By), facts, now))).ShouldBe([("consignor:V-1", 2, 161)]);
        Owed(book.Do((stock, facts, now) => StockRules.Return(stock, new("t", 1, null, "A", ReturnDisposition.Quarantine, null, null, Book.By), facts, now))).ShouldBe([("consignor:V-1", -1, -80)]);
        book.Stock.Lots["A~returned"].Owner.ShouldBe(s_owner);
        Owed(book.Do((stock, facts, now) => StockRules.Scrap(stock, new("x", 1, null, "A~returned", "broken", Book.By), facts, now))).ShouldBeEmpty();
        Owed(book.Do((stock, facts, now) => StockRules.Sell(stock, new("s2", 1, null, null, MovementKind.Sale, null, Book.By), facts, now))).ShouldBeEmpty();
        Owed(book.Do((stock, _, now) => StockRules.Reverse(stock, new("v", MovementKind.Sale, "s", "wrong", Book.By), now))).ShouldBe([("consignor:V-1", -2, -161)]);
    }

    [Theory]
    [InlineData(FactKind.OfflineSale, 1)]
    [InlineData(FactKind.Treatment, 1)]
    [InlineData(FactKind.Breakage, 0)]
    public void A_fact_that_sold_goods_is_owed_and_one_that_broke_them_is_not(FactKind kind, int owed)
    {
        var book = new Book();
        Consigned(book, "A", 5, "2027-05-31", 80);
        var told = book.Do((stock, facts, now) => StockRules.RecordFact(stock, new("f", kind, 2, null, "A", now, null, null, null, null, Book.By), facts, now));
        Owed(told).Count.ShouldBe(owed);
    }

    [Fact]
    public void Goods_keep_their_owner_on_the_way_to_another_store()
    {
        var book = new Book();
        Consigned(book, "A", 5, "2027-05-31", 80);
        book.Reserve("transfer:t", 2, pinned: true);
        book.Do((stock, facts, now) => StockRules.Ship(stock, new("t", "transfer:t", "S2", Book.By), facts, now)).Refusal.ShouldBeNull();
        var there = new Book();
        there.Receive("A", 1, "2027-05-31");
        there.Do((stock, _, _) => StockRules.Expect(stock, new("t", "S1", 2, Book.By)));
        there.Do((stock, facts, now) => StockRules.ReceiveTransfer(stock, new("t", "S1", [new(book.Stock.TransitsOut["t"].Lots[0], 2)], false, Book.By), facts, now)).Refusal.ShouldBeNull();
        there.Stock.Lots.Select(lot => (lot.Owner, lot.OnHand)).ShouldBe([(null, 1m), (s_owner, 2m)]);
    }

    [Fact]
    public void Goods_of_others_need_a_known_owner_and_what_is_owed_for_them_and_a_repeat_names_the_same_owner()
    {
        var book = new Book();
        Receive(book, "r", null, s_owner).ShouldBeRefused(Refusal.Invalid("unitCost", "required-with-owner"));
        Receive(book, "r", 80, new(OwnerKind.Consignor, "a/b")).ShouldBeRefused(Refusal.Invalid("owner.id", "must-be-an-id"));
        Receive(book, "r", 80, new((OwnerKind)9, "V")).ShouldBeRefused(Refusal.Invalid("owner.kind", "must-be-known"));
        Receive(book, "r", 80, s_owner).Refusal.ShouldBeNull();
        Receive(book, "r", 80, s_owner).IsRepeat.ShouldBeTrue();
        Receive(book, "r", 80, null).ShouldBeRefused(new Refusal(RefusalKind.IdReused));
    }

    [Fact]
    public void An_owner_is_written_down_where_there_is_one_and_snapshots_keep_it()
    {
        var book = new Book();
        Consigned(book, "A", 5, "2027-05-31", 80);
        foreach (var recorded in book.Written) Encoding.UTF8.GetString(recorded.Payload.Span).ShouldContain("""
            "owner":{"kind":"Consignor","id":"V-1"}
            """.Trim());
        StockKind.Instance.LoadState(StockKind.Instance.SaveState(book.Stock)).Lots["A"].Owner.ShouldBe(s_owner);
    }

    private static Decision<StockEvent> Consigned(Book book, string lot, decimal quantity, string expires, decimal cost, LotOwner? owner = null) => book.Do((stock, facts, now) => StockRules.Receive(
        stock, new($"rc-{book.Written.Count}", quantity, null, lot, Parsed(expires), null, new(cost, "CNY"), null, null, null, null, LotStatus.Released, null, Book.By, Owner: owner ?? s_owner), facts, now));

    private static Decision<StockEvent> Receive(Book book, string id, decimal? cost, LotOwner? owner) => book.Do((stock, facts, now) => StockRules.Receive(
        stock, new(id, 1, null, "A", Parsed("2027-05-31"), null, cost is { } amount ? new(amount, "CNY") : null, null, null, null, null, LotStatus.Released, null, Book.By, Owner: owner), facts, now));

    private static Expiry Parsed(string text) => ExpiryText.TryParse(text, ExpiryKind.ValidThrough, out var expiry) ? expiry : throw new FormatException(text);

    private static List<(string Owner, decimal Quantity, decimal Amount)> Owed(Decision<StockEvent> decision)
    {
        decision.Refusal.ShouldBeNull();
        return [.. decision.Events.SelectMany(happened => OwnedLines.Of(happened).Lines).Select(line => (line.Owner!.ToString(), -line.Quantity, OwnedLines.Amount(line)))];
    }
}
