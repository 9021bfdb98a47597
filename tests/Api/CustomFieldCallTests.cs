using BeautyGrains.Contracts;

namespace BeautyGrains.Api.Tests;

/// <summary>Custom fields over HTTP: defined, checked, kept with history, found in lists.</summary>
[Collection(ServerCollection.Name)]
public sealed class CustomFieldCallTests(SharedServer shared)
{
    private readonly ApiServer _server = shared.Server;
    private readonly Api _api = shared.Server.Admin;

    [Theory]
    [InlineData("sku/bad", """{"name":"x","nameZh":"x","type":"colour","validFrom":"2026-01-01"}""", "type")]
    [InlineData("sku/bad", """{"nameZh":"x","type":"text","validFrom":"2026-01-01"}""", "name")]
    [InlineData("sku/bad", """{"name":"x","type":"text","validFrom":"2026-01-01"}""", "nameZh")]
    [InlineData("sku/bad", """{"name":"x","nameZh":"x","type":"text"}""", "validFrom")]
    [InlineData("sku/bad", """{"name":"x","nameZh":"x","type":"number","validFrom":"2026-01-01"}""", "decimals")]
    [InlineData("sku/bad", """{"name":"x","nameZh":"x","type":"number","decimals":7,"validFrom":"2026-01-01"}""", "decimals")]
    [InlineData("sku/bad", """{"name":"x","nameZh":"x","type":"text","unit":"kg","validFrom":"2026-01-01"}""", "unit")]
    [InlineData("sku/bad", """{"name":"x","nameZh":"x","type":"choice","validFrom":"2026-01-01"}""", "choices")]
    [InlineData("sku/bad", """{"name":"x","nameZh":"x","type":"choice","choices":[{"id":"a b","name":"x","nameZh":"x"}],"validFrom":"2026-01-01"}""", "choices[0].id")]
    [InlineData("sku/bad", """{"name":"x","nameZh":"x","type":"choice","choices":[null],"validFrom":"2026-01-01"}""", "choices[0]")]
    [InlineData("sku/bad", """{"name":"x","nameZh":"x","type":"text","validFrom":"2026-02-02","validThrough":"2026-02-01"}""", "validThrough")]
    [InlineData("cat/bad", """{"name":"x","nameZh":"x","type":"text","validFrom":"2026-01-01"}""", "target")]
    [InlineData("sku/bad", """{"name":"x","nameZh":"x","type":"text","validFrom":"2026-01-01","surprise":1}""", "surprise")]
    public async Task A_faulty_field_is_named_and_nothing_is_changed(string path, string body, string field)
    {
        (await _api.Put($"/v1/custom-fields/{path}", body)).Expect(400).Faulty.ShouldContain(field);
        (await _api.Get("/v1/custom-fields"))["items"].EnumerateArray().ShouldNotContain(it => it.GetProperty("id").GetString() == "bad");
    }

    [Fact]
    public async Task Fields_are_defined_filled_in_kept_with_history_and_found_in_the_lists()
    {
        await _api.NewStock("custom", 1);
        await _api.NewStock("custom-2", 1);
        (await _api.Put("/v1/custom-fields/sku/spf", """{"name":"SPF","nameZh":"防晒指数","type":"number","decimals":0,"validFrom":"2026-01-01"}""")).Expect(200).Text("target").ShouldBe("sku");
        (await _api.Put("/v1/custom-fields/sku/shelf-check", """{"name":"Check","nameZh":"检查","type":"checklist","choices":[{"id":"clean","name":"Clean","nameZh":"洁"},{"id":"dry","name":"Dry","nameZh":"干"}],"validFrom":"2026-01-01"}""")).Expect(200);
        (await _api.Put("/v1/custom-values/sku/K-custom", """{"values":[{"field":"spf","value":"30"},{"field":"shelf-check","value":"dry"}]}""")).Expect(201)["missing"].GetArrayLength().ShouldBe(0);
        (await _api.Put("/v1/custom-values/sku/K-custom-2", """{"values":[{"field":"spf","value":"50"}]}""")).Expect(201);
        (await _api.Put("/v1/custom-values/sku/K-custom", """{"values":[{"field":"shelf-check","value":"dry,clean"},{"field":"spf","value":"30"}]}""")).Expect(200).Number("version").ShouldBe(2);
        (await _api.Put("/v1/custom-values/sku/K-custom", """{"values":[{"field":"spf","value":"30"},{"field":"shelf-check","value":"clean,dry"}]}""")).Expect(200).Number("version").ShouldBe(2);
        (await _api.Put("/v1/custom-values/sku/K-custom", """{"values":[]}""", ("If-Match", "\"v1\""))).Expect(412);

        (await _api.Get("/v1/custom-values/sku/K-custom")).Expect(200)["values"].EnumerateArray().Select(it => $"{it.GetProperty("field")}={it.GetProperty("value")}").ShouldBe(["shelf-check=clean,dry", "spf=30"]);
        (await _api.Get("/v1/custom-values/sku/K-custom/history")).Expect(200)["items"].EnumerateArray().Select(it => it.GetProperty("values").GetArrayLength()).ShouldBe([2, 2]);
        (await _api.Get("/v1/custom-values/sku/K-custom/history?after=1&limit=1")).Expect(200)["items"].GetArrayLength().ShouldBe(1);
        await Found("/v1/skus?field=spf:30", "sku", "K-custom");
        await Found("/v1/skus?field=shelf-check:clean", "sku", "K-custom");
        await Found("/v1/skus?field=spf:31", "sku");
        await Found("/v1/custom-values?target=sku&field=spf&from=31", "id", "K-custom-2");
        await Found("/v1/custom-values?target=sku&field=spf&from=4&through=30", "id", "K-custom");
        await Found("/v1/custom-values?target=sku&field=shelf-check&contains=ean", "id", "K-custom");
        await Found("/v1/custom-values?target=sku&field=spf", "id", "K-custom", "K-custom-2");
    }

