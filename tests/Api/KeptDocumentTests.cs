using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using BeautyGrains.Contracts;
using BeautyGrains.Documents;
using BeautyGrains.ReadModels;
using Microsoft.Extensions.DependencyInjection;

namespace BeautyGrains.Api.Tests;

/// <summary>Documents over HTTP: kept, got back, refused.</summary>
[Collection(ServerCollection.Name)]
public sealed class KeptDocumentTests(SharedServer shared)
{
    private const string Pdf = "application/pdf";

    private readonly ApiServer _server = shared.Server;
    private readonly Api _api = shared.Server.Admin;

    [Fact]
    public async Task A_file_is_kept_once_and_comes_back_as_it_was_to_be_saved()
    {
        await _api.NewStock("papers", 0);
        var bytes = PdfBytes(700_000);
        var path = "/v1/documents/report?about=sku:K-papers&name=" + Uri.EscapeDataString("检验报告 1.pdf");
        var kept = (await Put(_api, path, bytes)).Expect(201);
        (kept.Text("sha256"), kept.Number("length"), kept.Text("mediaType"), kept.Text("about")).ShouldBe((Convert.ToHexStringLower(SHA256.HashData(bytes)), 700_000, Pdf, "sku:K-papers"));
        (await Put(_api, path, bytes)).Expect(200).Number("version").ShouldBe(1);
        (await Put(_api, path, PdfBytes(700_001))).Expect(422).Type.ShouldBe("/problems/id-reused");
        (await Put(_api, path.Replace("sku:K", "store:S", StringComparison.Ordinal), bytes)).Expect(422);
        (await _api.Get("/v1/documents/report")).Expect(200).Text("name").ShouldBe("检验报告 1.pdf");

        using var file = await _api.Http.GetAsync("/v1/documents/report/content");
        file.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await file.Content.ReadAsByteArrayAsync()).ShouldBe(bytes);
        file.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        file.Content.Headers.ContentDisposition.FileNameStar.ShouldBe("检验报告 1.pdf");
        file.Content.Headers.ContentType!.MediaType.ShouldBe(Pdf);
        file.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        file.Headers.ETag!.Tag.ShouldBe($"\"{kept.Text("sha256")}\"");

