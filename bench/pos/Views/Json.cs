using System.Globalization;
using System.Text.Json;

namespace BeautyGrains.Bench.Pos.Views;

/// <summary>Reads fields of answers. Quantities may be JSON numbers or strings; states and kinds are compared without regard to case and hyphens.</summary>
public static class Json
{
    /// <summary>The field, or undefined.</summary>
    public static JsonElement Field(this JsonElement from, string name) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : default;

    /// <summary>The items of a list field; none when it is absent.</summary>
    public static IEnumerable<JsonElement> List(this JsonElement from, string name) =>
        from.Field(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    /// <summary>A quantity or count; null when absent.</summary>
    public static decimal? Number(this JsonElement from, string name) => from.Field(name) switch
    {
        { ValueKind: JsonValueKind.Number } number => number.GetDecimal(),
        { ValueKind: JsonValueKind.String } text => decimal.Parse(text.GetString()!, NumberStyles.Number, CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <summary>Text; empty when absent.</summary>
    public static string Text(this JsonElement from, string name) =>
        from.Field(name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";

    /// <summary>A state or kind in lower case without hyphens, such as "transferout".</summary>
    public static string Word(this JsonElement from, string name) =>
        from.Text(name).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>An instant; null when absent.</summary>
    public static DateTimeOffset? Instant(this JsonElement from, string name) =>
        from.Text(name) is { Length: > 0 } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture) : null;
}
