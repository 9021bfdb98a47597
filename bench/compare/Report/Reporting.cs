using System.Globalization;
using System.Text;
using Spectre.Console;

namespace BeautyGrains.Bench.Compare.Report;

/// <summary>One target that could be measured.</summary>
internal sealed record Row(Target Target, Spread Found)
{
    public string Met => Target.Met(Found);
}

/// <summary>Writes what a run has shown: tables on the console and as Markdown, a chart.</summary>
internal static class Reporting
{
    private static readonly string[] s_targetColumns = ["what", "beside", "measured", "min–max of rounds", "floor", "stretch", "met"];
    private static readonly string[] s_caseColumns = ["case", "per second", "min–max", "p50 ms", "p99 ms", "µs of processor for each"];

    /// <summary>The folder that it has written to.</summary>
    public static string Write(Results results, IAnsiConsole console)
    {
        Row[] rows = [.. from target in Targets.All let found = target.Figure(results) where found is not null select new Row(target, found)];
        string[][] targets = [.. rows.Select(Cells)];
        string[][] cases = [.. results.Turns.GroupBy(turn => turn.Case).Select(turns => Cells(results, [.. turns]))];
        Show(console, s_targetColumns, targets, firstRight: 2);
        Show(console, s_caseColumns, cases, firstRight: 1);
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Measured {results.MeasuredAt} at {results.Machine["commit"]}: {results.Machine["processor"]}, {results.Machine["cores"]} cores for everything, {results.Machine["system"]}; .NET {results.Machine["dotnet"]}, {results.Machine["postgres"]}; {results.Rounds} rounds of {results.Seconds} s, {results.Stores} stores × {results.Skus} SKUs.").AppendLine();
        foreach (var (peer, why) in results.LeftOut) text.AppendLine(CultureInfo.InvariantCulture, $"Left out: {peer} ({why}).").AppendLine();
        Markdown(text, s_targetColumns, targets);
        Markdown(text, s_caseColumns, cases);
        Directory.CreateDirectory(results.Folder);
        File.WriteAllText(Path.Combine(results.Folder, "table.md"), text.ToString());
        File.WriteAllText(Path.Combine(results.Folder, "chart.svg"), Chart.Draw(results, rows));
        if (Plan.Of(results) is { } plan)
        {
            File.WriteAllText(Path.Combine(results.Folder, "plan.md"), plan.Text(chinese: false));
            File.WriteAllText(Path.Combine(results.Folder, "plan.zh-CN.md"), plan.Text(chinese: true));
        }
        return results.Folder;
    }

    /// <summary>A figure with as many digits as mean something.</summary>
    public static string Figures(double value) => value.ToString(Math.Abs(value) switch { >= 100 => "#,0", >= 10 => "0.0", >= 1 => "0.00", _ => "0.000" }, CultureInfo.InvariantCulture);

    public static string WithUnit(double value, string unit) => $"{Figures(value)} {unit}";

    private static string[] Cells(Row row) =>
    [
        row.Target.What, row.Target.Beside, WithUnit(row.Found.Middle, row.Target.Unit), Ends(row.Found), Aim(row.Target, row.Target.Floor),
        row.Target.Stretch is { } stretch ? Aim(row.Target, stretch) : "", row.Met,
    ];

    private static string[] Cells(Results results, Turn[] turns)
    {
        var rates = results.PerSecond(turns[0].Case)!;
        var cpu = turns[0].CpuMicros.Keys.Select(who => $"{who} {Figures(Spread.Median(turns.Select(turn => turn.CpuMicros[who])))}");
        return
        [
            turns[0].Case, Figures(rates.Middle), Ends(rates), Figures(Spread.Median(turns.Select(turn => turn.Load.P50))),
            Figures(Spread.Median(turns.Select(turn => turn.Load.P99))), string.Join(", ", cpu),
        ];
    }

    private static string Ends(Spread found) => $"{Figures(found.Least)}–{Figures(found.Most)}";

    private static string Aim(Target target, double value) => $"{(target.LessIsBetter ? "≤" : "≥")} {value.ToString("0.##", CultureInfo.InvariantCulture)} {target.Unit}";

    private static void Show(IAnsiConsole console, string[] columns, string[][] rows, int firstRight)
    {
        if (rows.Length == 0) return;
        var table = new Table().AddColumns([.. columns.Select(Markup.Escape)]);
        for (var at = firstRight; at < columns.Length - 1; at++) table.Columns[at].RightAligned();
        foreach (var row in rows) table.AddRow([.. row.Select(Markup.Escape)]);
        console.Write(table);
    }

    private static void Markdown(StringBuilder text, string[] columns, string[][] rows)
    {
        if (rows.Length == 0) return;
        text.AppendLine(CultureInfo.InvariantCulture, $"| {string.Join(" | ", columns)} |").AppendLine(CultureInfo.InvariantCulture, $"|{string.Concat(Enumerable.Repeat("---|", columns.Length))}");
        foreach (var row in rows) text.AppendLine(CultureInfo.InvariantCulture, $"| {string.Join(" | ", row)} |");
        text.AppendLine();
    }
}
