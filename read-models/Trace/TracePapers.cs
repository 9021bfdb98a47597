using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.ReadModels.Trace;

/// <summary>A receipt of a purchase order as a movement of the ledger names it.</summary>
/// <param name="Place">Of the lot within the receipt, from 0.</param>
public readonly record struct ReceiptPlace(string Receipt, int Place)
{
    private const string Prefix = "receipt:";
    private const string Registered = "controlled:";

    /// <summary>Reads a receipt movement's id; null where the goods came in without a purchase order.</summary>
    public static ReceiptPlace? Of(string movement)
    {
        // What came in by the register of controlled goods is one of its steps.
        if (movement.StartsWith(Registered, StringComparison.Ordinal)) movement = movement[Registered.Length..];
        var last = movement.LastIndexOf(':');
        if (!movement.StartsWith(Prefix, StringComparison.Ordinal) || last <= Prefix.Length || movement.Length < last + 3) return null;
        return int.TryParse(movement.AsSpan(last + 1, movement.Length - last - 2), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var place)
            ? new(movement[Prefix.Length..last], place) : null;
    }
}

/// <summary>What was written down when goods came in.</summary>
/// <param name="Order">The purchase order.</param>
public sealed record ReceivedPaper(ReceiptPlace Place, string Order, ReceivingRecord Record);

/// <summary>The statutory records of receipts, and the documents that belong to them, their orders, suppliers and products.</summary>
public sealed class TracePapers(ReadModelReader reader)
{
    /// <summary>The most documents told of one trace.</summary>
    public const int MostDocuments = 500;

    /// <summary>The records of some receipts' lots; of goods that came in without an order there is none.</summary>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    public Task<(IReadOnlyDictionary<ReceiptPlace, ReceivedPaper> Papers, AsOf AsOf)> Records(IReadOnlyCollection<ReceiptPlace> places, CancellationToken cancel) => reader.Read(BuyingModel.Instance, async (copy, asOf) =>
    {
        var receipts = (await copy.ByKey(
            BuyingModel.Receipts.Table, [.. places.Select(place => place.Receipt).Distinct(StringComparer.Ordinal).Select(id => new object?[] { id })],
            row => (Id: row.GetString(0), State: BuyingModel.Receipts.Read(row.GetInt64(1), row.GetInt64(2), row.GetString(3)).State), cancel)).ToDictionary(row => row.Id, row => row.State, StringComparer.Ordinal);
        var papers = new Dictionary<ReceiptPlace, ReceivedPaper>();
        foreach (var place in places)
            if (receipts.TryGetValue(place.Receipt, out var receipt) && receipt.Lots.FirstOrDefault(lot => lot.Place == place.Place) is { } lot)
                papers[place] = new(place, receipt.Order, lot.Record);
        return ((IReadOnlyDictionary<ReceiptPlace, ReceivedPaper>)papers, asOf);
    }, cancel);

    /// <summary>The documents of some subjects, by subject in the order in which they were put; the first <see cref="MostDocuments"/>.</summary>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    public Task<(IReadOnlyList<TiedDocument> Documents, AsOf AsOf)> Documents(IReadOnlyCollection<DocumentSubject> subjects, CancellationToken cancel) => reader.Read(DocumentModel.Instance, async (copy, asOf) =>
    {
        var ties = (await copy.ByKey(DocumentModel.Ties, [.. subjects.Select(one => one.ToString()).Distinct(StringComparer.Ordinal).Select(subject => new object?[] { subject })],
            row => (Subject: row.GetString(0), Document: row.GetString(1), Via: row.GetString(2), At: row.GetInt64(3)), cancel)).Take(MostDocuments).ToList();
        var found = (await copy.ByKey(DocumentModel.Documents.Table, [.. ties.Select(tie => tie.Document).Distinct(StringComparer.Ordinal).Select(id => new object?[] { id })],
            row => (Id: row.GetString(0), State: DocumentModel.Documents.Read(row.GetInt64(1), row.GetInt64(2), row.GetString(3))), cancel)).ToDictionary(row => row.Id, row => row.State, StringComparer.Ordinal);
        IReadOnlyList<TiedDocument> documents =
        [
            .. ties.Where(tie => found.ContainsKey(tie.Document))
                .Select(tie => new TiedDocument(DocumentSubject.TryParse(tie.Subject)!, Enum.Parse<DocumentTie>(tie.Via), Stored.Time(tie.At), DocumentRules.ViewOf(tie.Document, found[tie.Document]))),
        ];
        return (documents, asOf);
    }, cancel);

    /// <summary>The names of some suppliers.</summary>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    public Task<IReadOnlyDictionary<string, SupplierRecord>> Suppliers(IReadOnlyCollection<string> ids, CancellationToken cancel) => reader.Read(BuyingModel.Instance, async (copy, _) =>
        (IReadOnlyDictionary<string, SupplierRecord>)(await copy.ByKey(BuyingModel.Suppliers.Table, [.. ids.Distinct(StringComparer.Ordinal).Select(id => new object?[] { id })],
            row => (Id: row.GetString(0), BuyingModel.Suppliers.Read(row.GetInt64(1), row.GetInt64(2), row.GetString(3)).State.Record), cancel))
            .Where(row => row.Record is not null).ToDictionary(row => row.Id, row => row.Record!, StringComparer.Ordinal), cancel);

    /// <summary>What some products are called.</summary>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    public Task<IReadOnlyDictionary<string, SkuRecord>> Products(IReadOnlyCollection<string> skus, CancellationToken cancel) => reader.Read(ProductModel.Instance, async (copy, _) =>
        (IReadOnlyDictionary<string, SkuRecord>)(await copy.ByKey(ProductModel.Products, [.. skus.Distinct(StringComparer.Ordinal).Select(sku => new object?[] { sku })],
            row => (Sku: row.GetString(0), Record: ProductRows.Record(row.GetString(row.FieldCount - 2), row.GetString(row.FieldCount - 1))), cancel)).ToDictionary(row => row.Sku, row => row.Record, StringComparer.Ordinal), cancel);
}
