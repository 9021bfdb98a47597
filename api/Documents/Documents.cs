using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.Documents;
using BeautyGrains.ReadModels;
using Microsoft.Net.Http.Headers;

namespace BeautyGrains.Api.Documents;

/// <summary>A document.</summary>
/// <param name="About">What it was put for, as kind:id.</param>
/// <param name="AttachedTo">What else it is attached to.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Sha256">Of the bytes, in lower-case hexadecimal.</param>
internal sealed record DocumentJson(
    string Id, string About, IReadOnlyList<string> AttachedTo, string Name, string MediaType, long Length, string Sha256, string Actor, DateTimeOffset At, long Version)
{
    public static DocumentJson Of(DocumentView it) => new(
        it.Id, it.About.ToString(), [.. it.AttachedTo.Select(one => one.ToString())], it.Name, it.MediaType, it.Length, it.Sha256, it.Actor, it.At, it.Version);
}

/// <summary>A document and how it belongs to what was asked for.</summary>
/// <param name="Via">own, attached, or record where a statutory record names it.</param>
internal sealed record TiedDocumentJson(string Subject, DocumentTie Via, DateTimeOffset At, DocumentJson Document);

/// <summary>A page of documents.</summary>
/// <param name="Cursor">Where the next page starts; absent at the end.</param>
internal sealed record DocumentPage(IReadOnlyList<TiedDocumentJson> Items, string? Cursor, AsOfJson AsOf);

/// <summary>A document's metadata and its file.</summary>
internal static class GetDocument
{
    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapGet("/documents/{id}", Handle).Operation("GetDocument").Describe("documents", "What is known of a document").Gives<DocumentJson>();
        v1.MapGet("/documents/{id}/content", Content)
            .Operation("GetDocumentContent").Describe("documents", "The file itself, to be saved; takes ranges").Produces(StatusCodes.Status200OK, contentType: "application/octet-stream");
    }

    private static async Task<IResult> Handle(string id, HttpContext http, IGrainFactory grains)
    {
        var answer = await grains.GetGrain<IDocumentGrain>(id).Get();
        if (answer.Value is { } found && await DocumentAccess.ForbidsReading(http, grains, found) is { } forbidden) return forbidden;
        return Reply.Get(answer.Then(DocumentJson.Of), http, Wire.Json.DocumentJson, it => it.Version);
    }

    private static async Task<IResult> Content(string id, HttpContext http, IGrainFactory grains, DocumentStore store)
    {
        var answer = await grains.GetGrain<IDocumentGrain>(id).Get();
        if (answer.Refusal is { } refusal) return Problems.From(refusal, http);
        var document = answer.Value!;
        if (await DocumentAccess.ForbidsReading(http, grains, document) is { } forbidden) return forbidden;
        if (document.DroppedBy is not null) return Problems.Of(ProblemType.DocumentDeleted);
        var bytes = await store.Open(document.Sha256, http.RequestAborted) ?? throw new InvalidOperationException($"The bytes of document {id} are missing.");
        // Whatever it holds, a browser saves it and runs nothing of it.
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        http.Response.Headers.CacheControl = "private, no-cache";
        return Results.File(bytes, document.MediaType, document.Name, document.At, new EntityTagHeaderValue($"\"{document.Sha256}\""), enableRangeProcessing: true);
    }
}

/// <summary>Attaches a document to something else too, or detaches it again.</summary>
internal static class AttachDocument
{
    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapPut("/documents/{id}/attachments/{to}", Attach).Operation("AttachDocument").Describe("documents", "Attach a document to something else too").Gives<DocumentJson>();
        v1.MapDelete("/documents/{id}/attachments/{to}", Detach).Operation("DetachDocument").Describe("documents", "Detach a document again; what it was put for stays").Gives<DocumentJson>();
    }

    private static Task<IResult> Attach(string id, string to, HttpContext http, IGrainFactory grains) => Move(id, to, http, grains, static (document, ask) => document.Attach(ask));

    private static Task<IResult> Detach(string id, string to, HttpContext http, IGrainFactory grains) => Move(id, to, http, grains, static (document, ask) => document.Detach(ask));

    private static async Task<IResult> Move(string id, string to, HttpContext http, IGrainFactory grains, Func<IDocumentGrain, Contracts.AttachDocument, Task<Answer<DocumentView>>> move)
    {
        if (await JsonBody.None(http) is { } bad) return bad;
        var check = new Check();
        var subject = PutDocument.Subject(check, "to", to);
        if (check.Failed) return Problems.Of(check);
        var document = grains.GetGrain<IDocumentGrain>(id);
        // Nobody hands on what they may not read.
        var known = await document.Get();
        if (known.Refusal is { } refusal) return Problems.From(refusal, http);
        if ((await DocumentAccess.ForbidsReading(http, grains, known.Value!) ?? await DocumentAccess.Forbids(http, grains, subject!, writes: true)) is { } forbidden) return forbidden;
        return Reply.Post(http, (await move(document, new(subject!, http.Caller()))).Then(DocumentJson.Of), Wire.Json.DocumentJson);
    }
}

/// <summary>Documents by what they belong to.</summary>
internal static class ListDocuments
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/documents", Handle)
        .Operation("ListDocuments").Describe("documents", "Documents by what they belong to, or all of them").Gives<DocumentPage>();

    private static async Task<IResult> Handle(string? about, string? sort, string? cursor, string? limit, HttpContext http, IGrainFactory grains, IDocumentList list, Freshness freshness)
    {
        var check = new Check();
        var subject = about is null ? null : PutDocument.Subject(check, "about", about);
        var call = ListCall.Of(http, check, sort, cursor, limit, ("at", DocumentOrders.ByTime));
        // All of them are for those to whom nothing of them is closed.
        var identity = http.Identity();
        if (about is null && !(identity.IsOneOf(Who.Operations | Who.Auditor) && identity.Stores is null && identity.SeesCost)) check.Add("about", "required");
        if (check.Failed) return Problems.Of(check);
        if (subject is not null && await DocumentAccess.Forbids(http, grains, subject, writes: false) is { } forbidden) return forbidden;
        await freshness.Wait(DocumentModel.Instance, http.RequestAborted);
        var page = await list.Page(subject, call.Order, call.After, call.Limit, http.RequestAborted);
        return Reply.Ok(
            new DocumentPage([.. page.Items.Select(it => new TiedDocumentJson(it.Subject.ToString(), it.Via, it.At, DocumentJson.Of(it.Document)))], call.Next(page.Next), AsOfJson.Of(page.AsOf)), Wire.Json.DocumentPage);
    }
}
