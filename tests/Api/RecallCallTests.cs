using System.Collections.Concurrent;
using System.Text.Json;
using BeautyGrains.Contracts;

namespace BeautyGrains.Api.Tests;

/// <summary>Recalls over HTTP.</summary>
[Collection(ServerCollection.Name)]
public sealed class RecallCallTests(SharedServer shared)
{
    private const int Terminals = 32;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private readonly Api _api = shared.Server.Admin;

    private static string Body(string sku, string lot = "L1", string grade = "i") => $$"""{"sku":"{{sku}}","lots":["{{lot}}"],"class":"{{grade}}","reason":"maker's letter"}""";

    [Fact]
    public async Task While_32_terminals_take_a_lot_in_several_stores_no_request_succeeds_after_the_recalls_answer()
    {
        const string Sku = "K-recall-busy";
        string[] stores = ["S-recall-a", "S-recall-b", "S-recall-c"];
        (await _api.Put($"/v1/skus/{Sku}", """{"name":"Product","unit":"piece"}""")).Expect(201);
        foreach (var store in stores)
        {
            (await _api.Put($"/v1/stores/{store}", """{"name":"Store","timeZone":"Asia/Shanghai"}""")).Expect(201);
            (await _api.Put($"/v1/stores/{store}/skus/{Sku}/receipts/r", """{"quantity":1000000,"lot":"L1"}""")).Expect(201);
        }
        // Held before the recall, to be committed after it.
        (await _api.Put($"/v1/stores/{stores[0]}/skus/{Sku}/reservations/before", """{"quantity":1,"ttlSeconds":3600}""")).Expect(201);
        (await _api.Put("/v1/transfers/recall-way", $$"""{"from":"{{stores[0]}}","to":"{{stores[1]}}","lines":[{"sku":"{{Sku}}","quantity":3}]}""")).Expect(201);
        (await _api.Post("/v1/transfers/recall-way/ship")).Expect(200);

        var recalled = 0;
        var late = new ConcurrentQueue<string>();
        var (taken, sold, after) = (new ConcurrentDictionary<string, bool>(), 0, 0);
        using var enough = new CancellationTokenSource(s_patience);
        var load = Task.WhenAll(Enumerable.Range(0, Terminals).Select(terminal => Trade(terminal)));
        await Waiting.Until(() => Task.FromResult(Volatile.Read(ref sold) > 200), "the terminals trade");
        var answer = (await _api.Put("/v1/recalls/RC-busy", Body(Sku))).Expect(201);
        // From here on each call begins after the answer.
        Volatile.Write(ref recalled, 1);
        answer.Text("state").ShouldBe("open");
        await Waiting.Until(() => Task.FromResult(Volatile.Read(ref after) > 20 * Terminals), "the terminals go on");
        await enough.CancelAsync();
        await load;
        late.ShouldBeEmpty();
        taken.Keys.ShouldContain("/problems/lot-blocked");

        (await _api.Post($"/v1/stores/{stores[0]}/skus/{Sku}/reservations/before/commit", "{}")).Expect(409).ShouldSatisfyAllConditions(
            refused => refused.Type.ShouldBe("/problems/lot-blocked"), refused => refused.Text("repin").ShouldEndWith("/repin"));
        (await _api.Post("/v1/transfers/recall-way/receive", "{}")).Expect(200);
        var stock = (await _api.Get($"/v1/stores/{stores[1]}/skus/{Sku}")).Expect(200);
        (stock.Number("recalled"), stock.Number("available")).ShouldBe((stock.Number("onHand"), 0));

        // A sale that happened while a terminal was on its own is told now.
        var fact = (await _api.Put($"/v1/stores/{stores[2]}/skus/{Sku}/facts/offline-1", $$"""{"kind":"offline-sale","quantity":1,"lot":"L1","client":"C-offline","occurredAt":"{{DateTimeOffset.UtcNow.AddHours(-1):O}}"}""")).Expect(201);
        fact["incident"].GetProperty("causes").EnumerateArray().Select(cause => cause.GetString()).ShouldContain("lot-recalled");
        var clients = (await _api.Get("/v1/recalls/RC-busy/clients?limit=500")).Expect(200)["items"].EnumerateArray().ToList();
        clients.Single(one => one.GetProperty("client").GetString() == "C-offline").GetProperty("afterRecall").GetBoolean().ShouldBeTrue();
        var recall = (await _api.Get("/v1/recalls/RC-busy")).Expect(200);
        var tally = recall["tally"];
        Sum("received").ShouldBe(3_000_000);
        Sum("received").ShouldBe(Sum("left") + Sum("inTransit") + Sum("sold") - Sum("recovered") + Sum("used") + Sum("returnedToSupplier") + Sum("scrapped") + Sum("repacked") + Sum("missing"));
        (await _api.Get("/v1/recalls/RC-busy/stock")).Expect(200).Number("onHand").ShouldBe(Sum("left"));
        clients.Sum(one => one.GetProperty("got").GetDecimal()).ShouldBe(Sum("sold") + Sum("used") - Sum("withoutClient"));

        decimal Sum(string name) => tally.GetProperty(name).GetDecimal();

        async Task Trade(int terminal)
        {
            for (var i = 0; !enough.IsCancellationRequested; i++)
            {
                var begunAfter = Volatile.Read(ref recalled) == 1;
                var heard = await Ask(terminal, i, $"/v1/stores/{stores[(terminal + i) % stores.Length]}/skus/{Sku}", $"t{terminal}-{i}");
                if (heard.Status is 200 or 201) Interlocked.Increment(ref sold);
                else taken.TryAdd(heard.Type, true);
                if (!begunAfter) continue;
                Interlocked.Increment(ref after);
                if (heard.Status is 200 or 201) late.Enqueue($"{terminal}-{i}: {heard.Body}");
            }
        }

        Task<Heard> Ask(int terminal, int i, string path, string id) => (i % 5) switch
        {
            0 => _api.Put($"{path}/sales/{id}", $$"""{"quantity":1,"lot":"L1","client":"C-{{terminal}}"}"""),
            1 => _api.Put($"{path}/reservations/{id}", """{"quantity":1,"ttlSeconds":600}"""),
            2 => _api.Put($"{path}/sales/{id}", """{"quantity":1,"use":"service-consumption"}"""),
            3 => _api.Put($"/v1/baskets/recall-{id}", $$"""{"store":"{{stores[terminal % 3]}}","lines":[{"sku":"{{Sku}}","quantity":1}],"allOrNothing":true}"""),
            _ => _api.Put($"/v1/transfers/recall-{id}", $$"""{"from":"{{stores[terminal % 3]}}","to":"{{stores[(terminal + 1) % 3]}}","lines":[{"sku":"{{Sku}}","quantity":1}]}"""),
        };
    }

