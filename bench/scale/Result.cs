using System.Text.Json;
using System.Text.Json.Nodes;

namespace BeautyGrains.Bench.Scale;

/// <summary>What a case found, as one line of JSON on standard output: <c>{"case":…,"value":…,"unit":…,…}</c>.</summary>
internal static class Result
{
    private static readonly JsonSerializerOptions s_oneLine = new() { WriteIndented = false };

    /// <param name="value">The figure that the case is about.</param>
    /// <param name="more">What it was measured with.</param>
    public static void Tell(string what, double value, string unit, params (string Name, double Value)[] more)
    {
        var line = new JsonObject { ["case"] = what, ["value"] = Rounded(value), ["unit"] = unit };
        foreach (var (name, figure) in more) line[name] = Rounded(figure);
        Console.Out.WriteLine(line.ToJsonString(s_oneLine));
    }

    private static double Rounded(double value) => Math.Round(value, Math.Abs(value) < 100 ? 4 : 1);
}

/// <summary>Sums over measured values.</summary>
internal static class Statistics
{
    /// <summary>The value below which that share of the others lies; sorts them.</summary>
    /// <param name="share">0 to 1.</param>
    public static double Quantile(this double[] values, double share)
    {
        Array.Sort(values);
        return values.Length == 0 ? double.NaN : values[Math.Min(values.Length - 1, (int)(share * values.Length))];
    }

    public static double Median(this double[] values) => values.Quantile(0.5);
}
