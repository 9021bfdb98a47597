using System.Globalization;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Stock;

/// <summary>The position of one SKU in one store, in its base unit.</summary>
/// <param name="OnHand">Σ lots.</param>
/// <param name="Available">What can still be reserved or sold.</param>
/// <param name="Unmatched">Physical units without book stock, signed.</param>
/// <param name="NextChangeAt">When time alone changes the position next; absent for never.</param>
internal sealed record StockJson(
    string Store,
    string Sku,
    string Unit,
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
    IReadOnlyList<LotJson> Lots,
    DateTimeOffset? NextChangeAt,
    long Version)
{
    public static StockJson Of(StockView it) => new(
        it.Store, it.Sku, it.Unit, it.OnHand, it.Reserved, it.Available, it.Quarantined, it.Held, it.Recalled, it.Expired, it.InTransitIn,
        it.InTransitOut, it.Unmatched, [.. it.Lots.Select(LotJson.Of)], it.NextChangeAt, it.Version);
}

/// <summary>One lot of a stock.</summary>
/// <param name="Lot">Its name within this stock.</param>
/// <param name="LotNo">The number on the pack.</param>
/// <param name="ExpiresOn">The day "2027-05-31" or month "2027-05"; absent for goods without expiry.</param>
/// <param name="ExpiryKind">valid-through or fails-on.</param>
/// <param name="Printed">The expiry as on the pack.</param>
/// <param name="ExpiresAt">The first instant at which the lot is expired.</param>
/// <param name="Bin">Where it was meant to lie when it came in.</param>
/// <param name="Bins">Where it lies, in walking order; the rest of what is on hand is unplaced.</param>
/// <param name="Parents">The lots that a repack made it of.</param>
/// <param name="Repacks">Ids of the repacks that took of it.</param>
internal sealed record LotJson(
    string Lot,
    string LotNo,
    string? ExpiresOn,
    ExpiryKind? ExpiryKind,
    string? Printed,
    DateTimeOffset? ExpiresAt,
    DateOnly? MadeOn,
    decimal OnHand,
    decimal Reserved,
    LotStatus Status,
    bool Expired,
    Money? UnitCost,
    string? Supplier,
    string? Gtin,
    string? Bin,
    string? Receipt,
    long Version,
    LotOwner? Owner,
    IReadOnlyList<BinQuantity>? Bins,
    IReadOnlyList<LotParent>? Parents,
    IReadOnlyList<string>? Repacks)
{
    public static LotJson Of(LotView it) => new(
        it.Lot, it.LotNo, DayOrMonth(it.Expiry), it.Expiry?.Kind, it.Expiry?.Printed, it.ExpiresAt, it.MadeOn, it.OnHand, it.Reserved, it.Status,
        it.Expired, it.UnitCost, it.Supplier, it.Gtin, it.Bin, it.Receipt, it.Version, it.Owner, it.Bins, it.Parents, it.Repacks);

    public static string? DayOrMonth(Expiry? expiry) =>
        expiry?.Date.ToString(expiry.Precision == DatePrecision.Day ? "yyyy-MM-dd" : "yyyy-MM", CultureInfo.InvariantCulture);
}
