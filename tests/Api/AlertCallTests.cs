using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Api.Tests;

/// <summary>Alerts over HTTP. The server's clock is the machine's, so what is quick comes by the stream; the sweep is called where it is wanted.</summary>
[Collection(ServerCollection.Name)]
public sealed class AlertCallTests(SharedServer shared)
{
    private readonly ApiServer _server = shared.Server;
    private readonly Api _api = shared.Server.Admin;

    [Fact]
    public async Task A_stock_that_runs_low_raises_one_alert_by_itself_which_lives_and_is_resolved_by_the_next_receipt()
    {
        var path = await _api.NewStock("alarm", 10);
        (await _api.Put("/v1/alert-policies/alarm", """{"kind":"low","store":"S-alarm","threshold":5,"validFrom":"2026-01-01"}""")).Expect(200).Number("threshold").ShouldBe(5);
        (await _api.Put($"{path}/sales/s1", """{"quantity":7}""")).Expect(201);
        var raised = await Until("S-alarm", "low:S-alarm:K-alarm", "raised");
        (raised.GetProperty("severity").GetString(), raised.GetProperty("occurrence").GetInt32(), raised.GetProperty("facts").GetProperty("available").GetString()).ShouldBe(("warning", 1, "3"));
        raised.GetProperty("text").GetString().ShouldBe("S-alarm: 3 piece of K-alarm available, threshold 5.");
        (await _api.Get("/v1/alerts/low:S-alarm:K-alarm", ("Accept-Language", "zh-CN"))).Expect(200).Text("title").ShouldBe("库存偏低");

        (await _api.Post("/v1/alerts/low:S-alarm:K-alarm/acknowledge", """{"occurrence":1}""")).Expect(200).Text("state").ShouldBe("acknowledged");
        (await _api.Post("/v1/alerts/low:S-alarm:K-alarm/acknowledge")).Expect(200).Number("version").ShouldBe(2);
        (await _api.Post("/v1/alerts/low:S-alarm:K-alarm/acknowledge", """{"occurrence":2}""")).Expect(409);
        (await _api.Post("/v1/alerts/low:S-alarm:K-alarm/assign", """{"assignee":"P-7"}""")).Expect(200).Text("assignee").ShouldBe("P-7");
        (await _api.Get("/v1/alerts?assignee=P-7")).Expect(200)["items"].GetArrayLength().ShouldBe(1);
        var until = DateTimeOffset.UtcNow.AddHours(1).ToString("O");
        (await _api.Post("/v1/alerts/low:S-alarm:K-alarm/snooze", JsonSerializer.Serialize(new { until }))).Expect(200).Text("state").ShouldBe("snoozed");
        (await _api.Post("/v1/alerts/low:S-alarm:K-alarm/resolve", """{"reason":"Ordered."}""")).Expect(200).Text("state").ShouldBe("settled");
        (await _api.Post("/v1/alerts/low:S-alarm:K-alarm/snooze", JsonSerializer.Serialize(new { until }))).Expect(409).Text("state").ShouldBe("settled");

        (await _api.Put($"{path}/receipts/r2", """{"quantity":50,"lot":"L1"}""")).Expect(201);
        await Until("S-alarm", "low:S-alarm:K-alarm", "resolved");
        (await _api.Put($"{path}/sales/s2", """{"quantity":53}""")).Expect(201);
        await Until("S-alarm", "out:S-alarm:K-alarm", "raised");
        (await _api.Get("/v1/alerts?store=S-alarm&kind=low&open=true")).Expect(200)["items"].GetArrayLength().ShouldBe(0);
        (await _api.Get("/v1/alerts?store=S-alarm&severity=critical")).Expect(200)["items"].EnumerateArray().Select(Id).ShouldBe(["out:S-alarm:K-alarm"]);
        (await _api.Get("/v1/alerts?store=S-alarm&sort=-raisedAt")).Expect(200)["items"].EnumerateArray().Select(Id).ShouldBe(["out:S-alarm:K-alarm", "low:S-alarm:K-alarm"]);
    }

    [Fact]
    public async Task A_listener_hears_alerts_in_order_and_goes_on_where_it_was_cut_off()
    {
        var path = await _api.NewStock("siren", 3);
        string cut;
        await using (var listener = await EventReader.Open(_api, "?store=S-siren", path: "/v1/alerts/events"))
        {
            (await _api.Put($"{path}/sales/s1", """{"quantity":3}""")).Expect(201);
            var raised = (await listener.Next())!.Value;
            (raised.GetProperty("type").GetString(), raised.GetProperty("id").GetString()).ShouldBe(("alert-raised", "out:S-siren:K-siren"));
            cut = listener.LastId;
        }
        (await _api.Post("/v1/alerts/out:S-siren:K-siren/acknowledge")).Expect(200);
        (await _api.Put($"{path}/receipts/r2", """{"quantity":5,"lot":"L1"}""")).Expect(201);
        await using var again = await EventReader.Open(_api, "?store=S-siren", cut, "/v1/alerts/events");
        (await again.Next())!.Value.GetProperty("type").GetString().ShouldBe("alert-acknowledged");
        (await again.Next())!.Value.GetProperty("type").GetString().ShouldBe("alert-resolved");
        (await _api.Get("/v1/alerts/events?after=x")).Expect(400).Faulty.ShouldBe(["after"]);
    }

