using System.Data.Common;
using BeautyGrains.Contracts;

namespace BeautyGrains.ReadModels.Search;

/// <summary>The tables that products are found by; part of <see cref="ProductModel"/>.</summary>
internal static class SearchTables
{
    /// <summary>What products are filtered, sorted and verified by; apart from the records, so that looking through all of them reads little.</summary>
    public static Table Search { get; } = new(
        "product_search", [Column.Text("sku")],
        [Column.Text("name"), Column.Text("brand"), Column.Text("category"), Column.Whole("active"), Column.Whole("changed_at"), Column.Text("codes"), Column.Text("text")],
        ["name", "sku"], ["brand", "sku"], ["category", "sku"], ["changed_at", "sku"]);

    /// <summary>The index: every <see cref="SearchTerms">term</see> of every product.</summary>
    public static Table Terms { get; } = new("product_terms", [Column.Text("term"), Column.Text("sku")], []);

    /// <summary>The entries that some products have before a batch.</summary>
    public static async Task<Dictionary<string, ProductEntry>> Before(CopyTables copy, IEnumerable<string> skus, CancellationToken cancel) =>
        (await copy.ByKey(Search, [.. skus.Select(sku => new object?[] { sku })], EntryOf, cancel)).ToDictionary(entry => entry.Sku, StringComparer.Ordinal);

    /// <summary>Writes what a record changes.</summary>
    public static void Put(RowChanges changes, ProductEntry? before, string sku, SkuRecord record, DateTimeOffset at)
    {
        var entry = ProductEntry.Of(sku, record);
        changes.Put(Search, sku, entry.Name, entry.Brand, entry.Category, Stored.Flag(record.Active), Stored.Time(at), entry.Codes, entry.Text);
        var (had, has) = (before?.Terms() ?? [], entry.Terms());
        foreach (var term in had.Except(has, StringComparer.Ordinal)) changes.Remove(Terms, term, sku);
        foreach (var term in has.Except(had, StringComparer.Ordinal)) changes.Put(Terms, term, sku);
    }

    private static ProductEntry EntryOf(DbDataReader row) =>
        new(row.GetString(0), row.GetString(7), row.GetString(6), row.GetString(1), row.GetString(2), row.GetString(3));
}
