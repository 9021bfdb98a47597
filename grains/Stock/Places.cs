namespace BeautyGrains.Grains;

/// <summary>Where a lot lies within its store. What is on hand and in no bin is unplaced; so bins and unplaced goods are always all that is on hand.</summary>
public static class Places
{
    /// <summary>What of a lot lies in no bin.</summary>
    public static decimal Unplaced(Lot lot) => lot.Bins is null ? lot.OnHand : lot.OnHand - lot.Bins.Sum(bin => bin.Quantity);

    /// <summary>What of a lot lies in a bin.</summary>
    public static decimal In(Lot lot, string bin) => lot.Bins?.FirstOrDefault(one => one.Bin == bin)?.Quantity ?? 0;

    /// <summary>The bins after signed changes, in walking order; null where no bin is left.</summary>
    public static EquatableList<BinQuantity>? After(EquatableList<BinQuantity>? bins, EquatableList<BinQuantity>? changes)
    {
        if (changes is null) return bins;
        var all = (bins ?? []).ToDictionary(bin => bin.Bin, StringComparer.Ordinal);
        foreach (var change in changes)
        {
            var was = all.GetValueOrDefault(change.Bin);
            // Where goods are put tells the bin's place on the way; what leaves does not.
            all[change.Bin] = change with { Quantity = change.Quantity + (was?.Quantity ?? 0), Order = change.Quantity > 0 ? change.Order : was?.Order ?? change.Order };
        }

        EquatableList<BinQuantity> left = [.. all.Values.Where(bin => bin.Quantity != 0).OrderBy(bin => bin.Order).ThenBy(bin => bin.Bin, StringComparer.Ordinal)];
        return left.Count == 0 ? null : left;
    }

    /// <summary>
    /// What a movement of a lot changes in its bins. What leaves comes from the bin that was named; otherwise, and as far as that has too little, unplaced
    /// goods go first and then bins in walking order. What enters is unplaced, unless a bin was named in which the lot lies. Null for no bin.
    /// </summary>
    /// <param name="quantity">Signed.</param>
    public static EquatableList<BinQuantity>? Changes(Lot lot, decimal quantity, string? named = null)
    {
        if (lot.Bins is not { } bins) return null;
        if (quantity >= 0) return bins.FirstOrDefault(bin => bin.Bin == named) is { } into && quantity > 0 ? [into with { Quantity = quantity }] : null;
        var left = -quantity;
        var changes = new List<BinQuantity>();
        if (bins.FirstOrDefault(bin => bin.Bin == named) is { } first) Take(first);
        left -= Math.Min(left, Math.Max(0, Unplaced(lot)));
        foreach (var bin in bins.Where(bin => bin.Bin != named)) Take(bin);
        return changes.Count == 0 ? null : [.. changes];

        void Take(BinQuantity bin)
        {
            var take = Math.Min(left, bin.Quantity);
            if (take <= 0) return;
            changes.Add(bin with { Quantity = -take });
            left -= take;
        }
    }

    /// <summary>The same lot after a movement's line.</summary>
    public static Lot Moved(Lot lot, MovedLot line) => lot with { OnHand = lot.OnHand + line.Quantity, UnitCost = line.LotCostAfter ?? lot.UnitCost, Bins = After(lot.Bins, line.Bins) };

    /// <summary>The first rule of form that a named bin breaks, or null: it goes with a lot.</summary>
    public static Refusal? Form(string? lot, string? bin) =>
        bin is null ? null : !Limits.IsId(bin) ? Refusal.Invalid("bin", "must-be-an-id") : lot is null ? Refusal.Invalid("lot", "required-with-a-bin") : null;

    /// <summary>Why a bin may not be named, or null: it needs a lot, and that much of it there.</summary>
    public static Refusal? Refuses(Stock stock, string? lot, string? bin, decimal quantity)
    {
        if (bin is null) return null;
        if (Form(lot, bin) is { } malformed) return malformed;
        if (!stock.Lots.TryGetValue(lot!, out var there)) return null;
        var most = In(there, bin);
        return most == 0 ? new(RefusalKind.UnknownBin, Lot: lot) : -quantity > most ? Refusal.Insufficient(most) with { Lot = lot } : null;
    }
}
