using BeautyGrains.Contracts;
using BeautyGrains.ReadModels;
using Microsoft.Extensions.DependencyInjection;

namespace BeautyGrains.Api.Tests;

/// <summary>Rounds over HTTP: answered, put right, confirmed by another, missed.</summary>
[Collection(ServerCollection.Name)]
public sealed class RoundCallTests(SharedServer shared)
{
    private const string Fine = """{"template":"daily","answers":[{"item":"clean","ok":true},{"item":"dust","ok":true},{"item":"moisture","value":50.5},{"item":"doors","ok":true}]}""";
    private readonly Api _api = shared.Server.Admin;

    private async Task<string> Store(string name)
    {
        (await _api.Put($"/v1/stores/S-{name}", """{"name":"Store","timeZone":"Asia/Shanghai"}""")).Status.ShouldBeOneOf(200, 201);
        return $"/v1/stores/S-{name}/rounds";
    }

    [Fact]
    public async Task What_is_wrong_becomes_an_action_that_another_person_confirms()
    {
        var rounds = await Store("round-life");
        (await _api.Put($"{rounds}/r1", Fine)).Expect(201)["wrong"].GetArrayLength().ShouldBe(0);
        (await _api.Put($"{rounds}/r1", Fine)).Expect(200);
        using var nurse = await shared.Server.NewPerson("round-ann", PersonRole.Nurse);
        using var manager = await shared.Server.NewPerson("round-ben", PersonRole.StoreManager);
        var wet = """{"template":"daily","answers":[{"item":"clean","ok":false,"note":"dirty","owner":"round-ann","dueOn":"2099-01-01"},{"item":"dust","ok":true},{"item":"moisture","value":80},{"item":"doors","ok":true}]}""";
        (await nurse.Put($"{rounds}/r1", wet)).Expect(422).Type.ShouldBe("/problems/id-reused");
        (await nurse.Put($"{rounds}/r2", wet)).Expect(201)["wrong"].EnumerateArray().Select(item => item.GetString()).ShouldBe(["clean", "moisture"]);
        var action = $"{rounds}/r2/actions/clean";
        (await manager.Post(action, """{"move":"confirm"}""")).Expect(409).Type.ShouldBe("/problems/invalid-state");
        (await nurse.Post(action, """{"move":"finish"}""")).Expect(400).Faulty.ShouldBe(["note"]);
        (await nurse.Post(action, """{"move":"finish","note":"cleaned"}""")).Expect(200).Text("state").ShouldBe("done");
        (await nurse.Post(action, """{"move":"confirm"}""")).Expect(409).Type.ShouldBe("/problems/approver-is-author");
        (await manager.Post(action, """{"move":"send-back","note":"still dirty"}""")).Expect(200).Text("state").ShouldBe("open");
        (await manager.Post(action, """{"move":"assign","owner":"round-ben"}""")).Expect(200).Text("owner").ShouldBe("person:round-ben");
        (await nurse.Post(action, """{"move":"finish","note":"cleaned again"}""")).Expect(200);
        (await manager.Post(action, """{"move":"confirm"}""")).Expect(200).Text("confirmedBy").ShouldBe("person:round-ben");
        (await manager.Post(action, """{"move":"confirm"}""")).Expect(200);
        (await manager.Post($"{rounds}/r2/actions/nothing", """{"move":"confirm"}""")).Expect(404).Type.ShouldBe("/problems/unknown-round-action");
        (await nurse.Get("/v1/stores/S-round-life/round-duties")).Expect(200)["actions"].EnumerateArray().Select(one => one.GetProperty("item").GetString()).ShouldBe(["moisture"]);
        (await nurse.Get($"{rounds}/r2")).Expect(200).Text("actor").ShouldBe("person:round-ann");
        var page = (await nurse.Get($"{rounds}?limit=1")).Expect(200);
        page["items"][0].GetProperty("id").GetString().ShouldBe("r1");
        (await nurse.Get($"{rounds}?cursor={page.Text("cursor")}")).Expect(200)["items"][0].GetProperty("id").GetString().ShouldBe("r2");
    }

