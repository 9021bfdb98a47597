using BeautyGrains.Api.Lists;
using BeautyGrains.ReadModels;
using BeautyGrains.ReadModels.Trace;

namespace BeautyGrains.Api.Trace;

/// <summary>Puts together what the read models know of the goods of a trace: products, receipts with their statutory records, kept documents.</summary>
internal static class TracePath
{
    private static readonly ReadModel[] s_models = [TraceModel.Instance, BuyingModel.Instance, DocumentModel.Instance, ProductModel.Instance];

    /// <summary>Until they hold what was durable when it was asked.</summary>
    public static async Task Wait(Freshness freshness, CancellationToken cancel)
    {
        foreach (var model in s_models) await freshness.Wait(model, cancel);
    }

    /// <summary>The path, and as of when: the oldest of what was asked.</summary>
    public static async Task<(TracePathJson Path, AsOfJson AsOf)> Of(
        TracePapers papers, IReadOnlyList<TracedLot> lots, IReadOnlyList<TraceStep> receipts, IReadOnlyList<TraceRepack> repacks, IReadOnlyList<TraceFlow> flows, IReadOnlyList<TraceStep> steps, bool truncated, bool partial,
        AsOf asOf, CancellationToken cancel)
    {
        var places = receipts.Select(receipt => ReceiptPlace.Of(receipt.Movement)).OfType<ReceiptPlace>().Distinct().ToList();
        var (records, recordsAsOf) = await papers.Records(places, cancel);
        string[] skus = [.. lots.Select(lot => lot.Number.Sku).Concat(steps.Select(step => step.Number.Sku)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var products = await papers.Products(skus, cancel);
        var suppliers = await papers.Suppliers([.. receipts.Select(receipt => receipt.Party).OfType<string>()], cancel);
        List<DocumentSubject> subjects =
        [
            .. skus.Select(sku => new DocumentSubject(SubjectKind.Sku, sku)),
            .. suppliers.Keys.Select(supplier => new DocumentSubject(SubjectKind.Supplier, supplier)),
            .. records.Values.SelectMany(paper => new[] { new DocumentSubject(SubjectKind.Receipt, paper.Place.Receipt), new DocumentSubject(SubjectKind.PurchaseOrder, paper.Order) }),
        ];
        var (documents, documentsAsOf) = await papers.Documents(subjects, cancel);
        var bySubject = documents.ToLookup(one => one.Subject.ToString(), one => one.Document.Id, StringComparer.Ordinal);
        var path = new TracePathJson(
            [.. skus.Where(products.ContainsKey).Select(sku => new TraceProductJson(sku, products[sku].Name, products[sku].NameZh, products[sku].Unit))],
            [.. lots.Select(TracedLotJson.Of)],
            [.. receipts.Select(receipt => Of(receipt, ReceiptPlace.Of(receipt.Movement) is { } place ? records.GetValueOrDefault(place) : null, suppliers, bySubject))],
            [
                .. documents.GroupBy(one => one.Document.Id, StringComparer.Ordinal).Select(ties => (First: ties.First().Document, Ties: ties))
                    .Select(one => new TraceDocumentJson(one.First.Id, one.First.Name, one.First.MediaType, [.. one.Ties.Select(tie => tie.Subject.ToString()).Distinct(StringComparer.Ordinal)], one.First.At)),
            ],
            [.. repacks.Select(TraceRepackJson.Of)], [.. flows.Select(TraceFlowJson.Of)], truncated, partial);
        return (path, AsOfJson.Of(new[] { asOf, recordsAsOf, documentsAsOf }.MinBy(one => (one.Position.Partition, one.Position.Number))));
    }

    private static TraceReceiptJson Of(TraceStep it, ReceivedPaper? paper, IReadOnlyDictionary<string, SupplierRecord> suppliers, ILookup<string, string> documents)
    {
        var supplier = it.Party is { } party ? suppliers.GetValueOrDefault(party) : null;
        List<DocumentSubject> subjects = [new(SubjectKind.Sku, it.Number.Sku)];
        if (supplier is not null) subjects.Insert(0, new(SubjectKind.Supplier, it.Party!));
        if (paper is not null) subjects.InsertRange(0, [new(SubjectKind.Receipt, paper.Place.Receipt), new(SubjectKind.PurchaseOrder, paper.Order)]);
        return new(
            it.Number.Sku, it.Number.LotNo, it.Store, it.Lot, it.At, it.Movement, it.Quantity, it.Party, supplier?.Name ?? paper?.Record.Supplier, paper?.Place.Receipt, paper?.Order, it.Document, paper?.Record,
            [.. subjects.SelectMany(subject => documents[subject.ToString()]).Distinct(StringComparer.Ordinal)], it.Actor);
    }
}
