using System.Globalization;
using System.Text.Json;
using BeautyGrains.Contracts;

namespace BeautyGrains.Api.Tests;

/// <summary>Goods that expire soon, over HTTP.</summary>
[Collection(ServerCollection.Name)]
public sealed class NearExpiryCallTests(SharedServer shared)
{
    private readonly ApiServer _server = shared.Server;
    private readonly Api _api = shared.Server.Admin;

    private static string In(int days) => DateTime.UtcNow.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    // 100 that expire in 40 days at a store that sells 1 a day, beside one that sells 6 a day and has 10 left.
    private async Task<string> Slow(string name)
    {
        (await _api.Put($"/v1/suppliers/V-{name}", $$"""{"name":"Supplier","qualifications":[{"kind":"business-licence","number":"N"}],"prices":[{"sku":"K-{{name}}","unitPrice":100}]}""")).Status.ShouldBeOneOf(200, 201);
        (await _api.Put($"/v1/contracts/C-{name}", $$"""{"supplier":"V-{{name}}","validFrom":"2020-01-01","validThrough":"2099-12-31","returnRights":"Unsold goods within their last quarter."}""")).Status.ShouldBeOneOf(200, 201);
        var path = await _api.NewStock(name, 0);
        (await _api.Put($"/v1/stores/S-{name}-fast", """{"name":"Store","timeZone":"Asia/Shanghai"}""")).Status.ShouldBeOneOf(200, 201);
        var fast = $"/v1/stores/S-{name}-fast/skus/K-{name}";
        (await _api.Put($"{path}/receipts/r", $$"""{"unitCost":{"amount":50,"currency":"CNY"},"quantity":101,"lot":"L","expiresOn":"{{In(40)}}","supplier":"V-{{name}}"}""")).Status.ShouldBeOneOf(200, 201);
        (await _api.Put($"{fast}/receipts/r", $$"""{"quantity":16,"lot":"F","expiresOn":"{{In(400)}}"}""")).Status.ShouldBeOneOf(200, 201);
        (await _api.Put($"{path}/sales/s", """{"quantity":1}""")).Status.ShouldBeOneOf(200, 201);
        (await _api.Put($"{fast}/sales/s", """{"quantity":6}""")).Status.ShouldBeOneOf(200, 201);
        return path;
    }

    private async Task<JsonElement> Lot(string name) => (await _api.Get($"/v1/near-expiry?store=S-{name}")).Expect(200)["items"].EnumerateArray().Single();

    private static Dictionary<string, JsonElement> Proposals(JsonElement lot) => lot.GetProperty("proposals").EnumerateArray().ToDictionary(one => one.GetProperty("proposal").GetString()!);

