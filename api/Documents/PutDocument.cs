using System.Buffers;
using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Documents;
using Microsoft.AspNetCore.Http.Features;

namespace BeautyGrains.Api.Documents;

/// <summary>
/// Takes a file in. It is written to the disk piece by piece as it arrives; only when all of it is there is the document noted, so that no document ever lacks its bytes.
/// </summary>
internal static class PutDocument
{
    // What is too much is read and dropped behind the answer up to here, so that a caller who is still sending sees the 413.
    private const long MostDroppedBytes = 64L * 1024 * 1024;

    public static void Map(IEndpointRouteBuilder v1) => v1.MapPut("/documents/{id}", Handle)
        .Operation("PutDocument").Describe("documents", "Keep a file: ?about= says what it belongs to, ?name= is its name, the body the file itself")
        .Accepts<Stream>(isOptional: true, "application/octet-stream", "*/*").Puts<DocumentJson>();

    private static async Task<IResult> Handle(string id, string? about, string? name, HttpContext http, IGrainFactory grains, DocumentStore store, DocumentLimits limits)
    {
        var check = new Check();
        var subject = Subject(check, "about", about);
        if (DocumentForm.NameRule(name) is { } rule) check.Add("name", rule);
        if (check.Failed) return Problems.Of(check);
        if (MediaTypeOf(http.Request) is not { } type || !limits.MediaTypes.Contains(type)) return Problems.Of(ProblemType.UnsupportedMediaType);
        if (await DocumentAccess.Forbids(http, grains, subject!, writes: true) is { } forbidden) return forbidden;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } bound) bound.MaxRequestBodySize = limits.MostBytes + MostDroppedBytes;
        if (http.Request.ContentLength > limits.MostBytes) return Problems.Of(ProblemType.BodyTooLarge);
        if (await HeadRule(http.Request, type, http.RequestAborted) is { } faulty)
        {
            check.Add("body", faulty);
            return Problems.Of(check);
        }
        var file = await store.Keep(http.Request.BodyReader.AsStream(leaveOpen: true), limits.MostBytes, http.RequestAborted);
        if (file is null) return Problems.Of(ProblemType.BodyTooLarge);
        var answer = await grains.GetGrain<IDocumentGrain>(id).Put(new(subject!, name!, type, file.Length, file.Sha256, http.Caller()));
        return Reply.Put(http, answer.Then(DocumentJson.Of), Wire.Json.DocumentJson, it => it.Version);
    }

    /// <summary>What a document belongs to, from its text; faults go to the check.</summary>
    public static DocumentSubject? Subject(Check check, string field, string? given)
    {
        if (given is null) check.Add(field, "required");
        else if (DocumentSubject.TryParse(given) is { } subject) return subject;
        else check.Add(field, "must-be-kind:id");
        return null;
    }

    /// <summary>In lower case and without parameters; null where it is packed or says nothing.</summary>
    private static string? MediaTypeOf(HttpRequest request)
    {
        if (request.Headers.ContentEncoding.ToString() is not ("" or "identity") || request.ContentType is not { } type) return null;
        var end = type.IndexOf(';', StringComparison.Ordinal);
        return (end < 0 ? type : type[..end]).Trim().ToLowerInvariant();
    }

    /// <summary>The rule that the beginning of the file breaks, or null. What was looked at is still there to be read.</summary>
    private static async Task<string?> HeadRule(HttpRequest request, string type, CancellationToken cancel)
    {
        var reader = request.BodyReader;
        var read = await reader.ReadAtLeastAsync(Sniff.HeadBytes, cancel);
        var head = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, Sniff.HeadBytes)).ToArray();
        reader.AdvanceTo(read.Buffer.Start);
        return head.Length == 0 ? "required" : Sniff.Fits(type, head) ? null : "is-not-of-the-media-type";
    }
}
