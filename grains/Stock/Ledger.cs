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
        var balances = new Dictionary<string, decimal>(StringComparer.Ordinal);
        var lines = ImmutableArray.CreateBuilder<MovedLot>();
        foreach (var unit in units)
        {
            var lot = stock.Lots[unit.Lot];
            var balance = balances.GetValueOrDefault(unit.Lot, lot.OnHand) + unit.Quantity;
            balances[unit.Lot] = balance;
            lines.Add(new(unit.Lot, unit.Quantity, lot.UnitCost, balance, unit.Serial));
        }

        return lines.ToImmutable();
    }

    /// <summary>Units that come in at a cost of their own, which the lot's average takes in.</summary>
    public static MovedLot In(Lot lot, decimal quantity, Money? unitCost)
    {
        var average = AverageCost(lot, quantity, unitCost);
        return new(lot.Name, quantity, unitCost ?? lot.UnitCost, lot.OnHand + quantity, LotCostAfter: average == lot.UnitCost ? null : average);
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
        return unitCost with { Amount = decimal.Round(average, 6, MidpointRounding.ToEven) };
    }
}
