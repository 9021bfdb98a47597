using BeautyGrains.Contracts;
using BeautyGrains.ReadModels;
using Microsoft.Extensions.DependencyInjection;

namespace BeautyGrains.Api.Tests;

/// <summary>Feedback over HTTP: its lots, its life, its clock and the threshold of a lot.</summary>
[Collection(ServerCollection.Name)]
public sealed class FeedbackCallTests(SharedServer shared)
{
    private readonly Api _api = shared.Server.Admin;

    private static string Body(string name, string more, string description = "rash") => $$"""{"store":"S-{{name}}","description":"{{description}}",{{more}}}""";

    private Task<int> Sweep() => shared.Server.App.Services.GetRequiredService<AlertSweep>().SweepOnce(CancellationToken.None);

    [Fact]
    public async Task Where_nobody_names_a_lot_the_sale_or_the_clients_trace_leads_to_it_and_the_trace_shows_the_feedback()
    {
        var path = await _api.NewStock("fb-trace", 10);
        (await _api.Put($"{path}/receipts/other", """{"quantity":5,"lot":"L2"}""")).Expect(201);
        (await _api.Put($"{path}/sales/s1", """{"quantity":1,"lot":"L1","client":"C-fb-1"}""")).Expect(201);
        (await _api.Put($"{path}/sales/s2", """{"quantity":1,"lot":"L2","client":"C-fb-1"}""")).Expect(201);
        Lots((await _api.Put("/v1/feedback/FB-sale", Body("fb-trace", """ "kind":"complaint","sku":"K-fb-trace","sale":"s1" """))).Expect(201)).ShouldBe("L1");
        Lots((await _api.Put("/v1/feedback/FB-client", Body("fb-trace", """ "kind":"complaint","client":"C-fb-1" """))).Expect(201)).ShouldBe("L1,L2");
        Lots((await _api.Put("/v1/feedback/FB-named", Body("fb-trace", """ "kind":"complaint","client":"C-fb-1","sku":"K-fb-trace","lotNo":"L9" """))).Expect(201)).ShouldBe("L9");
        // Told again it is the same; what is told otherwise is not.
        (await _api.Put("/v1/feedback/FB-client", Body("fb-trace", """ "kind":"complaint","client":"C-fb-1" """))).Expect(200);
        (await _api.Put("/v1/feedback/FB-client", Body("fb-trace", """ "kind":"complaint","client":"C-fb-2" """))).Expect(422).Type.ShouldBe("/problems/id-reused");
        Ids((await _api.Get("/v1/skus/K-fb-trace/lots/L1/trace")).Expect(200)["feedback"]).ShouldBe("FB-client,FB-sale");
        Ids((await _api.Get("/v1/clients/C-fb-1/trace")).Expect(200)["feedback"]).ShouldBe("FB-client,FB-named");
        Ids((await _api.Get("/v1/feedback?sku=K-fb-trace&lotNo=L2")).Expect(200)["items"]).ShouldBe("FB-client");
        Ids((await _api.Get("/v1/feedback?store=S-fb-trace&kind=complaint&state=received")).Expect(200)["items"]).ShouldBe("FB-client,FB-named,FB-sale");
        (await _api.Get("/v1/feedback-lots?sku=K-fb-trace")).Expect(200)["items"].EnumerateArray().Select(one => $"{one.GetProperty("lotNo")} {one.GetProperty("cases")} {one.GetProperty("named")}").ShouldBe(["L1 2 0", "L2 1 0", "L9 1 1"]);
        var page = (await _api.Get("/v1/feedback-lots?sku=K-fb-trace&limit=2")).Expect(200);
        (await _api.Get($"/v1/feedback-lots?sku=K-fb-trace&limit=2&cursor={page.Text("cursor")}")).Expect(200)["items"].GetArrayLength().ShouldBe(1);

        // Quality takes the lot off sale out of the case.
        (await _api.Post("/v1/feedback/FB-sale/quarantine", """{"sku":"K-fb-trace","lotNo":"L2"}""")).Expect(400).Faulty.ShouldBe(["lotNo"]);
        var done = (await _api.Post("/v1/feedback/FB-sale/quarantine", """{"sku":"K-fb-trace","lotNo":"L1"}""")).Expect(200)["items"];
        (done[0].GetProperty("status").GetString(), done[0].GetProperty("changed").GetBoolean()).ShouldBe(("quarantined", true));
        (await _api.Put($"{path}/sales/s3", """{"quantity":1,"lot":"L1"}""")).Expect(409).Type.ShouldBe("/problems/lot-blocked");
        (await _api.Post("/v1/feedback/FB-sale/quarantine", """{"sku":"K-fb-trace","lotNo":"L1"}""")).Expect(200)["items"][0].GetProperty("changed").GetBoolean().ShouldBeFalse();

        static string Lots(Heard heard) => string.Join(',', heard["lots"].EnumerateArray().Select(lot => lot.GetProperty("lotNo").GetString()).Order(StringComparer.Ordinal));
        static string Ids(System.Text.Json.JsonElement items) => string.Join(',', items.EnumerateArray().Select(one => one.GetProperty("id").GetString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_severe_case_is_investigated_reported_and_closed_by_two_people()
    {
        await _api.NewStock("fb-life", 1);
        using var nurse = await shared.Server.NewPerson("fb-n", PersonRole.Nurse);
        using var quality = await shared.Server.NewPerson("fb-q", PersonRole.Quality);
        using var second = await shared.Server.NewPerson("fb-m", """{"all":true}""", ",\"limits\":[{\"kind\":\"feedback-closure\"}]", PersonRole.StoreManager);
        var approving = Persons.Approving(await shared.Server.NewKeyOf("fb-m"));
        const string Case = "/v1/feedback/FB-life";
        var taken = (await nurse.Put(Case, Body("fb-life", """ "kind":"adverse-reaction","severity":"severe","service":"SV-7","step":"treatment","knownAt":"2026-01-10T12:00:00Z" """))).Expect(201);
        (taken.Text("state"), taken["duty"].GetProperty("dueAt").GetDateTimeOffset(), taken["isSevere"].GetBoolean()).ShouldBe(("received", new DateTimeOffset(2026, 1, 25, 16, 0, 0, TimeSpan.Zero), true));
        (await nurse.Post($"{Case}/investigate")).Expect(403);
        (await quality.Post($"{Case}/investigate")).Expect(200).Text("state").ShouldBe("investigating");
        (await quality.Post($"{Case}/amend", """{"step":"product","reason":"pump was broken"}""")).Expect(200).Text("step").ShouldBe("product");
        (await quality.Post($"{Case}/close", """{"action":"none"}""")).Expect(409).Type.ShouldBe("/problems/invalid-state");
        (await quality.Post($"{Case}/confirm", """{"findings":"allergy"}""")).Expect(200).Text("findings").ShouldBe("allergy");
        (await quality.Post($"{Case}/close", """{"action":"patch tests"}""", approving)).Expect(409).Type.ShouldBe("/problems/feedback-not-reported");
        (await quality.Get("/v1/feedback?dueBefore=2026-02-01T00:00:00Z&sort=dueAt&store=S-fb-life")).Expect(200)["items"].GetArrayLength().ShouldBe(1);
        await Sweep();
        (await _api.Get("/v1/alerts/feedback-due:FB-life")).Expect(200)["severity"].GetString().ShouldBe("critical");
        (await quality.Post($"{Case}/reports", """{"number":"ADR-1"}""")).Expect(200)["duty"].GetProperty("met").GetBoolean().ShouldBeTrue();
        (await quality.Get("/v1/feedback?dueBefore=2026-02-01T00:00:00Z&store=S-fb-life")).Expect(200)["items"].GetArrayLength().ShouldBe(0);
        await Sweep();
        (await _api.Get("/v1/alerts/feedback-due:FB-life")).Expect(200).Text("state").ShouldBe("resolved");
        (await quality.Post($"{Case}/close", """{"action":"patch tests"}""")).Expect(409).Type.ShouldBe("/problems/approver-needed");
        (await quality.Post($"{Case}/close", """{"action":"patch tests"}""", approving)).Expect(200).Text("approvedBy").ShouldBe("person:fb-m");
        (await quality.Post($"{Case}/amend", """{"step":"advice","reason":"late"}""")).Expect(409).Type.ShouldBe("/problems/invalid-state");
        (await quality.Post($"{Case}/reopen", """{"reason":"a second opinion"}""")).Expect(200).Text("state").ShouldBe("investigating");
        (await quality.Post($"{Case}/reject", """{"findings":"sunburn"}""")).Expect(200)["wasSo"].GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Three_cases_of_a_lot_in_a_month_raise_an_alert_until_one_is_rejected()
    {
        await _api.NewStock("fb-much", 10);
        const string Alert = "/v1/alerts/feedback-threshold:K-fb-much:L1";
        for (var i = 0; i < 3; i++)
        {
            (await _api.Get(Alert)).Expect(404);
            (await _api.Put($"/v1/feedback/FB-much-{i}", Body("fb-much", """ "kind":"complaint","sku":"K-fb-much","lotNo":"L1" """))).Expect(201);
            (await _api.Get("/v1/feedback-lots?sku=K-fb-much")).Expect(200)["items"][0].GetProperty("cases").GetInt32().ShouldBe(i + 1);
            await Sweep();
        }
        var facts = (await _api.Get(Alert)).Expect(200)["facts"];
        (facts.GetProperty("cases").GetString(), facts.GetProperty("days").GetString(), facts.GetProperty("proposal").GetString()).ShouldBe(("3", "30", "quarantine-or-recall"));
        (await _api.Post("/v1/feedback/FB-much-0/investigate")).Expect(200);
        (await _api.Post("/v1/feedback/FB-much-0/reject", """{"findings":"wrong brand"}""")).Expect(200);
        (await _api.Get("/v1/feedback-lots?sku=K-fb-much")).Expect(200)["items"][0].GetProperty("cases").GetInt32().ShouldBe(2);
        await Sweep();
        (await _api.Get(Alert)).Expect(200).Text("state").ShouldBe("resolved");
    }

    [Fact]
    public async Task Who_is_bound_to_stores_learns_nothing_of_the_feedback_of_others()
    {
        await _api.NewStock("fb-mine", 1);
        await _api.NewStock("fb-theirs", 1);
        using var mine = await shared.Server.NewPerson("fb-bound", """{"stores":["S-fb-mine"]}""", "", PersonRole.Quality);
        var body = Body("fb-theirs", """ "kind":"complaint","service":"SV-1" """);
        (await mine.Put("/v1/feedback/FB-theirs", body)).Expect(403);
        (await _api.Put("/v1/feedback/FB-theirs", body)).Expect(201);
        (await mine.Put("/v1/feedback/FB-theirs", Body("fb-mine", """ "kind":"complaint","service":"SV-1" """))).Expect(403);
        (await mine.Get("/v1/feedback/FB-theirs")).Expect(403);
        (await mine.Post("/v1/feedback/FB-theirs/investigate")).Expect(403);
        (await mine.Post("/v1/feedback/FB-theirs/quarantine", """{"sku":"K-fb-theirs","lotNo":"L1"}""")).Expect(403);
        (await mine.Get("/v1/feedback")).Expect(200)["items"].GetArrayLength().ShouldBe(0);
        (await mine.Get("/v1/feedback?store=S-fb-theirs")).Expect(403);
    }

    [Theory]
    [InlineData("{}", 400, "store,kind,description")]
    [InlineData("""{"store":"a b","kind":"praise","description":" ","client":"c d","severity":"bad","step":"x"}""", 400, "store,kind,description,client,severity,step")]
    [InlineData("""{"store":"S-fb-bad","kind":"adverse-reaction","description":"x","client":"C"}""", 400, "severity")]
    [InlineData("""{"store":"S-fb-bad","kind":"complaint","severity":"mild","description":"x","client":"C"}""", 400, "severity")]
    [InlineData("""{"store":"S-fb-bad","kind":"complaint","description":"x","lotNo":"L1"}""", 400, "sku")]
    [InlineData("""{"store":"S-fb-bad","kind":"complaint","description":"x","sku":"K-fb-bad","sale":""}""", 400, "sale")]
    [InlineData("""{"store":"S-fb-bad","kind":"complaint","description":"x","client":"C","knownAt":"soon"}""", 400, "knownAt")]
    [InlineData("""{"store":"S-fb-bad","kind":"complaint","description":"x","client":"C","knownAt":"2099-01-01T00:00:00Z"}""", 400, "knownAt")]
    [InlineData("""{"store":"S-fb-bad","kind":"complaint","description":"x","client":"C","knownAt":"2026-01-01T00:00:00Z","happenedAt":"2026-01-02T00:00:00Z"}""", 400, "happenedAt")]
    [InlineData("""{"store":"S-fb-bad","kind":"complaint","description":"x","client":"C","documents":["a b","D","D"]}""", 400, "documents,documents[0]")]
    [InlineData("""{"store":"S-none-fb","kind":"complaint","description":"x","client":"C"}""", 404, "")]
    [InlineData("""{"store":"S-fb-bad","kind":"complaint","description":"x","sku":"K-none-fb"}""", 404, "")]
    [InlineData("""{"store":"S-fb-bad","kind":"complaint","description":"x","client":"C","documents":["D-none-fb"]}""", 404, "")]
    public async Task A_faulty_case_is_refused_and_not_kept(string body, int status, string fields)
    {
        await _api.NewStock("fb-bad", 1);
        var heard = (await _api.Put("/v1/feedback/FB-bad", body)).Expect(status);
        if (status == 400) heard.Faulty.ShouldBe(fields.Split(','), ignoreOrder: true);
        (await _api.Get("/v1/feedback/FB-bad")).Expect(404).Type.ShouldBe("/problems/unknown-feedback");
    }

    [Theory]
    [InlineData("investigate", """{"note":" "}""", "note")]
    [InlineData("reports", """{"note":"x"}""", "number")]
    [InlineData("reports", """{"number":"N","document":"a b"}""", "document")]
    [InlineData("confirm", "{}", "findings")]
    [InlineData("reject", """{"findings":7}""", "findings")]
    [InlineData("close", """{"action":""}""", "action")]
    [InlineData("reopen", "{}", "reason")]
    [InlineData("amend", """{"severity":"bad","sku":"K"}""", "severity,lotNo,reason")]
    [InlineData("quarantine", "{}", "sku,lotNo")]
    public async Task A_faulty_step_changes_nothing(string step, string body, string fields)
    {
        await _api.NewStock("fb-step", 1);
        (await _api.Put("/v1/feedback/FB-step", Body("fb-step", """ "kind":"complaint","service":"SV" """))).Status.ShouldBeOneOf(200, 201);
        (await _api.Post($"/v1/feedback/FB-step/{step}", body)).Expect(400).Faulty.ShouldBe(fields.Split(','), ignoreOrder: true);
        (await _api.Get("/v1/feedback/FB-step")).Expect(200).Number("version").ShouldBe(1);
    }

    [Theory]
    [InlineData("/v1/feedback?kind=x&state=x&severity=x&dueBefore=x&sort=x&limit=0", "kind,state,severity,dueBefore,sort,limit")]
    [InlineData("/v1/feedback-lots?since=x&cursor=x&sku=a%20b", "since,cursor,sku")]
    public async Task A_faulty_filter_is_named(string path, string fields) => (await _api.Get(path)).Expect(400).Faulty.ShouldBe(fields.Split(','), ignoreOrder: true);

    [Fact]
    public async Task The_tables_are_the_defaults_until_somebody_puts_others_and_faulty_ones_name_their_fields()
    {
        (await _api.Get("/v1/feedback-policy")).Expect(200)["clocks"].GetArrayLength().ShouldBe(36);
        (await _api.Put("/v1/feedback-policy", "{}")).Expect(400).Faulty.ShouldBe(["clocks", "thresholds"], ignoreOrder: true);
        (await _api.Put("/v1/feedback-policy", """{"clocks":[{"severity":"bad"}],"thresholds":[{"category":"none"}]}""")).Expect(400).Faulty
            .ShouldBe(["clocks[0].severity", "clocks[0].source", "thresholds[0].category", "thresholds[0].cases", "thresholds[0].days"], ignoreOrder: true);
        (await _api.Put("/v1/feedback-policy", """{"clocks":[{"hours":1,"days":1,"source":"x"},{"hours":-1,"source":"x"}],"thresholds":[{"category":"drug","cases":0,"days":0,"traceDays":0}]}""")).Expect(400).Faulty
            .ShouldBe(["clocks[0].days", "clocks[1].hours", "thresholds[0].cases", "thresholds[0].days", "thresholds[0].traceDays", "thresholds"], ignoreOrder: true);
        (await _api.Get("/v1/feedback-policy")).Expect(200).Number("version").ShouldBe(0);
    }
}
