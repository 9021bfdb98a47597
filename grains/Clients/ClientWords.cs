using System.Globalization;
using System.Text;

namespace BeautyGrains.Grains;

/// <summary>By which words a client is found.</summary>
/// <param name="Kind">Words of different kinds never meet.</param>
public readonly record struct ClientWord(string Kind, string Text);

/// <summary>
/// The words of a client and of whoever seeks one. Chinese names are found by any part of them and by the initials of their pinyin; others by the beginnings
/// of their words; phones whole or by their last four digits.
/// </summary>
public static class ClientWords
{
    private const string Phone = "phone";
    private const string PhoneEnd = "phone-end";
    private const string Name = "name";
    private const string Initials = "initials";
    private const int EndDigits = 4;
    private const int LongestPart = 8;
    private const int LongestBeginning = 20;
    private const int MostWords = 5;

    /// <summary>The words by which a client is found.</summary>
    public static IEnumerable<ClientWord> Of(ClientProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        if (profile.Phone is { } phone)
        {
            yield return new(Phone, phone);
            if (phone.Length > EndDigits) yield return new(PhoneEnd, phone[^EndDigits..]);
        }
        foreach (var word in Folded(profile.Name).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            foreach (var part in Pinyin.IsHan(word[0]) ? Parts(word) : Beginnings(word)) yield return new(Name, part);
        var initials = Pinyin.InitialsOf(Folded(profile.Name).Replace(" ", "", StringComparison.Ordinal));
        foreach (var part in Beginnings(initials)) yield return new(Initials, part);
    }

    /// <summary>What somebody seeks by: of each group, a client has one word at least; nothing where nothing is asked.</summary>
    /// <param name="phone">What was typed as a phone in E.164; null where it is none.</param>
    public static IReadOnlyList<IReadOnlyList<ClientWord>> Sought(string text, string? phone)
    {
        if (phone is not null) return [[new(Phone, phone)]];
        var words = Folded(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is not [var only]) return [.. words.Take(MostWords).Select(word => new[] { new ClientWord(Name, Short(word)) })];
        return [only.Length == EndDigits && only.All(char.IsAsciiDigit) ? [new(PhoneEnd, only)] : [new(Name, Short(only)), new(Initials, Short(only))]];
    }

    /// <summary>Width and case do not matter (Unicode NFKC, then lower case), nor does more than one blank.</summary>
    private static string Folded(string text) =>
        string.Join(' ', text.Normalize(NormalizationForm.FormKC).ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    // As far as the words of clients go.
    private static string Short(string word)
    {
        var longest = Pinyin.IsHan(word[0]) ? LongestPart : LongestBeginning;
        return word.Length <= longest ? word : word[..longest];
    }

    private static IEnumerable<string> Parts(string word)
    {
        for (var start = 0; start < word.Length; start++)
            for (var length = 1; length <= Math.Min(LongestPart, word.Length - start); length++) yield return word.Substring(start, length);
    }

    private static IEnumerable<string> Beginnings(string word)
    {
        for (var length = 2; length <= Math.Min(LongestBeginning, word.Length); length++) yield return word[..length];
    }
}

/// <summary>Initials of pinyin, by the order that Unicode's collation (CLDR "zh", pinyin) gives to Han characters, and by the readings that surnames alone have.</summary>
public static class Pinyin
{
    private static readonly CompareInfo s_order = CultureInfo.GetCultureInfo("zh-CN").CompareInfo;

    // No syllable begins with i, u or v.
    private const string Letters = "ABCDEFGHJKLMNOPQRSTWXYZ";

    private static readonly Dictionary<char, char> s_surnames = new()
    {
        ['单'] = 's', ['曾'] = 'z', ['解'] = 'x', ['仇'] = 'q', ['查'] = 'z', ['区'] = 'o', ['翟'] = 'z', ['朴'] = 'p', ['尉'] = 'y', ['盖'] = 'g', ['缪'] = 'm', ['乐'] = 'y', ['种'] = 'c',
        ['冼'] = 'x', ['洗'] = 'x', ['折'] = 's', ['秘'] = 'b', ['繁'] = 'p', ['召'] = 's', ['长'] = 'z', ['覃'] = 'q', ['沈'] = 's', ['重'] = 'c',
    };

    /// <summary>A Han character of the Basic Multilingual Plane.</summary>
    public static bool IsHan(char c) => c is >= '\u3400' and <= '\u9fff' or >= '\uf900' and <= '\ufaff';

    /// <summary>The initials of a name's Han characters, such as "zxm" for 张小明, the first read as a surname; empty where there are none.</summary>
    public static string InitialsOf(string name)
    {
        var initials = new StringBuilder();
        foreach (var c in name.Where(IsHan)) initials.Append(initials.Length == 0 && s_surnames.TryGetValue(c, out var surname) ? surname : InitialOf(c));
        return initials.ToString();
    }

    // Before the characters of each initial the order has a mark: U+FDD0 and the letter (UTS #35, part 5, collation indexes).
    private static char InitialOf(char c)
    {
        var (found, text) = ('a', c.ToString());
        foreach (var letter in Letters)
        {
            if (s_order.Compare(text, $"\uFDD0{letter}") < 0) break;
            found = char.ToLowerInvariant(letter);
        }
        return found;
    }
}
