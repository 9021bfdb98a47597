using System.Net.Http.Headers;
using System.Text;

namespace BeautyGrains.Api.Tests;

/// <summary>Whatever a caller can send wrong gets a clear 4xx that names the field, and changes nothing.</summary>
[Collection(ServerCollection.Name)]
public sealed class BadInputTests(SharedServer shared)
{
    private readonly Api _api = shared.Server.Admin;

    [Theory]
    [InlineData("reservations/r", """{"quantity":-1}""", "quantity")]
    [InlineData("reservations/r", """{"quantity":0}""", "quantity")]
    [InlineData("reservations/r", """{"quantity":"NaN"}""", "quantity")]
    [InlineData("reservations/r", """{"quantity":"abc"}""", "quantity")]
    [InlineData("reservations/r", """{"quantity":1e400}""", "quantity")]
    [InlineData("reservations/r", """{"quantity":"1e400"}""", "quantity")]
    [InlineData("reservations/r", """{"quantity":1e20}""", "quantity")]
    [InlineData("reservations/r", """{"quantity":1000000000.001}""", "quantity")]
    [InlineData("reservations/r", """{"quantity":0.0001}""", "quantity")]
    [InlineData("reservations/r", """{"quantity":1.00000000000000000000000000000000000001}""", "quantity")]
    [InlineData("reservations/r", """{"quantity":true}""", "quantity")]
    [InlineData("reservations/r", """{"quantity":[1]}""", "quantity")]
    [InlineData("reservations/r", """{"quantity":null}""", "quantity")]
    [InlineData("reservations/r", """{}""", "quantity")]
    [InlineData("reservations/r", """{"quantity":1,"ttlSeconds":-1}""", "ttlSeconds")]
    [InlineData("reservations/r", """{"quantity":1,"ttlSeconds":0}""", "ttlSeconds")]
    [InlineData("reservations/r", """{"quantity":1,"ttlSeconds":315360000}""", "ttlSeconds")]
    [InlineData("reservations/r", """{"quantity":1,"ttlSeconds":1e400}""", "ttlSeconds")]
    [InlineData("reservations/r", """{"quantity":1,"ttlSeconds":1.5}""", "ttlSeconds")]
    [InlineData("reservations/r", """{"quantity":1,"forDate":"2026-13-01"}""", "forDate")]
    [InlineData("reservations/r", """{"quantity":1,"minShelfLifeDays":-1}""", "minShelfLifeDays")]
    [InlineData("reservations/r", """{"quantity":1,"lot":"a/b"}""", "lot")]
    [InlineData("reservations/r", """{"quantity":1,"surprise":2}""", "surprise")]
    [InlineData("reservations/r", """{"quantity":1,"quantity":2}""", "quantity")]
    [InlineData("reservations/r", """{"Quantity":1}""", "Quantity")]
    [InlineData("reservations/r", """[1]""", "body")]
    [InlineData("reservations/r", "null", "body")]
    [InlineData("reservations/r", "7", "body")]
    [InlineData("reservations/r", """{"quantity":1""", "quantity")]
    [InlineData("reservations/r", """{"quantity":1}}""", "body")]
    [InlineData("reservations/r", """{"quantity":1}{"quantity":1}""", "body")]
    [InlineData("reservations/r", """{"quantity":NaN}""", "quantity")]
    [InlineData("reservations/r", """{"lot":"\ud800"}""", "lot")]
    [InlineData("receipts/r", """{"quantity":1,"lot":"L9","expiresOn":"2027-02-30"}""", "expiresOn")]
    [InlineData("receipts/r", """{"quantity":1,"lot":"L9","expiresOn":"2027-01-31","madeOn":"2027-02-01"}""", "expiresOn")]
    [InlineData("receipts/r", """{"quantity":1,"lot":"L9","expiryKind":"someday"}""", "expiryKind")]
    [InlineData("receipts/r", """{"quantity":1,"lot":"L9","status":"held"}""", "status")]
    [InlineData("receipts/r", """{"quantity":1}""", "lot")]
    [InlineData("receipts/r", """{"quantity":1,"lot":"L9","unitCost":{"amount":-1,"currency":"CNY"}}""", "unitCost.amount")]
    [InlineData("receipts/r", """{"quantity":1,"lot":"L9","unitCost":{"amount":1,"currency":"yuan"}}""", "unitCost.currency")]
    [InlineData("receipts/r", """{"quantity":1,"lot":"L9","gtin":"123"}""", "gtin")]
    [InlineData("adjustments/r", """{"quantity":0,"reason":"x"}""", "quantity")]
    [InlineData("adjustments/r", """{"quantity":1}""", "reason")]
    [InlineData("adjustments/r", """{"quantity":1,"reason":"   "}""", "reason")]
    [InlineData("scraps/r", """{"quantity":-1,"reason":"x"}""", "quantity")]
    [InlineData("returns/r", """{"quantity":1,"disposition":"bin"}""", "disposition")]
    [InlineData("returns/r", """{"quantity":1}""", "disposition")]
    [InlineData("counts/r", """{"lot":"L1","counted":-1}""", "counted")]
    [InlineData("reversals/r", """{"kind":"receipt","reason":"x"}""", "movementId")]
    [InlineData("facts/r", """{"kind":"breakage","quantity":1,"occurredAt":"yesterday"}""", "occurredAt")]
    [InlineData("facts/r", """{"kind":"breakage","quantity":1,"occurredAt":"2199-01-01T00:00:00Z"}""", "occurredAt")]
    public async Task A_faulty_field_is_named_and_nothing_is_changed(string call, string body, string field)
    {
        var path = await _api.NewStock("faulty", 5);
        var before = (await _api.Get(path)).Body.ToString();
        var heard = (await _api.Put($"{path}/{call}", body)).Expect(400);
        heard.Type.ShouldBe("/problems/validation");
        heard.Faulty.ShouldBe([field]);
        (await _api.Get(path)).Body.ToString().ShouldBe(before);
    }