    [Fact]
    public async Task Quality_begins_clients_are_told_and_a_second_person_closes()
    {
        var path = await _api.NewStock("recall-life", 10);
        (await _api.Put($"{path}/sales/s1", """{"quantity":2,"client":"C-1"}""")).Expect(201);
        using var quality = await shared.Server.NewPerson("rc-q", PersonRole.Quality);
        using var cashier = await shared.Server.NewPerson("rc-c", PersonRole.Cashier);
        using var second = await shared.Server.NewPerson("rc-m", """{"all":true}""", ",\"limits\":[{\"kind\":\"recall-closure\"}]", PersonRole.StoreManager);
        var approving = Persons.Approving(await shared.Server.NewKeyOf("rc-m"));
        const string Recall = "/v1/recalls/RC-life";
        (await cashier.Put(Recall, Body("K-recall-life"))).Expect(403);
        (await quality.Put(Recall, Body("K-recall-life"))).Expect(201).Text("begunBy").ShouldBe("person:rc-q");
        (await quality.Put(Recall, Body("K-recall-life"))).Expect(200);
        (await quality.Put(Recall, Body("K-recall-life", "L2"))).Expect(422).Type.ShouldBe("/problems/id-reused");
        (await _api.Get("/v1/recalls?sku=K-recall-life&state=open")).Expect(200)["items"].GetArrayLength().ShouldBe(1);
        (await _api.Get("/v1/recalls?sku=K-recall-life&state=closed")).Expect(200)["items"].GetArrayLength().ShouldBe(0);

        (await quality.Post($"{Recall}/close", """{"conclusion":"done"}""", approving)).Expect(409).ShouldSatisfyAllConditions(
            refused => refused.Type.ShouldBe("/problems/recall-not-done"), refused => refused.Text("state").ShouldBe("clients"), refused => refused.Number("available").ShouldBe(2));
        (await cashier.Post($"{Recall}/clients/C-2/notify", """{"state":"done"}""")).Expect(404).Type.ShouldBe("/problems/unknown-recall-client");
        (await cashier.Post($"{Recall}/clients/C-1/notify", """{"state":"taken"}""")).Expect(200).Number("openTasks").ShouldBe(2);
        (await cashier.Get($"{Recall}/clients?open=true")).Expect(200)["items"][0].GetProperty("notify").GetProperty("by").GetString().ShouldBe("person:rc-c");
        (await cashier.Post($"{Recall}/clients/C-1/notify", """{"state":"done"}""")).Expect(200).Number("openNotices").ShouldBe(0);
        (await _api.Put($"{path}/returns/b1", """{"quantity":1,"lot":"L1","disposition":"quarantine","client":"C-1"}""")).Expect(201);
        (await cashier.Post($"{Recall}/clients/C-1/recover", """{"state":"unreachable","note":"moved abroad"}""")).Expect(200).Number("openTasks").ShouldBe(0);
        (await _api.Get($"{Recall}/clients?open=true")).Expect(200)["items"].GetArrayLength().ShouldBe(0);
        (await quality.Post($"{Recall}/reports", """{"note":"first report"}""")).Expect(200)["reports"].GetArrayLength().ShouldBe(1);
        (await quality.Post($"{Recall}/close", """{"conclusion":"done"}""", approving)).Expect(409).Text("state").ShouldBe("stock");
        (await _api.Put($"{path}/scraps/x1", """{"quantity":9,"lot":"L1","reason":"recall"}""")).Expect(201);
        (await quality.Post($"{Recall}/close", """{"conclusion":"done"}""")).Expect(409).Type.ShouldBe("/problems/approver-needed");
        var closed = (await quality.Post($"{Recall}/close", """{"conclusion":"done"}""", approving)).Expect(200);
        (closed.Text("state"), closed.Text("approvedBy"), closed["tally"].GetProperty("recovered").GetDecimal()).ShouldBe(("closed", "person:rc-m", 1));
        (await quality.Post($"{Recall}/close", """{"conclusion":"done"}""", approving)).Expect(200);
        (await quality.Post($"{Recall}/reports", """{"note":"late"}""")).Expect(409).Type.ShouldBe("/problems/invalid-state");
        (await quality.Post($"{Recall}/lift", """{"conclusion":"mistake"}""", approving)).Expect(200).Text("state").ShouldBe("lifted");
    }

