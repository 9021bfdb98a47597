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
        stock.Unmatched.ShouldBe(stock.UnmatchedEntries.Sum(one => one.Left), "units without book stock are in entries");
        stock.Reserved.ShouldBe(open.Sum(one => one.Quantity), "folded reserved");
        stock.Unpinned.ShouldBe(open.Sum(one => one.Quantity - one.Lots.Sum(pin => pin.Quantity)), "folded unpinned");
        Ends(stock.Due, open.Where(one => !one.Pinned).Select(one => (new Due(one.ExpiresAt, one.Id), one.Quantity)), now);
        var waiting = open.Where(one => one.Unpinned > 0).GroupBy(one => (one.GoodUntil, one.MinShelfLifeDays)).ToDictionary(group => new Wait(group.Key.GoodUntil, group.Key.MinShelfLifeDays));
        stock.Waiting.Keys.ShouldBe(waiting.Keys.Order());
        foreach (var (wait, ends) in stock.Waiting)
            Ends(ends, waiting[wait].Select(one => (new Due(one.Pinned ? DateTimeOffset.MaxValue : one.ExpiresAt, one.Id), one.Unpinned)), now);
        foreach (var lot in stock.Lots.Values)
        {
            lot.OnHand.ShouldBeGreaterThanOrEqualTo(0, lot.Name);
            (lot.Bins?.Select(bin => bin.Quantity) ?? []).ShouldAllBe(quantity => quantity > 0, lot.Name);
            (lot.Bins?.Sum(bin => bin.Quantity) ?? 0).ShouldBeLessThanOrEqualTo(lot.OnHand, $"bins of {lot.Name}");
            (lot.Bins?.Select(bin => bin.Bin) ?? []).ShouldBeUnique();
            lot.Pinned.ShouldBe(Pins(open, lot.Name), lot.Name);
            (lot.Ends is { IsEmpty: true }).ShouldBeFalse();
            Ends(lot.Ends ?? DueSet.None, open.Where(one => !one.Pinned).SelectMany(one => one.Lots.Where(pin => pin.Lot == lot.Name).Select(pin => (new Due(one.ExpiresAt, one.Id), pin.Quantity))), now);
            Pins(alive, lot.Name).ShouldBeLessThanOrEqualTo(lot.OnHand, $"pinned on {lot.Name}");
        }

        foreach (var lot in stock.Units.Values.GroupBy(unit => unit.Lot)) lot.Count().ShouldBeLessThanOrEqualTo((int)stock.Lots[lot.Key].OnHand, lot.Key);
        foreach (var one in stock.Containers.Values)
        {
            one.Content.ShouldBe(one.Used + one.Scrapped + one.Lost + one.Remainder, one.Id);
            one.Remainder.ShouldBeGreaterThan(0, one.Id);
            one.CostLeft.ShouldBeInRange(0, one.Cost?.Amount ?? 0, one.Id);
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

    private static void Ends(DueSet folded, IEnumerable<(Due Due, decimal Amount)> open, DateTimeOffset now)
    {
        var expected = open.OrderBy(one => one.Due).ToList();
        folded.ShouldBe(expected.Select(one => one.Due));
        folded.Sum.ShouldBe(expected.Sum(one => one.Amount));
        var ended = expected.Where(one => one.Due.ExpiresAt <= now).ToList();
        folded.EndedBy(now).ShouldBe((ended.Count, ended.Sum(one => one.Amount)));
    }

    private static decimal Pins(IEnumerable<Reservation> reservations, string lot) =>
        reservations.SelectMany(one => one.Lots).Where(pin => pin.Lot == lot).Sum(pin => pin.Quantity);
}
