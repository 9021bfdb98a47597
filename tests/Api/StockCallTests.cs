namespace BeautyGrains.Api.Tests;

/// <summary>What scripts rely on: every call of stocks, as documented.</summary>
[Collection(ServerCollection.Name)]
public sealed class StockCallTests(SharedServer shared)
{
    private readonly Api _api = shared.Server.Admin;

    [Fact]
    public async Task Goods_are_received_and_the_same_receipt_again_is_the_same_movement()
    {
        var path = await _api.NewStock("receipt", 0);
        const string Body = """{"quantity":"10.500","lot":"L1","expiresOn":"2027-05","madeOn":"2025-05-01","unitCost":{"amount":1250,"currency":"CNY"},"supplier":"Lab","document":"D-1"}""";
        var first = (await _api.Put($"{path}/receipts/r1", Body)).Expect(201);
        first.Raw.Headers.Location!.ToString().ShouldBe($"{path}/receipts/r1");
        first.Text("kind").ShouldBe("receipt");
        first["quantity"].GetRawText().ShouldBe("10.5");
        first["lines"][0].GetProperty("unitCost").GetProperty("amount").GetRawText().ShouldBe("1250");
        (await _api.Put($"{path}/receipts/r1", Body)).Expect(200).Body.ToString().ShouldBe(first.Body.ToString());
        (await _api.Get($"{path}/receipts/r1")).Expect(200).Body.ToString().ShouldBe(first.Body.ToString());
        (await _api.Put($"{path}/receipts/r1", """{"quantity":1,"lot":"L1"}""")).Expect(422).Type.ShouldBe("/problems/id-reused");

        var stock = (await _api.Get(path)).Expect(200);
        stock.Number("onHand").ShouldBe(10.5m);
        stock.Number("available").ShouldBe(10.5m);
        var lot = stock["lots"][0];
        lot.GetProperty("expiresOn").GetString().ShouldBe("2027-05");
        lot.GetProperty("expiryKind").GetString().ShouldBe("valid-through");
        // The day ends in the store's time zone, eight hours before UTC.
        lot.GetProperty("expiresAt").GetDateTimeOffset().ShouldBe(new(2027, 5, 31, 16, 0, 0, TimeSpan.Zero));
        lot.GetProperty("status").GetString().ShouldBe("released");
        lot.TryGetProperty("gtin", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_reservation_is_made_read_extended_and_committed_in_part()
    {
        var path = await _api.NewStock("reserve", 10);
        var made = (await _api.Put($"{path}/reservations/r1", """{"quantity":4,"ttlSeconds":60}""")).Expect(201);
        made.Text("state").ShouldBe("open");
        made["lots"][0].GetProperty("lot").GetString().ShouldBe("L1");
        made.Raw.Headers.Location!.ToString().ShouldBe($"{path}/reservations/r1");
        (await _api.Put($"{path}/reservations/r1", """{"ttlSeconds":60,"quantity":"4.0"}""")).Expect(200).Body.ToString().ShouldBe(made.Body.ToString());
        var longer = (await _api.Post($"{path}/reservations/r1/extend", """{"ttlSeconds":3600}""")).Expect(200);
        longer["expiresAt"].GetDateTimeOffset().ShouldBeGreaterThan(made["expiresAt"].GetDateTimeOffset());
        var committed = (await _api.Post($"{path}/reservations/r1/commit", """{"quantity":3}""")).Expect(200);
        committed.Text("state").ShouldBe("committed");
        committed.Number("committed").ShouldBe(3);
        (await _api.Post($"{path}/reservations/r1/commit", """{"quantity":3}""")).Expect(200).Number("committed").ShouldBe(3);
        (await _api.Post($"{path}/reservations/r1/commit", """{"quantity":2}""")).Status.ShouldBe(409);
        (await _api.Get($"{path}/reservations/r1")).Expect(200).Text("state").ShouldBe("committed");
        (await _api.Put($"{path}/reservations/r1", """{"quantity":4,"ttlSeconds":60}""")).Expect(200).Body.ToString().ShouldBe(made.Body.ToString());
        var stock = (await _api.Get(path)).Expect(200);
        (stock.Number("onHand"), stock.Number("reserved"), stock.Number("available")).ShouldBe((7, 0, 7));
    }

    [Fact]
    public async Task Who_got_the_goods_or_brought_them_back_stands_in_the_ledger()
    {
        var path = await _api.NewStock("client", 20);
        var (store, sku) = (path.Split('/')[3], path.Split('/')[5]);
        (await _api.Put($"{path}/sales/s1", """{"quantity":1,"client":"C-1"}""")).Expect(201).Text("client").ShouldBe("C-1");
        (await _api.Put($"{path}/sales/s1", """{"quantity":1,"client":"C-2"}""")).Expect(422).Type.ShouldBe("/problems/id-reused");
        (await _api.Put($"{path}/consumptions/s2", """{"quantity":1,"client":"C-2"}""")).Expect(201);
        (await _api.Put($"{path}/reservations/r1", """{"quantity":1}""")).Expect(201);
        (await _api.Post($"{path}/reservations/r1/commit", """{"client":"C-3"}""")).Expect(200);
        (await _api.Put($"{path}/returns/b1", """{"quantity":1,"disposition":"stock","client":"C-3"}""")).Expect(201);
        (await _api.Put($"/v1/baskets/client-basket-{sku}", $$"""{"store":"{{store}}","lines":[{"sku":"{{sku}}","quantity":1}]}""")).Expect(201);
        (await _api.Post($"/v1/baskets/client-basket-{sku}/commit", """{"client":"C-4"}""")).Expect(200);
        (await _api.Put($"{path}/facts/f1", """{"kind":"offline-sale","quantity":1,"occurredAt":"2026-01-01T00:00:00Z","client":"C-5"}""")).Expect(201);
        (await _api.Put($"{path}/reversals/v1", """{"kind":"sale","movementId":"s1","reason":"typed twice"}""")).Expect(201).Text("client").ShouldBe("C-1");

        var ledger = (await _api.Get($"{path}/ledger")).Expect(200)["items"].EnumerateArray();
        ledger.Select(one => one.TryGetProperty("client", out var client) ? client.GetString() : null).ShouldBe([null, "C-1", "C-2", "C-3", "C-3", "C-4", "C-5", "C-1"]);

        foreach (var (call, body) in new[] { ("sales/bad", """{"quantity":1,"client":"a b"}"""), ("returns/bad", """{"quantity":1,"disposition":"stock","client":""}""") })
            (await _api.Put($"{path}/{call}", body)).Expect(400).Body.ToString().ShouldContain("must-be-an-id");
        (await _api.Post($"/v1/baskets/client-basket-{sku}/commit", """{"client":"张"}""")).Expect(400).Body.ToString().ShouldContain("must-be-an-id");
        (await _api.Post($"{path}/reservations/r1/commit", """{"client":7}""")).Status.ShouldBe(400);
    }

    [Fact]
    public async Task An_idempotency_key_keeps_a_repeated_extension_from_counting_again()
    {
        var path = await _api.NewStock("extend", 10);
        (await _api.Put($"{path}/reservations/r1", """{"quantity":4,"ttlSeconds":60}""")).Expect(201);
        var first = (await _api.Post($"{path}/reservations/r1/extend", """{"ttlSeconds":3600}""", ("Idempotency-Key", "x1"))).Expect(200);
        (await _api.Post($"{path}/reservations/r1/extend", """{"ttlSeconds":3600}""", ("Idempotency-Key", "x1"))).Expect(200).Body.ToString().ShouldBe(first.Body.ToString());
        (await _api.Post($"{path}/reservations/r1/extend", """{"ttlSeconds":60}""", ("Idempotency-Key", "x1"))).Expect(422).Type.ShouldBe("/problems/id-reused");
        (await _api.Post($"{path}/reservations/r1/extend", """{"ttlSeconds":60}""", ("Idempotency-Key", "a b"))).Expect(400).Faulty.ShouldBe(["Idempotency-Key"]);
    }

    [Fact]
    public async Task A_scanned_lot_swaps_the_pin()
    {
        var path = await _api.NewStock("scan", 5, "2027-05-31");
        (await _api.Put($"{path}/receipts/second", """{"quantity":5,"lot":"L2","expiresOn":"2028-05-31"}""")).Expect(201);
        (await _api.Put($"{path}/reservations/r1", """{"quantity":2}""")).Expect(201)["lots"][0].GetProperty("lot").GetString().ShouldBe("L1");
        var committed = (await _api.Post($"{path}/reservations/r1/commit", """{"lots":[{"lot":"L2","quantity":2,"serial":"SN-1"}]}""")).Expect(200);
        committed["lots"][0].GetProperty("lot").GetString().ShouldBe("L2");
        (await _api.Get($"{path}/ledger")).Expect(200)["items"][2].GetProperty("lines")[0].GetProperty("serial").GetString().ShouldBe("SN-1");
    }

    [Fact]
    public async Task A_reservation_is_released_and_released_again()
    {
        var path = await _api.NewStock("release", 5);
        (await _api.Put($"{path}/reservations/r1", """{"quantity":5}""")).Expect(201);
        (await _api.Get(path)).Number("available").ShouldBe(0);
        (await _api.Post($"{path}/reservations/r1/release")).Expect(200).Text("state").ShouldBe("released");
        (await _api.Post($"{path}/reservations/r1/release")).Expect(200);
        (await _api.Get(path)).Number("available").ShouldBe(5);
    }

    [Fact]
    public async Task Every_movement_moves_the_book_is_read_again_and_stands_in_the_ledger_newest_last()
    {
        var path = await _api.NewStock("moves", 100);
        (string Call, string Body, decimal By)[] moves =
        [
            ("sales/s1", """{"quantity":10,"document":"till-1"}""", -10),
            ("consumptions/c1", """{"quantity":5}""", -5),
            ("returns/b1", """{"quantity":2,"lot":"L1","disposition":"stock"}""", 2),
            ("supplier-returns/v1", """{"quantity":3,"lot":"L1","supplier":"Lab"}""", -3),
            ("adjustments/a1", """{"quantity":-1.5,"reason":"lost"}""", -1.5m),
            ("scraps/x1", """{"quantity":0.5,"reason":"broken","lot":"L1"}""", -0.5m),
            ("counts/n1", """{"lot":"L1","counted":80}""", -2),
            ("reversals/z1", """{"kind":"scrap","movementId":"x1","reason":"was fine"}""", 0.5m),
        ];
        var onHand = 100m;
        foreach (var (call, body, by) in moves)
        {
            var moved = (await _api.Put($"{path}/{call}", body)).Expect(201);
            moved.Number("quantity").ShouldBe(by, call);
            moved.Number("onHandAfter").ShouldBe(onHand += by, call);
            (await _api.Put($"{path}/{call}", body)).Expect(200).Body.ToString().ShouldBe(moved.Body.ToString());
            (await _api.Get($"{path}/{call}")).Expect(200).Body.ToString().ShouldBe(moved.Body.ToString());
        }
        (await _api.Get(path)).Number("onHand").ShouldBe(onHand);

        var items = new List<decimal>();
        string? cursor = null;
        do
        {
            var page = (await _api.Get($"{path}/ledger?limit=4" + (cursor is null ? "" : $"&cursor={cursor}"))).Expect(200);
            items.AddRange(page["items"].EnumerateArray().Select(item => item.GetProperty("quantity").GetDecimal()));
            cursor = page.Body.TryGetProperty("cursor", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);
        items.ShouldBe([100, .. moves.Select(move => move.By)]);
    }

    [Fact]
    public async Task A_return_to_quarantine_is_not_sellable()
    {
        var path = await _api.NewStock("back", 5);
        (await _api.Put($"{path}/sales/s1", """{"quantity":3}""")).Expect(201);
        (await _api.Put($"{path}/returns/b1", """{"quantity":2,"lot":"L1","disposition":"quarantine"}""")).Expect(201);
        (await _api.Put($"{path}/returns/b2", """{"quantity":1,"lot":"L1","disposition":"scrap"}""")).Expect(201);
        var stock = (await _api.Get(path)).Expect(200);
        (stock.Number("onHand"), stock.Number("available"), stock.Number("quarantined")).ShouldBe((4, 2, 2));
    }

    [Fact]
    public async Task A_fact_is_recorded_without_stock_and_its_incident_is_closed_by_a_person()
    {
        var path = await _api.NewStock("fact", 1);
        const string Body = """{"kind":"offline-sale","quantity":3,"lot":"L1","occurredAt":"2026-01-02T10:00:00+08:00","client":"C-1"}""";
        var fact = (await _api.Put($"{path}/facts/f1", Body)).Expect(201);
        (fact.Number("booked"), fact.Number("unmatched")).ShouldBe((-1, -2));
        (await _api.Put($"{path}/facts/f1", Body)).Expect(200);
        var incidents = (await _api.Get($"{path}/incidents")).Expect(200)["items"];
        incidents[0].GetProperty("open").GetBoolean().ShouldBeTrue();
        (await _api.Post($"{path}/incidents/f1/close", """{"resolution":"counted again"}""")).Expect(200)["open"].GetBoolean().ShouldBeFalse();
        var read = (await _api.Get($"{path}/facts/f1")).Expect(200);
        read.Number("unmatched").ShouldBe(-2);
        read["incident"].GetProperty("resolution").GetString().ShouldBe("counted again");
        (await _api.Get(path)).Number("unmatched").ShouldBe(-2);
    }

    [Fact]
    public async Task A_batch_answers_item_by_item()
    {
        var path = await _api.NewStock("batch", 5);
        var heard = (await _api.Post("/v1/reservations/batch", """
            {"allOrNothing":false,"items":[
              {"id":"i1","store":"S-batch","sku":"K-batch","quantity":3},
              {"id":"i2","store":"S-batch","sku":"K-batch","quantity":3,"ttlSeconds":60},
              {"id":"i3","store":"S-batch","sku":"K-none","quantity":1}]}
            """)).Expect(200)["items"];
        heard.EnumerateArray().Select(item => item.GetProperty("status").GetInt32()).ShouldBe([201, 409, 404]);
        heard[0].GetProperty("reservation").GetProperty("state").GetString().ShouldBe("open");
        heard[1].GetProperty("problem").GetProperty("available").GetDecimal().ShouldBe(2);
        heard[2].GetProperty("problem").GetProperty("type").GetString().ShouldBe("/problems/unknown-sku");
        (await _api.Get($"{path}/reservations/i1")).Expect(200);
    }

    [Fact]
    public async Task A_read_that_has_not_changed_is_not_sent_again()
    {
        var path = await _api.NewStock("etag", 5);
        foreach (var read in new[] { path, "/v1/stores/S-etag", "/v1/skus/K-etag", $"{path}/receipts/first" })
        {
            var tag = (await _api.Get(read)).Expect(200).Raw.Headers.ETag!.ToString();
            (await _api.Get(read, ("If-None-Match", tag))).Expect(304);
            (await _api.Get(read, ("If-None-Match", "\"v0\""))).Expect(200);
        }
        var before = (await _api.Get(path)).Raw.Headers.ETag!.ToString();
        (await _api.Put($"{path}/sales/s1", """{"quantity":1}""")).Expect(201);
        (await _api.Get(path, ("If-None-Match", before))).Expect(200);
    }
}
