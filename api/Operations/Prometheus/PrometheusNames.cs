using System.Text;

namespace BeautyGrains.Api.Operations.Prometheus;

/// <summary>Names as OpenTelemetry's rules translate them: unit at the end, then "total" for counters; what is no letter, digit or underscore becomes one.</summary>
internal static class PrometheusNames
{
    private static readonly Dictionary<string, string> s_units = new(StringComparer.Ordinal)
    {
        ["s"] = "seconds",
        ["ms"] = "milliseconds",
        ["By"] = "bytes",
        ["%"] = "percent",
    };

    public static string Of(string instrument, string? unit, Kind kind)
    {
        var name = Label(instrument);
        // Units in braces are notes for people.
        if (unit is not null && s_units.TryGetValue(unit, out var suffix) && !name.EndsWith("_" + suffix, StringComparison.Ordinal)) name += "_" + suffix;
        return kind == Kind.Counter && !name.EndsWith("_total", StringComparison.Ordinal) ? name + "_total" : name;
    }

    public static string Label(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var character in name)
        {
            var fits = char.IsAsciiLetterOrDigit(character);
            if (fits || text.Length == 0 || text[^1] != '_') text.Append(fits ? character : '_');
        }
        if (text.Length > 0 && char.IsAsciiDigit(text[0])) text.Insert(0, '_');
        return text.ToString();
    }
}
