using System.Globalization;
using System.Text;

namespace BeautyGrains.Api.Operations.Prometheus;

/// <summary>Writes the text form, version 0.0.4.</summary>
internal static class PrometheusPage
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static string Write(IEnumerable<Family> families)
    {
        var page = new StringBuilder();
        foreach (var family in families)
        {
            var all = family.All().Select(one => (Labels: Labels(one.Labels), one.Series)).OrderBy(one => one.Labels, StringComparer.Ordinal).ToList();
            if (all.Count == 0) continue;
            page.Append(CultureInfo.InvariantCulture, $"# HELP {family.Name} {family.Help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\n");
            page.Append(CultureInfo.InvariantCulture, $"# TYPE {family.Name} {family.Kind switch { Kind.Counter => "counter", Kind.Gauge => "gauge", _ => "histogram" }}\n");
            foreach (var (labels, series) in all) Write(page, family, labels, series);
        }
        return page.ToString();
    }

    private static void Write(StringBuilder page, Family family, string labels, Series series)
    {
        var (value, buckets) = series.Read();
        if (family.Bounds is not { } bounds)
        {
            Line(page, family.Name, labels, value);
            return;
        }
        var count = 0L;
        for (var i = 0; i < buckets.Length; i++)
        {
            count += buckets[i];
            var bound = $"le=\"{(i < bounds.Length ? Number(bounds[i]) : "+Inf")}\"";
            Line(page, family.Name + "_bucket", labels.Length == 0 ? bound : $"{labels},{bound}", count);
        }
        Line(page, family.Name + "_sum", labels, value);
        Line(page, family.Name + "_count", labels, count);
    }

    private static void Line(StringBuilder page, string name, string labels, double value)
    {
        page.Append(name);
        if (labels.Length > 0) page.Append('{').Append(labels).Append('}');
        page.Append(' ').Append(Number(value)).Append('\n');
    }

    private static string Number(double value) => double.IsPositiveInfinity(value) ? "+Inf" : double.IsNegativeInfinity(value) ? "-Inf" : value.ToString("R", CultureInfo.InvariantCulture);

    private static string Labels(LabelSet set)
    {
        var text = new StringBuilder();
        foreach (ref readonly var label in set.Labels)
        {
            if (text.Length > 0) text.Append(',');
            var value = label.Value is bool yes ? (yes ? "true" : "false") : Convert.ToString(label.Value, CultureInfo.InvariantCulture) ?? "";
            text.Append(PrometheusNames.Label(label.Key)).Append("=\"")
                .Append(value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)).Append('"');
        }
        return text.ToString();
    }
}
