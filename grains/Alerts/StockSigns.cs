using System.Globalization;
using NodaTime;

namespace BeautyGrains.Grains;

/// <summary>One stock as alerts look at it, in the base unit.</summary>
public sealed record StockPicture(string Store, string Sku, decimal OnHand, decimal Available, decimal Unmatched);

/// <summary>
/// What gives cause for alerts, as facts: the one place that decides it, for what streams tell and for what a sweep finds. Pure.
/// </summary>
public static class StockSigns
{
    /// <summary>The kinds that a stock's picture alone can give cause for.</summary>
    public static ImmutableArray<AlertKind> Kinds { get; } = [AlertKind.Low, AlertKind.Out, AlertKind.OverStock, AlertKind.Unmatched];

    /// <summary>The facts of one of <see cref="Kinds"/>; null when nothing is the matter. What is inactive is neither low nor out.</summary>
    /// <param name="reorderPoint">Of the SKU's replenishment in the store; null where it has none. Where no policy names a threshold for the SKU, it is low from there on.</param>
    public static AlertFacts? Of(AlertKind kind, StockPicture it, StockFacts catalogue, AlertPolicies policies, DateTimeOffset now, decimal? reorderPoint = null)
    {
        if (policies.Of(kind, it.Store, it.Sku, DayOf(now, catalogue.Store), kind == AlertKind.Low ? reorderPoint : null) is not { } limit) return null;
        var isSold = catalogue.Sku.Active && catalogue.Store.Active;
        return kind switch
        {
            AlertKind.Low when isSold && it.Available > 0 && it.Available <= limit.Threshold =>
                Facts(limit, it, ("available", Text(it.Available)), ("threshold", Text(limit.Threshold.Value)), ("unit", catalogue.Sku.Unit)),
            AlertKind.Out when isSold && it.Available <= 0 => Facts(limit, it, ("onHand", Text(it.OnHand)), ("unit", catalogue.Sku.Unit)),
            AlertKind.OverStock when it.OnHand > limit.Threshold =>
                Facts(limit, it, ("onHand", Text(it.OnHand)), ("threshold", Text(limit.Threshold.Value)), ("unit", catalogue.Sku.Unit)),
            AlertKind.Unmatched when it.Unmatched != 0 => Facts(limit, it, ("unmatched", Text(it.Unmatched)), ("unit", catalogue.Sku.Unit)),
            _ => null,
        };
    }

    /// <summary>The day that an instant is in at a store.</summary>
    public static DateOnly DayOf(DateTimeOffset at, StoreRecord store) =>
        Instant.FromDateTimeOffset(at).InZone(DateTimeZoneProviders.Tzdb[store.TimeZone]).Date.ToDateOnly();

    /// <summary>A quantity as facts have it: exact, without needless zeros.</summary>
    public static string Text(decimal quantity) => quantity.ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>A day as facts have it.</summary>
    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>An instant as facts have it.</summary>
    public static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static AlertFacts Facts(AlertLimit limit, StockPicture it, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var facts = ImmutableArray.CreateBuilder<AlertFact>(values.Length);
        foreach (var (name, value) in values) facts.Add(new(name, value));
        return new(limit.Severity, it.Store, it.Sku, new(facts.MoveToImmutable()));
    }
}
