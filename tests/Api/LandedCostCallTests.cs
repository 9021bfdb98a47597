using BeautyGrains.Contracts;

namespace BeautyGrains.Api.Tests;

/// <summary>Landed costs over HTTP.</summary>
[Collection(ServerCollection.Name)]
public sealed class LandedCostCallTests(SharedServer shared)
{
    private readonly ApiServer _server = shared.Server;
    private readonly Api _api = shared.Server.Admin;

    private static string Body(string name, decimal amount, string rest = "") =>
        FormattableString.Invariant($$"""{"receipt":"{{name}}","basis":"value","charges":[{"kind":"freight","amount":{{amount}}}]{{rest}}}""");

    [Fact]
    public async Task A_landed_cost_is_shared_out_shown_in_ledger_and_lots_and_listed()
    {
        await _server.Received("lc");
        (await _api.Put("/v1/stores/S-lc/skus/K-lc/sales/s1", """{"quantity":1}""")).Expect(201);
        var put = (await _api.Put("/v1/landed-costs/lc-1", Body("lc", 100))).Expect(201);
        (put.Text("state"), Amount(put, "total"), Amount(put, "added"), Amount(put, "variance")).ShouldBe(("posted", 100, 75, 25));
        (await _api.Put("/v1/landed-costs/lc-1", Body("lc", 100))).Expect(200);
        (await _api.Put("/v1/landed-costs/lc-1", Body("lc", 101))).Expect(422);
        (await _api.Get("/v1/landed-costs/lc-1")).Expect(200)["lines"].GetArrayLength().ShouldBe(1);
        (await _api.Get("/v1/stores/S-lc/skus/K-lc")).Expect(200)["lots"][0].GetProperty("unitCost").GetProperty("amount").GetDecimal().ShouldBe(125);
        var line = (await _api.Get("/v1/stores/S-lc/skus/K-lc/ledger")).Expect(200)["items"].EnumerateArray().Last();
        (line.GetProperty("kind").GetString(), line.GetProperty("quantity").GetDecimal()).ShouldBe(("landed-cost", 0));
        line.GetProperty("lines")[0].GetProperty("costVariance").GetProperty("amount").GetDecimal().ShouldBe(25);
        (await _api.Get("/v1/landed-costs?receipt=lc")).Expect(200)["items"].EnumerateArray().ShouldHaveSingleItem().GetProperty("id").GetString().ShouldBe("lc-1");
        (await _api.Get("/v1/landed-costs?receipt=lc&supplier=other")).Expect(200)["items"].GetArrayLength().ShouldBe(0);
        (await _api.Get("/v1/verification")).Expect(200)["findings"].ToString().ShouldBe("[]");

        using var stranger = await _server.NewPerson("lc-stranger", """{"stores":["S-lc-other"]}""", PersonRole.Finance);
        (await stranger.Get("/v1/landed-costs/lc-1")).Expect(403);
        (await stranger.Put("/v1/landed-costs/lc-2", Body("lc", 1))).Expect(403);
        (await stranger.Get("/v1/landed-costs?receipt=lc")).Expect(200)["items"].GetArrayLength().ShouldBe(0);
        (await stranger.Get("/v1/landed-costs?store=S-lc")).Expect(403);
    }

