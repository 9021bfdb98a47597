namespace BeautyGrains.Api.Tests;

/// <summary>Goods that leave without being sold, over HTTP.</summary>
[Collection(ServerCollection.Name)]
public sealed class IssueCallTests(SharedServer shared)
{
    private readonly Api _api = shared.Server.Admin;

    private async Task<string> Goods(string name, decimal quantity, string sku = "")
    {
        (await _api.Put($"/v1/stores/S-{name}", """{"name":"Store","timeZone":"Asia/Shanghai"}""")).Status.ShouldBeOneOf(200, 201);
        (await _api.Put($"/v1/skus/K-{name}", $$"""{"name":"Product","unit":"piece","price":{"amount":500,"currency":"CNY"}{{sku}}}""")).Expect(201);
        var path = $"/v1/stores/S-{name}/skus/K-{name}";
        (await _api.Put($"{path}/receipts/r", FormattableString.Invariant($$$"""{"quantity":{{{quantity}}},"lot":"L1","unitCost":{"amount":120,"currency":"CNY"}}"""))).Expect(201);
        return path;
    }

    private async Task Quota(string store, string kind, string bounds)
    {
        // Other tests put rows too: each adds its own.
        while (true)
        {
            var now = (await _api.Get("/v1/issue-policy")).Expect(200);
            var quotas = string.Join(",", now["quotas"].EnumerateArray().Select(row => Row(row)).Append($$"""{"kind":"{{kind}}","store":"{{store}}",{{bounds}}}"""));
            var version = now["version"].GetInt64();
            var heard = await _api.Put("/v1/issue-policy", $$"""{"accounts":{{now["accounts"].GetRawText()}},"quotas":[{{quotas}}]}""", version == 0 ? ("If-None-Match", "*") : ("If-Match", $"\"v{version}\""));
            if (heard.Status != 412)
            {
                heard.Status.ShouldBeOneOf(200, 201);
                return;
            }
        }
    }

    private static string Row(System.Text.Json.JsonElement row)
    {
        var limit = row.GetProperty("limit");
        var quantity = limit.TryGetProperty("quantity", out var most) ? $",\"quantity\":{most.GetRawText()}" : "";
        var value = limit.TryGetProperty("value", out var worth) ? $",\"value\":{worth.GetRawText()}" : "";
        return $$"""{"kind":{{row.GetProperty("kind").GetRawText()}},"store":{{row.GetProperty("store").GetRawText()}}{{quantity}}{{value}}}""";
    }

