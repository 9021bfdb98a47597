using BeautyGrains.Contracts;
using static BeautyGrains.Api.Tests.Persons;

namespace BeautyGrains.Api.Tests;

/// <summary>What follows from classes, what is to be counted and what a second person must see, over HTTP.</summary>
[Collection(ServerCollection.Name)]
public sealed class ControlCallTests(SharedServer shared)
{
    private readonly ApiServer _server = shared.Server;
    private readonly Api _api = shared.Server.Admin;

    [Theory]
    [InlineData("""{"fourEyes":[],"classes":[{"abc":"d","serviceLevel":0.9,"countEveryDays":1}]}""", "classes[0].abc")]
    [InlineData("""{"fourEyes":[],"classes":[{"abc":"a","xyz":"w","serviceLevel":0.9,"countEveryDays":1}]}""", "classes[0].xyz")]
    [InlineData("""{"fourEyes":[],"classes":[{"abc":"a","serviceLevel":0.4,"countEveryDays":1}]}""", "classes[0].serviceLevel")]
    [InlineData("""{"fourEyes":[],"classes":[{"abc":"a","countEveryDays":1}]}""", "classes[0].serviceLevel")]
    [InlineData("""{"fourEyes":[],"classes":[{"abc":"a","serviceLevel":0.9}]}""", "classes[0].countEveryDays")]
    [InlineData("""{"fourEyes":[],"classes":[{"abc":"a","serviceLevel":0.9,"countEveryDays":0}]}""", "classes[0].countEveryDays")]
    [InlineData("""{"fourEyes":[],"classes":[{"abc":"a","serviceLevel":0.9,"countEveryDays":1001}]}""", "classes[0].countEveryDays")]
    [InlineData("""{"fourEyes":[],"classes":[{"abc":"a","serviceLevel":0.9,"countEveryDays":1,"validFrom":"2026-02-30"}]}""", "classes[0].validFrom")]
    [InlineData("""{"fourEyes":[],"classes":[{"abc":"a","serviceLevel":0.9,"countEveryDays":1,"validFrom":"2026-02-02","validThrough":"2026-02-01"}]}""", "classes[0].validThrough")]
    [InlineData("""{"fourEyes":[],"classes":[null]}""", "classes[0]")]
    [InlineData("""{"classes":[],"fourEyes":[{"kind":"refund"}]}""", "fourEyes[0].kind")]
    [InlineData("""{"classes":[],"fourEyes":[{}]}""", "fourEyes[0].kind")]
    [InlineData("""{"classes":[],"fourEyes":[{"kind":"price","fromShare":1.1}]}""", "fourEyes[0].fromShare")]
    [InlineData("""{"classes":[],"fourEyes":[{"kind":"price","fromAmount":{"amount":-1,"currency":"CNY"}}]}""", "fourEyes[0].fromAmount.amount")]
    [InlineData("""{"classes":[],"fourEyes":[{"kind":"price","fromAmount":{"amount":1,"currency":"yuan"}}]}""", "fourEyes[0].fromAmount.currency")]
    [InlineData("""{"classes":[],"fourEyes":[{"kind":"price","surprise":1}]}""", "fourEyes[0].surprise")]
    [InlineData("""{"classes":[],"fourEyes":[],"habits":[{"habit":"lunch-hours","value":1}]}""", "habits[0].habit")]
    [InlineData("""{"classes":[],"fourEyes":[],"habits":[{"value":1}]}""", "habits[0].habit")]
    [InlineData("""{"classes":[],"fourEyes":[],"habits":[{"habit":"variance-days"}]}""", "habits[0].value")]
    [InlineData("""{"classes":[],"fourEyes":[],"habits":[{"habit":"variance-days","value":0}]}""", "habits[0].value")]
    [InlineData("""{"classes":[],"fourEyes":[],"habits":[{"habit":"variance-days","value":1.5}]}""", "habits[0].value")]
    [InlineData("""{"classes":[],"fourEyes":[],"habits":[{"habit":"service-level","value":1}]}""", "habits[0].value")]
    [InlineData("""{"classes":[],"fourEyes":[],"habits":[{"habit":"variance-days","value":7,"validFrom":"2026-02-02","validThrough":"2026-02-01"}]}""", "habits[0].validThrough")]
    [InlineData("""{"classes":[],"fourEyes":[],"habits":[null]}""", "habits[0]")]
    [InlineData("""{"classes":[],"fourEyes":[],"habits":7}""", "habits")]
    [InlineData("""{"classes":[],"fourEyes":[],"nearExpiry":[{"discount":0.1}]}""", "nearExpiry[0].days")]
    [InlineData("""{"classes":[],"fourEyes":[],"nearExpiry":[{"days":0,"discount":0.1}]}""", "nearExpiry[0].days")]
    [InlineData("""{"classes":[],"fourEyes":[],"nearExpiry":[{"days":30}]}""", "nearExpiry[0].discount")]
    [InlineData("""{"classes":[],"fourEyes":[],"nearExpiry":[{"days":30,"discount":1.1}]}""", "nearExpiry[0].discount")]
    [InlineData("""{"classes":[],"fourEyes":[],"nearExpiry":[{"days":30,"discount":0.1,"sku":"a/b"}]}""", "nearExpiry[0].sku")]
    [InlineData("""{"classes":[],"fourEyes":[],"nearExpiry":[{"days":30,"discount":0.1,"sku":"A","category":"B"}]}""", "nearExpiry[0].category")]
    [InlineData("""{"classes":[],"fourEyes":[],"nearExpiry":[null]}""", "nearExpiry[0]")]
    [InlineData("""{"fourEyes":[],"classes":7}""", "classes")]
    [InlineData("""{"fourEyes":[]}""", "classes")]
    [InlineData("""{"classes":[]}""", "fourEyes")]
    public async Task A_faulty_field_is_named_and_nothing_is_changed(string body, string field)
    {
        var before = (await _api.Get("/v1/control-policy")).Body.ToString();
        (await _api.Put("/v1/control-policy", body)).Expect(400).Faulty.ShouldBe([field]);
        (await _api.Get("/v1/control-policy")).Body.ToString().ShouldBe(before);
    }

