namespace BeautyGrains.Contracts;

/// <summary>The rules of form of rounds; the HTTP edge and the grains share them.</summary>
public static class RoundForm
{
    /// <summary>Templates of the tables.</summary>
    public const int MaxTemplates = 100;

    /// <summary>Items of a template.</summary>
    public const int MaxItems = 100;

    /// <summary>Schedules of the tables.</summary>
    public const int MaxSchedules = 1_000;

    private const decimal MostValue = 1_000_000;

    /// <summary>Every rule that the tables break, by field as in a request; empty when they are well formed.</summary>
    public static ImmutableArray<(string Field, string Rule)> Check(RoundPolicy policy)
    {
        var form = new FormRules();
        if (form.Bounded(policy.Templates.Count, MaxTemplates, "templates"))
            for (var i = 0; i < policy.Templates.Count; i++) Check(policy.Templates[i], FormattableString.Invariant($"templates[{i}]"), form);
        form.Require(policy.Templates.DistinctBy(one => one.Id).Count() == policy.Templates.Count, "templates", "must-be-unique");
        if (!form.Bounded(policy.Schedules.Count, MaxSchedules, "schedules")) return form.Broken;
        for (var i = 0; i < policy.Schedules.Count; i++)
        {
            var (one, field) = (policy.Schedules[i], FormattableString.Invariant($"schedules[{i}]"));
            form.Require(policy.Templates.Any(template => template.Id == one.Template), $"{field}.template", "unknown-template");
            if (one.Store is not null) form.Code(one.Store, $"{field}.store");
            form.Between(one.EveryDays, 1, 366, $"{field}.everyDays");
            form.Require(one.ValidFrom.Year is >= 1900 and <= 2200, $"{field}.validFrom", "must-be-between-1900-and-2200");
            form.Days(one.ValidFrom, one.ValidThrough, field);
        }
        return form.Broken;
    }

    /// <summary>The rule that a measured value breaks, or null.</summary>
    public static string? ValueRule(decimal value) => Math.Abs(value) > MostValue ? "must-be-at-most-1000000" : decimal.Round(value, 3) != value ? "at-most-3-decimals" : null;

    private static void Check(RoundTemplate it, string field, FormRules form)
    {
        form.Code(it.Id, $"{field}.id");
        form.Needed(it.Name, 200, $"{field}.name");
        form.Needed(it.NameZh, 200, $"{field}.nameZh");
        form.Between(it.ActionDays, 0, 365, $"{field}.actionDays");
        form.Require(it.Items.Count > 0, $"{field}.items", "must-not-be-empty");
        form.Require(it.Items.DistinctBy(item => item.Id).Count() == it.Items.Count, $"{field}.items", "must-be-unique");
        if (!form.Bounded(it.Items.Count, MaxItems, $"{field}.items")) return;
        for (var i = 0; i < it.Items.Count; i++)
        {
            var (item, of) = (it.Items[i], FormattableString.Invariant($"{field}.items[{i}]"));
            form.Code(item.Id, $"{of}.id");
            form.Needed(item.Text, Limits.MaxText, $"{of}.text");
            form.Needed(item.TextZh, Limits.MaxText, $"{of}.textZh");
            form.Optional(item.Unit, 32, $"{of}.unit");
            form.Require(item.Unit is not null || (item.Least is null && item.Most is null), $"{of}.unit", "required-with-bounds");
            form.Require(!(item.Least > item.Most), $"{of}.most", "must-not-be-below-least");
            if (item.Least is { } least) form.Require(ValueRule(least) is null, $"{of}.least", "must-be-a-value");
            if (item.Most is { } most) form.Require(ValueRule(most) is null, $"{of}.most", "must-be-a-value");
        }
    }
}
