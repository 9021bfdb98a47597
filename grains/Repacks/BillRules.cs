namespace BeautyGrains.Grains;

/// <summary>What a bill does to goods, and whether it may. Pure.</summary>
public static class BillRules
{
    /// <summary>
    /// What a bill is: of one product that is no packaging, a split; of whole units of several that lie together in one whole unit, a kit; else a mix.
    /// Which way round it is used does not matter: what may be put together may be taken apart.
    /// </summary>
    public static RepackKind KindOf(Bill bill)
    {
        var contents = bill.Inputs.Where(line => !line.Packaging).ToList();
        if (contents.Count == 1) return RepackKind.Split;
        return bill.Outputs.Count == 1 && contents.Concat(bill.Outputs).All(line => decimal.Truncate(line.Quantity) == line.Quantity) ? RepackKind.Kit : RepackKind.Mix;
    }

    /// <summary>The refusal of a bill that would mix cosmetics, whatever the table says, or null.</summary>
    public static Refusal? Mixes(Bill bill, IReadOnlyDictionary<string, SkuRecord> skus) =>
        KindOf(bill) == RepackKind.Mix && Goods(bill).FirstOrDefault(sku => RecipeForm.IsCosmetic(skus[sku].GoodsCategory)) is { } cosmetic
            ? new(RefusalKind.RepackNotAllowed, Sku: cosmetic, State: "mix")
            : null;

    /// <summary>The refusal of a bill by the table of a day, or null: every product that is no packaging must be of a category that may be repacked so.</summary>
    public static Refusal? Refused(Bill bill, IReadOnlyDictionary<string, SkuRecord> skus, RepackPolicy policy, DateOnly day)
    {
        if (Mixes(bill, skus) is { } mixes) return mixes;
        var kind = KindOf(bill);
        var forbidden = Goods(bill).FirstOrDefault(sku => policy.Rules
            .Where(rule => rule.Category == skus[sku].GoodsCategory && DatedRows.Counts(day, rule.ValidFrom, rule.ValidThrough))
            .MaxBy(rule => rule.ValidFrom ?? DateOnly.MinValue)?.Kinds.Contains(kind) != true);
        return forbidden is null ? null : new(RefusalKind.RepackNotAllowed, Sku: forbidden, State: kind.ToString().ToLowerInvariant());
    }

    /// <summary>The bill that counts on a day; null for none.</summary>
    public static Bill? BillOn(this RecipeRecord record, DateOnly day) => !record.Active ? null : record.Bills
        .Where(bill => DatedRows.Counts(day, bill.ValidFrom, bill.ValidThrough)).MaxBy(bill => bill.ValidFrom ?? DateOnly.MinValue);

    private static IEnumerable<string> Goods(Bill bill) => bill.Inputs.Where(line => !line.Packaging).Concat(bill.Outputs).Select(line => line.Sku).Order(StringComparer.Ordinal);
}
