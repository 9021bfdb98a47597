using System.Data.Common;
using BeautyGrains.Contracts;

namespace BeautyGrains.ReadModels.Search;

/// <summary>Finds products by the codes on them.</summary>
public interface IProductCodes
{
    /// <summary>The products that have one of some codes for their own, for a GTIN (also of a pack) or for a UDI; by SKU, at most 100. Leading zeros of numbers do not count.</summary>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<IReadOnlyList<SkuView>> Find(IReadOnlyCollection<string> codes, CancellationToken cancel);
}

/// <summary>Answers from <see cref="ProductModel"/>.</summary>
internal sealed class ProductCodes(ReadModelReader reader) : IProductCodes
{
    private const int MostFound = 100;

    public Task<IReadOnlyList<SkuView>> Find(IReadOnlyCollection<string> codes, CancellationToken cancel) =>
        reader.Read(ProductModel.Instance, async (copy, _) =>
        {
            object?[][] terms = [.. codes.Select(SearchTerms.CodeOf).Where(term => term.Length > 1).Distinct(StringComparer.Ordinal).Select(term => new object?[] { term })];
            var skus = await copy.ByKey(SearchTables.Terms, terms, row => row.GetString(1), cancel);
            object?[][] keys = [.. skus.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(MostFound).Select(sku => new object?[] { sku })];
            return (IReadOnlyList<SkuView>)await copy.ByKey(ProductModel.Products, keys, ViewOf, cancel);
        }, cancel);

    // The columns of the table: the key, "version" and "at" first, "event" and "record" last.
    private static SkuView ViewOf(DbDataReader row) =>
        new(row.GetString(0), ProductRows.Record(row.GetString(row.FieldCount - 2), row.GetString(row.FieldCount - 1)), Stored.Time(row.GetInt64(2)), row.GetInt64(1));
}
