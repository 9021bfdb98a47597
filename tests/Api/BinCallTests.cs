using Microsoft.Extensions.DependencyInjection;

namespace BeautyGrains.Api.Tests;

/// <summary>Where goods lie, over HTTP.</summary>
[Collection(ServerCollection.Name)]
public sealed class BinCallTests(SharedServer shared)
{
    private readonly Api _api = shared.Server.Admin;

    private async Task<string> Shop(string name, decimal quantity = 10, string storage = "ambient")
    {
        (await _api.Put($"/v1/stores/S-{name}", """{"name":"Store","timeZone":"Asia/Shanghai"}""")).Status.ShouldBeOneOf(200, 201);
        (await _api.Put($"/v1/stores/S-{name}/zones/Z", """{"name":"Shop","holds":["ambient","cool"],"sensors":[]}""")).Status.ShouldBeOneOf(200, 201);
        (await _api.Put($"/v1/skus/K-{name}", $$"""{"name":"Product","unit":"piece","storage":"{{storage}}"}""")).Expect(201);
        var path = $"/v1/stores/S-{name}/skus/K-{name}";
        (await _api.Put($"{path}/receipts/r1", FormattableString.Invariant($$"""{"quantity":{{quantity}},"lot":"L1","expiresOn":"2090-01-31","bin":"B2"}"""))).Expect(201);
        return path;
    }

    private async Task Bin(string store, string bin, int order, string more = "") =>
        (await _api.Put($"/v1/stores/S-{store}/bins/{bin}", $$"""{"zone":"Z","order":{{order}}{{more}}}""")).Expect(201);

    private static string Move(decimal quantity, string? from, string? to) => FormattableString.Invariant(
        $$"""{"lot":"L1","quantity":{{quantity}}{{(from is null ? "" : $",\"from\":\"{from}\"")}}{{(to is null ? "" : $",\"to\":\"{to}\"")}}}""");