    [Fact]
    public async Task The_tables_begin_with_the_defaults_and_are_replaced_as_a_whole()
    {
        await using var server = await ApiServer.Start();
        var defaults = (await server.Admin.Get("/v1/control-policy")).Expect(200);
        defaults.Number("version").ShouldBe(0);
        defaults["classes"].EnumerateArray().Select(row => (row.GetProperty("abc").GetString(), row.GetProperty("countEveryDays").GetInt32())).ShouldBe([("a", 30), ("b", 90), ("c", 180)]);
        defaults["fourEyes"].EnumerateArray().Select(row => row.GetProperty("kind").GetString()).ShouldBe(["price", "variance", "registration-change", "incident-closure", "incident-closure"]);
        defaults["habits"].EnumerateArray().Select(row => $"{row.GetProperty("habit")} {row.GetProperty("value")}").ShouldBe(
            ["variance-days 30", "transfer-days 2", "lead-time-days 7", "service-level 0.95", "share-of-a 0.8", "share-of-b 0.95", "variation-of-x 0.5", "variation-of-y 1", "near-expiry-demand-days 56"]);
        const string body = """{"classes":[{"abc":"c","serviceLevel":0.8,"countEveryDays":14,"validFrom":"2026-01-01"}],"fourEyes":[]}""";
        (await server.Admin.Put("/v1/control-policy", body)).Expect(201);
        (await server.Admin.Put("/v1/control-policy", body)).Expect(200).Number("version").ShouldBe(1);
        (await server.Admin.Put("/v1/control-policy", """{"classes":[],"fourEyes":[]}""", ("If-Match", "\"v7\""))).Expect(412);
        var read = (await server.Admin.Get("/v1/control-policy")).Expect(200);
        (read["classes"].GetArrayLength(), read["fourEyes"].GetArrayLength(), read["habits"].GetArrayLength()).ShouldBe((1, 0, 0));
        (await server.Admin.Put("/v1/control-policy", """{"classes":[],"fourEyes":[],"habits":[{"habit":"variance-days","value":7,"validFrom":"2026-01-01"}]}""")).Expect(200)["habits"][0].GetProperty("value").GetDecimal().ShouldBe(7);
    }