    [Fact]
    public async Task What_stands_open_of_a_recalled_lot_is_found_told_and_used_no_more()
    {
        var path = await _api.NewStock("recall-open", 0);
        (await _api.Put("/v1/skus/K-recall-open", """{"name":"Product","unit":"piece","opening":{"unit":"ml","content":30,"sharing":"many-clients"}}""")).Expect(200);
        (await _api.Put($"{path}/receipts/r", """{"quantity":5,"lot":"L1"}""")).Expect(201);
        (await _api.Put($"{path}/containers/C1", "{}")).Expect(201);
        (await _api.Put("/v1/recalls/RC-open", Body("K-recall-open"))).Expect(201).Text("state").ShouldBe("open");
        (await _api.Get("/v1/recalls/RC-open/stock")).Expect(200)["stores"][0].GetProperty("containers")[0].GetProperty("id").GetString().ShouldBe("C1");
        (await _api.Get("/v1/recalls/RC-open")).Expect(200);
        (await _api.Put($"{path}/containers/C1/uses/u", """{"quantity":1,"client":"C-1"}""")).Expect(409);
    }

    [Fact]
    public async Task The_table_is_the_defaults_until_somebody_puts_another()
    {
        (await _api.Get("/v1/recall-policy")).Expect(200)["duties"].GetArrayLength().ShouldBe(18);
        (await _api.Put("/v1/recall-policy", """{"duties":[{"class":"i","notifyHours":0,"collectHours":1,"source":"x"}]}""")).Expect(400).Faulty.ShouldContain("duties[0].notifyHours");
        (await _api.Put("/v1/recall-policy", """{"duties":[{"class":"i","notifyHours":1,"collectHours":1,"source":"x"}]}""")).Expect(400).Faulty.ShouldBe(["duties"]);
        (await _api.Get("/v1/recall-policy")).Expect(200).Number("version").ShouldBe(0);
    }

