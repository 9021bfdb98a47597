namespace BeautyGrains.Contracts;

/// <summary>
/// A stock changed: the whole picture, so that the newest message heals all that were lost. Published at least once and in order, coalesced:
/// drop versions that you have seen. Quantities are in the base unit; what the words mean is told at <see cref="StockView"/>.
/// </summary>
/// <param name="Available">As of <paramref name="At"/>, like all that depends on time.</param>
/// <param name="NextExpiry">When the next lot with goods on hand expires after <paramref name="At"/>; null for none.</param>
/// <param name="At">Time of the last event.</param>
/// <param name="Version">Of the stock's stream.</param>
[GenerateSerializer, Immutable, Alias("bg.StockLevelChanged")]
public sealed record StockLevelChanged(
    string Store,
    string Sku,
    decimal OnHand,
    decimal Reserved,
    decimal Available,
    decimal Quarantined,
    decimal Held,
    decimal Recalled,
    decimal Expired,
    decimal InTransitIn,
    decimal InTransitOut,
    decimal Unmatched,
    DateTimeOffset? NextExpiry,
    DateTimeOffset At,
    long Version);

/// <summary>Where <see cref="StockLevelChanged"/> is published: one stream for each stock, its key as <see cref="StockKey"/> has it.</summary>
public static class StockLevelStreams
{
    /// <summary>Name of the stream provider.</summary>
    public const string Provider = "streams";

    /// <summary>Namespace of the streams.</summary>
    public const string Namespace = "stock-levels";
}