    [Fact]
    public async Task Goods_are_put_away_by_suggestion_moved_and_sold_out_of_their_bins_in_walking_order()
    {
        var path = await Shop("walk");
        await Bin("walk", "B1", 20);
        await Bin("walk", "B2", 30, ",\"capacity\":4");
        await Bin("walk", "B0", 10, ",\"holds\":[\"cool\"]");
        (await _api.Get("/v1/stores/S-walk/bins")).Expect(200)["items"].EnumerateArray().Select(bin => bin.GetProperty("bin").GetString()).ShouldBe(["B0", "B1", "B2"]);
        var line = (await _api.Get($"{path}/put-away")).Expect(200)["items"][0];
        line.GetProperty("unplaced").GetDecimal().ShouldBe(10);
        line.GetProperty("bins").EnumerateArray().Select(bin => (bin.GetProperty("bin").GetString(), bin.GetProperty("why").GetString())).ShouldBe([("B2", "named-at-receipt"), ("B1", "empty")]);

        (await _api.Put($"{path}/placements/p1", Move(4, null, "B2"))).Expect(201).Text("to").ShouldBe("B2");
        (await _api.Put($"{path}/placements/p1", Move(4, null, "B2"))).Expect(200);
        (await _api.Put($"{path}/placements/p1", Move(3, null, "B2"))).Expect(422);
        (await _api.Put($"{path}/placements/p2", Move(5, null, "B1"))).Expect(201);
        (await _api.Put($"{path}/placements/p3", Move(1, "B2", "B1"))).Expect(201);
        (await _api.Get($"{path}/placements/p3")).Expect(200).Text("from").ShouldBe("B2");
        (await Bins(path)).ShouldBe(["B1:6", "B2:3"]);
        // One unplaced unit goes first, then the bin that comes first on the way.
        (await _api.Put($"{path}/sales/s1", """{"quantity":3}""")).Expect(201);
        (await Bins(path)).ShouldBe(["B1:4", "B2:3"]);
        (await _api.Put($"{path}/issues/g1", """{"kind":"gift","quantity":2,"lot":"L1","bin":"B2","reason":"x"}""")).Expect(201);
        (await Bins(path)).ShouldBe(["B1:4", "B2:1"]);
        await Waiting.Until(async () => (await Listed("S-walk")).SequenceEqual(["B1:4", "B2:1"]), "the list of bins");
        (await _api.Get("/v1/bin-contents?store=S-walk&bin=B1")).Expect(200)["items"].GetArrayLength().ShouldBe(1);
        (await _api.Get($"{path}/put-away")).Expect(200)["items"].GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task What_a_bin_does_not_hold_what_is_not_there_and_inactive_bins_are_refused()
    {
        var path = await Shop("refuse", 5, "cold");
        await Bin("refuse", "B1", 1);
        await Bin("refuse", "B9", 9, ",\"active\":false");
        var refused = (await _api.Put($"{path}/placements/p", Move(1, null, "B1"))).Expect(409);
        (refused.Type, refused.Text("state")).ShouldBe(("/problems/bin-unsuitable", "storage-class"));
        (await _api.Put("/v1/stores/S-refuse/zones/Z", """{"name":"Shop","holds":["ambient","cold"],"sensors":[]}""")).Expect(200);
        (await _api.Put($"{path}/placements/p", Move(1, null, "B1"))).Expect(201);
        (await _api.Put($"{path}/placements/q", Move(1, null, "B9"))).Expect(409).Text("state").ShouldBe("inactive");
        (await _api.Put($"{path}/placements/q", Move(5, null, "B1"))).Expect(409).Number("available").ShouldBe(4);
        (await _api.Put($"{path}/placements/q", Move(2, "B1", null))).Expect(409).Number("available").ShouldBe(1);
        (await _api.Put($"{path}/placements/q", Move(1, "B7", null))).Expect(404).Type.ShouldBe("/problems/unknown-bin");
        (await _api.Put($"{path}/placements/q", Move(1, null, "B7"))).Expect(404).Type.ShouldBe("/problems/unknown-bin");
        (await _api.Get($"{path}/placements/q")).Expect(404).Type.ShouldBe("/problems/unknown-movement");
        (await Bins(path)).ShouldBe(["B1:1"]);
    }

    [Fact]
    public async Task A_pick_list_has_what_is_reserved_in_walking_order_and_can_be_printed()
    {
        var path = await Shop("pick");
        await Bin("pick", "B1", 20);
        await Bin("pick", "B2", 10);
        (await _api.Put($"{path}/placements/p1", Move(6, null, "B1"))).Expect(201);
        (await _api.Put($"{path}/placements/p2", Move(3, null, "B2"))).Expect(201);
        (await _api.Put($"{path}/reservations/r1", """{"quantity":3}""")).Expect(201);
        (await _api.Put("/v1/baskets/PICK-1", """{"store":"S-pick","lines":[{"sku":"K-pick","quantity":4}],"allOrNothing":true}""")).Expect(201);
        await Waiting.Until(async () => (await _api.Get("/v1/stores/S-pick/pick-list")).Expect(200)["items"].GetArrayLength() >= 3, "the pick list");
        var lines = (await _api.Get("/v1/stores/S-pick/pick-list")).Expect(200)["items"].EnumerateArray().Select(line =>
            $"{(line.TryGetProperty("bin", out var bin) ? bin.GetString() : "-")} {line.GetProperty("quantity").GetDecimal():0} {line.GetProperty("reservation").GetString()}");
        lines.ShouldBe(["- 1 basket:PICK-1", "B2 3 basket:PICK-1", "B1 3 r1"]);
        (await _api.Get("/v1/stores/S-pick/pick-list?reservation=r1")).Expect(200)["items"].GetArrayLength().ShouldBe(2);
        var page = await _api.Http.GetAsync("/v1/stores/S-pick/pick-list/print");
        page.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        (await page.Content.ReadAsStringAsync()).ShouldContain("<td>B2</td><td>K-pick</td><td>L1</td><td>3</td>");
    }

    [Fact]
    public async Task An_excursion_holds_what_lies_in_its_zone_or_nowhere_and_leaves_what_lies_in_bins_of_other_zones_alone()
    {
        var path = await Shop("warm", 4);
        (await _api.Put("/v1/stores/S-warm/zones/Y", """{"name":"Cellar","holds":["ambient"],"sensors":[]}""")).Expect(201);
        (await _api.Put("/v1/stores/S-warm/zones/Z", """{"name":"Shop","holds":["ambient","cool"],"sensors":[{"id":"T1","calibrations":[{"on":"2020-01-01","dueOn":"2099-01-01"}]}]}""")).Expect(200);
        (await _api.Put("/v1/stores/S-warm/bins/C1", """{"zone":"Y","order":1}""")).Expect(201);
        await Bin("warm", "B1", 2);
        foreach (var (lot, bin) in new[] { ("L2", "C1"), ("L3", "B1") })
        {
            (await _api.Put($"{path}/receipts/{lot}", $$"""{"quantity":2,"lot":"{{lot}}"}""")).Expect(201);
            (await _api.Put($"{path}/placements/{lot}", $$"""{"lot":"{{lot}}","quantity":2,"to":"{{bin}}"}""")).Expect(201);
        }
        var now = DateTimeOffset.UtcNow;
        (await _api.Post("/v1/stores/S-warm/zones/Z/readings", $$"""{"sensor":"T1","readings":[{"at":"{{now.AddMinutes(-20):O}}","celsius":20},{"at":"{{now.AddMinutes(-10):O}}","celsius":55},{"at":"{{now.AddMinutes(-5):O}}","celsius":56}]}""")).Expect(200);
        var watch = shared.Server.App.Services.GetRequiredService<ReadModels.ConditionWatch>();
        await Waiting.Until(
            async () => { await watch.Run(default); return (await _api.Get(path))["lots"].EnumerateArray().Any(lot => lot.GetProperty("status").GetString() == "quarantined"); }, "quarantine");
        await watch.Run(default);
        (await _api.Get(path)).Expect(200)["lots"].EnumerateArray().Select(lot => $"{lot.GetProperty("lot").GetString()} {lot.GetProperty("status").GetString()}")
            .ShouldBe(["L1 quarantined", "L2 released", "L3 quarantined"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("{}", "order,zone")]
    [InlineData("""{"zone":"Z","order":-1}""", "order")]
    [InlineData("""{"zone":"a b","order":1}""", "zone")]
    [InlineData("""{"zone":"Z","order":1,"capacity":0}""", "capacity")]
    [InlineData("""{"zone":"Z","order":1,"holds":["warm"]}""", "holds")]
    [InlineData("""{"zone":"Z","order":1,"holds":["frozen"]}""", "holds")]
    [InlineData("""{"zone":"Z","order":1,"name":" "}""", "name")]
    public async Task A_faulty_bin_names_its_fields(string body, string fields)
    {
        (await _api.Put("/v1/stores/S-faultybin", """{"name":"Store","timeZone":"Asia/Shanghai"}""")).Status.ShouldBeOneOf(200, 201);
        (await _api.Put("/v1/stores/S-faultybin/zones/Z", """{"name":"Shop","holds":["ambient"],"sensors":[]}""")).Status.ShouldBeOneOf(200, 201);
        (await _api.Put("/v1/stores/S-faultybin/bins/B", body)).Expect(400).Faulty.ShouldBe(fields.Split(','), ignoreOrder: true);
        (await _api.Get("/v1/stores/S-faultybin/bins/B")).Expect(404).Type.ShouldBe("/problems/unknown-bin");
    }

    [Theory]
    [InlineData("{}", "lot,quantity")]
    [InlineData("""{"lot":"L1","quantity":1}""", "to")]
    [InlineData("""{"lot":"L1","quantity":0,"to":"B"}""", "quantity")]
    [InlineData("""{"lot":"L1","quantity":1,"from":"B","to":"B"}""", "to")]
    [InlineData("""{"lot":"L1","quantity":1,"to":"a b"}""", "to")]
    [InlineData("""{"lot":"a b","quantity":1,"to":"B"}""", "lot")]
    public async Task A_faulty_placement_names_its_fields(string body, string fields)
    {
        var path = await _api.NewStock("faultyplace", 5);
        (await _api.Put($"{path}/placements/bad", body)).Expect(400).Faulty.ShouldBe(fields.Split(','), ignoreOrder: true);
        (await _api.Get(path))["lots"][0].TryGetProperty("bins", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_not_there_is_told_so()
    {
        (await _api.Put("/v1/stores/S-nowhere/bins/B", """{"zone":"Z","order":1}""")).Expect(404).Type.ShouldBe("/problems/unknown-store");
        await _api.NewStock("nozone", 1);
        (await _api.Put("/v1/stores/S-nozone/bins/B", """{"zone":"Z","order":1}""")).Expect(404).Type.ShouldBe("/problems/unknown-zone");
        (await _api.Get("/v1/stores/S-nowhere/pick-list")).Expect(404).Type.ShouldBe("/problems/unknown-store");
        (await _api.Get("/v1/stores/S-nozone/skus/K-nozone-none/put-away")).Expect(404).Type.ShouldBe("/problems/unknown-sku");
        (await _api.Get("/v1/bin-contents?bin=a%20b")).Expect(400).Faulty.ShouldBe(["bin"]);
    }

    private async Task<IReadOnlyList<string>> Listed(string store) => [.. (await _api.Get($"/v1/bin-contents?store={store}")).Expect(200)["items"].EnumerateArray().Select(Text)];

    private async Task<IReadOnlyList<string>> Bins(string path) => [.. (await _api.Get(path)).Expect(200)["lots"][0].GetProperty("bins").EnumerateArray().Select(Text)];

    private static string Text(System.Text.Json.JsonElement bin) => FormattableString.Invariant($"{bin.GetProperty("bin").GetString()}:{bin.GetProperty("quantity").GetDecimal():0}");
}
