using System.Globalization;
using BeautyGrains.Api.Http;
using BeautyGrains.Codes;

namespace BeautyGrains.Api.Scans;

/// <summary>What a code says in the house's own terms.</summary>
/// <param name="Lot">The lot number as the house writes it; null where the code names none.</param>
/// <param name="Expiry">A month alone is good through its last day. Where the code names a time too, the day is the first bad one, since the book knows days.</param>
/// <param name="MadeOn">A day; null where the code names none or a month alone.</param>
/// <param name="Pack">The pack that the code stands for; null for the base unit.</param>
internal sealed record ScannedGoods(ScannedCode Code, string? Lot, Expiry? Expiry, string? MadeOn, string? Pack = null)
{
    /// <summary>The kind of expiry as bodies name it; null without one.</summary>
    public string? ExpiryWord => Expiry is null ? null : Words<ExpiryKind>.Of(Expiry.Kind);

    public static ScannedGoods Of(ScannedCode code) => new(
        code, code.Lot is { } lot ? LotText.NumberOf(lot) : null, ExpiryOf(code.Expiry),
        code.MadeOn is { IsMonth: false } made ? made.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null);

    /// <summary>
    /// The unit of a SKU that a code stands for: the base unit or a pack. Null where the code is of another product. One without a product (dates and lot of a
    /// label's second barcode) fits any.
    /// </summary>
    public static string? UnitOf(string sku, SkuRecord record, ScannedCode code) =>
        code.Gtin is { } gtin ? UnitOf(record, gtin)
        : code.Identifier is not { } identifier ? record.Unit
        : identifier == sku || (record.Udi is { } udi && identifier.StartsWith(udi, StringComparison.Ordinal)) ? record.Unit
        : null;

    private static string? UnitOf(SkuRecord record, string gtin) =>
        Is(record.Gtin, gtin) || Is(record.Udi, gtin) ? record.Unit : record.Packs?.FirstOrDefault(pack => Is(pack.Gtin, gtin))?.Unit;

    // GTINs of 8, 12 and 13 digits are numbers of 14 with zeros before them.
    private static bool Is(string? known, string gtin) => known is not null && known.PadLeft(gtin.Length, '0') == gtin;

    private static Expiry? ExpiryOf(CodeDate? date)
    {
        if (date is not { } day) return null;
        var text = day.Day.ToString(day.IsMonth ? "yyyy-MM" : "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return ExpiryText.TryParse(text, day.Time is null ? ExpiryKind.ValidThrough : ExpiryKind.FailsOn, out var expiry) ? expiry : null;
    }
}
