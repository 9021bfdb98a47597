using BeautyGrains.Contracts;

namespace BeautyGrains.Api.Tests;

/// <summary>Receipts of purchase orders and their statutory records over HTTP.</summary>
[Collection(ServerCollection.Name)]
public sealed class ReceiptCallTests(SharedServer shared)
{
    private readonly ApiServer _server = shared.Server;
    private readonly Api _api = shared.Server.Admin;

    private async Task Sent(string name)
    {
        await _api.NewStock(name, 0);
        (await _api.Put($"/v1/skus/K-{name}", """{"name":"Cream","nameZh":"=面霜","unit":"piece","goodsCategory":"other","registration":{"number":"沪妆备","holder":"Maker"}}""")).Status.ShouldBeOneOf(200, 201);
        (await _api.Put($"/v1/suppliers/sup-{name}", $$"""
            {"name":"Supplier","nameZh":"供应商","address":"Street 1, \"B\"","contact":"Li","qualifications":[{"kind":"business-licence","number":"N"}],"prices":[{"sku":"K-{{name}}","unitPrice":100}]}
            """)).Status.ShouldBeOneOf(200, 201);
        using var boss = await _server.NewPerson($"boss-{name}", """{"all":true}""", ",\"limits\":[{\"kind\":\"order\"}]", PersonRole.Finance);
        (await _api.Put($"/v1/purchase-orders/{name}", $$"""{"supplier":"sup-{{name}}","lines":[{"store":"S-{{name}}","sku":"K-{{name}}","quantity":10}]}""")).Expect(201);
        (await _api.Post($"/v1/purchase-orders/{name}/submit")).Expect(200);
        (await boss.Post($"/v1/purchase-orders/{name}/approve")).Expect(200);
        (await _api.Post($"/v1/purchase-orders/{name}/send")).Expect(200);
    }

    private static string Body(string name, string lot) => $$"""{"order":"{{name}}","store":"S-{{name}}","inspector":"Wang","lots":[{{lot}}]}""";

    [Fact]
    public async Task A_receipt_comes_in_is_repeated_and_leaves_its_statutory_record_in_list_and_file()
    {
        await Sent("rc");
        var body = Body("rc", """{"line":1,"lot":"L1","counted":6,"accepted":4,"rejected":1,"quarantined":1,"rejectReason":"dented","expiresOn":"2039-05","madeOn":"2026-01-02","certificates":["report 1","report 2"]}""");
        var made = (await _api.Put("/v1/receipts/rc-1", body)).Expect(201);
        (made.Text("state"), made["lots"][0].GetProperty("takenIn").GetDecimal()).ShouldBe(("received", 5));
        (await _api.Put("/v1/receipts/rc-1", body)).Expect(200);
        (await _api.Put("/v1/receipts/rc-1", body.Replace("Wang", "Zhao", StringComparison.Ordinal))).Expect(422);
        (await _api.Get("/v1/receipts/rc-1")).Expect(200).Text("inspector").ShouldBe("Wang");
        var stock = (await _api.Get("/v1/stores/S-rc/skus/K-rc")).Expect(200);
        (stock.Number("onHand"), stock.Number("available"), stock.Number("quarantined")).ShouldBe((5, 4, 1));
        (await _api.Get("/v1/on-order?store=S-rc")).Expect(200)["items"][0].GetProperty("open").GetDecimal().ShouldBe(5);

        var record = (await _api.Get("/v1/receiving-records?store=S-rc&lot=L1")).Expect(200)["items"].EnumerateArray().ShouldHaveSingleItem().GetProperty("record");
        (record.GetProperty("product").GetString(), record.GetProperty("supplier").GetString(), record.GetProperty("registration").GetString(), record.GetProperty("result").GetString())
            .ShouldBe(("=面霜", "供应商", "沪妆备", "partly"));
        (await _api.Get("/v1/receiving-records?store=S-rc&through=2020-01-01")).Expect(200)["items"].GetArrayLength().ShouldBe(0);
        var file = await _api.Http.GetByteArrayAsync("/v1/receiving-records/export?store=S-rc");
        file[..3].ShouldBe([0xEF, 0xBB, 0xBF]);
        var lines = System.Text.Encoding.UTF8.GetString(file).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(2);
        lines[1].ShouldContain("'=面霜");
        lines[1].ShouldContain("\"Street 1, \"\"B\"\"\"");
        lines[1].ShouldContain("report 1; report 2");
    }

