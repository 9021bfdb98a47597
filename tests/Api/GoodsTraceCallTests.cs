using System.Text.Json;
using System.Xml.Linq;
using BeautyGrains.Contracts;

namespace BeautyGrains.Api.Tests;

/// <summary>Where goods came from and where they went, over HTTP.</summary>
[Collection(ServerCollection.Name)]
public sealed class GoodsTraceCallTests(SharedServer shared)
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";
    private readonly ApiServer _server = shared.Server;
    private readonly Api _api = shared.Server.Admin;

    private async Task<XDocument> Picture(string path, string language = "en", params (string Name, string Value)[] headers)
    {
        var answer = (await _api.Get(path, [("Accept-Language", language), .. headers])).Expect(200);
        answer.Raw.Content.Headers.ContentType!.MediaType.ShouldBe("image/svg+xml");
        return XDocument.Parse(await answer.Raw.Content.ReadAsStringAsync());
    }

    private static List<string> Texts(XDocument picture) => [.. picture.Descendants(s_svg + "text").Select(text => text.Value)];

    // Ordered, received with a paper into S, moved to T, sold to two clients there; one brings it back.
    private async Task<(string From, string To)> Traded(string name)
    {
        var from = await _api.NewStock(name, 0);
        (await _api.Put($"/v1/stores/S-{name}-to", """{"name":"Store","timeZone":"Asia/Shanghai"}""")).Status.ShouldBeOneOf(200, 201);
        (await _api.Put($"/v1/skus/K-{name}", """{"name":"Serum <1> & Co","nameZh":"精华","unit":"piece","gtin":"06901234567892"}""")).Expect(200);
        (await _api.Put($"/v1/suppliers/V-{name}", $$"""{"name":"Supplier {{name}}","qualifications":[{"kind":"business-licence","number":"N"}],"prices":[{"sku":"K-{{name}}","unitPrice":100}]}""")).Expect(201);
        (await _api.Put($"/v1/purchase-orders/PO-{name}", $$"""{"supplier":"V-{{name}}","lines":[{"line":1,"store":"S-{{name}}","sku":"K-{{name}}","quantity":20}]}""")).Expect(201);
        using var boss = await _server.NewPerson($"trace-boss-{name}", """{"all":true}""", ",\"limits\":[{\"kind\":\"order\"}]", PersonRole.Finance);
        (await _api.Post($"/v1/purchase-orders/PO-{name}/submit")).Expect(200);
        (await boss.Post($"/v1/purchase-orders/PO-{name}/approve")).Expect(200);
        (await _api.Post($"/v1/purchase-orders/PO-{name}/send")).Expect(200);
        using var paper = new ByteArrayContent("%PDF-1.4 report"u8.ToArray());
        paper.Headers.ContentType = new("application/pdf");
        (await _api.Http.PutAsync($"/v1/documents/D-{name}?about=purchase-order:PO-{name}&name=report.pdf", paper)).StatusCode.ShouldBe(System.Net.HttpStatusCode.Created);
        (await _api.Put($"/v1/receipts/R-{name}", $$"""
            {"order":"PO-{{name}}","store":"S-{{name}}","inspector":"Li","lots":[{"line":1,"lot":"L-{{name}}","counted":20,"accepted":20,"rejected":0,"quarantined":0,"appearanceOk":true,"specificationOk":true,"sampled":1,"documents":["D-{{name}}"]}]}
            """)).Expect(201);
        (await _api.Put($"/v1/transfers/T-{name}", $$"""{"from":"S-{{name}}","to":"S-{{name}}-to","lines":[{"sku":"K-{{name}}","quantity":8}]}""")).Expect(201);
        (await _api.Post($"/v1/transfers/T-{name}/ship")).Expect(200);
        (await _api.Post($"/v1/transfers/T-{name}/receive")).Expect(200);
        var to = $"/v1/stores/S-{name}-to/skus/K-{name}";
        (await _api.Put($"{to}/sales/s1", $$"""{"quantity":2,"client":"C-{{name}}-1"}""")).Expect(201);
        (await _api.Put($"{to}/consumptions/s2", $$"""{"quantity":1,"client":"C-{{name}}-2","document":"treatment-9"}""")).Expect(201);
        (await _api.Put($"{to}/returns/b1", $$"""{"quantity":1,"lot":"L-{{name}}","disposition":"scrap","client":"C-{{name}}-1"}""")).Expect(201);
        return (from, to);
    }

    [Fact]
    public async Task A_lot_leads_to_its_clients_and_a_client_back_to_the_suppliers_paper_as_json_and_as_a_picture()
    {
        await Traded("path");
        var trace = (await _api.Get("/v1/skus/K-path/lots/L-path/trace")).Expect(200);
        var path = trace["path"];
        var receipt = path.GetProperty("receipts").EnumerateArray().Single();
        (receipt.GetProperty("supplierName").GetString(), receipt.GetProperty("order").GetString(), receipt.GetProperty("receipt").GetString()).ShouldBe(("Supplier path", "PO-path", "R-path"));
        receipt.GetProperty("record").GetProperty("inspector").GetString().ShouldBe("Li");
        receipt.GetProperty("documents").EnumerateArray().Select(id => id.GetString()).ShouldBe(["D-path"]);
        path.GetProperty("documents").EnumerateArray().Single().GetProperty("name").GetString().ShouldBe("report.pdf");
        path.GetProperty("lots").EnumerateArray().Select(lot => (lot.GetProperty("store").GetString(), lot.GetProperty("onHand").GetDecimal())).ShouldBe([("S-path", 12m), ("S-path-to", 5m)]);
        trace["clients"].EnumerateArray().Select(one => (one.GetProperty("client").GetString(), one.GetProperty("quantity").GetDecimal())).ShouldBe([("C-path-1", 1m), ("C-path-2", 1m)]);
        trace["steps"].EnumerateArray().Select(step => step.GetProperty("kind").GetString()).ShouldBe(["receipt", "transfer-out", "transfer-in", "sale", "service-consumption", "customer-return", "scrap"]);
        trace.Number("stepCount").ShouldBe(7);
        trace["asOf"].GetProperty("position").GetString().ShouldNotBeNull();

        var back = (await _api.Get("/v1/clients/C-path-2/trace")).Expect(200);
        back["steps"].EnumerateArray().Single().GetProperty("document").GetString().ShouldBe("treatment-9");
        back["path"].GetProperty("receipts").EnumerateArray().Single().GetProperty("documents")[0].GetString().ShouldBe("D-path");

        var picture = Texts(await Picture("/v1/skus/K-path/lots/L-path/trace?as=svg"));
        foreach (var text in new[] { "Supplier path", "Receipt R-path", "▤ report.pdf", "S-path-to", "Client C-path-1", "Client C-path-2", "Path of lot L-path · Serum <1> & Co" }) picture.ShouldContain(text);
        Texts(await Picture("/v1/clients/C-path-2/trace", "zh-CN", ("Accept", "image/svg+xml"))).ShouldBeSubsetOf(Texts(await Picture("/v1/clients/C-path-2/trace?as=svg", "zh-CN")));
        var chinese = Texts(await Picture("/v1/clients/C-path-2/trace?as=svg", "zh-CN"));
        foreach (var text in new[] { "Supplier path", "收货 R-path", "顾客 C-path-2", "S-path-to" }) chinese.ShouldContain(text);
        chinese.ShouldNotContain("顾客 C-path-1");
        // A browser's wish for anything is no wish for a picture.
        (await _api.Get("/v1/clients/C-path-2/trace", ("Accept", "*/*"))).Expect(200).Text("client").ShouldBe("C-path-2");
    }

    // A box is ordered, received with the supplier's paper, moved, broken up; of what was in it one is opened and used on a client, another is sold.
    private async Task<string> Unpacked(string name)
    {
        foreach (var store in new[] { "", "-to" }) (await _api.Put($"/v1/stores/S-{name}{store}", """{"name":"Store","timeZone":"Asia/Shanghai"}""")).Expect(201);
        (await _api.Put($"/v1/skus/BOX-{name}", """{"name":"Box","unit":"box"}""")).Expect(201);
        (await _api.Put($"/v1/skus/ONE-{name}", """{"name":"Serum","unit":"bottle","opening":{"unit":"ml","content":30,"sharing":"many-clients"}}""")).Expect(201);
        (await _api.Put($"/v1/suppliers/V-{name}", $$"""{"name":"Supplier {{name}}","qualifications":[{"kind":"business-licence","number":"N"}],"prices":[{"sku":"BOX-{{name}}","unitPrice":100}]}""")).Expect(201);
        (await _api.Put($"/v1/purchase-orders/PO-{name}", $$"""{"supplier":"V-{{name}}","lines":[{"line":1,"store":"S-{{name}}","sku":"BOX-{{name}}","quantity":3}]}""")).Expect(201);
        using var boss = await _server.NewPerson($"trace-boss-{name}", """{"all":true}""", ",\"limits\":[{\"kind\":\"order\"}]", PersonRole.Finance);
        (await _api.Post($"/v1/purchase-orders/PO-{name}/submit")).Expect(200);
        (await boss.Post($"/v1/purchase-orders/PO-{name}/approve")).Expect(200);
        (await _api.Post($"/v1/purchase-orders/PO-{name}/send")).Expect(200);
        using var paper = new ByteArrayContent("%PDF-1.4 certificate"u8.ToArray());
        paper.Headers.ContentType = new("application/pdf");
        (await _api.Http.PutAsync($"/v1/documents/D-{name}?about=purchase-order:PO-{name}&name=certificate.pdf", paper)).StatusCode.ShouldBe(System.Net.HttpStatusCode.Created);
        (await _api.Put($"/v1/receipts/R-{name}", $$"""
            {"order":"PO-{{name}}","store":"S-{{name}}","inspector":"Li","lots":[{"line":1,"lot":"B-{{name}}","counted":3,"accepted":3,"rejected":0,"quarantined":0,"appearanceOk":true,"specificationOk":true,"sampled":1,"documents":["D-{{name}}"]}]}
            """)).Expect(201);
        (await _api.Put($"/v1/transfers/T-{name}", $$"""{"from":"S-{{name}}","to":"S-{{name}}-to","lines":[{"sku":"BOX-{{name}}","quantity":2}]}""")).Expect(201);
        (await _api.Post($"/v1/transfers/T-{name}/ship")).Expect(200);
        (await _api.Post($"/v1/transfers/T-{name}/receive")).Expect(200);
        (await _api.Put($"/v1/recipes/{name}", $$$"""{"name":"Box","bills":[{"inputs":[{"sku":"BOX-{{{name}}}","quantity":1}],"outputs":[{"sku":"ONE-{{{name}}}","quantity":6}]}]}""")).Expect(201);
        (await _api.Put($"/v1/repacks/RP-{name}", $$"""{"store":"S-{{name}}-to","recipe":"{{name}}","times":1}""")).Expect(201);
        var to = $"/v1/stores/S-{name}-to/skus/ONE-{name}";
        (await _api.Put($"{to}/containers/CT-{name}", $$"""{"lot":"B-{{name}}"}""")).Expect(201);
        (await _api.Put($"{to}/containers/CT-{name}/uses/u1", $$"""{"quantity":2.5,"client":"C-{{name}}-used","document":"treatment-1"}""")).Expect(201);
        (await _api.Put($"{to}/consumptions/c1", $$"""{"quantity":1,"client":"C-{{name}}-treated","document":"treatment-2"}""")).Expect(201);
        (await _api.Put($"{to}/sales/s1", $$"""{"quantity":2,"client":"C-{{name}}-bought"}""")).Expect(201);
        return to;
    }

    [Fact]
    public async Task A_lot_is_followed_through_receipt_transfer_repack_opening_treatment_and_sale_and_each_client_back_to_the_suppliers_paper()
    {
        await Unpacked("whole");
        var trace = (await _api.Get("/v1/skus/BOX-whole/lots/B-whole/trace")).Expect(200);
        trace["clients"].EnumerateArray().Select(one => one.GetProperty("client").GetString()).ShouldBe(["C-whole-bought", "C-whole-treated", "C-whole-used"]);
        trace["steps"].EnumerateArray().Select(step => step.GetProperty("kind").GetString())
            .ShouldBe(["receipt", "transfer-out", "transfer-in", "repack-out", "repack-in", "opening", "use", "service-consumption", "sale"]);
        var path = trace["path"];
        path.GetProperty("repacks").EnumerateArray().Single().GetProperty("document").GetString().ShouldBe("repack/RP-whole");
        path.GetProperty("lots").EnumerateArray().Select(lot => $"{lot.GetProperty("sku").GetString()} {lot.GetProperty("store").GetString()} {lot.GetProperty("relation").GetString()} {lot.GetProperty("onHand").GetDecimal():0}")
            .ShouldBe(["BOX-whole S-whole itself 1", "BOX-whole S-whole-to itself 1", "ONE-whole S-whole-to descendant 2"], ignoreOrder: true);
        path.GetProperty("documents").EnumerateArray().Single().GetProperty("name").GetString().ShouldBe("certificate.pdf");

        foreach (var (client, kind) in new[] { ("C-whole-used", "use"), ("C-whole-treated", "service-consumption"), ("C-whole-bought", "sale") })
        {
            var back = (await _api.Get($"/v1/clients/{client}/trace")).Expect(200);
            back["steps"].EnumerateArray().Single().GetProperty("kind").GetString().ShouldBe(kind);
            var receipt = back["path"].GetProperty("receipts").EnumerateArray().Single();
            (receipt.GetProperty("supplierName").GetString(), receipt.GetProperty("receipt").GetString(), receipt.GetProperty("documents")[0].GetString()).ShouldBe(("Supplier whole", "R-whole", "D-whole"), client);
            var texts = Texts(await Picture($"/v1/clients/{client}/trace?as=svg"));
            foreach (var text in new[] { "Supplier whole", "Receipt R-whole", "▤ certificate.pdf", "S-whole", "S-whole-to", $"Client {client}" }) texts.ShouldContain(text, client);
        }
    }

    [Fact]
    public async Task Pages_go_through_all_and_bounds_hold_what_is_told_at_once()
    {
        await Traded("pages");
        var few = (await _api.Get("/v1/skus/K-pages/lots/L-pages/trace?clients=1&steps=2")).Expect(200);
        (few["clients"].GetArrayLength(), few.Number("clientCount"), few["steps"].GetArrayLength(), few.Number("stepCount")).ShouldBe((1, 2, 2, 7));
        var first = (await _api.Get("/v1/skus/K-pages/lots/L-pages/trace/steps?limit=4")).Expect(200);
        var second = (await _api.Get($"/v1/skus/K-pages/lots/L-pages/trace/steps?limit=4&cursor={first.Text("cursor")}")).Expect(200);
        first["items"].EnumerateArray().Concat(second["items"].EnumerateArray()).Select(step => step.GetProperty("kind").GetString())
            .ShouldBe(["receipt", "transfer-out", "transfer-in", "sale", "service-consumption", "customer-return", "scrap"]);
        second.Body.TryGetProperty("cursor", out _).ShouldBeFalse();
        var client = (await _api.Get("/v1/skus/K-pages/lots/L-pages/trace/clients?limit=1")).Expect(200);
        (await _api.Get($"/v1/skus/K-pages/lots/L-pages/trace/clients?limit=1&cursor={client.Text("cursor")}")).Expect(200)["items"][0].GetProperty("client").GetString().ShouldBe("C-pages-2");
        var had = (await _api.Get("/v1/clients/C-pages-1/trace?limit=1")).Expect(200);
        had["steps"][0].GetProperty("kind").GetString().ShouldBe("customer-return");
        (await _api.Get($"/v1/clients/C-pages-1/trace?limit=1&cursor={had.Text("cursor")}")).Expect(200)["steps"][0].GetProperty("kind").GetString().ShouldBe("sale");
    }

    [Fact]
    public async Task A_scanned_code_leads_to_its_unit_or_its_lot()
    {
        var path = await _api.NewStock("scan-trace", 0);
        (await _api.Put("/v1/skus/K-scan-trace", """{"name":"Product","unit":"piece","gtin":"06901234567908"}""")).Expect(200);
        (await _api.Put($"{path}/receipts/r", """{"quantity":1,"lot":"LX","serial":"SN-9"}""")).Expect(201);
        (await _api.Put($"{path}/sales/s", """{"quantity":1,"lot":"LX","serial":"SN-9","client":"C-scan"}""")).Expect(201);
        var unit = (await _api.Get("/v1/trace?code=(01)06901234567908(10)LX(21)SN-9")).Expect(200);
        unit.Text("serial").ShouldBe("SN-9");
        unit["steps"].EnumerateArray().Select(step => step.GetProperty("kind").GetString()).ShouldBe(["receipt", "sale"]);
        (await _api.Get("/v1/trace?code=(01)06901234567908(10)LX(21)NOT-KNOWN")).Expect(200).Text("lotNo").ShouldBe("LX");
        Texts(await Picture("/v1/trace?as=svg&code=(01)06901234567908(21)SN-9")).ShouldContain("Unit SN-9");
        (await _api.Get("/v1/skus/K-scan-trace/serials/SN-9/trace")).Expect(200).Number("stepCount").ShouldBe(2);
    }

    [Fact]
    public async Task Whoever_is_bound_to_a_store_sees_what_happened_there_and_terminals_see_nothing()
    {
        await Traded("bound");
        using var manager = await _server.NewPerson("trace-manager", """{"stores":["S-bound-to"]}""", "", PersonRole.StoreManager);
        var here = (await manager.Get("/v1/skus/K-bound/lots/L-bound/trace")).Expect(200);
        here["path"].GetProperty("lots").EnumerateArray().Select(lot => lot.GetProperty("store").GetString()).ShouldBe(["S-bound-to"]);
        here["path"].GetProperty("partial").GetBoolean().ShouldBeTrue();
        here.Number("clientCount").ShouldBe(2);
        using var other = await _server.NewPerson("trace-other", """{"stores":["S-elsewhere"]}""", "", PersonRole.StoreManager);
        (await other.Get("/v1/skus/K-bound/lots/L-bound/trace")).Expect(404);
        (await other.Get("/v1/clients/C-bound-1/trace")).Expect(200).Number("stepCount").ShouldBe(0);
        var (_, key) = await _api.NewKey();
        using var terminal = _server.With(key);
        (await terminal.Get("/v1/clients/C-bound-1/trace")).Expect(403);
    }

    [Theory]
    [InlineData("/v1/skus/K/lots/L/trace?clients=-1", 400, "clients")]
    [InlineData("/v1/skus/K/lots/L/trace?clients=5001", 400, "clients")]
    [InlineData("/v1/skus/K/lots/L/trace?steps=x", 400, "steps")]
    [InlineData("/v1/skus/K/lots/L/trace?as=png", 400, "as")]
    [InlineData("/v1/skus/K/lots/a%20b/trace", 400, "lot")]
    [InlineData("/v1/skus/a%2Fb/lots/L/trace", 400, "sku")]
    [InlineData("/v1/skus/K/lots/nothing/trace", 404, null)]
    [InlineData("/v1/skus/K/lots/nothing/trace?as=svg", 404, null)]
    [InlineData("/v1/skus/K/lots/L/trace?colour=red", 400, "colour")]
    [InlineData("/v1/skus/K/lots/L/trace/steps?limit=501", 400, "limit")]
    [InlineData("/v1/skus/K/lots/L/trace/steps?cursor=abc", 400, "cursor")]
    [InlineData("/v1/skus/K/lots/L/trace/clients?limit=0", 400, "limit")]
    [InlineData("/v1/clients/a%20b/trace", 400, "client")]
    [InlineData("/v1/clients/C/trace?cursor=abc", 400, "cursor")]
    [InlineData("/v1/clients/C/trace?as=", 400, "as")]
    [InlineData("/v1/skus/K/serials/%0A/trace", 400, "serial")]
    [InlineData("/v1/skus/K/serials/%01/trace", 400, "serial")]
    [InlineData("/v1/trace", 400, "code")]
    [InlineData("/v1/trace?code=", 400, "code")]
    [InlineData("/v1/trace?code=(01)06901234567890(10)L", 400, "code")]
    [InlineData("/v1/trace?code=(01)00000000000017(10)L", 400, "code")]
    [InlineData("/v1/trace?code=(01)06901234567892&sku=a%20b", 400, "sku")]
    public async Task Bad_input_is_named(string path, int status, string? field)
    {
        var answer = (await _api.Get(path)).Expect(status);
        if (field is not null) answer.Faulty.ShouldContain(field);
    }

    [Fact]
    public async Task Many_clients_stores_and_receipts_are_told_together_so_that_the_picture_stays_small()
    {
        var path = await _api.NewStock("crowd", 0);
        for (var i = 0; i < 14; i++) (await _api.Put($"{path}/receipts/r{i}", """{"quantity":10,"lot":"LC","supplier":"Somebody"}""")).Expect(201);
        for (var i = 0; i < 12; i++) (await _api.Put($"{path}/sales/s{i}", $$"""{"quantity":1,"client":"C-crowd-{{i}}"}""")).Expect(201);
        var texts = Texts(await Picture("/v1/skus/K-crowd/lots/LC/trace?as=svg"));
        texts.ShouldContain("12 clients");
        texts.ShouldContain("14 receipts");
        texts.ShouldContain("On hand 128");
        texts.ShouldContain("Path of lot LC · Product");
        texts.Count.ShouldBeLessThan(30);
    }
}
