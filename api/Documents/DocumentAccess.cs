using BeautyGrains.Api.Access;
using BeautyGrains.Api.CustomFields;

namespace BeautyGrains.Api.Documents;

/// <summary>Who may read and put documents: whoever may read and write what they belong to.</summary>
internal static class DocumentAccess
{
    /// <summary>The problem, or null. Of what is not there null: the grain says so.</summary>
    public static Task<IResult?> Forbids(HttpContext http, IGrainFactory grains, DocumentSubject subject, bool writes) => subject.Kind switch
    {
        SubjectKind.Sku => CustomAccess.Forbids(http, grains, FieldTarget.Sku, subject.Id, writes),
        SubjectKind.Store => CustomAccess.Forbids(http, grains, FieldTarget.Store, subject.Id, writes),
        SubjectKind.Supplier => CustomAccess.Forbids(http, grains, FieldTarget.Supplier, subject.Id, writes),
        SubjectKind.PurchaseOrder => CustomAccess.Forbids(http, grains, FieldTarget.PurchaseOrder, subject.Id, writes),
        SubjectKind.Receipt => CustomAccess.Forbids(http, grains, FieldTarget.Receipt, subject.Id, writes),
        SubjectKind.Requisition => CustomAccess.Forbids(http, grains, FieldTarget.Requisition, subject.Id, writes),
        SubjectKind.Contract => Task.FromResult(Contract(http.Identity(), writes)),
        SubjectKind.SupplierReturn => Return(http.Identity(), grains, subject.Id, writes),
        _ => Transfer(http.Identity(), grains, subject.Id, writes),
    };

    /// <summary>The problem of whoever may read nothing that a document belongs to, or null.</summary>
    public static async Task<IResult?> ForbidsReading(HttpContext http, IGrainFactory grains, DocumentView document)
    {
        var problem = await Forbids(http, grains, document.About, writes: false);
        foreach (var subject in document.AttachedTo)
        {
            if (problem is null) return null;
            problem = await Forbids(http, grains, subject, writes: false);
        }
        return problem;
    }

    /// <summary>The problem of whoever names documents that they may not read, or null. Those that are not there, and too many, are the grain's to refuse.</summary>
    public static async Task<IResult?> ForbidsNaming(HttpContext http, IGrainFactory grains, IEnumerable<string> documents)
    {
        foreach (var id in documents.Distinct(StringComparer.Ordinal).Take(DocumentForm.MaxNamed))
            if ((await grains.GetGrain<IDocumentGrain>(id).Get()).Value is { } known && await ForbidsReading(http, grains, known) is { } forbidden) return forbidden;
        return null;
    }

    // The paper itself cannot be shown without its prices.
    private static IResult? Contract(Identity identity, bool writes) => writes
        ? Unless(identity.IsOneOf(Who.Buyer | Who.Operations) && identity.Stores is null)
        : Unless(identity.IsOneOf(Who.Office | Who.Auditor) && identity.SeesCost);

    private static async Task<IResult?> Return(Identity identity, IGrainFactory grains, string id, bool writes)
    {
        if (writes && !identity.IsOneOf(Who.Goods | Who.Buyer)) return Problems.Of(ProblemType.Forbidden);
        return identity.Stores is null || (await grains.GetGrain<ISupplierReturnGrain>(id).Get()).Value is not { } found ? null : Unless(identity.Covers(found.Store));
    }

    private static async Task<IResult?> Transfer(Identity identity, IGrainFactory grains, string id, bool writes)
    {
        if (writes && !identity.IsOneOf(Who.Goods | Who.RegionalManager | Who.Operations)) return Problems.Of(ProblemType.Forbidden);
        return identity.Stores is null || (await grains.GetGrain<ITransferGrain>(id).Get()).Value is not { } found ? null : Unless(identity.Covers(found.From) || identity.Covers(found.To));
    }

    private static IResult? Unless(bool allowed) => allowed ? null : Problems.Of(ProblemType.Forbidden);
}
