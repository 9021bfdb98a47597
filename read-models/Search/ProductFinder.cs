using System.Globalization;

namespace BeautyGrains.ReadModels.Search;

/// <summary>How a search is answered.</summary>
public enum SearchMatch
{
    /// <summary>All words are there as they were typed.</summary>
    Exact,
    /// <summary>Nothing is there as it was typed; these are spelt alike.</summary>
    Similar,
}

/// <summary>
/// Finds products by words. The index gives candidates by the rarest piece of what was typed; each candidate's text is then looked into, so that
/// the index need not be exact. A search is a common table "found (sku, rank)", added to a statement that has begun with WITH; a smaller rank is better. One mechanism for SQLite and PostgreSQL: plain tables, LIKE on folded text, no database's own search.
/// </summary>
internal static class ProductFinder
{
    // Pieces rarer than this are all as good.
    private const int CountedPiece = 1_000;

    /// <summary>The search for products that have every word.</summary>
    public static async Task<Action<Statement>> Exact(CopyTables copy, SearchQuery query, CancellationToken cancel)
    {
        var pieces = query.Words.SelectMany(SearchTerms.Pieces).Distinct(StringComparer.Ordinal).ToList();
        var rarest = pieces.Count == 0 ? null : await Rarest(copy, pieces, cancel);
        return sql => AddExact(sql, copy, query, rarest);
    }

    private static async Task<string> Rarest(CopyTables copy, List<string> pieces, CancellationToken cancel)
    {
        if (pieces.Count == 1) return pieces[0];
        var sql = new Statement();
        var counts = pieces.Select((piece, at) => string.Create(CultureInfo.InvariantCulture,
            $"SELECT {at} AS place, COUNT(*) AS uses FROM (SELECT 1 FROM {copy.Of(SearchTables.Terms)} WHERE term = {sql.Of(piece)} LIMIT {CountedPiece}) AS counted"));
        sql.Add(string.Join("\nUNION ALL ", counts.ToList())).Add("ORDER BY uses, place LIMIT 1");
        return pieces[(await sql.Rows(copy.Connection, row => (int)row.GetInt64(0), cancel))[0]];
    }

    private static void AddExact(Statement sql, CopyTables copy, SearchQuery query, string? rarest)
    {
        var hasTerm = $"SELECT sku FROM {copy.Of(SearchTables.Terms)} WHERE term = ";
        var search = $"{copy.Of(SearchTables.Search)} AS s";
        var isCode = $"s.sku IN ({hasTerm}{sql.Of(SearchTerms.CodeOf(query.Whole))})";
        sql.Add("found AS MATERIALIZED (SELECT s.sku AS sku, CASE")
            .Add($"WHEN {isCode} THEN 0")
            .Add($"WHEN {Like(sql, "\n", SearchText.Compact(query.Whole))} THEN 1")
            .Add($"WHEN {Like(sql, "%\n", query.Whole)} THEN 2")
            .Add($"WHEN {string.Join(" AND ", query.Words.Select(word => $"({Like(sql, "%\n", word)} OR {Like(sql, "% ", word)})").ToList())} THEN 3")
            .Add("ELSE 4 END AS rank FROM");
        if (rarest is null) sql.Add(search);
        else
            sql.Add($"({hasTerm}{sql.Of(SearchTerms.CodeOf(query.Whole))} UNION {hasTerm}{sql.Of(rarest)}) AS candidate")
                .Add($"JOIN {search} ON s.sku = candidate.sku");
        sql.Add($"WHERE ({Contains(sql, query.Words)}) OR {isCode})");
    }

    /// <summary>Conditions that all of the words are in the text.</summary>
    public static string Contains(Statement sql, IEnumerable<string> words) => string.Join(" AND ", words.Select(word => Like(sql, "%", word)).ToList());

    // Folded words are letters and digits alone: nothing in them has a meaning for LIKE.
    private static string Like(Statement sql, string before, string word) => $"s.text LIKE {sql.Of($"{before}{word}%")}";
}
