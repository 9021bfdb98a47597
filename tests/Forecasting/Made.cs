using BeautyGrains.Forecasting;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;

namespace BeautyGrains.Forecasting.Tests;

/// <summary>Demand whose true nature is known, the same for the same seed.</summary>
internal static class Made
{
    /// <summary>By the piece around a mean that has a weekly season and may grow.</summary>
    public static DemandSeries Weekly(int seed, int days, double mean = 12, double growthPerDay = 0)
    {
        double[] season = [0.6, 0.7, 0.8, 0.9, 1.2, 1.6, 1.2];
        var dice = new MersenneTwister(seed);
        return new($"weekly {seed}", [.. Enumerable.Range(0, days).Select(day => (double)Poisson.Sample(dice, mean * season[day % 7] * (1 + growthPerDay * day)))]);
    }

    /// <summary>Poisson demand without season or trend.</summary>
    public static DemandSeries Level(int seed, int days, double mean)
    {
        var dice = new MersenneTwister(seed);
        return new($"level {seed}", [.. Enumerable.Range(0, days).Select(_ => (double)Poisson.Sample(dice, mean))]);
    }

    /// <summary>Demand of 1 to <paramref name="most"/> pieces on a share of the days; nobody asks any more from <paramref name="end"/> on.</summary>
    public static DemandSeries Intermittent(int seed, int days, double share, int most = 3, int end = int.MaxValue)
    {
        var dice = new MersenneTwister(seed);
        return new($"intermittent {seed}", [.. Enumerable.Range(0, days).Select(day => day < end && (day == 0 || dice.NextDouble() < share) ? 1.0 + dice.Next(most) : 0)]);
    }
}
