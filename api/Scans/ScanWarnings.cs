using BeautyGrains.Api.Http;
using BeautyGrains.Grains;

namespace BeautyGrains.Api.Scans;

/// <summary>What speaks against goods that were scanned.</summary>
internal static class ScanWarnings
{
    /// <summary>Their words, each once; none where nothing speaks against them.</summary>
    /// <param name="carriers">The products that carry the code.</param>
    /// <param name="lots">Those of the store that the code means; null where no store was asked.</param>
    /// <param name="timeZone">The store's; null for UTC.</param>
    public static IEnumerable<string> Of(ScannedGoods goods, IReadOnlyList<ScanCandidateJson> carriers, IReadOnlyList<LotView>? lots, string? timeZone, DateTimeOffset now)
    {
        if (carriers.Count == 0) yield return "unknown-product";
        if (carriers.Count > 1) yield return "several-products";
        if (carriers is [{ Active: false }]) yield return "inactive";
        var expired = goods.Expiry is { } expiry && ExpiryRules.ExpiredFrom(expiry, timeZone ?? "UTC") <= now;
        // Without a lot in the code none of the store's is the one that was scanned.
        var meant = goods.Lot is null ? [] : lots ?? [];
        if (expired || meant.Any(lot => lot.Expired)) yield return "expired";
        foreach (var status in meant.Select(lot => lot.Status).Where(status => status != LotStatus.Released).Distinct().Order()) yield return Words<LotStatus>.Of(status);
        if (goods.Lot is null || lots is null) yield break;
        if (lots.Count == 0) yield return "lot-unknown";
        else if (lots.Sum(lot => lot.OnHand) <= 0) yield return "none-on-hand";
        if (lots.Count > 0 && goods.Expiry is { } printed && !lots.Any(lot => lot.Expiry is { } book && ExpiryRules.FirstBadDay(book) == ExpiryRules.FirstBadDay(printed)))
            yield return "expiry-differs";
    }
}
