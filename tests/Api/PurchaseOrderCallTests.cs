using BeautyGrains.Contracts;

namespace BeautyGrains.Api.Tests;

/// <summary>Purchase orders over HTTP.</summary>
[Collection(ServerCollection.Name)]
public sealed class PurchaseOrderCallTests(SharedServer shared)
{
    private readonly ApiServer _server = shared.Server;
    private readonly Api _api = shared.Server.Admin;

    private async Task Prepare(string name)
    {
        await _api.NewStock(name, 0);
        (await _api.Put($"/v1/suppliers/sup-{name}", $$"""
            {"name":"Supplier","qualifications":[{"kind":"business-licence","number":"N"}],"prices":[{"sku":"K-{{name}}","unitPrice":100}]}
            """)).Status.ShouldBeOneOf(200, 201);
    }

    private static string Draft(string name, decimal quantity = 10) =>
        FormattableString.Invariant($"{{\"supplier\":\"sup-{name}\",\"lines\":[{{\"store\":\"S-{name}\",\"sku\":\"K-{name}\",\"quantity\":{quantity}}}]}}");

    [Fact]
    public async Task An_order_is_drafted_submitted_approved_by_another_person_sent_and_listed_until_it_is_over()
    {
        await Prepare("po");
        using var buyer = await _server.NewPerson("po-buyer", """{"stores":["S-po"]}""", ",\"seesCost\":true", PersonRole.Buyer);
        using var boss = await _server.NewPerson("po-boss", """{"all":true}""", ",\"limits\":[{\"kind\":\"order\"}]", PersonRole.Finance);
        var made = (await buyer.Put("/v1/purchase-orders/po-1", Draft("po"))).Expect(201);
        (made.Text("state"), made.Number("net"), made.Text("author")).ShouldBe(("draft", 1_000m, "person:po-buyer"));
        (await buyer.Put("/v1/purchase-orders/po-1", Draft("po"))).Expect(200);
        (await buyer.Put("/v1/purchase-orders/po-1", Draft("po", 9))).Expect(422).Type.ShouldBe("/problems/id-reused");
        (await OnOrder("po")).ShouldBe("10 draft");
        (await buyer.Post("/v1/purchase-orders/po-1/send")).Expect(409).Text("state").ShouldBe("draft");
        (await buyer.Post("/v1/purchase-orders/po-1/submit")).Expect(200).Text("state").ShouldBe("submitted");
        (await buyer.Post("/v1/purchase-orders/po-1/approve")).Expect(409).Type.ShouldBe("/problems/approver-is-author");
        (await _api.Post("/v1/purchase-orders/po-1/approve")).Expect(409).Type.ShouldBe("/problems/approver-needed");
        (await boss.Post("/v1/purchase-orders/po-1/approve")).Expect(200).Text("state").ShouldBe("approved");
        var sent = (await buyer.Post("/v1/purchase-orders/po-1/send")).Expect(200);
        (sent.Text("state"), sent["history"].GetArrayLength()).ShouldBe(("sent", 5));
        (await OnOrder("po")).ShouldBe("10 sent");
        (await buyer.Post("/v1/purchase-orders/po-1/amend", """{"id":"a1","reason":"less","lines":[{"store":"S-po","sku":"K-po","quantity":6}]}""")).Expect(200).Number("revision").ShouldBe(2);
        (await OnOrder("po")).ShouldBe("6 sent");
        (await buyer.Post("/v1/purchase-orders/po-1/cancel", """{"reason":"not needed"}""")).Expect(200).Text("state").ShouldBe("cancelled");
        (await OnOrder("po")).ShouldBe("");
        (await Ids("supplier=sup-po&state=cancelled")).ShouldBe("po-1");
        (await Ids("supplier=sup-po&state=sent")).ShouldBe("");
    }

