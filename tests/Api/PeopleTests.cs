using BeautyGrains.Contracts;

namespace BeautyGrains.Api.Tests;

[Collection(ServerCollection.Name)]
public sealed class PeopleTests(SharedServer shared)
{
    private const string Quality = """{"name":"Q","roles":["quality"],"scope":{"all":true},"limits":[{"kind":"quarantine-release"}]}""";
    private readonly ApiServer _server = shared.Server;

    private Api Admin => _server.Admin;

    [Fact]
    public async Task A_person_is_made_changed_and_read_with_roles_scope_and_limits()
    {
        const string Body = """
            {"name":"Zhang Wei","nameZh":"张伟","roles":["store-manager","buyer"],"scope":{"regions":["east/shanghai"],"stores":["S9","S1"]},"seesCost":true,
             "limits":[{"kind":"budget-overrun"},{"kind":"order","upTo":{"amount":500000,"currency":"CNY"}}]}
            """;
        var made = (await Admin.Put("/v1/people/zhang", Body)).Expect(201);
        made["roles"].ToString().ShouldBe("""["buyer","store-manager"]""");
        made["scope"].ToString().ShouldBe("""{"all":false,"regions":["east/shanghai"],"stores":["S1","S9"]}""");
        made["limits"].ToString().ShouldBe("""[{"kind":"order","upTo":{"amount":500000,"currency":"CNY"}},{"kind":"budget-overrun"}]""");
        (await Admin.Put("/v1/people/zhang", Body)).Expect(200).Number("version").ShouldBe(made.Number("version"));
        var stale = made.Raw.Headers.ETag!.Tag;
        var changed = (await Admin.Put("/v1/people/zhang", Body.Replace("500000", "600000", StringComparison.Ordinal), ("If-Match", stale))).Expect(200);
        (await Admin.Put("/v1/people/zhang", Body, ("If-Match", stale))).Expect(412).Type.ShouldBe("/problems/stale-version");
        (await Admin.Get("/v1/people/zhang")).Expect(200).Number("version").ShouldBe(changed.Number("version"));
        (await Admin.Get("/v1/people/nobody-yet")).Expect(404).Type.ShouldBe("/problems/unknown-person");
    }

    [Theory]
    [InlineData("""{"name":"","roles":["buyer"],"scope":{"all":true}}""", "name")]
    [InlineData("""{"name":"x","roles":[],"scope":{"all":true}}""", "roles")]
    [InlineData("""{"name":"x","roles":["queen"],"scope":{"all":true}}""", "roles[0]")]
    [InlineData("""{"name":"x","roles":["buyer","buyer"],"scope":{"all":true}}""", "roles")]
    [InlineData("""{"name":"x","roles":["buyer"],"scope":{}}""", "scope")]
    [InlineData("""{"name":"x","roles":["buyer"],"scope":{"all":true,"stores":["S"]}}""", "scope")]
    [InlineData("""{"name":"x","roles":["buyer"],"scope":{"stores":["a b"]}}""", "scope.stores[0]")]
    [InlineData("""{"name":"x","roles":["buyer"],"scope":{"regions":["east//"]}}""", "scope.regions[0]")]
    [InlineData("""{"name":"x","roles":["buyer"],"scope":{"all":true},"limits":[{"kind":"gold"}]}""", "limits[0].kind")]
    [InlineData("""{"name":"x","roles":["buyer"],"scope":{"all":true},"limits":[{}]}""", "limits[0].kind")]
    [InlineData("""{"name":"x","roles":["buyer"],"scope":{"all":true},"limits":[{"kind":"order","upTo":{"amount":-1,"currency":"CNY"}}]}""", "limits[0].upTo.amount")]
    [InlineData("""{"name":"x","roles":["buyer"],"scope":{"all":true},"limits":[{"kind":"order","upTo":{"amount":1.5,"currency":"CNY"}}]}""", "limits[0].upTo.amount")]
    [InlineData("""{"name":"x","roles":["buyer"],"scope":{"all":true},"limits":[{"kind":"order","upTo":{"amount":1,"currency":"yuan"}}]}""", "limits[0].upTo.currency")]
    [InlineData("""{"name":"x","roles":["buyer"],"scope":{"all":true},"limits":[{"kind":"order"},{"kind":"order"}]}""", "limits[1]")]
    [InlineData("""{"name":"x","roles":["buyer"],"scope":{"all":true},"limits":[{"kind":"order"},{"kind":"order","upTo":{"amount":1,"currency":"CNY"}}]}""", "limits[1]")]
    [InlineData("""{"name":"x","roles":["buyer"],"scope":{"all":true},"password":"x"}""", "password")]
    public async Task A_faulty_record_is_refused_and_makes_nobody(string body, string field)
    {
        (await Admin.Put("/v1/people/faulty", body)).Expect(400).Faulty.ShouldContain(field);
        (await Admin.Get("/v1/people/faulty")).Expect(404);
    }

