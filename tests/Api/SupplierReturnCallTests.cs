using BeautyGrains.Contracts;

namespace BeautyGrains.Api.Tests;

/// <summary>Supplier returns and accounts over HTTP.</summary>
[Collection(ServerCollection.Name)]
public sealed class SupplierReturnCallTests(SharedServer shared)
{
    private readonly ApiServer _server = shared.Server;
    private readonly Api _api = shared.Server.Admin;

    private static string Body(string name, string lines) => $$"""{"supplier":"sup-{{name}}","store":"S-{{name}}","cause":"defective","lines":[{{lines}}]}""";

    private static string Line(string name, decimal quantity) => FormattableString.Invariant($$"""{"sku":"K-{{name}}","quantity":{{quantity}},"lot":"L1"}""");

    [Fact]
    public async Task Goods_go_back_and_the_credit_note_lowers_what_is_owed()
    {
        await _server.Received("sr");
        (await _api.Put("/v1/suppliers/sup-sr/invoices/I1", """{"order":"sr","issuedOn":"2026-01-01","lines":[{"line":1,"quantity":4,"net":400,"tax":52}]}""")).Expect(201).Text("state").ShouldBe("matched");
        (await Owed("sr")).ShouldBe(452);
        var body = Body("sr", Line("sr", 1) + ""","""+ """{"sku":"K-sr","quantity":1,"receipt":"sr","place":0}""");
        var made = (await _api.Put("/v1/supplier-returns/sr-1", body)).Expect(201);
        (made.Text("state"), made["worth"].GetProperty("amount").GetDecimal(), made["lines"][1].GetProperty("sent").GetDecimal()).ShouldBe(("sent", 100, 1));
        (await _api.Put("/v1/supplier-returns/sr-1", body)).Expect(200);
        (await _api.Put("/v1/supplier-returns/sr-1", Body("sr", Line("sr", 2)))).Expect(422);
        (await _api.Get("/v1/stores/S-sr/skus/K-sr")).Expect(200).Number("onHand").ShouldBe(3);
        (await _api.Post("/v1/supplier-returns/sr-1/credit", """{"number":"CN-1","issuedOn":"2026-01-02","net":100,"tax":13}""")).Expect(200).Text("state").ShouldBe("credited");
        (await Owed("sr")).ShouldBe(339);
        (await _api.Post("/v1/suppliers/sup-sr/invoices/I1/pay", """{"paidOn":"2026-02-01","amount":453}""")).Expect(400).Faulty.ShouldBe(["amount"]);
        (await _api.Post("/v1/suppliers/sup-sr/invoices/I1/pay", """{"paidOn":"2026-02-01","amount":339}""")).Expect(200).Number("paidAmount").ShouldBe(339);
        (await Owed("sr")).ShouldBe(0);
        (await _api.Get("/v1/supplier-returns?supplier=sup-sr&state=credited")).Expect(200)["items"].EnumerateArray().ShouldHaveSingleItem().GetProperty("id").GetString().ShouldBe("sr-1");
        (await _api.Get("/v1/suppliers/sup-none/account")).Expect(404).Type.ShouldBe("/problems/unknown-supplier");
        (await _api.Get("/v1/verification")).Expect(200)["findings"].ToString().ShouldBe("[]");
    }

    [Fact]
    public async Task Declined_goods_come_back_and_other_goods_come_in_exchange_in_ones_own_store()
    {
        await _server.Received("sr-b");
        (await _api.Put("/v1/supplier-returns/sr-b1", Body("sr-b", Line("sr-b", 1)))).Expect(201);
        (await _api.Post("/v1/supplier-returns/sr-b1/decline", """{"goodsBack":true,"reason":"not theirs"}""")).Expect(200).Text("state").ShouldBe("declined");
        (await _api.Get("/v1/stores/S-sr-b/skus/K-sr-b")).Expect(200).Number("onHand").ShouldBe(4);
        (await _api.Put("/v1/supplier-returns/sr-b2", Body("sr-b", Line("sr-b", 1)))).Expect(201);
        (await _api.Post("/v1/supplier-returns/sr-b2/exchange", """{"receipt":"none"}""")).Expect(404).Type.ShouldBe("/problems/unknown-receipt");
        (await _api.Post("/v1/supplier-returns/sr-b2/exchange", """{"receipt":"sr-b"}""")).Expect(200).Text("state").ShouldBe("exchanged");
        (await _api.Put("/v1/supplier-returns/sr-b3", Body("sr-b", Line("sr-b", 99)))).Expect(201).Text("state").ShouldBe("refused");

        using var stranger = await _server.NewPerson("sr-stranger", """{"stores":["S-sr-other"]}""", PersonRole.StoreManager);
        (await stranger.Put("/v1/supplier-returns/sr-b4", Body("sr-b", Line("sr-b", 1)))).Expect(403);
        (await stranger.Get("/v1/supplier-returns/sr-b1")).Expect(403);
        (await stranger.Post("/v1/supplier-returns/sr-b1/decline", """{"goodsBack":true,"reason":"not theirs"}""")).Expect(403);
        (await stranger.Get("/v1/supplier-returns?supplier=sup-sr-b")).Expect(200)["items"].GetArrayLength().ShouldBe(0);
        (await stranger.Get("/v1/supplier-returns?store=S-sr-b")).Expect(403);
        (await stranger.Get("/v1/suppliers/sup-sr-b/account")).Expect(403);
    }

