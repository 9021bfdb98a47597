using BeautyGrains.Contracts;

namespace BeautyGrains.Api.Tests;

/// <summary>Goods of a category that a store's licence does not cover: every way in, and every way of using them, over HTTP.</summary>
[Collection(ServerCollection.Name)]
public sealed class LicenceWaysTests(SharedServer shared)
{
    private const string Refused = "/problems/store-not-licensed";
    private readonly ApiServer _server = shared.Server;
    private readonly Api _api = shared.Server.Admin;

    private static string Store(bool licensed) => licensed
        ? """{"name":"Clinic","timeZone":"Asia/Shanghai","licences":[{"number":"L-1","scope":["device-iii"],"validFrom":"2020-01-01","validThrough":"2099-12-31"}]}"""
        : """{"name":"Clinic","timeZone":"Asia/Shanghai"}""";

    /// <summary>Calls of the store without a licence: verb, path, body.</summary>
    public static TheoryData<string, string, string> Ways => new()
    {
        { "PUT", "/v1/stores/S-no/skus/K-lw/receipts/r1", """{"quantity":1,"lot":"L2","expiresOn":"2099-01-01"}""" },
        { "PUT", "/v1/stores/S-no/skus/K-lw/reservations/r1", """{"quantity":1}""" },
        { "PUT", "/v1/stores/S-no/skus/K-lw/reservations/r2", """{"quantity":1,"forDate":"2099-01-01"}""" },
        { "PUT", "/v1/stores/S-no/skus/K-lw/sales/s1", """{"quantity":1,"lot":"L1"}""" },
        { "PUT", "/v1/stores/S-no/skus/K-lw/consumptions/s1", """{"quantity":1,"lot":"L1"}""" },
        { "PUT", "/v1/baskets/lw-b", """{"store":"S-no","lines":[{"sku":"K-lw","quantity":1}],"allOrNothing":true}""" },
        { "POST", "/v1/reservations/batch", """{"items":[{"id":"lw-x","store":"S-no","sku":"K-lw","quantity":1}]}""" },
        { "POST", "/v1/reservations/batch", """{"allOrNothing":true,"items":[{"id":"lw-y","store":"S-no","sku":"K-lw","quantity":1}]}""" },
        { "PUT", "/v1/transfers/lw-in", """{"from":"S-yes","to":"S-no","lines":[{"sku":"K-lw","quantity":1}]}""" },
        { "PUT", "/v1/transfers/lw-out", """{"from":"S-no","to":"S-yes","lines":[{"sku":"K-lw","quantity":1}]}""" },
        { "PUT", "/v1/stores/S-no/skus/K-lw/waiting/w1", """{"client":"C-1","quantity":99}""" },
        { "POST", "/v1/stores/S-no/skus/K-lw/reservations/before/commit", """{"lots":[{"lot":"L1","quantity":1}]}""" },
        { "POST", "/v1/baskets/lw-before/commit", "" },
        { "POST", "/v1/purchase-orders/lw-draft/submit", "" },
        { "PUT", "/v1/receipts/lw-receipt", """{"order":"lw-sent","store":"S-no","inspector":"Wang","lots":[{"line":1,"lot":"P1","expiresOn":"2099-01-01","counted":2,"accepted":2,"sampled":2,"certificates":["C-1"]}]}""" },
        { "POST", "/v1/transfers/lw-before/ship", "" },
        { "PUT", "/v1/stores/S-no/skus/K-lw/containers/o1", """{"lot":"L1","client":"C-1"}""" },
        { "PUT", "/v1/stores/S-no/skus/K-lw/containers/before/uses/u1", """{"quantity":1,"client":"C-1"}""" },
        { "PUT", "/v1/stores/S-no/skus/K-lw/issues/i-gift", """{"kind":"gift","quantity":1,"lot":"L1","reason":"x"}""" },
        { "PUT", "/v1/stores/S-no/skus/K-lw/issues/i-sample", """{"kind":"sample","quantity":1,"lot":"L1","reason":"x"}""" },
        { "PUT", "/v1/stores/S-no/skus/K-lw/issues/i-tester", """{"kind":"tester","quantity":1,"lot":"L1","reason":"x"}""" },
        { "PUT", "/v1/stores/S-no/skus/K-lw/issues/i-use", """{"kind":"internal-use","quantity":1,"lot":"L1","reason":"x"}""" },
        { "PUT", "/v1/stores/S-no/skus/K-lw/issues/i-training", """{"kind":"training","quantity":1,"lot":"L1","reason":"x"}""" },
        { "PUT", "/v1/stores/S-no/skus/K-lw/issues/i-staff", """{"kind":"staff-purchase","quantity":1,"lot":"L1","reason":"x","person":"lw-boss","price":{"amount":600,"currency":"CNY"}}""" },
        { "PUT", "/v1/repacks/lw-into", """{"store":"S-no","recipe":"lw-into","times":1}""" },
        { "PUT", "/v1/repacks/lw-from", """{"store":"S-no","recipe":"lw-from","times":1}""" },
        { "PUT", "/v1/stores/S-no/skus/K-lws/codings/k1", """{"lot":"L1","serials":["LW-1"]}""" },
    };

