namespace BeautyGrains.Api.Tests;

/// <summary>Consigned goods and their settlement over HTTP.</summary>
[Collection(ServerCollection.Name)]
public sealed class OwnerCallTests(SharedServer shared)
{
    private const string Owner = "/v1/owners/consignor";

    private readonly ApiServer _server = shared.Server;
    private readonly Api _api = shared.Server.Admin;

    [Fact]
    public async Task What_is_consigned_is_sold_listed_as_owed_settled_agreed_and_paid()
    {
        var path = await _api.NewStock("owner-way", 0);
        (await _api.Put($"{path}/receipts/r", Consigned("V-way"))).Expect(201);
        (await _api.Get(path)).Expect(200)["lots"][0].GetProperty("owner").GetProperty("id").GetString().ShouldBe("V-way");
        (await _api.Get("/v1/lots?owner=consignor:V-way")).Expect(200)["items"].GetArrayLength().ShouldBe(1);
        (await _api.Put($"{path}/sales/s", """{"quantity":3}""")).Expect(201);
        (await _api.Put($"{path}/returns/t", """{"quantity":1,"lot":"C1","disposition":"stock"}""")).Expect(201);
        (await _api.Put($"{path}/scraps/x", """{"quantity":1,"lot":"C1","reason":"broken"}""")).Expect(201);
        var lines = (await _api.Get("/v1/settlement-lines?owner=consignor:V-way")).Expect(200)["items"].EnumerateArray().ToList();
        lines.Select(line => $"{line.GetProperty("kind").GetString()} {line.GetProperty("movement").GetString()} {line.GetProperty("quantity")} {line.GetProperty("amount").GetProperty("amount")}")
            .ShouldBe(["sale sale/s 3 2400", "customer-return return/t -1 -800"]);

        var until = DateTimeOffset.UtcNow.ToString("O");
        var draft = (await _api.Put($"{Owner}/V-way/settlements/one", $$"""{"until":"{{until}}"}""")).Expect(201);
        (draft.Text("state"), draft.Number("lines"), draft["totals"][0].GetProperty("amount").GetDecimal()).ShouldBe(("draft", 2, 1_600));
        (await _api.Put($"{Owner}/V-way/settlements/one", $$"""{"until":"{{until}}"}""")).Expect(200);
        (await _api.Put($"{Owner}/V-way/settlements/two", $$"""{"until":"{{DateTimeOffset.UtcNow:O}}"}""")).Expect(409).Text("state").ShouldBe("nothing-to-settle");
        (await _api.Post($"{Owner}/V-way/settlements/one/pay", """{"note":"too soon"}""")).Expect(409).Text("state").ShouldBe("draft");
        (await _api.Post($"{Owner}/V-way/settlements/one/agree", """{"note":"mail of the 3rd"}""")).Expect(200).Text("state").ShouldBe("agreed");
        (await _api.Post($"{Owner}/V-way/settlements/one/pay", """{"note":"transfer 7"}""")).Expect(200).Text("state").ShouldBe("paid");
        (await _api.Get("/v1/settlements?owner=consignor:V-way&state=paid")).Expect(200)["items"].EnumerateArray().ShouldHaveSingleItem().GetProperty("note").GetString().ShouldBe("transfer 7");

        // What is sold later belongs to the next one, which may be given up.
        (await _api.Put($"{path}/sales/s2", """{"quantity":2}""")).Expect(201);
        (await _api.Put($"{Owner}/V-way/settlements/two", $$"""{"until":"{{DateTimeOffset.UtcNow:O}}"}""")).Expect(201)["totals"][0].GetProperty("amount").GetDecimal().ShouldBe(1_600);
        (await _api.Post($"{Owner}/V-way/settlements/two/cancel", """{"note":"wrong month"}""")).Expect(200).Text("state").ShouldBe("cancelled");
        (await _api.Put($"{Owner}/V-way/settlements/three", $$"""{"until":"{{DateTimeOffset.UtcNow:O}}"}""")).Expect(201).Number("lines").ShouldBe(1);
    }

