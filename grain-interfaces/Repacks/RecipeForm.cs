namespace BeautyGrains.Contracts;

/// <summary>The rules of form of recipes and of the table of repacking; the HTTP edge and the grains share them.</summary>
public static class RecipeForm
{
    /// <summary>Bills of a recipe.</summary>
    public const int MaxBills = 100;

    /// <summary>Lines of a side of a bill.</summary>
    public const int MaxLines = 50;

    /// <summary>Rows of the table.</summary>
    public const int MaxRules = 200;

    /// <summary>Every rule that a recipe breaks, by field as in a request; empty when it is well formed.</summary>
    public static ImmutableArray<(string Field, string Rule)> Check(RecipeRecord record)
    {
        var form = new FormRules();
        form.Needed(record.Name, SkuRecordRules.MaxName, "name");
        form.Optional(record.NameZh, SkuRecordRules.MaxName, "nameZh");
        form.Require(record.Bills.Count > 0, "bills", "must-not-be-empty");
        form.Bounded(record.Bills.Count, MaxBills, "bills");
        for (var i = 0; i < Math.Min(record.Bills.Count, MaxBills); i++) Check(record.Bills[i], FormattableString.Invariant($"bills[{i}]"), form);
        return form.Broken;
    }

    /// <summary>Every rule that the table breaks.</summary>
    public static ImmutableArray<(string Field, string Rule)> Check(RepackPolicy policy)
    {
        var form = new FormRules();
        form.Bounded(policy.Rules.Count, MaxRules, "rules");
        for (var i = 0; i < Math.Min(policy.Rules.Count, MaxRules); i++)
        {
            var (rule, field) = (policy.Rules[i], FormattableString.Invariant($"rules[{i}]"));
            form.Known(rule.Category, $"{field}.category");
            foreach (var kind in rule.Kinds) form.Known(kind, $"{field}.kinds");
            form.Require(rule.Kinds.Distinct().Count() == rule.Kinds.Count, $"{field}.kinds", "must-be-unique");
            form.Require(!IsCosmetic(rule.Category) || !rule.Kinds.Contains(RepackKind.Mix), $"{field}.kinds", "must-not-mix-cosmetics");
            form.Days(rule.ValidFrom, rule.ValidThrough, field);
        }
        return form.Broken;
    }

    /// <summary>Is it a cosmetic of any sort? Their contents are never mixed into another product: that is making cosmetics, which takes a maker's licence.</summary>
    public static bool IsCosmetic(GoodsCategory category) => category is GoodsCategory.OrdinaryCosmetic or GoodsCategory.SpecialCosmetic or GoodsCategory.ChildrensCosmetic;

    private static void Check(Bill bill, string field, FormRules form)
    {
        Check(bill.Inputs, $"{field}.inputs", form, areInputs: true);
        Check(bill.Outputs, $"{field}.outputs", form, areInputs: false);
        form.Require(bill.Inputs.Any(line => !line.Packaging), $"{field}.inputs", "must-not-be-packaging-alone");
        form.Require(!bill.Inputs.Select(line => line.Sku).Intersect(bill.Outputs.Select(line => line.Sku), StringComparer.Ordinal).Any(), $"{field}.outputs", "must-not-be-inputs");
        form.Days(bill.ValidFrom, bill.ValidThrough, field);
    }

    private static void Check(EquatableList<BillLine> lines, string field, FormRules form, bool areInputs)
    {
        form.Require(lines.Count > 0, field, "must-not-be-empty");
        form.Bounded(lines.Count, MaxLines, field);
        form.Require(lines.Select(line => line.Sku).Distinct(StringComparer.Ordinal).Count() == lines.Count, field, "must-be-unique");
        var shared = lines.Where(line => !line.Packaging).ToList();
        form.Require(shared.All(line => line.Share is null) || shared.All(line => line.Share is not null), field, "all-or-no-shares");
        form.Require(shared.Count == 0 || shared.Any(line => line.Share is null or > 0), field, "shares-must-not-be-0");
        for (var i = 0; i < Math.Min(lines.Count, MaxLines); i++)
        {
            var (line, at) = (lines[i], FormattableString.Invariant($"{field}[{i}]"));
            form.Code(line.Sku, $"{at}.sku");
            form.Quantity(line.Quantity, $"{at}.quantity");
            form.Between(line.Share, 0, 1_000_000, $"{at}.share");
            if (line.Share is { } share) form.Require(decimal.Round(share, 6) == share, $"{at}.share", "at-most-6-decimals");
            form.Require(areInputs || !line.Packaging, $"{at}.packaging", "only-with-inputs");
        }
    }
}
