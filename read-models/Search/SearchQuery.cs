using System.Collections.Immutable;

namespace BeautyGrains.ReadModels.Search;

/// <summary>What somebody typed into a search box, understood.</summary>
public sealed class SearchQuery
{
    /// <summary>The longest text, in characters.</summary>
    public const int MaxLength = 100;

    /// <summary>The most words.</summary>
    public const int MaxWords = 8;

    private SearchQuery(string whole, ImmutableArray<string> words) => (Whole, Words) = (whole, words);

    /// <summary>The folded text.</summary>
    public string Whole { get; }

    /// <summary>Its words, each once: 1 to <see cref="MaxWords"/>.</summary>
    public ImmutableArray<string> Words { get; }

    /// <summary>The query, or the rule that the text breaks.</summary>
    public static (SearchQuery? Query, string? Rule) Parse(string text)
    {
        if (text.Length > MaxLength) return (null, $"at-most-{MaxLength}-characters");
        var whole = SearchText.Fold(text);
        if (whole.Length == 0) return (null, "must-have-a-letter-or-digit");
        // Longer, though the text was not: some single characters stand for many, such as ﷺ.
        if (whole.Length > 4 * MaxLength) return (null, $"at-most-{MaxLength}-characters");
        var words = whole.Split(' ').Distinct(StringComparer.Ordinal).ToImmutableArray();
        return words.Length > MaxWords ? (null, $"at-most-{MaxWords}-words") : (new(whole, words), null);
    }
}
