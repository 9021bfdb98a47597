namespace BeautyGrains.Contracts;

/// <summary>The rules of form of retention; the HTTP edge and the grain share them.</summary>
public static class RetentionForm
{
    /// <summary>Rows of the table.</summary>
    public const int MaxRules = 500;

    /// <summary>Documents of a deletion.</summary>
    public const int MaxDocuments = 500;

    private const int MaxMonths = 1_200;

    /// <summary>Every rule that the table breaks, by field as in a request; empty when it is well formed.</summary>
    public static ImmutableArray<(string Field, string Rule)> Check(EquatableList<RetentionRule> rules)
    {
        var form = new FormRules();
        if (form.Bounded(rules.Count, MaxRules, "rules"))
            for (var i = 0; i < rules.Count; i++)
            {
                var field = FormattableString.Invariant($"rules[{i}]");
                form.Known(rules[i].Kind, $"{field}.kind");
                form.Between(rules[i].Months, 0, MaxMonths, $"{field}.months");
                form.Between(rules[i].MonthsAfterExpiry, 0, MaxMonths, $"{field}.monthsAfterExpiry");
                form.Needed(rules[i].Source, Limits.MaxText, $"{field}.source");
                form.Require(rules[i].ValidFrom.Year is >= 1900 and <= 2200, $"{field}.validFrom", "must-be-between-1900-and-2200");
            }
        form.Require(rules.DistinctBy(rule => (rule.Kind, rule.ValidFrom)).Count() == rules.Count, "rules", "must-be-unique");
        return form.Broken;
    }
}