    [Fact]
    public async Task A_lot_is_proposed_for_what_the_store_cannot_sell_in_time_and_proposals_are_carried_out_and_add_up()
    {
        var path = await Slow("ne");
        var begin = DateTimeOffset.UtcNow.AddMinutes(-1).ToString("o", CultureInfo.InvariantCulture);
        var lot = await Lot("ne");
        (lot.GetProperty("stage").GetInt32(), lot.GetProperty("free").GetDecimal(), lot.GetProperty("perDay").GetDecimal()).ShouldBe((60, 100m, 1m));
        var (sold, risk) = (lot.GetProperty("soldByThen").GetDecimal(), lot.GetProperty("atRisk").GetDecimal());
        sold.ShouldBeInRange(38, 41);
        risk.ShouldBe(100 - sold);
        var offers = Proposals(lot);
        offers["use-first"].GetProperty("quantity").GetDecimal().ShouldBe(sold);
        (offers["promotion"].GetProperty("quantity").GetDecimal(), offers["promotion"].GetProperty("discount").GetDecimal()).ShouldBe((risk, 0.3m));
        (offers["transfer"].GetProperty("quantity").GetDecimal(), offers["transfer"].GetProperty("to").GetString()).ShouldBe((risk, "S-ne-fast"));
        offers["supplier-return"].GetProperty("contract").GetString().ShouldBe("C-ne");

        var decide = $"{path}/lots/L/near-expiry";
        var moved = (await _api.Put($"{decide}/NE-move", """{"proposal":"transfer","decision":"taken","quantity":20}""")).Expect(201);
        (moved.Text("to"), moved.Number("quantity"), moved["taken"].GetBoolean()).ShouldBe(("S-ne-fast", 20m, true));
        (await _api.Get("/v1/transfers/NE-move")).Expect(200).Text("to").ShouldBe("S-ne-fast");
        (await _api.Put($"{decide}/NE-move", """{"proposal":"transfer","decision":"taken","quantity":20}""")).Expect(200).Number("version").ShouldBe(moved.Number("version"));
        (await _api.Put($"{decide}/NE-move", """{"proposal":"transfer","decision":"taken","quantity":21}""")).Expect(422);
        (await _api.Put($"{decide}/NE-again", """{"proposal":"transfer","decision":"taken"}""")).Expect(409).Text("state").ShouldBe("decided");
        (await _api.Get("/v1/transfers/NE-again")).Expect(404);
        (await _api.Put($"{decide}/NE-back", """{"proposal":"supplier-return","decision":"taken","quantity":5}""")).Expect(201);
        (await _api.Get("/v1/supplier-returns/NE-back")).Expect(200).Text("supplier").ShouldBe("V-ne");
        (await _api.Put($"{decide}/NE-cheap", """{"proposal":"promotion","decision":"taken","quantity":10,"discount":0.2}""")).Expect(201);
        (await _api.Put($"{decide}/NE-first", """{"proposal":"use-first","decision":"refused","reason":"No room on the shelf"}""")).Expect(201)["taken"].GetBoolean().ShouldBeFalse();
        Proposals(await Lot("ne"))["promotion"].GetProperty("decision").GetProperty("id").GetString().ShouldBe("NE-cheap");

        (await _api.Post("/v1/transfers/NE-move/ship")).Expect(200);
        (await _api.Post("/v1/transfers/NE-move/receive")).Expect(200);
        (await _api.Put($"{path}/sales/promoted", """{"quantity":3,"lot":"L"}""")).Expect(201);
        var report = (await _api.Get($"/v1/near-expiry/savings?store=S-ne&from={Uri.EscapeDataString(begin)}")).Expect(200);
        var saved = report["saved"].EnumerateArray().ToDictionary(one => one.GetProperty("proposal").GetString()!);
        (saved["use-first"].GetProperty("refused").GetInt32(), saved["use-first"].GetProperty("moved").GetDecimal()).ShouldBe((1, 0m));
        // 20 moved, 5 sent back, 3 sold: each counts once, at 50 fen.
        saved.Values.Sum(one => one.GetProperty("moved").GetDecimal()).ShouldBe(28);
        saved.Values.Sum(one => one.GetProperty("value").GetDecimal()).ShouldBe(28 * 50);
        saved["transfer"].GetProperty("moved").GetDecimal().ShouldBe(20);
        report["expired"].GetArrayLength().ShouldBe(0);
        using var blind = await _server.NewPerson("ne-blind", """{"all":true}""", "", PersonRole.Quality);
        (await blind.Get($"/v1/near-expiry/savings?store=S-ne&from={Uri.EscapeDataString(begin)}")).Expect(200)["saved"].EnumerateArray().Count(one => one.TryGetProperty("value", out _)).ShouldBe(0);
    }

