using BeautyGrains.Contracts;

namespace BeautyGrains.ReadModels.Search;

/// <summary>What of a product is found, filtered and sorted by; made from its record, the same on every database.</summary>
/// <param name="Text">The folded fields, each between two <see cref="SearchText.Field"/>; the code comes first, without its punctuation.</param>
/// <param name="Codes">GTINs and UDI as the record has them, and the code, one a line.</param>
/// <param name="Name">Its <see cref="SearchText.Key"/>.</param>
/// <param name="Brand">Its key; empty for none.</param>
/// <param name="Category">Its key; empty for none.</param>
public sealed record ProductEntry(string Sku, string Text, string Codes, string Name, string Brand, string Category)
{
    /// <summary>The entry of a record.</summary>
    public static ProductEntry Of(string sku, SkuRecord record) => new(
        sku, TextOf(sku, record), string.Join(SearchText.Field, CodesOf(sku, record).Distinct(StringComparer.Ordinal)),
        SearchText.Key(record.Name), SearchText.Key(record.Brand), SearchText.Key(record.Category));

    /// <summary>What the index knows it by, in ordinal order.</summary>
    public IReadOnlyCollection<string> Terms() => SearchTerms.Of(Text, Codes.Split(SearchText.Field));

    private static string TextOf(string sku, SkuRecord record)
    {
        IEnumerable<string> fields =
        [
            SearchText.Compact(sku), SearchText.Fold(sku), SearchText.Compact(record.Brand), SearchText.Fold(record.Brand), SearchText.Fold(record.Name),
            SearchText.Fold(record.NameZh), SearchText.Fold(record.NameEn), SearchText.Fold(record.Category), SearchText.Fold(record.Specification),
            .. (record.Tags ?? []).Select(SearchText.Fold),
        ];
        // The code stays first even where all of it is punctuation.
        var kept = fields.Where((field, at) => at == 0 || field.Length > 0).Distinct(StringComparer.Ordinal);
        return SearchText.Field + string.Join(SearchText.Field, kept) + SearchText.Field;
    }

    private static IEnumerable<string> CodesOf(string sku, SkuRecord record) =>
        new[] { sku, record.Gtin, record.Udi }.Concat((record.Packs ?? []).Select(pack => pack.Gtin)).OfType<string>();
}
