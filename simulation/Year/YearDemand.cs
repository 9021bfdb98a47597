using BeautyGrains.Silo.Demo;

namespace BeautyGrains.Simulation;

/// <summary>
/// What clients ask for: drawn from the seed, store, SKU and day alone, so that whoever plans meets the same clients.
/// </summary>
internal sealed class YearDemand(YearChain chain)
{
    /// <summary>Times of the day at which clients come; their shares are equal.</summary>
    public const int Slots = 3;

    // Mondays to Sundays.
    private static readonly double[] s_week = [0.75, 0.8, 0.85, 0.95, 1.15, 1.35, 1.15];

    // So that they meet other luck than products that are bought.
    private const int FirstConsigned = 500;

    private readonly int _days = chain.Options.Days;

    /// <summary>Units asked for on a day, by time of the day.</summary>
    /// <param name="day">0 for the first; a Monday.</param>
    public int[] Of(int store, int sku, int day) => Of(store, chain.Skus[sku], sku, day);

    /// <summary>The same of goods that others have left with the chain.</summary>
    public int[] OfConsigned(int store, int at, int day) => Of(store, chain.Consigned[at], FirstConsigned + at, day);

    private int[] Of(int store, YearSku product, int sku, int day)
    {
        var place = chain.Stores[store];
        var slots = new int[Slots];
        if (place.IsWarehouse || day < product.Launch) return slots;
        var random = new SplitMix64(chain.Options.Seed ^ unchecked((ulong)(((store * 1_000L) + sku) * 10_000L + day) * 0x9E3779B97F4A7C15UL));
        var level = LevelOf(product, day);
        for (var units = Units(product, place.Size, level, random); units > 0; units--) slots[random.Between(0, Slots - 1)]++;
        return slots;
    }

    /// <summary>What is asked for in some days together, as those who draw it know it.</summary>
    /// <param name="from">The first of them.</param>
    public (double Mean, double Variance) Over(int store, int sku, int from, int days)
    {
        var (place, product) = (chain.Stores[store], chain.Skus[sku]);
        var (mean, variance) = (0.0, 0.0);
        for (var day = from; day < from + days; day++)
        {
            var level = LevelOf(product, day);
            var expected = product.Mean * place.Size * level;
            if (product.Shape == DemandShape.Steady) (mean, variance) = (mean + expected, variance + expected);
            else
            {
                var (chance, more) = (product.Chance * level, Math.Max(0, (product.Mean * place.Size / product.Chance) - 1));
                var burst = 1 + more;
                mean += chance * burst;
                variance += (chance * (more + (burst * burst))) - (chance * burst * chance * burst);
            }
        }
        return (mean, variance);
    }

    private double LevelOf(YearSku product, int day) => s_week[day % 7] * (1 + (product.Swing * Math.Cos(2 * Math.PI * (day - product.Peak) / Math.Max(_days, 28))));

    // Bursts are of 1 to as many units that their mean is right.
    private static int Units(YearSku product, double size, double level, SplitMix64 random)
    {
        if (product.Shape == DemandShape.Steady) return Poisson(product.Mean * size * level, random);
        var chance = product.Chance * level;
        if (Unit(random) >= chance) return 0;
        var burst = product.Mean * size / product.Chance;
        return 1 + Poisson(Math.Max(0, burst - 1), random);
    }

    /// <summary>Knuth's method (The Art of Computer Programming, volume 2, 3.4.1); means here are small.</summary>
    public static int Poisson(double mean, SplitMix64 random)
    {
        var (limit, product, count) = (Math.Exp(-mean), Unit(random), 0);
        while (product > limit)
        {
            count++;
            product *= Unit(random);
        }
        return count;
    }

    /// <summary>A draw from a normal distribution, by the sum of twelve even ones.</summary>
    public static double Normal(SplitMix64 random)
    {
        var sum = -6.0;
        for (var at = 0; at < 12; at++) sum += Unit(random);
        return sum;
    }

    private static double Unit(SplitMix64 random) => (random.Next() >> 11) * (1.0 / (1UL << 53));
}
