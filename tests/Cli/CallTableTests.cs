using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BeautyGrains.Silo.Cli.Calls;

namespace BeautyGrains.Cli.Tests;

/// <summary>The verbs' table beside what the server offers and what the documents say.</summary>
public sealed partial class CallTableTests(CallServer server) : IClassFixture<CallServer>
{
    private static IEnumerable<(string Verb, Call Call)> All => CallTable.All.SelectMany(group => group.Calls.Select(call => ($"{group.Name} {call.Name}", call)));

    [Fact]
    public async Task Every_verb_is_a_call_that_the_server_offers_and_every_filter_one_of_its_parameters()
    {
        var document = JsonNode.Parse(await server.Http.GetStringAsync(server.Url + "/openapi/v1.json"))!;
        var paths = document["paths"]!;
        foreach (var (verb, call) in All)
        {
            var offered = paths[call.Path]?[call.Method.ToLowerInvariant()];
            offered.ShouldNotBeNull(verb);
            var known = (offered["parameters"] as JsonArray ?? []).Select(one => (string)one!["name"]!).ToList();
            foreach (var filter in call.Filters.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                known.ShouldContain(CallNames.Wire(filter), verb);
            (offered["requestBody"] is not null).ShouldBe(call.File || call.Fields.Count > 0 || Optional.Contains(verb), verb);
            if (call.Fields.Count == 0) continue;
            var schema = (string)offered["requestBody"]!["content"]!["application/json"]!["schema"]!["$ref"]!;
            var body = document["components"]!["schemas"]![schema.Split('/')[^1]]!;
            foreach (var field in call.Fields) body["properties"]![field.Target].ShouldNotBeNull($"{verb} --{field.Option}");
            foreach (var needed in body["required"] as JsonArray ?? [])
                call.Fields.ShouldContain(field => field.Target == (string)needed! && (field.Required || call.Fields.Count(other => other.Target == field.Target) > 1), $"{verb} needs {needed}");
        }
    }

    // Calls whose body may be left out, and whose verbs do.
    private static readonly HashSet<string> Optional = ["requisitions allocate", "transfers ship", "transfers receive"];

    [Fact]
    public void Every_verb_is_told_in_both_documents_each_once()
    {
        var told = new[] { "docs/command-line.md", "docs/command-line.zh-CN.md" };
        foreach (var file in told)
        {
            var verbs = File.ReadAllLines(Path.Combine(Root(), file)).Select(line => Row().Match(line)).Where(row => row.Success).Select(row => row.Groups[1].Value);
            verbs.Order(StringComparer.Ordinal).ShouldBe(All.Select(one => one.Verb).Order(StringComparer.Ordinal), file);
        }
    }

    [Fact]
    public void Every_heading_of_a_list_has_a_Chinese_word()
    {
        foreach (var (verb, call) in All)
            foreach (var column in call.Columns.Split(' ', StringSplitOptions.RemoveEmptyEntries)) CallWords.HasChinese(column).ShouldBeTrue($"{verb}: {column}");
    }

    [Fact]
    public async Task Every_verb_explains_itself_in_both_languages()
    {
        foreach (var (verb, call) in All)
        {
            var (code, output, _) = await Verb.Run([.. verb.Split(' '), "--help"]);
            code.ShouldBe(0, verb);
            var help = output.Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
            help.ShouldContain(call.Zh[..2], Case.Sensitive, verb);
            help.ShouldContain(call.En.Split(' ')[0], Case.Sensitive, verb);
        }
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "BeautyGrains.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }

    [GeneratedRegex(@"^\| `([a-z-]+ [a-z-]+)[ `]")]
    private static partial Regex Row();
}
