namespace BeautyGrains.Grains;

/// <summary>What a supplier did in a period. Rates are 0 to 1; null where nothing happened that they could be told from.</summary>
/// <param name="Lines">Order lines that were due.</param>
/// <param name="OnTimeRate">The share of them of which, by the day on which they were expected, as much had come as counts as received.</param>
/// <param name="FillRate">What came of them by now, at most what was ordered, as a share of what was ordered; each line counts alike.</param>
/// <param name="Deliveries">Lots that arrived.</param>
/// <param name="RejectRate">The share of what arrived, by its cost, that was rejected.</param>
/// <param name="PriceIndex">What was paid, as per cent of what the same goods cost on average at all suppliers in the period: below 100 is cheaper.</param>
public sealed record SupplierPerformance(string Supplier, int Lines, decimal? OnTimeRate, decimal? FillRate, int Deliveries, decimal? RejectRate, decimal? PriceIndex);

/// <summary>How a supplier's record becomes one number.</summary>
public static class ScoreRules
{
    /// <summary>
    /// The weighted mean of the on-time rate, the fill rate, the share that was not rejected, and 100 by the price index (at most 1), of those that are
    /// known: 0 to 1, 4 decimals; null where none is, or where all that are have no weight.
    /// </summary>
    public static decimal? Of(SupplierPerformance record, ScoreWeights weights)
    {
        var parts = new (decimal Weight, decimal? Value)[]
        {
            (weights.OnTime, record.OnTimeRate), (weights.Fill, record.FillRate), (weights.Accepted, 1 - record.RejectRate),
            (weights.Price, record.PriceIndex is { } index ? index > 0 ? Math.Min(1, 100 / index) : 1 : null),
        };
        var known = parts.Where(part => part.Value is not null && part.Weight > 0).ToList();
        return known.Count == 0 ? null : decimal.Round(known.Sum(part => part.Weight * part.Value!.Value) / known.Sum(part => part.Weight), 4, MidpointRounding.AwayFromZero);
    }

    /// <summary>The row of the weights that counts on a day; the default one where the tables have none.</summary>
    public static ScoreWeights WeightsOn(this BuyingPolicy policy, DateOnly day) =>
        (policy.ScoreWeights ?? []).Where(row => DatedRows.Counts(day, row.ValidFrom, row.ValidThrough)).MaxBy(row => row.ValidFrom ?? DateOnly.MinValue) ?? BuyingDefaults.Weights;

    /// <summary>Whether another supplier is so much better that a change is proposed. Nobody is better than one who has no record yet.</summary>
    public static bool IsBetter(decimal? other, decimal? now, ScoreWeights weights) => other is { } theirs && now is { } ours && theirs - ours >= weights.Margin;
}