    [Fact]
    public async Task A_sweep_counts_what_is_open_for_the_metrics()
    {
        var soon = DateTimeOffset.UtcNow.AddDays(20).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await _api.NewStock("swept", 4, soon);
        // The read model must have come so far.
        (await _api.Get("/v1/lots?store=S-swept")).Expect(200)["items"].GetArrayLength().ShouldBe(1);
        await Sweep();
        (await Until("S-swept", "near-expiry:S-swept:K-swept:L1", "raised")).GetProperty("facts").GetProperty("expiresOn").GetString().ShouldBe(soon);
        await Sweep();
        (await _api.Http.GetStringAsync("/metrics")).ShouldMatch("beauty_alerts_open\\{beauty_alert_kind=\"near-expiry\",beauty_alert_severity=\"critical\"\\} [1-9]");
        (await _api.Get("/v1/read-models")).Expect(200)["items"].EnumerateArray().ShouldContain(it => it.GetProperty("name").GetString() == "alerts");
    }

    [Fact]
    public async Task A_key_bound_to_a_store_sees_and_closes_alerts_of_that_store_alone()
    {
        var own = await _api.NewStock("guard", 1);
        var other = await _api.NewStock("thief", 1);
        foreach (var path in new[] { own, other }) (await _api.Put($"{path}/sales/s1", """{"quantity":1}""")).Expect(201);
        await Until("S-guard", "out:S-guard:K-guard", "raised");
        await Until("S-thief", "out:S-thief:K-thief", "raised");
        var (_, key) = await _api.NewKey("S-guard");
        using var till = _server.With(key);
        (await till.Get("/v1/alerts")).Expect(200)["items"].EnumerateArray().Select(Id).ShouldBe(["out:S-guard:K-guard"]);
        (await till.Get("/v1/alerts?store=S-thief")).Expect(403);
        (await till.Get("/v1/alerts/out:S-thief:K-thief")).Expect(403);
        (await till.Get("/v1/alerts/events?store=S-thief")).Expect(403);
        foreach (var (verb, body) in new[] { ("acknowledge", "{}"), ("resolve", """{"reason":"x"}"""), ("snooze", """{"until":"2199-01-01T00:00:00Z"}"""), ("assign", "{}") })
            (await till.Post($"/v1/alerts/out:S-thief:K-thief/{verb}", body)).Expect(403);
        (await till.Post("/v1/alerts/out:S-guard:K-guard/resolve", """{"reason":"Gone for good."}""")).Expect(200);
        (await _api.Get("/v1/alerts/out:S-thief:K-thief")).Expect(200).Number("version").ShouldBe(1);
    }