    [Theory]
    [InlineData("""{"store":"S-sr-bad","cause":"slow","lines":[{"sku":"K-sr-bad","quantity":1,"lot":"L1"}]}""", "supplier")]
    [InlineData("""{"supplier":"sup-sr-bad","store":"S-sr-bad","cause":"ugly","lines":[{"sku":"K-sr-bad","quantity":1,"lot":"L1"}]}""", "cause")]
    [InlineData("""{"supplier":"sup-sr-bad","store":"S-sr-bad","cause":"slow","wish":"luck","lines":[{"sku":"K-sr-bad","quantity":1,"lot":"L1"}]}""", "wish")]
    [InlineData("""{"supplier":"sup-sr-bad","store":"S-sr-bad","cause":"slow","lines":[]}""", "lines")]
    [InlineData("""{"supplier":"sup-sr-bad","store":"S-sr-bad","cause":"slow","lines":[null]}""", "lines[0]")]
    [InlineData("""{"supplier":"sup-sr-bad","store":"S-sr-bad","cause":"slow","lines":[{"sku":"K-sr-bad","quantity":0,"lot":"L1"}]}""", "lines[0].quantity")]
    [InlineData("""{"supplier":"sup-sr-bad","store":"S-sr-bad","cause":"slow","lines":[{"sku":"K-sr-bad","quantity":1}]}""", "lines[0].lot")]
    [InlineData("""{"supplier":"sup-sr-bad","store":"S-sr-bad","cause":"slow","lines":[{"sku":"K-sr-bad","quantity":1,"receipt":"sr-bad"}]}""", "lines[0].place")]
    [InlineData("""{"supplier":"sup-sr-bad","store":"S-sr-bad","cause":"slow","lines":[{"sku":"K-sr-bad","quantity":1,"receipt":"sr-bad","place":-1}]}""", "lines[0].place")]
    [InlineData("""{"supplier":"sup-sr-bad","store":"S-sr-bad","cause":"slow","lines":[{"sku":"K-sr-bad","quantity":2,"receipt":"sr-bad","place":0}]}""", "lines[0].quantity")]
    public async Task A_faulty_return_is_named_and_nothing_leaves(string body, string field)
    {
        if ((await _api.Get("/v1/receipts/sr-bad")).Status == 404) await _server.Received("sr-bad");
        (await _api.Put("/v1/supplier-returns/sr-bad", body)).Expect(400).Faulty.ShouldBe([field]);
        (await _api.Get("/v1/supplier-returns/sr-bad")).Expect(404).Type.ShouldBe("/problems/unknown-supplier-return");
        (await _api.Get("/v1/stores/S-sr-bad/skus/K-sr-bad")).Expect(200).Number("onHand").ShouldBe(4);
    }

    [Fact]
    public async Task What_comes_of_a_return_is_asked_for_in_its_form()
    {
        await _server.Received("sr-st");
        foreach (var (call, body) in new[] { ("credit", """{"number":"C","issuedOn":"2026-01-01","net":1,"tax":0}"""), ("exchange", """{"receipt":"sr-st"}"""), ("decline", """{"goodsBack":true,"reason":"x"}""") })
            (await _api.Post($"/v1/supplier-returns/sr-st/{call}", body)).Expect(404).Type.ShouldBe("/problems/unknown-supplier-return");
        (await _api.Put("/v1/supplier-returns/sr-st", Body("sr-st", Line("sr-st", 1)))).Expect(201);
        var before = (await _api.Get("/v1/supplier-returns/sr-st")).Expect(200).Body.ToString();
        foreach (var (call, body, field) in new[]
        {
            ("credit", """{"issuedOn":"2026-01-01","net":1,"tax":0}""", "number"), ("credit", """{"number":"C","net":1,"tax":0}""", "issuedOn"),
            ("credit", """{"number":"C","issuedOn":"2199-01-01","net":1,"tax":0}""", "issuedOn"), ("credit", """{"number":"C","issuedOn":"2026-01-01","net":0,"tax":0}""", "net"),
            ("credit", """{"number":"C","issuedOn":"2026-01-01","net":-1,"tax":0}""", "net"), ("credit", """{"number":"C","issuedOn":"2026-01-01","net":1,"tax":0.5}""", "tax"),
            ("credit", """{"number":"C","issuedOn":"2026-01-01","net":1,"tax":0,"currency":"yuan"}""", "currency"), ("exchange", "{}", "receipt"), ("exchange", """{"receipt":"a b"}""", "receipt"),
            ("decline", """{"goodsBack":true}""", "reason"), ("decline", """{"reason":"x"}""", "goodsBack"),
        })
            (await _api.Post($"/v1/supplier-returns/sr-st/{call}", body)).Expect(400).Faulty.ShouldBe([field]);
        (await _api.Post("/v1/supplier-returns/sr-st/credit", """{"number":"C","issuedOn":"2026-01-01","net":1,"tax":0,"currency":"XAF"}""")).Expect(409).Type.ShouldBe("/problems/no-exchange-rate");
        foreach (var query in new[] { "state=open", "limit=0", "supplier=a%20b", "sort=colour" }) (await _api.Get("/v1/supplier-returns?" + query)).Expect(400);
        (await _api.Get("/v1/supplier-returns/sr-st")).Expect(200).Body.ToString().ShouldBe(before);
    }

    private async Task<decimal> Owed(string name) => (await _api.Get($"/v1/suppliers/sup-{name}/account")).Expect(200)["balances"][0].GetProperty("owed").GetDecimal();
}
