namespace BeautyGrains.Simulation;

/// <summary>How large a year of the sample chain is.</summary>
/// <param name="Seed">Decides everything that is drawn.</param>
/// <param name="Stores">3 to 40; the last of them is the warehouse.</param>
/// <param name="Skus">8 to 400.</param>
/// <param name="Days">After the weeks that fill the history: 14 to 1,000.</param>
/// <param name="WarmUpDays">Days before them, which count for nothing but the books.</param>
/// <param name="ServiceLevel">Of every policy of the product's, 0.5 to 0.999; null for that of the SKU's class.</param>
/// <param name="SafetyDays">What the rule of thumb keeps beyond lead and review time, in days of mean demand: 0 to 60.</param>
public sealed record YearOptions(ulong Seed, int Stores = 12, int Skus = 40, int Days = 364, int WarmUpDays = 56, decimal? ServiceLevel = null, int SafetyDays = 7)
{
    /// <summary>What is out of range, or null.</summary>
    public string? Fault =>
        Stores is < 3 or > 40 ? "--stores must be 3 to 40."
        : Skus is < 8 or > 400 ? "--skus must be 8 to 400."
        : Days is < 14 or > 1_000 ? "--days must be 14 to 1000."
        : WarmUpDays is < 14 or > 365 ? "The weeks before must be 14 to 365 days."
        : ServiceLevel is < 0.5m or > 0.999m ? "A service level must be 0.5 to 0.999."
        : SafetyDays is < 0 or > 60 ? "Days of safety must be 0 to 60."
        : null;
}

/// <summary>Who decides how much is ordered.</summary>
public enum YearPlanning
{
    /// <summary>The product: reorder points from forecasts, lead times and the service level of each class.</summary>
    Forecast,
    /// <summary>A rule of thumb, beside which the product is shown: fixed minimum and maximum from last year's mean sales.</summary>
    MinMax,
}
