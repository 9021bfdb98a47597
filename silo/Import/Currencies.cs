using System.Globalization;
using System.Text.RegularExpressions;

namespace BeautyGrains.Silo.Import;

/// <summary>Amounts as people write them, in major units.</summary>
internal static partial class Currencies
{
    // ISO 4217: the currencies whose minor unit is not a hundredth.
    private static readonly HashSet<string> s_whole =
        ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"];

    private static readonly HashSet<string> s_thousandths = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

    /// <summary>Decimals of a currency's major unit: 0, 2 or 3.</summary>
    public static int DecimalsOf(string currency) => s_whole.Contains(currency) ? 0 : s_thousandths.Contains(currency) ? 3 : 2;

    /// <summary>Minor units; null with the broken rule.</summary>
    /// <param name="text">Such as "1234.50" or "1,234.50"; a comma is never a decimal point.</param>
    /// <param name="exact">True for prices, which end at the minor unit; unit costs may go below it.</param>
    public static decimal? MinorUnits(string text, string currency, bool exact, out string? fault)
    {
        fault = null;
        if (!Amount().IsMatch(text) || !decimal.TryParse(text.Replace(",", "", StringComparison.Ordinal), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var major)
            || major > 1_000_000_000_000m)
        {
            fault = $"'{text}' is not an amount such as 1234.50.";
            return null;
        }
        var decimals = DecimalsOf(currency);
        if (exact && decimal.Round(major, decimals) != major)
        {
            fault = $"'{text}' has more than the {decimals} decimals of {currency}.";
            return null;
        }
        var minor = major;
        for (var i = 0; i < decimals; i++) minor *= 10;
        return Plain(minor);
    }

    /// <summary>The same number without trailing zeros: division by a one with 28 decimals gives the smallest scale.</summary>
    public static decimal Plain(decimal number) => number / 1.0000000000000000000000000000m;

    [GeneratedRegex(@"^(\d+|\d{1,3}(,\d{3})+)(\.\d{1,8})?$", RegexOptions.CultureInvariant)]
    private static partial Regex Amount();
}
