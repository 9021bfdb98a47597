using System.Runtime.InteropServices;
using BeautyGrains.Forecasting.Methods;

namespace BeautyGrains.Forecasting;

/// <summary>How to forecast.</summary>
/// <param name="Horizon">Periods to look ahead, 1 or more; also what methods are judged by.</param>
/// <param name="Season">Periods of a season, such as 7 of days; 1 for none.</param>
public sealed record ForecastOptions(int Horizon, int Season = 1);

/// <summary>What is expected of one item.</summary>
/// <param name="Method">The method chosen, by its name.</param>
/// <param name="Means">Units expected of each period of the horizon, at least 0.</param>
/// <param name="LeadTime">Of the lead time's periods together.</param>
public sealed record DemandForecast(string Method, ImmutableArray<double> Means, LeadTimeDemand LeadTime);

/// <summary>Forecasts one item's demand with the method that did best on its own past.</summary>
public static class Forecaster
{
    /// <summary>With fewer known periods than these an item counts as new; so does one that was never asked for.</summary>
    public const int NewBelow = 12;

    // Of the mean of all that is known: less of what has run out is as good as nothing.
    private const double Forgotten = 0.1;

    /// <summary>Forecasts.</summary>
    /// <param name="series">With at least one period.</param>
    /// <param name="options">See there.</param>
    /// <param name="leadTime">Periods from order to delivery, 1 or more.</param>
    /// <param name="usual">Mean demand per period of items like this one when they were new; used for new items alone. NaN when not known.</param>
    /// <exception cref="ArgumentException">The series is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option or the lead time is out of range.</exception>
    public static DemandForecast Forecast(DemandSeries series, ForecastOptions options, int leadTime, double usual = double.NaN)
    {
        Check(series, options);
        ArgumentOutOfRangeException.ThrowIfLessThan(leadTime, 1);
        var demand = series.Demand.AsSpan();
        if (series.IsNew)
        {
            var method = Method.NewItem(usual);
            return With(method.Name, method.Tries[0], demand, options.Horizon, leadTime);
        }

        // What is not known at the end has run out: it says nothing of methods, however long it lasts, and would leave no origin to judge them by.
        var told = demand[..series.Told];
        var (best, made) = Choice.Of(Method.For(series, options.Season), told, Origins(told.Length, options.Horizon), options.Horizon);
        var forecast = With(best.Name, made, demand, options.Horizon, leadTime);
        if (told.Length == demand.Length || forecast.LeadTime.Mean >= Forgotten * leadTime * series.MeanKnown) return forecast;
        // To expect next to nothing of what has run out could never be seen to be wrong: nobody would order it, and no sale would tell.
        var mean = Method.NewItem(usual);
        return With(mean.Name, mean.Tries[0], demand, options.Horizon, leadTime);
    }

    /// <summary>Forecasts with a method that is chosen already.</summary>
    internal static DemandForecast With(string name, Func<Smoother> made, ReadOnlySpan<double> demand, int horizon, int leadTime)
    {
        var smoother = made();
        foreach (var units in demand) smoother.Observe(units);
        var means = new double[horizon];
        smoother.Tell(means);
        return new(name, ImmutableCollectionsMarshal.AsImmutableArray(means), LeadTimeDemand.After(made, demand, leadTime));
    }

    internal static void Check(DemandSeries series, ForecastOptions options)
    {
        if (series.Demand.IsEmpty) throw new ArgumentException("The series is empty.", nameof(series));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Horizon, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Season, 1);
    }

    /// <summary>
    /// How much was known each time that methods are tried, ascending: a third of a horizon apart, many, since few say more of luck than of the method. The
    /// last is the present, and none lies in the first third.
    /// </summary>
    internal static int[] Origins(int length, int horizon)
    {
        var origins = new List<int> { length };
        var step = Math.Max(1, horizon / 3);
        for (var origin = length - horizon; origin >= Math.Max(1, length / 3); origin -= step) origins.Add(origin);
        origins.Reverse();
        return [.. origins];
    }
}
