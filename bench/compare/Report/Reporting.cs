using System.Globalization;
using System.Text;
using Spectre.Console;

namespace BeautyGrains.Bench.Compare.Report;

/// <summary>One target that could be measured.</summary>
internal sealed record Row(Target Target, Spread Found)
{
    public string Met => Target.Met(Found);
}

/// <summary>Writes what a run has shown: tables on the console and as Markdown in both languages, a chart, the tables of the plan.</summary>
internal static class Reporting
{
    private static readonly Words[] s_targetColumns =
    [
        new("what", "项目"), new("beside", "对照"), new("measured", "实测"), new("min–max of rounds", "各轮最小–最大"), new("floor", "下限"), new("stretch", "目标"), new("met", "达到"),
    ];

    private static readonly Words[] s_caseColumns =
    [
        new("case", "用例"), new("per second", "每秒"), new("min–max", "最小–最大"), new("p50 ms", "p50 毫秒"), new("p99 ms", "p99 毫秒"), new("µs of processor for each", "每笔的处理器微秒"),
    ];

    private static readonly Dictionary<string, Words> s_met = new() { ["stretch"] = new("stretch", "目标"), ["floor"] = new("floor", "下限"), ["no"] = new("no", "未达到") };

    /// <summary>The folder that it has written to.</summary>
    public static string Write(Results results, IAnsiConsole console)
    {
        Row[] rows = [.. from target in Targets.All let found = target.Figure(results) where found is not null select new Row(target, found)];
        string[][] cases = [.. results.Turns.GroupBy(turn => turn.Case).Select(turns => Cells(results, [.. turns]))];
        Show(console, s_targetColumns, [.. rows.Select(row => Cells(row, chinese: false))], firstRight: 2);
        Show(console, s_caseColumns, cases, firstRight: 1);
        Directory.CreateDirectory(results.Folder);
        foreach (var (chinese, ending) in new[] { (false, ".md"), (true, ".zh-CN.md") })
        {
            Keep("table" + ending, Page(results, rows, cases, chinese));
            if (Plan.Of(results) is { } plan) Keep("plan" + ending, plan.Text(chinese));
        }
        Keep("chart.svg", Chart.Draw(results, rows));
        return results.Folder;

        void Keep(string name, string text) => File.WriteAllText(Path.Combine(results.Folder, name), text);
    }

    /// <summary>A figure with as many digits as mean something.</summary>
    public static string Figures(double value) => value.ToString(Math.Abs(value) switch { >= 100 => "#,0", >= 10 => "0.0", >= 1 => "0.00", _ => "0.000" }, CultureInfo.InvariantCulture);

    public static string WithUnit(double value, string unit) => $"{Figures(value)} {unit}";

    private static string Page(Results results, Row[] rows, string[][] cases, bool chinese)
    {
        var text = new StringBuilder();
        var machine = results.Machine;
        text.AppendLine(chinese
            ? $"于 {results.MeasuredAt} 在 {machine["commit"]} 上测得:{machine["processor"]},全部在 {machine["cores"]} 个核心、{machine["memory"]} 内存上;{machine["system"]};.NET {machine["dotnet"]},{machine["postgres"]};{results.Rounds} 轮,每轮 {results.Seconds} 秒;{results.Stores} 家门店 × {results.Skus} 个 SKU。"
            : $"Measured {results.MeasuredAt} at {machine["commit"]}: {machine["processor"]}, {machine["cores"]} cores and {machine["memory"]} of memory for everything; {machine["system"]}; .NET {machine["dotnet"]}, {machine["postgres"]}; {results.Rounds} rounds of {results.Seconds} s; {results.Stores} stores × {results.Skus} SKUs.").AppendLine();
        foreach (var (peer, why) in results.LeftOut) text.AppendLine(CultureInfo.InvariantCulture, $"{(chinese ? "未测" : "Left out")}: {peer} ({why}).").AppendLine();
        Markdown(text, s_targetColumns, [.. rows.Select(row => Cells(row, chinese))], chinese);
        Markdown(text, s_caseColumns, cases, chinese);
        return text.ToString();
    }

    private static string[] Cells(Row row, bool chinese) =>
    [
        row.Target.What.In(chinese), row.Target.Beside.In(chinese), WithUnit(row.Found.Middle, row.Target.Unit), Ends(row.Found), Aim(row.Target, row.Target.Floor),
        row.Target.Stretch is { } stretch ? Aim(row.Target, stretch) : "", s_met[row.Met].In(chinese),
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

    private static void Show(IAnsiConsole console, Words[] columns, string[][] rows, int firstRight)
    {
        if (rows.Length == 0) return;
        var table = new Table().AddColumns([.. columns.Select(column => Markup.Escape(column.English))]);
        for (var at = firstRight; at < columns.Length - 1; at++) table.Columns[at].RightAligned();
        foreach (var row in rows) table.AddRow([.. row.Select(Markup.Escape)]);
        console.Write(table);
    }

    private static void Markdown(StringBuilder text, Words[] columns, string[][] rows, bool chinese)
    {
        if (rows.Length == 0) return;
        text.AppendLine(CultureInfo.InvariantCulture, $"| {string.Join(" | ", columns.Select(column => column.In(chinese)))} |");
        text.AppendLine(CultureInfo.InvariantCulture, $"|{string.Concat(Enumerable.Repeat("---|", columns.Length))}");
        foreach (var row in rows) text.AppendLine(CultureInfo.InvariantCulture, $"| {string.Join(" | ", row)} |");
        text.AppendLine();
    }
}
