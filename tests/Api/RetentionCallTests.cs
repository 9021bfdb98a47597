using BeautyGrains.Contracts;

namespace BeautyGrains.Api.Tests;

/// <summary>How long records are kept: asked, changed by two administrators, and acted upon.</summary>
[Collection(ServerCollection.Name)]
public sealed class RetentionCallTests(SharedServer shared)
{
    private readonly Api _api = shared.Server.Admin;

    [Fact]
    public async Task The_table_answers_until_when_a_record_is_kept()
    {
        (await _api.Get("/v1/retention-policy")).Expect(200)["rules"].GetArrayLength().ShouldBeGreaterThanOrEqualTo(16);
        var kept = (await _api.Get("/v1/retention?kind=controlled-registers&madeOn=2026-01-31&expiresOn=2027-06-30")).Expect(200);
        (kept.Text("keptUntil"), kept["mayBeDeleted"].GetBoolean()).ShouldBe(("2032-06-30", false));
        kept["rule"].GetProperty("source").GetString().ShouldNotBeNullOrEmpty();
        (await _api.Get("/v1/retention?kind=implants&madeOn=2001-01-01")).Expect(200)["mayBeDeleted"].GetBoolean().ShouldBeFalse();
        (await _api.Get("/v1/retention?kind=logs&madeOn=2020-01-01")).Expect(200)["mayBeDeleted"].GetBoolean().ShouldBeTrue();
    }

    [Theory]
    [InlineData("", "kind,madeOn")]
    [InlineData("?kind=nothing&madeOn=soon&expiresOn=later", "expiresOn,kind,madeOn")]
    [InlineData("?kind=logs&madeOn=0001-01-01&expiresOn=9999-12-31", "expiresOn,madeOn")]
    public async Task A_faulty_question_names_its_fields(string query, string fields) => (await _api.Get($"/v1/retention{query}")).Expect(400).Faulty.ShouldBe(fields.Split(','), ignoreOrder: true);

    [Fact]
    public async Task Only_two_administrators_change_it_and_nobody_shortens_what_is_there()
    {
        var (rules, version) = await Rules();
        var longer = $$"""{"rules":[{{rules}},{"kind":"papers","months":600,"source":"longer","validFrom":"2026-01-01"}]}""";
        (await _api.Put("/v1/retention-policy", longer)).Expect(409).Type.ShouldBe("/problems/approver-needed");
        var second = await Second("ret-admin");
        using var quality = await shared.Server.NewPerson("ret-quality", PersonRole.Quality);
        (await quality.Put("/v1/retention-policy", longer, second)).Expect(403);
        (await _api.Put("/v1/retention-policy", longer, Persons.Approving(await shared.Server.NewKeyOf("ret-quality")))).Expect(409).Type.ShouldBe("/problems/approver-not-entitled");
        (await _api.Put("/v1/retention-policy", $$"""{"rules":[{{rules}},{"kind":"counts","months":1,"source":"shorter","validFrom":"2026-01-01"}]}""", second)).Expect(409).Text("state").ShouldBe("counts");
        (await _api.Put("/v1/retention-policy", """{"rules":[]}""", second)).Expect(409).Type.ShouldBe("/problems/retention-shortened");
        (await _api.Put("/v1/retention-policy", longer, second, ("If-Match", "\"v999\""))).Expect(412);
        (await _api.Put("/v1/retention-policy", longer, second)).Status.ShouldBeOneOf(200, 201);
        (await Rules()).Version.ShouldBe(version + 1);
        (await _api.Get("/v1/retention?kind=papers&madeOn=2020-01-31")).Expect(200).Text("keptUntil").ShouldBe("2070-01-31");
        (await _api.Put("/v1/retention-policy", """{"rules":[{"kind":"x","months":-1,"source":" ","validFrom":"1"}]}""", second)).Expect(400)
            .Faulty.ShouldBe(["rules[0].kind", "rules[0].months", "rules[0].source", "rules[0].validFrom"], ignoreOrder: true);
    }

    [Fact]
    public async Task Nothing_is_deleted_before_its_time_and_a_dry_run_deletes_nothing()
    {
        (await _api.NewStock("ret-doc", 0)).ShouldNotBeNull();
        using var content = new ByteArrayContent([.. "%PDF-1.7 paper"u8]);
        content.Headers.ContentType = new("application/pdf");
        using var put = new HttpRequestMessage(HttpMethod.Put, "/v1/documents/ret-doc?about=sku:K-ret-doc&name=paper.pdf") { Content = content };
        (await _api.Send(put)).Expect(201);
        var dry = (await _api.Put("/v1/retention/deletions/ret-1", """{"reason":"room"}""")).Expect(200);
        (dry["dryRun"].GetBoolean(), dry.Number("count")).ShouldBe((true, 0));
        var real = (await _api.Put("/v1/retention/deletions/ret-1", """{"reason":"room","dryRun":false}""", await Second("ret-admin-2"))).Expect(200);
        (real["dryRun"].GetBoolean(), real.Number("count")).ShouldBe((false, 0));
        (await _api.Get("/v1/documents/ret-doc/content")).Status.ShouldBe(200);
        (await _api.Get("/v1/retention/deletions")).Expect(200);
        (await _api.Put("/v1/retention/deletions/ret-1", "{}")).Expect(400).Faulty.ShouldBe(["reason"]);
    }

    private async Task<(string Rules, decimal Version)> Rules()
    {
        var heard = (await _api.Get("/v1/retention-policy")).Expect(200);
        return (string.Join(',', heard["rules"].EnumerateArray().Select(rule => rule.GetRawText())), heard.Number("version"));
    }

    private async Task<(string, string)> Second(string id)
    {
        using var person = await shared.Server.NewPerson(id, PersonRole.Administrator);
        return Persons.Approving(await shared.Server.NewKeyOf(id));
    }
}
