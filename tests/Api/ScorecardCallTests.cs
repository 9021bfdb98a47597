using Microsoft.Extensions.DependencyInjection;

namespace BeautyGrains.Api.Tests;

/// <summary>Scorecards over HTTP.</summary>
[Collection(ServerCollection.Name)]
public sealed class ScorecardCallTests(SharedServer shared)
{
    private readonly ApiServer _server = shared.Server;
    private readonly Api _api = shared.Server.Admin;

    [Fact]
    public async Task A_record_follows_from_orders_and_receipts_and_a_better_supplier_is_proposed()
    {
        await _server.Received("sc");
        var today = DateOnly.FromDateTime(_server.App.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime);
        var period = $"from={today.AddDays(-2):yyyy-MM-dd}&through={today.AddDays(60):yyyy-MM-dd}";
        // Due on the day on which it is ordered, and not all of it comes.
        (await _api.Put("/v1/stores/S-scu", """{"name":"Store","timeZone":"UTC"}""")).Expect(201);
        (await _api.Put("/v1/suppliers/sup-sc", """{"name":"Late","leadTimeDays":0,"qualifications":[{"kind":"business-licence","number":"N"}],"prices":[{"sku":"K-sc","unitPrice":100}]}""")).Expect(200);
        await Bought("sc-late", "sup-sc", "S-scu", 10, 4);
        var card = (await _api.Get($"/v1/scorecards?supplier=sup-sc&{period}")).Expect(200)["items"].EnumerateArray().ShouldHaveSingleItem();
        (card.GetProperty("lines").GetInt32(), card.GetProperty("onTimeRate").GetDecimal(), card.GetProperty("fillRate").GetDecimal()).ShouldBe((1, 0, 0.4m));
        (card.GetProperty("deliveries").GetInt32(), card.GetProperty("rejectRate").GetDecimal(), card.GetProperty("priceIndex").GetDecimal()).ShouldBe((2, 0.1111m, 100));
        (await _api.Get("/v1/scorecards?supplier=sup-sc&from=2020-01-01&through=2020-02-01")).Expect(200)["items"][0].TryGetProperty("score", out _).ShouldBeFalse();
        (await _api.Get("/v1/scorecards?limit=1")).Expect(200)["items"].GetArrayLength().ShouldBe(1);
        (await _api.Get("/v1/scorecards?supplier=sup-none")).Expect(200)["items"].GetArrayLength().ShouldBe(0);

        // The rest comes in time from another supplier, a little cheaper.
        (await _api.Put("/v1/suppliers/sup-best", """{"name":"Best","qualifications":[{"kind":"business-licence","number":"N"}],"prices":[{"sku":"K-sc","unitPrice":90}]}""")).Expect(201);
        await Bought("sc-best", "sup-best", "S-sc", 5, 5);
        (await _api.Put("/v1/stores/S-sc/skus/K-sc/replenishment", """{"method":"min-max","supplier":"sup-sc","minimum":1,"maximum":2}""")).Status.ShouldBeOneOf(200, 201);

        var ranked = (await _api.Get($"/v1/skus/K-sc/suppliers?{period}")).Expect(200);
        ranked["suppliers"].EnumerateArray().Select(it => it.GetProperty("scorecard").GetProperty("supplier").GetString()).ShouldBe(["sup-best", "sup-sc"]);
        var best = ranked["suppliers"][0].GetProperty("scorecard");
        (best.GetProperty("onTimeRate").GetDecimal(), best.GetProperty("score").GetDecimal()).ShouldBe((1, 1));
        // 800 and 450 for 8 and 5 pieces: 96.15 on average.
        (best.GetProperty("priceIndex").GetDecimal(), ranked["suppliers"][1].GetProperty("scorecard").GetProperty("priceIndex").GetDecimal()).ShouldBe((93.6m, 104m));
        var proposal = ranked["proposals"].EnumerateArray().ShouldHaveSingleItem();
        (proposal.GetProperty("store").GetString(), proposal.GetProperty("supplier").GetString(), proposal.GetProperty("better").GetString()).ShouldBe(("S-sc", "sup-sc", "sup-best"));
    }

    private async Task Bought(string order, string supplier, string store, decimal ordered, decimal came)
    {
        using var boss = await _server.NewPerson($"boss-{order}", """{"all":true}""", ",\"limits\":[{\"kind\":\"order\"}]", Contracts.PersonRole.Finance);
        (await _api.Put($"/v1/purchase-orders/{order}", FormattableString.Invariant($$"""{"supplier":"{{supplier}}","lines":[{"store":"{{store}}","sku":"K-sc","quantity":{{ordered}}}]}"""))).Expect(201);
        (await _api.Post($"/v1/purchase-orders/{order}/submit")).Expect(200);
        (await boss.Post($"/v1/purchase-orders/{order}/approve")).Expect(200);
        (await _api.Post($"/v1/purchase-orders/{order}/send")).Expect(200);
        (await _api.Put($"/v1/receipts/{order}", FormattableString.Invariant(
            $$"""{"order":"{{order}}","store":"{{store}}","inspector":"Wang","lots":[{"line":1,"lot":"L2","counted":{{came}},"accepted":{{came}}}]}"""))).Expect(201);
    }

    [Fact]
    public async Task Bad_questions_are_named_and_weights_are_data()
    {
        await _api.NewStock("sc-bad", 0);
        foreach (var query in new[] { "from=soon", "through=soon", "from=2026-02-01&through=2026-01-01", "supplier=a%20b", "sku=a%20b", "limit=0", "sort=colour", "cursor=AAAA" })
            (await _api.Get("/v1/scorecards?" + query)).Expect(400);
        (await _api.Get("/v1/skus/K-sc-bad/suppliers?from=soon")).Expect(400).Faulty.ShouldBe(["from"]);
        (await _api.Get("/v1/skus/none/suppliers")).Expect(404).Type.ShouldBe("/problems/unknown-sku");
        (await _api.Get("/v1/skus/K-sc-bad/suppliers")).Expect(200)["suppliers"].GetArrayLength().ShouldBe(0);
        (await _api.Get("/v1/buying-policy")).Expect(200)["scoreWeights"][0].GetProperty("margin").GetDecimal().ShouldBe(0.05m);
        (await _api.Put("/v1/buying-policy", """{"currency":"CNY","scoreWeights":[{"onTime":2,"fill":0,"accepted":0,"price":0}]}""")).Expect(400).Faulty.ShouldBe(["scoreWeights[0].margin", "scoreWeights[0].onTime"], ignoreOrder: true);
        using var manager = await _server.NewPerson("sc-manager", """{"stores":["S-sc-bad"]}""", Contracts.PersonRole.Buyer);
        (await manager.Get("/v1/scorecards")).Expect(403);
    }
}
