namespace BeautyGrains.Rules.Tests;

/// <summary>What is true of every stock at every moment, recomputed from causes the slow way.</summary>
internal static class Invariants
{
    public static void Check(Book book)
    {
        var (stock, now) = (book.Stock, book.Now);
        var open = stock.Open.Values.ToList();
        var alive = open.Where(one => one.Pinned || one.ExpiresAt > now).ToList();

        stock.OnHand.ShouldBe(stock.Lots.Values.Sum(lot => lot.OnHand), "Σ lots = on hand");
        stock.Reserved.ShouldBe(open.Sum(one => one.Quantity), "folded reserved");
        stock.Unpinned.ShouldBe(open.Sum(one => one.Quantity - one.Lots.Sum(pin => pin.Quantity)), "folded unpinned");
        stock.Due.ShouldBe(open.Where(one => !one.Pinned).Select(one => new Due(one.ExpiresAt, one.Id)).Order());
        stock.Waiting.ShouldBe(open.Where(one => one.Lots.Sum(pin => pin.Quantity) < one.Quantity).Select(one => one.Id).Order(StringComparer.Ordinal));
        foreach (var lot in stock.Lots.Values)
        {
            lot.OnHand.ShouldBeGreaterThanOrEqualTo(0, lot.Name);
            lot.Pinned.ShouldBe(Pins(open, lot.Name), lot.Name);
            Pins(alive, lot.Name).ShouldBeLessThanOrEqualTo(lot.OnHand, $"pinned on {lot.Name}");
        }

        foreach (var one in open)
        {
            one.Unpinned.ShouldBeGreaterThanOrEqualTo(0, one.Id);
            one.Lots.ShouldAllBe(pin => pin.Quantity > 0);
            one.Lots.Select(pin => pin.Lot).ShouldBeUnique();
        }

        var sellable = stock.Lots.Values.Where(lot => lot.Status == LotStatus.Released && !(lot.ExpiresAt <= now)).Sum(lot => lot.OnHand - Pins(alive, lot.Name));
        book.Free.Available.ShouldBe(Math.Max(0, sellable - alive.Sum(one => one.Quantity - one.Lots.Sum(pin => pin.Quantity))), "available");
        book.Free.Reserved.ShouldBe(alive.Sum(one => one.Quantity));
    }

    /// <summary>The ledger alone gives every lot's balance, and carries it.</summary>
    public static void CheckLedger(Book book)
    {
        var balances = new Dictionary<string, decimal>();
        foreach (var moved in book.Written.Select(StockKind.Instance.Events.Read).OfType<StockMoved>())
        {
            foreach (var line in moved.Lines)
            {
                balances[line.Lot] = balances.GetValueOrDefault(line.Lot) + line.Quantity;
                line.BalanceAfter.ShouldBe(balances[line.Lot]);
            }

            moved.OnHandAfter.ShouldBe(balances.Values.Sum());
        }

        foreach (var lot in book.Stock.Lots.Values) balances.GetValueOrDefault(lot.Name).ShouldBe(lot.OnHand, lot.Name);
    }

    private static decimal Pins(IEnumerable<Reservation> reservations, string lot) =>
        reservations.SelectMany(one => one.Lots).Where(pin => pin.Lot == lot).Sum(pin => pin.Quantity);
}
