using System.Runtime.InteropServices;

namespace BeautyGrains.Forecasting;

/// <summary>What is known of one period's demand.</summary>
public enum PeriodKnown
{
    /// <summary>All of it: there was enough.</summary>
    All,
    /// <summary>That it was at least what was sold: then it ran out.</summary>
    AtLeast,
    /// <summary>Nothing: it was not there.</summary>
    Nothing,
}

/// <summary>What was sold in a period, in units of 0 or more, and what that says of what was asked for.</summary>
public readonly record struct SoldInPeriod(double Sold, PeriodKnown Known);

/// <summary>
/// What was asked for in periods in which it ran out. Left out, or taken as sold, they would make little of what sells most: less is ordered, so that it runs out
/// the sooner, and in the end nobody seems to want it (Nahmias, "Demand estimation in lost sales inventory systems", Naval Research Logistics 41, 1994).
/// </summary>
public static class CensoredDemand
{
    // Of fewer periods a mean says too little.
    private const int Enough = 3;

    /// <summary>
    /// Takes for each period that ran out what is expected of those in which at least as much was asked for: their mean, where there are some of which all is known.
    /// Where there are not, because so much never was there, units are taken to follow each other with the same chance whatever came before, which is estimated from
    /// periods of both kinds (Epstein and Sobel, "Life testing", Journal of the American Statistical Association 48, 1953, for the geometric distribution): so
    /// what runs out each time is expected to sell more each time, until it lasts.
    /// </summary>
    /// <param name="periods">Oldest first.</param>
    /// <returns>For <see cref="DemandSeries"/>: NaN where nothing is known.</returns>
    public static ImmutableArray<double> Told(IReadOnlyList<SoldInPeriod> periods)
    {
        ArgumentNullException.ThrowIfNull(periods);
        var known = periods.Where(period => period is { Known: PeriodKnown.All, Sold: > 0 }).Select(period => period.Sold).Order().ToArray();
        // What comes behind the first unit, over the periods that came to an end by themselves; one more, since there is always one to come.
        var behind = periods.Where(period => period.Known != PeriodKnown.Nothing).Sum(period => Math.Max(0, period.Sold - 1)) / (known.Length + 1);
        var told = new double[periods.Count];
        for (var at = 0; at < told.Length; at++)
            told[at] = periods[at] switch
            {
                { Known: PeriodKnown.All } all => all.Sold,
                { Known: PeriodKnown.AtLeast, Sold: > 0 } ran => Beyond(known, ran.Sold) ?? ran.Sold + behind,
                _ => double.NaN,
            };
        return ImmutableCollectionsMarshal.AsImmutableArray(told);
    }

    // The mean of those that are at least as much.
    private static double? Beyond(double[] known, double sold)
    {
        var place = Array.BinarySearch(known, sold);
        if (place < 0) place = ~place;
        while (place > 0 && known[place - 1] >= sold) place--;
        return known.Length - place < Enough ? null : known[place..].Average();
    }
}
