using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.ReadModels;

/// <summary>Documents, found by what they belong to.</summary>
public sealed class DocumentModel : ReadModel
{
    private DocumentModel() { }

    /// <summary>The one there is.</summary>
    public static DocumentModel Instance { get; } = new();

    /// <summary>One row each.</summary>
    internal static FoldedRows<Document, DocumentEvent> Documents { get; } = new(DocumentKind.Instance, new(
        "documents", [Column.Text("id")], [.. FoldedRows<Document, DocumentEvent>.Columns, Column.Text("sha256")], ["sha256"]));

    /// <summary>
    /// One row for each way in which a document belongs to something; "subject" is "kind:id", "via" one of the words of <see cref="DocumentTie"/>. "at" is the moment
    /// at which the document was put, or at which the record was made that names it.
    /// </summary>
    internal static Table Ties { get; } = new(
        "document_ties", [Column.Text("subject"), Column.Text("document"), Column.Text("via")], [Column.Whole("at")], ["subject", "at", "document"], ["via", "at", "document"]);

    /// <inheritdoc />
    public override string Name => "documents";

    /// <inheritdoc />
    public override int Version => 2;

    /// <inheritdoc />
    public override IReadOnlyList<Table> Tables => [Documents.Table, Ties];

    /// <inheritdoc />
    public override IProjection Project() => new Projection();

    private sealed class Projection : IProjection
    {
        private static readonly string s_opened = ReceiptKind.Instance.Events.Names.Single(name => name.StartsWith("receipt-opened.", StringComparison.Ordinal));

        public async ValueTask<RowChanges> Apply(IReadOnlyList<RecordedEvent> batch, CopyTables copy, CancellationToken cancel)
        {
            var changes = new RowChanges();
            foreach (var one in await Documents.Fold(batch, copy, cancel))
            {
                var (put, at) = (one.After.State.Put!, Stored.Time(one.After.State.At));
                // What was given up names its bytes no longer.
                changes.Put(Documents.Table, [.. Documents.Cells(one), one.After.State.DroppedBy is null ? put.Sha256 : ""]);
                changes.Put(Ties, put.About.ToString(), one.Key, nameof(DocumentTie.Own), at);
                EquatableList<DocumentSubject> were = one.Before?.State.AttachedTo ?? [], are = one.After.State.AttachedTo;
                foreach (var to in were.Except(are)) changes.Remove(Ties, to.ToString(), one.Key, nameof(DocumentTie.Attached));
                foreach (var to in are.Except(were)) changes.Put(Ties, to.ToString(), one.Key, nameof(DocumentTie.Attached), at);
            }
            foreach (var recorded in batch.Where(recorded => recorded.Stream.Category == ReceiptKind.Instance.Category && recorded.Type == s_opened))
            {
                var opened = (ReceiptOpened)ReceiptKind.Instance.Events.Read(recorded);
                var receipt = new DocumentSubject(SubjectKind.Receipt, recorded.Stream.Key).ToString();
                foreach (var document in opened.Lots.SelectMany(lot => lot.Record.Documents ?? []).Select(document => document.Id).Distinct(StringComparer.Ordinal))
                    changes.Put(Ties, receipt, document, nameof(DocumentTie.Record), Stored.Time(recorded.At));
            }
            return changes;
        }
    }
}