    [Theory]
    [InlineData("/v1/skus?field=never-defined:red")]
    [InlineData("/v1/suppliers?field=never-defined:red")]
    [InlineData("/v1/custom-values?target=sku&field=never-defined")]
    // Defined of others is not defined of these.
    [InlineData("/v1/stores?field=never-defined:red")]
    public async Task A_filter_by_a_field_that_nobody_has_defined_is_told_by_its_name(string path) =>
        (await _api.Get(path)).Expect(400)["errors"].GetProperty("field")[0].GetString().ShouldBe("unknown-field:never-defined");

    [Fact]
    public async Task A_document_goes_on_only_with_the_fields_that_it_must_have()
    {
        await _api.NewStock("needs-fields", 1);
        (await _api.Put("/v1/suppliers/needs-fields", """{"name":"S","qualifications":[{"kind":"business-licence","number":"N"}],"prices":[{"sku":"K-needs-fields","unitPrice":1}]}""")).Expect(201);
        (await _api.Put("/v1/stores/S-needs-w", """{"name":"W","timeZone":"Asia/Shanghai"}""")).Expect(201);
        (await _api.Put("/v1/purchase-orders/needs-fields", """{"supplier":"needs-fields","lines":[{"store":"S-needs-fields","sku":"K-needs-fields","quantity":1}]}""")).Expect(201);
        (await _api.Put("/v1/requisitions/needs-fields", """{"from":"S-needs-w","to":"S-needs-fields","lines":[{"sku":"K-needs-fields","quantity":1}]}""")).Expect(201);
        foreach (var target in new[] { "purchase-order", "requisition" }) await Define(target, "\"required\":true,\"validFrom\":\"2026-01-01\"");
        try
        {
            foreach (var (target, list) in new[] { ("purchase-order", "purchase-orders"), ("requisition", "requisitions") })
            {
                var refused = (await _api.Post($"/v1/{list}/needs-fields/submit")).Expect(409);
                (refused.Type, refused.Text("rule"), refused.Text("detail")).ShouldBe(("/problems/fields-missing", "cost-centre", "The chain asks for these fields of its own before this goes on: cost-centre."));
                (await _api.Get($"/v1/{list}/needs-fields")).Expect(200).Text("state").ShouldBe("draft");
                (await _api.Put($"/v1/custom-values/{target}/needs-fields", """{"values":[{"field":"cost-centre","value":"12"}]}""")).Expect(201);
                (await _api.Post($"/v1/{list}/needs-fields/submit")).Expect(200).Text("state").ShouldBe("submitted");
            }
        }
        finally
        {
            foreach (var target in new[] { "purchase-order", "requisition" }) await Define(target, "\"required\":false,\"validFrom\":\"2026-01-01\",\"validThrough\":\"2026-01-02\"");
        }
    }

    private async Task Define(string target, string how) =>
        (await _api.Put($"/v1/custom-fields/{target}/cost-centre", $$"""{"name":"Cost centre","nameZh":"成本中心","type":"text",{{how}}}""")).Expect(200);

