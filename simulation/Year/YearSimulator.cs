namespace BeautyGrains.Simulation;

/// <summary>A year of the sample chain, planned by the product and, beside it, by a rule of thumb for the same clients.</summary>
/// <param name="Product">The product's.</param>
/// <param name="Baseline">The rule of thumb's.</param>
public sealed record YearComparison(YearOptions Options, YearResult Product, YearResult Baseline)
{
    /// <summary>By how much the share of delivery cycles without a stock-out may be below the goal of a class.</summary>
    public const decimal Tolerance = 0.03m;

    /// <summary>SHA-256 over both traces, in hexadecimal.</summary>
    public string Hash { get; } = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(Product.Hash + Baseline.Hash)));

    /// <summary>The first sentence that does not hold, or null.</summary>
    public Violation? Violation => Product.Violation ?? Baseline.Violation;

    /// <summary>Classes whose service the product misses by more than the tolerance.</summary>
    public IReadOnlyList<ClassService> Missed => [.. Product.Classes.Where(one => one.CycleService < one.Goal - Tolerance)];
}

/// <summary>Runs years of the sample chain. The same options give the same runs, in any process.</summary>
public static class YearSimulator
{
    /// <summary>The name of the scenario.</summary>
    public const string Name = "year";

    private static readonly decimal[] s_levels = [0.8m, 0.9m, 0.95m, 0.98m, 0.99m];

    private static readonly int[] s_safetyDays = [0, 4, 7, 10, 14, 21];

    /// <summary>One way to plan, in the thread of the caller.</summary>
    /// <param name="progress">Told a line for each week; null for nobody.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static YearResult Run(YearOptions options, YearPlanning planning, Action<string>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Fault is { } fault) throw new ArgumentException(fault, nameof(options));
        using var run = new YearRun(options, planning, progress);
        return run.Run();
    }

    /// <summary>
    /// What better service costs in stock: the product with its classes' service levels and with one level for all, the rule of thumb with more and less beyond lead and review
    /// time. Two runs at a time.
    /// </summary>
    public static IReadOnlyList<(YearOptions Options, YearResult Result)> Curve(YearOptions options, Action<string>? progress = null)
    {
        (YearOptions Options, YearPlanning Planning)[] runs =
        [
            (options, YearPlanning.Forecast), .. s_levels.Select(level => (options with { ServiceLevel = level }, YearPlanning.Forecast)),
            .. s_safetyDays.Select(days => (options with { SafetyDays = days }, YearPlanning.MinMax)),
        ];
        var results = new YearResult[runs.Length];
        Parallel.For(0, runs.Length, new() { MaxDegreeOfParallelism = 2 }, at =>
        {
            results[at] = Run(runs[at].Options, runs[at].Planning);
            progress?.Invoke(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{at + 1} of {runs.Length} is there"));
        });
        return [.. runs.Zip(results, (run, result) => (run.Options, result))];
    }

    /// <summary>Both ways, each in a thread of its own.</summary>
    public static YearComparison Compare(YearOptions options, Action<string>? progress = null)
    {
        var results = new YearResult[2];
        Parallel.For(0, 2, new() { MaxDegreeOfParallelism = 2 }, at => results[at] = Run(options, (YearPlanning)at, progress));
        return new(options, results[0], results[1]);
    }
}