    [Fact]
    public async Task Kept_documents_that_came_with_the_goods_stand_in_the_record_with_their_hashes()
    {
        await Sent("rc-paper");
        await Sent("rc-closed");
        foreach (var order in new[] { "rc-paper", "rc-closed" })
        {
            using var paper = new HttpRequestMessage(HttpMethod.Put, $"/v1/documents/{order}?about=purchase-order:{order}&name=报告.pdf") { Content = new ByteArrayContent("%PDF-1.7 report"u8.ToArray()) { Headers = { ContentType = new("application/pdf") } } };
            (await _api.Send(paper)).Expect(201);
        }
        var sha256 = (await _api.Get("/v1/documents/rc-paper")).Text("sha256");
        var named = Body("rc-paper", """{"line":1,"lot":"L1","counted":2,"accepted":2,"documents":["rc-paper"]}""");
        (await _api.Put("/v1/receipts/rc-paper", named.Replace("[\"rc-paper\"]", "[\"nobody\"]", StringComparison.Ordinal))).Expect(400).Faulty.ShouldBe(["lots[0].documents"]);
        (await _api.Put("/v1/receipts/rc-paper", named.Replace("[\"rc-paper\"]", "[\"a b\"]", StringComparison.Ordinal))).Expect(400).Faulty.ShouldBe(["lots[0].documents[0]"]);
        var (_, key) = await _api.NewKey("S-rc-paper");
        using (var terminal = _server.With(key))
            (await terminal.Put("/v1/receipts/rc-paper", named.Replace("[\"rc-paper\"]", "[\"rc-closed\"]", StringComparison.Ordinal))).Expect(403);
        var made = (await _api.Put("/v1/receipts/rc-paper", named)).Expect(201);
        made["lots"][0].GetProperty("documents")[0].GetProperty("sha256").GetString().ShouldBe(sha256);
        (await _api.Get("/v1/receiving-records?store=S-rc-paper")).Expect(200)["items"][0].GetProperty("record").GetProperty("documents")[0].GetProperty("sha256").GetString().ShouldBe(sha256);
        (await _api.Http.GetStringAsync("/v1/receiving-records/export?store=S-rc-paper")).ShouldContain($"rc-paper 报告.pdf sha256:{sha256}");
        var tie = (await _api.Get("/v1/documents?about=receipt:rc-paper")).Expect(200)["items"].EnumerateArray().ShouldHaveSingleItem();
        (tie.GetProperty("via").GetString(), tie.GetProperty("document").GetProperty("id").GetString()).ShouldBe(("record", "rc-paper"));
    }

    [Fact]
    public async Task More_than_was_ordered_is_refused_and_nothing_comes_in()
    {
        await Sent("rc-over");
        var heard = (await _api.Put("/v1/receipts/rc-over", Body("rc-over", """{"line":1,"lot":"L1","counted":11,"accepted":11}"""))).Expect(409);
        (heard.Type, heard.Number("available")).ShouldBe(("/problems/over-delivery", 10.5m));
        (await _api.Get("/v1/receipts/rc-over")).Expect(200).Text("state").ShouldBe("refused");
        (await _api.Get("/v1/stores/S-rc-over/skus/K-rc-over")).Expect(200).Number("onHand").ShouldBe(0);
        (await _api.Get("/v1/receiving-records?store=S-rc-over")).Expect(200)["items"].GetArrayLength().ShouldBe(0);
        var listed = (await _api.Get("/v1/receipts?order=rc-over")).Expect(200)["items"].EnumerateArray().ShouldHaveSingleItem();
        (listed.GetProperty("id").GetString(), listed.GetProperty("state").GetString()).ShouldBe(("rc-over", "refused"));
        (await _api.Put("/v1/receipts/rc-over2", Body("rc-over", """{"line":1,"lot":"L1","counted":11,"accepted":10.5,"rejected":0.5,"rejectReason":"too many"}"""))).Expect(201);
        (await _api.Get("/v1/purchase-orders/rc-over")).Expect(200).Text("state").ShouldBe("received");
    }

