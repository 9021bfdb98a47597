using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace BeautyGrains.Contracts;

/// <summary>Reads the expiries that are printed on goods; one reader for the HTTP edge and imports.</summary>
public static partial class ExpiryText
{
    /// <summary>The first year that is taken for an expiry.</summary>
    public const int FirstYear = 1900;

    /// <summary>The last year that is taken for an expiry.</summary>
    public const int LastYear = 2200;

    /// <summary>
    /// Reads a day (2027-05-31, 2027/5/31, 2027.05.31, 20270531, 2027年5月31日) or a month (2027-05, 2027/5, 2027.05, 202705, 2027年05月).
    /// White space around it is ignored; the printed form is kept without it. Impossible dates and other years than 1900 to 2200 are not read.
    /// </summary>
    /// <param name="kind">What the date on the pack means; the text does not say.</param>
    public static bool TryParse([NotNullWhen(true)] string? printed, ExpiryKind kind, [NotNullWhen(true)] out Expiry? expiry)
    {
        expiry = null;
        var text = printed?.Trim() ?? "";
        if (text.Length > Limits.MaxIdLength || Printed().Match(text) is not { Success: true } match) return false;
        var year = Number(match, "y");
        var month = Number(match, "m");
        var precision = match.Groups["d"].Success ? DatePrecision.Day : DatePrecision.Month;
        var day = precision == DatePrecision.Day ? Number(match, "d") : 1;
        if (year is < FirstYear or > LastYear || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        expiry = new(text, new(year, month, day), precision, kind);
        return true;
    }

    private static int Number(Match match, string group) =>
        int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex("""
        ^(?:
            (?<y>[0-9]{4})(?<s>[-/.])(?<m>[0-9]{1,2})(?:\k<s>(?<d>[0-9]{1,2}))?
          | (?<y>[0-9]{4})(?<m>[0-9]{2})(?<d>[0-9]{2})?
          | (?<y>[0-9]{4})年(?<m>[0-9]{1,2})月(?:(?<d>[0-9]{1,2})日)?
        )\z
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Printed();
}