    [Fact]
    public async Task People_are_listed_by_filters_page_by_page()
    {
        foreach (var (id, role, scope, more) in new[]
        {
            ("list-a", "cashier", """{"stores":["S-list"]}""", ""), ("list-b", "buyer", """{"regions":["listland"]}""", ""), ("list-c", "buyer", """{"all":true}""", ",\"limits\":[{\"kind\":\"points\"}]"),
        })
            (await Admin.Put($"/v1/people/{id}", $$"""{"name":"Listed","roles":["{{role}}"],"scope":{{scope}}{{more}}}""")).Expect(201);
        (await Admin.Put("/v1/stores/S-list", """{"name":"L","timeZone":"UTC"}""")).Expect(201);
        (await Admin.Put("/v1/stores/S-listland", """{"name":"L","timeZone":"UTC","region":"listland/south"}""")).Expect(201);
        (await Ids("q=listed")).ShouldBe(["list-a", "list-b", "list-c"]);
        (await Ids("q=LISTED&role=buyer")).ShouldBe(["list-b", "list-c"]);
        (await Ids("q=listed&store=S-list")).ShouldBe(["list-a", "list-c"]);
        (await Ids("q=listed&store=S-listland")).ShouldBe(["list-b", "list-c"]);
        (await Ids("q=listed&approves=points")).ShouldBe(["list-c"]);
        (await Admin.Post("/v1/people/list-a/deactivate", """{"reason":"left"}""")).Expect(200);
        (await Ids("q=listed&active=true")).ShouldBe(["list-b", "list-c"]);
        var first = (await Admin.Get("/v1/people?q=listed&limit=2")).Expect(200);
        (await Admin.Get($"/v1/people?q=listed&limit=2&cursor={first.Text("cursor")}")).Expect(200)["items"].EnumerateArray().Single().GetProperty("id").GetString().ShouldBe("list-c");
        (await Admin.Get("/v1/people?role=queen")).Expect(400).Faulty.ShouldBe(["role"]);
        (await Admin.Get("/v1/people?rank=1")).Expect(400).Faulty.ShouldBe(["rank"]);
    }

    private async Task<IEnumerable<string?>> Ids(string query) =>
        (await Admin.Get($"/v1/people?{query}")).Expect(200)["items"].EnumerateArray().Select(person => person.GetProperty("id").GetString());

    [Fact]
    public async Task A_region_covers_its_subtree_and_stores_that_come_later()
    {
        (await Admin.Put("/v1/stores/S-r1", """{"name":"R","timeZone":"UTC","region":"walkland/north"}""")).Expect(201);
        (await Admin.Put("/v1/stores/S-r2", """{"name":"R","timeZone":"UTC","region":"walklandia"}""")).Expect(201);
        using var manager = await _server.NewPerson("regional", """{"regions":["walkland"]}""", PersonRole.RegionalManager);
        (await manager.Get("/v1/stores/S-r1")).Expect(200);
        (await manager.Get("/v1/stores/S-r2")).Expect(403);
        (await Admin.Put("/v1/stores/S-r3", """{"name":"R","timeZone":"UTC","region":"walkland"}""")).Expect(201);
        // A change of people makes this process look anew at once; else it takes some seconds.
        using var other = await _server.NewPerson("regional-2", PersonRole.Cashier);
        (await manager.Get("/v1/stores/S-r3")).Expect(200);
        (await manager.Get("/v1/stores")).Expect(200)["items"].EnumerateArray().Select(store => store.GetProperty("store").GetString()).ShouldBe(["S-r1", "S-r3"]);
        (await manager.Get("/v1/me")).Expect(200)["stores"].ToString().ShouldBe("""["S-r1","S-r3"]""");
    }

