namespace BeautyGrains.Contracts;

/// <summary>
/// One document that is kept as a file: who put what and when, what it belongs to, and the hash under which its bytes are found. It never changes; only what it is
/// attached to does. Key: the document's id.
/// </summary>
[Alias("bg.IDocumentGrain")]
public interface IDocumentGrain : IGrainWithStringKey
{
    /// <summary>
    /// Notes a document whose bytes are on the disk already. The same again changes nothing; anything else under the same id is refused with IdReused.
    /// Refused as what it belongs to is where there is none.
    /// </summary>
    [Alias("Put")]
    Task<Answer<DocumentView>> Put(PutDocument ask);

    /// <summary>Attaches it to something else too; a repeat changes nothing. Refused with UnknownDocument, and as that is where there is none.</summary>
    [Alias("Attach")]
    Task<Answer<DocumentView>> Attach(AttachDocument ask);

    /// <summary>Detaches it again; a repeat changes nothing. What it belongs to stays. Refused with UnknownDocument.</summary>
    [Alias("Detach")]
    Task<Answer<DocumentView>> Detach(AttachDocument ask);

    /// <summary>Gives up its bytes, once nothing asks to keep them; a repeat changes nothing. UnknownDocument, StaleVersion where it has changed since it was looked at.</summary>
    [Alias("Drop")]
    Task<Answer<DocumentView>> Drop(DropDocument ask);

    /// <summary>The document. Refused with UnknownDocument.</summary>
    [ReadOnly, Alias("Get")]
    Task<Answer<DocumentView>> Get();
}

/// <summary>What documents belong to.</summary>
[GenerateSerializer, Alias("bg.SubjectKind")]
public enum SubjectKind
{
    /// <summary>A product, such as its registration.</summary>
    Sku,
    /// <summary>A store, such as its licence.</summary>
    Store,
    /// <summary>A supplier, such as its qualification.</summary>
    Supplier,
    /// <summary>A supplier's contract.</summary>
    Contract,
    /// <summary>A purchase order, such as papers that come with the goods.</summary>
    PurchaseOrder,
    /// <summary>A receipt of a purchase order.</summary>
    Receipt,
    /// <summary>Goods that go back to their supplier.</summary>
    SupplierReturn,
    /// <summary>A requisition.</summary>
    Requisition,
    /// <summary>A transfer between stores.</summary>
    Transfer,
}

/// <summary>One thing that documents belong to.</summary>
[GenerateSerializer, Immutable, Alias("bg.DocumentSubject")]
public sealed record DocumentSubject(SubjectKind Kind, string Id)
{
    /// <summary>As callers write it: "purchase-order:PO-1".</summary>
    public override string ToString() => $"{WordOf(Kind)}:{Id}";

    /// <summary>Reads what <see cref="ToString"/> writes; null where it is none.</summary>
    public static DocumentSubject? TryParse(string? text)
    {
        if (text?.IndexOf(':', StringComparison.Ordinal) is not (> 0 and var colon) || !Limits.IsId(text[(colon + 1)..])) return null;
        foreach (var kind in Enum.GetValues<SubjectKind>())
            if (WordOf(kind) == text[..colon]) return new(kind, text[(colon + 1)..]);
        return null;
    }

    /// <summary>The word of a kind, such as "purchase-order".</summary>
    public static string WordOf(SubjectKind kind) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());
}

/// <summary>Asks to note a document.</summary>
/// <param name="Name">Of the file, as <see cref="DocumentForm.NameRule"/> allows it.</param>
/// <param name="MediaType">Such as "application/pdf", in lower case and without parameters.</param>
/// <param name="Length">In bytes; above 0.</param>
/// <param name="Sha256">Of the bytes, in lower-case hexadecimal.</param>
[GenerateSerializer, Immutable, Alias("bg.PutDocument")]
public sealed record PutDocument(DocumentSubject About, string Name, string MediaType, long Length, string Sha256, Caller By);

/// <summary>Asks to attach or detach a document.</summary>
[GenerateSerializer, Immutable, Alias("bg.AttachDocument")]
public sealed record AttachDocument(DocumentSubject To, Caller By);

/// <summary>Asks to give up a document's bytes.</summary>
/// <param name="Deletion">Id of the deletion that says why.</param>
/// <param name="IfVersion">Only if this is the newest version.</param>
[GenerateSerializer, Immutable, Alias("bg.DropDocument")]
public sealed record DropDocument(string Deletion, long IfVersion, Caller By);

/// <summary>A document.</summary>
/// <param name="About">What it was put for; it stays so.</param>
/// <param name="AttachedTo">What else it is attached to, in the order in which it was.</param>
/// <param name="Actor">Who put it.</param>
/// <param name="At">When.</param>
/// <param name="DroppedBy">Id of the deletion that gave up its bytes; null while they are kept.</param>
[GenerateSerializer, Immutable, Alias("bg.DocumentView")]
public sealed record DocumentView(
    string Id, DocumentSubject About, EquatableList<DocumentSubject> AttachedTo, string Name, string MediaType, long Length, string Sha256, string Actor, DateTimeOffset At, long Version,
    string? DroppedBy = null);

/// <summary>A document as a record that never changes names it.</summary>
[GenerateSerializer, Immutable, Alias("bg.NamedDocument")]
public sealed record NamedDocument(string Id, string Name, string Sha256);
