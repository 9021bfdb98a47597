namespace BeautyGrains.Grains;

/// <summary>Makes ledger lines: signed quantities with the balances that they lead to.</summary>
internal static class Ledger
{
    /// <summary>Units that leave, at their lots' cost.</summary>
    public static ImmutableArray<MovedLot> Out(Stock stock, IEnumerable<ScannedLot> units) =>
        Lines(stock, units.Select(unit => unit with { Quantity = -unit.Quantity }));

    /// <summary>Units that leave, at their lots' cost.</summary>
    public static ImmutableArray<MovedLot> Out(Stock stock, IEnumerable<LotQuantity> units) =>
        Lines(stock, units.Select(unit => new ScannedLot(unit.Lot, -unit.Quantity, null)));

    /// <summary>Signed units at their lots' cost, in order; a lot may come more than once.</summary>
    public static ImmutableArray<MovedLot> Lines(Stock stock, IEnumerable<ScannedLot> units)
    {
        var lots = new Dictionary<string, Lot>(StringComparer.Ordinal);
        var lines = ImmutableArray.CreateBuilder<MovedLot>();
        foreach (var unit in units)
        {
            var lot = lots.GetValueOrDefault(unit.Lot) ?? stock.Lots[unit.Lot];
            var line = new MovedLot(
                unit.Lot, unit.Quantity, lot.UnitCost, lot.OnHand + unit.Quantity, unit.Serial, Owner: lot.Owner, Code: unit.Code, Bins: Places.Changes(lot, unit.Quantity, unit.Bin));
            lots[unit.Lot] = Places.Moved(lot, line);
            lines.Add(line);
        }

        return lines.ToImmutable();
    }

    /// <summary>Units that come in at a cost of their own, which the lot's average takes in.</summary>
    public static MovedLot In(Lot lot, decimal quantity, Money? unitCost)
    {
        var average = AverageCost(lot, quantity, unitCost);
        return new(lot.Name, quantity, unitCost ?? lot.UnitCost, lot.OnHand + quantity, LotCostAfter: average == lot.UnitCost ? null : average, Owner: lot.Owner);
    }

    /// <summary>Units that came in at a cost and leave again, out of the lot's average; at that average where the rest would not be worth more than nothing.</summary>
    /// <param name="quantity">Above 0; at most what the lot has.</param>
    public static MovedLot OutAgain(Lot lot, decimal quantity, Money? unitCost)
    {
        var (rest, was) = (lot.OnHand - quantity, lot.UnitCost);
        if (was is null || unitCost is null || unitCost.Currency != was.Currency || unitCost.Amount == was.Amount || rest <= 0) return Plain();
        var worth = (lot.OnHand * was.Amount) - (quantity * unitCost.Amount);
        return worth <= 0 ? Plain() : new(lot.Name, -quantity, unitCost, rest, LotCostAfter: was with { Amount = Rounded(worth / rest) }, Owner: lot.Owner, Bins: Places.Changes(lot, -quantity));

        MovedLot Plain() => new(lot.Name, -quantity, was ?? unitCost, rest, Owner: lot.Owner, Bins: Places.Changes(lot, -quantity));
    }

    /// <summary>
    /// A cost that goods of a lot bring with them after they came in. What the lot still has of them takes its part, in whole minor units; the rest, and
    /// all of it where the lot counts in another currency, is a variance. No lot becomes worth less than nothing.
    /// </summary>
    /// <param name="came">How much came in with it, above 0; taken to be still there as far as the lot goes.</param>
    /// <param name="amount">Whole minor units, signed.</param>
    public static MovedLot Costed(Lot lot, decimal came, Money amount)
    {
        var here = Math.Min(came, lot.OnHand);
        var isForeign = lot.UnitCost is { } known && known.Currency != amount.Currency;
        var added = here <= 0 || isForeign ? 0 : CostShares.Of(amount.Amount, [here, came - here])[0];
        var worth = lot.OnHand * (lot.UnitCost?.Amount ?? 0);
        if (added < 0) added = -Math.Min(-added, decimal.Floor(worth));
        var average = added == 0 ? (decimal?)null : Rounded((worth + added) / lot.OnHand);
        if (average > Form.MaxCost) (added, average) = (0, null);
        return new(
            lot.Name, 0, null, lot.OnHand, LotCostAfter: average is { } cost ? amount with { Amount = cost } : null, CostAdded: amount with { Amount = added },
            CostVariance: amount with { Amount = amount.Amount - added });
    }

    /// <summary>The balance of the whole stock after some lines.</summary>
    public static decimal OnHandAfter(Stock stock, ImmutableArray<MovedLot> lines) => stock.OnHand + lines.Sum(line => line.Quantity);

    /// <summary>
    /// The weighted average of what a lot cost and what more of it costs; the one place where unit costs are rounded: half to even, at 6 decimals of the minor unit.
    /// An empty lot takes the new cost; a cost in another currency changes nothing.
    /// </summary>
    public static Money? AverageCost(Lot lot, decimal quantity, Money? unitCost)
    {
        if (unitCost is null || quantity <= 0) return lot.UnitCost;
        if (lot.UnitCost is null || lot.OnHand <= 0) return unitCost;
        if (lot.UnitCost.Currency != unitCost.Currency) return lot.UnitCost;
        var average = ((lot.OnHand * lot.UnitCost.Amount) + (quantity * unitCost.Amount)) / (lot.OnHand + quantity);
        return unitCost with { Amount = Rounded(average) };
    }

    private static decimal Rounded(decimal unitCost) => decimal.Round(unitCost, 6, MidpointRounding.ToEven);
}