    [Fact]
    public async Task Whoever_leaves_has_no_valid_key_from_the_next_call_on_and_gets_none_back_by_returning()
    {
        using var person = await _server.NewPerson("leaver", PersonRole.Cashier);
        (await person.Get("/v1/me")).Expect(200).Text("person").ShouldBe("leaver");
        (await Admin.Post("/v1/people/leaver/deactivate", """{"reason":"left"}""")).Expect(200)["keys"].GetArrayLength().ShouldBe(0);
        (await person.Get("/v1/me")).Expect(401);
        (await Admin.Post("/v1/people/leaver/keys")).Expect(409).Text("state").ShouldBe("inactive");
        (await Admin.Post("/v1/people/leaver/activate", """{"reason":"came back"}""")).Expect(200);
        (await person.Get("/v1/me")).Expect(401);
        using var again = _server.With(await _server.NewKeyOf("leaver"));
        (await again.Get("/v1/me")).Expect(200);
        (await Admin.Post("/v1/people/unknown-one/deactivate", """{"reason":"x"}""")).Expect(404).Type.ShouldBe("/problems/unknown-person");
        (await Admin.Post("/v1/people/leaver/deactivate", """{"reason":" "}""")).Expect(400).Faulty.ShouldBe(["reason"]);
        (await Admin.Post("/v1/people/unknown-one/keys")).Expect(404).Type.ShouldBe("/problems/unknown-person");
    }

    [Fact]
    public async Task A_key_of_a_person_is_revoked_alone_and_only_as_theirs()
    {
        using var one = await _server.NewPerson("two-keys", PersonRole.Cashier);
        using var other = _server.With(await _server.NewKeyOf("two-keys"));
        var keys = (await Admin.Get("/v1/people/two-keys")).Expect(200)["keys"].EnumerateArray().Select(key => key.GetProperty("id").GetString()!).ToList();
        keys.Count.ShouldBe(2);
        var first = (await one.Get("/v1/me")).Expect(200).Text("key");
        (await Admin.Delete($"/v1/people/zhou/keys/{first}")).Expect(404).Type.ShouldBe("/problems/unknown-person");
        (await Admin.Delete("/v1/people/two-keys/keys/admin")).Expect(404).Type.ShouldBe("/problems/unknown-key");
        (await Admin.Delete($"/v1/people/two-keys/keys/{first}")).Expect(204);
        (await one.Get("/v1/me")).Expect(401);
        (await other.Get("/v1/me")).Expect(200);
        (await Admin.Post("/v1/keys", """{"name":"x","role":"person"}""")).Expect(400).Faulty.ShouldBe(["role"]);
    }

    [Fact]
    public async Task Cost_prices_are_for_those_alone_who_have_that_right()
    {
        var path = await Admin.NewStock("cost", 0);
        (await Admin.Put($"{path}/receipts/c", """{"quantity":5,"lot":"L1","unitCost":{"amount":1250,"currency":"CNY"}}""")).Expect(201);
        using var terminal = _server.With((await Admin.NewKey()).Key);
        using var finance = await _server.NewPerson("cost-finance", """{"all":true}""", ",\"seesCost\":true", PersonRole.Finance);
        using var blind = await _server.NewPerson("cost-blind", PersonRole.Finance);
        foreach (var call in new[] { path, $"{path}/ledger", $"{path}/receipts/c" })
        {
            (await Admin.Get(call)).Expect(200).Body.ToString().ShouldContain("unitCost");
            (await finance.Get(call)).Expect(200).Body.ToString().ShouldContain("unitCost");
            (await terminal.Get(call)).Expect(200).Body.ToString().ShouldNotContain("unitCost");
            (await blind.Get(call)).Expect(200).Body.ToString().ShouldNotContain("unitCost");
        }
        (await terminal.Put($"{path}/sales/s", """{"quantity":1}""")).Expect(201).Body.ToString().ShouldNotContain("unitCost");
        (await terminal.Put($"{path}/facts/f", """{"kind":"breakage","quantity":1,"occurredAt":"2026-01-01T00:00:00Z"}""")).Expect(201).Body.ToString().ShouldNotContain("unitCost");
        (await terminal.Get($"{path}/facts/f")).Expect(200).Body.ToString().ShouldNotContain("unitCost");
        (await Admin.Get($"{path}/facts/f")).Expect(200).Body.ToString().ShouldContain("unitCost");
    }

