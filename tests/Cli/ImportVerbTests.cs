using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using BeautyGrains.Grains;
using BeautyGrains.Journal;
using BeautyGrains.Silo;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace BeautyGrains.Cli.Tests;

public sealed class ImportVerbTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private Task<(int Code, string Output, string Error)> Import(string kind, string file, params string[] more) =>
        Verb.Run(["import", kind, file, "--data", _folder.Data, .. more]);

    /// <summary>Asks a server that is hosted on the folder.</summary>
    private async Task<JsonNode?> Get(string path)
    {
        await using var server = BeautyHost.Build(["--urls", "http://127.0.0.1:0", "--data", _folder.Data]);
        await server.StartAsync();
        using var http = ClientOf(server);
        return await Get(http, path);
    }

    // Lists say 503 until they are built from the journal for the first time.
    private static async Task<JsonNode?> Get(HttpClient http, string path)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            using var answer = await http.GetAsync(path, patience.Token);
            if (answer.IsSuccessStatusCode) return JsonNode.Parse(await answer.Content.ReadAsStringAsync(patience.Token));
            if (answer.StatusCode != HttpStatusCode.ServiceUnavailable) return null;
            await Task.Delay(20, patience.Token);
        }
    }

    private static async Task<string> Find(HttpClient http, string text) =>
        string.Join(" | ", (await Get(http, "/v1/skus?q=" + Uri.EscapeDataString(text)))!["items"]!.AsArray().Select(sku => (string)sku!["name"]!));

    private HttpClient ClientOf(WebApplication server)
    {
        var http = new HttpClient { BaseAddress = new(BeautyHost.AddressOf(server)) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", File.ReadAllText(Path.Combine(_folder.Data, "admin.key")).Trim());
        return http;
    }

    private async Task WithMasters()
    {
        var stores = _folder.Write("stores.csv", "code,name,time zone,type\nS1,One,Asia/Shanghai,clinic\nS2,Two,Asia/Shanghai,shop\n");
        var products = _folder.Write("products.csv", "code,name\nA,Alpha\nB,Beta\n");
        (await Import("stores", stores)).ShouldSatisfyAllConditions(it => it.Code.ShouldBe(0, it.Error), it => it.Output.ShouldContain("2 new, 0 changed, 0 unchanged"));
        (await Import("products", products)).Code.ShouldBe(0);
    }

    [Fact]
    public async Task A_dirty_file_comes_in_once_and_changes_nothing_the_second_time()
    {
        var file = _folder.Write("dirty.csv", DirtyFile.Bytes);
        var first = await Import("products", file, "--currency", "USD");
        first.Code.ShouldBe(0, first.Error);
        first.Output.ShouldContain("windows-1252");
        first.Output.ShouldContain("4 new, 0 changed, 0 unchanged");
        var second = await Import("products", file, "--currency", "USD");
        second.Code.ShouldBe(0, second.Error);
        second.Output.ShouldContain("0 new, 0 changed, 4 unchanged");
        var skus = await Get("/v1/skus?limit=500");
        skus!["items"]!.AsArray().Select(sku => (string)sku!["name"]!).ShouldContain("Crème de Minuit");
    }

    [Fact]
    public async Task Products_of_a_dirty_file_are_found_without_its_accents_and_marks()
    {
        (await Import("products", _folder.Write("dirty.csv", DirtyFile.Bytes), "--currency", "USD")).Code.ShouldBe(0);
        await using var server = BeautyHost.Build(["--urls", "http://127.0.0.1:0", "--data", _folder.Data]);
        await server.StartAsync();
        using var http = ClientOf(server);
        (await Find(http, "creme")).ShouldBe("Crème de Minuit");
        (await Find(http, "maison ete")).ShouldBe("Crème de Minuit");
        (await Find(http, "NANDU")).ShouldBe("Soleil – 50° ®");
        (await Find(http, "proteini")).ShouldBe("Protéini™ Cream");
        (await Find(http, "minuti")).ShouldBe("Crème de Minuit");
        (await Find(http, "drupa mask")).ShouldBe("Plain Mask");
    }

    [SharedFileFact("cosmetics.csv")]
    public async Task The_real_product_list_comes_in_whole_and_spelt_right()
    {
        var file = SharedFileFactAttribute.Find("cosmetics.csv")!;
        (await Import("products", file, "--currency", "USD")).Output.ShouldContain("1472 new, 0 changed, 0 unchanged");
        (await Import("products", file, "--currency", "USD")).Output.ShouldContain("0 new, 0 changed, 1472 unchanged");
        await using var server = BeautyHost.Build(["--urls", "http://127.0.0.1:0", "--data", _folder.Data]);
        await server.StartAsync();
        using var http = ClientOf(server);
        var names = new List<string>();
        var cursor = "";
        while (await Get(http, $"/v1/skus?limit=500{cursor}") is { } page)
        {
            names.AddRange(page["items"]!.AsArray().Select(sku => (string)sku!["name"]!));
            if ((string?)page["cursor"] is not { } next) break;
            cursor = "&cursor=" + Uri.EscapeDataString(next);
        }
        names.Count.ShouldBe(1_472);
        names.ShouldContain("Crème de la Mer");
        // Without accents, hyphens and trade marks, by brand and name, and misspelt.
        (await Find(http, "creme de la mer")).ShouldStartWith("Crème de la Mer");
        (await Find(http, "lamer creme mer")).ShouldContain("Crème de la Mer");
        (await Find(http, "skii facial treatment essence")).ShouldContain("Facial Treatment Essence");
        (await Find(http, "galactomyces")).ShouldBe("");
        (await Find(http, "seurm")).Split(" | ").ShouldAllBe(name => name.Contains("Serum", StringComparison.OrdinalIgnoreCase));
        (await Find(http, "hyaluronc")).ShouldContain("Hyaluronic");
    }

    [Fact]
    public async Task A_file_with_faults_imports_nothing_and_tells_every_fault()
    {
        var file = _folder.Write("faulty.csv", "code,name,price\nA,Alpha,1\nB,,abc\nC,\"Ga\nmma\",1.005\nbad code,Delta,1\n");
        var refused = await Import("products", file);
        refused.Code.ShouldBe(1);
        refused.Error.ShouldContain("line 3, name: required");
        refused.Error.ShouldContain("line 3, price: 'abc'");
        refused.Error.ShouldContain("line 4, price: '1.005'");
        refused.Error.ShouldContain("line 6, code: 'bad code'");
        (await Get("/v1/skus/A")).ShouldBeNull();
        var skipped = await Import("products", file, "--skip-faulty");
        skipped.Code.ShouldBe(1);
        skipped.Output.ShouldContain("1 new");
        (await Get("/v1/skus/A")).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_dry_run_tells_and_changes_nothing()
    {
        var file = _folder.Write("dirty.csv", DirtyFile.Bytes);
        (await Import("products", file, "--dry-run")).Output.ShouldContain("It would be: 4 new, 0 changed, 0 unchanged");
        (await Get("/v1/skus"))!["items"]!.AsArray().ShouldBeEmpty();
        await WithMasters();
        var stock = _folder.Write("stock.csv", "store,sku,lot,quantity\nS1,A,L1,5\n");
        (await Import("stock", stock, "--dry-run")).Output.ShouldContain("It would be: 1 new");
        ((decimal?)(await Get("/v1/stores/S1/skus/A"))?["onHand"] ?? 0).ShouldBe(0);
    }

    [Fact]
    public async Task A_dry_run_on_a_folder_that_is_not_there_does_not_make_it()
    {
        (await Import("products", _folder.Write("dirty.csv", DirtyFile.Bytes), "--dry-run")).Output.ShouldContain("It would be: 4 new");
        Directory.Exists(_folder.Data).ShouldBeFalse();
    }

    [Fact]
    public async Task A_header_that_does_not_fit_is_told_with_what_to_try()
    {
        var garbled = _folder.Write("gb.csv", System.Text.Encoding.GetEncoding("gb18030").GetBytes("编码,名称\nA,精华液\n"));
        var refused = await Import("products", garbled, "--skip-faulty");
        refused.Code.ShouldBe(1);
        refused.Error.ShouldContain("No column is a product's name.");
        refused.Error.ShouldContain("--encoding (gb18030");
        (await Import("products", garbled, "--encoding", "gb18030")).Code.ShouldBe(0);
    }

    [Fact]
    public async Task A_folder_in_place_of_the_file_is_wrong_use()
    {
        var refused = await Import("products", _folder.Root);
        refused.Code.ShouldBe(2);
        refused.Error.ShouldContain("is a folder");
    }

    [Fact]
    public async Task Every_fault_of_a_long_file_is_told_with_its_line()
    {
        var rows = Enumerable.Range(0, 1_000).Select(i => $"P{i},Product {i},{(i % 2 == 0 ? "1" : "abc")}\n");
        var refused = await Import("products", _folder.Write("faulty.csv", "code,name,price\n" + string.Concat(rows)));
        refused.Error.Split('\n').Count(line => line.StartsWith("line ", StringComparison.Ordinal)).ShouldBe(500);
        refused.Error.ShouldContain("line 1001, price: 'abc'");
    }

    [Fact]
    public async Task Fields_that_a_file_does_not_have_stay_as_they_are()
    {
        await Import("products", _folder.Write("full.csv", "code,name,brand,price\nA,Alpha,Songhe,12.50\n"));
        var renamed = await Import("products", _folder.Write("names.csv", "code,name\nA,Alef\n"));
        renamed.Output.ShouldContain("0 new, 1 changed, 0 unchanged");
        var sku = await Get("/v1/skus/A");
        ((string)sku!["name"]!).ShouldBe("Alef");
        ((string)sku["brand"]!).ShouldBe("Songhe");
        ((decimal)sku["price"]!["amount"]!).ShouldBe(1_250m);
    }

    [Fact]
    public async Task Stock_comes_in_once_and_unknown_names_are_faults_with_lines()
    {
        await WithMasters();
        var faulty = _folder.Write("faulty.csv", "store,sku,lot,quantity\nS1,A,L1,5\nS9,A,L1,5\nS1,Z,L1,5\nS1,A,L2,0\n");
        var refused = await Import("stock", faulty);
        refused.Code.ShouldBe(1);
        refused.Error.ShouldContain("line 3, store: Store 'S9' is unknown.");
        refused.Error.ShouldContain("line 4, sku: SKU 'Z' is unknown.");
        refused.Error.ShouldContain("line 5, quantity: must-be-positive");
        var file = _folder.Write("stock.csv", "sku,lot,expiresOn,quantity,unitCost\nA,L1,2039-05,5,1.25\nA,L1,2039-05,5,1.25\nB,L1,2039-05-31,2.5,\n");
        (await Import("stock", file, "--store", "S1")).Output.ShouldContain("3 new, 0 changed, 0 unchanged");
        var again = await Import("stock", file, "--store", "S1");
        again.Code.ShouldBe(0, again.Error);
        again.Output.ShouldContain("0 new, 0 changed, 3 unchanged");
        ((decimal)(await Get("/v1/stores/S1/skus/A"))!["onHand"]!).ShouldBe(10);
    }

    [Fact]
    public async Task The_same_stock_file_changes_nothing_even_after_its_command_ids_are_forgotten()
    {
        await WithMasters();
        const string header = "store,sku,lot,quantity\n";
        var file = _folder.Write("first.csv", header + "S1,A,L1,5\n");
        await Import("stock", file);
        // So many later movements that the grain itself has let the first one go.
        var later = IdMemory.Kept + 2 * IdMemory.Slack;
        await Import("stock", _folder.Write("later.csv", header + string.Concat(Enumerable.Repeat("S1,A,L2,1\n", later))));
        await using (var server = BeautyHost.Build(["--urls", "http://127.0.0.1:0", "--data", _folder.Data]))
            await server.Services.GetRequiredService<IJournal>().ForgetCommands(DateTimeOffset.UtcNow.AddDays(3));
        (await Import("stock", file)).Output.ShouldContain("0 new, 0 changed, 1 unchanged");
        ((decimal)(await Get("/v1/stores/S1/skus/A"))!["onHand"]!).ShouldBe(later + 5);
    }

    [Fact]
    public async Task A_stopped_import_goes_on_where_it_ended()
    {
        await WithMasters();
        const string header = "store,sku,lot,quantity\n";
        var rows = Enumerable.Range(1, 40).Select(i => $"S{i % 2 + 1},A,L{i},{i}\n").ToArray();
        await Import("stock", _folder.Write("part.csv", header + string.Concat(rows.Take(15))));
        var whole = await Import("stock", _folder.Write("whole.csv", header + string.Concat(rows)));
        whole.Output.ShouldContain("25 new, 0 changed, 15 unchanged");
    }

    [Fact]
    public async Task A_held_folder_is_refused_with_the_way_to_its_server_and_that_way_works()
    {
        await using var server = BeautyHost.Build(["--urls", "http://127.0.0.1:0", "--data", _folder.Data]);
        await server.StartAsync();
        var file = _folder.Write("products.csv", "code,name\nA,Alpha\n");
        var held = await Import("products", file);
        held.Code.ShouldBe(2);
        held.Error.ShouldContain($"--url {BeautyHost.AddressOf(server)} --key-file FILE");
        var key = Path.Combine(_folder.Data, "admin.key");
        var sent = await Verb.Run("import", "products", file, "--url", BeautyHost.AddressOf(server), "--key-file", key);
        sent.Code.ShouldBe(0, sent.Error);
        sent.Output.ShouldContain("1 new");
        (await Verb.Run("verify", "--url", BeautyHost.AddressOf(server), "--key-file", key)).Code.ShouldBe(0);
        (await Verb.Run("verify", "--data", _folder.Data)).Code.ShouldBe(2);
        var wrong = await Verb.Run("verify", "--url", BeautyHost.AddressOf(server), "--key-file", file);
        wrong.Code.ShouldBe(2);
        wrong.Error.ShouldContain("does not know the key");
    }
}
