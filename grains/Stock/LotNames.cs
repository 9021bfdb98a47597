namespace BeautyGrains.Grains;

/// <summary>Names for lots whose number is taken.</summary>
internal static class LotNames
{
    /// <summary>"number", or "number~suffix", or "number~suffix.2" and so on: the first that is free; the number is cut so that the name stays an id.</summary>
    public static string Fresh(Stock stock, string number, string? suffix)
    {
        if (suffix is null && !stock.Lots.ContainsKey(number)) return number;
        for (var attempt = 1; ; attempt++)
        {
            var tail = "~" + (suffix ?? "lot") + (attempt == 1 ? "" : FormattableString.Invariant($".{attempt}"));
            var name = number[..Math.Min(number.Length, Limits.MaxIdLength - tail.Length)] + tail;
            if (!stock.Lots.ContainsKey(name)) return name;
        }
    }
}