    [Fact]
    public async Task Live_events_tell_cost_prices_to_those_alone_who_have_that_right()
    {
        var path = await Admin.NewStock("live-cost", 0);
        using var terminal = _server.With((await Admin.NewKey()).Key);
        await using var plain = await EventReader.Open(terminal, "?store=S-live-cost");
        await using var full = await EventReader.Open(Admin, "?store=S-live-cost");
        (await Admin.Put($"{path}/receipts/c", """{"quantity":5,"lot":"L1","unitCost":{"amount":1250,"currency":"CNY"}}""")).Expect(201);
        (await Moved(plain)).ShouldNotContain("unitCost");
        (await Moved(full)).ShouldContain("unitCost");
    }

    private static async Task<string> Moved(EventReader listener)
    {
        while (true)
        {
            var heard = (await listener.Next())!.Value;
            if (heard.GetProperty("type").GetString() == "stock-moved") return heard.ToString();
        }
    }

    [Fact]
    public async Task Releasing_a_lot_takes_a_second_person_with_that_right_who_may_prove_it_on_the_same_request()
    {
        var path = await Admin.NewStock("eyes", 5);
        (await Admin.Put($"/v1/people/eyes-1", Quality)).Expect(201);
        (await Admin.Put($"/v1/people/eyes-2", Quality)).Expect(201);
        using var first = _server.With(await _server.NewKeyOf("eyes-1"));
        var own = await _server.NewKeyOf("eyes-1");
        var second = await _server.NewKeyOf("eyes-2");
        using var cashier = await _server.NewPerson("eyes-3", PersonRole.Cashier);
        var third = await _server.NewKeyOf("eyes-3");
        (await Admin.Put("/v1/people/eyes-4", Quality.Replace("\"all\":true", "\"stores\":[\"S-elsewhere\"]", StringComparison.Ordinal))).Expect(201);
        var elsewhere = await _server.NewKeyOf("eyes-4");
        const string Release = """{"status":"released","reason":"checked"}""";
        var call = $"{path}/lots/L1/status";

        (await first.Post(call, """{"status":"quarantined","reason":"look"}""")).Expect(200);
        (await first.Post(call, Release)).Expect(409).Type.ShouldBe("/problems/approver-needed");
        (await first.Post(call, Release, Persons.Approving("bg_x_nobody"))).Expect(403).Type.ShouldBe("/problems/approver-unknown");
        (await first.Post(call, Release, Persons.Approving((await Admin.NewKey()).Key))).Expect(403).Type.ShouldBe("/problems/approver-unknown");
        (await first.Post(call, Release, Persons.Approving(own))).Expect(409).Type.ShouldBe("/problems/approver-is-author");
        (await first.Post(call, Release, Persons.Approving(third))).Expect(409).Text("state").ShouldBe("limit");
        (await first.Post(call, Release, Persons.Approving(elsewhere))).Expect(409).Text("state").ShouldBe("store");
        (await Admin.Get(path)).Expect(200).Number("available").ShouldBe(0);
        (await first.Post(call, Release, Persons.Approving(second))).Expect(200).Text("status").ShouldBe("released");
        (await Admin.Get(path)).Expect(200).Number("available").ShouldBe(5);
    }
}