    [Fact]
    public async Task A_round_that_was_missed_raises_an_alert_until_it_is_made()
    {
        var rounds = await Store("round-missed");
        var policy = (await _api.Get("/v1/round-policy")).Expect(200);
        var templates = policy["templates"].GetRawText();
        (await _api.Put("/v1/round-policy", $$"""{"templates":{{templates}},"schedules":[{"template":"daily","store":"S-round-missed","everyDays":1,"validFrom":"2026-01-01"}]}""")).Status.ShouldBeOneOf(200, 201);
        (await _api.Get("/v1/stores/S-round-missed/round-duties")).Expect(200)["due"][0].GetProperty("missed").GetBoolean().ShouldBeTrue();
        await Waiting.Until(async () => { await Sweep(); return (await _api.Get("/v1/alerts/round-missed:S-round-missed:daily")).Status == 200; }, "the alert of a missed round");
        (await _api.Put($"{rounds}/r1", Fine)).Expect(201);
        await Waiting.Until(async () => { await Sweep(); return (await _api.Get("/v1/alerts/round-missed:S-round-missed:daily")).Text("state") == "resolved"; }, "the end of the alert of a missed round");
        (await _api.Put("/v1/round-policy", $$"""{"templates":{{templates}},"schedules":[]}""")).Expect(200);
    }

    private Task<int> Sweep() => shared.Server.App.Services.GetRequiredService<AlertSweep>().SweepOnce(CancellationToken.None);

    [Theory]
    [InlineData("{}", 400, "answers,template")]
    [InlineData("""{"template":"daily","answers":[]}""", 400, "answers")]
    [InlineData("""{"template":"daily","answers":[{"item":"clean","ok":true}]}""", 400, "answers")]
    [InlineData("""{"template":"daily","answers":[{"item":"clean","ok":true},{"item":"clean","ok":true}]}""", 400, "answers")]
    [InlineData("""{"template":"daily","answers":[{"item":"other","ok":true}]}""", 400, "answers[0].item")]
    [InlineData("""{"template":"daily","answers":[{"item":"clean","value":1}]}""", 400, "answers[0].ok")]
    [InlineData("""{"template":"daily","answers":[{"item":"moisture","ok":true}]}""", 400, "answers[0].value")]
    [InlineData("""{"template":"daily","answers":[{"item":"a b","value":"x","photo":"/","note":" ","owner":"c d","dueOn":"soon"}]}""", 400, "answers[0].dueOn,answers[0].item,answers[0].note,answers[0].owner,answers[0].photo,answers[0].value")]
    [InlineData("""{"template":"fire","answers":[{"item":"extinguishers","ok":true}]}""", 400, "answers[0].photo")]
    [InlineData("""{"template":"daily","answers":[{"item":"clean","ok":false,"dueOn":"2020-01-01"}]}""", 400, "answers[0].dueOn")]
    [InlineData("""{"template":"none","answers":[{"item":"clean","ok":true}]}""", 404, "")]
    [InlineData("""{"template":"daily","answers":[{"item":"clean","ok":true,"photo":"none"}]}""", 404, "")]
    public async Task A_faulty_round_is_refused_and_not_kept(string body, int status, string fields)
    {
        var rounds = await Store("round-bad");
        var heard = (await _api.Put($"{rounds}/x", body)).Expect(status);
        if (status == 400) heard.Faulty.ShouldBe(fields.Split(','), ignoreOrder: true);
        (await _api.Get($"{rounds}/x")).Expect(404).Type.ShouldBe("/problems/unknown-round");
        (await _api.Put("/v1/stores/S-nowhere-round/rounds/x", Fine)).Expect(404).Type.ShouldBe("/problems/unknown-store");
    }

    [Fact]
    public async Task Faulty_tables_name_their_fields() =>
        (await _api.Put("/v1/round-policy", """{"templates":[{"id":"a b","items":[{"least":2,"most":1}],"actionDays":-1}],"schedules":[{"template":"none","everyDays":0,"validFrom":"x"}]}""")).Expect(400).Faulty.ShouldBe(
        [
            "templates[0].id", "templates[0].name", "templates[0].nameZh", "templates[0].actionDays", "templates[0].items[0].id", "templates[0].items[0].text", "templates[0].items[0].textZh", "templates[0].items[0].unit",
            "templates[0].items[0].most", "schedules[0].template", "schedules[0].everyDays", "schedules[0].validFrom",
        ], ignoreOrder: true);
}
