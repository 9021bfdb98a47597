using BeautyGrains.Forecasting.Methods;

namespace BeautyGrains.Forecasting.Backtests;

/// <summary>
/// How far off one way of forecasting one series was, over all origins and periods tested. Sums, so that they can be added up.
/// </summary>
/// <param name="Absolute">Σ |forecast − demand|, units.</param>
/// <param name="Squared">Σ (forecast − demand)².</param>
/// <param name="Signed">Σ (forecast − demand), units; above 0 when it expected too much.</param>
/// <param name="Pinball">Of the demand over the whole horizon, per probability of <see cref="Backtest.Probabilities"/>: Σ max(p·(d − q), (1 − p)·(q − d)).</param>
public sealed record Misses(double Absolute, double Squared, double Signed, ImmutableArray<double> Pinball);

/// <summary>One series of a backtest.</summary>
/// <param name="Name">Of the item.</param>
/// <param name="IsIntermittent">See <see cref="DemandSeries.IsIntermittent"/>.</param>
/// <param name="Chosen">Method to the number of origins at which it was chosen.</param>
/// <param name="Misses">By way of forecasting: <see cref="Backtest.Ours"/> and the plain ones.</param>
/// <param name="Periods">Periods compared.</param>
/// <param name="Horizons">Horizons whose whole demand is known, for the pinball loss.</param>
/// <param name="Demand">Units in the periods compared.</param>
/// <param name="AbsoluteScale">Mean |change from one period to the next| before the first origin tested; 0 where nothing changed.</param>
/// <param name="SquaredScale">The same, squared.</param>
public sealed record SeriesScore(
    string Name, bool IsIntermittent, ImmutableSortedDictionary<string, int> Chosen, ImmutableSortedDictionary<string, Misses> Misses,
    int Periods, int Horizons, double Demand, double AbsoluteScale, double SquaredScale);

/// <summary>
/// Tries forecasting on the past as it would have gone: at each of several origins the method is chosen, fitted and asked for the horizon with what was
/// known by then alone (Tashman, "Out-of-sample tests of forecasting accuracy", International Journal of Forecasting 16, 2000).
/// </summary>
public static class Backtest
{
    /// <summary>The way of forecasting that is tested: the method chosen anew at each origin.</summary>
    public const string Ours = "chosen";

    /// <summary>Those of the pinball losses.</summary>
    public static ImmutableArray<double> Probabilities { get; } = [0.5, 0.9, 0.95];

    /// <summary>Tests one series.</summary>
    /// <param name="series">What was asked for.</param>
    /// <param name="options">See there.</param>
    /// <param name="origins">How many origins are tested at most, the last ones, a horizon apart; 1 or more.</param>
    /// <param name="usual">See <see cref="Forecaster.Forecast"/>.</param>
    /// <returns>Null when the series is too short: it needs the horizon and two periods before it, and something known in both.</returns>
    public static SeriesScore? Run(DemandSeries series, ForecastOptions options, int origins = 4, double usual = double.NaN)
    {
        if (series.Demand.Length < options.Horizon + 2) return null;
        Forecaster.Check(series, options);
        ArgumentOutOfRangeException.ThrowIfLessThan(origins, 1);
        var demand = series.Demand;
        List<int> tested = [];
        for (var origin = demand.Length - options.Horizon; origin >= Math.Max(1, demand.Length / 3) && tested.Count < origins; origin -= options.Horizon) tested.Insert(0, origin);
        if (tested.Count == 0) return null;
        var plain = Plain(options);
        var counts = plain.Select(method => method.Name).Append(Ours).ToDictionary(way => way, _ => new Count());
        var chosen = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var (periods, horizons, units) = (0, 0, 0.0);
        foreach (var origin in tested)
        {
            var (past, future) = (demand[..origin], demand.Slice(origin, options.Horizon));
            periods += future.Count(double.IsFinite);
            units += future.Where(double.IsFinite).Sum();
            if (double.IsFinite(future.Sum())) horizons++;
            var ours = Forecaster.Forecast(new(series.Name, past), options, options.Horizon, usual);
            chosen[ours.Method] = chosen.GetValueOrDefault(ours.Method) + 1;
            counts[Ours].Add(ours, future);
            foreach (var method in plain) counts[method.Name].Add(Forecaster.With(method.Name, method.Tries[0], past.AsSpan(), options.Horizon, options.Horizon), future);
        }

        if (periods == 0) return null;
        var (absoluteScale, squaredScale) = Scales(demand.AsSpan()[..tested[0]]);
        return new(
            series.Name, series.IsIntermittent, chosen.ToImmutableSortedDictionary(StringComparer.Ordinal),
            counts.ToImmutableSortedDictionary(way => way.Key, way => way.Value.Misses, StringComparer.Ordinal),
            periods, horizons, units, absoluteScale, squaredScale);
    }

    private static List<Method> Plain(ForecastOptions options) => options.Season > 1
        ? [Method.Naive, Method.SeasonalNaive(options.Season), Method.MovingAverage(options.Season)]
        : [Method.Naive, Method.MovingAverage(options.Season)];

    private static (double Absolute, double Squared) Scales(ReadOnlySpan<double> past)
    {
        var (absolute, squared, count) = (0.0, 0.0, 0);
        for (var period = 1; period < past.Length; period++)
        {
            var change = past[period] - past[period - 1];
            if (!double.IsFinite(change)) continue;
            absolute += Math.Abs(change);
            squared += change * change;
            count++;
        }

        return count == 0 ? (0, 0) : (absolute / count, squared / count);
    }

    private sealed class Count
    {
        private readonly double[] _pinball = new double[Probabilities.Length];
        private double _absolute;
        private double _squared;
        private double _signed;

        public Misses Misses => new(_absolute, _squared, _signed, [.. _pinball]);

        public void Add(DemandForecast forecast, ImmutableArray<double> future)
        {
            for (var ahead = 0; ahead < future.Length; ahead++)
            {
                var error = forecast.Means[ahead] - future[ahead];
                if (!double.IsFinite(error)) continue;
                _absolute += Math.Abs(error);
                _squared += error * error;
                _signed += error;
            }

            var whole = future.Sum();
            if (!double.IsFinite(whole)) return;
            for (var index = 0; index < _pinball.Length; index++)
            {
                var (probability, quantile) = (Probabilities[index], forecast.LeadTime.Quantile(Probabilities[index]));
                _pinball[index] += whole >= quantile ? probability * (whole - quantile) : (1 - probability) * (quantile - whole);
            }
        }
    }
}
