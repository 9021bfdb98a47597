using System.Text.Json;
using BeautyGrains.Contracts;

namespace BeautyGrains.Api.Tests;

/// <summary>Pick lists that people fetch, over HTTP.</summary>
[Collection(ServerCollection.Name)]
public sealed class PickListCallTests(SharedServer shared)
{
    private readonly Api _api = shared.Server.Admin;

    // 6 in B1, 3 in B2 and one unplaced; 4 are reserved.
    private async Task<string> Shop(string name)
    {
        (await _api.Put($"/v1/stores/S-{name}", """{"name":"Store","timeZone":"Asia/Shanghai"}""")).Status.ShouldBeOneOf(200, 201);
        (await _api.Put($"/v1/stores/S-{name}/zones/Z", """{"name":"Shop","holds":["ambient"],"sensors":[]}""")).Status.ShouldBeOneOf(200, 201);
        (await _api.Put($"/v1/skus/K-{name}", """{"name":"Product","unit":"piece"}""")).Expect(201);
        var path = $"/v1/stores/S-{name}/skus/K-{name}";
        (await _api.Put($"{path}/receipts/r1", """{"quantity":10,"lot":"L1"}""")).Expect(201);
        foreach (var (bin, order, quantity) in new[] { ("B1", 1, 6), ("B2", 2, 3) })
        {
            (await _api.Put($"/v1/stores/S-{name}/bins/{bin}", $$"""{"zone":"Z","order":{{order}}}""")).Expect(201);
            (await _api.Put($"{path}/placements/{bin}", $$"""{"lot":"L1","quantity":{{quantity}},"to":"{{bin}}"}""")).Expect(201);
        }
        (await _api.Put($"{path}/reservations/h1", """{"quantity":4}""")).Expect(201);
        await Waiting.Until(async () => (await _api.Get($"/v1/stores/S-{name}/pick-list")).Expect(200)["items"].GetArrayLength() == 2, "the reservation");
        return path;
    }

    private static string Text(JsonElement line) => FormattableString.Invariant(
        $"{line.GetProperty("number").GetInt32()} {(line.TryGetProperty("bin", out var bin) ? bin.GetString() : "-")} {line.GetProperty("quantity").GetDecimal():0} {line.GetProperty("state").GetString()}");

    [Fact]
    public async Task A_list_is_made_given_to_a_person_fetched_short_finished_listed_and_printed()
    {
        var path = await Shop("plist");
        await shared.Server.NewPerson("picker-plist", PersonRole.Warehouse);
        const string List = "/v1/stores/S-plist/pick-lists/P1";
        (await _api.Put(List, """{"person":"nobody-plist"}""")).Expect(404).Type.ShouldBe("/problems/unknown-person");
        (await _api.Put(List)).Expect(201)["lines"].EnumerateArray().Select(Text).ShouldBe(["1 - 1 waiting", "2 B1 3 waiting"]);
        (await _api.Put(List)).Expect(200);
        await Waiting.Until(async () => (await _api.Get("/v1/pick-lists?store=S-plist&state=open")).Expect(200)["items"].GetArrayLength() == 1, "the list of lists");
        // What an open list fetches no other fetches.
        (await _api.Put("/v1/stores/S-plist/pick-lists/P2")).Expect(409).Text("state").ShouldBe("nothing-to-pick");
        (await _api.Post($"{List}/assign", """{"person":"picker-plist"}""")).Expect(200).Text("person").ShouldBe("picker-plist");
        (await _api.Post($"{List}/lines/1/confirm", """{"lot":"L1"}""")).Expect(200);
        (await _api.Post($"{List}/lines/2/confirm", """{"bin":"B2","lot":"L1"}""")).Expect(400).Faulty.ShouldBe(["bin"]);
        (await _api.Post($"{List}/finish", "")).Expect(409).Text("state").ShouldBe("lines-waiting");
        (await _api.Post($"{List}/lines/2/confirm", """{"bin":"B1","lot":"L1","found":1}""")).Expect(200)["lines"].EnumerateArray().Select(Text)
            .ShouldBe(["1 - 1 picked", "2 B1 3 short", "3 B2 2 waiting"]);
        var incident = (await _api.Get($"{path}/incidents")).Expect(200)["items"][0];
        (incident.GetProperty("id").GetString(), incident.GetProperty("owner").GetString(), incident.GetProperty("quantity").GetDecimal()).ShouldBe(("pick:P1:2", "picker-plist", 5m));
        (await _api.Post($"{List}/lines/3/confirm", """{"bin":"B2","lot":"L1","found":2}""")).Expect(200);
        (await _api.Post($"{List}/finish", "")).Expect(200).Text("state").ShouldBe("finished");
        (await _api.Post($"{List}/cancel", """{"reason":"x"}""")).Expect(409).Text("state").ShouldBe("finished");
        (await _api.Get(List)).Expect(200).Text("state").ShouldBe("finished");
        var csv = await (await _api.Http.GetAsync($"{List}/export")).Content.ReadAsStringAsync();
        csv.Split("\r\n").ShouldContain("2,B1,K-plist,L1,,3,h1,short,1");
        (await (await _api.Http.GetAsync($"{List}/print")).Content.ReadAsStringAsync()).ShouldContain("<td>B2</td><td>K-plist</td><td>L1</td>");
        await Waiting.Until(async () => (await _api.Get("/v1/pick-lists?store=S-plist&state=finished&person=picker-plist")).Expect(200)["items"].GetArrayLength() == 1, "the list of lists");
    }