    [Fact]
    public async Task A_store_is_told_what_to_count_and_no_longer_once_it_has()
    {
        var path = await _api.NewStock("counted", 8);
        var plan = (await _api.Get("/v1/stores/S-counted/count-plan?due=true")).Expect(200);
        var item = plan["items"].EnumerateArray().ShouldHaveSingleItem();
        (item.GetProperty("sku").GetString(), item.GetProperty("everyDays").GetInt32(), item.GetProperty("lots").GetInt32(), item.GetProperty("due").GetBoolean()).ShouldBe(("K-counted", 180, 1, true));
        item.TryGetProperty("countedOn", out _).ShouldBeFalse();
        (await _api.Put($"{path}/counts/c1", """{"lot":"L1","counted":8}""")).Expect(201);
        (await _api.Get("/v1/stores/S-counted/count-plan?due=true")).Expect(200)["items"].GetArrayLength().ShouldBe(0);
        (await _api.Get("/v1/stores/S-counted/count-plan?abc=c&due=false")).Expect(200)["items"].GetArrayLength().ShouldBe(1);
        (await _api.Get("/v1/stores/S-counted/count-plan?abc=d")).Expect(400).Faulty.ShouldBe(["abc"]);
        (await _api.Get("/v1/stores/S-counted/count-plan?due=maybe")).Expect(400).Faulty.ShouldBe(["due"]);
        (await _api.Get("/v1/stores/S-counted/count-plan?limit=0")).Expect(400).Faulty.ShouldBe(["limit"]);
        (await _api.Get("/v1/stores/S-nowhere/count-plan")).Expect(404).Type.ShouldBe("/problems/unknown-store");
    }

    [Fact]
    public async Task A_price_and_a_large_difference_need_a_second_person_and_an_administrators_own_key_none()
    {
        var path = await _api.NewStock("second-eyes", 100);
        using var lin = await _server.NewPerson("second-eyes-lin", PersonRole.Operations, PersonRole.StoreManager);
        using var boss = await _server.NewPerson("second-eyes-boss", """{"all":true}""", ""","limits":[{"kind":"price"},{"kind":"variance"},{"kind":"registration-change"}]""", PersonRole.Finance);
        var key = await _server.NewKeyOf("second-eyes-boss");
        (await _api.Put("/v1/skus/K-second-eyes", Sku(10_000))).Expect(200);
        (await lin.Put("/v1/skus/K-second-eyes", Sku(10_500))).Expect(200);
        var alone = (await lin.Put("/v1/skus/K-second-eyes", Sku(20_000))).Expect(409);
        (alone.Type, alone.Text("state")).ShouldBe(("/problems/approver-needed", "price"));
        (await lin.Put("/v1/skus/K-second-eyes", Sku(20_000), Approving(await _server.NewKeyOf("second-eyes-lin")))).Expect(409).Type.ShouldBe("/problems/approver-is-author");
        (await lin.Put("/v1/skus/K-second-eyes", Sku(20_000), Approving("nobody"))).Expect(403).Type.ShouldBe("/problems/approver-unknown");
        (await _api.Get("/v1/skus/K-second-eyes"))["price"].GetProperty("amount").GetDecimal().ShouldBe(10_500);
        (await lin.Put("/v1/skus/K-second-eyes", Sku(20_000), Approving(key))).Expect(200);
        (await _api.Put("/v1/skus/K-second-eyes", Sku(10_000))).Expect(200);

        (await lin.Put($"{path}/counts/c1", """{"lot":"L1","counted":80}""")).Expect(409).Text("state").ShouldBe("variance");
        (await _api.Get(path)).Number("onHand").ShouldBe(100);
        (await lin.Put($"{path}/counts/c1", """{"lot":"L1","counted":80}""", Approving(key))).Expect(201);
        (await lin.Put($"{path}/counts/c1", """{"lot":"L1","counted":80}""")).Expect(200);
        (await lin.Put($"{path}/counts/c2", """{"lot":"L1","counted":79}""")).Expect(201);
        (await lin.Put("/v1/stores/S-nowhere/skus/K-second-eyes/counts/c1", """{"lot":"L1","counted":1}""")).Expect(404);

        static string Sku(int price) => $$$"""{"name":"Serum","unit":"piece","price":{"amount":{{{price}}},"currency":"CNY"}}""";
    }
}
