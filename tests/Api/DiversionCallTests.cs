using System.Text.Json;
using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.ReadModels;
using Microsoft.Extensions.DependencyInjection;

namespace BeautyGrains.Api.Tests;

/// <summary>Units that turn up where they are not in the book, transfers whose units a person picks, and implants, over HTTP.</summary>
[Collection(ServerCollection.Name)]
public sealed class DiversionCallTests(SharedServer shared)
{
    private readonly Api _api = shared.Server.Admin;

    private async Task<(string Here, string There)> Product(string name, string gtin, params string[] serials)
    {
        foreach (var store in new[] { $"S-{name}", $"S-{name}-b" }) (await _api.Put($"/v1/stores/{store}", """{"name":"Store","timeZone":"Asia/Shanghai"}""")).Expect(201);
        (await _api.Put($"/v1/skus/K-{name}", JsonSerializer.Serialize(new { name = "Device", unit = "piece", serialised = true, gtin }))).Expect(201);
        var here = $"/v1/stores/S-{name}/skus/K-{name}";
        (await _api.Put($"{here}/receipts/r", JsonSerializer.Serialize(new { quantity = serials.Length, lot = "L1", serials }))).Expect(201);
        return (here, $"/v1/stores/S-{name}-b/skus/K-{name}");
    }

    private async Task Sweep() => await shared.Server.App.Services.GetRequiredService<AlertSweep>().SweepOnce(CancellationToken.None);

    private Task<Heard> Scan(string gtin, string serial, string store, Api? by = null) => (by ?? _api).Post("/v1/scans", JsonSerializer.Serialize(new { code = $"(01){gtin}(21){serial}", store }));

    private static string AlertOf(string name, string serial) => AlertCause.Of(AlertKind.UnitDiverted, $"K-{name}", serial).Id;

    private async Task<IEnumerable<string?>> Open(string name) => (await _api.Get($"/v1/alerts?kind=unit-diverted&sku=K-{name}&open=true")).Expect(200)["items"].EnumerateArray().Select(it => it.GetProperty("id").GetString());

