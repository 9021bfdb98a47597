using System.Globalization;

namespace BeautyGrains.Api.Http;

/// <summary>The two languages of the house.</summary>
internal enum Language
{
    /// <summary>English.</summary>
    En,
    /// <summary>Simplified Chinese.</summary>
    Zh,
}

/// <summary>Chooses a language from Accept-Language; English when nothing fits.</summary>
internal static class Languages
{
    public static Language Of(HttpContext http) => Choose(http.Request.Headers.AcceptLanguage.ToString());

    public static string Tag(Language language) => language == Language.Zh ? "zh-CN" : "en";

    public static Language Choose(string accept)
    {
        var (best, bestWeight) = (Language.En, 0.0);
        foreach (var part in accept.Split(',', 16, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var pieces = part.Split(';', StringSplitOptions.TrimEntries);
            var weight = Weight(pieces);
            var tag = pieces[0];
            var known = tag.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Language.Zh
                : tag.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? Language.En
                : (Language?)null;
            if (known is not { } language || weight <= bestWeight) continue;
            (best, bestWeight) = (language, weight);
        }
        return best;
    }

    private static double Weight(string[] pieces)
    {
        foreach (var piece in pieces.Skip(1))
            if (piece.StartsWith("q=", StringComparison.OrdinalIgnoreCase))
                return double.TryParse(piece.AsSpan(2), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight) ? weight : 0;
        return 1;
    }
}