    [Fact]
    public async Task A_list_that_is_given_up_puts_its_goods_back_and_is_free_for_another()
    {
        var path = await Shop("pback");
        const string List = "/v1/stores/S-pback/pick-lists/P1";
        (await _api.Put(List, """{"reservation":"h1","sku":"K-pback"}""")).Expect(201);
        (await _api.Post($"{List}/lines/2/confirm", """{"bin":"B1","lot":"L1"}""")).Expect(200);
        (await Bins(path)).ShouldBe(["B1:3", "B2:3"]);
        (await _api.Post($"{List}/cancel", """{"reason":"客人取消"}""")).Expect(200).Text("state").ShouldBe("cancelled");
        (await Bins(path)).ShouldBe(["B1:6", "B2:3"]);
        await Waiting.Until(async () => (await _api.Put("/v1/stores/S-pback/pick-lists/P2")).Status == 201, "a second list");
    }

    [Fact]
    public async Task Sales_scraps_adjustments_consumptions_facts_and_commits_take_from_the_bin_that_is_named()
    {
        var path = await Shop("named");
        (await _api.Put($"{path}/sales/s", """{"quantity":1,"lot":"L1","bin":"B2"}""")).Expect(201);
        (await Bins(path)).ShouldBe(["B1:6", "B2:2"]);
        (await _api.Put($"{path}/consumptions/c", """{"quantity":1,"lot":"L1","bin":"B1"}""")).Expect(201);
        (await _api.Put($"{path}/scraps/x", """{"quantity":1,"lot":"L1","bin":"B2","reason":"broken"}""")).Expect(201);
        (await _api.Put($"{path}/adjustments/a", """{"quantity":-1,"lot":"L1","bin":"B1","reason":"miscounted"}""")).Expect(201);
        (await Bins(path)).ShouldBe(["B1:4", "B2:1"]);
        (await _api.Post($"{path}/reservations/h1/commit", """{"lots":[{"lot":"L1","quantity":2,"bin":"B1"}]}""")).Expect(200);
        (await _api.Put($"{path}/facts/f", """{"kind":"breakage","quantity":1,"lot":"L1","bin":"B1","occurredAt":"2026-01-01T00:00:00Z"}""")).Expect(201);
        (await Bins(path)).ShouldBe(["B1:1", "B2:1"]);
        (await _api.Put($"{path}/sales/z", """{"quantity":1,"lot":"L1","bin":"Z9"}""")).Expect(404).Type.ShouldBe("/problems/unknown-bin");
        (await _api.Put($"{path}/sales/z", """{"quantity":2,"lot":"L1","bin":"B2"}""")).Expect(409).Number("available").ShouldBe(1);
        (await _api.Put($"{path}/sales/z", """{"quantity":1,"bin":"B2"}""")).Expect(400).Faulty.ShouldBe(["lot"]);
        (await _api.Put($"{path}/scraps/z", """{"quantity":1,"lot":"L1","bin":"a b","reason":"x"}""")).Expect(400).Faulty.ShouldBe(["bin"]);
        (await Bins(path)).ShouldBe(["B1:1", "B2:1"]);
    }