    [Fact]
    public async Task A_key_of_another_store_receives_and_reads_nothing_here()
    {
        await Sent("rc-own");
        (await _api.Put("/v1/stores/S-rc-other", """{"name":"Store","timeZone":"UTC"}""")).Expect(201);
        var (_, key) = await _api.NewKey("S-rc-other");
        using var stranger = _server.With(key);
        var body = Body("rc-own", """{"line":1,"lot":"L1","counted":1,"accepted":1}""");
        (await stranger.Put("/v1/receipts/rc-own", body)).Expect(403);
        (await _api.Put("/v1/receipts/rc-own", body)).Expect(201);
        (await stranger.Get("/v1/receipts/rc-own")).Expect(403);
        (await stranger.Get("/v1/receiving-records?store=S-rc-own")).Expect(403);
        (await stranger.Get("/v1/receiving-records/export?store=S-rc-own")).Expect(403);
        (await stranger.Get("/v1/receiving-records?sku=K-rc-own")).Expect(200)["items"].GetArrayLength().ShouldBe(0);
        (await stranger.Get("/v1/receipts?order=rc-own")).Expect(200)["items"].GetArrayLength().ShouldBe(0);
        (await stranger.Get("/v1/receipts?store=S-rc-own")).Expect(403);
    }

    [Theory]
    [InlineData("""{"line":1,"lot":"L1","counted":0}""", "lots[0].counted")]
    [InlineData("""{"line":1,"lot":"L1","counted":2,"accepted":1}""", "lots[0].counted")]
    [InlineData("""{"line":1,"lot":"L1","counted":1,"accepted":-1}""", "lots[0].accepted")]
    [InlineData("""{"line":1,"lot":"L1","counted":1,"rejected":1}""", "lots[0].rejectReason")]
    [InlineData("""{"line":2,"lot":"L1","counted":1,"accepted":1}""", "lots[0].line")]
    [InlineData("""{"lot":"L1","counted":1,"accepted":1}""", "lots[0].line")]
    [InlineData("""{"line":1,"lot":"a b","counted":1,"accepted":1}""", "lots[0].lot")]
    [InlineData("""{"line":1,"lot":"L1","counted":1,"accepted":1,"expiresOn":"soon"}""", "lots[0].expiresOn")]
    [InlineData("""{"line":1,"lot":"L1","counted":1,"accepted":1,"expiresOn":"2020-01-01"}""", "lots[0].accepted")]
    [InlineData("""{"line":1,"lot":"L1","counted":1,"accepted":1,"madeOn":"2199-01-01"}""", "lots[0].madeOn")]
    [InlineData("""{"line":1,"lot":"L1","counted":1,"accepted":1,"gtin":"1"}""", "lots[0].gtin")]
    [InlineData("""{"line":1,"lot":"L1","counted":1,"accepted":1,"celsius":900}""", "lots[0].celsius")]
    [InlineData("""{"line":1,"lot":"L1","counted":1,"accepted":1,"certificates":[""]}""", "lots[0].certificates")]
    [InlineData("""{"line":1,"lot":"L1","counted":1,"accepted":1},{"line":1,"lot":"L1","counted":1,"accepted":1}""", "lots[1].lot")]
    [InlineData("null", "lots[0]")]
    public async Task A_faulty_lot_is_named_and_nothing_comes_in(string lot, string field)
    {
        if ((await _api.Get("/v1/purchase-orders/rc-bad")).Status == 404) await Sent("rc-bad");
        (await _api.Put("/v1/receipts/rc-bad", Body("rc-bad", lot))).Expect(400).Faulty.ShouldBe([field]);
        (await _api.Get("/v1/receipts/rc-bad")).Expect(404).Type.ShouldBe("/problems/unknown-receipt");
        (await _api.Put("/v1/receipts/rc-bad", """{"order":"none","store":"S-rc-bad","inspector":"x","lots":[{"line":1,"lot":"L1","counted":1,"accepted":1}]}""")).Expect(404).Type.ShouldBe("/problems/unknown-purchase-order");
        foreach (var query in new[] { "order=a%20b", "limit=0" }) (await _api.Get("/v1/receipts?" + query)).Expect(400);
        foreach (var query in new[] { "from=soon", "lot=a%20b", "limit=0", "sort=colour" }) (await _api.Get("/v1/receiving-records?" + query)).Expect(400);
        (await _api.Get("/v1/receiving-records/export?through=soon")).Expect(400).Faulty.ShouldBe(["through"]);
    }
}