    [Fact]
    public async Task A_scan_in_a_store_that_does_not_own_the_unit_raises_one_alert_until_a_person_settles_it()
    {
        const string Gtin = "09506000770116";
        var (here, there) = await Product("divert", Gtin, "D-1", "D-2");
        (await Scan(Gtin, "D-1", "S-divert")).Expect(200);
        (await _api.Get("/v1/skus/K-divert/serials/D-1")).Expect(200).Body.TryGetProperty("diversion", out _).ShouldBeFalse();
        (await Scan(Gtin, "D-1", "S-divert-b")).Expect(200)["warnings"].EnumerateArray().Select(it => it.GetString()).ShouldContain("unit-of-another-store");
        (await Scan(Gtin, "D-1", "S-divert-b")).Expect(200);
        await Sweep();
        (await Open("divert")).ShouldBe([AlertOf("divert", "D-1")]);
        var alert = (await _api.Get($"/v1/alerts/{AlertOf("divert", "D-1")}")).Expect(200);
        (alert.Text("severity"), alert.Number("occurrence"), alert.Text("state")).ShouldBe(("critical", 1, "raised"));
        alert["facts"].GetProperty("serial").GetString().ShouldBe("D-1");
        alert["facts"].GetProperty("holder").GetString().ShouldBe("S-divert");
        alert.Text("store").ShouldBe("S-divert-b");
        alert.Text("text").ShouldStartWith("S-divert-b: the unit D-1 of K-divert was scanned here by ");
        (await _api.Get($"/v1/alerts/{AlertOf("divert", "D-1")}", ("Accept-Language", "zh-CN"))).Expect(200).Text("title").ShouldBe("疑似窜货");

        var unit = (await _api.Get("/v1/skus/K-divert/serials/D-1")).Expect(200)["diversion"];
        (unit.GetProperty("store").GetString(), unit.GetProperty("holder").GetString()).ShouldBe(("S-divert-b", "S-divert"));
        (await _api.Post("/v1/skus/K-divert/serials/D-1/settle", """{"reason":" "}""")).Expect(400).Faulty.ShouldBe(["reason"]);
        (await _api.Post("/v1/skus/K-divert/serials/D-9/settle", """{"reason":"x"}""")).Expect(404).Type.ShouldBe("/problems/unknown-unit");
        (await _api.Get("/v1/skus/K-divert/serials/D-9")).Expect(404).Type.ShouldBe("/problems/unknown-unit");
        (await _api.Post("/v1/skus/K-divert/serials/D-2/settle", """{"reason":"x"}""")).Expect(409).Type.ShouldBe("/problems/invalid-state");
        (await _api.Post("/v1/skus/K-divert/serials/D-1/settle", """{"reason":"lent to an event"}""")).Expect(200)["diversion"].GetProperty("reason").GetString().ShouldBe("lent to an event");
        (await _api.Post("/v1/skus/K-divert/serials/D-1/settle", """{"reason":"lent to an event"}""")).Expect(200);
        await Sweep();
        (await Open("divert")).ShouldBeEmpty();
        (await _api.Get($"/v1/alerts/{AlertOf("divert", "D-1")}")).Expect(200).Text("state").ShouldBe("resolved");
        // Seen there once more it is another matter. Who tries to sell or take in what another store has in its book has it before them too.
        (await _api.Put($"{there}/sales/s", """{"quantity":1,"client":"c","serials":["D-1"]}""")).Expect(409).Type.ShouldBe("/problems/unit-not-here");
        (await _api.Put($"{there}/receipts/r", """{"quantity":1,"lot":"L1","serials":["D-2"]}""")).Expect(409).Type.ShouldBe("/problems/unit-elsewhere");
        await Sweep();
        (await Open("divert")).ShouldBe([AlertOf("divert", "D-1"), AlertOf("divert", "D-2")], ignoreOrder: true);
        (await _api.Get($"/v1/alerts/{AlertOf("divert", "D-1")}")).Expect(200).Number("occurrence").ShouldBe(2);
        (await _api.Get($"{here}/units")).Expect(200)["items"][0].GetProperty("serials").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task A_unit_on_its_way_is_not_diverted_where_it_is_expected_and_its_arrival_ends_a_diversion_there()
    {
        const string Gtin = "09506000770123";
        var (here, there) = await Product("arrive", Gtin, "A-1", "A-2", "A-3");
        (await Scan(Gtin, "A-3", "S-arrive-b")).Expect(200);
        (await _api.Put("/v1/transfers/T-arrive", """{"from":"S-arrive","to":"S-arrive-b","lines":[{"sku":"K-arrive","quantity":2}]}""")).Expect(201);
        (await _api.Post("/v1/transfers/T-arrive/ship", """{"units":[{"sku":"K-arrive","serials":["A-3","A-9"]}]}""")).Expect(409)["lines"][0].GetProperty("problem").GetProperty("type").GetString().ShouldBe("/problems/unit-not-here");
        (await _api.Post("/v1/transfers/T-arrive/ship", """{"units":[{"sku":"K-arrive","serials":["A-3"]}]}""")).Expect(409)["lines"][0].GetProperty("problem").GetProperty("type").GetString().ShouldBe("/problems/serials-required");
        (await _api.Post("/v1/transfers/T-arrive/ship", """{"units":[{"sku":"K-other","serials":["A-3"]}]}""")).Expect(400).Faulty.ShouldBe(["units"]);
        (await _api.Post("/v1/transfers/T-arrive/ship", """{"units":[{"sku":"K-arrive","serials":["A-3","A-2"]}]}""")).Expect(200);
        (await _api.Post("/v1/transfers/T-arrive/ship", """{"units":[{"sku":"K-arrive","serials":["A-3","A-2"]}]}""")).Expect(200);
        (await _api.Post("/v1/transfers/T-arrive/ship", """{"units":[{"sku":"K-arrive","serials":["A-3","A-1"]}]}""")).Expect(409);
        (await _api.Get($"{here}/units")).Expect(200)["items"][0].GetProperty("serials").EnumerateArray().Select(it => it.GetString()).ShouldBe(["A-1"]);
        await Waiting.Until(async () => (await Scan(Gtin, "A-2", "S-arrive-b")).Expect(200).Text("belongsTo") == "S-arrive", "that it is on its way");
        (await _api.Get("/v1/skus/K-arrive/serials/A-2")).Expect(200).Body.TryGetProperty("diversion", out _).ShouldBeFalse();
        await Sweep();
        (await Open("arrive")).ShouldBe([AlertOf("arrive", "A-3")]);
        (await _api.Post("/v1/transfers/T-arrive/receive", "{}")).Expect(200);
        (await _api.Get($"{there}/units")).Expect(200)["items"][0].GetProperty("serials").EnumerateArray().Select(it => it.GetString()).ShouldBe(["A-2", "A-3"], ignoreOrder: true);
        await Sweep();
        (await Open("arrive")).ShouldBeEmpty();
        (await _api.Get("/v1/skus/K-arrive/serials/A-3")).Expect(200)["diversion"].TryGetProperty("endedAt", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task A_key_bound_to_a_store_reads_and_settles_units_of_that_store_alone()
    {
        const string Gtin = "09506000770130";
        await Product("divertkey", Gtin, "B-1");
        (await Scan(Gtin, "B-1", "S-divertkey-b")).Expect(200);
        var (_, key) = await _api.NewKey("S-other-store");
        using var stranger = shared.Server.With(key);
        (await stranger.Get("/v1/skus/K-divertkey/serials/B-1")).Expect(403);
        (await stranger.Post("/v1/skus/K-divertkey/serials/B-1/settle", """{"reason":"x"}""")).Expect(403);
        var (_, own) = await _api.NewKey("S-divertkey-b");
        using var till = shared.Server.With(own);
        (await till.Get("/v1/skus/K-divertkey/serials/B-1")).Expect(200).Text("serial").ShouldBe("B-1");
    }

    [Theory]
    [InlineData("""{"units":"A"}""", "units")]
    [InlineData("""{"units":[null]}""", "units[0]")]
    [InlineData("""{"units":[{"sku":"K"}]}""", "units[0].serials")]
    [InlineData("""{"units":[{"sku":"K","serials":[]}]}""", "units[0].serials")]
    [InlineData("""{"units":[{"sku":"a b","serials":["A"]}]}""", "units[0].sku")]
    [InlineData("""{"units":[{"sku":"K","serials":["A","A"]}]}""", "units[0].serials")]
    [InlineData("""{"units":[{"sku":"K","serials":["A"]},{"sku":"K","serials":["B"]}]}""", "units")]
    [InlineData("""{"more":1}""", "more")]
    public async Task A_faulty_field_of_a_shipment_is_named(string body, string field) => (await _api.Post("/v1/transfers/T-faultyunits/ship", body)).Expect(400).Faulty.ShouldBe([field]);

    [Theory]
    [InlineData("sales/s", """{"quantity":1,"lot":"L1","serial":"SN"}""")]
    [InlineData("consumptions/s", """{"quantity":1,"lot":"L1","serial":"SN"}""")]
    [InlineData("containers/o", """{"lot":"L1","serial":"SN"}""")]
    public async Task An_implant_does_not_leave_for_nobody(string call, string body)
    {
        (await _api.Put("/v1/stores/S-div-nobody", """{"name":"Store","timeZone":"Asia/Shanghai"}""")).Status.ShouldBeOneOf(200, 201);
        (await _api.Put("/v1/skus/K-div-nobody", """{"name":"Filler","unit":"syringe","implant":true,"opening":{"unit":"ml","content":1,"sharing":"many-clients"}}""")).Status.ShouldBeOneOf(200, 201);
        (await _api.Put("/v1/stores/S-div-nobody/skus/K-div-nobody/receipts/r", """{"quantity":5,"lot":"L1"}""")).Status.ShouldBeOneOf(200, 201);
        (await _api.Put($"/v1/stores/S-div-nobody/skus/K-div-nobody/{call}", body)).Expect(409).Type.ShouldBe("/problems/client-required");
        (await _api.Get("/v1/stores/S-div-nobody/skus/K-div-nobody")).Expect(200).Number("onHand").ShouldBe(5);
    }
}
