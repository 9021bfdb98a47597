using System.Globalization;

namespace BeautyGrains.Contracts;

/// <summary>The rules of form of fields and their values; the HTTP edge and the grains share them.</summary>
public static class FieldForm
{
    /// <summary>The most fields, ended ones included.</summary>
    public const int MaxFields = 1_000;

    /// <summary>The most choices of a field.</summary>
    public const int MaxChoices = 100;

    /// <summary>The most values of one master or document.</summary>
    public const int MaxValues = 100;

    /// <summary>The most decimals of a number.</summary>
    public const int MaxDecimals = 6;

    /// <summary>The largest number, either way.</summary>
    public const decimal MaxNumber = 1_000_000_000_000m;

    /// <summary>Every rule that a definition breaks, by field as in a request.</summary>
    public static ImmutableArray<(string Field, string Rule)> Check(FieldDefinition it)
    {
        var form = new FormRules();
        form.Known(it.Target, "target");
        form.Code(it.Id, "id");
        form.Needed(it.Name, SkuRecordRules.MaxName, "name");
        form.Needed(it.NameZh, SkuRecordRules.MaxName, "nameZh");
        form.Known(it.Type, "type");
        var isNumber = it.Type == FieldType.Number;
        form.Require(isNumber || it.Unit is null, "unit", "not-with-this-type");
        form.Optional(it.Unit, 32, "unit");
        form.Require(isNumber == it.Decimals is not null, "decimals", isNumber ? "required" : "not-with-this-type");
        form.Between(it.Decimals, 0, MaxDecimals, "decimals");
        var hasChoices = it.Type is FieldType.Choice or FieldType.Checklist;
        form.Require(hasChoices == it.Choices.Count > 0, "choices", hasChoices ? "required" : "not-with-this-type");
        if (form.Bounded(it.Choices.Count, MaxChoices, "choices"))
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            for (var at = 0; at < it.Choices.Count; at++)
            {
                form.Code(it.Choices[at].Id, $"choices[{at}].id");
                form.Require(seen.Add(it.Choices[at].Id), $"choices[{at}].id", "must-be-unique");
                form.Needed(it.Choices[at].Name, SkuRecordRules.MaxName, $"choices[{at}].name");
                form.Needed(it.Choices[at].NameZh, SkuRecordRules.MaxName, $"choices[{at}].nameZh");
            }
        }
        form.Days(it.ValidFrom, it.ValidThrough, "");
        return form.Broken;
    }

    /// <summary>A value as it is kept, or the rule that it breaks.</summary>
    public static (string? Kept, string? Rule) Read(FieldDefinition field, string? value)
    {
        if (string.IsNullOrWhiteSpace(value)) return (null, "required");
        return field.Type switch
        {
            FieldType.Text => value.Length <= Limits.MaxText ? (value, null) : (null, "at-most-500-characters"),
            FieldType.Number => Number(field, value),
            FieldType.Date => DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? (value, null) : (null, "must-be-a-day"),
            FieldType.YesNo => value is "true" or "false" ? (value, null) : (null, "must-be-true-or-false"),
            FieldType.Choice => field.Choices.Any(choice => choice.Id == value) ? (value, null) : (null, OneOf(field)),
            _ => Ticked(field, value.Split(',')),
        };
    }

    /// <summary>A number as it is kept; null where the text is none.</summary>
    public static decimal? NumberOf(string value) =>
        decimal.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static (string?, string?) Number(FieldDefinition field, string value)
    {
        if (NumberOf(value) is not { } number) return (null, "must-be-a-decimal");
        if (Math.Abs(number) > MaxNumber) return (null, "must-be--1000000000000-to-1000000000000");
        var decimals = field.Decimals ?? 0;
        return decimal.Round(number, decimals) == number ? (number.ToString("0.######", CultureInfo.InvariantCulture), null) : (null, $"at-most-{decimals}-decimals");
    }

    private static (string?, string?) Ticked(FieldDefinition field, string[] ticked)
    {
        if (ticked.Any(id => field.Choices.All(choice => choice.Id != id))) return (null, OneOf(field));
        if (field.Required && field.Choices.Any(choice => !ticked.Contains(choice.Id, StringComparer.Ordinal))) return (null, "all-must-be-ticked");
        return (string.Join(',', field.Choices.Select(choice => choice.Id).Where(id => ticked.Contains(id, StringComparer.Ordinal))), null);
    }

    private static string OneOf(FieldDefinition field) => "must-be-one-of:" + string.Join(',', field.Choices.Select(choice => choice.Id));
}
