using System.Globalization;
using System.Security;
using System.Text;

namespace BeautyGrains.Bench.Compare.Report;

/// <summary>
/// A chart of all rows on one scale: how many times better than its floor each figure is, whatever its unit. The line at 1 is the floor, the diamond the
/// stretch, the dot the median, the bar behind it what single rounds have shown. Distances are logarithmic.
/// </summary>
internal static class Chart
{
    private const int RowHeight = 34, Top = 96, LabelWidth = 430, ScaleWidth = 520, ValueWidth = 190, Bottom = 56;
    private const double Lowest = 0.125, Highest = 16;
    private const int Right = LabelWidth + ScaleWidth;

    private static readonly Dictionary<string, string> s_colours = new() { ["stretch"] = "#1a7f37", ["floor"] = "#0969da", ["no"] = "#cf222e" };

    public static string Draw(Results results, IReadOnlyList<Row> rows)
    {
        var height = Top + rows.Count * RowHeight + Bottom;
        var svg = new StringBuilder();
        svg.AppendLine(CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Right + ValueWidth} {height}\" width=\"{Right + ValueWidth}\" height=\"{height}\" font-family=\"system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif\">");
        svg.AppendLine(CultureInfo.InvariantCulture, $"<rect width=\"{Right + ValueWidth}\" height=\"{height}\" fill=\"#ffffff\"/>");
        Text(svg, 16, 30, "BeautyGrains beside what people would use instead", 18, "#1f2328", bold: true);
        Text(svg, 16, 52, Says($"{results.Machine["processor"]}, {results.Machine["cores"]} cores for everything; {results.Rounds} rounds of {results.Seconds} s; {results.MeasuredAt}"), 12, "#59636e");
        Legend(svg);
        Scale(svg, height - Bottom);
        Text(svg, Right + 20, Top - 8, "measured", 12, "#59636e");
        Text(svg, Right + 110, Top - 8, "floor / stretch", 12, "#59636e");
        for (var at = 0; at < rows.Count; at++) Line(svg, rows[at], Top + at * RowHeight + RowHeight / 2, at % 2 == 1);
        Text(svg, LabelWidth, height - 14, "times better than the floor (logarithmic); the bar shows single rounds", 12, "#59636e");
        return svg.AppendLine("</svg>").ToString();
    }

    private static void Legend(StringBuilder svg)
    {
        var x = LabelWidth;
        foreach (var (met, text) in new[] { ("stretch", "stretch reached"), ("floor", "floor holds"), ("no", "below the floor") })
        {
            svg.AppendLine(Says($"<circle cx=\"{x + 6}\" cy=\"72\" r=\"6\" fill=\"{s_colours[met]}\"/>"));
            Text(svg, x + 18, 76, text, 12, "#1f2328");
            x += 140;
        }
        Diamond(svg, x + 6, 72);
        Text(svg, x + 18, 76, "stretch", 12, "#1f2328");
    }

    private static void Scale(StringBuilder svg, int bottom)
    {
        foreach (var tick in new[] { 0.125, 0.25, 0.5, 1, 2, 4, 8, 16 })
        {
            var isFloor = tick == 1;
            svg.AppendLine(Says($"<line x1=\"{At(tick):0.#}\" y1=\"{Top}\" x2=\"{At(tick):0.#}\" y2=\"{bottom}\" stroke=\"{(isFloor ? "#1f2328" : "#d1d9e0")}\" stroke-width=\"{(isFloor ? 2 : 1)}\"/>"));
            Text(svg, At(tick), bottom + 18, isFloor ? "floor" : Says($"{tick:0.###}×"), 12, "#59636e", anchor: "middle");
        }
    }

    private static void Line(StringBuilder svg, Row row, int y, bool shaded)
    {
        var (target, found) = (row.Target, row.Found);
        var colour = s_colours[row.Met];
        if (shaded) svg.AppendLine(Says($"<rect x=\"0\" y=\"{y - RowHeight / 2}\" width=\"{Right + ValueWidth}\" height=\"{RowHeight}\" fill=\"#818b98\" fill-opacity=\"0.08\"/>"));
        Text(svg, 16, y - 1, target.What.English, 13, "#1f2328");
        Text(svg, 16, y + 13, target.LessIsBetter ? target.Beside.English : $"beside {target.Beside.English}", 11, "#59636e");
        var (from, to) = (At(target.BesideFloor(found.Least)), At(target.BesideFloor(found.Most)));
        svg.AppendLine(Says($"<rect x=\"{Math.Min(from, to):0.#}\" y=\"{y - 5}\" width=\"{Math.Max(2, Math.Abs(to - from)):0.#}\" height=\"10\" rx=\"3\" fill=\"{colour}\" fill-opacity=\"0.35\"/>"));
        if (target.Stretch is { } stretch) Diamond(svg, At(target.BesideFloor(stretch)), y);
        svg.AppendLine(Says($"<circle cx=\"{At(target.BesideFloor(found.Middle)):0.#}\" cy=\"{y}\" r=\"6\" fill=\"{colour}\"/>"));
        Text(svg, Right + 20, y + 5, Reporting.WithUnit(found.Middle, target.Unit), 14, colour, bold: true);
        var aim = target.Stretch is { } aimed ? Says($"{target.Floor:0.##} / {aimed:0.##}") : Says($"{target.Floor:0.##}");
        Text(svg, Right + 110, y + 5, aim, 12, "#59636e");
    }

    private static void Diamond(StringBuilder svg, double x, int y) =>
        svg.AppendLine(Says($"<path d=\"M{x:0.#} {y - 7}L{x + 6:0.#} {y}L{x:0.#} {y + 7}L{x - 6:0.#} {y}Z\" fill=\"none\" stroke=\"#1f2328\" stroke-width=\"1.5\"/>"));

    private static double At(double times) =>
        LabelWidth + 20 + (ScaleWidth - 40) * Math.Log(Math.Clamp(times, Lowest, Highest) / Lowest) / Math.Log(Highest / Lowest);

    private static void Text(StringBuilder svg, double x, double y, string text, int size, string colour, bool bold = false, string anchor = "start") =>
        svg.AppendLine(Says($"<text x=\"{x:0.#}\" y=\"{y:0.#}\" font-size=\"{size}\" fill=\"{colour}\" text-anchor=\"{anchor}\"{(bold ? " font-weight=\"600\"" : "")}>{SecurityElement.Escape(text)}</text>"));

    private static string Says(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
