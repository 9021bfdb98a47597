namespace BeautyGrains.Api.Tests;

/// <summary>Promises over HTTP.</summary>
[Collection(ServerCollection.Name)]
public sealed class PromiseCallTests(SharedServer shared)
{
    private readonly ApiServer _server = shared.Server;
    private readonly Api _api = shared.Server.Admin;

    [Fact]
    public async Task What_is_there_now_and_what_waits_is_promised_and_explained_in_both_languages()
    {
        var path = await _api.NewStock("promise-now", 5);
        var now = (await _api.Get($"{path}/promise?quantity=5")).Expect(200);
        (now.Text("earliest"), now.Number("available"), now.Number("waiting")).ShouldBe((now.Text("today"), 5, 0));
        now.Text("explanation").ShouldContain("5 piece can be had today.");
        (await _api.Get($"{path}/promise?quantity=5", ("Accept-Language", "zh-CN"))).Expect(200).Text("explanation").ShouldContain("今天即可提供 5 piece。");
        (await _api.Put($"{path}/waiting/w", """{"client":"C-1","quantity":7}""")).Expect(201);
        var later = (await _api.Get($"{path}/promise")).Expect(200);
        (later.Number("quantity"), later.Number("waiting"), later.Body.TryGetProperty("earliest", out _), later["days"][0].GetProperty("promisable").GetDecimal()).ShouldBe((1, 7, false, 0));
    }

    [Fact]
    public async Task A_sent_order_is_promised_for_its_day_and_one_that_is_not_sent_is_shown_alone()
    {
        var path = await _api.NewStock("promise-order", 1);
        (await _api.Put("/v1/suppliers/V-promise", """{"name":"Supplier","leadTimeDays":6,"qualifications":[{"kind":"business-licence","number":"1","categories":["other"]}],"prices":[{"sku":"K-promise-order","unitPrice":100}]}""")).Status.ShouldBeOneOf(200, 201);
        (await _api.Put("/v1/purchase-orders/PO-promise", """{"supplier":"V-promise","lines":[{"store":"S-promise-order","sku":"K-promise-order","quantity":10}]}""")).Expect(201);
        var draft = (await _api.Get($"{path}/promise?quantity=11")).Expect(200);
        (draft.Body.TryGetProperty("earliest", out _), draft["arrivals"][0].GetProperty("not").GetString()).ShouldBe((false, "not-sent"));
        (await _api.Post("/v1/purchase-orders/PO-promise/submit")).Expect(200);
        using var boss = await _server.NewPerson("promise-boss", """{"all":true}""", ",\"limits\":[{\"kind\":\"order\"}]", Contracts.PersonRole.Finance);
        (await boss.Post("/v1/purchase-orders/PO-promise/approve")).Expect(200);
        (await _api.Post("/v1/purchase-orders/PO-promise/send")).Expect(200);
        var order = (await _api.Get("/v1/purchase-orders/PO-promise")).Expect(200);
        var expected = order["lines"][0].GetProperty("expectedOn").GetString()!;
        var sent = (await _api.Get($"{path}/promise?quantity=11&by={expected}")).Expect(200);
        (sent.Text("earliest"), sent["by"].GetProperty("promisable").GetDecimal()).ShouldBe((expected, 11));
        sent.Text("explanation").ShouldContain($"11 piece can be had from {expected} on.");
        sent.Text("explanation").ShouldContain("(PO-promise)");
    }

    [Theory]
    [InlineData("quantity=0", "quantity")]
    [InlineData("quantity=-1", "quantity")]
    [InlineData("quantity=1.0001", "quantity")]
    [InlineData("quantity=lots", "quantity")]
    [InlineData("quantity=1e20", "quantity")]
    [InlineData("by=soon", "by")]
    [InlineData("by=2020-01-01", "by")]
    [InlineData("by=2999-01-01", "by")]
    [InlineData("until=2026-01-01", "until")]
    public async Task A_faulty_question_is_refused_by_its_field(string query, string field)
    {
        var path = await _api.NewStock("promise-faulty", 1);
        (await _api.Get($"{path}/promise?{query}")).Expect(400).Faulty.ShouldBe([field]);
    }

    [Fact]
    public async Task What_is_unknown_or_elsewhere_is_refused()
    {
        var path = await _api.NewStock("promise-no", 1);
        (await _api.Get("/v1/stores/S-none/skus/K-promise-no/promise")).Expect(404).Type.ShouldBe("/problems/unknown-store");
        (await _api.Get("/v1/stores/S-promise-no/skus/K-none/promise")).Expect(404).Type.ShouldBe("/problems/unknown-sku");
        using var till = _server.With((await _api.NewKey("S-elsewhere")).Key);
        (await till.Get($"{path}/promise")).Expect(403);
    }
}