    [Fact]
    public async Task What_expired_on_the_shelf_stands_beside_what_was_saved()
    {
        var clock = new ManualClock();
        await using var server = await ApiServer.Start(clock);
        var path = await server.Admin.NewStock("ne-gone", 0);
        var day = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(10).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        (await server.Admin.Put($"{path}/receipts/r", $$"""{"unitCost":{"amount":30,"currency":"CNY"},"quantity":4,"lot":"L","expiresOn":"{{day}}"}""")).Expect(201);
        (await server.Admin.Get("/v1/near-expiry?store=S-ne-gone")).Expect(200)["items"].GetArrayLength().ShouldBe(1);
        var begin = Uri.EscapeDataString(clock.GetUtcNow().ToString("o", CultureInfo.InvariantCulture));
        (await server.Admin.Get($"/v1/near-expiry/savings?from={begin}&until={Uri.EscapeDataString(clock.GetUtcNow().AddDays(1).ToString("o", CultureInfo.InvariantCulture))}")).Expect(200)["expired"].GetArrayLength().ShouldBe(0);
        clock.Advance(TimeSpan.FromDays(12));
        var expired = (await server.Admin.Get($"/v1/near-expiry/savings?from={begin}")).Expect(200)["expired"].EnumerateArray().Single();
        (expired.GetProperty("lots").GetDecimal(), expired.GetProperty("quantity").GetDecimal(), expired.GetProperty("value").GetDecimal()).ShouldBe((1, 4, 120));
        (await server.Admin.Get("/v1/near-expiry?store=S-ne-gone")).Expect(200)["items"].GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("""{"decision":"taken"}""", "proposal")]
    [InlineData("""{"proposal":"burn","decision":"taken"}""", "proposal")]
    [InlineData("""{"proposal":"promotion"}""", "decision")]
    [InlineData("""{"proposal":"promotion","decision":"perhaps"}""", "decision")]
    [InlineData("""{"proposal":"promotion","decision":"refused"}""", "reason")]
    [InlineData("""{"proposal":"promotion","decision":"refused","reason":" "}""", "reason")]
    [InlineData("""{"proposal":"promotion","decision":"taken","quantity":0}""", "quantity")]
    [InlineData("""{"proposal":"promotion","decision":"taken","quantity":1000}""", "quantity")]
    [InlineData("""{"proposal":"promotion","decision":"taken","discount":1.5}""", "discount")]
    [InlineData("""{"proposal":"use-first","decision":"taken","discount":0.5}""", "discount")]
    [InlineData("""{"proposal":"promotion","decision":"taken","surprise":1}""", "surprise")]
    [InlineData("""[]""", "body")]
    public async Task A_faulty_field_is_named_and_nothing_is_decided(string body, string field)
    {
        var path = await Slow("ne-bad");
        (await _api.Put($"{path}/lots/L/near-expiry/bad", body)).Expect(400).Faulty.ShouldContain(field);
        (await Lot("ne-bad")).GetProperty("decisions").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("/v1/near-expiry?store=a%20b", "store")]
    [InlineData("/v1/near-expiry?limit=0", "limit")]
    [InlineData("/v1/near-expiry?cursor=abc", "cursor")]
    [InlineData("/v1/near-expiry/savings", "from")]
    [InlineData("/v1/near-expiry/savings?from=yesterday", "from")]
    [InlineData("/v1/near-expiry/savings?from=2026-01-01T00:00:00Z&until=2025-01-01T00:00:00Z", "until")]
    [InlineData("/v1/near-expiry/savings?from=2006-01-01T00:00:00Z&until=2026-01-01T00:00:00Z", "until")]
    [InlineData("/v1/near-expiry/savings?from=2026-01-01T00:00:00Z&store=a%2Fb", "store")]
    public async Task A_faulty_filter_is_named(string path, string field) => (await _api.Get(path)).Expect(400).Faulty.ShouldBe([field]);

    [Fact]
    public async Task Only_who_answers_for_the_store_decides()
    {
        var path = await Slow("ne-who");
        const string body = """{"proposal":"promotion","decision":"taken"}""";
        using var cashier = await _server.NewPerson("ne-cashier", """{"all":true}""", "", PersonRole.Cashier);
        (await cashier.Put($"{path}/lots/L/near-expiry/x", body)).Expect(403);
        using var other = await _server.NewPerson("ne-other", """{"stores":["S-else"]}""", "", PersonRole.StoreManager);
        (await other.Put($"{path}/lots/L/near-expiry/x", body)).Expect(403);
        (await other.Get("/v1/near-expiry?store=S-ne-who")).Expect(403);
        (await _api.Put($"/v1/stores/S-ne-who/skus/K-ne-who/lots/NOT/near-expiry/x", body)).Expect(400).Faulty.ShouldBe(["proposal"]);
    }
}
