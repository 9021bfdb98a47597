using System.Globalization;

namespace BeautyGrains.ReadModels.Search;

/// <summary>
/// Finds products by words that are misspelt or, in a script without spaces, run together. Words of letters are looked up among all words of the
/// catalogue; of characters, most pairs of neighbours must be there. Whatever else was typed (sizes, codes) must be there as it is.
/// </summary>
internal static class SimilarFinder
{
    private const int ExactRanks = 5;
    private const int MostSpellings = 100;
    private const int ShortestRunTogether = 3;

    // The words of the catalogue, each found from the one before it by the index; so many steps as there are words, not uses of them.
    private static string Vocabulary(string terms) => $"""
        WITH RECURSIVE words(term) AS (
        SELECT MIN(t.term) FROM {terms} AS t WHERE t.term >= '=' AND t.term < '>'
        UNION ALL SELECT (SELECT MIN(t.term) FROM {terms} AS t WHERE t.term > words.term AND t.term < '>') FROM words WHERE words.term IS NOT NULL)
        SELECT term FROM words WHERE term IS NOT NULL
        """;

    /// <summary>The search, or null when nothing that was typed can be read in another way.</summary>
    public static async Task<Action<Statement>?> Find(CopyTables copy, SearchQuery query, CancellationToken cancel)
    {
        var spelt = query.Words.Where(SearchTerms.IsKnownWord).ToList();
        var together = query.Words.Where(word => SearchTerms.IsUnspaced(word) && word.Length >= ShortestRunTogether).ToList();
        if (spelt.Count + together.Count == 0) return null;
        var spellings = spelt.Count == 0 ? [] : await Spellings(copy, spelt, cancel);
        if (spellings.Exists(found => found.Count == 0)) return null;
        return sql => Add(sql, copy, spellings, together, [.. query.Words.Except(spelt).Except(together)]);
    }

    // Per word the words of the catalogue that may be meant, and how far each is away.
    private static async Task<List<List<(string Word, int Distance)>>> Spellings(CopyTables copy, List<string> words, CancellationToken cancel)
    {
        var known = await copy.Connection.Query(Vocabulary(copy.Of(SearchTables.Terms)), row => row.GetString(0)[1..], cancel);
        return [.. words.Select(word => known.Select(other => (Word: other, Distance: DistanceOf(word, other)))
            .Where(found => found.Distance <= Spelling.Forgiven(word.Length))
            .OrderBy(found => found.Distance).ThenBy(found => found.Word, StringComparer.Ordinal).Take(MostSpellings).ToList())];
    }

    // A word that contains what was typed is spelt right.
    private static int DistanceOf(string typed, string known) =>
        known.Contains(typed, StringComparison.Ordinal) ? 0 : Spelling.Distance(typed, known, Spelling.Forgiven(typed.Length));

    private static void Add(Statement sql, CopyTables copy, List<List<(string Word, int Distance)>> spellings, List<string> together, string[] asTyped)
    {
        var sets = new List<string>();
        var terms = copy.Of(SearchTables.Terms);
        foreach (var found in spellings)
        {
            var byDistance = found.GroupBy(one => one.Distance).Select(group => string.Create(CultureInfo.InvariantCulture,
                $"SELECT sku, {group.Key} AS miss FROM {terms} WHERE term IN ({sql.Of(group.Select(one => SearchTerms.Word + one.Word))})"));
            AddSet(sql, sets, $"SELECT sku, MIN(miss) AS miss FROM ({string.Join(" UNION ALL ", byDistance.ToList())}) AS spelt GROUP BY sku");
        }
        foreach (var word in together)
        {
            var pairs = SearchTerms.Pieces(word).Distinct(StringComparer.Ordinal).ToList();
            AddSet(sql, sets, string.Create(CultureInfo.InvariantCulture,
                $"SELECT sku, {pairs.Count} - COUNT(*) AS miss FROM {terms} WHERE term IN ({sql.Of(pairs)}) GROUP BY sku HAVING COUNT(*) >= {Enough(pairs.Count)}"));
        }
        var joins = sets.Skip(1).Select(set => $" JOIN {set} ON {set}.sku = {sets[0]}.sku");
        sql.Add($"found AS MATERIALIZED (SELECT s.sku AS sku, {ExactRanks} + {string.Join(" + ", sets.Select(set => $"{set}.miss"))} AS rank")
            .Add($"FROM {sets[0]}{string.Concat(joins)} JOIN {copy.Of(SearchTables.Search)} AS s ON s.sku = {sets[0]}.sku")
            .Add(asTyped.Length == 0 ? ")" : $"WHERE {ProductFinder.Contains(sql, asTyped)})");
    }

    private static void AddSet(Statement sql, List<string> sets, string select)
    {
        sets.Add(string.Create(CultureInfo.InvariantCulture, $"word{sets.Count}"));
        sql.Add($"{sets[^1]} AS MATERIALIZED ({select}),");
    }

    // 60 %, rounded up.
    private static int Enough(int pairs) => ((pairs * 3) + 4) / 5;
}