    [Fact]
    public async Task Between_legal_entities_goods_are_sold_at_the_price_of_the_tables()
    {
        await using var server = await ApiServer.Start();
        var api = server.Admin;
        var defaults = (await api.Get("/v1/buying-policy")).Expect(200);
        defaults["transferPrices"].GetArrayLength().ShouldBe(0);
        foreach (var (id, entity) in new[] { ("S-sell", "House"), ("S-buy", "Partner") })
            (await api.Put($"/v1/stores/{id}", $$"""{"name":"Store","timeZone":"Asia/Shanghai","legalEntity":"{{entity}}"}""")).Expect(201);
        (await api.Put("/v1/skus/K-sold", """{"name":"Product","unit":"piece"}""")).Expect(201);
        (await api.Put("/v1/buying-policy", """{"currency":"CNY","transferPrices":[{"markup":0.25},{"unitPrice":1,"sku":"other","validFrom":"2026-01-01"}]}""")).Expect(201)["transferPrices"].GetArrayLength().ShouldBe(2);
        (await api.Put("/v1/buying-policy", """{"currency":"CNY","transferPrices":[{"unitPrice":1}]}""")).Expect(400).Faulty.ShouldBe(["transferPrices[0].sku"]);
        (await api.Put("/v1/stores/S-sell/skus/K-sold/receipts/r", """{"quantity":10,"lot":"L1","unitCost":{"amount":80,"currency":"CNY"}}""")).Expect(201);
        (await api.Put("/v1/transfers/t", """{"from":"S-sell","to":"S-buy","lines":[{"sku":"K-sold","quantity":4}]}""")).Expect(201).Body.TryGetProperty("sale", out _).ShouldBeFalse();
        var shipped = (await api.Post("/v1/transfers/t/ship")).Expect(200);
        (shipped["sale"].GetProperty("from").GetString(), shipped["lines"][0].GetProperty("lots")[0].GetProperty("unitPrice").GetProperty("amount").GetDecimal()).ShouldBe(("House", 100));
        (await api.Post("/v1/transfers/t/receive", """{"lines":[{"sku":"K-sold","lot":"L1","received":3,"broken":1}]}""")).Expect(200);
        (await api.Get("/v1/stores/S-buy/skus/K-sold")).Expect(200)["lots"][0].GetProperty("unitCost").GetProperty("amount").GetDecimal().ShouldBe(100);
        var line = (await api.Get("/v1/entity-sales?seller=House&transfer=t")).Expect(200)["items"].EnumerateArray().ShouldHaveSingleItem();
        (line.GetProperty("quantity").GetDecimal(), line.GetProperty("amount").GetProperty("amount").GetDecimal(), line.GetProperty("margin").GetProperty("amount").GetDecimal()).ShouldBe((3, 300, 60));
        (await api.Get("/v1/entity-sales/totals")).Expect(200)["items"][0].GetProperty("margin").GetProperty("amount").GetDecimal().ShouldBe(60);

        using var buyer = await server.NewPerson("entity-buyer", Contracts.PersonRole.Buyer);
        (await buyer.Get("/v1/entity-sales")).Expect(200)["items"][0].TryGetProperty("unitPrice", out _).ShouldBeFalse();
        (await buyer.Get("/v1/entity-sales/totals")).Expect(200)["items"][0].ShouldSatisfyAllConditions(it => it.GetProperty("lines").GetInt32().ShouldBe(1), it => it.TryGetProperty("amount", out _).ShouldBeFalse());
        (await buyer.Get("/v1/transfers/t")).Expect(200)["lines"][0].GetProperty("lots")[0].TryGetProperty("unitPrice", out _).ShouldBeFalse();
        foreach (var (query, faulty) in new[] { ("from=yesterday", "from"), ("transfer=a%20b", "transfer"), ("seller=%20", "seller"), ("sort=size", "sort"), ("entity=x", "entity"), ("cursor=x", "cursor") })
            (await api.Get($"/v1/entity-sales?{query}")).Expect(400).Faulty.ShouldBe([faulty]);
        (await api.Get("/v1/entity-sales/totals?until=x")).Expect(400).Faulty.ShouldBe(["until"]);
    }

    [Fact]
    public async Task Amounts_are_for_those_who_see_cost_prices()
    {
        var path = await _api.NewStock("owner-cost", 0);
        (await _api.Put($"{path}/receipts/r", Consigned("V-cost"))).Expect(201);
        (await _api.Put($"{path}/sales/s", """{"quantity":3}""")).Expect(201);
        using var buyer = await _server.NewPerson("owner-buyer", Contracts.PersonRole.Buyer);
        var line = (await buyer.Get("/v1/settlement-lines?owner=consignor:V-cost")).Expect(200)["items"].EnumerateArray().ShouldHaveSingleItem();
        (line.TryGetProperty("amount", out _), line.TryGetProperty("unitCost", out _)).ShouldBe((false, false));
    }