    [Theory, MemberData(nameof(Ways))]
    public async Task It_is_refused_and_nothing_moves(string verb, string path, string body)
    {
        await Furnish();
        (await _api.Put("/v1/stores/S-no", Store(false))).Status.ShouldBeOneOf(200, 201);
        var before = Stock((await _api.Get("/v1/stores/S-no/skus/K-lw")).Expect(200));
        var heard = await _api.Send(new(verb), path, body.Length == 0 ? null : body);
        heard.Raw.IsSuccessStatusCode.ShouldBe(path.EndsWith("/batch", StringComparison.Ordinal) && !body.Contains("allOrNothing", StringComparison.Ordinal), heard.Body.ToString());
        // Goods that need a licence by default are not repacked by anybody.
        heard.Body.ToString().ShouldContain(path.StartsWith("/v1/repacks/", StringComparison.Ordinal) ? "/problems/repack-not-allowed" : Refused);
        Stock((await _api.Get("/v1/stores/S-no/skus/K-lw")).Expect(200)).ShouldBe(before);
    }

    [Fact]
    public async Task What_has_happened_is_recorded_and_the_incident_names_the_licence()
    {
        await Furnish();
        (await _api.Put("/v1/stores/S-no", Store(false))).Status.ShouldBeOneOf(200, 201);
        foreach (var kind in new[] { "offline-sale", "treatment", "sample-given" })
            (await _api.Put($"/v1/stores/S-no/skus/K-lw/facts/{kind}", $$"""{"kind":"{{kind}}","quantity":1,"lot":"L1","occurredAt":"2026-01-01T00:00:00Z"}""")).Status.ShouldBeOneOf(200, 201);
        (await _api.Get("/v1/incidents?store=S-no&cause=store-not-licensed")).Expect(200)["items"].GetArrayLength().ShouldBe(3);
    }

    private static (decimal, decimal, decimal) Stock(Heard heard) => (heard.Number("onHand"), heard.Number("reserved"), heard.Number("inTransitIn"));

    // While the store has its licence: goods, and what is begun and not ended.
    private async Task Furnish()
    {
        if ((await _api.Get("/v1/purchase-orders/lw-sent")).Status == 200) return;
        foreach (var store in new[] { "S-no", "S-yes" }) (await _api.Put($"/v1/stores/{store}", Store(true))).Expect(201);
        (await _api.Put("/v1/skus/K-lw", """{"name":"Filler","unit":"piece","goodsCategory":"device-iii","opening":{"unit":"ml","content":5,"sharing":"many-clients"},"registration":{"number":"REG-1","validFrom":"2020-01-01","validThrough":"2099-12-31"}}""")).Status.ShouldBeOneOf(200, 201);
        foreach (var store in new[] { "S-no", "S-yes" }) (await _api.Put($"/v1/stores/{store}/skus/K-lw/receipts/first", """{"quantity":20,"lot":"L1","expiresOn":"2099-01-01"}""")).Expect(201);
        (await _api.Put("/v1/skus/K-lws", """{"name":"Filler","unit":"piece","serialised":true,"goodsCategory":"device-iii","registration":{"number":"REG-2","validFrom":"2020-01-01","validThrough":"2099-12-31"}}""")).Status.ShouldBeOneOf(200, 201);
        (await _api.Put("/v1/stores/S-no/skus/K-lws/receipts/first", """{"quantity":2,"lot":"L1","expiresOn":"2099-01-01"}""")).Expect(201);
        (await _api.Put("/v1/skus/K-lwk", """{"name":"Kit","unit":"piece","goodsCategory":"ordinary-cosmetic"}""")).Status.ShouldBeOneOf(200, 201);
        (await _api.Put("/v1/stores/S-no/skus/K-lwk/receipts/first", """{"quantity":2,"lot":"L1","expiresOn":"2099-01-01"}""")).Expect(201);
        foreach (var (recipe, from, into) in new[] { ("lw-into", "K-lwk", "K-lw"), ("lw-from", "K-lw", "K-lwk") })
            (await _api.Put($"/v1/recipes/{recipe}", $$$"""{"name":"Kit","bills":[{"inputs":[{"sku":"{{{from}}}","quantity":1}],"outputs":[{"sku":"{{{into}}}","quantity":1}]}]}""")).Status.ShouldBeOneOf(200, 201);
        (await _api.Put("/v1/stores/S-no/skus/K-lw/containers/before", """{"lot":"L1"}""")).Expect(201);
        (await _api.Put("/v1/stores/S-no/skus/K-lw/reservations/before", """{"quantity":1,"ttlSeconds":86400}""")).Expect(201);
        (await _api.Put("/v1/baskets/lw-before", """{"store":"S-no","lines":[{"sku":"K-lw","quantity":1}],"allOrNothing":true,"ttlSeconds":86400}""")).Expect(201);
        (await _api.Put("/v1/transfers/lw-before", """{"from":"S-yes","to":"S-no","lines":[{"sku":"K-lw","quantity":1}]}""")).Expect(201);
        (await _api.Put("/v1/suppliers/sup-lw", """{"name":"Supplier","qualifications":[{"kind":"business-licence","number":"B"},{"kind":"device-licence","number":"D"}],"prices":[{"sku":"K-lw","unitPrice":100}]}""")).Status.ShouldBeOneOf(200, 201);
        foreach (var order in new[] { "lw-draft", "lw-sent" })
            (await _api.Put($"/v1/purchase-orders/{order}", """{"supplier":"sup-lw","lines":[{"store":"S-no","sku":"K-lw","quantity":2}]}""")).Expect(201);
        (await _api.Post("/v1/purchase-orders/lw-sent/submit")).Expect(200);
        using var boss = await _server.NewPerson("lw-boss", """{"all":true}""", ""","limits":[{"kind":"order"}]""", PersonRole.Finance);
        (await boss.Post("/v1/purchase-orders/lw-sent/approve")).Expect(200);
        (await _api.Post("/v1/purchase-orders/lw-sent/send")).Expect(200);
    }
}
