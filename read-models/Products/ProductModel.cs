using System.Text;
using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;
using BeautyGrains.ReadModels.Search;

namespace BeautyGrains.ReadModels;

/// <summary>The catalogue's products: one row each, with what lists filter and sort by in columns and the whole record as it was put.</summary>
public sealed class ProductModel : ReadModel
{
    private ProductModel() { }

    /// <summary>The one there is.</summary>
    public static ProductModel Instance { get; } = new();

    /// <summary>The rows. "price" is in ten-thousandths of the minor unit; "event" and "record" are the type and the payload of the last event; <see cref="ProductRows.Record"/> reads them.</summary>
    public static Table Products { get; } = new(
        "products",
        [Column.Text("sku")],
        [
            Column.Whole("version"), Column.Whole("at"), Column.Text("name"), Column.MaybeText("name_zh"), Column.MaybeText("name_en"),
            Column.MaybeText("brand"), Column.MaybeText("category"), Column.MaybeText("specification"), Column.MaybeText("gtin"), Column.MaybeText("udi"),
            Column.Text("tags"), Column.Text("unit"), Column.Text("goods_category"), Column.Text("storage"), Column.Text("security"),
            Column.MaybeWhole("price"), Column.MaybeText("currency"), Column.Whole("implant"), Column.Whole("active"), Column.Text("event"), Column.Text("record"),
        ],
        ["name", "sku"], ["brand", "sku"], ["category", "sku"], ["gtin", "sku"], ["at", "sku"]);

    /// <inheritdoc />
    public override string Name => "products";

    /// <inheritdoc />
    public override int Version => 1;

    /// <inheritdoc />
    public override IReadOnlyList<Table> Tables => [Products, SearchTables.Search, SearchTables.Terms];

    /// <inheritdoc />
    public override IProjection Project() => new Projection();

    // The last put of a batch is all that counts.
    private sealed class Projection : IProjection
    {
        public async ValueTask<RowChanges> Apply(IReadOnlyList<RecordedEvent> batch, CopyTables copy, CancellationToken cancel)
        {
            var newest = new Dictionary<string, (RecordedEvent Recorded, SkuPut Put)>(StringComparer.Ordinal);
            foreach (var recorded in batch)
            {
                if (recorded.Stream.Category != SkuKind.Instance.Category) continue;
                newest[recorded.Stream.Key] = SkuKind.Instance.Events.Read(recorded) is SkuPut put
                    ? (recorded, put)
                    : throw new JournalCorruptException($"The read model of products does not know what to do with '{recorded.Type}'.");
            }
            var changes = new RowChanges();
            var before = await SearchTables.Before(copy, newest.Keys, cancel);
            foreach (var (sku, (recorded, put)) in newest)
            {
                changes.Put(Products, ProductRows.Of(sku, recorded, put.Record));
                SearchTables.Put(changes, before.GetValueOrDefault(sku), sku, put.Record, recorded.At);
            }
            return changes;
        }
    }
}

/// <summary>Between a product's record and its row.</summary>
public static class ProductRows
{
    /// <summary>The record that a row holds whole.</summary>
    /// <param name="type">The column "event".</param>
    /// <param name="payload">The column "record".</param>
    public static SkuRecord Record(string type, string payload) => ((SkuPut)SkuKind.Instance.Events.Read(type, Encoding.UTF8.GetBytes(payload))).Record;

    // Minor units with at most 4 decimals, as a whole number that sorts.
    private static long? PriceOf(Money? price) => price is null ? null : decimal.ToInt64(price.Amount * 10_000m);

    internal static Cell[] Of(string sku, RecordedEvent recorded, SkuRecord it) =>
    [
        sku, recorded.Version, Stored.Time(recorded.At), it.Name, it.NameZh, it.NameEn, it.Brand, it.Category, it.Specification, it.Gtin, it.Udi,
        RowsJson.Of(it.Tags is { } tags ? tags : []), it.Unit, it.GoodsCategory.ToString(), it.Storage.ToString(),
        it.Security.ToString(), PriceOf(it.Price), it.Price?.Currency, Stored.Flag(it.Implant), Stored.Flag(it.Active), recorded.Type,
        Encoding.UTF8.GetString(recorded.Payload.Span),
    ];
}
