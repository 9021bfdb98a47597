using BeautyGrains.Contracts;

namespace BeautyGrains.Api.Tests;

/// <summary>Open containers from opening to the last drop, over HTTP.</summary>
[Collection(ServerCollection.Name)]
public sealed class ContainerCallTests(SharedServer shared)
{
    private readonly Api _api = shared.Server.Admin;

    private async Task<string> Bottle(string name, string opening)
    {
        (await _api.Put($"/v1/stores/S-{name}", """{"name":"外滩店","timeZone":"Asia/Shanghai"}""")).Status.ShouldBeOneOf(200, 201);
        (await _api.Put($"/v1/skus/K-{name}", $$"""{"opening":{{opening}},"name":"Serum <30 ml>","nameZh":"精华液","unit":"bottle"}""")).Status.ShouldBeOneOf(200, 201);
        var path = $"/v1/stores/S-{name}/skus/K-{name}";
        (await _api.Put($"{path}/receipts/first", """{"quantity":5,"lot":"L1","expiresOn":"2099-12-31","unitCost":{"amount":1000,"currency":"CNY"}}""")).Status.ShouldBeOneOf(200, 201);
        return path;
    }

    private const string Many = """{"unit":"ml","content":30,"afterOpening":{"length":28,"unit":"days"}}""";
    private const string One = """{"unit":"ml","content":30,"sharing":"one-client","afterOpening":{"length":28,"unit":"days"}}""";
    private const string Single = """{"unit":"U","content":100,"sharing":"single-use","afterOpening":{"length":24,"unit":"hours"},"afterReconstitution":{"length":4,"unit":"hours"}}""";

    [Fact]
    public async Task A_bottle_is_opened_used_counted_and_ends_and_its_content_and_cost_add_up()
    {
        var path = await Bottle("pour", Many);
        var open = (await _api.Put($"{path}/containers/C1", """{"lot":"L1","document":"T-1"}""")).Expect(201);
        (open.Number("content"), open.Number("remainder"), open.Text("unit"), open.Text("sharing"), open["cost"].GetProperty("amount").GetDecimal()).ShouldBe((30, 30, "ml", "many-clients", 1000));
        (await _api.Put($"{path}/containers/C1", """{"lot":"L1","document":"T-1"}""")).Expect(200);
        (await _api.Put($"{path}/containers/C1", """{"lot":"L1","document":"T-2"}""")).Expect(422).Type.ShouldBe("/problems/id-reused");
        (await _api.Get(path)).Number("onHand").ShouldBe(4);
        (await _api.Get($"{path}/ledger"))["items"].EnumerateArray().Last().GetProperty("kind").GetString().ShouldBe("opening");

        var used = (await _api.Put($"{path}/containers/C1/uses/U1", """{"quantity":"5.5","client":"A"}""")).Expect(201);
        (used.Text("kind"), used.Number("quantity"), used.Number("remainder"), used.Text("client")).ShouldBe(("use", 5.5m, 24.5m, "A"));
        (await _api.Put($"{path}/containers/C1/uses/U1", """{"quantity":5.5,"client":"A"}""")).Expect(200).Number("remainder").ShouldBe(24.5m);
        (await _api.Put($"{path}/containers/C1/uses/U2", """{"quantity":25}""")).Expect(409).ShouldSatisfyAllConditions(
            it => it.Type.ShouldBe("/problems/insufficient-available"), it => it.Number("available").ShouldBe(24.5m));
        (await _api.Put($"{path}/containers/C1/counts/N1", """{"counted":24}""")).Expect(201).Number("quantity").ShouldBe(0.5m);
        (await _api.Put($"{path}/containers/C1/facts/F1", $$"""{"kind":"breakage","quantity":4,"occurredAt":"{{DateTimeOffset.UtcNow:O}}","reason":"spilt"}""")).Expect(201).Text("kind").ShouldBe("spill");
        (await _api.Get($"{path}/incidents"))["items"].EnumerateArray().Single().GetProperty("causes")[0].GetString().ShouldBe("container-fact");
        (await _api.Put($"{path}/containers/C1/scraps/X1", """{"reason":"turned brown"}""")).Expect(201).Number("quantity").ShouldBe(20);

        var ended = (await _api.Get($"{path}/containers/C1")).Expect(200);
        (ended["open"].GetBoolean(), ended.Number("used"), ended.Number("scrapped"), ended.Number("lost"), ended.Number("remainder"), ended.Text("blockedBy")).ShouldBe((false, 5.5m, 20, 4.5m, 0, "closed"));
        (await _api.Put($"{path}/containers/C1/uses/U3", """{"quantity":1}""")).Expect(409).Type.ShouldBe("/problems/invalid-state");
        var moves = (await _api.Get($"{path}/containers/C1/movements")).Expect(200)["items"].EnumerateArray().ToList();
        moves.Select(move => move.GetProperty("kind").GetString()).ShouldBe(["use", "count", "spill", "scrap"]);
        moves.Sum(move => move.GetProperty("quantity").GetDecimal()).ShouldBe(30);
        moves.Sum(move => move.GetProperty("cost").GetProperty("amount").GetDecimal()).ShouldBe(1000);
    }