    [Theory]
    [InlineData("GET", "/v1/alerts?kind=loud", null, "kind")]
    [InlineData("GET", "/v1/alerts?state=Raised", null, "state")]
    [InlineData("GET", "/v1/alerts?severity=9", null, "severity")]
    [InlineData("GET", "/v1/alerts?open=yes", null, "open")]
    [InlineData("GET", "/v1/alerts?store=a%20b", null, "store")]
    [InlineData("GET", "/v1/alerts?limit=0", null, "limit")]
    [InlineData("GET", "/v1/alerts?cursor=x", null, "cursor")]
    [InlineData("GET", "/v1/alerts?sort=text", null, "sort")]
    [InlineData("GET", "/v1/alerts?loud=1", null, "loud")]
    [InlineData("GET", "/v1/alerts/low", null, "alert")]
    [InlineData("GET", "/v1/alerts/low:a%20b", null, "alert")]
    [InlineData("GET", "/v1/alerts/low%2FS%2FK", null, "alert")]
    [InlineData("POST", "/v1/alerts/low:S:K/acknowledge", """{"occurrence":0}""", "occurrence")]
    [InlineData("POST", "/v1/alerts/low:S:K/acknowledge", """{"occurrence":1e9}""", "occurrence")]
    [InlineData("POST", "/v1/alerts/low:S:K/acknowledge", "[]", "body")]
    [InlineData("POST", "/v1/alerts/low:S:K/resolve", "{}", "reason")]
    [InlineData("POST", "/v1/alerts/low:S:K/resolve", """{"reason":" "}""", "reason")]
    [InlineData("POST", "/v1/alerts/low:S:K/resolve", """{"reason":"x","by":"me"}""", "by")]
    [InlineData("POST", "/v1/alerts/low:S:K/snooze", """{"until":"tomorrow"}""", "until")]
    [InlineData("POST", "/v1/alerts/low:S:K/snooze", "{}", "until")]
    [InlineData("POST", "/v1/alerts/low:S:K/assign", """{"assignee":"a b"}""", "assignee")]
    [InlineData("PUT", "/v1/alert-policies/p", """{"kind":"loud","validFrom":"2026-01-01"}""", "kind")]
    [InlineData("PUT", "/v1/alert-policies/p", """{"kind":"low"}""", "validFrom")]
    [InlineData("PUT", "/v1/alert-policies/p", """{"kind":"low","validFrom":"2026-02-30"}""", "validFrom")]
    [InlineData("PUT", "/v1/alert-policies/p", """{"kind":"low","validFrom":"2026-02-03","validThrough":"2026-02-02"}""", "validThrough")]
    [InlineData("PUT", "/v1/alert-policies/p", """{"kind":"low","validFrom":"2026-01-01","threshold":"NaN"}""", "threshold")]
    [InlineData("PUT", "/v1/alert-policies/p", """{"kind":"low","validFrom":"2026-01-01","threshold":0}""", "threshold")]
    [InlineData("PUT", "/v1/alert-policies/p", """{"kind":"out","validFrom":"2026-01-01","threshold":3}""", "threshold")]
    [InlineData("PUT", "/v1/alert-policies/p", """{"kind":"near-expiry","validFrom":"2026-01-01","threshold":1.5}""", "threshold")]
    [InlineData("PUT", "/v1/alert-policies/p", """{"kind":"near-expiry","validFrom":"2026-01-01","threshold":1e20}""", "threshold")]
    [InlineData("PUT", "/v1/alert-policies/p", """{"kind":"low","validFrom":"2026-01-01","severity":"loud"}""", "severity")]
    [InlineData("PUT", "/v1/alert-policies/p", """{"kind":"low","validFrom":"2026-01-01","store":"a b"}""", "store")]
    [InlineData("PUT", "/v1/alert-policies/a%20b", """{"kind":"low","validFrom":"2026-01-01"}""", "id")]
    public async Task A_faulty_field_is_named_and_nothing_is_changed(string method, string path, string? body, string field)
    {
        (await _api.Send(new(method), path, body)).Expect(400).Faulty.ShouldBe([field]);
        (await _api.Get("/v1/alert-policies")).Expect(200)["items"].EnumerateArray().ShouldNotContain(it => it.GetProperty("id").GetString() == "p");
    }

    [Fact]
    public async Task What_there_is_not_is_told_and_policies_come_and_go()
    {
        (await _api.Get("/v1/alerts/low:S-none:K-none")).Expect(404).Type.ShouldBe("/problems/unknown-alert");
        (await _api.Post("/v1/alerts/low:S-none:K-none/acknowledge")).Expect(404).Type.ShouldBe("/problems/unknown-alert");
        (await _api.Delete("/v1/alert-policies/none")).Expect(404).Type.ShouldBe("/problems/unknown-alert-policy");
        (await _api.Put("/v1/alert-policies/comes", """{"kind":"near-expiry","store":"S-x","threshold":30,"severity":"critical","enabled":false,"validFrom":"2026-01-01","validThrough":"2026-12-31"}""")).Expect(200);
        var listed = (await _api.Get("/v1/alert-policies")).Expect(200);
        listed["items"].EnumerateArray().ShouldContain(it => it.GetProperty("id").GetString() == "comes" && !it.GetProperty("enabled").GetBoolean());
        listed["kinds"].EnumerateArray().ShouldContain(it => it.GetProperty("kind").GetString() == "near-expiry" && it.GetProperty("threshold").GetDecimal() == 90 && it.GetProperty("unit").GetString() == "days");
        (await _api.Delete("/v1/alert-policies/comes")).Expect(204);
        (await _api.Delete("/v1/alert-policies/comes")).Expect(404);
    }

    private Task<int> Sweep() => _server.App.Services.GetRequiredService<AlertSweep>().SweepOnce(CancellationToken.None);

    private static string? Id(JsonElement alert) => alert.GetProperty("id").GetString();

    private async Task<JsonElement> Until(string store, string id, string state)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            var found = (await _api.Get($"/v1/alerts?store={store}")).Expect(200)["items"].EnumerateArray().Where(it => Id(it) == id && it.GetProperty("state").GetString() == state).ToList();
            if (found.Count > 0) return found[0];
            deadline.Token.ThrowIfCancellationRequested();
        }
    }
}
