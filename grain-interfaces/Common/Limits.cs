namespace BeautyGrains.Contracts;

/// <summary>The bounds that every door checks: the HTTP edge, imports and the rules.</summary>
public static class Limits
{
    /// <summary>The largest quantity.</summary>
    public const decimal MaxQuantity = 1_000_000_000m;

    /// <summary>Decimals of a quantity.</summary>
    public const int QuantityDecimals = 3;

    /// <summary>The longest id or code.</summary>
    public const int MaxIdLength = 64;

    /// <summary>The longest hold of a plain reservation.</summary>
    public static readonly TimeSpan MaxHold = TimeSpan.FromSeconds(86_400);

    /// <summary>The longest hold of a booking for a later day.</summary>
    public static readonly TimeSpan MaxBookingHold = TimeSpan.FromDays(400);

    /// <summary>The hold where neither the request nor the store says one.</summary>
    public static readonly TimeSpan DefaultHold = TimeSpan.FromMinutes(10);

    /// <summary>How far a terminal's clock may be ahead of the house's: what has happened is recorded all the same.</summary>
    public static readonly TimeSpan MaxClockAhead = TimeSpan.FromMinutes(5);

    /// <summary>Lines of a basket or transfer.</summary>
    public const int MaxLines = 1_000;

    /// <summary>Items of a batch.</summary>
    public const int MaxBatch = 500;

    /// <summary>The longest free text, such as a reason.</summary>
    public const int MaxText = 500;

    /// <summary>The longest scanned code, as it was scanned.</summary>
    public const int MaxScan = 1_000;

    /// <summary>The longest serial number.</summary>
    public const int MaxSerial = 128;

    /// <summary>Ids and codes: 1 to 64 of A–Z, a–z, 0–9 and . _ ~ -</summary>
    public static bool IsId(string? text)
    {
        if (text is not { Length: > 0 and <= MaxIdLength }) return false;
        foreach (var c in text)
            if (!(char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '~' or '-')) return false;
        return text is not ("." or "..");
    }

    /// <summary>The rule that a quantity above 0 breaks, or null.</summary>
    public static string? QuantityRule(decimal quantity) =>
        quantity <= 0 ? "must-be-positive" : SignedQuantityRule(quantity);

    /// <summary>The rule that a signed quantity breaks, or null. 0 is refused too.</summary>
    public static string? SignedQuantityRule(decimal quantity) =>
        quantity == 0 ? "must-not-be-zero"
        : Math.Abs(quantity) > MaxQuantity ? "must-be-at-most-1000000000"
        : decimal.Round(quantity, QuantityDecimals) != quantity ? "at-most-3-decimals"
        : null;
}
