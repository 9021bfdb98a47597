namespace BeautyGrains.Grains;

/// <summary>What comes out of what went in: lots, parents, expiry, cost. Pure.</summary>
public static class RepackPlan
{
    /// <summary>The plan, or why what was taken does not go together: goods of different owners make no lot.</summary>
    public static RepackEvent Of(string id, Repack repack)
    {
        var ask = repack.Ask!;
        var contents = repack.Inputs.Where(input => !input.Part.Packaging).SelectMany(input => input.Lots!.Select(lot => (input.Part.Sku, Lot: lot))).ToList();
        var packaging = repack.Inputs.Where(input => input.Part.Packaging).SelectMany(input => input.Lots!.Select(lot => (input.Part.Sku, Lot: lot))).ToList();
        if (contents.Concat(packaging).Select(one => one.Lot.Owner).Distinct().Count() > 1) return new RepackStopped(new(RefusalKind.RepackNotAllowed, State: "owners-differ"));
        var cost = CostOf([.. contents.Concat(packaging).Select(one => one.Lot)]);
        var shares = cost is null ? null : (IReadOnlyList<decimal>)CostShares.Of(cost.Amount, [.. ask.Outputs.Select(output => output.Weight)]);
        return new RepackPlanned([.. ask.Outputs.Select((output, i) => new PlannedOutput(
            output.Sku, Lots(id, ask, output, contents, packaging, cost is null ? null : cost with { Amount = shares![i] })))], cost);
    }

    /// <summary>What lots cost together, in whole minor units, half to even; null where one has no cost, or another currency.</summary>
    public static Money? CostOf(IReadOnlyList<TravellingLot> lots) =>
        lots.Any(lot => lot.UnitCost is null) || lots.Select(lot => lot.UnitCost!.Currency).Distinct().Count() > 1 ? null
        : new(decimal.Round(lots.Sum(lot => lot.Quantity * lot.UnitCost!.Amount), 0, MidpointRounding.ToEven), lots[0].UnitCost!.Currency);

    // Of one product each of its lots makes a lot of its own, as far as quantities can be told apart; of several all go into one.
    private static EquatableList<MadeLot> Lots(
        string id, RepackAsked ask, RepackPart output, List<(string Sku, TravellingLot Lot)> contents, List<(string Sku, TravellingLot Lot)> packaging, Money? cost)
    {
        var all = contents.Sum(one => one.Lot.Quantity);
        var apart = contents.Select(one => output.Quantity * one.Lot.Quantity / all).ToList();
        var isApart = contents.Count > 1 && contents.Select(one => one.Sku).Distinct(StringComparer.Ordinal).Count() == 1
            && apart.TrueForAll(quantity => Limits.QuantityRule(quantity) is null && quantity * all == output.Quantity * contents[apart.IndexOf(quantity)].Lot.Quantity) && apart.Sum() == output.Quantity;
        if (!isApart) return [Made(id, ask, output.Sku, output.Quantity, contents, ParentsOf(contents.Concat(packaging), 1), cost)];
        var shares = cost is null ? null : (IReadOnlyList<decimal>)CostShares.Of(cost.Amount, apart);
        return [.. contents.Select((one, i) => Made(
            id, ask, output.Sku, apart[i], [one], [.. ParentsOf([one], 1), .. ParentsOf(packaging, one.Lot.Quantity / all)], cost is null ? null : cost with { Amount = shares![i] }))];
    }

    private static MadeLot Made(
        string id, RepackAsked ask, string sku, decimal quantity, List<(string Sku, TravellingLot Lot)> contents, EquatableList<LotParent> parents, Money? cost)
    {
        // A parent without expiry lasts longest.
        var first = contents.MinBy(one => one.Lot.ExpiresAt ?? DateTimeOffset.MaxValue).Lot;
        var suppliers = contents.Select(one => one.Lot.Supplier).Distinct().ToList();
        return new(
            NumberOf(id, ask, sku, contents), quantity, first.Expiry, first.ExpiresAt, contents.Count == 1 ? first.MadeOn : null, LotStatus.Released,
            cost is null ? null : cost with { Amount = decimal.Round(cost.Amount / quantity, 6, MidpointRounding.ToEven) },
            suppliers.Count == 1 ? suppliers[0] : null, first.Owner, parents);
    }

    // A unit that lay in a kit still bears its own number; what was one lot keeps its number; all else gets a new one.
    private static string NumberOf(string id, RepackAsked ask, string sku, List<(string Sku, TravellingLot Lot)> contents)
    {
        if (contents.Count > 1) return ask.Lot ?? id;
        var own = contents[0].Lot.Parents?.Where(parent => parent.Sku == sku).Select(parent => parent.Lot).Distinct(StringComparer.Ordinal).ToList();
        return own is [var number] ? number : contents[0].Lot.LotNo;
    }

    private static EquatableList<LotParent> ParentsOf(IEnumerable<(string Sku, TravellingLot Lot)> lots, decimal part) =>
        [.. lots.Select(one => new LotParent(one.Sku, one.Lot.Lot, decimal.Round(one.Lot.Quantity * part, Limits.QuantityDecimals, MidpointRounding.ToEven)))];
}
