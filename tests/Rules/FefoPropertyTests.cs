using FsCheck;
using FsCheck.Fluent;

namespace BeautyGrains.Rules.Tests;

/// <summary>Picking against an oracle that tries every way to share units among lots and those who wait.</summary>
public sealed class FefoPropertyTests
{
    private static readonly DateTimeOffset s_now = new(2026, 6, 1, 4, 0, 0, TimeSpan.Zero);

    internal sealed record LotCase(int OnHand, int? ExpiresInDays, LotStatus Status, int Reserved);

    internal sealed record Case(LotCase[] Lots, (int Day, int Quantity)[] Bookings, int Ask, int MinDays, int? Chosen, PickingRule Rule);

    private static Gen<Case> Cases()
    {
        var lot =
            from onHand in Gen.Choose(0, 4)
            from days in Gen.Frequency((1, Gen.Constant((int?)null)), (6, Gen.Choose(-2, 6).Select(day => (int?)day)))
            from status in Gen.Frequency((6, Gen.Constant(LotStatus.Released)), (1, Gen.Elements(LotStatus.Quarantined, LotStatus.Held, LotStatus.Recalled)))
            from reserved in Gen.Choose(0, 2)
            select new LotCase(onHand, days, status, Math.Min(onHand, reserved));
        var booking =
            from day in Gen.Choose(0, 5)
            from quantity in Gen.Choose(1, 3)
            select (day, quantity);
        return
            from lots in lot.ListOf(4)
            from bookings in Gen.Choose(0, 2).SelectMany(count => booking.ListOf(count))
            from ask in Gen.Choose(1, 8)
            from minDays in Gen.Frequency((3, Gen.Constant(0)), (2, Gen.Choose(1, 5)))
            from chosen in Gen.Frequency((3, Gen.Constant((int?)null)), (1, Gen.Choose(0, 3).Select(at => (int?)at)))
            from rule in Gen.Elements(PickingRule.Fefo, PickingRule.Fifo)
            select new Case([.. lots], [.. bookings], ask, minDays, chosen, rule);
    }

    [Fact]
    public void A_pick_takes_the_first_usable_lots_and_as_much_as_nobody_else_needs()
    {
        int whole = 0, shortOnes = 0, spanning = 0, heldBack = 0, blocked = 0;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3_000).WithReplay(20260601, 7), Prop.ForAll(Cases().ToArbitrary(), one =>
        {
            var stock = Build(one);
            var pick = Fefo.Take(new(stock, s_now), one.Ask, s_now.AddDays(one.MinDays), one.Rule, one.Chosen is { } at ? $"L{at}" : null);
            var expected = Oracle(one);
            pick.Total.ShouldBe(expected.Sum(unit => unit.Value));
            pick.Lots.Select(lot => (lot.Lot, lot.Quantity)).ShouldBe(expected.Select(unit => ($"L{unit.Key}", (decimal)unit.Value)));

            if (pick.Total == one.Ask) whole++;
            else shortOnes++;
            if (pick.Lots.Length > 1) spanning++;
            if (pick.Total < one.Ask && pick.Total < Oracle(one with { Bookings = [] }).Sum(unit => unit.Value)) heldBack++;
            if (one.Lots.Any(lot => lot.OnHand > 0 && (lot.Status != LotStatus.Released || lot.ExpiresInDays <= 0))) blocked++;
            return true;
        }));

        // The cases are worth something only if all of these are among them.
        new[] { whole, shortOnes, spanning, heldBack, blocked }.ShouldAllBe(count => count > 100);
    }

    /// <summary>Only bookings that the lots can serve, as the rules accept no others.</summary>
    private static List<(int Day, int Quantity)> Accepted(Case one)
    {
        var accepted = new List<(int, int)>();
        foreach (var booking in one.Bookings)
            if (Serves(one.Lots.Select(Free).ToArray(), one, [.. accepted, booking])) accepted.Add(booking);
        return accepted;
    }

    private static int Free(LotCase lot) => lot.OnHand - lot.Reserved;

    private static bool Usable(LotCase lot, int beyondDays) =>
        lot.Status == LotStatus.Released && (lot.ExpiresInDays is not { } days || (days > 0 && days > beyondDays));

    /// <summary>Can all bookings be served from these free units? Tries every way, unit by unit.</summary>
    private static bool Serves(int[] free, Case one, List<(int Day, int Quantity)> bookings)
    {
        var next = bookings.FindIndex(booking => booking.Quantity > 0);
        if (next < 0) return true;
        for (var lot = 0; lot < free.Length; lot++)
        {
            if (free[lot] <= 0 || !Usable(one.Lots[lot], bookings[next].Day)) continue;
            free[lot]--;
            var left = new List<(int Day, int Quantity)>(bookings) { [next] = (bookings[next].Day, bookings[next].Quantity - 1) };
            var served = Serves(free, one, left);
            free[lot]++;
            if (served) return true;
        }

        return false;
    }

    /// <summary>Unit by unit the first lot in picking order whose unit can go while all bookings can still be served.</summary>
    private static List<KeyValuePair<int, int>> Oracle(Case one)
    {
        var accepted = Accepted(one);
        var free = one.Lots.Select(Free).ToArray();
        var taken = new List<KeyValuePair<int, int>>();
        var order = Enumerable.Range(0, one.Lots.Length)
            .OrderBy(at => one.Rule == PickingRule.Fifo ? at : one.Lots[at].ExpiresInDays ?? int.MaxValue).ThenBy(at => at)
            .Where(at => (one.Chosen is null || one.Chosen == at) && Usable(one.Lots[at], one.MinDays));
        var left = one.Ask;
        foreach (var at in order)
        {
            var here = 0;
            while (left > 0 && free[at] > 0)
            {
                free[at]--;
                if (!Serves(free, one, accepted))
                {
                    free[at]++;
                    break;
                }

                here++;
                left--;
            }

            if (here > 0) taken.Add(new(at, here));
        }

        return taken;
    }

    private static Stock Build(Case one)
    {
        var stock = Stock.Empty("S1/K1");
        void Happen(StockEvent happened) => stock = StockEvolve.Apply(stock, happened, new(stock.Version + 1, s_now, ""));
        for (var at = 0; at < one.Lots.Length; at++)
        {
            var lot = one.Lots[at];
            Happen(new LotOpened($"L{at}", $"L{at}", null, lot.ExpiresInDays is { } days ? s_now.AddDays(days) : null, null, lot.Status, null, null, null, null, null, null));
            Happen(new StockMoved(MovementKind.Receipt, $"r{at}", [new($"L{at}", lot.OnHand, null, lot.OnHand)], 0, ""));
            if (lot.Reserved > 0)
                Happen(new StockReserved($"held{at}", lot.Reserved, [new($"L{at}", lot.Reserved)], s_now.AddHours(1), null, null, false, "bottle", 0, ""));
        }

        // A lot that ends exactly with the booked day serves it: good until, not beyond.
        foreach (var (day, quantity) in Accepted(one))
            Happen(new StockReserved($"b{stock.Version}", quantity, [], s_now.AddDays(30), new(2026, 6, 1), s_now.AddDays(day).AddTicks(1), false, "bottle", 0, ""));
        return stock;
    }
}