    [Fact]
    public async Task Of_32_attempts_at_once_for_32_clients_one_has_the_filler_and_it_is_never_offered_to_another()
    {
        var path = await Bottle("filler", One);
        (await _api.Put($"{path}/containers/C1")).Expect(201);
        (await _api.Get($"{path}/containers?client=c-7")).Expect(200)["items"].GetArrayLength().ShouldBe(1);
        var attempts = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => _api.Put($"{path}/containers/C1/uses/u-{i}", $$"""{"quantity":0.5,"client":"c-{{i}}"}""")));
        attempts.Count(heard => heard.Status == 201).ShouldBe(1);
        foreach (var refused in attempts.Where(heard => heard.Status != 201))
        {
            refused.Expect(409).Type.ShouldBe("/problems/container-refused");
            refused.Text("state").ShouldBe("other-client");
        }
        var owner = attempts.Single(heard => heard.Status == 201).Text("client");
        foreach (var client in Enumerable.Range(0, 32).Select(i => $"c-{i}"))
            (await _api.Get($"{path}/containers?client={client}")).Expect(200)["items"].GetArrayLength().ShouldBe(client == owner ? 1 : 0);
        (await _api.Put($"{path}/containers/C1/uses/again", $$"""{"quantity":1,"client":"{{owner}}"}""")).Expect(201);
        (await _api.Put($"{path}/containers/C1/uses/nobody", """{"quantity":1}""")).Expect(409).Text("state").ShouldBe("client-required");
    }

    [Fact]
    public async Task A_toxin_vial_is_reconstituted_used_on_one_client_and_the_rest_is_scrapped()
    {
        var path = await Bottle("toxin", Single);
        (await _api.Put($"{path}/containers/C1", """{"client":"A"}""")).Expect(201);
        (await _api.Put($"{path}/containers/C1/uses/u1", """{"quantity":40,"client":"A"}""")).Expect(409).Text("state").ShouldBe("not-reconstituted");
        var ready = (await _api.Post($"{path}/containers/C1/reconstitute", """{"diluentSku":"SALINE","diluentLot":"NS-1","diluentQuantity":2.5}""")).Expect(200);
        (ready["useBy"].GetDateTimeOffset() - ready["reconstitutedAt"].GetDateTimeOffset()).ShouldBe(TimeSpan.FromHours(4));
        (await _api.Post($"{path}/containers/C1/reconstitute", """{"diluentSku":"SALINE","diluentLot":"NS-1","diluentQuantity":2.5}""")).Expect(200);
        (await _api.Post($"{path}/containers/C1/reconstitute")).Expect(409).Type.ShouldBe("/problems/invalid-state");
        (await _api.Put($"{path}/containers/C1/uses/u1", """{"quantity":40,"client":"B"}""")).Expect(409).Text("state").ShouldBe("other-client");
        (await _api.Put($"{path}/containers/C1/uses/u1", """{"quantity":40,"client":"A"}""")).Expect(201).Number("completed").ShouldBe(60);
        var ended = (await _api.Get($"{path}/containers/C1")).Expect(200);
        (ended.Number("used"), ended.Number("scrapped"), ended["open"].GetBoolean()).ShouldBe((40, 60, false));
        (await _api.Get($"{path}/containers?client=A")).Expect(200)["items"].GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_recalled_lot_stops_its_open_containers_and_the_list_tells()
    {
        var path = await Bottle("stopped", Many);
        (await _api.Put($"{path}/containers/C1")).Expect(201);
        (await _api.Put($"{path}/containers/C2")).Expect(201);
        (await _api.Post($"{path}/lots/L1/status", """{"status":"recalled","reason":"maker"}""")).Expect(200);
        (await _api.Put($"{path}/containers/C1/uses/u1", """{"quantity":1}""")).Expect(409).Type.ShouldBe("/problems/lot-blocked");
        (await _api.Get($"{path}/containers")).Expect(200)["items"].GetArrayLength().ShouldBe(0);
        var listed = (await _api.Get("/v1/containers?store=S-stopped&open=true&limit=1")).Expect(200);
        listed["items"][0].GetProperty("blockedBy").GetString().ShouldBe("recalled");
        (await _api.Get($"/v1/containers?store=S-stopped&open=true&limit=1&cursor={listed.Text("cursor")}")).Expect(200)["items"][0].GetProperty("id").GetString().ShouldBe("C2");
        (await _api.Put($"{path}/containers/C1/scraps/x", """{"reason":"recalled"}""")).Expect(201);
        (await _api.Get("/v1/containers?store=S-stopped&open=false")).Expect(200)["items"].EnumerateArray().Select(it => it.GetProperty("id").GetString()).ShouldBe(["C1"]);
        (await _api.Post($"{path}/containers/scrap-expired")).Expect(200)["items"].GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_label_bears_both_languages_a_code_and_nothing_that_could_run()
    {
        var path = await Bottle("label", One);
        (await _api.Put($"{path}/containers/C1", """{"client":"A-17"}""")).Expect(201);
        var label = (await _api.Get($"{path}/containers/C1/label")).Expect(200);
        (label.Text("code"), label.Text("client"), label.Text("storeName"), label.Text("content")).ShouldBe(("container:S-label/K-label/C1", "A-17", "外滩店", "30 ml"));
        var svg = (await _api.Get($"{path}/containers/C1/label?format=svg")).Raw;
        svg.Content.Headers.ContentType!.MediaType.ShouldBe("image/svg+xml");
        var text = await svg.Content.ReadAsStringAsync();
        text.ShouldContain("使用期限 Use by");
        text.ShouldContain("Serum &lt;30 ml&gt;");
        System.Xml.Linq.XDocument.Parse(text).Descendants().Count(element => element.Name.LocalName == "path").ShouldBe(1);
        var page = (await _api.Get($"{path}/containers/C1/label?format=html")).Raw;
        page.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'");
        (await page.Content.ReadAsStringAsync()).ShouldNotContain("<script");
        (await _api.Get($"{path}/containers/C1/label?format=pdf")).Expect(400).Faulty.ShouldBe(["format"]);
        (await _api.Get($"{path}/containers/nothing/label")).Expect(404).Type.ShouldBe("/problems/unknown-container");
    }

    [Fact]
    public async Task Costs_are_shown_to_those_alone_who_may_read_them()
    {
        var path = await Bottle("cont-cost", Many);
        using var therapist = await shared.Server.NewPerson("cont-t", PersonRole.Therapist);
        (await therapist.Put($"{path}/containers/C1")).Expect(201).Body.TryGetProperty("cost", out _).ShouldBeFalse();
        (await therapist.Put($"{path}/containers/C1/uses/u", """{"quantity":1}""")).Expect(201).Body.TryGetProperty("cost", out _).ShouldBeFalse();
        (await therapist.Get($"{path}/containers/C1/movements")).Expect(200)["items"][0].TryGetProperty("cost", out _).ShouldBeFalse();
        (await _api.Get($"{path}/containers/C1")).Expect(200)["costLeft"].GetProperty("amount").GetDecimal().ShouldBe(966.666667m);
    }

    [Theory]
    [InlineData("C1", """{"lot":"a/b"}""", "lot")]
    [InlineData("C1", """{"client":"a b"}""", "client")]
    [InlineData("C1", """{"serial":"S"}""", "lot")]
    [InlineData("C1", """{"code":"(01)0"}""", "code")]
    [InlineData("C1", """{"kind":"opening"}""", "kind")]
    [InlineData("OPEN/uses/u", """{}""", "quantity")]
    [InlineData("OPEN/uses/u", """{"quantity":0}""", "quantity")]
    [InlineData("OPEN/uses/u", """{"quantity":-1}""", "quantity")]
    [InlineData("OPEN/uses/u", """{"quantity":"1e400"}""", "quantity")]
    [InlineData("OPEN/uses/u", """{"quantity":0.0001}""", "quantity")]
    [InlineData("OPEN/uses/u", """{"quantity":1,"client":""}""", "client")]
    [InlineData("OPEN/uses/u", """{"quantity":1,"completes":"yes"}""", "completes")]
    [InlineData("OPEN/uses/expiry", """{"quantity":1}""", "id")]
    [InlineData("OPEN/scraps/x", """{"quantity":1}""", "reason")]
    [InlineData("OPEN/scraps/x", """{"quantity":-1,"reason":"x"}""", "quantity")]
    [InlineData("OPEN/counts/n", """{"counted":-1}""", "counted")]
    [InlineData("OPEN/counts/n", """{"counted":30.5}""", "counted")]
    [InlineData("OPEN/counts/n", """{}""", "counted")]
    [InlineData("OPEN/facts/f", """{"kind":"surplus","quantity":1,"occurredAt":"2026-01-01T00:00:00Z"}""", "kind")]
    [InlineData("OPEN/facts/f", """{"kind":"breakage","quantity":1,"occurredAt":"2199-01-01T00:00:00Z"}""", "occurredAt")]
    [InlineData("OPEN/facts/f", """{"kind":"breakage","quantity":1}""", "occurredAt")]
    [InlineData("OPEN/facts/f", """{"kind":"breakage","occurredAt":"2026-01-01T00:00:00Z"}""", "quantity")]
    public async Task A_faulty_field_is_named_and_nothing_is_changed(string call, string body, string field)
    {
        var path = await Bottle("faultyopen", Many);
        (await _api.Put($"{path}/containers/OPEN")).Status.ShouldBeOneOf(200, 201);
        var before = ((await _api.Get(path)).Body.ToString(), (await _api.Get($"{path}/containers/OPEN")).Body.ToString());
        var heard = (await _api.Put($"{path}/containers/{call}", body)).Expect(400);
        heard.Type.ShouldBe("/problems/validation");
        heard.Faulty.ShouldBe([field]);
        ((await _api.Get(path)).Body.ToString(), (await _api.Get($"{path}/containers/OPEN")).Body.ToString()).ShouldBe(before);
    }

    [Theory]
    [InlineData("""{"content":30}""", "opening.unit")]
    [InlineData("""{"unit":"ml","content":0}""", "opening.content")]
    [InlineData("""{"unit":"ml","content":30,"sharing":"everybody"}""", "opening.sharing")]
    [InlineData("""{"unit":"ml","content":30,"afterOpening":{"length":0,"unit":"days"}}""", "opening.afterOpening.length")]
    [InlineData("""{"unit":"ml","content":30,"afterReconstitution":{"length":4,"unit":"weeks"}}""", "opening.afterReconstitution.unit")]
    [InlineData("""{"unit":"ml","content":30,"afterReconstitution":{"unit":"hours"}}""", "opening.afterReconstitution.length")]
    public async Task A_faulty_opening_rule_names_its_field(string opening, string field) =>
        (await _api.Put("/v1/skus/K-faultyrule", $$"""{"opening":{{opening}},"name":"Serum","unit":"bottle"}""")).Expect(400).Faulty.ShouldBe([field]);

    [Fact]
    public async Task What_is_not_there_is_told_by_its_name()
    {
        var path = await Bottle("absent", Many);
        foreach (var (call, body) in new[] { ("uses/u", """{"quantity":1}"""), ("scraps/x", """{"reason":"x"}"""), ("counts/n", """{"counted":1}"""), ("facts/f", $$"""{"kind":"breakage","quantity":1,"occurredAt":"{{DateTimeOffset.UtcNow:O}}"}""") })
            (await _api.Put($"{path}/containers/nothing/{call}", body)).Expect(404).Type.ShouldBe("/problems/unknown-container");
        (await _api.Post($"{path}/containers/nothing/reconstitute")).Expect(404).Type.ShouldBe("/problems/unknown-container");
        (await _api.Get($"{path}/containers/nothing")).Expect(404).Type.ShouldBe("/problems/unknown-container");
        (await _api.Put("/v1/stores/S-nowhere/skus/K-absent/containers/C1")).Expect(404).Type.ShouldBe("/problems/unknown-store");
        (await _api.Get("/v1/stores/S-absent/skus/K-nowhere/containers")).Expect(404).Type.ShouldBe("/problems/unknown-sku");
        (await _api.Post("/v1/stores/S-absent/skus/K-nowhere/containers/scrap-expired")).Expect(404).Type.ShouldBe("/problems/unknown-sku");
        (await _api.Get("/v1/containers?useByBefore=soon&open=maybe")).Expect(400).Faulty.ShouldBe(["open", "useByBefore"]);
        var plain = await _api.NewStock("plainopen", 1);
        (await _api.Put($"{plain}/containers/C1")).Expect(409).Type.ShouldBe("/problems/not-openable");
    }
}