    [Theory]
    [InlineData("""{"basis":"value","charges":[{"kind":"freight","amount":1}]}""", "receipt")]
    [InlineData("""{"receipt":"lc-bad","basis":"colour","charges":[{"kind":"freight","amount":1}]}""", "basis")]
    [InlineData("""{"receipt":"lc-bad","basis":"value","charges":[]}""", "charges")]
    [InlineData("""{"receipt":"lc-bad","basis":"value","charges":[{"kind":"tip","amount":1}]}""", "charges[0].kind")]
    [InlineData("""{"receipt":"lc-bad","basis":"value","charges":[{"kind":"duty","amount":0}]}""", "charges[0].amount")]
    [InlineData("""{"receipt":"lc-bad","basis":"value","charges":[{"kind":"duty","amount":0.5}]}""", "charges[0].amount")]
    [InlineData("""{"receipt":"lc-bad","basis":"value","charges":[{"kind":"duty"}]}""", "charges[0].amount")]
    [InlineData("""{"receipt":"lc-bad","basis":"value","charges":[null]}""", "charges[0]")]
    [InlineData("""{"receipt":"lc-bad","basis":"value","charges":[{"kind":"duty","amount":1}],"currency":"yuan"}""", "currency")]
    [InlineData("""{"receipt":"lc-bad","basis":"value","charges":[{"kind":"duty","amount":1}],"occurredOn":"soon"}""", "occurredOn")]
    [InlineData("""{"receipt":"lc-bad","basis":"value","charges":[{"kind":"duty","amount":1}],"occurredOn":"2199-01-01"}""", "occurredOn")]
    public async Task A_faulty_landed_cost_is_named_and_changes_nothing(string body, string field)
    {
        if ((await _api.Get("/v1/receipts/lc-bad")).Status == 404) await _server.Received("lc-bad");
        (await _api.Put("/v1/landed-costs/lc-bad", body)).Expect(400).Faulty.ShouldBe([field]);
        (await _api.Get("/v1/landed-costs/lc-bad")).Expect(404).Type.ShouldBe("/problems/unknown-landed-cost");
        (await _api.Put("/v1/landed-costs/lc-bad", Body("none", 1))).Expect(404).Type.ShouldBe("/problems/unknown-receipt");
        (await _api.Put("/v1/landed-costs/lc-bad", Body("lc-bad", 1).Replace("value", "weight", StringComparison.Ordinal))).Expect(409).Type.ShouldBe("/problems/weight-missing");
        (await _api.Put("/v1/landed-costs/lc-bad", Body("lc-bad", 1, ",\"currency\":\"XAF\""))).Expect(409).Type.ShouldBe("/problems/no-exchange-rate");
        foreach (var query in new[] { "receipt=a%20b", "limit=0", "sort=colour" }) (await _api.Get("/v1/landed-costs?" + query)).Expect(400);
    }

    private static decimal Amount(Heard heard, string name) => heard[name].GetProperty("amount").GetDecimal();
}

/// <summary>Short ways to goods that were bought.</summary>
internal static class BoughtGoods
{
    /// <summary>Ten of "K-NAME" ordered at 100 by order NAME of supplier "sup-NAME"; four of them came into "S-NAME" by receipt NAME, one more was rejected.</summary>
    public static async Task Received(this ApiServer server, string name)
    {
        var api = server.Admin;
        await api.NewStock(name, 0);
        (await api.Put($"/v1/suppliers/sup-{name}", $$"""
            {"name":"Supplier","qualifications":[{"kind":"business-licence","number":"N"}],"prices":[{"sku":"K-{{name}}","unitPrice":100}]}
            """)).Status.ShouldBeOneOf(200, 201);
        using var boss = await server.NewPerson($"boss-{name}", """{"all":true}""", ",\"limits\":[{\"kind\":\"order\"}]", PersonRole.Finance);
        (await api.Put($"/v1/purchase-orders/{name}", $$"""{"supplier":"sup-{{name}}","lines":[{"store":"S-{{name}}","sku":"K-{{name}}","quantity":10,"taxRate":0.13}]}""")).Expect(201);
        (await api.Post($"/v1/purchase-orders/{name}/submit")).Expect(200);
        (await boss.Post($"/v1/purchase-orders/{name}/approve")).Expect(200);
        (await api.Post($"/v1/purchase-orders/{name}/send")).Expect(200);
        (await api.Put($"/v1/receipts/{name}", $$"""
            {"order":"{{name}}","store":"S-{{name}}","inspector":"Wang","lots":[{"line":1,"lot":"L1","counted":5,"accepted":4,"rejected":1,"rejectReason":"dented"}]}
            """)).Expect(201);
    }
}
