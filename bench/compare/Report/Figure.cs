namespace BeautyGrains.Bench.Compare.Report;

/// <summary>A figure with the least and the most that single rounds have shown.</summary>
internal sealed record Spread(double Middle, double Least, double Most)
{
    /// <summary>The median and its ends; null when there is nothing.</summary>
    public static Spread? Of(IReadOnlyCollection<double> values) => values.Count == 0 ? null : new(Median(values), values.Min(), values.Max());

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}

/// <summary>How figures come from what was measured. Each is null when a case that it needs was not run.</summary>
internal static class Figure
{
    public static Spread? PerSecond(this Results results, string name) => Spread.Of([.. results.TurnsOf(name).Select(turn => turn.Load.PerSecond)]);

    /// <summary>Median of rates beside median of rates; the ends are those of the ratios of single rounds.</summary>
    public static Func<Results, Spread?> Ratio(string ours, string peer) => results =>
    {
        if (results.PerSecond(ours) is not { } left || results.PerSecond(peer) is not { } right) return null;
        var peers = results.TurnsOf(peer).ToDictionary(turn => turn.Round, turn => turn.Load.PerSecond);
        var single = results.TurnsOf(ours).Where(turn => peers.ContainsKey(turn.Round)).Select(turn => turn.Load.PerSecond / peers[turn.Round]).ToArray();
        return new(left.Middle / right.Middle, single.Min(), single.Max());
    };

    public static Func<Results, Spread?> P99(string name) => results => Spread.Of([.. results.TurnsOf(name).Select(turn => turn.Load.P99)]);

    public static Func<Results, Spread?> Max(string name) => results => Spread.Of([.. results.TurnsOf(name).Select(turn => turn.Load.Max)]);

    /// <summary>In seconds, of all looks together; the ends are those of single rounds.</summary>
    public static Func<Results, Spread?> LagP99(string name) => results =>
    {
        var rounds = results.TurnsOf(name).Where(turn => turn.Lags.Count > 0).Select(turn => P99(turn.Lags)).ToArray();
        return rounds.Length == 0 ? null : new(P99([.. results.TurnsOf(name).SelectMany(turn => turn.Lags)]), rounds.Min(), rounds.Max());
    };

    /// <summary>A case that has one turn beside the median of another.</summary>
    public static Func<Results, Spread?> OneBeside(string one, string other) => results =>
        results.PerSecond(one) is { } left && results.PerSecond(other) is { } right ? new(left.Middle / right.Middle, left.Middle / right.Most, left.Middle / right.Least) : null;

    /// <summary>What a program of its own has found.</summary>
    /// <param name="field">One of its further figures; null for the figure that it is about.</param>
    /// <param name="times">To come to the target's unit.</param>
    public static Func<Results, Spread?> Found(string name, string? field = null, double times = 1) => results =>
        Spread.Of([.. results.Findings.Where(one => one.Case == name && (field is null || one.More.ContainsKey(field))).Select(one => (field is null ? one.Value : one.More[field]) * times)]);

    private static IEnumerable<Turn> TurnsOf(this Results results, string name) => results.Turns.Where(turn => turn.Case == name);

    private static double P99(IReadOnlyCollection<double> values) => values.Order().ElementAt(Math.Min(values.Count - 1, (int)(values.Count * 0.99)));
}
