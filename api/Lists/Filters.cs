using System.Globalization;
using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Lists;

/// <summary>Reads the filters of lists.</summary>
internal static class Filters
{
    /// <summary>A yes or no, or null when absent.</summary>
    public static bool? Flag(this Check check, string field, string? given)
    {
        if (given is null) return null;
        if (given is not ("true" or "false")) check.Add(field, "must-be-true-or-false");
        return given == "true";
    }

    /// <summary>A code, or null when absent.</summary>
    public static string? OptionalId(this Check check, string field, string? given) => given is null ? null : check.Id(field, given);

    /// <summary>A quantity of 0 or more, or null when absent.</summary>
    public static decimal? QuantityFilter(this Check check, string field, string? given) =>
        given is null ? null : check.QuantityOrZero(field, NumConverter.FromText(given));

    /// <summary>A whole number in bounds, or null when absent.</summary>
    public static int? WholeFilter(this Check check, string field, string? given, int least, int most)
    {
        if (given is null) return null;
        if (int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        check.Add(field, string.Create(CultureInfo.InvariantCulture, $"must-be-{least}-to-{most}"));
        return null;
    }

    /// <summary>One of an enum's words, or null when absent.</summary>
    public static T? OptionalWord<T>(this Check check, string field, string? given)
        where T : struct, Enum => given is null ? null : check.Word<T>(field, given);

    /// <summary>The stores of a list: the one named, else those that the key covers; null for all.</summary>
    public static IReadOnlyCollection<string>? StoresOf(HttpContext http, string? store) =>
        store is not null ? [store] : http.Identity().Stores is { } own ? [.. own.Order(StringComparer.Ordinal)] : null;
}
