using FsCheck;
using FsCheck.Fluent;

namespace BeautyGrains.Rules.Tests.Places;

/// <summary>What leaves may name the bin that it leaves; whatever moves, bins and unplaced goods are all that is on hand.</summary>
public sealed class NamedBinTests
{
    private static readonly string[] s_bins = ["A", "B", "C"];

    private static Decision<StockEvent> Do(Book book, string id, int act, decimal quantity, string? bin) => act switch
    {
        0 => book.Do((stock, facts, now) => StockRules.Sell(stock, new(id, quantity, null, "L1", MovementKind.Sale, null, Book.By, Bin: bin), facts, now)),
        1 => book.Do((stock, facts, now) => StockRules.Sell(stock, new(id, quantity, null, "L1", MovementKind.ServiceConsumption, null, Book.By, Bin: bin), facts, now)),
        2 => book.Do((stock, facts, now) => StockRules.Scrap(stock, new(id, quantity, null, "L1", "broken", Book.By, Bin: bin), facts, now)),
        3 => book.Do((stock, facts, now) => StockRules.Adjust(stock, new(id, -quantity, null, "L1", "miscounted", Book.By, Bin: bin), facts, now)),
        4 => book.Do((stock, facts, now) => StockRules.Adjust(stock, new(id, quantity, null, "L1", "found", Book.By, Bin: bin), facts, now)),
        5 => book.Do((stock, facts, now) => StockRules.RecordFact(stock, new(id, FactKind.Breakage, quantity, null, "L1", now, null, null, null, null, Book.By, bin), facts, now)),
        6 => book.Do((stock, facts, now) => StockRules.RecordFact(stock, new(id, FactKind.Surplus, quantity, null, "L1", now, null, null, null, null, Book.By, bin), facts, now)),
        7 => book.Issue(id, MovementKind.Gift, quantity, "L1", bin),
        8 => book.Place(id, "L1", quantity, null, bin ?? "A", Array.IndexOf(s_bins, bin ?? "A")),
        9 => book.Place(id, "L1", quantity, bin ?? "A", null),
        10 => book.Count(id, "L1", quantity),
        11 => book.Receive("L1", quantity, id: id),
        12 => book.Return(id, quantity, "L1", ReturnDisposition.Stock),
        13 => book.SendBack(id, quantity, "L1"),
        14 => Committed(book, id, quantity, bin),
        _ => book.Reverse(id, MovementKind.Sale, "0"),
    };

    private static Decision<StockEvent> Committed(Book book, string id, decimal quantity, string? bin)
    {
        book.Reserve(id, quantity);
        return book.Commit(id, null, MovementKind.Sale, new ScannedLot("L1", quantity, null, Bin: bin));
    }

    [Fact]
    public void Whatever_moves_bins_and_unplaced_goods_are_all_that_is_on_hand_and_a_named_bin_is_the_one_that_changes()
    {
        var (named, refused) = (0, 0);
        var acts = (from act in Gen.Frequency((2, Gen.Choose(0, 15)), (1, Gen.Elements(8, 11))) from quantity in Gen.Choose(1, 6) from bin in Gen.Choose(0, 3) select (act, quantity, bin)).ListOf(40);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(100).WithReplay(20261122, 7), Prop.ForAll(acts.ToArbitrary(), all =>
        {
            var book = new Book();
            book.Receive("L1", 12);
            var i = 0;
            foreach (var (act, quantity, at) in all)
            {
                var bin = at < s_bins.Length ? s_bins[at] : null;
                var (before, there) = (book.Stock.OnHand, bin is null ? 0 : Grains.Places.In(book.Stock.Lots["L1"], bin));
                var decision = Do(book, FormattableString.Invariant($"{i++}"), act, quantity / 2m, bin);
                Invariants.Check(book);
                Grains.Places.Unplaced(book.Stock.Lots["L1"]).ShouldBeGreaterThanOrEqualTo(0);
                if (act is not (0 or 1 or 2 or 3 or 7 or 14) || bin is null) continue;
                if (decision.Refusal is not null) refused++;
                else if (book.Stock.OnHand != before) named++;
                Grains.Places.In(book.Stock.Lots["L1"], bin).ShouldBe(there - (before - book.Stock.OnHand), "what leaves a named bin leaves no other");
            }

            return true;
        }));
        named.ShouldBeGreaterThan(100);
        refused.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void A_bin_goes_with_a_lot_that_lies_there_and_a_fact_is_recorded_all_the_same()
    {
        var book = new Book();
        book.Receive("L1", 5);
        book.Place("p1", "L1", 2, null, "A");
        foreach (var act in new[] { 0, 1, 2, 3, 4, 14 }) Do(book, $"z{act}", act, 1, "Z").Refusal!.Kind.ShouldBe(RefusalKind.UnknownBin);
        foreach (var act in new[] { 0, 1, 2, 3, 14 }) Do(book, $"m{act}", act, 3, "A").Refusal.ShouldBe(Refusal.Insufficient(2) with { Lot = "L1" });
        foreach (var act in new[] { 0, 1, 2, 3, 4 }) Do(book, $"b{act}", act, 1, "a b").Refusal!.Field.ShouldBe("bin");
        book.Do((stock, facts, now) => StockRules.Sell(stock, new("n", 1, null, null, MovementKind.Sale, null, Book.By, Bin: "A"), facts, now)).Refusal.ShouldBe(Refusal.Invalid("lot", "required-with-a-bin"));
        Do(book, "f1", 5, 1, "Z").Refusal.ShouldBeNull();
        Do(book, "f2", 5, 3, "A").Refusal.ShouldBeNull();
        (book.Stock.OnHand, Grains.Places.Unplaced(book.Stock.Lots["L1"])).ShouldBe((1m, 1m));
    }

    [Fact]
    public void The_same_id_with_another_bin_is_another_request()
    {
        var book = new Book();
        book.Receive("L1", 5);
        book.Place("p1", "L1", 2, null, "A");
        foreach (var act in new[] { 0, 2, 3, 5 })
        {
            Do(book, $"x{act}", act, 0.5m, "A").Refusal.ShouldBeNull();
            Do(book, $"x{act}", act, 0.5m, "A").IsRepeat.ShouldBeTrue();
            Do(book, $"x{act}", act, 0.5m, null).Refusal!.Kind.ShouldBe(RefusalKind.IdReused);
        }
    }
}