    [Theory]
    [InlineData("""{"quantity":1,"lot":"L","owner":{"kind":"consignor","id":"V"}}""", "unitCost")]
    [InlineData("""{"quantity":1,"lot":"L","owner":{"kind":"lender","id":"V"},"unitCost":{"amount":1,"currency":"CNY"}}""", "owner.kind")]
    [InlineData("""{"quantity":1,"lot":"L","owner":{"kind":"consignor","id":"a/b"},"unitCost":{"amount":1,"currency":"CNY"}}""", "owner.id")]
    [InlineData("""{"quantity":1,"lot":"L","owner":{"kind":"consignor"},"unitCost":{"amount":1,"currency":"CNY"}}""", "owner.id")]
    [InlineData("""{"quantity":1,"lot":"L","owner":{},"unitCost":{"amount":1,"currency":"CNY"}}""", "owner.id,owner.kind")]
    [InlineData("""{"quantity":1,"lot":"L","owner":{"kind":"consignor","id":"V","share":1},"unitCost":{"amount":1,"currency":"CNY"}}""", "owner.share")]
    [InlineData("""{"quantity":1,"lot":"L","owner":"V","unitCost":{"amount":1,"currency":"CNY"}}""", "owner")]
    public async Task A_faulty_owner_is_refused_by_its_field_and_changes_nothing(string body, string fields)
    {
        var path = await _api.NewStock("owner-faulty", 0);
        (await _api.Put($"{path}/receipts/r", body)).Expect(400).Faulty.ShouldBe(fields.Split(','));
        (await _api.Get(path)).Expect(200).Number("onHand").ShouldBe(0);
    }

    [Theory]
    [InlineData("consignor", "{}", "until")]
    [InlineData("consignor", """{"until":"2026-01-01"}""", "until")]
    [InlineData("consignor", """{"until":"2999-01-01T00:00:00Z"}""", "until")]
    [InlineData("consignor", """{"until":7}""", "until")]
    [InlineData("lender", """{"until":"2026-01-01T00:00:00Z"}""", "kind")]
    [InlineData("consignor", """{"until":"2026-01-01T00:00:00Z","lines":1}""", "lines")]
    [InlineData("consignor", "[]", "body")]
    public async Task A_faulty_settlement_is_refused_by_its_field(string kind, string body, string field)
    {
        (await _api.Put($"/v1/owners/{kind}/V-faulty/settlements/x", body)).Expect(400).Faulty.ShouldBe([field]);
        (await _api.Get($"{Owner}/V-faulty/settlements/x")).Expect(404).Type.ShouldBe("/problems/unknown-settlement");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"note":""}""")]
    [InlineData("""{"note":7}""")]
    [InlineData("[]")]
    public async Task A_faulty_step_is_refused(string body)
    {
        foreach (var verb in new[] { "agree", "pay", "cancel" }) (await _api.Post($"{Owner}/V-step/settlements/x/{verb}", body)).Expect(400);
        foreach (var verb in new[] { "agree", "pay", "cancel" }) (await _api.Post($"{Owner}/V-step/settlements/x/{verb}", """{"note":"n"}""")).Expect(404);
    }

    [Theory]
    [InlineData("settlements", "owner=V", "owner")]
    [InlineData("settlements", "owner=consignor:a%2Fb", "owner")]
    [InlineData("settlements", "state=open", "state")]
    [InlineData("settlements", "sort=amount", "sort")]
    [InlineData("settlement-lines", "owner=lender:V", "owner")]
    [InlineData("settlement-lines", "from=yesterday", "from")]
    [InlineData("settlement-lines", "cursor=x", "cursor")]
    [InlineData("settlement-lines", "limit=0", "limit")]
    [InlineData("lots", "owner=:", "owner")]
    public async Task A_faulty_filter_is_named(string list, string query, string field) => (await _api.Get($"/v1/{list}?{query}")).Expect(400).Faulty.ShouldBe([field]);

    private static string Consigned(string owner) => $$$"""{"quantity":10,"lot":"C1","unitCost":{"amount":800,"currency":"CNY"},"owner":{"kind":"consignor","id":"{{{owner}}}"}}""";
}
