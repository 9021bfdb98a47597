namespace BeautyGrains.Api.Tests;

[Collection(ServerCollection.Name)]
public sealed class CatalogueCallTests(SharedServer shared)
{
    private readonly Api _api = shared.Server.Admin;

    [Fact]
    public async Task A_store_is_put_read_and_put_again()
    {
        const string Body = """{"name":"静安店","timeZone":"Asia/Shanghai","defaultTtlSeconds":120,"type":"clinic","licences":[{"number":"L-1","scope":["drug","device-iii"]}]}""";
        var made = (await _api.Put("/v1/stores/S-put", Body)).Expect(201);
        made.Raw.Headers.Location!.ToString().ShouldBe("/v1/stores/S-put");
        made["licences"][0].GetProperty("scope")[1].GetString().ShouldBe("device-iii");
        (await _api.Put("/v1/stores/S-put", Body)).Expect(200).Body.ToString().ShouldBe(made.Body.ToString());
        var read = (await _api.Get("/v1/stores/S-put")).Expect(200);
        read.Body.ToString().ShouldBe(made.Body.ToString());
        read.Text("name").ShouldBe("静安店");
        (await _api.Put("/v1/stores/S-put", """{"name":"x","timeZone":"Mars/Olympus"}""")).Expect(400).Faulty.ShouldBe(["timeZone"]);
    }

    [Fact]
    public async Task A_SKU_is_put_with_all_its_fields_and_read_again()
    {
        var made = (await _api.Put("/v1/skus/K-put", """
            {"name":"Filler","nameZh":"玻尿酸","brand":"B","unit":"vial","packs":[{"unit":"box","contains":10},{"unit":"carton","contains":"200"}],
             "picking":"fifo","minShelfLifeDays":30,"ingredients":"HA","price":{"amount":128000,"currency":"CNY"},"goodsCategory":"device-iii","tags":["a"]}
            """)).Expect(201);
        made["packs"][1].GetProperty("contains").GetDecimal().ShouldBe(200);
        made.Text("picking").ShouldBe("fifo");
        (await _api.Get("/v1/skus/K-put")).Expect(200).Body.ToString().ShouldBe(made.Body.ToString());
    }

    [Fact]
    public async Task If_Match_guards_against_a_lost_update()
    {
        var first = (await _api.Put("/v1/skus/K-match", """{"name":"A","unit":"piece"}""", ("If-None-Match", "*"))).Expect(201);
        var tag = first.Raw.Headers.ETag!.ToString();
        tag.ShouldBe("\"v1\"");
        (await _api.Put("/v1/skus/K-match", """{"name":"B","unit":"piece"}""", ("If-Match", tag))).Expect(200).Raw.Headers.ETag!.ToString().ShouldBe("\"v2\"");
        (await _api.Put("/v1/skus/K-match", """{"name":"C","unit":"piece"}""", ("If-Match", tag))).Expect(412).Type.ShouldBe("/problems/stale-version");
        (await _api.Put("/v1/skus/K-match", """{"name":"C","unit":"piece"}""", ("If-Match", "v1"))).Expect(400).Faulty.ShouldBe(["If-Match"]);
        (await _api.Get("/v1/skus/K-match")).Text("name").ShouldBe("B");
    }

    [Fact]
    public async Task Lists_are_walked_page_by_page_in_order_without_gaps()
    {
        for (var i = 0; i < 7; i++) (await _api.Put($"/v1/skus/K-list-{i}", """{"name":"x","unit":"piece"}""")).Expect(201);
        var codes = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await _api.Get("/v1/skus?limit=3" + (cursor is null ? "" : $"&cursor={cursor}"))).Expect(200);
            codes.AddRange(page["items"].EnumerateArray().Select(item => item.GetProperty("sku").GetString()!));
            cursor = page.Body.TryGetProperty("cursor", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);
        codes.ShouldBe(codes.Order(StringComparer.Ordinal).Distinct());
        codes.Count(code => code.StartsWith("K-list-", StringComparison.Ordinal)).ShouldBe(7);
    }

    [Fact]
    public async Task Availability_tells_every_store_in_one_call()
    {
        await _api.NewStock("everywhere", 5);
        await _api.NewStock("elsewhere", 0);
        (await _api.Put("/v1/stores/S-elsewhere/skus/K-everywhere/receipts/r", """{"quantity":2.5,"lot":"L1"}""")).Expect(201);
        (await _api.Put("/v1/stores/S-everywhere/skus/K-everywhere/reservations/r", """{"quantity":1}""")).Expect(201);
        var heard = (await _api.Get("/v1/skus/K-everywhere/availability")).Expect(200);
        (heard.Number("onHand"), heard.Number("reserved"), heard.Number("available")).ShouldBe((7.5m, 1, 6.5m));
        heard["stores"].EnumerateArray().Single(store => store.GetProperty("store").GetString() == "S-elsewhere").GetProperty("available").GetDecimal().ShouldBe(2.5m);
    }

    [Fact]
    public async Task Availability_from_the_list_tells_the_same_and_as_of_when()
    {
        await _api.NewStock("surveyed", 5);
        (await _api.Put("/v1/stores/S-surveyed/skus/K-surveyed/reservations/r", """{"quantity":2}""")).Expect(201);
        // A list waits for what was written before it.
        var position = JournalPosition((await _api.Get("/v1/stock?sku=K-surveyed")).Expect(200));
        var heard = (await _api.Get("/v1/skus/K-surveyed/availability?source=list")).Expect(200);
        JournalPosition(heard).ShouldBeGreaterThanOrEqualTo(position);
        var live = (await _api.Get("/v1/skus/K-surveyed/availability?source=stores")).Expect(200);
        live.Body.TryGetProperty("asOf", out _).ShouldBeFalse();
        foreach (var field in new[] { "sku", "unit", "onHand", "reserved", "available" }) heard[field].ToString().ShouldBe(live[field].ToString(), field);
        // Other tests open stores meanwhile, which hold nothing of it.
        StoresWithStock(heard).ShouldBe(StoresWithStock(live));
        StoresWithStock(heard).Count.ShouldBe(1);
        (await _api.Get("/v1/skus/K-surveyed/availability?source=else")).Expect(400).Faulty.ShouldBe(["source"]);
        (await _api.Get("/v1/skus/K-none/availability?source=list")).Expect(404);
    }

    private static List<string> StoresWithStock(Heard heard) =>
        [.. heard["stores"].EnumerateArray().Where(store => store.GetProperty("onHand").GetDecimal() != 0).Select(store => store.ToString())];

    private static long JournalPosition(Heard heard) =>
        long.Parse(heard["asOf"].GetProperty("position").GetString()!.Split('-')[1], System.Globalization.CultureInfo.InvariantCulture);
}