    [Theory]
    [InlineData("PUT", "", """{"person":"a b"}""", 400, "person")]
    [InlineData("PUT", "", """{"sku":"a b"}""", 400, "sku")]
    [InlineData("PUT", "", """{"person":7}""", 400, null)]
    [InlineData("PUT", "", "[]", 400, null)]
    [InlineData("POST", "/assign", "{}", 400, "person")]
    [InlineData("POST", "/assign", "", 400, null)]
    [InlineData("POST", "/lines/1/confirm", "{}", 400, "lot")]
    [InlineData("POST", "/lines/1/confirm", """{"lot":"a b"}""", 400, "lot")]
    [InlineData("POST", "/lines/1/confirm", """{"lot":"L1","bin":""}""", 400, "bin")]
    [InlineData("POST", "/lines/1/confirm", """{"lot":"L1","found":-1}""", 400, "found")]
    [InlineData("POST", "/lines/1/confirm", """{"lot":"L1","found":0.0001}""", 400, "found")]
    [InlineData("POST", "/lines/x/confirm", """{"lot":"L1"}""", 400, "line")]
    [InlineData("POST", "/lines/0/confirm", """{"lot":"L1"}""", 400, "line")]
    [InlineData("POST", "/lines/1/confirm", """{"lot":"L1"}""", 404, null)]
    [InlineData("POST", "/lines/1/confirm", """{"code":"x"}""", 404, null)]
    [InlineData("POST", "/finish", "", 404, null)]
    [InlineData("POST", "/cancel", "{}", 400, "reason")]
    [InlineData("POST", "/cancel", """{"reason":"x"}""", 404, null)]
    [InlineData("GET", "", "", 404, null)]
    [InlineData("GET", "/export", "", 404, null)]
    [InlineData("GET", "/print", "", 404, null)]
    public async Task A_faulty_request_names_its_fields_and_makes_nothing(string verb, string path, string body, int status, string? field)
    {
        (await _api.Put("/v1/stores/S-faultypick", """{"name":"Store","timeZone":"Asia/Shanghai"}""")).Status.ShouldBeOneOf(200, 201);
        const string List = "/v1/stores/S-faultypick/pick-lists/P1";
        var reply = verb switch { "PUT" => await _api.Put(List, body), "POST" => await _api.Post(List + path, body), _ => await _api.Get(List + path) };
        reply.Status.ShouldBe(status);
        if (field is not null) reply.Faulty.ShouldBe([field]);
        if (status == 404) reply.Type.ShouldBe("/problems/unknown-pick-list");
        (await _api.Get(List)).Expect(404).Type.ShouldBe("/problems/unknown-pick-list");
        (await _api.Get("/v1/pick-lists?state=lost")).Expect(400).Faulty.ShouldBe(["state"]);
        (await _api.Put("/v1/stores/S-nowhere/pick-lists/P1")).Expect(404).Type.ShouldBe("/problems/unknown-store");
    }

    private async Task<IReadOnlyList<string>> Bins(string path) => [.. (await _api.Get(path)).Expect(200)["lots"][0].GetProperty("bins").EnumerateArray()
        .Select(bin => FormattableString.Invariant($"{bin.GetProperty("bin").GetString()}:{bin.GetProperty("quantity").GetDecimal():0}"))];
}
