namespace BeautyGrains.Api.Tests;

/// <summary>Suppliers, contracts and the tables of buying over HTTP.</summary>
[Collection(ServerCollection.Name)]
public sealed class BuyingCallTests(SharedServer shared)
{
    private const string Supplier = """
        {"name":"Supplier","nameZh":"供应商","leadTimeDays":9,"orderDays":["monday","friday"],"minimumOrder":100000,
         "qualifications":[{"kind":"business-licence","number":"N-1","validThrough":"2039-12-31"}],
         "prices":[{"sku":"K-1","unitPrice":12.5,"minimumQuantity":10,"packQuantity":5,"leadTimeDays":3}]}
        """;

    private readonly Api _api = shared.Server.Admin;

    [Fact]
    public async Task A_supplier_is_put_read_listed_and_guarded_by_its_version()
    {
        var made = (await _api.Put("/v1/suppliers/sup-1", Supplier)).Expect(201);
        made.Number("version").ShouldBe(1);
        (await _api.Put("/v1/suppliers/sup-1", Supplier)).Expect(200);
        var read = (await _api.Get("/v1/suppliers/sup-1")).Expect(200);
        read["orderDays"].EnumerateArray().Select(day => day.GetString()).ShouldBe(["monday", "friday"]);
        read["prices"][0].GetProperty("unitPrice").GetDecimal().ShouldBe(12.5m);
        read["qualifications"][0].GetProperty("validThrough").GetString().ShouldBe("2039-12-31");
        (await _api.Put("/v1/suppliers/sup-1", """{"name":"Other"}""", ("If-Match", "\"v9\""))).Expect(412).Type.ShouldBe("/problems/stale-version");
        var listed = (await _api.Get("/v1/suppliers?limit=500")).Expect(200)["items"].EnumerateArray().Single(item => item.GetProperty("id").GetString() == "sup-1");
        listed.GetProperty("name").GetString().ShouldBe("Supplier");
        listed.TryGetProperty("prices", out _).ShouldBeFalse();
        (await _api.Get("/v1/suppliers/nobody")).Expect(404).Type.ShouldBe("/problems/unknown-supplier");
    }

