using System.Globalization;
using System.Text;

namespace BeautyGrains.Api.Scans;

/// <summary>
/// Lot numbers of codes as the house writes them. GS1 allows signs in them that ids do not have; those become "~" and their two hexadecimal digits, so that
/// two numbers never become one ("~" is no sign of GS1's).
/// </summary>
internal static class LotText
{
    /// <summary>"AB/12" is "AB~2F12". At most 60 characters, from the 20 that GS1 allows.</summary>
    public static string NumberOf(string lot)
    {
        var text = new StringBuilder(lot.Length);
        foreach (var c in lot)
            if (char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-') text.Append(c);
            else text.Append(CultureInfo.InvariantCulture, $"~{(int)c:X2}");
        // An id of points alone would be a step in a path.
        return text.ToString() is "." or ".." ? text.Replace(".", "~2E").ToString() : text.ToString();
    }
}
