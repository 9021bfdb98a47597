using System.Text.Json;
using BeautyGrains.Contracts;
using BeautyGrains.ReadModels;
using Microsoft.Extensions.DependencyInjection;

namespace BeautyGrains.Api.Tests;

/// <summary>From readings over quarantine to the decision.</summary>
[Collection(ServerCollection.Name)]
public sealed class ConditionCallTests(SharedServer shared)
{
    private readonly Api _api = shared.Server.Admin;

    private ConditionWatch Watch => shared.Server.App.Services.GetRequiredService<ConditionWatch>();

    private static DateTimeOffset Ago(double minutes) => new(DateTimeOffset.UtcNow.AddMinutes(-minutes).Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero);

    private static string Readings(string sensor, params IEnumerable<(double Ago, decimal Celsius)> readings) =>
        JsonSerializer.Serialize(new { sensor, readings = readings.Select(one => new { at = Ago(one.Ago).ToString("O"), celsius = one.Celsius }) });

    [Fact]
    public async Task A_breach_quarantines_the_goods_of_the_zone_and_quality_with_a_second_person_decides()
    {
        var zone = await Zone("breach", "cold");
        var cold = await Goods("breach", "K-breach-cold", "cold");
        var warm = await Goods("breach", "K-breach-warm", "ambient");
        var heard = (await _api.Post($"{zone}/readings", Readings("T1", (65, 5), (60, 16), (30, 16), (0, 16)))).Expect(200);
        (heard.Number("taken"), heard.Number("known")).ShouldBe((4, 0));
        (await _api.Post($"{zone}/readings", Readings("T1", (120, 5)))).Status.ShouldBe(200);

        (await Look(zone))["cases"].GetArrayLength().ShouldBe(1);
        var seen = (await _api.Get(zone)).Expect(200);
        var excursion = seen["excursions"][0];
        (excursion.GetProperty("kind").GetString(), excursion.GetProperty("verdict").GetString(), excursion.GetProperty("worst").GetDecimal(), excursion.GetProperty("minutes").GetInt32()).ShouldBe(("too-warm", "breach", 16m, 60));
        var id = seen["cases"][0].GetProperty("id").GetString();
        await Until(async () => { await Watch.Run(default); return await StatusOf(cold) == "quarantined"; });
        (await StatusOf(warm)).ShouldBe("released");
        (await _api.Get("/v1/stores/S-breach/excursions")).Expect(200)["zones"][0].GetProperty("cases").GetArrayLength().ShouldBe(1);

        using var quality = await shared.Server.NewPerson("cond-q", PersonRole.Quality);
        using var second = await shared.Server.NewPerson("cond-m", """{"all":true}""", ",\"limits\":[{\"kind\":\"quarantine-release\"}]", PersonRole.StoreManager);
        using var cashier = await shared.Server.NewPerson("cond-c", PersonRole.Cashier);
        const string Release = """{"decision":"release","reason":"stability data"}""";
        (await cashier.Post($"{zone}/excursions/{id}/decide", Release)).Expect(403);
        (await quality.Post($"{zone}/excursions/{id}/decide", Release)).Expect(409).Type.ShouldBe("/problems/approver-needed");
        (await quality.Post($"{zone}/excursions/nobody/decide", Release)).Expect(404).Type.ShouldBe("/problems/unknown-excursion");
        var approving = Persons.Approving(await shared.Server.NewKeyOf("cond-m"));
        (await quality.Post($"{zone}/excursions/{id}/decide", Release, approving)).Expect(200)["cases"][0].GetProperty("approvedBy").GetString().ShouldBe("person:cond-m");
        (await quality.Post($"{zone}/excursions/{id}/decide", Release, approving)).Expect(200);
        (await quality.Post($"{zone}/excursions/{id}/decide", """{"decision":"scrap","reason":"x"}""", approving)).Expect(409).Type.ShouldBe("/problems/invalid-state");
        await Until(async () => { await Watch.Run(default); return await StatusOf(cold) == "released"; });
        (await _api.Get(zone)).Expect(200)["cases"][0].GetProperty("carriedOut").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Goods_that_are_scrapped_leave_with_their_quantity_and_what_was_recalled_since_stays_so()
    {
        var zone = await Zone("scrap", "cold");
        var (gone, kept) = (await Goods("scrap", "K-scrap-a", "cold"), await Goods("scrap", "K-scrap-b", "cold"));
        (await _api.Post($"{zone}/readings", Readings("T1", (120, -3), (60, -3), (0, -3)))).Expect(200);
        await Until(async () => { await Watch.Run(default); return await StatusOf(gone) == "quarantined" && await StatusOf(kept) == "quarantined"; });
        (await _api.Post($"{kept}/lots/L1/status", """{"status":"recalled","reason":"maker"}""")).Expect(200);
        var id = (await _api.Get(zone))["cases"][0].GetProperty("id").GetString();
        (await _api.Post($"{zone}/excursions/{id}/decide", """{"decision":"scrap","reason":"frozen"}""")).Expect(200);
        await Until(async () => { await Watch.Run(default); return (await _api.Get(gone)).Number("onHand") == 0; });
        (await _api.Get($"{gone}/ledger"))["items"].EnumerateArray().Last().GetProperty("kind").GetString().ShouldBe("scrap");
        (await StatusOf(kept)).ShouldBe("recalled");
        (await _api.Get(kept)).Number("onHand").ShouldBe(5);
    }

    [Fact]
    public async Task What_left_the_zone_before_the_readings_came_is_quarantined_where_it_is_and_who_bought_of_it_is_told()
    {
        var zone = await Zone("left", "cool");
        var cool = await Goods("left", "K-left", "cool");
        (await _api.Put("/v1/stores/S-left-b", """{"name":"Store","timeZone":"Asia/Shanghai"}""")).Expect(201);
        (await _api.Put("/v1/transfers/T-left", """{"from":"S-left","to":"S-left-b","lines":[{"sku":"K-left","quantity":2}]}""")).Expect(201);
        (await _api.Post("/v1/transfers/T-left/ship")).Expect(200);
        (await _api.Post("/v1/transfers/T-left/receive", "{}")).Expect(200);
        (await _api.Put($"{cool}/sales/s1", """{"quantity":1,"client":"C-left"}""")).Expect(201);
        (await _api.Put("/v1/stores/S-left-b/skus/K-left/sales/s2", """{"quantity":1,"client":"C-left-b"}""")).Expect(201);
        (await _api.Post($"{zone}/readings", Readings("T1", (120, 15), (60, 45), (0, 45)))).Expect(200);
        await Until(async () => { await Watch.Run(default); return await StatusOf(cool) == "quarantined" && await StatusOf("/v1/stores/S-left-b/skus/K-left") == "quarantined"; });
        await Until(async () => (await _api.Get("/v1/stores/S-left/excursions")).Expect(200)["zones"][0].GetProperty("sold") is { } sold && sold.GetArrayLength() == 1 && sold[0].GetProperty("lines").GetArrayLength() == 2);
        (await _api.Get("/v1/stores/S-left/excursions"))["zones"][0].GetProperty("sold")[0].GetProperty("lines").EnumerateArray()
            .Select(line => $"{line.GetProperty("store").GetString()} {line.GetProperty("kind").GetString()} {line.GetProperty("quantity").GetDecimal()} {line.GetProperty("client").GetString()}")
            .ShouldBe(["S-left sale -1 C-left", "S-left-b sale -1 C-left-b"]);
    }

    [Fact]
    public async Task Goods_that_came_after_an_excursion_was_over_were_not_in_it()
    {
        var zone = await Zone("after", "cold");
        var cold = await Goods("after", "K-after", "cold");
        (await _api.Post($"{zone}/readings", Readings("T1", (120, -3), (60, -3), (55, 5), (0, 5)))).Expect(200);
        var seen = await Look(zone);
        seen["excursions"][0].GetProperty("verdict").GetString().ShouldBe("breach");
        seen["cases"][0].GetProperty("lots").GetArrayLength().ShouldBe(0);
        (await StatusOf(cold)).ShouldBe("released");
    }

    [Fact]
    public async Task Readings_of_many_sensors_have_a_result_each_and_can_be_read_as_data_for_a_chart()
    {
        var zone = await Zone("many", "ambient");
        var at = Ago(10).ToString("O");
        var body = $$"""{"items":[{"store":"S-many","zone":"F","sensor":"T1","readings":[{"at":"{{at}}","celsius":20.5,"humidity":50}]},{"store":"S-many","zone":"nowhere","sensor":"T1","readings":[{"at":"{{at}}","celsius":20}]},{"store":"S-many","zone":"F","sensor":"T9","readings":[{"at":"{{at}}","celsius":20}]}]}""";
        (await _api.Post("/v1/readings", body)).Expect(200)["items"].EnumerateArray().Select(item => item.GetProperty("status").GetInt32()).ShouldBe([200, 404, 400]);
        var item = (await _api.Get($"{zone}/readings?from={Uri.EscapeDataString(Ago(60).ToString("O"))}")).Expect(200)["items"][0];
        (item.GetProperty("celsius").GetDecimal(), item.GetProperty("humidity").GetDecimal()).ShouldBe((20.5m, 50m));
        (await _api.Get($"{zone}/readings?through={Uri.EscapeDataString(Ago(60).ToString("O"))}")).Expect(200)["items"].GetArrayLength().ShouldBe(0);
        (await _api.Get("/v1/stores/S-many/zones")).Expect(200)["items"].GetArrayLength().ShouldBe(1);
        // A clock an hour ahead is put right.
        var ahead = $$"""{"sensor":"T1","deviceNow":"{{Ago(-60):O}}","readings":[{"at":"{{Ago(-59):O}}","celsius":21}]}""";
        (await _api.Post($"{zone}/readings", ahead)).Expect(200).Number("skewMinutes").ShouldBe(60);
    }

    [Theory]
    [InlineData("en", "too warm")]
    [InlineData("zh-CN", "温度过高")]
    public async Task The_chart_of_a_zone_shows_its_readings_its_band_and_its_excursions(string language, string kind)
    {
        var zone = await Zone($"chart-{language}", "cold");
        (await _api.Put(zone, """{"name":"Fridge <left> & more","holds":["cold"],"sensors":[{"id":"T1"},{"id":"T2"}]}""")).Status.ShouldBe(200);
        (await _api.Get($"{zone}/readings?as=svg", ("Accept-Language", language))).Expect(200);
        (await _api.Post($"{zone}/readings", Readings("T1", (300, 5), (240, 5.5m), (200, 6), (170, 16.5m), (120, 17), (60, 6), (0, 5)))).Expect(200);
        (await _api.Post($"{zone}/readings", Readings("T2", (250, 4), (10, 4.5m)))).Expect(200);
        var picture = (await _api.Get($"{zone}/readings?as=svg", ("Accept-Language", language))).Expect(200);
        picture.Raw.Content.Headers.ContentType!.MediaType.ShouldBe("image/svg+xml");
        var content = await picture.Raw.Content.ReadAsStringAsync();
        var svg = System.Xml.Linq.XDocument.Parse(content);
        svg.Descendants().Count(one => one.Attribute("class")?.Value.StartsWith("way", StringComparison.Ordinal) == true).ShouldBe(4);
        svg.Descendants().Count(one => one.Attribute("class")?.Value == "band").ShouldBe(1);
        svg.Descendants().Count(one => one.Attribute("class")?.Value == "out").ShouldBe(1);
        content.ShouldContain(kind);
        svg.Root!.Value.ShouldContain("Fridge <left> & more");
        (await _api.Get($"{zone}/readings?as=png")).Expect(400).Faulty.ShouldBe(["as"]);
    }

    [Fact]
    public async Task The_tables_are_the_defaults_until_somebody_puts_others()
    {
        var policy = (await _api.Get("/v1/condition-policy")).Expect(200);
        policy["activation"][0].GetProperty("kilojoulesPerMole").GetDecimal().ShouldBe(83.144m);
        policy["rules"].GetArrayLength().ShouldBe(6);
        (await _api.Put("/v1/condition-policy", """{"rules":[{"storage":"cold","toleranceMinutes":-1,"silentAfterMinutes":0}],"activation":[{"kilojoulesPerMole":0}]}""")).Expect(400)
            .Faulty.ShouldBe(["activation[0].kilojoulesPerMole", "rules[0].longestMinutes", "rules[0].silentAfterMinutes", "rules[0].toleranceMinutes"]);
        (await _api.Get("/v1/condition-policy")).Expect(200).Number("version").ShouldBe(0);
    }

    [Theory]
    [InlineData("{}", "holds,name,sensors")]
    [InlineData("""{"name":"F","holds":[],"sensors":[]}""", "holds")]
    [InlineData("""{"name":"F","holds":["warm"],"sensors":[]}""", "holds")]
    [InlineData("""{"name":"F","holds":["cold","cold"],"sensors":[]}""", "holds")]
    [InlineData("""{"name":"F","holds":["cold"],"sensors":[{"id":"a b"}]}""", "sensors[0].id")]
    [InlineData("""{"name":"F","holds":["cold"],"sensors":[{"id":"a"},{"id":"a"}]}""", "sensors")]
    [InlineData("""{"name":"F","holds":["cold"],"sensors":[{"id":"a","calibrations":[{"on":"2026-01-01","dueOn":"2026-01-01"}]}]}""", "sensors[0].calibrations[0].dueOn")]
    public async Task A_faulty_zone_names_its_fields(string body, string fields)
    {
        await _api.NewStock("faultyzone", 0);
        (await _api.Put("/v1/stores/S-faultyzone/zones/F", body)).Expect(400).Faulty.ShouldBe(fields.Split(','), ignoreOrder: true);
        (await _api.Get("/v1/stores/S-faultyzone/zones/F")).Expect(404).Type.ShouldBe("/problems/unknown-zone");
    }

    [Theory]
    [InlineData("{}", "readings,sensor")]
    [InlineData("""{"sensor":"T1","readings":[]}""", "readings")]
    [InlineData("""{"sensor":"T9","readings":[{"at":"2026-06-01T00:00:00Z","celsius":5}]}""", "sensor")]
    [InlineData("""{"sensor":"T1","readings":[{"celsius":5}]}""", "readings[0].at")]
    [InlineData("""{"sensor":"T1","readings":[{"at":"2026-06-01T00:00:00Z"}]}""", "readings[0].celsius")]
    [InlineData("""{"sensor":"T1","readings":[{"at":"2026-06-01T00:00:00Z","celsius":1000}]}""", "readings[0].celsius")]
    [InlineData("""{"sensor":"T1","readings":[{"at":"2026-06-01T00:00:00Z","humidity":101}]}""", "readings[0].humidity")]
    [InlineData("""{"sensor":"T1","readings":[{"at":"2190-06-01T00:00:00Z","celsius":5}]}""", "readings[0].at")]
    [InlineData("""{"sensor":"T1","readings":[{"at":"1901-06-01T00:00:00Z","celsius":5}]}""", "readings[0].at")]
    [InlineData("""{"sensor":"T1","deviceNow":"9999-12-31T23:59:59Z","readings":[{"at":"2026-06-01T00:00:00Z","celsius":5}]}""", "deviceNow")]
    [InlineData("""{"sensor":"T1","deviceNow":"noon","readings":[{"at":"2026-06-01T00:00:00Z","celsius":5}]}""", "deviceNow")]
    public async Task Faulty_readings_name_their_fields_and_nothing_is_taken(string body, string fields)
    {
        var zone = await Zone("faultyread", "cold");
        (await _api.Post($"{zone}/readings", body)).Expect(400).Faulty.ShouldBe(fields.Split(','), ignoreOrder: true);
        (await _api.Get($"{zone}/readings")).Expect(200)["items"].GetArrayLength().ShouldBe(0);
    }

    private async Task<Heard> Look(string zone)
    {
        await Watch.Run(default);
        return (await _api.Get(zone)).Expect(200);
    }

    // The server looks every minute too, and may be at it.
    private static Task Until(Func<Task<bool>> condition) => Waiting.Until(condition, "what the zone's excursion leads to");

    private async Task<string> Zone(string name, string holds)
    {
        (await _api.Put($"/v1/stores/S-{name}", """{"name":"Store","timeZone":"Asia/Shanghai"}""")).Status.ShouldBeOneOf(200, 201);
        (await _api.Put($"/v1/stores/S-{name}/zones/F", $$"""{"name":"Fridge","holds":["{{holds}}"],"sensors":[{"id":"T1","calibrations":[{"on":"2020-01-01","dueOn":"2099-01-01"}]}]}""")).Status.ShouldBeOneOf(200, 201);
        return $"/v1/stores/S-{name}/zones/F";
    }

    private async Task<string> Goods(string store, string sku, string storage)
    {
        (await _api.Put($"/v1/skus/{sku}", $$"""{"name":"Product","unit":"piece","storage":"{{storage}}"}""")).Expect(201);
        var path = $"/v1/stores/S-{store}/skus/{sku}";
        (await _api.Put($"{path}/receipts/r", """{"quantity":5,"lot":"L1"}""")).Expect(201);
        return path;
    }

    private async Task<string> StatusOf(string path) => (await _api.Get(path)).Expect(200)["lots"][0].GetProperty("status").GetString()!;
}
