using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace BeautyGrains.Grains;

/// <summary>Tells one request body from another under the same id.</summary>
public static class BodyHash
{
    /// <summary>
    /// The first 12 bytes of SHA-256 over the parts in order, as base64. Equal quantities hash equally however they are written (1 and 1.0).
    /// </summary>
    public static string Of(params ReadOnlySpan<object?> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            var written = part switch
            {
                null => "",
                decimal number => number.ToString("0.############################", CultureInfo.InvariantCulture),
                DateTimeOffset time => time.UtcTicks.ToString(CultureInfo.InvariantCulture),
                IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
                _ => part.ToString()!,
            };
            // The length keeps ("a", "bc") and ("ab", "c") apart; the mark keeps null and "" apart.
            text.Append(part is null ? '-' : '+').Append(written.Length).Append(':').Append(written);
        }
        return Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 12));
    }
}