    [Fact]
    public async Task Thirty_two_gifts_at_once_never_pass_the_quota_and_what_was_refused_left_nothing()
    {
        var path = await Goods("many", 100);
        await Quota("S-many", "gift", "\"quantity\":10");
        var heard = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => _api.Put($"{path}/issues/g{i}", """{"kind":"gift","quantity":1,"reason":"birthday"}""")));
        heard.Count(one => one.Status == 201).ShouldBe(10);
        heard.Where(one => one.Status != 201).ShouldAllBe(one => one.Status == 409 && one.Type == "/problems/issue-quota-exceeded" && one.Number("available") == 0);
        (await _api.Get(path)).Number("onHand").ShouldBe(90);
        var month = heard.First(one => one.Status == 201).Text("month");
        var gift = (await _api.Get($"/v1/stores/S-many/issue-quotas/{month}")).Expect(200)["items"][0];
        (gift.GetProperty("taken").GetDecimal(), gift.GetProperty("issues").GetInt32(), gift.GetProperty("limit").GetProperty("quantity").GetDecimal()).ShouldBe((10m, 10, 10m));
        // Quotas are of one store and one kind.
        (await _api.Put($"{path}/issues/t", """{"kind":"training","quantity":5,"reason":"course"}""")).Expect(201);
    }

    [Fact]
    public async Task An_issue_has_kind_account_cost_and_client_and_taken_back_it_gives_its_quota_back()
    {
        var path = await Goods("iss-back", 10);
        await Quota("S-iss-back", "sample", "\"value\":{\"amount\":1000,\"currency\":\"CNY\"}");
        const string Ask = """{"kind":"sample","quantity":2,"reason":"new line","client":"C-77"}""";
        var issued = (await _api.Put($"{path}/issues/s1", Ask)).Expect(201);
        (issued.Text("state"), issued.Text("account"), issued["cost"].GetProperty("amount").GetDecimal(), issued["value"].GetProperty("amount").GetDecimal(), issued.Text("client")).ShouldBe(("issued", "marketing", 240m, 1000m, "C-77"));
        (await _api.Put($"{path}/issues/s1", Ask)).Expect(200);
        (await _api.Put($"{path}/issues/s1", Ask.Replace("2", "1", StringComparison.Ordinal))).Expect(422);
        var movement = (await _api.Get($"{path}/ledger"))["items"].EnumerateArray().Last();
        (movement.GetProperty("kind").GetString(), movement.GetProperty("client").GetString(), movement.GetProperty("quantity").GetDecimal()).ShouldBe(("sample", "C-77", -2m));
        (await _api.Put($"{path}/issues/s2", Ask)).Expect(409).Text("state").ShouldBe("value");
        // The general way back gives the quota back too.
        (await _api.Put($"{path}/reversals/v1", """{"kind":"sample","movementId":"s1","reason":"wrong client"}""")).Expect(201).Text("reverses").ShouldBe("sample/s1");
        (await _api.Put($"{path}/reversals/v1", """{"kind":"sample","movementId":"s1","reason":"wrong client"}""")).Expect(200);
        (await _api.Post($"{path}/issues/s1/reverse", """{"id":"v2","reason":"again"}""")).Expect(409).Type.ShouldBe("/problems/not-reversible");
        (await _api.Get($"{path}/issues/s1")).Expect(200).Text("state").ShouldBe("reversed");
        (await _api.Get(path)).Number("onHand").ShouldBe(10);
        // What was refused may be asked for anew.
        (await _api.Put($"{path}/issues/s2", Ask)).Expect(201);
        (await _api.Post($"{path}/issues/s2/reverse", """{"id":"v3","reason":"again"}""")).Expect(200).Text("state").ShouldBe("reversed");
    }

    [Fact]
    public async Task Staff_pay_their_price_and_the_report_sums_what_was_not_taken_back_by_kind_and_account()
    {
        var path = await Goods("staff", 10);
        using var person = await shared.Server.NewPerson("issue-staff", Contracts.PersonRole.Therapist);
        (await _api.Put($"{path}/issues/p1", """{"kind":"staff-purchase","quantity":2,"reason":"own use","person":"issue-staff","price":{"amount":600,"currency":"CNY"}}""")).Expect(201).Text("account").ShouldBe("staff-benefits");
        (await _api.Put($"{path}/issues/p2", """{"kind":"staff-purchase","quantity":2,"reason":"own use","person":"nobody-here","price":{"amount":600,"currency":"CNY"}}""")).Expect(404).Type.ShouldBe("/problems/unknown-person");
        (await _api.Put($"{path}/issues/u1", """{"kind":"internal-use","quantity":1,"reason":"cleaning","account":"training"}""")).Expect(201);
        (await _api.Put($"{path}/issues/u2", """{"kind":"internal-use","quantity":1,"reason":"cleaning","account":"nowhere"}""")).Expect(409).Type.ShouldBe("/problems/unknown-cost-account");
        (await _api.Put($"{path}/issues/u3", """{"kind":"internal-use","quantity":3,"reason":"cleaning"}""")).Expect(201);
        (await _api.Post($"{path}/issues/u3/reverse", """{"id":"v","reason":"again"}""")).Expect(200);
        await Waiting.Until(async () => (await _api.Get("/v1/issues?store=S-staff")).Expect(200)["items"].GetArrayLength() == 3, "the list of issues");
        var totals = (await _api.Get("/v1/issues/totals?store=S-staff")).Expect(200)["items"].EnumerateArray()
            .Select(row => (row.GetProperty("kind").GetString(), row.GetProperty("account").GetString(), row.GetProperty("quantity").GetDecimal(), row.GetProperty("cost").GetProperty("amount").GetDecimal()));
        totals.ShouldBe([("internal-use", "training", 1m, 120m), ("staff-purchase", "staff-benefits", 2m, 240m)], ignoreOrder: true);
        // Whoever does not see cost prices sees none here.
        (await person.Get($"{path}/issues/p1")).Expect(200).Body.TryGetProperty("cost", out _).ShouldBeFalse();
        (await person.Get("/v1/issues/totals")).Expect(403);
    }

    [Fact]
    public async Task A_tester_becomes_an_open_container_and_never_returns()
    {
        var path = await Goods("tester", 3, ""","opening":{"unit":"ml","content":50,"sharing":"many-clients"}""");
        (await _api.Put($"{path}/issues/t1", """{"kind":"tester","quantity":2,"reason":"counter"}""")).Expect(400).Faulty.ShouldBe(["quantity"]);
        (await _api.Put($"{path}/issues/t1", """{"kind":"tester","quantity":1,"reason":"counter"}""")).Expect(201).Text("state").ShouldBe("issued");
        (await _api.Get(path)).Number("onHand").ShouldBe(2);
        (await _api.Post($"{path}/issues/t1/reverse", """{"id":"v","reason":"again"}""")).Expect(409).Type.ShouldBe("/problems/not-reversible");
    }

    [Fact]
    public async Task What_the_stock_refuses_counts_against_no_quota()
    {
        var path = await Goods("short", 2);
        await Quota("S-short", "gift", "\"quantity\":5");
        (await _api.Put($"{path}/issues/g1", """{"kind":"gift","quantity":4,"reason":"birthday"}""")).Expect(409).Type.ShouldBe("/problems/insufficient-available");
        (await _api.Post($"{path}/lots/L1/status", """{"status":"held","reason":"seen"}""")).Expect(200);
        (await _api.Put($"{path}/issues/g2", """{"kind":"gift","quantity":1,"lot":"L1","reason":"birthday"}""")).Expect(409).Type.ShouldBe("/problems/lot-blocked");
        (await _api.Post($"{path}/lots/L1/status", """{"status":"released","reason":"seen"}""")).Expect(200);
        (await _api.Put($"{path}/receipts/r2", """{"quantity":5,"lot":"L2"}""")).Expect(201);
        (await _api.Put($"{path}/issues/g1", """{"kind":"gift","quantity":5,"reason":"birthday"}""")).Expect(201);
        (await _api.Get($"{path}/issues/g2")).Expect(200).Text("state").ShouldBe("refused");
    }

    [Theory]
    [InlineData("{}", "kind,quantity,reason")]
    [InlineData("""{"kind":"sale","quantity":1,"reason":"x"}""", "kind")]
    [InlineData("""{"kind":"gift","quantity":0,"reason":"x"}""", "quantity")]
    [InlineData("""{"kind":"gift","quantity":1.0001,"reason":"x"}""", "quantity")]
    [InlineData("""{"kind":"gift","quantity":1,"reason":" "}""", "reason")]
    [InlineData("""{"kind":"gift","quantity":1,"reason":"x","bin":"a b"}""", "bin")]
    [InlineData("""{"kind":"gift","quantity":1,"reason":"x","bin":"A"}""", "lot")]
    [InlineData("""{"kind":"gift","quantity":1,"reason":"x","account":"a b"}""", "account")]
    [InlineData("""{"kind":"training","quantity":1,"reason":"x","client":"C"}""", "client")]
    [InlineData("""{"kind":"staff-purchase","quantity":1,"reason":"x"}""", "person")]
    [InlineData("""{"kind":"gift","quantity":1,"reason":"x","person":"p"}""", "person")]
    [InlineData("""{"kind":"staff-purchase","quantity":1,"reason":"x","person":"admin","price":{"amount":1.5,"currency":"CNY"}}""", "price.amount")]
    [InlineData("""{"kind":"gift","quantity":1,"reason":"x","unit":"crate"}""", "unit")]
    [InlineData("""{"kind":"gift","quantity":1,"reason":"x","serial":"1"}""", "lot")]
    public async Task A_faulty_issue_names_its_fields_and_nothing_leaves(string body, string fields)
    {
        var path = await _api.NewStock("faultyissue", 5);
        (await _api.Put($"{path}/issues/bad", body)).Expect(400).Faulty.ShouldBe(fields.Split(','), ignoreOrder: true);
        (await _api.Get($"{path}/issues/bad")).Expect(404).Type.ShouldBe("/problems/unknown-issue");
        (await _api.Get(path)).Number("onHand").ShouldBe(5);
    }

    [Theory]
    [InlineData("""{"accounts":[],"quotas":[]}""", "accounts")]
    [InlineData("{}", "accounts,quotas")]
    [InlineData("""{"accounts":[{"code":"a b","name":"A"}],"quotas":[]}""", "accounts[0].code")]
    [InlineData("""{"accounts":[{"code":"a","name":"A","default":["sale"]}],"quotas":[]}""", "accounts[0].default")]
    [InlineData("""{"accounts":[{"code":"a","name":"A"}],"quotas":[{"kind":"gift"}]}""", "quotas[0]")]
    [InlineData("""{"accounts":[{"code":"a","name":"A"}],"quotas":[{"kind":"gift","quantity":-1}]}""", "quotas[0].quantity")]
    [InlineData("""{"accounts":[{"code":"a","name":"A","validFrom":"2026-02-01","validThrough":"2026-01-01"}],"quotas":[]}""", "accounts[0].validThrough")]
    public async Task Faulty_tables_name_their_fields(string body, string fields) =>
        (await _api.Put("/v1/issue-policy", body)).Expect(400).Faulty.ShouldBe(fields.Split(','), ignoreOrder: true);

    [Fact]
    public async Task What_is_not_there_is_told_so()
    {
        var path = await _api.NewStock("noissue", 1);
        (await _api.Put("/v1/stores/S-nowhere/skus/K-noissue/issues/x", """{"kind":"gift","quantity":1,"reason":"x"}""")).Expect(404).Type.ShouldBe("/problems/unknown-store");
        (await _api.Post($"{path}/issues/none/reverse", """{"id":"v","reason":"x"}""")).Expect(404).Type.ShouldBe("/problems/unknown-issue");
        (await _api.Put($"{path}/reversals/v", """{"kind":"gift","movementId":"none","reason":"x"}""")).Expect(404).Type.ShouldBe("/problems/unknown-issue");
        (await _api.Put($"{path}/reversals/v", """{"kind":"repack-out","movementId":"none","reason":"x"}""")).Expect(409).Type.ShouldBe("/problems/not-reversible");
        (await _api.Get("/v1/stores/S-noissue/issue-quotas/november")).Expect(400).Faulty.ShouldBe(["month"]);
        (await _api.Get("/v1/issues?from=x&kind=sold")).Expect(400).Faulty.ShouldBe(["from", "kind"], ignoreOrder: true);
    }
}
