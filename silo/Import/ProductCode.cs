using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BeautyGrains.Contracts;

namespace BeautyGrains.Silo.Import;

/// <summary>A code for a product that came without one: readable, and always the same for the same brand and name.</summary>
internal static class ProductCode
{
    private const int HashDigits = 8;

    /// <summary>
    /// The slug of brand and name, "-", and 8 hexadecimal digits of SHA-256 over both without regard to case, spacing and composition;
    /// at most 64 characters. Products whose names have no Latin letters get the digits after "p-".
    /// </summary>
    public static string Of(string? brand, string name)
    {
        var identity = Encoding.UTF8.GetBytes(Fold(brand ?? "") + "\n" + Fold(name));
        var hash = Convert.ToHexStringLower(SHA256.HashData(identity))[..HashDigits];
        var slug = Slug($"{brand} {name}", Limits.MaxIdLength - HashDigits - 1);
        return $"{(slug.Length == 0 ? "p" : slug)}-{hash}";
    }

    private static string Fold(string text) => string.Join(' ', text.Normalize(NormalizationForm.FormKC)
        .ToUpperInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Slug(string text, int longest)
    {
        var slug = new StringBuilder();
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(c)) slug.Append(char.ToLowerInvariant(c));
            // Accents stand behind their letters in this form and are left out.
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && slug.Length > 0 && slug[^1] != '-') slug.Append('-');
        }
        if (slug.Length > longest) slug.Length = longest;
        return slug.ToString().Trim('-');
    }
}
