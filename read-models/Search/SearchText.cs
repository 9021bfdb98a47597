using System.Globalization;
using System.Text;

namespace BeautyGrains.ReadModels.Search;

/// <summary>
/// The form in which texts are compared: no case, no accents, full and half width alike, words apart by one space.
/// Whatever is neither letter nor digit separates words; apostrophes do not. The same on every database, because it happens before them.
/// </summary>
public static class SearchText
{
    /// <summary>Separates the fields of a product's text; never in a folded text.</summary>
    internal const char Field = '\n';

    /// <summary>UTF-16 units of a <see cref="Key"/> at most.</summary>
    internal const int LongestKey = 200;

    // Unicode has no decomposition for these letters; people without them on the keyboard write this.
    private static readonly Dictionary<int, string> s_letters = new()
    {
        ['ß'] = "ss", ['æ'] = "ae", ['œ'] = "oe", ['ø'] = "o", ['đ'] = "d", ['ł'] = "l", ['ı'] = "i",
    };

    /// <summary>The folded text; empty when there is no letter or digit in it.</summary>
    public static string Fold(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var folded = new StringBuilder(text.Length);
        var gap = false;
        foreach (var rune in Decomposed(text).EnumerateRunes())
        {
            if (IsDropped(rune)) continue;
            if (!Rune.IsLetterOrDigit(rune) && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber))
            {
                gap = true;
                continue;
            }
            if (gap && folded.Length > 0) folded.Append(' ');
            gap = false;
            var lower = Rune.ToLowerInvariant(rune);
            if (s_letters.TryGetValue(lower.Value, out var spelt)) folded.Append(spelt);
            else folded.Append(lower.ToString());
        }
        return folded.ToString();
    }

    /// <summary>The folded text without its spaces: how codes, and brands such as "SK-II", are also compared.</summary>
    public static string Compact(string? text) => Fold(text).Replace(" ", "", StringComparison.Ordinal);

    /// <summary>What lists sort and compare by: the folded text, cut so that it fits into an index row and a cursor however much folding has lengthened it.</summary>
    public static string Key(string? text)
    {
        var folded = Fold(text);
        if (folded.Length <= LongestKey) return folded;
        return folded[..(char.IsHighSurrogate(folded[LongestKey - 1]) ? LongestKey - 1 : LongestKey)];
    }

    /// <summary>Is it of a script that writes words without spaces?</summary>
    internal static bool IsUnspaced(Rune rune) => rune.Value is
        (>= 0x2E80 and <= 0x2FFF) or (>= 0x3005 and <= 0x3007) or (>= 0x3040 and <= 0x30FF) or (>= 0x3100 and <= 0x312F)
        or (>= 0x31F0 and <= 0x31FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF)
        or (>= 0x20000 and <= 0x323AF);

    // Compatibility decomposition writes full width as half width and takes accents off their letters. It throws on half a surrogate pair,
    // which enumerating runes turns into the replacement character, and on U+FFFE, which is no character.
    private static string Decomposed(string text)
    {
        if (text.All(char.IsAscii)) return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            if (rune.Value is not ('™' or '®' or '©' or '℠')) clean.Append(rune.Value == 0xFFFE ? Rune.ReplacementChar.ToString() : rune.ToString());
        return clean.ToString().Normalize(NormalizationForm.FormKD);
    }

    private static bool IsDropped(Rune rune) =>
        rune.Value is '\'' or '’' or '‘' or 'ʼ' or '`' or '´'
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.Format;
}
