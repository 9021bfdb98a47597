using BeautyGrains.Contracts;
using static BeautyGrains.Api.Tests.Persons;

namespace BeautyGrains.Api.Tests;

/// <summary>Facts by the batch, incidents over stores and units without book stock, over HTTP.</summary>
[Collection(ServerCollection.Name)]
public sealed class IncidentCallTests(SharedServer shared)
{
    private readonly ApiServer _server = shared.Server;
    private readonly Api _api = shared.Server.Admin;

    private static string Fact(string id, string name, string kind, decimal quantity, string more = "") =>
        FormattableString.Invariant($$"""{"id":"{{id}}","store":"S-{{name}}","sku":"K-{{name}}","kind":"{{kind}}","quantity":{{quantity}},"occurredAt":"2026-01-02T03:04:05Z"{{more}}}""");

    [Fact]
    public async Task A_terminal_s_facts_are_replayed_in_any_order_and_a_faulty_one_keeps_no_other_out()
    {
        var path = await _api.NewStock("if", 5);
        var items = new[]
        {
            Fact("f1", "if", "offline-sale", 2, ""","lot":"L1","client":"C-7" """), Fact("f2", "if", "theft", 9, ""","lot":"L1" """), Fact("f3", "if", "client-return", 1, ""","lot":"L1" """),
            Fact("f4", "if", "sample-given", 1, ""","lot":"Z" """), Fact("f5", "if", "nonsense", 1), Fact("f6", "if", "loss", -1), Fact("f7", "never", "loss", 1),
        };
        var said = (await _api.Post("/v1/facts/batch", $$"""{"items":[{{string.Join(',', items)}}]}""")).Expect(200)["items"].EnumerateArray().ToList();
        said.Select(item => item.GetProperty("status").GetInt32()).ShouldBe([201, 201, 201, 201, 400, 400, 404]);
        said[4].GetProperty("problem").GetProperty("errors").TryGetProperty("kind", out _).ShouldBeTrue();
        var again = (await _api.Post("/v1/facts/batch", $$"""{"items":[{{items[3]}},{{items[0]}}]}""")).Expect(200)["items"].EnumerateArray().ToList();
        again.Select(item => item.GetProperty("status").GetInt32()).ShouldBe([200, 200]);
        var stock = (await _api.Get(path)).Expect(200);
        // 5 − 2 − 3 of the 9, and 1 that came back into quarantine.
        (stock.Number("onHand"), stock.Number("quarantined")).ShouldBe((1, 1));
        (await _api.Get($"{path}/unmatched")).Expect(200)["items"].EnumerateArray().Select(it => it.GetProperty("left").GetDecimal()).ShouldBe([-6, -1], ignoreOrder: true);
        (await _api.Get("/v1/verification")).Expect(200)["findings"].ToString().ShouldBe("[]");
    }

