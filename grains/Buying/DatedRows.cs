namespace BeautyGrains.Grains;

/// <summary>Looks rows up in the dated tables of buying.</summary>
internal static class DatedRows
{
    /// <summary>Does a row count on a day? Both ends do.</summary>
    public static bool Counts(DateOnly day, DateOnly? validFrom, DateOnly? validThrough) => !(validFrom > day) && !(validThrough < day);

    /// <summary>How far a delivery of a category may differ on a day: the category's own row before the one for all, the newest of each; none without a row.</summary>
    public static DeliveryTolerance ToleranceOf(this BuyingPolicy policy, GoodsCategory category, DateOnly day) =>
        policy.DeliveryTolerances.Where(row => (row.Category is null || row.Category == category) && Counts(day, row.ValidFrom, row.ValidThrough))
            .OrderBy(row => row.Category is null).ThenByDescending(row => row.ValidFrom ?? DateOnly.MinValue).FirstOrDefault() ?? new(0, 0);

    /// <summary>How a lot of a category is sampled on a day; null without a row.</summary>
    public static SamplingRule? SamplingOf(this BuyingPolicy policy, GoodsCategory category, DateOnly day) =>
        policy.Sampling.Where(row => row.Category == category && Counts(day, row.ValidFrom, row.ValidThrough)).MaxBy(row => row.ValidFrom ?? DateOnly.MinValue);

    /// <summary>What one unit of a currency is worth in the policy's on a day; null while nobody has put it.</summary>
    public static decimal? RateOf(this BuyingPolicy policy, string currency, DateOnly day) => currency == policy.Currency
        ? 1
        : policy.ExchangeRates.Where(row => row.Currency == currency && row.ValidFrom <= day).MaxBy(row => row.ValidFrom)?.Rate;

    /// <summary>At what goods go from one legal entity to another on a day; null where no row fits: at cost.</summary>
    public static TransferPrice? TransferPriceOf(this BuyingPolicy policy, DateOnly day, string sku, GoodsCategory category, string? from, string? to) => (policy.TransferPrices ?? [])
        .Where(row => (row.Sku ?? sku) == sku && (row.Category ?? category) == category && (row.FromEntity ?? from) == from && (row.ToEntity ?? to) == to
            && Counts(day, row.ValidFrom, row.ValidThrough))
        .OrderBy(row => row.Sku is null).ThenBy(row => row.Category is null).ThenBy(row => (row.FromEntity is null ? 1 : 0) + (row.ToEntity is null ? 1 : 0))
        .ThenByDescending(row => row.ValidFrom ?? DateOnly.MinValue).FirstOrDefault();

    /// <summary>How far an invoice may differ on a day.</summary>
    public static InvoiceTolerance InvoiceToleranceOn(this BuyingPolicy policy, DateOnly day) =>
        policy.InvoiceTolerances.Where(row => Counts(day, row.ValidFrom, row.ValidThrough)).MaxBy(row => row.ValidFrom ?? DateOnly.MinValue) ?? new(0, 0);
}
