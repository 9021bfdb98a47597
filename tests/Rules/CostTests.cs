using FsCheck;
using FsCheck.Fluent;

namespace BeautyGrains.Rules.Tests;

/// <summary>Costs that goods bring with them after they came in, and the value of lots.</summary>
public sealed class CostTests
{
    private static Decision<StockEvent> Land(Book book, string id, decimal amount, params LotQuantity[] lots) =>
        book.Do((stock, _, _) => StockRules.AddCost(stock, new(id, [.. lots], new(amount, "CNY"), "R-1", Book.By)));

    private static decimal Value(Book book) => book.Stock.Lots.Values.Sum(lot => lot.OnHand * (lot.UnitCost?.Amount ?? 0));

    private static (decimal Added, decimal Variance) Told(Decision<StockEvent> decision)
    {
        var lines = decision.Events.OfType<StockMoved>().Single().Lines;
        return (lines.Sum(line => line.CostAdded!.Amount), lines.Sum(line => line.CostVariance!.Amount));
    }

    [Fact]
    public void Ten_yuan_over_three_equal_lines_are_ten_yuan_and_the_first_line_has_the_last_cent() => CostShares.Of(1_000, [1, 1, 1]).ShouldBe([334, 333, 333]);

    [Theory]
    [InlineData(-1_000, "1 1 1", "-334 -333 -333")]
    [InlineData(5, "1 0 1", "3 0 2")]
    [InlineData(100, "1 2 3", "17 33 50")]
    [InlineData(1, "1 3 2", "0 1 0")]
    [InlineData(1_000_000_000_000, "1000000000000000000000 1", "1000000000000 0")]
    public void The_last_cents_go_to_those_who_lost_most_by_rounding_the_first_of_equals_first(long amount, string weights, string shares) =>
        CostShares.Of(amount, Numbers(weights)).ShouldBe(Numbers(shares));

