namespace BeautyGrains.Grains;

/// <summary>One document that is kept as a file. Key: its id. Its bytes are kept elsewhere, under the hash that it names; who asks has kept them before.</summary>
[Reentrant]
public sealed class DocumentGrain(AggregateServices house) : AggregateGrain<Document, DocumentEvent>(house, DocumentKind.Instance), IDocumentGrain
{
    /// <inheritdoc />
    public async Task<Answer<DocumentView>> Put(PutDocument ask)
    {
        if (DocumentForm.Check(Key, ask) is { } malformed) return new(null, malformed, false);
        var unknown = Head.Put is null ? await Unknown(ask.About) : null;
        var answer = await Decide((head, _) => DocumentRules.Put(head, ask, unknown), on => DocumentRules.ViewOf(Key, on), ask.By);
        EndIfEmpty();
        return answer;
    }

    /// <inheritdoc />
    public async Task<Answer<DocumentView>> Attach(AttachDocument ask)
    {
        if (DocumentForm.SubjectRule(ask.To) is { } rule) return new(null, Refusal.Invalid("to", rule), false);
        var unknown = await Unknown(ask.To);
        var answer = await Decide((head, _) => DocumentRules.Attach(head, ask.To, unknown), on => DocumentRules.ViewOf(Key, on), ask.By);
        EndIfEmpty();
        return answer;
    }

    /// <inheritdoc />
    public async Task<Answer<DocumentView>> Detach(AttachDocument ask)
    {
        if (DocumentForm.SubjectRule(ask.To) is { } rule) return new(null, Refusal.Invalid("to", rule), false);
        var answer = await Decide((head, _) => DocumentRules.Detach(head, ask.To), on => DocumentRules.ViewOf(Key, on), ask.By);
        EndIfEmpty();
        return answer;
    }

    /// <inheritdoc />
    public async Task<Answer<DocumentView>> Drop(DropDocument ask)
    {
        var answer = await Decide((head, _) => DocumentRules.Drop(head, ask), on => DocumentRules.ViewOf(Key, on), ask.By);
        EndIfEmpty();
        return answer;
    }

    /// <inheritdoc />
    public async Task<Answer<DocumentView>> Get()
    {
        await CheckFresh();
        EndIfEmpty();
        return Durable.State.Put is null ? new(null, new(RefusalKind.UnknownDocument), false) : new(DocumentRules.ViewOf(Key, Durable), null, false);
    }

    private async Task<Refusal?> Unknown(DocumentSubject about) => about.Kind switch
    {
        SubjectKind.Sku => await GrainFactory.GetGrain<ISkuGrain>(about.Id).Get() is null ? new(RefusalKind.UnknownSku, Sku: about.Id) : null,
        SubjectKind.Store => await GrainFactory.GetGrain<IStoreGrain>(about.Id).Get() is null ? new(RefusalKind.UnknownStore, Store: about.Id) : null,
        SubjectKind.Supplier => await GrainFactory.GetGrain<ISupplierGrain>(about.Id).Get() is null ? new(RefusalKind.UnknownSupplier) : null,
        SubjectKind.Contract => await GrainFactory.GetGrain<IContractGrain>(about.Id).Get() is null ? new(RefusalKind.UnknownContract) : null,
        SubjectKind.PurchaseOrder => (await GrainFactory.GetGrain<IPurchaseOrderGrain>(about.Id).Get()).Refusal,
        SubjectKind.Receipt => (await GrainFactory.GetGrain<IReceiptGrain>(about.Id).Get()).Refusal,
        SubjectKind.SupplierReturn => (await GrainFactory.GetGrain<ISupplierReturnGrain>(about.Id).Get()).Refusal,
        SubjectKind.Requisition => (await GrainFactory.GetGrain<IRequisitionGrain>(about.Id).Get()).Refusal,
        _ => (await GrainFactory.GetGrain<ITransferGrain>(about.Id).Get()).Refusal,
    };
}

/// <summary>What may become of a document.</summary>
public static class DocumentRules
{
    /// <summary>Guards in this order: a repeat or another document, what it belongs to.</summary>
    /// <param name="unknown">Why there is nothing that it could belong to, or null.</param>
    public static Decision<DocumentEvent> Put(Document state, PutDocument ask, Refusal? unknown)
    {
        var put = new DocumentPut(ask.About, ask.Name, ask.MediaType, ask.Length, ask.Sha256);
        if (state.Put is not null) return state.Put == put ? Decision<DocumentEvent>.AlreadyDone : new Refusal(RefusalKind.IdReused);
        return unknown is not null ? unknown : put;
    }

    /// <summary>Guards in this order: the document, a repeat, what it is attached to, room.</summary>
    /// <param name="unknown">Why there is nothing to attach it to, or null.</param>
    public static Decision<DocumentEvent> Attach(Document state, DocumentSubject to, Refusal? unknown)
    {
        if (state.Put is null) return new Refusal(RefusalKind.UnknownDocument);
        if (state.Put.About == to || state.AttachedTo.Contains(to)) return Decision<DocumentEvent>.AlreadyDone;
        if (unknown is not null) return unknown;
        return state.AttachedTo.Count < DocumentForm.MaxAttached ? new DocumentAttached(to) : Refusal.Invalid("to", "at-most-100-items");
    }

    /// <summary>Guards in this order: the document, what it belongs to, a repeat.</summary>
    public static Decision<DocumentEvent> Detach(Document state, DocumentSubject from)
    {
        if (state.Put is null) return new Refusal(RefusalKind.UnknownDocument);
        if (state.Put.About == from) return Refusal.Invalid("from", "belongs-to-it");
        return state.AttachedTo.Contains(from) ? new DocumentDetached(from) : Decision<DocumentEvent>.AlreadyDone;
    }

    /// <summary>Guards in this order: the document, a repeat, what has changed since it was looked at.</summary>
    public static Decision<DocumentEvent> Drop(Document state, DropDocument ask)
    {
        if (state.Put is null) return new Refusal(RefusalKind.UnknownDocument);
        if (state.DroppedBy is not null) return Decision<DocumentEvent>.AlreadyDone;
        return state.Version == ask.IfVersion ? new DocumentDropped(ask.Deletion) : new Refusal(RefusalKind.StaleVersion);
    }

    /// <summary>The document as callers see it, once it was put.</summary>
    public static DocumentView ViewOf(string id, Versioned<Document> it)
    {
        var put = it.State.Put!;
        return new(id, put.About, it.State.AttachedTo, put.Name, put.MediaType, put.Length, put.Sha256, it.State.Actor, it.State.At, it.Version, it.State.DroppedBy);
    }
}
