using System.Text.Json;
using BeautyGrains.Contracts;

namespace BeautyGrains.Api.Tests;

/// <summary>What the stock is worth, over HTTP.</summary>
[Collection(ServerCollection.Name)]
public sealed class ValuationCallTests(SharedServer shared)
{
    private readonly ApiServer _server = shared.Server;
    private readonly Api _api = shared.Server.Admin;

    private static string Receipt(int quantity, string lot, decimal cost, string more = "") =>
        FormattableString.Invariant($"{{\"quantity\":{quantity},\"lot\":\"{lot}\",\"unitCost\":{{\"amount\":{cost},\"currency\":\"CNY\"}}{more}}}");

    private static string Told(JsonElement line) => string.Join(' ', new[] { "store", "sku", "category", "quantity", "value", "inTransit" }
        .Where(name => line.TryGetProperty(name, out _)).Select(name => line.GetProperty(name).ToString()).Prepend(line.TryGetProperty("owner", out _) ? "others" : "own"));

    private async Task<string[]> Values(string query) => [.. (await _api.Get($"/v1/valuation?{query}")).Expect(200)["items"].EnumerateArray().Select(Told)];

    [Fact]
    public async Task Own_goods_and_those_of_others_are_added_up_apart_and_issues_and_losses_leave_at_their_cost()
    {
        var path = await _api.NewStock("worth", 0);
        (await _api.Put("/v1/skus/K-worth", """{"name":"Product","unit":"piece","category":"面部/worth"}""")).Expect(200);
        (await _api.Put($"{path}/receipts/a", Receipt(10, "A", 80.5m))).Expect(201);
        // The lot's average takes the dearer ones in: (10 × 80.5 + 10 × 100) ÷ 20.
        (await _api.Put($"{path}/receipts/a2", Receipt(10, "A", 100))).Expect(201);
        (await _api.Put($"{path}/receipts/c", Receipt(5, "C", 7, ",\"owner\":{\"kind\":\"consignor\",\"id\":\"V-worth\"}"))).Expect(201);
        (await _api.Put($"{path}/receipts/free", """{"quantity":3,"lot":"F"}""")).Expect(201);
        (await _api.Put($"{path}/sales/s", """{"quantity":2,"lot":"A"}""")).Expect(201);
        (await _api.Put($"{path}/scraps/x", """{"quantity":1,"lot":"A","reason":"broken"}""")).Expect(201);

        // 17 × 90.25; what came in without a cost has no value.
        (await Values("by=stock&store=S-worth")).ShouldBe(["own S-worth K-worth 面部/worth 3", "own S-worth K-worth 面部/worth 17 1534.25 0", "others S-worth K-worth 面部/worth 5 35 0"]);
        (await Values("by=category&category=面部/worth&owned=true")).ShouldBe(["own 面部/worth", "own 面部/worth 1534.25 0"]);
        (await Values("by=owner&store=S-worth&owned=false")).ShouldBe(["others 35 0"]);
        (await Values("by=owner&owner=consignor:V-worth")).ShouldBe(["others 35 0"]);
        (await Values("store=S-worth&owned=true&sku=K-nothing")).ShouldBeEmpty();
        (await _api.Get("/v1/valuation?by=sku&store=S-worth")).Expect(200)["totals"].EnumerateArray().Select(Told).ShouldBe(["own", "own 1534.25 0", "others 35 0"]);
        (await _api.Http.GetStringAsync("/v1/valuation/export?by=stock&store=S-worth")).ShouldContain("S-worth,K-worth,面部/worth,,1,17,CNY,1534.25,0");
    }

    [Fact]
    public async Task Goods_on_their_way_count_once_and_all_pages_together_are_the_total()
    {
        var path = await _api.NewStock("worth-way", 0);
        (await _api.Put("/v1/stores/S-worth-to", """{"name":"Store","timeZone":"Asia/Shanghai"}""")).Expect(201);
        (await _api.Put($"{path}/receipts/a", Receipt(10, "A", 100))).Expect(201);
        (await _api.Put("/v1/transfers/worth-way", """{"from":"S-worth-way","to":"S-worth-to","lines":[{"sku":"K-worth-way","quantity":4}]}""")).Expect(201);
        (await _api.Post("/v1/transfers/worth-way/ship")).Expect(200);
        (await Values("by=sku&sku=K-worth-way")).ShouldBe(["own K-worth-way 10 1000 400"]);
        (await _api.Post("/v1/transfers/worth-way/receive")).Expect(200);
        (await Values("by=store&sku=K-worth-way")).ShouldBe(["own S-worth-to 400 0", "own S-worth-way 600 0"]);

        var (sum, pages, cursor) = (0m, 0, "");
        decimal total;
        do
        {
            var page = (await _api.Get($"/v1/valuation?by=stock&owned=true&sku=K-worth-way&limit=1{cursor}")).Expect(200);
            sum += page["items"].EnumerateArray().Sum(line => line.GetProperty("value").GetDecimal());
            total = page["totals"].EnumerateArray().Single().GetProperty("value").GetDecimal();
            cursor = page.Body.TryGetProperty("cursor", out var next) ? $"&cursor={next.GetString()}" : "";
            pages++;
        }
        while (cursor.Length > 0);
        (sum, total, pages).ShouldBe((1_000, 1_000, 2));
    }

    [Fact]
    public async Task Values_are_for_those_who_see_cost_prices_and_of_their_own_stores()
    {
        var path = await _api.NewStock("worth-own", 0);
        (await _api.Put($"{path}/receipts/a", Receipt(1, "A", 100))).Expect(201);
        using var blind = await _server.NewPerson("worth-blind", """{"all":true}""", "", PersonRole.Finance);
        var seen = (await blind.Get("/v1/valuation?by=stock&store=S-worth-own")).Expect(200);
        seen["items"].EnumerateArray().Concat(seen["totals"].EnumerateArray()).Select(Told).ShouldBe(["own S-worth-own K-worth-own 1", "own"]);
        (await blind.Http.GetStringAsync("/v1/valuation/export?by=stock&store=S-worth-own")).ShouldContain("S-worth-own,K-worth-own,,,1,1,CNY,,");
        using var manager = await _server.NewPerson("worth-manager", """{"stores":["S-worth-own"]}""", ",\"seesCost\":true", PersonRole.StoreManager);
        (await manager.Get("/v1/valuation")).Expect(200)["items"].EnumerateArray().Select(Told).ShouldBe(["own S-worth-own 100 0"]);
        (await manager.Get("/v1/valuation?store=S-worth")).Expect(403);
    }

    [Theory]
    [InlineData("by=lot", "by")]
    [InlineData("store=a%20b", "store")]
    [InlineData("sku=a%2Fb", "sku")]
    [InlineData("owner=V-1", "owner")]
    [InlineData("owned=perhaps", "owned")]
    [InlineData("limit=501", "limit")]
    [InlineData("cursor=abc", "cursor")]
    [InlineData("colour=red", "colour")]
    public async Task A_faulty_filter_is_named(string query, string field)
    {
        (await _api.Get($"/v1/valuation?{query}")).Expect(400).Faulty.ShouldBe([field]);
        if (field is not ("limit" or "cursor")) (await _api.Get($"/v1/valuation/export?{query}")).Expect(400).Faulty.ShouldBe([field]);
    }
}