    [Fact]
    public async Task All_faulty_fields_are_told_at_once()
    {
        var path = await _api.NewStock("several", 0);
        (await _api.Put($"{path}/receipts/r", """{"quantity":"x","lot":"a b","expiresOn":"soon","status":"lost"}""")).Expect(400)
            .Faulty.ShouldBe(["expiresOn", "lot", "quantity", "status"]);
        (await _api.Put("/v1/skus/K-several", """{"unit":"","packs":[{"unit":"box","contains":0}],"price":{"amount":"x"}}""")).Expect(400)
            .Faulty.ShouldBe(["name", "packs[0].contains", "price.amount", "price.currency", "unit"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("a%2Fb")]
    [InlineData("%20")]
    [InlineData("a%20b")]
    [InlineData("%F0%9F%98%80")]
    [InlineData("%E7%B2%BE")]
    [InlineData("300")]
    public async Task An_id_in_the_path_that_is_none_is_named(string id)
    {
        if (id == "300") id = new('a', 300);
        (await _api.Put($"/v1/stores/{id}", """{"name":"x","timeZone":"UTC"}""")).Expect(400).Faulty.ShouldBe(["store"]);
        (await _api.Get($"/v1/skus/{id}")).Expect(400).Faulty.ShouldBe(["sku"]);
        (await _api.Put($"/v1/stores/S/skus/K/reservations/{id}", """{"quantity":1}""")).Expect(400).Faulty.ShouldBe(["id"]);
        (await _api.Post($"/v1/stores/S/skus/K/lots/{id}/status", """{"status":"held","reason":"x"}""")).Expect(400).Faulty.ShouldBe(["lot"]);
    }

    [Fact]
    public async Task A_body_that_is_missing_too_deep_too_large_or_no_JSON_is_refused()
    {
        var path = await _api.NewStock("bodies", 5);
        var call = $"{path}/reservations/r";
        (await _api.Send(HttpMethod.Put, call, null)).Expect(400).Faulty.ShouldBe(["body"]);
        (await _api.Put(call, string.Concat(Enumerable.Repeat("{\"quantity\":", 5_000)) + "1" + new string('}', 5_000))).Expect(400).Faulty.ShouldBe(["body"]);
        (await _api.Put(call, new string('[', 5_000) + new string(']', 5_000))).Expect(400)["errors"].GetProperty("body")[0].GetString().ShouldBe("too-deep");

        foreach (var type in new[] { "text/plain", "application/xml", "application/x-www-form-urlencoded" })
        {
            using var other = new HttpRequestMessage(HttpMethod.Put, call) { Content = new StringContent("""{"quantity":1}""", Encoding.UTF8, type) };
            (await _api.Send(other)).Expect(415).Type.ShouldBe("/problems/unsupported-media-type");
        }

        using var packed = new HttpRequestMessage(HttpMethod.Put, call) { Content = new StringContent("""{"quantity":1}""", Encoding.UTF8, "application/json") };
        packed.Content.Headers.ContentEncoding.Add("gzip");
        (await _api.Send(packed)).Expect(415);

        using var broken = new HttpRequestMessage(HttpMethod.Put, call) { Content = new ByteArrayContent([.. "{\"lot\":\""u8, 0xff, 0xfe, .. "\"}"u8]) };
        broken.Content.Headers.ContentType = new("application/json");
        (await _api.Send(broken)).Expect(400);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_of_ten_megabytes_is_refused_whether_its_length_is_told_or_not(bool chunked)
    {
        var path = await _api.NewStock("large", 5);
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{path}/reservations/r") { Content = new ByteArrayContent(new byte[10 * 1024 * 1024]) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TransferEncodingChunked = chunked;
        (await _api.Send(request)).Expect(413).Type.ShouldBe("/problems/body-too-large");
        (await _api.Get(path)).Expect(200).Number("reserved").ShouldBe(0);
    }

    [Fact]
    public async Task A_body_that_is_not_asked_for_is_refused_unless_it_is_empty()
    {
        var path = await _api.NewStock("nobody", 5);
        (await _api.Put($"{path}/reservations/r", """{"quantity":1}""")).Expect(201);
        (await _api.Post($"{path}/reservations/r/release", """{"quantity":1}""")).Expect(400).Faulty.ShouldBe(["quantity"]);
        (await _api.Post($"{path}/reservations/r/release", "{}")).Expect(200);
    }

    [Fact]
    public async Task Unknown_stores_and_SKUs_are_told_apart()
    {
        var path = await _api.NewStock("known", 5);
        (await _api.Get("/v1/stores/S-none/skus/K-known")).Expect(404).Type.ShouldBe("/problems/unknown-store");
        (await _api.Get("/v1/stores/S-known/skus/K-none")).Expect(404).Type.ShouldBe("/problems/unknown-sku");
        (await _api.Get("/v1/stores/S-known/skus/K-none/ledger")).Expect(404).Type.ShouldBe("/problems/unknown-sku");
        (await _api.Get("/v1/stores/S-known/skus/K-none/incidents")).Expect(404).Type.ShouldBe("/problems/unknown-sku");
        (await _api.Get("/v1/stores/S-none")).Expect(404).Type.ShouldBe("/problems/unknown-store");
        (await _api.Get("/v1/skus/K-none")).Expect(404).Type.ShouldBe("/problems/unknown-sku");
        (await _api.Get("/v1/skus/K-none/availability")).Expect(404).Type.ShouldBe("/problems/unknown-sku");
        foreach (var (call, body) in new[] { ("reservations/r", """{"quantity":1}"""), ("receipts/r", """{"quantity":1,"lot":"L1"}"""), ("sales/r", """{"quantity":1}""") })
        {
            (await _api.Put($"/v1/stores/S-none/skus/K-known/{call}", body)).Expect(404).Type.ShouldBe("/problems/unknown-store");
            (await _api.Put($"/v1/stores/S-known/skus/K-none/{call}", body)).Expect(404).Type.ShouldBe("/problems/unknown-sku");
        }
        (await _api.Post($"{path}/reservations/none/commit")).Expect(404).Type.ShouldBe("/problems/unknown-reservation");
        (await _api.Get($"{path}/reservations/none")).Expect(404).Type.ShouldBe("/problems/unknown-reservation");
        (await _api.Get($"{path}/sales/none")).Expect(404).Type.ShouldBe("/problems/unknown-movement");
        (await _api.Get($"{path}/facts/none")).Expect(404).Type.ShouldBe("/problems/unknown-movement");
        (await _api.Post($"{path}/lots/L9/status", """{"status":"held","reason":"x"}""")).Expect(404).Type.ShouldBe("/problems/unknown-lot");
        (await _api.Post($"{path}/incidents/none/close", """{"resolution":"x"}""")).Expect(404).Type.ShouldBe("/problems/unknown-incident");
        (await _api.Get("/v1/baskets/none")).Expect(404).Type.ShouldBe("/problems/unknown-basket");
        (await _api.Get("/v1/transfers/none")).Expect(404).Type.ShouldBe("/problems/unknown-transfer");
    }

    [Fact]
    public async Task What_the_state_does_not_allow_is_a_conflict_and_changes_nothing()
    {
        var path = await _api.NewStock("conflicts", 5);
        (await _api.Put($"{path}/reservations/gone", """{"quantity":1}""")).Expect(201);
        (await _api.Post($"{path}/reservations/gone/release")).Expect(200).Text("state").ShouldBe("released");
        var before = (await _api.Get(path)).Body.ToString();
        var heard = (await _api.Post($"{path}/reservations/gone/commit")).Expect(409);
        heard.Type.ShouldBe("/problems/invalid-state");
        heard.Text("state").ShouldBe("released");
        (await _api.Post($"{path}/reservations/gone/extend", """{"ttlSeconds":60}""")).Expect(409);
        (await _api.Put($"{path}/scraps/too-much", """{"quantity":6,"lot":"L1","reason":"broken"}""")).Expect(409).Number("available").ShouldBe(5);
        (await _api.Put($"{path}/reservations/gone", """{"quantity":2}""")).Expect(422).Type.ShouldBe("/problems/id-reused");
        (await _api.Get(path)).Body.ToString().ShouldBe(before);
    }

    [Fact]
    public async Task Baskets_and_batches_have_bounds()
    {
        await _api.NewStock("bounds", 5);
        (await _api.Put("/v1/baskets/b0", """{"store":"S-bounds","lines":[]}""")).Expect(400).Faulty.ShouldBe(["lines"]);
        (await _api.Put("/v1/baskets/b0", """{"store":"S-bounds"}""")).Expect(400).Faulty.ShouldBe(["lines"]);
        (await _api.Put("/v1/baskets/b0", $$"""{"store":"S-bounds","lines":[{{Lines(1_001)}}]}""")).Expect(400).Faulty.ShouldBe(["lines"]);
        (await _api.Put("/v1/baskets/b0", """{"store":"S-bounds","lines":[{"sku":"K-bounds","quantity":1},null]}""")).Expect(400).Faulty.ShouldBe(["lines[1]"]);
        (await _api.Get("/v1/baskets/b0")).Expect(404);
        (await _api.Post("/v1/reservations/batch", """{"items":[]}""")).Expect(400).Faulty.ShouldBe(["items"]);
        (await _api.Post("/v1/reservations/batch", $$"""{"items":[{{Items(501)}}]}""")).Expect(400).Faulty.ShouldBe(["items"]);
        (await _api.Post("/v1/reservations/batch", $$"""{"items":[{{Items(1)}},{{Items(1)}}]}""")).Expect(400).Faulty.ShouldBe(["items[1].id"]);
        (await _api.Post("/v1/reservations/batch", """{"items":[{"id":"i1","store":"S-bounds","sku":"K-bounds","quantity":0}]}""")).Expect(400).Faulty.ShouldBe(["items[0].quantity"]);
        (await _api.Post("/v1/reservations/batch", $$"""{"allOrNothing":true,"items":[{{Items(1)}},{{Items(1)}}]}""")).Expect(400).Faulty.ShouldBe(["items[1].id"]);
        (await _api.Post("/v1/reservations/batch", $$"""{"allOrNothing":true,"items":[{{Items(1)}}]}""", ("Idempotency-Key", "a b"))).Expect(400).Faulty.ShouldBe(["Idempotency-Key"]);
        (await _api.Put("/v1/transfers/t0", """{"from":"S-bounds","to":"S-bounds","lines":[{"sku":"K-bounds","quantity":1}]}""")).Expect(400).Faulty.ShouldBe(["to"]);
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=501", "limit")]
    [InlineData("limit=x", "limit")]
    [InlineData("cursor=!!", "cursor")]
    [InlineData("cursor=AAAA", "cursor")]
    [InlineData("colour=red", "colour")]
    [InlineData("Limit=5", "Limit")]
    [InlineData("limit=5&limit=6", "limit")]
    public async Task A_list_has_bounds_and_knows_its_cursors(string query, string field)
    {
        await _api.NewStock("lists", 1);
        (await _api.Get($"/v1/stores?{query}")).Expect(400).Faulty.ShouldBe([field]);
        (await _api.Get($"/v1/skus?{query}")).Expect(400).Faulty.ShouldBe([field]);
        (await _api.Get($"/v1/stores/S-lists/skus/K-lists/ledger?{query}")).Expect(400).Faulty.ShouldBe([field]);
    }

    private static string Lines(int count) => string.Join(',', Enumerable.Repeat("""{"sku":"K-bounds","quantity":1}""", count));

    private static string Items(int count) => string.Join(',', Enumerable.Range(0, count).Select(i => $$"""{"id":"i{{i}}","store":"S-bounds","sku":"K-bounds","quantity":1}"""));
}