    [Fact]
    public void Shares_add_up_whatever_is_shared_and_nobody_is_further_off_than_a_cent() => Prop.ForAll(
        Gen.Choose(-1_000_000, 1_000_000).ToArbitrary(), Gen.Choose(0, 5_000).NonEmptyListOf().Where(list => list.Any(weight => weight > 0)).ToArbitrary(),
        (amount, list) =>
        {
            var weights = list.ConvertAll(weight => weight / 1_000m);
            var shares = CostShares.Of(amount, weights);
            shares.Sum().ShouldBe(amount);
            for (var i = 0; i < weights.Count; i++) Math.Abs(shares[i] - (amount * weights[i] / weights.Sum())).ShouldBeLessThan(1);
            weights.Zip(shares).Where(it => it.First == 0).ShouldAllBe(it => it.Second == 0);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_cost_enters_the_lots_and_what_belongs_to_goods_that_are_gone_is_a_variance()
    {
        var book = new Book();
        book.Receive("A", 10, cost: new(100, "CNY"));
        Told(Land(book, "c1", 500, new LotQuantity("A", 10))).ShouldBe((500, 0));
        book.Stock.Lots["A"].UnitCost!.Amount.ShouldBe(150);
        Land(book, "c1", 500, new LotQuantity("A", 10)).ShouldBeRepeat();
        Land(book, "c1", 501, new LotQuantity("A", 10)).ShouldBeRefused(RefusalKind.IdReused);
        book.Sell("s", 7);
        Told(Land(book, "c2", 101, new LotQuantity("A", 10))).ShouldBe((30, 71));
        Value(book).ShouldBe(480);
        book.Sell("s2", 3);
        Told(Land(book, "c3", 100, new LotQuantity("A", 10))).ShouldBe((0, 100));
        Value(book).ShouldBe(0);
        Land(book, "c4", 1, new LotQuantity("Z", 1)).ShouldBeRefused(new Refusal(RefusalKind.UnknownLot, Lot: "Z"));
    }

    [Fact]
    public void A_cost_that_is_taken_back_leaves_no_lot_worth_less_than_nothing_and_other_currencies_are_a_variance()
    {
        var book = new Book();
        book.Receive("A", 10, cost: new(10, "CNY"));
        book.Receive("E", 10, cost: new(10, "EUR"));
        Told(Land(book, "c1", -150, new LotQuantity("A", 10))).ShouldBe((-100, -50));
        (Value(book), book.Stock.Lots["A"].UnitCost!.Amount).ShouldBe((100, 0));
        Told(Land(book, "c2", 90, new LotQuantity("A", 10), new LotQuantity("E", 20))).ShouldBe((30, 60));
        book.Stock.Lots["E"].UnitCost.ShouldBe(new(10, "EUR"));
    }

    [Theory]
    [InlineData(0, "A", 1)]
    [InlineData(0.5, "A", 1)]
    [InlineData(1, "A", 0)]
    [InlineData(1, "A", 0.0001)]
    [InlineData(1, "a b", 1)]
    public void A_cost_of_another_form_is_refused(double amount, string lot, double quantity)
    {
        var book = new Book();
        book.Receive("A", 10);
        Land(book, "c1", (decimal)amount, new LotQuantity(lot, (decimal)quantity)).ShouldBeRefused(RefusalKind.Validation);
        Land(book, "c1", 1).ShouldBeRefused(RefusalKind.Validation);
        Land(book, "c1", 1, new LotQuantity("A", 1), new LotQuantity("A", 1)).ShouldBeRefused(RefusalKind.Validation);
    }

    [Fact]
    public void A_landed_cost_is_not_reversed_and_a_receipt_that_is_leaves_the_value_of_the_rest()
    {
        var book = new Book();
        book.Receive("A", 10, id: "r1", cost: new(100, "CNY"));
        book.Receive("A", 10, id: "r2", cost: new(300, "CNY"));
        Land(book, "c1", 400, new LotQuantity("A", 10));
        book.Reverse("x", MovementKind.LandedCost, "c1").ShouldBeRefused(RefusalKind.NotReversible);
        book.Reverse("x", MovementKind.Receipt, "r2").Events.OfType<StockMoved>().Single().Lines.Single().UnitCost!.Amount.ShouldBe(300);
        Value(book).ShouldBe(1_400);
        // The last goods leave with all that is left of the value.
        book.Reverse("y", MovementKind.Receipt, "r1").Events.OfType<StockMoved>().Single().Lines.Single().UnitCost!.Amount.ShouldBe(140);
    }

    /// <summary>Σ receipts + landed − issues − losses = stock value, after whatever movements, but for the rounding of unit costs.</summary>
    [Fact]
    public void The_value_of_the_stock_is_what_came_and_landed_without_what_left_after_any_movements() => Prop.ForAll(
        Gen.Choose(0, 9).Two().Three().ListOf().Resize(60).ToArbitrary(),
        steps =>
        {
            var book = new Book();
            book.Receive("A", 5, id: "r", cost: new(100, "CNY"));
            var n = 0;
            foreach (var ((kind, lot), (quantity, cost), (of, _)) in steps)
            {
                var (id, name) = ($"m{n++}", lot < 5 ? "A" : "B");
                if (!book.Stock.Lots.ContainsKey(name) && kind > 1) continue;
                _ = kind switch
                {
                    0 or 1 => book.Receive(name, quantity + 1, id: id, cost: new(100 + (cost * 7.3m), "CNY")),
                    2 or 3 => book.Sell(id, quantity + 1),
                    4 => book.Scrap(id, quantity + 1, name),
                    5 => Land(book, id, cost < 5 ? (cost * 33) - 99 : cost * 33, new LotQuantity(name, quantity + 1)),
                    6 => book.Return(id, quantity + 1, name, ReturnDisposition.Stock),
                    7 => book.Count(id, name, quantity),
                    8 => book.Reverse(id, MovementKind.Receipt, $"m{of}"),
                    _ => book.Reverse(id, MovementKind.Sale, $"m{of}"),
                };
            }
            var moved = book.Written.Select(one => StockKind.Instance.Events.Read(one)).OfType<StockMoved>().SelectMany(one => one.Lines).ToList();
            var worth = moved.Sum(line => (line.Quantity * (line.UnitCost?.Amount ?? 0)) + (line.CostAdded?.Amount ?? 0));
            Math.Abs(Value(book) - worth).ShouldBeLessThan(0.01m);
            book.Stock.Lots.Values.ShouldAllBe(one => one.UnitCost!.Amount >= 0);
        }).QuickCheckThrowOnFailure();

    private static decimal[] Numbers(string text) => [.. text.Split(' ').Select(number => decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture))];
}
