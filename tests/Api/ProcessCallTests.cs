namespace BeautyGrains.Api.Tests;

[Collection(ServerCollection.Name)]
public sealed class ProcessCallTests(SharedServer shared)
{
    private readonly Api _api = shared.Server.Admin;

    [Fact]
    public async Task A_basket_is_reserved_repeated_and_committed_as_one()
    {
        var path = await _api.NewStock("basket", 10);
        (await _api.Put("/v1/skus/K-basket2", """{"name":"Product","unit":"piece"}""")).Status.ShouldBeOneOf(200, 201);
        (await _api.Put("/v1/stores/S-basket/skus/K-basket2/receipts/r", """{"quantity":10,"lot":"L1"}""")).Expect(201);
        const string Body = """{"store":"S-basket","lines":[{"sku":"K-basket","quantity":1},{"sku":"K-basket2","quantity":2},{"sku":"K-basket","quantity":3}],"allOrNothing":true}""";
        var made = (await _api.Put("/v1/baskets/b-one", Body)).Expect(201);
        made.Text("state").ShouldBe("reserved");
        made["lines"][0].GetProperty("quantity").GetDecimal().ShouldBe(4);
        (await _api.Put("/v1/baskets/b-one", Body)).Expect(200);
        (await _api.Get("/v1/baskets/b-one")).Expect(200)["lines"].GetArrayLength().ShouldBe(2);
        (await _api.Get(path)).Number("reserved").ShouldBe(4);
        (await _api.Post("/v1/baskets/b-one/commit", """{"document":"till-9"}""")).Expect(200).Text("state").ShouldBe("committed");
        (await _api.Post("/v1/baskets/b-one/commit", """{"document":"till-9"}""")).Expect(200);
        (await _api.Put("/v1/baskets/b-one", Body)).Expect(200).Body.ToString().ShouldBe(made.Body.ToString());
        (await _api.Post("/v1/baskets/b-one/release")).Expect(409).Type.ShouldBe("/problems/invalid-state");
        (await _api.Get(path)).Number("onHand").ShouldBe(6);
    }

    [Fact]
    public async Task A_basket_of_all_or_nothing_holds_nothing_when_a_line_is_refused_and_names_it()
    {
        var path = await _api.NewStock("nothing", 10);
        var heard = (await _api.Put("/v1/baskets/b-none", """{"store":"S-nothing","lines":[{"sku":"K-nothing","quantity":1},{"sku":"K-missing","quantity":1}],"allOrNothing":true}""")).Expect(409);
        heard.Type.ShouldBe("/problems/lines-refused");
        heard["lines"][0].GetProperty("sku").GetString().ShouldBe("K-missing");
        heard["lines"][0].GetProperty("problem").GetProperty("type").GetString().ShouldBe("/problems/unknown-sku");
        var shortOf = (await _api.Put("/v1/baskets/b-short", """{"store":"S-nothing","lines":[{"sku":"K-nothing","quantity":11}],"allOrNothing":true}""")).Expect(409);
        shortOf.Type.ShouldBe("/problems/insufficient-available");
        shortOf["lines"][0].GetProperty("problem").GetProperty("available").GetDecimal().ShouldBe(10);
        (await _api.Get(path)).Number("available").ShouldBe(10);
    }

    [Fact]
    public async Task A_basket_of_best_effort_holds_what_can_be_had_and_is_released()
    {
        var path = await _api.NewStock("effort", 10);
        var heard = (await _api.Put("/v1/baskets/b-best", """{"store":"S-effort","lines":[{"sku":"K-effort","quantity":1},{"sku":"K-missing","quantity":1}],"allOrNothing":false}""")).Expect(201);
        heard["lines"].EnumerateArray().Count(line => line.TryGetProperty("problem", out _)).ShouldBe(1);
        (await _api.Get(path)).Number("available").ShouldBe(9);
        (await _api.Post("/v1/baskets/b-best/release")).Expect(200).Text("state").ShouldBe("released");
        (await _api.Get(path)).Number("available").ShouldBe(10);
    }

    [Fact]
    public async Task A_transfer_is_shipped_received_short_and_nothing_is_lost_unrecorded()
    {
        var from = await _api.NewStock("from", 10, "2027-05-31");
        await _api.NewStock("to", 0);
        var ready = (await _api.Put("/v1/transfers/t-one", """{"from":"S-from","to":"S-to","lines":[{"sku":"K-from","quantity":6}]}""")).Expect(201);
        ready.Text("state").ShouldBe("ready");
        ready["lines"][0].GetProperty("lots").GetRawText().ShouldBe("""[{"lot":"L1","shipped":0,"reserved":6}]""");
        (await _api.Put("/v1/transfers/t-one", """{"from":"S-from","to":"S-to","lines":[{"sku":"K-from","quantity":6}]}""")).Expect(200);
        (await _api.Post("/v1/transfers/t-one/receive")).Expect(409).Type.ShouldBe("/problems/invalid-state");
        var shipped = (await _api.Post("/v1/transfers/t-one/ship")).Expect(200);
        shipped.Text("state").ShouldBe("shipped");
        shipped["lines"][0].GetProperty("lots").GetRawText().ShouldBe("""[{"lot":"L1","shipped":6}]""");
        var source = await _api.Get(from);
        (source.Number("onHand"), source.Number("inTransitOut")).ShouldBe((4, 6));
        const string To = "/v1/stores/S-to/skus/K-from";
        (await _api.Get(To)).Number("inTransitIn").ShouldBe(6);
        var received = (await _api.Post("/v1/transfers/t-one/receive", """{"lines":[{"sku":"K-from","lot":"L1","received":4,"broken":1}]}""")).Expect(200);
        received.Text("state").ShouldBe("received");
        received["lines"][0].GetProperty("lots")[0].GetProperty("lost").GetDecimal().ShouldBe(2);
        var arrived = await _api.Get(To);
        (arrived.Number("onHand"), arrived.Number("inTransitIn")).ShouldBe((4, 0));
        arrived["lots"][0].GetProperty("expiresOn").GetString().ShouldBe("2027-05-31");
        (await _api.Get(from)).Number("inTransitOut").ShouldBe(0);
        (await _api.Get("/v1/transfers/t-one")).Expect(200).Text("state").ShouldBe("received");
        (await _api.Get("/v1/verification")).Expect(200)["findings"].ToString().ShouldBe("[]");
    }

    [Fact]
    public async Task A_transfer_is_cancelled_before_it_is_shipped()
    {
        var from = await _api.NewStock("cancel", 10);
        await _api.NewStock("cancel-to", 0);
        (await _api.Put("/v1/transfers/t-cancel", """{"from":"S-cancel","to":"S-cancel-to","lines":[{"sku":"K-cancel","quantity":6}]}""")).Expect(201);
        (await _api.Get(from)).Number("available").ShouldBe(4);
        (await _api.Post("/v1/transfers/t-cancel/cancel")).Expect(200).Text("state").ShouldBe("cancelled");
        (await _api.Get(from)).Number("available").ShouldBe(10);
        (await _api.Post("/v1/transfers/t-cancel/ship")).Expect(409);
    }
}
