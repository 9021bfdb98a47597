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

    /// <summary>Both ways, each in a thread of its own.</summary>
    public static YearComparison Compare(YearOptions options, Action<string>? progress = null)
    {
        var results = new YearResult[2];
        Parallel.For(0, 2, new() { MaxDegreeOfParallelism = 2 }, at => results[at] = Run(options, (YearPlanning)at, progress));
        return new(options, results[0], results[1]);
    }
}