    [Fact]
    public async Task A_contract_is_listed_by_supplier_and_by_the_day_on_which_it_is_in_force()
    {
        (await _api.Put("/v1/contracts/con-1", """{"supplier":"sup-none","validFrom":"2026-01-01","validThrough":"2026-12-31"}""")).Expect(404).Type.ShouldBe("/problems/unknown-supplier");
        (await _api.Put("/v1/suppliers/sup-con", Supplier)).Expect(201);
        (await _api.Put("/v1/contracts/con-1", """{"supplier":"sup-con","validFrom":"2026-01-01","validThrough":"2026-12-31","prices":[{"sku":"K-1","unitPrice":"12.25"}],"qualityStandard":"标准"}""")).Expect(201);
        (await _api.Put("/v1/contracts/con-2", """{"supplier":"sup-con","validFrom":"2027-01-01","validThrough":"2027-12-31"}""")).Expect(201);
        (await _api.Get("/v1/contracts/con-1")).Expect(200)["prices"][0].GetProperty("unitPrice").GetDecimal().ShouldBe(12.25m);
        (await Ids("supplier=sup-con")).ShouldBe("con-1 con-2");
        (await Ids("supplier=sup-con&inForceOn=2026-12-31")).ShouldBe("con-1");
        (await Ids("supplier=sup-con&inForceOn=2027-01-01")).ShouldBe("con-2");
        (await Ids("supplier=sup-con&endsBefore=2027-12-31&sort=-validThrough")).ShouldBe("con-1");
        (await _api.Get("/v1/suppliers/sup-con")).Expect(200)["contracts"].GetArrayLength().ShouldBe(2);
        (await _api.Get("/v1/contracts/none")).Expect(404).Type.ShouldBe("/problems/unknown-contract");

        async Task<string> Ids(string query) =>
            string.Join(' ', (await _api.Get("/v1/contracts?" + query)).Expect(200)["items"].EnumerateArray().Select(item => item.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task A_product_carries_its_registration()
    {
        (await _api.Put("/v1/skus/K-registered", """
            {"name":"Sunscreen","unit":"tube","goodsCategory":"special-cosmetic","registration":{"number":"国妆特字G20260001","holder":"Maker","validFrom":"2026-01-01","validThrough":"2031-01-01"}}
            """)).Expect(201);
        var read = (await _api.Get("/v1/skus/K-registered")).Expect(200)["registration"];
        (read.GetProperty("number").GetString(), read.GetProperty("validThrough").GetString()).ShouldBe(("国妆特字G20260001", "2031-01-01"));
        (await _api.Put("/v1/skus/K-registered2", """{"name":"x","unit":"tube","registration":{"number":"","validFrom":"2026-01-02","validThrough":"2026-01-01"}}""")).Expect(400)
            .Faulty.ShouldBe(["registration.number", "registration.validThrough"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("suppliers/bad", """{}""", "name")]
    [InlineData("suppliers/bad", """{"name":" "}""", "name")]
    [InlineData("suppliers/bad", """{"name":"x","currency":"yuan"}""", "currency")]
    [InlineData("suppliers/bad", """{"name":"x","leadTimeDays":-1}""", "leadTimeDays")]
    [InlineData("suppliers/bad", """{"name":"x","leadTimeDays":731}""", "leadTimeDays")]
    [InlineData("suppliers/bad", """{"name":"x","orderDays":["someday"]}""", "orderDays[0]")]
    [InlineData("suppliers/bad", """{"name":"x","orderDays":["monday","monday"]}""", "orderDays")]
    [InlineData("suppliers/bad", """{"name":"x","minimumOrder":-1}""", "minimumOrder")]
    [InlineData("suppliers/bad", """{"name":"x","minimumOrder":0.5}""", "minimumOrder")]
    [InlineData("suppliers/bad", """{"name":"x","prices":[{"sku":"a b","unitPrice":1}]}""", "prices[0].sku")]
    [InlineData("suppliers/bad", """{"name":"x","prices":[{"sku":"K"}]}""", "prices[0].unitPrice")]
    [InlineData("suppliers/bad", """{"name":"x","prices":[{"sku":"K","unitPrice":1.00001}]}""", "prices[0].unitPrice")]
    [InlineData("suppliers/bad", """{"name":"x","prices":[{"sku":"K","unitPrice":1,"packQuantity":0}]}""", "prices[0].packQuantity")]
    [InlineData("suppliers/bad", """{"name":"x","prices":[{"sku":"K","unitPrice":1},{"sku":"K","unitPrice":2}]}""", "prices[1].validFrom")]
    [InlineData("suppliers/bad", """{"name":"x","prices":[null]}""", "prices[0]")]
    [InlineData("suppliers/bad", """{"name":"x","qualifications":[{"kind":"k","number":"n","validFrom":"2026-02-01","validThrough":"2026-01-31"}]}""", "qualifications[0].validThrough")]
    [InlineData("suppliers/bad", """{"name":"x","qualifications":[{"kind":"k","number":"n","categories":["soap"]}]}""", "qualifications[0].categories[0]")]
    [InlineData("suppliers/bad", """{"name":"x","surprise":1}""", "surprise")]
    [InlineData("contracts/bad", """{"supplier":"s","validFrom":"2026-01-01"}""", "validThrough")]
    [InlineData("contracts/bad", """{"supplier":"s","validFrom":"2026-01-02","validThrough":"2026-01-01"}""", "validThrough")]
    [InlineData("contracts/bad", """{"supplier":"s s","validFrom":"2026-01-01","validThrough":"2026-01-01"}""", "supplier")]
    [InlineData("contracts/bad", """{"supplier":"s","validFrom":"2026-01-01","validThrough":"2026-01-01","prices":[{"sku":"K","unitPrice":-1}]}""", "prices[0].unitPrice")]
    [InlineData("buying-policy", """{"currency":"CNY","approvalTiers":[{"fromAmount":0,"approvals":6}]}""", "approvalTiers[0].approvals")]
    [InlineData("buying-policy", """{"currency":"CNY","qualifications":[{"category":"drug"}]}""", "qualifications[0].kind")]
    [InlineData("buying-policy", """{"currency":"CNY","exchangeRates":[{"currency":"EUR","rate":0,"validFrom":"2026-01-01"}]}""", "exchangeRates[0].rate")]
    [InlineData("buying-policy", """{"currency":"CNY","exchangeRates":[{"currency":"CNY","rate":1,"validFrom":"2026-01-01"}]}""", "exchangeRates[0].currency")]
    [InlineData("buying-policy", """{"currency":"CNY","deliveryTolerances":[{"over":1.1,"under":0}]}""", "deliveryTolerances[0].over")]
    [InlineData("buying-policy", """{"currency":"cny"}""", "currency")]
    public async Task A_faulty_field_is_named_and_nothing_is_changed(string call, string body, string field)
    {
        var before = (await _api.Get("/v1/" + call)).Body.ToString();
        var heard = (await _api.Put("/v1/" + call, body)).Expect(400);
        heard.Type.ShouldBe("/problems/validation");
        heard.Faulty.ShouldBe([field]);
        var after = (await _api.Get("/v1/" + call)).Body.ToString();
        if (call == "buying-policy") after.ShouldBe(before);
        else (await _api.Get("/v1/" + call)).Expect(404);
    }

    [Fact]
    public async Task The_tables_of_buying_begin_with_the_defaults_and_are_replaced_as_a_whole()
    {
        await using var server = await ApiServer.Start();
        var defaults = (await server.Admin.Get("/v1/buying-policy")).Expect(200);
        defaults.Number("version").ShouldBe(0);
        defaults["approvalTiers"].EnumerateArray().Select(row => (row.GetProperty("fromAmount").GetDecimal(), row.GetProperty("approvals").GetInt32())).ShouldBe([(0, 1), (5_000_000, 2)]);
        (await server.Admin.Put("/v1/buying-policy", """{"currency":"CNY","approvalTiers":[{"fromAmount":0,"approvals":3,"category":"drug","validFrom":"2026-01-01"}]}""")).Expect(201);
        var read = (await server.Admin.Get("/v1/buying-policy")).Expect(200);
        (read["approvalTiers"].GetArrayLength(), read["qualifications"].GetArrayLength(), read["approvalTiers"][0].GetProperty("category").GetString()).ShouldBe((1, 0, "drug"));
    }
}
