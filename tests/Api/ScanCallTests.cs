using System.Text.Json;

namespace BeautyGrains.Api.Tests;

/// <summary>A scan finds product, lot, expiry and serial, and stands in for typing.</summary>
[Collection(ServerCollection.Name)]
public sealed class ScanCallTests(SharedServer shared)
{
    private const string Gs = "\u001d";
    private readonly Api _api = shared.Server.Admin;

    [Fact]
    public async Task A_scan_finds_the_product_on_its_level_and_the_lot_of_the_store()
    {
        var (path, gtin, box) = await Product("find", 410_001);
        (await _api.Put($"{path}/receipts/r", """{"quantity":5,"lot":"A~2F1","expiresOn":"2099-12-31"}""")).Expect(201);

        var heard = await Scan($"]d201{gtin}1799123110A/1{Gs}21SN-1", "S-find");
        heard.Text("sku").ShouldBe("K-find");
        heard.Text("form").ShouldBe("element-string");
        heard.Text("issuer").ShouldBe("gs1");
        heard.Text("lot").ShouldBe("A/1");
        heard.Text("lotNo").ShouldBe("A~2F1");
        heard.Text("serial").ShouldBe("SN-1");
        heard.Text("unit").ShouldBe("vial");
        heard.Number("onHand").ShouldBe(5);
        heard["lots"][0].GetProperty("lot").GetString().ShouldBe("A~2F1");
        // Two digits of 99 lie in the century before, so this pack is long dead, and the book says otherwise.
        Warnings(heard).ShouldBe(["expired", "expiry-differs"]);

        var pack = await Scan(box, null);
        (pack.Text("sku"), pack.Text("unit"), pack.Number("contains")).ShouldBe(("K-find", "box", 10m));
        Warnings(pack).ShouldBeEmpty();
        pack.Body.TryGetProperty("lots", out _).ShouldBeFalse();
        (await Scan(gtin.TrimStart('0'), "S-find"))["lots"].GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task What_speaks_against_the_goods_is_told()
    {
        var (path, gtin, _) = await Product("warn", 410_003);
        foreach (var lot in new[] { "Q1", "H1", "R1", "Z1" }) (await _api.Put($"{path}/receipts/{lot}", $$"""{"quantity":1,"lot":"{{lot}}","expiresOn":"2050-12-31"}""")).Expect(201);
        foreach (var (lot, status) in new[] { ("Q1", "quarantined"), ("H1", "held"), ("R1", "recalled") })
        {
            (await _api.Post($"{path}/lots/{lot}/status", $$"""{"status":"{{status}}","reason":"test"}""")).Expect(200);
            Warnings(await Scan($"(01){gtin}(17)501231(10){lot}", "S-warn")).ShouldBe([status]);
        }
        (await _api.Put($"{path}/scraps/z", """{"quantity":1,"lot":"Z1","reason":"broken"}""")).Expect(201);
        Warnings(await Scan($"(01){gtin}(17)501231(10)Z1", "S-warn")).ShouldBe(["none-on-hand"]);
        Warnings(await Scan($"(01){gtin}(17)501200(10)R1", "S-warn")).ShouldBe(["recalled"]);
        Warnings(await Scan($"(01){gtin}(17)501130(10)Q1", "S-warn")).ShouldBe(["quarantined", "expiry-differs"]);
        Warnings(await Scan($"(01){gtin}(10)NEW", "S-warn")).ShouldBe(["lot-unknown"]);
        Warnings(await Scan($"(01){gtin}(17)200101", "S-warn")).ShouldBe(["expired"]);
        Warnings(await Scan("(01)09506000134352", "S-warn")).ShouldBe(["unknown-product"]);
    }

    [Fact]
    public async Task Two_products_with_one_GTIN_are_an_answer_with_candidates_and_others_codes_are_found_by_their_beginning()
    {
        var gtin = Gtin(410_005);
        foreach (var sku in new[] { "K-twin1", "K-twin2" }) (await _api.Put($"/v1/skus/{sku}", $$"""{"name":"Twin","unit":"piece","gtin":"{{gtin}}"}""")).Expect(201);
        var heard = await Scan(gtin, null);
        heard["candidates"].EnumerateArray().Select(one => one.GetProperty("sku").GetString()).ShouldBe(["K-twin1", "K-twin2"]);
        heard.Body.TryGetProperty("sku", out _).ShouldBeFalse();
        Warnings(heard).ShouldBe(["several-products"]);

        (await _api.Put("/v1/skus/K-udi1", """{"name":"Laser","unit":"piece","udi":"MA.156.M0.777777.1"}""")).Expect(201);
        (await _api.Put("/v1/skus/K-udi2", """{"name":"Laser tip","unit":"piece","udi":"MA.156.M0.777777.10000124","active":false}""")).Expect(201);
        var device = await Scan("MA.156.M0.777777.10000124.C.L20260101.S1", null);
        (device.Text("sku"), device.Text("issuer"), device.Text("form")).ShouldBe(("K-udi2", "ma", "opaque"));
        Warnings(device).ShouldBe(["inactive"]);
        (await Scan("K-udi1", null)).Text("sku").ShouldBe("K-udi1");
    }

    [Fact]
    public async Task Receiving_counting_selling_and_committing_take_the_code_in_place_of_typing_and_keep_it()
    {
        var (path, gtin, box) = await Product("take", 410_007);
        var code = $"]d201{gtin}1750123111250101" + "10T/1" + Gs + "21S1";
        var came = (await _api.Put($"{path}/receipts/r", Body(new { quantity = 6, code }))).Expect(201);
        Line(came).ShouldBe(("T~2F1", "S1", code));
        var lot = (await _api.Get(path)).Expect(200)["lots"][0];
        (lot.GetProperty("expiresOn").GetString(), lot.GetProperty("madeOn").GetString(), lot.GetProperty("gtin").GetString()).ShouldBe(("2050-12-31", "2025-01-01", gtin));
        // The same again is the same; another code under the id is not.
        (await _api.Put($"{path}/receipts/r", Body(new { quantity = 6, code }))).Expect(200);
        (await _api.Put($"{path}/receipts/r", Body(new { quantity = 6, code = code + "X" }))).Expect(422);

        Line((await _api.Put($"{path}/sales/s", Body(new { quantity = 1, code }))).Expect(201)).ShouldBe(("T~2F1", "S1", code));
        (await _api.Get($"{path}/sales/s")).Expect(200)["lines"][0].GetProperty("code").GetString().ShouldBe(code);
        Line((await _api.Put($"{path}/consumptions/c", Body(new { quantity = 1, code }))).Expect(201)).ShouldBe(("T~2F1", "S1", code));
        (await _api.Put($"{path}/sales/plain", Body(new { quantity = 1, code = gtin }))).Expect(201)["lines"][0].TryGetProperty("code", out _).ShouldBeFalse();
        (await _api.Put($"{path}/counts/n", Body(new { counted = 4, code }))).Expect(201).Number("quantity").ShouldBe(1);
        (await _api.Put($"{path}/adjustments/a", Body(new { quantity = 1, code, reason = "found" }))).Expect(201).Number("onHandAfter").ShouldBe(5);

        (await _api.Put($"{path}/reservations/v", """{"quantity":2}""")).Expect(201);
        (await _api.Post($"{path}/reservations/v/commit", Body(new { lots = new[] { new { quantity = 2, code } } }))).Expect(200)["lots"][0].GetProperty("lot").GetString().ShouldBe("T~2F1");
        var ledger = (await _api.Get($"{path}/ledger")).Expect(200)["items"].EnumerateArray().Last();
        ledger.GetProperty("lines")[0].GetProperty("code").GetString().ShouldBe(code);

        // The code of a pack leaves open what is counted.
        (await _api.Put($"{path}/receipts/b", Body(new { quantity = 1, lot = "B1", code = box }))).Expect(400).Faulty.ShouldBe(["unit"]);
        (await _api.Put($"{path}/receipts/b", Body(new { quantity = 1, unit = "box", lot = "B1", code = box }))).Expect(201).Number("quantity").ShouldBe(10);
    }

    [Fact]
    public async Task Goods_that_must_be_scanned_leave_by_their_code_alone()
    {
        var (path, gtin, _) = await Product("implant", 410_009, ",\"goodsCategory\":\"device-iii\",\"implant\":true");
        var code = $"(01){gtin}(17)501231(10)I1(21)U1";
        (await _api.Put($"{path}/receipts/r", Body(new { quantity = 1, code }))).Expect(201);
        (await _api.Put($"{path}/sales/s", Body(new { quantity = 1, lot = "I1" }))).Expect(409).Type.ShouldBe("/problems/scan-required");
        (await _api.Put($"{path}/sales/s", Body(new { quantity = 1, code }))).Expect(409).Type.ShouldBe("/problems/client-required");
        Line((await _api.Put($"{path}/sales/s", Body(new { quantity = 1, code, client = "C-1" }))).Expect(201)).ShouldBe(("I1", "U1", code));
    }

    [Fact]
    public async Task A_code_that_says_something_else_than_the_book_or_the_caller_is_refused_and_changes_nothing()
    {
        var (path, gtin, _) = await Product("odds", 410_011);
        (await _api.Put($"{path}/receipts/r", """{"quantity":5,"lot":"L1","expiresOn":"2050-12-31"}""")).Expect(201);
        (await _api.Put($"{path}/reservations/v", """{"quantity":2}""")).Expect(201);
        var before = (await _api.Get(path)).Body.ToString();
        var other = $"(01){gtin}(17)501130(10)L1";
        foreach (var (call, body) in new[] { ("sales/s", Body(new { quantity = 1, code = other })), ("counts/c", Body(new { counted = 1, code = other })) })
            (await _api.Put($"{path}/{call}", body)).Expect(409).Type.ShouldBe("/problems/lot-expiry-differs");
        (await _api.Post($"{path}/reservations/v/commit", Body(new { lots = new[] { new { quantity = 2, code = other } } }))).Expect(409).Type.ShouldBe("/problems/lot-expiry-differs");
        (await _api.Put($"{path}/receipts/x", Body(new { quantity = 1, code = other }))).Expect(409).Type.ShouldBe("/problems/lot-expiry-differs");
        (await _api.Put($"{path}/counts/c", Body(new { counted = 1, code = $"(01){gtin}(10)NONE" }))).Expect(404).Type.ShouldBe("/problems/unknown-lot");
        await Faulty($"{path}/sales/s", new { quantity = 1, code = "09506000134352" }, "code", "is-of-another-product");
        await Faulty($"{path}/sales/s", new { quantity = 1, lot = "L2", code = $"(01){gtin}(10)L1" }, "lot", "differs-from-the-code");
        await Faulty($"{path}/sales/s", new { quantity = 1, code = "6901234567893" }, "code", "wrong-check-digit@12");
        await Faulty($"{path}/counts/c", new { counted = 1, code = gtin }, "code", "has-no-lot");
        await Faulty($"{path}/adjustments/a", new { quantity = 1, code = gtin, reason = "x" }, "code", "has-no-lot");
        await Faulty($"{path}/receipts/x", new { quantity = 1, lot = "L9", code = $"(01){gtin}(10)L1" }, "lot", "differs-from-the-code");
        await Faulty($"{path}/receipts/x", new { quantity = 1, code = $"(01){gtin}(17)501231(10)L1", expiresOn = "2050-11-30" }, "expiresOn", "differs-from-the-code");
        await Faulty($"{path}/receipts/x", new { quantity = 1, code = gtin }, "lot", "required");
        (await _api.Get(path)).Body.ToString().ShouldBe(before);
    }

    [Theory]
    [InlineData("{}", "code")]
    [InlineData("""{"code":null}""", "code")]
    [InlineData("""{"code":""}""", "code")]
    [InlineData("""{"code":7}""", "code")]
    [InlineData("""{"code":"6901234567893"}""", "code")]
    [InlineData("""{"code":"https://id.gs1.org/ARFKk4XB2FRoCRSJ3aP0"}""", "code")]
    [InlineData("""{"code":"6901234567892","store":"a b"}""", "store")]
    [InlineData("""{"code":"6901234567892","shop":"S"}""", "shop")]
    public async Task A_faulty_scan_names_its_field(string body, string field) => (await _api.Post("/v1/scans", body)).Expect(400).Faulty.ShouldBe([field]);

    [Fact]
    public async Task A_store_that_is_unknown_or_not_covered_is_refused_and_any_text_is_answered()
    {
        (await _api.Post("/v1/scans", """{"code":"6901234567892","store":"S-nowhere"}""")).Expect(404).Type.ShouldBe("/problems/unknown-store");
        await _api.NewStock("scanown", 0);
        using var terminal = shared.Server.With((await _api.NewKey("S-scanown")).Key);
        (await terminal.Post("/v1/scans", """{"code":"6901234567892","store":"S-scanown"}""")).Expect(200);
        await _api.NewStock("scanother", 0);
        (await terminal.Post("/v1/scans", """{"code":"6901234567892","store":"S-scanother"}""")).Expect(403);
        foreach (var code in new[] { new string('9', 1_000), new string('+', 999), "\u0000\u001d", "💄", "+A" + new string('B', 900), "=/" + new string('%', 500), "]d2\u001d\u001d" })
            (await _api.Post("/v1/scans", Body(new { code }))).Status.ShouldBeOneOf(200, 400);
        (await _api.Post("/v1/scans", Body(new { code = new string('9', 1_001) }))).Expect(400)["errors"].GetProperty("code")[0].GetString().ShouldBe("at-most-1000-characters@1000");
    }

    private async Task Faulty(string path, object body, string field, string rule)
    {
        var heard = (await _api.Put(path, Body(body))).Expect(400);
        heard.Faulty.ShouldBe([field]);
        heard["errors"].GetProperty(field)[0].GetString().ShouldBe(rule);
    }

    private async Task<(string Path, string Gtin, string Box)> Product(string name, int number, string more = "")
    {
        var (gtin, box) = (Gtin(number), Gtin(number + 1));
        (await _api.Put($"/v1/stores/S-{name}", """{"name":"Store","timeZone":"Asia/Shanghai","type":"clinic","licences":[{"number":"L","scope":["device-iii"]}]}""")).Expect(201);
        (await _api.Put($"/v1/skus/K-{name}", $$"""{"name":"Product","unit":"vial","gtin":"{{gtin}}","packs":[{"unit":"box","contains":10,"gtin":"{{box}}"}]{{more}}}""")).Expect(201);
        return ($"/v1/stores/S-{name}/skus/K-{name}", gtin, box);
    }

    private async Task<Heard> Scan(string code, string? store) => (await _api.Post("/v1/scans", store is null ? Body(new { code }) : Body(new { code, store }))).Expect(200);

    private static string[] Warnings(Heard heard) => [.. heard["warnings"].EnumerateArray().Select(one => one.GetString()!)];

    private static (string, string, string) Line(Heard movement)
    {
        var line = movement["lines"][0];
        return (line.GetProperty("lot").GetString()!, line.GetProperty("serial").GetString()!, line.GetProperty("code").GetString()!);
    }

    private static string Body(object body) => JsonSerializer.Serialize(body);

    private static string Gtin(int number) => "0690" + $"{number:D9}" + Codes.Gs1.CheckDigits.Of("0690" + $"{number:D9}");
}
