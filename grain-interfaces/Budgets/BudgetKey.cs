using System.Globalization;

namespace BeautyGrains.Contracts;

/// <summary>The key of a budget: "store/category/yyyy-MM". The category is a SKU's, any text, written so that no sign of it can be mistaken.</summary>
/// <param name="Category">1 to 200 characters; <see cref="NoCategory"/> for goods without one.</param>
/// <param name="Month">The first day of the month, by the store's calendar.</param>
[GenerateSerializer, Immutable, Alias("bg.BudgetKey")]
public readonly record struct BudgetKey(string Store, string Category, DateOnly Month)
{
    /// <summary>Stands for goods without a category.</summary>
    public const string NoCategory = "-";

    /// <summary>The longest category.</summary>
    public const int LongestCategory = 200;

    private const string MonthForm = "yyyy-MM";

    /// <summary>The key of a store, a SKU's category (null or blank for none) and any day of the month.</summary>
    public static BudgetKey Of(string store, string? category, DateOnly day) =>
        new(store, string.IsNullOrWhiteSpace(category) ? NoCategory : category.Trim(), new(day.Year, day.Month, 1));

    /// <summary>"2026-11".</summary>
    public string MonthText => Month.ToString(MonthForm, CultureInfo.InvariantCulture);

    /// <summary>The grain's key.</summary>
    public override string ToString() => $"{Store}/{Uri.EscapeDataString(Category)}/{MonthText}";

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static BudgetKey Parse(string key)
    {
        var parts = key.Split('/');
        return parts.Length == 3 && TryMonth(parts[2], out var month) ? new(parts[0], Uri.UnescapeDataString(parts[1]), month)
            : throw new FormatException($"'{key}' is no key of a budget.");
    }

    /// <summary>Reads "2026-11".</summary>
    public static bool TryMonth(string? text, out DateOnly month) =>
        DateOnly.TryParseExact(text, MonthForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out month);
}
