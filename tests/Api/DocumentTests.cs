using System.Text.RegularExpressions;

namespace BeautyGrains.Api.Tests;

[Collection(ServerCollection.Name)]
public sealed partial class DocumentTests(SharedServer shared)
{
    private readonly ApiServer _server = shared.Server;

    [Fact]
    public async Task The_tables_of_docs_api_name_exactly_the_calls_of_the_OpenAPI_document_each_once()
    {
        var document = await Document();
        var offered = document["paths"].EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(call => $"{call.Name.ToUpperInvariant()} {path.Name}"));
        var folder = Path.Combine(Root(), "docs", "api");
        var told = Directory.GetFiles(folder, "*.md").SelectMany(File.ReadAllLines).Select(line => Row().Match(line)).Where(row => row.Success)
            .Select(row => $"{row.Groups["verb"].Value} {row.Groups["path"].Value}").ToList();
        told.Order().ShouldBe(offered.Order());
    }

    [Fact]
    public async Task The_document_and_its_page_are_open_and_the_root_leads_to_the_page()
    {
        using var nobody = _server.With(null);
        (await nobody.Http.GetStringAsync("/docs/index.html")).ShouldContain("swagger", Case.Insensitive);
        var document = await Document();
        document["components"].GetProperty("securitySchemes").GetProperty("key").GetProperty("scheme").GetString().ShouldBe("bearer");
        (await nobody.Http.GetAsync("/")).RequestMessage!.RequestUri!.AbsolutePath.ShouldStartWith("/docs");
    }

    [Fact]
    public async Task Every_call_has_a_summary_and_those_behind_a_key_tell_their_problems()
    {
        foreach (var path in (await Document())["paths"].EnumerateObject())
            foreach (var call in path.Value.EnumerateObject())
            {
                call.Value.GetProperty("summary").GetString().ShouldNotBeNullOrEmpty(path.Name);
                if (path.Name.StartsWith("/health", StringComparison.Ordinal)) continue;
                call.Value.GetProperty("security").GetArrayLength().ShouldBe(1, path.Name);
                call.Value.GetProperty("responses").GetProperty("default").GetProperty("content").TryGetProperty("application/problem+json", out _).ShouldBeTrue(path.Name);
            }
    }

    [Fact]
    public async Task The_fields_that_the_document_calls_required_are_those_that_an_empty_body_lacks()
    {
        var document = await Document();
        var checkedBodies = 0;
        foreach (var path in document["paths"].EnumerateObject())
            foreach (var call in path.Value.EnumerateObject())
            {
                if (!call.Value.TryGetProperty("requestBody", out var body) || !body.TryGetProperty("required", out var needed) || !needed.GetBoolean()) continue;
                var name = body.GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("$ref").GetString()!.Split('/')[^1];
                var required = document["components"].GetProperty("schemas").GetProperty(name).GetProperty("required").EnumerateArray().Select(field => field.GetString()!);
                var heard = (await _server.Admin.Send(new(call.Name.ToUpperInvariant()), Parameter().Replace(path.Name.Replace("{alert}", "low:x", StringComparison.Ordinal).Replace("{target}", "sku", StringComparison.Ordinal), "x"), "{}")).Expect(400);
                heard.Faulty.Order().ShouldBe(required.Order(), name);
                checkedBodies++;
            }
        checkedBodies.ShouldBeGreaterThan(18);
    }

    [Fact]
    public async Task Enumerations_and_decimals_are_described_as_the_wire_has_them()
    {
        var schemas = (await Document())["components"].GetProperty("schemas");
        schemas.GetProperty("ReservationState").GetProperty("enum").EnumerateArray().Select(word => word.GetString()).ShouldBe(["open", "committed", "released", "expired"]);
        schemas.GetProperty("Num").GetProperty("type").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task Health_is_open_and_metrics_need_a_key()
    {
        using var nobody = _server.With(null);
        (await nobody.Get("/health/live")).Expect(200).Text("status").ShouldBe("live");
        (await nobody.Get("/health/ready")).Expect(200).Text("status").ShouldBe("ready");
        (await nobody.Get("/metrics")).Expect(401);
        await _server.Admin.NewStock("metrics", 1);
        var page = await _server.Admin.Http.GetStringAsync("/metrics");
        page.ShouldContain("beauty_journal_events_total ");
        page.ShouldContain("beauty_grain_calls_total{beauty_grain_type=\"stock\"}");
        page.ShouldContain("http_server_request_duration_seconds_count{");
    }

    private async Task<Heard> Document()
    {
        using var nobody = _server.With(null);
        return (await nobody.Get("/openapi/v1.json")).Expect(200);
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "BeautyGrains.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }

    [GeneratedRegex(@"^\| (?<verb>GET|PUT|POST|DELETE) \| `(?<path>/[^`]*)` \|")]
    private static partial Regex Row();

    [GeneratedRegex(@"\{[a-z]+\}")]
    private static partial Regex Parameter();
}