    [Fact]
    public async Task Who_does_not_see_cost_prices_sees_none_in_orders_and_who_is_bound_to_other_stores_sees_no_order()
    {
        await Prepare("po-cost");
        (await _api.Put("/v1/purchase-orders/po-cost", Draft("po-cost"))).Expect(201);
        (await _api.Put("/v1/stores/S-po-none", """{"name":"Store","timeZone":"UTC"}""")).Expect(201);
        var (_, own) = await _api.NewKey("S-po-cost");
        var (_, other) = await _api.NewKey("S-po-none");
        using var till = _server.With(own);
        using var stranger = _server.With(other);
        var seen = (await till.Get("/v1/purchase-orders/po-cost")).Expect(200);
        (seen.Body.TryGetProperty("net", out _), seen["lines"][0].TryGetProperty("unitPrice", out _)).ShouldBe((false, false));
        (await till.Get("/v1/suppliers/sup-po-cost")).Expect(200).Body.TryGetProperty("prices", out _).ShouldBeFalse();
        (await stranger.Get("/v1/purchase-orders/po-cost")).Expect(403);
        (await stranger.Get("/v1/purchase-orders?supplier=sup-po-cost")).Expect(200)["items"].GetArrayLength().ShouldBe(0);
        (await stranger.Get("/v1/on-order?sku=K-po-cost")).Expect(200)["items"].GetArrayLength().ShouldBe(0);
        (await stranger.Get("/v1/on-order?store=S-po-cost")).Expect(403);
        (await till.Put("/v1/purchase-orders/po-till", Draft("po-cost"))).Expect(403);
    }

    [Fact]
    public async Task A_missing_qualification_registration_or_licence_blocks_the_submission_line_by_line()
    {
        await Prepare("po-block");
        (await _api.Put("/v1/suppliers/sup-po-block", """{"name":"Supplier"}""")).Expect(200);
        (await _api.Put("/v1/skus/K-po-block", """{"name":"Drug","unit":"piece","goodsCategory":"drug"}""")).Expect(200);
        (await _api.Put("/v1/purchase-orders/po-block", """{"supplier":"sup-po-block","lines":[{"store":"S-po-block","sku":"K-po-block","quantity":1,"unitPrice":5}]}""")).Expect(201);
        var heard = (await _api.Post("/v1/purchase-orders/po-block/submit")).Expect(409);
        heard.Type.ShouldBe("/problems/lines-refused");
        heard["lines"].EnumerateArray().Select(line => line.GetProperty("problem")).Select(problem => (problem.GetProperty("type").GetString(), problem.GetProperty("state").GetString())).ShouldBe(
        [
            ("/problems/supplier-not-qualified", "missing"), ("/problems/supplier-not-qualified", "missing"),
            ("/problems/product-not-registered", "missing"), ("/problems/store-not-licensed", "missing"),
        ]);
        (await _api.Get("/v1/purchase-orders/po-block")).Expect(200).Text("state").ShouldBe("draft");
    }

    [Theory]
    [InlineData("""{}""", "supplier,lines")]
    [InlineData("""{"supplier":"sup-po-bad","lines":[]}""", "lines")]
    [InlineData("""{"supplier":"sup-po-bad","lines":[null]}""", "lines[0]")]
    [InlineData("""{"supplier":"sup-po-bad","lines":[{"store":"S-po-bad","sku":"K-po-bad","quantity":0}]}""", "lines[0].quantity")]
    [InlineData("""{"supplier":"sup-po-bad","lines":[{"store":"S-po-bad","sku":"K-po-bad","quantity":1.0001}]}""", "lines[0].quantity")]
    [InlineData("""{"supplier":"sup-po-bad","lines":[{"store":"S-po-bad","sku":"K-po-bad","quantity":"NaN"}]}""", "lines[0].quantity")]
    [InlineData("""{"supplier":"sup-po-bad","lines":[{"store":"S-po-bad","sku":"K-po-bad","quantity":1,"unitPrice":-1}]}""", "lines[0].unitPrice")]
    [InlineData("""{"supplier":"sup-po-bad","lines":[{"store":"S-po-bad","sku":"K-po-bad","quantity":1,"taxRate":1.1}]}""", "lines[0].taxRate")]
    [InlineData("""{"supplier":"sup-po-bad","lines":[{"line":0,"store":"S-po-bad","sku":"K-po-bad","quantity":1}]}""", "lines[0].line")]
    [InlineData("""{"supplier":"sup-po-bad","lines":[{"line":2,"store":"S-po-bad","sku":"K-po-bad","quantity":1},{"store":"S-po-bad","sku":"K-po-bad","quantity":1}]}""", "lines[1].line")]
    [InlineData("""{"supplier":"sup-po-bad","lines":[{"store":"a b","sku":"K-po-bad","quantity":1}]}""", "lines[0].store")]
    [InlineData("""{"supplier":"sup-po-bad","wantedOn":"2026-02-30","lines":[{"store":"S-po-bad","sku":"K-po-bad","quantity":1}]}""", "wantedOn")]
    [InlineData("""{"supplier":"sup-po-bad","surprise":1,"lines":[{"store":"S-po-bad","sku":"K-po-bad","quantity":1}]}""", "surprise")]
    public async Task A_faulty_draft_is_named_and_makes_no_order(string body, string fields)
    {
        await Prepare("po-bad");
        (await _api.Put("/v1/purchase-orders/po-bad", body)).Expect(400).Faulty.ShouldBe(fields.Split(','), ignoreOrder: true);
        (await _api.Get("/v1/purchase-orders/po-bad")).Expect(404).Type.ShouldBe("/problems/unknown-purchase-order");
    }

