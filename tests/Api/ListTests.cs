namespace BeautyGrains.Api.Tests;

/// <summary>Lists of stock, lots and reservations over the read models.</summary>
[Collection(ServerCollection.Name)]
public sealed class ListTests(SharedServer shared)
{
    private readonly ApiServer _server = shared.Server;
    private readonly Api _api = shared.Server.Admin;

    [Fact]
    public async Task A_stock_is_listed_as_its_position_tells_it_as_soon_as_the_write_is_answered()
    {
        var path = await _api.NewStock("listed", 5, "2039-05-31");
        (await _api.Put($"{path}/receipts/q", """{"quantity":2,"lot":"Q1","status":"quarantined"}""")).Expect(201);
        var version = (await _api.Put($"{path}/reservations/r1", """{"quantity":1.5}""")).Expect(201).Number("version");
        var heard = (await _api.Get("/v1/stock?store=S-listed")).Expect(200);
        var line = heard["items"].EnumerateArray().ShouldHaveSingleItem();
        var position = (await _api.Get(path)).Expect(200);
        foreach (var field in new[] { "onHand", "reserved", "available", "quarantined", "held", "recalled", "expired", "inTransitIn", "inTransitOut", "unmatched", "version" })
            line.GetProperty(field).GetDecimal().ShouldBe(position.Number(field), field);
        line.GetProperty("version").GetDecimal().ShouldBe(version);
        heard["asOf"].GetProperty("position").GetString()!.ShouldMatch(@"^0-[1-9]\d*$");
        heard["asOf"].GetProperty("at").GetDateTimeOffset().ShouldBeGreaterThan(DateTimeOffset.UnixEpoch);
        heard.Body.TryGetProperty("cursor", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Stocks_are_filtered_by_what_they_have_and_sorted_either_way()
    {
        foreach (var (sku, quantity) in new[] { ("a", 3m), ("b", 1.5m), ("c", 7m) })
        {
            (await _api.NewStock($"filtered-{sku}", 0)).ShouldNotBeNull();
            (await _api.Put($"/v1/stores/S-filtered-a/skus/K-filtered-{sku}/receipts/r", FormattableString.Invariant($"{{\"quantity\":{quantity},\"lot\":\"L1\"}}"))).Expect(201);
        }
        (await _api.Post("/v1/stores/S-filtered-a/skus/K-filtered-c/lots/L1/status", """{"status":"held","reason":"look"}""")).Expect(200);
        (await Skus("store=S-filtered-a")).ShouldBe("a b c");
        (await Skus("store=S-filtered-a&sort=-store")).ShouldBe("c b a");
        (await Skus("store=S-filtered-a&sort=onHand")).ShouldBe("b a c");
        (await Skus("store=S-filtered-a&sort=-onHand")).ShouldBe("c a b");
        (await Skus("store=S-filtered-a&minOnHand=1.5&maxOnHand=3")).ShouldBe("a b");
        (await Skus("store=S-filtered-a&sku=K-filtered-b")).ShouldBe("b");
        (await Skus("store=S-filtered-a&blocked=true")).ShouldBe("c");
        (await Skus("store=S-filtered-a&blocked=false")).ShouldBe("a b");
        (await Skus("store=S-filtered-a&maxAvailable=0")).ShouldBe("c");
        (await Skus("store=S-filtered-a&minAvailable=2")).ShouldBe("a");
        (await Skus("store=S-filtered-a&expired=true")).ShouldBe("");
        (await Skus("sku=K-filtered-a&store=S-none")).ShouldBe("");

        async Task<string> Skus(string query) =>
            string.Join(' ', (await _api.Get("/v1/stock?" + query)).Expect(200)["items"].EnumerateArray().Select(item => item.GetProperty("sku").GetString()![^1..]));
    }

    [Fact]
    public async Task Lots_come_first_to_expire_first_and_are_filtered_by_expiry_status_and_number()
    {
        var path = await _api.NewStock("lots", 0);
        (await _api.Put($"{path}/receipts/1", """{"quantity":1,"lot":"MAY","expiresOn":"2039-05"}""")).Expect(201);
        (await _api.Put($"{path}/receipts/2", """{"quantity":2,"lot":"APRIL","expiresOn":"2039-04-30"}""")).Expect(201);
        (await _api.Put($"{path}/receipts/3", """{"quantity":3,"lot":"NEVER"}""")).Expect(201);
        (await _api.Put($"{path}/receipts/4", """{"quantity":1,"lot":"SOLD"}""")).Expect(201);
        (await _api.Put($"{path}/sales/s", """{"quantity":1,"lot":"SOLD"}""")).Expect(201);
        (await _api.Put($"{path}/reservations/r", """{"quantity":1.5}""")).Expect(201);
        (await _api.Post($"{path}/lots/MAY/status", """{"status":"recalled","reason":"x"}""")).Expect(200);
        (await Lots("")).ShouldBe("APRIL MAY NEVER");
        (await Lots("&sort=-expiresAt")).ShouldBe("NEVER MAY APRIL");
        (await Lots("&sort=store")).ShouldBe("APRIL MAY NEVER");
        (await Lots("&expiresBefore=2039-05-15T00:00:00Z")).ShouldBe("APRIL");
        (await Lots("&expiresFrom=2039-05-15T00:00:00Z")).ShouldBe("MAY NEVER");
        (await Lots("&status=recalled")).ShouldBe("MAY");
        (await Lots("&lotNo=NEVER")).ShouldBe("NEVER");
        (await Lots("&empty=true&sort=store")).ShouldBe("APRIL MAY NEVER SOLD");
        var position = (await _api.Get(path))["lots"].EnumerateArray().Single(lot => lot.GetProperty("lot").GetString() == "APRIL");
        var april = (await _api.Get("/v1/lots?store=S-lots&lotNo=APRIL")).Expect(200)["items"][0];
        april.GetProperty("reserved").GetDecimal().ShouldBe(1.5m);
        foreach (var field in position.EnumerateObject().Where(field => field.Name is not ("receipt" or "unitCost")))
            april.GetProperty(field.Name).ToString().ShouldBe(field.Value.ToString(), field.Name);

        async Task<string> Lots(string query) =>
            string.Join(' ', (await _api.Get("/v1/lots?store=S-lots" + query)).Expect(200)["items"].EnumerateArray().Select(item => item.GetProperty("lot").GetString()));
    }

    [Fact]
    public async Task Open_reservations_are_listed_first_to_end_first_until_they_end()
    {
        var path = await _api.NewStock("holds", 20);
        foreach (var (id, ttl) in new[] { ("late", 3_000), ("soon", 600), ("gone", 60) }) (await _api.Put($"{path}/reservations/{id}", $"{{\"quantity\":1,\"ttlSeconds\":{ttl}}}")).Expect(201);
        (await _api.Post($"{path}/reservations/gone/release")).Expect(200);
        var items = (await _api.Get("/v1/reservations?store=S-holds&state=open")).Expect(200)["items"].EnumerateArray().ToList();
        items.Select(item => item.GetProperty("id").GetString()).ShouldBe(["soon", "late"]);
        var single = (await _api.Get($"{path}/reservations/soon")).Expect(200);
        foreach (var field in new[] { "id", "state", "quantity", "lots", "expiresAt", "version" }) items[0].GetProperty(field).ToString().ShouldBe(single[field].ToString(), field);
        var before = Uri.EscapeDataString(single["expiresAt"].GetDateTimeOffset().AddSeconds(1).ToString("o"));
        (await _api.Get($"/v1/reservations?store=S-holds&expiresBefore={before}")).Expect(200)["items"].GetArrayLength().ShouldBe(1);
        (await _api.Get("/v1/reservations?store=S-holds&id=late")).Expect(200)["items"].GetArrayLength().ShouldBe(1);
        (await _api.Get("/v1/reservations?store=S-holds&booking=true")).Expect(200)["items"].GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_key_bound_to_stores_lists_those_alone()
    {
        foreach (var name in new[] { "mine", "theirs" })
        {
            var path = await _api.NewStock(name, 3);
            (await _api.Put($"{path}/reservations/r", """{"quantity":1}""")).Expect(201);
        }
        var (_, key) = await _api.NewKey("S-mine", "S-unborn");
        using var till = _server.With(key);
        foreach (var list in new[] { "stock", "lots", "reservations" })
        {
            (await till.Get($"/v1/{list}")).Expect(200)["items"].EnumerateArray().Select(item => item.GetProperty("store").GetString()).ShouldBe(["S-mine"], list);
            (await till.Get($"/v1/{list}?store=S-unborn")).Expect(200)["items"].GetArrayLength().ShouldBe(0, list);
            (await till.Get($"/v1/{list}?store=S-theirs")).Expect(403);
        }
        (await till.Get("/v1/skus?q=K-theirs")).Expect(200)["items"].GetArrayLength().ShouldBe(1);
    }

    [Theory]
    [InlineData("skus", "q=", "q")]
    [InlineData("skus", "q=%20%21", "q")]
    [InlineData("skus", "q=1+2+3+4+5+6+7+8+9", "q")]
    [InlineData("skus", "q=LONG", "q")]
    [InlineData("skus", "brand=", "brand")]
    [InlineData("skus", "brand=%00x", "brand")]
    [InlineData("skus", "category=LONG", "category")]
    [InlineData("skus", "active=yes", "active")]
    [InlineData("skus", "sort=price", "sort")]
    [InlineData("skus", "sort=relevance", "sort")]
    [InlineData("skus", "sort=", "sort")]
    [InlineData("skus", "store=S-1", "store")]
    [InlineData("stock", "store=a/b", "store")]
    [InlineData("stock", "sku=", "sku")]
    [InlineData("stock", "minOnHand=-1", "minOnHand")]
    [InlineData("stock", "maxOnHand=1e400", "maxOnHand")]
    [InlineData("stock", "maxOnHand=0.0001", "maxOnHand")]
    [InlineData("stock", "sku=K-1&minAvailable=x", "minAvailable")]
    [InlineData("stock", "sku=K-1&maxAvailable=1000000000.001", "maxAvailable")]
    [InlineData("stock", "maxAvailable=1", "store")]
    [InlineData("stock", "blocked=1", "blocked")]
    [InlineData("stock", "expired=", "expired")]
    [InlineData("stock", "sort=--store", "sort")]
    [InlineData("stock", "sort=store;DROP", "sort")]
    [InlineData("stock", "q=x", "q")]
    [InlineData("lots", "status=lost", "status")]
    [InlineData("lots", "status=", "status")]
    [InlineData("lots", "expiresBefore=soon", "expiresBefore")]
    [InlineData("lots", "expiresBefore=2039-05-31", "expiresBefore")]
    [InlineData("lots", "expiresFrom=2039-05-31T00:00:00", "expiresFrom")]
    [InlineData("lots", "lotNo=a%20b", "lotNo")]
    [InlineData("lots", "empty=maybe", "empty")]
    [InlineData("reservations", "state=committed", "state")]
    [InlineData("reservations", "id=a%00", "id")]
    [InlineData("reservations", "booking=x", "booking")]
    [InlineData("reservations", "expiresBefore=", "expiresBefore")]
    public async Task A_faulty_filter_is_named(string list, string query, string field)
    {
        query = query.Replace("LONG", new string('x', 201), StringComparison.Ordinal);
        (await _api.Get($"/v1/{list}?{query}")).Expect(400).Faulty.ShouldBe([field]);
    }

    [Theory]
    [InlineData("skus")]
    [InlineData("stock")]
    [InlineData("lots")]
    [InlineData("reservations")]
    public async Task Every_list_has_bounds_and_knows_its_parameters(string list)
    {
        foreach (var (query, field) in new[] { ("limit=0", "limit"), ("limit=501", "limit"), ("limit=+5", "limit"), ("colour=red", "colour"), ("limit=1&limit=2", "limit"), ("Sort=sku", "Sort"),
            ("cursor=AAAA", "cursor"), ("cursor=.", "cursor"), ("cursor=AAAAAAAA.", "cursor"), ("cursor=AAAAAAAA.e30", "cursor"), ($"cursor={new string('A', 4_000)}", "cursor") })
            (await _api.Get($"/v1/{list}?{query}")).Expect(400).Faulty.ShouldBe([field], query);
        (await _api.Get($"/v1/{list}?limit=x&sort=x&cursor=x")).Expect(400).Faulty.ShouldBe(["cursor", "limit", "sort"]);
    }
}
