using System.Globalization;
using Spectre.Console;

namespace BeautyGrains.Bench.Pos;

/// <summary>What a run prints.</summary>
public static class Tables
{
    private const int MostDifferences = 200;

    /// <summary>Rates and times per kind; times are for information.</summary>
    public static void Print(IAnsiConsole console, Latencies latencies, TimeSpan load)
    {
        var table = new Table().AddColumns("kind", "answers/s", "acknowledged", "refused", "busy", "faults", "lost", "p50 ms", "p99 ms");
        foreach (var column in table.Columns.Skip(1)) column.RightAligned();
        foreach (var (kind, row) in latencies.Rows)
        {
            table.AddRow(
                kind, Show(row.Count / load.TotalSeconds), Show(row.Acknowledged), Show(row.Refused), Show(row.Busy), Show(row.Faults), Show(row.Lost),
                Show(row.Percentile(0.5), "0.0"), Show(row.Percentile(0.99), "0.0"));
        }

        console.Write(table);
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{latencies.Answers} answers in {load.TotalSeconds:0.0} s: {latencies.Answers / load.TotalSeconds:0} a second");
    }

    /// <summary>Every difference, the first ones in full; returns the exit code.</summary>
    public static int Verdict(IAnsiConsole console, IReadOnlyList<Difference> differences)
    {
        if (differences.Count == 0)
        {
            console.WriteLine("Reconciled: no difference.");
            return 0;
        }

        foreach (var difference in differences.Take(MostDifferences)) console.WriteLine($"DIFFERENCE {difference.Where}: {difference.What}");
        if (differences.Count > MostDifferences) console.WriteLine($"... and {differences.Count - MostDifferences} more");
        console.WriteLine($"{differences.Count} difference(s).");
        return 1;
    }

    private static string Show(double number, string format = "0") => number.ToString(format, CultureInfo.InvariantCulture);
}