    [Fact]
    public async Task An_incident_is_found_taken_talked_about_closed_and_opened_again()
    {
        var path = await _api.NewStock("ii", 5);
        (await _api.Post("/v1/facts/batch", $$"""{"items":[{{Fact("b1", "ii", "breakage", 1, ""","lot":"L1" """)}},{{Fact("t1", "ii", "theft", 1, ""","lot":"L1" """)}}]}""")).Expect(200);
        using var manager = await _server.NewPerson("ii-manager", """{"stores":["S-ii"]}""", PersonRole.StoreManager);
        using var stranger = await _server.NewPerson("ii-stranger", """{"stores":["S-else"]}""", PersonRole.StoreManager);
        using var boss = await _server.NewPerson("ii-boss", """{"all":true}""", ""","limits":[{"kind":"incident-closure"}]""", PersonRole.RegionalManager);
        var thefts = (await manager.Get("/v1/incidents?kind=theft&open=true&owner=")).Expect(200)["items"].EnumerateArray().ToList();
        thefts.ShouldHaveSingleItem().GetProperty("incident").GetProperty("id").GetString().ShouldBe("t1");
        (thefts[0].GetProperty("store").GetString(), thefts[0].GetProperty("ageDays").GetInt32()).ShouldBe(("S-ii", 0));
        (await stranger.Get("/v1/incidents")).Expect(200)["items"].GetArrayLength().ShouldBe(0);
        (await stranger.Get("/v1/incidents?store=S-ii")).Expect(403);
        (await stranger.Post($"{path}/incidents/t1/assign")).Expect(403);

        (await manager.Post($"{path}/incidents/t1/assign")).Expect(200).Text("owner").ShouldBe("ii-manager");
        (await manager.Put($"{path}/incidents/t1/comments/c1", """{"text":"The camera has it."}""")).Expect(201);
        (await manager.Put($"{path}/incidents/t1/comments/c1", """{"text":"The camera has it."}""")).Expect(200)["comments"].GetArrayLength().ShouldBe(1);
        (await manager.Put($"{path}/incidents/t1/comments/c1", """{"text":"Other."}""")).Expect(422);
        (await manager.Get("/v1/incidents?owner=ii-manager")).Expect(200)["items"].GetArrayLength().ShouldBe(1);
        (await manager.Post($"{path}/incidents/t1/close", """{"resolution":"police"}""")).Expect(409).Type.ShouldBe("/problems/approver-needed");
        (await manager.Post($"{path}/incidents/t1/close", """{"resolution":"police"}""", Approving(await _server.NewKeyOf("ii-manager")))).Expect(409).Type.ShouldBe("/problems/approver-is-author");
        (await manager.Post($"{path}/incidents/t1/close", """{"resolution":"police"}""", Approving(await _server.NewKeyOf("ii-boss")))).Expect(200);
        (await manager.Post($"{path}/incidents/b1/close", """{"resolution":"swept"}""")).Expect(200);
        (await manager.Get("/v1/incidents?open=true")).Expect(200)["items"].GetArrayLength().ShouldBe(0);
        (await manager.Post($"{path}/incidents/t1/reopen", """{"reason":"found elsewhere"}""")).Expect(200).Text("reopenedFor").ShouldBe("found elsewhere");
        var open = (await manager.Get("/v1/incidents?open=true")).Expect(200)["items"].EnumerateArray().ShouldHaveSingleItem().GetProperty("incident");
        (open.GetProperty("owner").GetString(), open.GetProperty("comments").GetArrayLength()).ShouldBe(("ii-manager", 1));
        (await manager.Get($"{path}/incidents/t1")).Expect(200)["open"].GetBoolean().ShouldBeTrue();
        (await manager.Get($"/v1/incidents?raisedBefore={Uri.EscapeDataString(DateTimeOffset.UtcNow.AddDays(-1).ToString("O"))}")).Expect(200)["items"].GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Units_without_book_stock_are_matched_with_a_lot_or_with_what_put_the_book_right()
    {
        var path = await _api.NewStock("iu", 1);
        (await _api.Post("/v1/facts/batch", $$"""{"items":[{{Fact("u1", "iu", "offline-sale", 4, ""","lot":"L1","client":"C-9" """)}}]}""")).Expect(200);
        var entry = (await _api.Get("/v1/unmatched?store=S-iu&client=C-9&open=true")).Expect(200)["items"].EnumerateArray().ShouldHaveSingleItem().GetProperty("entry");
        (entry.GetProperty("left").GetDecimal(), entry.GetProperty("lot").GetString()).ShouldBe((-3, "L1"));
        (await _api.Put($"{path}/receipts/late", """{"quantity":10,"lot":"L1"}""")).Expect(201);
        (await _api.Put($"{path}/unmatched/u1/matches/m1", """{"quantity":4,"lot":"L1","reason":"late delivery"}""")).Expect(409).Type.ShouldBe("/problems/insufficient-available");
        (await _api.Put($"{path}/unmatched/u1/matches/m1", """{"quantity":2,"lot":"L1","reason":"late delivery"}""")).Expect(201).Number("left").ShouldBe(-1);
        (await _api.Put($"{path}/unmatched/u1/matches/m1", """{"quantity":2,"lot":"L1","reason":"late delivery"}""")).Expect(200);
        (await _api.Put($"{path}/unmatched/u1/matches/m1", """{"quantity":1,"lot":"L1","reason":"late delivery"}""")).Expect(422);
        (await _api.Get(path)).Number("onHand").ShouldBe(8);
        (await _api.Put($"{path}/unmatched/u1/matches/m2", """{"quantity":1,"against":"adjustment/never","reason":"x"}""")).Expect(404).Type.ShouldBe("/problems/unknown-movement");
        (await _api.Put($"{path}/unmatched/u1/matches/m2", """{"quantity":1,"against":"receipt/late","reason":"x"}""")).Expect(201);
        (await _api.Get(path)).Number("onHand").ShouldBe(8);
        (await _api.Get("/v1/unmatched?store=S-iu&open=true")).Expect(200)["items"].GetArrayLength().ShouldBe(0);
        (await _api.Get("/v1/unmatched?store=S-iu")).Expect(200)["items"][0].GetProperty("matches").GetArrayLength().ShouldBe(2);
        var movement = (await _api.Get($"{path}/ledger")).Expect(200)["items"].EnumerateArray().Single(it => it.GetProperty("id").GetString() == "match:m1");
        (movement.GetProperty("document").GetString(), movement.GetProperty("client").GetString()).ShouldBe(("unmatched/u1", "C-9"));
    }

    [Fact]
    public async Task Whatever_is_asked_wrongly_is_named_and_changes_nothing()
    {
        var path = await _api.NewStock("ibad", 1);
        (await _api.Post("/v1/facts/batch", $$"""{"items":[{{Fact("u1", "ibad", "offline-sale", 4, ""","lot":"L1" """)}}]}""")).Expect(200);
        var before = (await _api.Get(path)).Expect(200).Body.ToString();
        foreach (var (body, field) in new[] { ("{}", "items"), ("""{"items":[]}""", "items"), ("""{"items":[null]}""", "items[0]"), ("""{"items":7}""", "items"), ("""{"more":1}""", "more") })
            (await _api.Post("/v1/facts/batch", body)).Expect(400).Faulty.ShouldBe([field]);
        var many = string.Join(',', Enumerable.Range(0, 501).Select(i => Fact($"x{i}", "ibad", "loss", 1)));
        (await _api.Post("/v1/facts/batch", $$"""{"items":[{{many}}]}""")).Expect(400).Faulty.ShouldBe(["items"]);
        foreach (var more in new[] { "", ""","lot":"a b" """, ""","client":"a b" """, ""","unit":"crate" """ })
        {
            var item = more.Length == 0 ? """{"id":"y","store":"S-ibad","sku":"K-ibad"}""" : Fact("y", "ibad", "loss", 1, more);
            (await _api.Post("/v1/facts/batch", $$"""{"items":[{{item}}]}""")).Expect(200)["items"][0].GetProperty("status").GetInt32().ShouldBe(400, more);
        }
        foreach (var (body, field) in new[]
        {
            ("{}", "quantity"), ("""{"quantity":1,"reason":"x"}""", "lot"), ("""{"quantity":1,"lot":"L1","against":"receipt/first","reason":"x"}""", "lot"), ("""{"quantity":0,"lot":"L1","reason":"x"}""", "quantity"),
            ("""{"quantity":1,"lot":"L1"}""", "reason"), ("""{"quantity":1,"lot":"a b","reason":"x"}""", "lot"), ("""{"quantity":1,"against":"nothing","reason":"x"}""", "against"),
        })
            (await _api.Put($"{path}/unmatched/u1/matches/m1", body)).Expect(400).Faulty.ShouldContain(field);
        (await _api.Put($"{path}/unmatched/never/matches/m1", """{"quantity":1,"lot":"L1","reason":"x"}""")).Expect(404).Type.ShouldBe("/problems/unknown-unmatched");
        (await _api.Put($"{path}/unmatched/u1/matches/m1", """{"quantity":1,"lot":"Z","reason":"x"}""")).Expect(404).Type.ShouldBe("/problems/unknown-lot");
        foreach (var (call, body, field) in new[] { ("assign", """{"owner":"a b"}""", "owner"), ("reopen", "{}", "reason"), ("reopen", """{"reason":" "}""", "reason") })
            (await _api.Post($"{path}/incidents/u1/{call}", body)).Expect(400).Faulty.ShouldBe([field]);
        (await _api.Put($"{path}/incidents/u1/comments/c1", "{}")).Expect(400).Faulty.ShouldBe(["text"]);
        (await _api.Post($"{path}/incidents/u1/reopen", """{"reason":"x"}""")).Expect(409).Type.ShouldBe("/problems/invalid-state");
        (await _api.Post($"{path}/incidents/never/assign")).Expect(404).Type.ShouldBe("/problems/unknown-incident");
        (await _api.Get($"{path}/incidents/never")).Expect(404);
        foreach (var query in new[] { "kind=x", "open=maybe", "limit=0", "sort=x", "raisedBefore=x", "cause=a%20b", "owner=a%20b" }) (await _api.Get("/v1/incidents?" + query)).Expect(400);
        foreach (var query in new[] { "kind=x", "open=maybe", "limit=0", "sort=x", "before=x", "client=a%20b" }) (await _api.Get("/v1/unmatched?" + query)).Expect(400);
        (await _api.Get(path)).Expect(200).Body.ToString().ShouldBe(before);
    }
}