    [Theory]
    [InlineData("{}", "sku,class,reason")]
    [InlineData("""{"sku":"K","lots":[],"class":"i","reason":"x"}""", "lots")]
    [InlineData("""{"sku":"K","lots":["a b"],"class":"i","reason":"x"}""", "lots[0]")]
    [InlineData("""{"sku":"K","lots":["L",null],"class":"i","reason":"x"}""", "lots[1]")]
    [InlineData("""{"sku":"K","lots":["L","L"],"class":"i","reason":"x"}""", "lots")]
    [InlineData("""{"sku":"K","lots":["L"],"class":"iv","reason":"x"}""", "class")]
    [InlineData("""{"sku":"K","lots":["L"],"class":"i","reason":""}""", "reason")]
    [InlineData("""{"sku":"K","lots":["L"],"class":"i","reason":"x","document":"a/b"}""", "document")]
    [InlineData("""{"sku":"K","serials":{"from":"1"},"class":"i","reason":"x"}""", "serials.through")]
    [InlineData("""{"sku":"K","serials":{"from":"10","through":"9"},"class":"i","reason":"x"}""", "serials.through")]
    [InlineData("""{"sku":"K","serials":{"from":"10","through":"09"},"class":"i","reason":"x"}""", "serials.through")]
    [InlineData("""{"sku":"a b","lots":["L"],"class":"i","reason":"x"}""", "sku")]
    public async Task A_faulty_recall_names_its_fields_and_does_not_begin(string body, string fields)
    {
        (await _api.Put("/v1/recalls/RC-faulty", body)).Expect(400).Faulty.ShouldBe(fields.Split(','), ignoreOrder: true);
        (await _api.Get("/v1/recalls/RC-faulty")).Expect(404).Type.ShouldBe("/problems/unknown-recall");
    }

    [Fact]
    public async Task What_repacks_had_made_of_a_lot_is_recalled_with_it_wherever_it_has_come_to()
    {
        const string Name = "recall-made";
        foreach (var store in new[] { "a", "b" }) (await _api.Put($"/v1/stores/S-{Name}-{store}", """{"name":"Store","timeZone":"Asia/Shanghai"}""")).Expect(201);
        foreach (var sku in new[] { "BOX", "ONE" }) (await _api.Put($"/v1/skus/{sku}-{Name}", """{"name":"Product","unit":"piece","goodsCategory":"ordinary-cosmetic"}""")).Expect(201);
        (await _api.Put($"/v1/stores/S-{Name}-a/skus/BOX-{Name}/receipts/r", """{"quantity":2,"lot":"L1"}""")).Expect(201);
        (await _api.Put($"/v1/recipes/{Name}", $$$"""{"name":"Box","bills":[{"inputs":[{"sku":"BOX-{{{Name}}}","quantity":1}],"outputs":[{"sku":"ONE-{{{Name}}}","quantity":10}]}]}""")).Expect(201);
        (await _api.Put($"/v1/repacks/RP-{Name}", $$"""{"store":"S-{{Name}}-a","recipe":"{{Name}}","times":1}""")).Expect(201);
        (await _api.Put($"/v1/transfers/T-{Name}", $$"""{"from":"S-{{Name}}-a","to":"S-{{Name}}-b","lines":[{"sku":"ONE-{{Name}}","quantity":4}]}""")).Expect(201);
        (await _api.Post($"/v1/transfers/T-{Name}/ship")).Expect(200);
        (await _api.Post($"/v1/transfers/T-{Name}/receive", "{}")).Expect(200);
        (await _api.Put($"/v1/stores/S-{Name}-b/skus/ONE-{Name}/sales/s1", """{"quantity":1,"client":"C-made"}""")).Expect(201);

        (await _api.Put($"/v1/recalls/RC-{Name}", Body($"BOX-{Name}"))).Expect(201);
        foreach (var store in new[] { "a", "b" }) (await _api.Put($"/v1/stores/S-{Name}-{store}/skus/ONE-{Name}/sales/s2", """{"quantity":1,"lot":"L1"}""")).Expect(409).Type.ShouldBe("/problems/lot-blocked");
        var made = (await _api.Get($"/v1/recalls/RC-{Name}")).Expect(200)["made"][0];
        (made.GetProperty("sku").GetString(), made.GetProperty("lots")[0].GetString(), made.GetProperty("tally").GetProperty("left").GetDecimal()).ShouldBe(($"ONE-{Name}", "L1", 9));
        (await _api.Get($"/v1/recalls/RC-{Name}/stock")).Expect(200)["stores"].EnumerateArray().Select(one => one.GetProperty("sku").GetString()).ShouldBe([$"BOX-{Name}", $"ONE-{Name}", $"ONE-{Name}"]);
        var client = (await _api.Get($"/v1/recalls/RC-{Name}/clients")).Expect(200)["items"][0];
        (client.GetProperty("client").GetString(), client.GetProperty("made")[0].GetProperty("got").GetDecimal()).ShouldBe(("C-made", 1));
    }

