using System.Text.Json;

namespace BeautyGrains.Api.Tests;

/// <summary>Serialised units over HTTP: one serial, one unit, one book.</summary>
[Collection(ServerCollection.Name)]
public sealed class UnitCallTests(SharedServer shared)
{
    private readonly Api _api = shared.Server.Admin;

    private async Task<string> Product(string name, string store = "")
    {
        (await _api.Put($"/v1/stores/S-{name}{store}", """{"name":"Store","timeZone":"Asia/Shanghai"}""")).Status.ShouldBeOneOf(200, 201);
        (await _api.Put($"/v1/skus/K-{name}", """{"name":"Device","unit":"piece","serialised":true}""")).Status.ShouldBeOneOf(200, 201);
        return $"/v1/stores/S-{name}{store}/skus/K-{name}";
    }

    private static string Serials(params IEnumerable<string> serials) => JsonSerializer.Serialize(serials);

    private static IEnumerable<string?> Of(Heard units) => units["items"].EnumerateArray().SelectMany(lot => lot.GetProperty("serials").EnumerateArray().Select(serial => serial.GetString()));

    [Fact]
    public async Task Of_two_stores_that_receive_one_serial_at_once_one_has_it()
    {
        var paths = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Product("unit-twin", $"-{i}")));
        var answers = await Task.WhenAll(paths.Select(path => _api.Put($"{path}/receipts/r", """{"quantity":2,"lot":"L1","serials":["SN-1","SN-2"]}""")));
        answers.Count(heard => heard.Status == 201).ShouldBe(1);
        foreach (var refused in answers.Where(heard => heard.Status != 201)) refused.Expect(409).Type.ShouldBe("/problems/unit-elsewhere");
        var has = 0;
        foreach (var path in paths) has += Of((await _api.Get($"{path}/units")).Expect(200)).Count();
        has.ShouldBe(2);
        // The same request again is the same receipt.
        var winner = Array.FindIndex(answers, heard => heard.Status == 201);
        (await _api.Put($"{paths[winner]}/receipts/r", """{"quantity":2,"lot":"L1","serials":["SN-1","SN-2"]}""")).Expect(200);
        (await _api.Put($"{paths[winner]}/receipts/again", """{"quantity":1,"lot":"L1","serials":["SN-1"]}""")).Expect(409).Type.ShouldBe("/problems/unit-elsewhere");
    }

    [Fact]
    public async Task A_unit_is_sold_once_comes_back_to_another_store_and_is_sold_there()
    {
        var (here, there) = (await Product("unit-back"), await Product("unit-back", "-b"));
        (await _api.Put($"{here}/receipts/r", """{"quantity":3,"lot":"L1","serials":["A","B","C"]}""")).Expect(201)["lines"].GetArrayLength().ShouldBe(3);
        (await _api.Put($"{there}/receipts/r", """{"quantity":1,"lot":"L1"}""")).Expect(201);
        var sales = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => _api.Put($"{here}/sales/s-{i}", """{"quantity":1,"client":"c","serials":["A"]}""")));
        sales.Count(heard => heard.Status == 201).ShouldBe(1);
        foreach (var refused in sales.Where(heard => heard.Status != 201)) refused.Expect(409).Type.ShouldBe("/problems/unit-not-here");
        // It is still in the other store's book: this one is not it.
        (await _api.Put($"{there}/returns/r1", """{"quantity":1,"lot":"L1","disposition":"stock","serials":["B"]}""")).Expect(409).Type.ShouldBe("/problems/unit-elsewhere");
        (await _api.Put($"{there}/returns/r2", """{"quantity":1,"lot":"L1","disposition":"stock","serials":["A"]}""")).Expect(201);
        (await _api.Put($"{here}/returns/r3", """{"quantity":1,"lot":"L1","disposition":"stock","serials":["A"]}""")).Expect(409).Type.ShouldBe("/problems/unit-elsewhere");
        (await _api.Put($"{there}/sales/s", """{"quantity":1,"client":"d","serials":["A"]}""")).Expect(201);
        Of(await _api.Get($"{here}/units")).ShouldBe(["B", "C"]);
    }

    [Fact]
    public async Task Units_are_coded_in_store_travel_with_their_serials_and_what_went_back_to_its_maker_may_come_again()
    {
        var (here, there) = (await Product("unit-code"), await Product("unit-code", "-b"));
        (await _api.Put($"{here}/receipts/r", """{"quantity":3,"lot":"L1"}""")).Expect(201);
        (await _api.Put($"{here}/sales/s", """{"quantity":1,"client":"c","lot":"L1"}""")).Expect(409).Type.ShouldBe("/problems/serials-required");
        var coded = (await _api.Put($"{here}/codings/k", """{"lot":"L1","serials":["A","B"]}""")).Expect(201);
        coded.Number("uncoded").ShouldBe(1);
        (await _api.Put($"{here}/codings/k", """{"lot":"L1","serials":["A","B"]}""")).Expect(200);
        (await _api.Put($"{here}/codings/k2", """{"lot":"L1","serials":["C","D"]}""")).Expect(409).Type.ShouldBe("/problems/insufficient-available");
        (await _api.Put($"{here}/codings/k3", """{"lot":"L1","serials":["C"]}""")).Expect(201);
        (await _api.Put($"{here}/supplier-returns/b", """{"quantity":1,"lot":"L1","serials":["C"]}""")).Expect(201);
        (await _api.Put($"{there}/receipts/r", """{"quantity":1,"lot":"L2","serials":["C"]}""")).Expect(201);
        (await _api.Put("/v1/transfers/T-code", """{"from":"S-unit-code","to":"S-unit-code-b","lines":[{"sku":"K-unit-code","quantity":2}]}""")).Expect(201);
        (await _api.Post("/v1/transfers/T-code/ship")).Expect(200);
        Of(await _api.Get($"{here}/units")).ShouldBeEmpty();
        (await _api.Post("/v1/transfers/T-code/receive", "{}")).Expect(200);
        Of(await _api.Get($"{there}/units")).Order(StringComparer.Ordinal).ShouldBe(["A", "B", "C"]);
        (await _api.Put($"{there}/sales/s", """{"quantity":2,"client":"c","serials":["A","C"]}""")).Expect(201);
        (await _api.Put("/v1/skus/K-plainunits", """{"name":"Cream","unit":"piece"}""")).Status.ShouldBeOneOf(200, 201);
        (await _api.Put("/v1/stores/S-unit-code/skus/K-plainunits/codings/k", """{"lot":"L1","serials":["A"]}""")).Expect(409).Type.ShouldBe("/problems/not-serialised");
    }

    [Fact]
    public async Task Anybody_may_ask_whether_a_unit_is_genuine_and_a_scan_tells_whose_it_is()
    {
        var (here, there) = (await Product("unit-ask"), await Product("unit-ask", "-b"));
        (await _api.Put("/v1/skus/K-unit-ask", """{"name":"Device <b>","nameZh":"仪器","unit":"piece","serialised":true,"gtin":"09506000770017"}""")).Expect(200);
        (await _api.Put($"{here}/receipts/r", """{"quantity":3,"lot":"L1","serials":["V-1","V-2","V-3"]}""")).Expect(201);
        (await _api.Put($"{here}/sales/s", """{"quantity":1,"client":"secret-client","serials":["V-2"]}""")).Expect(201);
        (await _api.Put($"{here}/scraps/x", """{"quantity":1,"reason":"broken","serials":["V-3"]}""")).Expect(201);
        using var nobody = shared.Server.With(null);
        async Task<string> Ask(string serial) => (await nobody.Get($"/verify?code={Uri.EscapeDataString($"(01)09506000770017(21){serial}")}", ("Accept", "application/json"))).Expect(200).Text("result");
        await Waiting.Until(async () => await Ask("V-1") == "genuine" && await Ask("V-2") == "sold" && await Ask("V-3") == "withdrawn", "what is known of the units");
        (await Ask("V-9")).ShouldBe("unknown");
        (await nobody.Get("/verify?code=nonsense", ("Accept", "application/json"))).Expect(200).Text("result").ShouldBe("unknown");
        (await nobody.Get("/verify", ("Accept", "application/json"))).Expect(200).Text("result").ShouldBe("unknown");
        (await _api.Post($"{here}/lots/L1/status", """{"status":"recalled","reason":"maker"}""")).Expect(200);
        (await Ask("V-1")).ShouldBe("recalled");
        (await Ask("V-2")).ShouldBe("recalled");

        var page = (await nobody.Get("/verify/01/09506000770017/21/V-2")).Raw;
        var text = await page.Content.ReadAsStringAsync();
        page.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'");
        text.ShouldContain("<form");
        text.ShouldNotContain("<script");
        text.ShouldNotContain("Device <b>");
        text.ShouldNotContain("secret-client");
        text.ShouldNotContain("S-unit-ask");

        var scan = (await _api.Post("/v1/scans", """{"code":"(01)09506000770017(21)V-1","store":"S-unit-ask-b"}""")).Expect(200);
        scan.Text("belongsTo").ShouldBe("S-unit-ask");
        (await _api.Post($"{here}/lots/L1/status", """{"status":"held","reason":"maker"}""")).Status.ShouldBeOneOf(200, 409);
        (await _api.Post("/v1/scans", """{"code":"(01)09506000770017(21)V-9","store":"S-unit-ask"}""")).Expect(200)["warnings"].EnumerateArray().Select(it => it.GetString()).ShouldContain("unit-unknown");
    }

    [Fact]
    public void The_public_page_answers_one_address_so_many_times_a_minute()
    {
        var clock = new ManualClock();
        var rate = new Units.VerifyRate(clock);
        var (one, other) = (System.Net.IPAddress.Parse("192.0.2.1"), System.Net.IPAddress.Parse("2001:db8::1"));
        Enumerable.Range(0, 31).Select(_ => rate.Allows(one)).Count(allowed => allowed).ShouldBe(Units.VerifyRate.MostPerMinute);
        rate.Allows(other).ShouldBeTrue();
        clock.Advance(TimeSpan.FromMinutes(1));
        rate.Allows(one).ShouldBeTrue();
    }

    [Theory]
    [InlineData("codings/k", "{}", "lot,serials")]
    [InlineData("codings/k", """{"lot":"L1","serials":[]}""", "serials")]
    [InlineData("codings/k", """{"lot":"L1","serials":["A","A"]}""", "serials")]
    [InlineData("codings/k", """{"lot":"L1","serials":[null]}""", "serials[0]")]
    [InlineData("codings/k", """{"lot":"L1","serials":["  "]}""", "serials[0]")]
    [InlineData("codings/k", """{"lot":"L1","serials":["A"],"more":1}""", "more")]
    [InlineData("receipts/x", """{"quantity":1,"lot":"L1","serials":["A\u0000"]}""", "serials[0]")]
    [InlineData("sales/x", """{"quantity":1,"serials":"A"}""", "serials")]
    [InlineData("scraps/x", """{"quantity":2,"reason":"x","serials":["A","A"]}""", "serials")]
    [InlineData("returns/x", """{"quantity":1,"lot":"L1","disposition":"stock","serials":[7]}""", "serials[0]")]
    public async Task A_faulty_field_is_named_and_nothing_is_changed(string call, string body, string fields)
    {
        var path = await Product("unit-faultyunit");
        (await _api.Put($"{path}/receipts/r", """{"quantity":2,"lot":"L1"}""")).Status.ShouldBeOneOf(200, 201);
        var before = (await _api.Get(path)).Body.ToString();
        (await _api.Put($"{path}/{call}", body)).Expect(400).Faulty.ShouldBe(fields.Split(','));
        (await _api.Get(path)).Body.ToString().ShouldBe(before);
    }
}