        using var part = new HttpRequestMessage(HttpMethod.Get, "/v1/documents/report/content") { Headers = { Range = new(300_000, 599_999) } };
        using var parted = await _api.Http.SendAsync(part);
        parted.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await parted.Content.ReadAsByteArrayAsync()).ShouldBe(bytes[300_000..600_000]);
        using var known = new HttpRequestMessage(HttpMethod.Get, "/v1/documents/report/content") { Headers = { IfNoneMatch = { file.Headers.ETag } } };
        using var unchanged = await _api.Http.SendAsync(known);
        unchanged.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task Documents_are_found_by_what_they_belong_or_are_attached_to()
    {
        await _api.NewStock("tied", 0);
        (await _api.Put("/v1/suppliers/tied", """{"name":"Tied"}""")).Expect(201);
        foreach (var id in new[] { "tied-1", "tied-2" }) (await Put(_api, $"/v1/documents/{id}?about=supplier:tied&name={id}.pdf", PdfBytes(100))).Expect(201);
        (await _api.Put("/v1/documents/tied-1/attachments/sku:K-tied")).Expect(200)["attachedTo"].EnumerateArray().Select(it => it.GetString()).ShouldBe(["sku:K-tied"]);
        (await _api.Put("/v1/documents/tied-1/attachments/sku:K-tied")).Expect(200).Number("version").ShouldBe(2);
        (await Ties("supplier:tied")).ShouldBe(["tied-1 own", "tied-2 own"]);
        (await Ties("sku:K-tied")).ShouldBe(["tied-1 attached"]);
        (await _api.Get("/v1/documents?about=supplier:tied&limit=1"))["items"].GetArrayLength().ShouldBe(1);
        (await _api.Delete("/v1/documents/tied-1/attachments/sku:K-tied")).Expect(200).Number("version").ShouldBe(3);
        (await Ties("sku:K-tied")).ShouldBeEmpty();
        (await _api.Delete("/v1/documents/tied-1/attachments/supplier:tied")).Expect(400).Faulty.ShouldBe(["from"]);
        (await _api.Get("/v1/documents?limit=500"))["items"].EnumerateArray().Count(it => it.GetProperty("document").GetProperty("id").GetString()!.StartsWith("tied-", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task Whoever_may_not_read_what_a_document_belongs_to_may_not_read_it_and_nobody_hands_on_what_is_closed_to_them()
    {
        await _api.NewStock("mine", 0);
        await _api.NewStock("theirs", 0);
        (await _api.Put("/v1/suppliers/closed", """{"name":"Closed","prices":[{"sku":"K-theirs","unitPrice":1}]}""")).Expect(201);
        (await _api.Put("/v1/purchase-orders/closed", """{"supplier":"closed","lines":[{"line":1,"store":"S-theirs","sku":"K-theirs","quantity":1}]}""")).Expect(201);
        (await _api.Put("/v1/purchase-orders/open", """{"supplier":"closed","lines":[{"line":1,"store":"S-mine","sku":"K-theirs","quantity":1}]}""")).Expect(201);
        (await _api.Put("/v1/contracts/closed", """{"supplier":"closed","validFrom":"2026-01-01","validThrough":"2027-01-01"}""")).Expect(201);
        (await Put(_api, "/v1/documents/closed-1?about=purchase-order:closed&name=a.pdf", PdfBytes(50))).Expect(201);
        (await Put(_api, "/v1/documents/closed-2?about=contract:closed&name=a.pdf", PdfBytes(50))).Expect(201);
        using var mine = await _server.NewPerson("papers-mine", """{"stores":["S-mine"]}""", PersonRole.StoreManager, PersonRole.Buyer);
        foreach (var id in new[] { "closed-1", "closed-2" })
        {
            (await mine.Get($"/v1/documents/{id}")).Expect(403);
            (await mine.Get($"/v1/documents/{id}/content")).Expect(403);
            (await mine.Put($"/v1/documents/{id}/attachments/purchase-order:open")).Expect(403);
        }
        (await mine.Get("/v1/documents?about=purchase-order:closed")).Expect(403);
        (await mine.Get("/v1/documents")).Expect(400).Faulty.ShouldBe(["about"]);
        (await Put(mine, "/v1/documents/closed-3?about=purchase-order:closed&name=a.pdf", PdfBytes(50))).Expect(403);
        (await Put(mine, "/v1/documents/closed-4?about=purchase-order:open&name=a.pdf", PdfBytes(50))).Expect(201);
        (await _api.Put("/v1/documents/closed-1/attachments/purchase-order:open")).Expect(200);
        (await mine.Get("/v1/documents/closed-1")).Expect(200);
        using var auditor = await _server.NewPerson("papers-auditor", PersonRole.Auditor);
        (await Put(auditor, "/v1/documents/closed-5?about=purchase-order:open&name=a.pdf", PdfBytes(50))).Expect(403);
        (await auditor.Get("/v1/documents/closed-1")).Expect(200);
        (await auditor.Get("/v1/documents/closed-2")).Expect(403);
    }

    [Theory]
    [InlineData("about=sku:K-bad-papers&name=..%2F..%2Fetc%2Fpasswd", Pdf, 400, "name")]
    [InlineData("about=sku:K-bad-papers&name=..", Pdf, 400, "name")]
    [InlineData("about=sku:K-bad-papers&name=C:%5Cboot.ini", Pdf, 400, "name")]
    [InlineData("about=sku:K-bad-papers&name=a%00.pdf", Pdf, 400, "name")]
    [InlineData("about=sku:K-bad-papers&name=a%0d%0aX-Evil:1.pdf", Pdf, 400, "name")]
    [InlineData("about=sku:K-bad-papers&name=fdp.%E2%80%AEexe", Pdf, 400, "name")]
    [InlineData("about=sku:K-bad-papers&name=", Pdf, 400, "name")]
    [InlineData("about=sku:K-bad-papers", Pdf, 400, "name")]
    [InlineData("name=a.pdf", Pdf, 400, "about")]
    [InlineData("about=K-bad-papers&name=a.pdf", Pdf, 400, "about")]
    [InlineData("about=cat:K-bad-papers&name=a.pdf", Pdf, 400, "about")]
    [InlineData("about=sku:K%20x&name=a.pdf", Pdf, 400, "about")]
    [InlineData("about=sku:K-bad-papers&name=a.pdf&path=x", Pdf, 400, "path")]
    [InlineData("about=sku:nobody&name=a.pdf", Pdf, 404, null)]
    [InlineData("about=receipt:nobody&name=a.pdf", Pdf, 404, null)]
    [InlineData("about=contract:nobody&name=a.pdf", Pdf, 404, null)]
    [InlineData("about=transfer:nobody&name=a.pdf", Pdf, 404, null)]
    [InlineData("about=supplier-return:nobody&name=a.pdf", Pdf, 404, null)]
    [InlineData("about=sku:K-bad-papers&name=a.html", "text/html", 415, null)]
    [InlineData("about=sku:K-bad-papers&name=a.svg", "image/svg+xml", 415, null)]
    [InlineData("about=sku:K-bad-papers&name=a.png", "image/png", 400, "body")]
    public async Task What_is_faulty_is_refused_and_nothing_is_kept(string query, string type, int status, string? faulty)
    {
        await _api.NewStock("bad-papers", 0);
        var answer = await Put(_api, $"/v1/documents/bad?{query}", PdfBytes(100), type);
        answer.Expect(status);
        if (faulty is not null) answer.Faulty.ShouldBe([faulty]);
        (await _api.Get("/v1/documents/bad")).Expect(404).Type.ShouldBe("/problems/unknown-document");
    }

    [Theory]
    [InlineData("PUT", "asked/attachments/S1", 400, "to")]
    [InlineData("PUT", "asked/attachments/sku:a%2Fb", 400, "to")]
    [InlineData("PUT", "asked/attachments/cat:x", 400, "to")]
    [InlineData("PUT", "asked/attachments/sku:nobody", 404, null)]
    [InlineData("PUT", "nobody/attachments/sku:K-asked", 404, null)]
    [InlineData("PUT", "a%20b/attachments/sku:K-asked", 400, "id")]
    [InlineData("DELETE", "asked/attachments/S1", 400, "to")]
    [InlineData("DELETE", "nobody/attachments/sku:K-asked", 404, null)]
    [InlineData("DELETE", "asked/attachments/sku:nobody", 200, null)]
    [InlineData("GET", "nobody", 404, null)]
    [InlineData("GET", "nobody/content", 404, null)]
    [InlineData("GET", "a%20b", 400, "id")]
    [InlineData("GET", "a%20b/content", 400, "id")]
    [InlineData("GET", "asked/content?path=x", 400, "path")]
    [InlineData("GET", "?about=S1", 400, "about")]
    [InlineData("GET", "?about=sku:K-asked&sort=size", 400, "sort")]
    [InlineData("GET", "?about=sku:K-asked&cursor=x", 400, "cursor")]
    [InlineData("GET", "?about=sku:K-asked&limit=0", 400, "limit")]
    [InlineData("GET", "?about=receipt:nobody", 200, null)]
    public async Task Asked_wrongly_nothing_changes(string method, string path, int status, string? faulty)
    {
        await _api.NewStock("asked", 0);
        (await Put(_api, "/v1/documents/asked?about=sku:K-asked&name=a.pdf", PdfBytes(100))).Status.ShouldBeOneOf(200, 201);
        var answer = (await _api.Send(new(method), path.StartsWith('?') ? $"/v1/documents{path}" : $"/v1/documents/{path}", null)).Expect(status);
        if (faulty is not null) answer.Faulty.ShouldBe([faulty]);
        (await _api.Get("/v1/documents/asked")).Expect(200).Number("version").ShouldBe(1);
    }

    [Fact]
    public async Task Empty_packed_and_too_large_files_are_refused()
    {
        await using var server = await ApiServer.Start(settings: ["--Documents:MaxMegabytes", "1", "--Documents:MediaTypes", "text/plain"]);
        await server.Admin.NewStock("sized", 0);
        const string Path = "/v1/documents/sized?about=sku:K-sized&name=a.txt";
        (await Put(server.Admin, Path, [], "text/plain")).Status.ShouldBe(400);
        (await Put(server.Admin, Path, new byte[100], "text/plain")).Expect(400).Faulty.ShouldBe(["body"]);
        (await Put(server.Admin, Path, PdfBytes(100))).Expect(415);
        (await Put(server.Admin, Path, Encoding.ASCII.GetBytes(new string('x', (1024 * 1024) + 1)), "text/plain")).Expect(413);
        (await Put(server.Admin, Path, Encoding.ASCII.GetBytes(new string('x', (1024 * 1024) + 1)), "text/plain", chunked: true)).Expect(413);
        using var packed = new HttpRequestMessage(HttpMethod.Put, Path) { Content = new ByteArrayContent(PdfBytes(10)) { Headers = { ContentType = new("text/plain"), ContentEncoding = { "gzip" } } } };
        (await server.Admin.Send(packed)).Expect(415);
        (await server.Admin.Get("/v1/documents/sized")).Expect(404);
        (await Put(server.Admin, Path, Encoding.ASCII.GetBytes(new string('x', 1024 * 1024)), "text/plain", chunked: true)).Expect(201);
    }

    [Fact]
    public async Task An_upload_that_breaks_off_is_no_document_and_one_whose_event_never_came_is_cleared_away_and_no_other()
    {
        await using var server = await ApiServer.Start();
        await server.Admin.NewStock("cut", 0);
        await Cut(server, "/v1/documents/cut?about=sku:K-cut&name=a.pdf", PdfBytes(600_000), sent: 400_000);
        (await server.Admin.Get("/v1/documents/cut")).Expect(404);
        (await Put(server.Admin, "/v1/documents/whole?about=sku:K-cut&name=a.pdf", PdfBytes(600_000))).Expect(201);
        // As a server that died between the last byte and the event leaves it.
        var store = server.App.Services.GetRequiredService<DocumentStore>();
        var orphan = (await store.Keep(new MemoryStream(PdfBytes(5_000)), 5_000, default))!;

        var (files, list) = (server.App.Services.GetRequiredService<DocumentFiles>(), server.App.Services.GetRequiredService<IDocumentList>());
        await Waiting.Until(async () => (await list.Page(null, DocumentOrders.ByTime, null, 10, default)).Items.Count == 1, "the list of documents");
        (await files.Clear(list, DateTimeOffset.UtcNow, default)).ShouldBe(0);
        (await files.Clear(list, DateTimeOffset.UtcNow.AddDays(2), default)).ShouldBe(1);
        (await store.Open(orphan.Sha256, default)).ShouldBeNull();
        (await server.Admin.Http.GetByteArrayAsync("/v1/documents/whole/content")).ShouldBe(PdfBytes(600_000));
        // A list that knows nothing of it proposes its bytes, and the journal keeps them.
        (await files.Clear(new NothingIsNamed(), DateTimeOffset.UtcNow.AddDays(2), default)).ShouldBe(0);
        (await server.Admin.Http.GetByteArrayAsync("/v1/documents/whole/content")).Length.ShouldBe(600_000);
    }

    private async Task<IEnumerable<string>> Ties(string about) =>
        [.. (await _api.Get($"/v1/documents?about={about}")).Expect(200)["items"].EnumerateArray().Select(it => $"{it.GetProperty("document").GetProperty("id")} {it.GetProperty("via")}")];

    private static byte[] PdfBytes(int length)
    {
        var bytes = new byte[length];
        for (var i = 0; i < length; i++) bytes[i] = (byte)(((i * 7L) + length) % 251);
        "%PDF-1.7"u8.CopyTo(bytes);
        return bytes;
    }

    private static async Task<Heard> Put(Api api, string path, byte[] bytes, string type = Pdf, bool chunked = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = new ByteArrayContent(bytes) { Headers = { ContentType = new(type) } } };
        if (chunked) request.Headers.TransferEncodingChunked = true;
        return await api.Send(request);
    }

    private static async Task Cut(ApiServer server, string path, byte[] bytes, int sent)
    {
        var address = new Uri(server.App.Urls.First());
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        var stream = client.GetStream();
        var key = (await File.ReadAllTextAsync(Path.Combine(server.Folder, "admin.key"))).Trim();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"PUT {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {key}\r\nContent-Type: {Pdf}\r\nContent-Length: {bytes.Length}\r\n\r\n"));
        await stream.WriteAsync(bytes.AsMemory(0, sent));
        await stream.FlushAsync();
    }

    private sealed class NothingIsNamed : IDocumentList
    {
        public Task<ListPage<TiedDocument>> Page(DocumentSubject? subject, Keyset order, ListCursor? after, int limit, CancellationToken cancel) => throw new NotSupportedException();

        public Task<IReadOnlyList<string>> Unnamed(IReadOnlyCollection<string> hashes, CancellationToken cancel) => Task.FromResult<IReadOnlyList<string>>([.. hashes]);
    }
}