    [Fact]
    public async Task Units_of_a_range_of_serials_are_called_back_one_by_one_and_the_others_of_their_lot_are_sold_on()
    {
        const string Path = "/v1/stores/S-recall-unit/skus/K-recall-unit";
        (await _api.Put("/v1/stores/S-recall-unit", """{"name":"Store","timeZone":"Asia/Shanghai"}""")).Expect(201);
        (await _api.Put("/v1/skus/K-recall-unit", """{"name":"Device","unit":"piece","serialised":true,"gtin":"06901234567892"}""")).Expect(201);
        (await _api.Put($"{Path}/receipts/r1", """{"quantity":3,"lot":"L1","serials":["RU-1","RU-2","RU-3"]}""")).Expect(201);
        (await _api.Put($"{Path}/receipts/r2", """{"quantity":2,"lot":"L2"}""")).Expect(201);
        (await _api.Put($"{Path}/codings/c1", """{"lot":"L2","serials":["RU-4","RU-9"]}""")).Expect(201);
        (await _api.Put($"{Path}/sales/s1", """{"quantity":1,"client":"C-unit","serials":["RU-1"]}""")).Expect(201);
        (await _api.Put($"{Path}/sales/s2", """{"quantity":1,"client":"C-other","serials":["RU-9"]}""")).Expect(201);

        (await _api.Put("/v1/recalls/RC-unit", """{"sku":"K-recall-unit","serials":{"from":"RU-1","through":"RU-4"},"class":"ii","reason":"weak battery"}""")).Expect(201);
        (await _api.Put($"{Path}/sales/s3", """{"quantity":1,"client":"C-x","serials":["RU-2"]}""")).Expect(409).Type.ShouldBe("/problems/lot-blocked");
        (await _api.Put($"{Path}/receipts/r3", """{"quantity":1,"lot":"L1","serials":["RU-7"]}""")).Expect(201);
        (await _api.Put($"{Path}/sales/s4", """{"quantity":1,"client":"C-x","serials":["RU-7"]}""")).Expect(201);

        var stock = (await _api.Get("/v1/recalls/RC-unit/stock")).Expect(200);
        (stock.Number("onHand"), string.Join(' ', stock["stores"][0].GetProperty("units").EnumerateArray().Select(unit => unit.GetProperty("serial").GetString()))).ShouldBe((3, "RU-2 RU-3 RU-4"));
        (await _api.Get("/v1/recalls/RC-unit/clients")).Expect(200)["items"].EnumerateArray().Select(one => one.GetProperty("client").GetString()).ShouldBe(["C-unit"]);
        var tally = (await _api.Get("/v1/recalls/RC-unit")).Expect(200)["tally"];
        (tally.GetProperty("received").GetDecimal(), tally.GetProperty("sold").GetDecimal(), tally.GetProperty("left").GetDecimal()).ShouldBe((4, 1, 3));
        foreach (var (serial, isRecalled) in new[] { ("RU-1", true), ("RU-2", true), ("RU-9", false) })
        {
            var scan = (await _api.Post("/v1/scans", JsonSerializer.Serialize(new { code = $"(01)06901234567892(21){serial}", store = "S-recall-unit" }))).Expect(200);
            scan["warnings"].EnumerateArray().Any(one => one.GetString() == "unit-recalled").ShouldBe(isRecalled, serial);
        }
        (await _api.Post("/v1/recalls/RC-unit/clients/C-unit/notify", """{"state":"done"}""")).Expect(200);
        (await _api.Post("/v1/recalls/RC-unit/clients/C-unit/recover", """{"state":"done"}""")).Expect(200);
        (await _api.Post("/v1/recalls/RC-unit/close", """{"conclusion":"done"}""")).Expect(409).Type.ShouldBe("/problems/recall-not-done");
        (await _api.Put($"{Path}/scraps/x1", """{"quantity":2,"reason":"recall","lot":"L1","serials":["RU-2","RU-3"]}""")).Expect(201);
        (await _api.Put($"{Path}/scraps/x2", """{"quantity":1,"reason":"recall","lot":"L2","serials":["RU-4"]}""")).Expect(201);
        (await _api.Post("/v1/recalls/RC-unit/close", """{"conclusion":"done"}""")).Expect(200);
    }