    [Fact]
    public async Task Stores_suppliers_orders_receipts_and_requisitions_have_them_too()
    {
        await _api.NewStock("others", 1);
        foreach (var target in new[] { "store", "supplier", "purchase-order", "receipt", "requisition" })
            (await _api.Put($"/v1/custom-fields/{target}/note", """{"name":"Note","nameZh":"备注","type":"text","validFrom":"2026-01-01"}""")).Expect(200);
        (await _api.Put("/v1/suppliers/others", """{"name":"Others","prices":[{"sku":"K-others","unitPrice":1}]}""")).Expect(201);
        (await _api.Put("/v1/stores/S-others-w", """{"name":"W","timeZone":"Asia/Shanghai"}""")).Expect(201);
        (await _api.Put("/v1/requisitions/others", """{"from":"S-others-w","to":"S-others","lines":[{"sku":"K-others","quantity":1}]}""")).Expect(201);
        (await _api.Put("/v1/purchase-orders/others", """{"supplier":"others","lines":[{"line":1,"store":"S-others","sku":"K-others","quantity":1}]}""")).Expect(201);
        foreach (var (target, id, list) in new[] { ("store", "S-others", "stores"), ("supplier", "others", "suppliers"), ("purchase-order", "others", "purchase-orders"), ("requisition", "others", "requisitions") })
        {
            (await _api.Put($"/v1/custom-values/{target}/{id}", """{"values":[{"field":"note","value":"a: b"}]}""")).Expect(201);
            (await _api.Get($"/v1/{list}?field=note:a:%20b")).Expect(200)["items"].GetArrayLength().ShouldBe(1, target);
            (await _api.Get($"/v1/{list}?field=note:c")).Expect(200)["items"].GetArrayLength().ShouldBe(0, target);
        }
        (await _api.Put("/v1/custom-values/receipt/nobody", """{"values":[{"field":"note","value":"x"}]}""")).Expect(404);
        (await _api.Put("/v1/custom-values/purchase-order/nobody", """{"values":[{"field":"note","value":"x"}]}""")).Expect(404);
        (await _api.Get("/v1/receipts?field=note:c")).Expect(200)["items"].GetArrayLength().ShouldBe(0);
        (await _api.Http.GetStringAsync("/v1/receiving-records/export")).ShouldContain("备注/Note");
    }

    [Theory]
    [InlineData("sku/K-faults", """{"values":[{"field":"nobody","value":"x"}]}""", "values[0].field")]
    [InlineData("sku/K-faults", """{"values":[{"field":"a b","value":"x"}]}""", "values[0].field")]
    [InlineData("sku/K-faults", """{"values":[{"field":"x"}]}""", "values[0].value")]
    [InlineData("sku/K-faults", """{"values":[null]}""", "values[0]")]
    [InlineData("sku/K-faults", "{}", "values")]
    [InlineData("cat/K-faults", """{"values":[]}""", "target")]
    [InlineData("sku/K-faults", """{"values":[{"field":"x","value":7}]}""", "values[0].value")]
    public async Task A_faulty_value_is_named_and_nothing_is_changed(string path, string body, string field)
    {
        await _api.NewStock("faults", 0);
        (await _api.Put($"/v1/custom-values/{path}", body)).Expect(400).Faulty.ShouldBe([field]);
        (await _api.Get("/v1/custom-values/sku/K-faults")).Expect(200).Number("version").ShouldBe(0);
    }

    [Theory]
    [InlineData("/v1/skus?field=x", "field")]
    [InlineData("/v1/skus?field=:x", "field")]
    [InlineData("/v1/stores?field=a%20b:x", "field")]
    [InlineData("/v1/custom-values", "target")]
    [InlineData("/v1/custom-values?target=cat", "target")]
    [InlineData("/v1/custom-values?target=sku&value=x", "field")]
    [InlineData("/v1/custom-values?target=sku&sort=value", "sort")]
    [InlineData("/v1/custom-fields?target=cat", "target")]
    [InlineData("/v1/custom-values/sku/K/history?limit=501", "limit")]
    [InlineData("/v1/custom-values/cat/K", "target")]
    public async Task A_faulty_question_is_refused(string path, string field) => (await _api.Get(path)).Expect(400).Faulty.ShouldBe([field]);

    [Fact]
    public async Task Whoever_writes_the_owner_writes_its_fields_and_nobody_else_does()
    {
        await _api.NewStock("writers", 0);
        using var cashier = await _server.NewPerson("custom-cashier", PersonRole.Cashier);
        using var bound = await _server.NewPerson("custom-bound", """{"stores":["S-writers"]}""", PersonRole.Operations);
        (await cashier.Put("/v1/custom-values/sku/K-writers", """{"values":[]}""")).Expect(403);
        (await cashier.Put("/v1/custom-fields/sku/mine", """{"name":"x","nameZh":"x","type":"text","validFrom":"2026-01-01"}""")).Expect(403);
        (await cashier.Get("/v1/custom-values/sku/K-writers")).Expect(200);
        (await bound.Put("/v1/custom-values/sku/K-writers", """{"values":[]}""")).Expect(403);
        (await bound.Get("/v1/custom-values?target=purchase-order")).Expect(403);
        (await bound.Get("/v1/custom-values/store/S-elsewhere")).Expect(403);
    }

    private async Task Found(string path, string name, params string[] ids) =>
        (await _api.Get(path)).Expect(200)["items"].EnumerateArray().Select(it => it.GetProperty(name).GetString()).ShouldBe(ids, path);
}
