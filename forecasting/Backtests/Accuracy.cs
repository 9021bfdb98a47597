namespace BeautyGrains.Forecasting.Backtests;

/// <summary>How well one way of forecasting did over many series.</summary>
/// <param name="Way">Its name.</param>
/// <param name="Mase">Mean over the series of the mean absolute error ÷ the naive method's in the past (Hyndman and Koehler, "Another look at measures of forecast accuracy", 2006).</param>
/// <param name="Rmsse">Mean over the series of √(mean squared error ÷ the naive method's in the past), as in the M5 competition (Makridakis et al., 2022): the measure that methods are chosen by, since of all it alone is least for the mean, also of intermittent demand.</param>
/// <param name="Bias">Σ (forecast − demand) ÷ Σ demand over all series; above 0 when too much was expected.</param>
/// <param name="Pinball">Per probability, Σ pinball loss of the horizon's demand ÷ Σ demand over all series.</param>
public sealed record Accuracy(string Way, double Mase, double Rmsse, double Bias, ImmutableArray<double> Pinball);

/// <summary>What a backtest showed.</summary>
/// <param name="Ways">The chosen methods first, then the plain ones.</param>
/// <param name="Series">Series tested.</param>
/// <param name="Skipped">Series too short to be tested.</param>
/// <param name="Unscaled">Series that never changed before they were tested, which MASE and RMSSE cannot measure.</param>
/// <param name="WorseThanNaive">Series in which the chosen methods' squared error was above the naive one's.</param>
/// <param name="Chosen">Method to the share of choices, 0 to 1.</param>
public sealed record BacktestReport(
    ImmutableArray<Accuracy> Ways, int Series, int Skipped, int Unscaled, int WorseThanNaive, ImmutableSortedDictionary<string, double> Chosen)
{
    /// <summary>Adds up.</summary>
    /// <param name="scores">One per series; null for one too short.</param>
    public static BacktestReport Of(IReadOnlyCollection<SeriesScore?> scores)
    {
        var tested = scores.OfType<SeriesScore>().ToList();
        var scaled = tested.Where(score => score.SquaredScale > 0).ToList();
        var ways = tested.SelectMany(score => score.Misses.Keys).Distinct().OrderBy(Rank).Select(way => Of(way, tested, scaled));
        var choices = tested.SelectMany(score => score.Chosen).ToLookup(choice => choice.Key, choice => choice.Value);
        var all = Math.Max(1, choices.Sum(method => method.Sum()));
        return new(
            [.. ways], tested.Count, scores.Count - tested.Count, tested.Count - scaled.Count,
            tested.Count(score => score.Misses[Backtest.Ours].Squared > score.Misses["naive"].Squared * (1 + 1e-9)),
            choices.ToImmutableSortedDictionary(method => method.Key, method => (double)method.Sum() / all, StringComparer.Ordinal));
    }

    private static int Rank(string way) => way == Backtest.Ours ? 0 : way == "naive" ? 1 : 2;

    private static Accuracy Of(string way, List<SeriesScore> tested, List<SeriesScore> scaled)
    {
        var demand = tested.Sum(score => score.Demand);
        return new(
            way,
            Mean(scaled, score => score.Misses[way].Absolute / score.Periods / score.AbsoluteScale),
            Mean(scaled, score => Math.Sqrt(score.Misses[way].Squared / score.Periods / score.SquaredScale)),
            tested.Sum(score => score.Misses[way].Signed) / demand,
            [.. Enumerable.Range(0, Backtest.Probabilities.Length).Select(index => tested.Sum(score => score.Misses[way].Pinball[index]) / demand)]);
    }

    private static double Mean(List<SeriesScore> scores, Func<SeriesScore, double> of) => scores.Count == 0 ? double.NaN : scores.Average(of);
}