    [Theory]
    [InlineData("PUT", "/v1/recalls/RC-none", """{"sku":"K-none","lots":["L"],"class":"i","reason":"x"}""", 404, "unknown-sku")]
    [InlineData("PUT", "/v1/recalls/RC-none", "[]", 400, "validation")]
    [InlineData("PUT", "/v1/recalls/a%20b", """{"sku":"K-none","lots":["L"],"class":"i","reason":"x"}""", 400, "validation")]
    [InlineData("GET", "/v1/recalls/RC-none", null, 404, "unknown-recall")]
    [InlineData("GET", "/v1/recalls/RC-none/stock", null, 404, "unknown-recall")]
    [InlineData("GET", "/v1/recalls/RC-none/clients", null, 404, "unknown-recall")]
    [InlineData("GET", "/v1/recalls/RC-none/clients?limit=0", null, 400, "validation")]
    [InlineData("GET", "/v1/recalls/RC-none/clients?open=maybe", null, 400, "validation")]
    [InlineData("GET", "/v1/recalls?state=lost", null, 400, "validation")]
    [InlineData("GET", "/v1/recalls?limit=501", null, 400, "validation")]
    [InlineData("GET", "/v1/recalls?cursor=a%20b", null, 400, "validation")]
    [InlineData("POST", "/v1/recalls/RC-none/clients/C/notify", """{"state":"done"}""", 404, "unknown-recall")]
    [InlineData("POST", "/v1/recalls/RC-none/clients/C/notify", """{"state":"open"}""", 400, "validation")]
    [InlineData("POST", "/v1/recalls/RC-none/clients/C/recover", """{"state":"unreachable"}""", 400, "validation")]
    [InlineData("POST", "/v1/recalls/RC-none/clients/C/recover", "{}", 400, "validation")]
    [InlineData("POST", "/v1/recalls/RC-none/clients/a%20b/recover", """{"state":"done"}""", 400, "validation")]
    [InlineData("POST", "/v1/recalls/RC-none/reports", """{"note":"x"}""", 404, "unknown-recall")]
    [InlineData("POST", "/v1/recalls/RC-none/reports", "{}", 400, "validation")]
    [InlineData("POST", "/v1/recalls/RC-none/close", """{"conclusion":"x"}""", 404, "unknown-recall")]
    [InlineData("POST", "/v1/recalls/RC-none/close", "{}", 400, "validation")]
    [InlineData("POST", "/v1/recalls/RC-none/lift", """{"conclusion":"x"}""", 404, "unknown-recall")]
    [InlineData("POST", "/v1/recalls/RC-none/lift", """{"conclusion":""}""", 400, "validation")]
    [InlineData("PUT", "/v1/recall-policy", """{"duties":[]}""", 400, "validation")]
    [InlineData("PUT", "/v1/recall-policy", """{"duties":[{"class":"i"}]}""", 400, "validation")]
    public async Task Bad_input_has_its_problem(string method, string path, string? body, int status, string type)
    {
        var heard = (await _api.Send(new(method), path, body)).Expect(status);
        heard.Type.ShouldBe($"/problems/{type}");
    }

    [Fact]
    public async Task A_document_that_is_not_kept_is_told()
    {
        await _api.NewStock("recall-doc", 1);
        (await _api.Put("/v1/recalls/RC-doc", JsonSerializer.Serialize(new { sku = "K-recall-doc", lots = new[] { "L1" }, @class = "ii", reason = "x", document = "none" }))).Expect(404).Type.ShouldBe("/problems/unknown-document");
    }
}