    [Fact]
    public async Task What_is_unknown_or_faulty_in_other_calls_is_told_and_changes_nothing()
    {
        await Prepare("po-calls");
        (await _api.Put("/v1/purchase-orders/po-calls", Draft("po-calls").Replace("sup-po-calls", "sup-none", StringComparison.Ordinal))).Expect(404).Type.ShouldBe("/problems/unknown-supplier");
        (await _api.Put("/v1/purchase-orders/po-calls", Draft("po-calls").Replace("K-po-calls", "K-none", StringComparison.Ordinal))).Expect(409)["lines"][0].GetProperty("problem").GetProperty("type").GetString().ShouldBe("/problems/unknown-sku");
        foreach (var call in new[] { "submit", "approve", "send" }) (await _api.Post($"/v1/purchase-orders/po-none/{call}")).Expect(404).Type.ShouldBe("/problems/unknown-purchase-order");
        (await _api.Put("/v1/purchase-orders/po-calls", Draft("po-calls"))).Expect(201);
        var before = (await _api.Get("/v1/purchase-orders/po-calls")).Body.ToString();
        foreach (var call in new[] { "reject", "cancel", "close" })
        {
            (await _api.Post($"/v1/purchase-orders/po-none/{call}", """{"reason":"x"}""")).Expect(404);
            foreach (var body in new[] { "{}", """{"reason":" "}""" }) (await _api.Post($"/v1/purchase-orders/po-calls/{call}", body)).Expect(400).Faulty.ShouldBe(["reason"]);
        }
        (await _api.Post("/v1/purchase-orders/po-calls/reject", """{"reason":"x"}""")).Expect(409).Text("state").ShouldBe("draft");
        (await _api.Post("/v1/purchase-orders/po-calls/close", """{"reason":"x"}""")).Expect(409);
        (await _api.Post("/v1/purchase-orders/po-calls/amend", """{"id":"a b","reason":"","lines":[]}""")).Expect(400).Faulty.ShouldBe(["id", "lines", "reason"], ignoreOrder: true);
        (await _api.Post("/v1/purchase-orders/po-calls/approve", null, ("Approver-Authorization", "Bearer nobody"))).Expect(403).Type.ShouldBe("/problems/approver-unknown");
        foreach (var query in new[] { "state=open", "limit=0", "awaitedBefore=soon", "sort=colour", "colour=red" }) (await _api.Get("/v1/purchase-orders?" + query)).Expect(400);
        foreach (var query in new[] { "state=open", "expectedThrough=soon", "cursor=AAAA" }) (await _api.Get("/v1/on-order?" + query)).Expect(400);
        (await _api.Get("/v1/purchase-orders/po-calls")).Body.ToString().ShouldBe(before);
    }

    private async Task<string> OnOrder(string name) => string.Join(", ", (await _api.Get($"/v1/on-order?store=S-{name}")).Expect(200)["items"].EnumerateArray()
        .Select(item => FormattableString.Invariant($"{item.GetProperty("open").GetDecimal()} {item.GetProperty("state").GetString()}")));

    private async Task<string> Ids(string query) =>
        string.Join(' ', (await _api.Get("/v1/purchase-orders?" + query)).Expect(200)["items"].EnumerateArray().Select(item => item.GetProperty("id").GetString()));
}
