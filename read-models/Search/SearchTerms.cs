using System.Text;

namespace BeautyGrains.ReadModels.Search;

/// <summary>
/// What the index knows a product by. Three kinds of term share one table: pieces of words (three letters or digits; two characters of scripts
/// without spaces, where words of two characters are common), whole words of letters ("=serum", the vocabulary in which misspelt words are looked
/// up), and codes ("#6901234567892").
/// </summary>
internal static class SearchTerms
{
    private const int Piece = 3;
    private const int UnspacedPiece = 2;
    private const int ShortestKnownWord = 4;
    private const int LongestKnownWord = 24;

    /// <summary>Stands before whole words.</summary>
    public const char Word = '=';

    /// <summary>Stands before codes.</summary>
    public const char Code = '#';

    /// <summary>The terms of a product's text, whose fields are folded, and of its codes; in ordinal order.</summary>
    public static SortedSet<string> Of(string text, IEnumerable<string> codes)
    {
        var terms = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var field in text.Split(SearchText.Field, StringSplitOptions.RemoveEmptyEntries))
            foreach (var word in field.Split(' '))
            {
                terms.UnionWith(Pieces(word));
                if (IsKnownWord(word)) terms.Add(Word + word);
            }
        foreach (var code in codes)
            if (CodeOf(code) is { Length: > 1 } term) terms.Add(term);
        return terms;
    }

    /// <summary>The term of a code. GTINs of 12 and 13 digits are one number, so leading zeros do not count.</summary>
    public static string CodeOf(string code)
    {
        var compact = SearchText.Compact(code);
        return Code + (compact.All(char.IsAsciiDigit) ? compact.TrimStart('0') : compact);
    }

    /// <summary>Whatever of a folded word can be looked up: every text that contains the word has all of these. Empty for short words.</summary>
    public static IEnumerable<string> Pieces(string word)
    {
        foreach (var (run, unspaced) in Runs(word))
        {
            var length = unspaced ? UnspacedPiece : Piece;
            for (var i = 0; i + length <= run.Count; i++) yield return string.Concat(run.GetRange(i, length));
        }
    }

    /// <summary>Is it a word that may be misspelt, rather than a code or size?</summary>
    public static bool IsKnownWord(string word) =>
        word.Length is >= ShortestKnownWord and <= LongestKnownWord && word.EnumerateRunes().All(rune => Rune.IsLetter(rune) && !SearchText.IsUnspaced(rune));

    /// <summary>Is it all in a script without spaces?</summary>
    public static bool IsUnspaced(string word) => word.EnumerateRunes().All(SearchText.IsUnspaced);

    // Stretches of one kind of script: "b5精华" is "b5" and "精华".
    private static IEnumerable<(List<Rune> Run, bool Unspaced)> Runs(string word)
    {
        var run = new List<Rune>();
        var unspaced = false;
        foreach (var rune in word.EnumerateRunes())
        {
            if (run.Count > 0 && SearchText.IsUnspaced(rune) != unspaced)
            {
                yield return (run, unspaced);
                run = [];
            }
            unspaced = SearchText.IsUnspaced(rune);
            run.Add(rune);
        }
        if (run.Count > 0) yield return (run, unspaced);
    }
}
