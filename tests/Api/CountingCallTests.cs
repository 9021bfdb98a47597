using System.Globalization;
using System.Text;
using BeautyGrains.Contracts;
using static BeautyGrains.Api.Tests.Persons;

namespace BeautyGrains.Api.Tests;

/// <summary>Count sessions over HTTP: blind, every fault at once, while the store trades.</summary>
[Collection(ServerCollection.Name)]
public sealed class CountingCallTests(SharedServer shared)
{
    private readonly ApiServer _server = shared.Server;
    private readonly Api _api = shared.Server.Admin;

    private static string Now => DateTimeOffset.UtcNow.ToString("O", CultureInfo.InvariantCulture);

    private static string Lines(params string[] lines) => $$"""{"countedAt":"{{Now}}","lines":[{{string.Join(',', lines)}}]}""";

    private static string Line(string sku, decimal counted, string lot = "L1") => FormattableString.Invariant($$"""{"sku":"{{sku}}","lot":"{{lot}}","counted":{{counted}}}""");

    [Fact]
    public async Task A_session_goes_from_the_plan_to_its_result_and_nobody_sees_the_book_before()
    {
        var path = await _api.NewStock("cs", 8);
        (await _api.Put("/v1/skus/K-cs", """{"name":"Product","unit":"piece","price":{"amount":1000,"currency":"CNY"}}""")).Expect(200);
        const string body = """{"store":"S-cs","abc":"c","note":"quarter"}""";
        var made = (await _api.Put("/v1/count-sessions/cs-1", body)).Expect(201);
        (made.Text("state"), made.Number("skus"), made["scope"].GetProperty("abc").GetString()).ShouldBe(("counting", 1, "c"));
        (await _api.Put("/v1/count-sessions/cs-1", body)).Expect(200);
        (await _api.Put("/v1/count-sessions/cs-1", """{"store":"S-cs","due":true}""")).Expect(422);

        var submission = Lines(Line("K-cs", 7));
        (await _api.Put("/v1/count-sessions/cs-1/submissions/s1", submission)).Expect(201).Number("counted").ShouldBe(1);
        (await _api.Put("/v1/count-sessions/cs-1/submissions/s1", submission)).Expect(200);
        (await _api.Put("/v1/count-sessions/cs-1/submissions/s1", Lines(Line("K-cs", 6)))).Expect(422);
        foreach (var blind in new[] { await _api.Get("/v1/count-sessions/cs-1"), await _api.Get("/v1/count-sessions/cs-1/lines"), await _api.Get("/v1/count-sessions?store=S-cs") })
            foreach (var word in new[] { "\"book\"", "\"variance\"", "\"result\"", "\"value\"" }) blind.Expect(200).Body.ToString().ShouldNotContain(word);
        (await _api.Put($"{path}/sales/while-counting", """{"quantity":2}""")).Expect(201);

        var review = (await _api.Post("/v1/count-sessions/cs-1/finish")).Expect(200);
        (review.Text("state"), review["result"].GetProperty("differing").GetInt32()).ShouldBe(("review", 1));
        var lot = (await _api.Get("/v1/count-sessions/cs-1/lines?differing=true")).Expect(200)["items"][0].GetProperty("lots")[0];
        (lot.GetProperty("book").GetDecimal(), lot.GetProperty("variance").GetDecimal(), lot.GetProperty("value").GetProperty("amount").GetDecimal()).ShouldBe((8, -1, -1000));
        (await _api.Post("/v1/count-sessions/cs-1/approve", "{}")).Expect(409).Type.ShouldBe("/problems/lines-refused");
        (await _api.Post("/v1/count-sessions/cs-1/approve", """{"reason":"ugly"}""")).Expect(400).Faulty.ShouldBe(["reason"]);
        var posted = (await _api.Post("/v1/count-sessions/cs-1/approve", """{"reasons":[{"sku":"K-cs","lot":"L1","reason":"damaged","note":"one fell"}]}""")).Expect(200);
        posted.Text("state").ShouldBe("posted");
        (posted["result"].GetProperty("values")[0].GetProperty("reason").GetString(), posted["result"].GetProperty("values")[0].GetProperty("shortage").GetDecimal()).ShouldBe(("damaged", 1000));
        (await _api.Get(path)).Number("onHand").ShouldBe(5);
        (await _api.Get("/v1/stores/S-cs/count-plan?due=true")).Expect(200)["items"].GetArrayLength().ShouldBe(0);
        (await _api.Get("/v1/count-sessions?store=S-cs&state=posted&sort=-openedAt")).Expect(200)["items"].EnumerateArray().ShouldHaveSingleItem().GetProperty("id").GetString().ShouldBe("cs-1");
        (await _api.Get("/v1/count-sessions?store=S-cs&open=true")).Expect(200)["items"].GetArrayLength().ShouldBe(0);
        (await _api.Post("/v1/count-sessions/cs-1/cancel", """{"reason":"late"}""")).Expect(409).Type.ShouldBe("/problems/invalid-state");
        (await _api.Get("/v1/verification")).Expect(200)["findings"].ToString().ShouldBe("[]");
    }

    [Fact]
    public async Task A_scan_stands_for_product_lot_and_expiry()
    {
        await _api.NewStock("cscan", 0);
        (await _api.Put("/v1/skus/K-cscan", """{"name":"Product","unit":"piece","gtin":"4006381333931"}""")).Status.ShouldBe(200);
        (await _api.Put("/v1/count-sessions/cscan", """{"store":"S-cscan","skus":["K-cscan"]}""")).Expect(201);
        const string code = "(01)04006381333931(17)291231(10)NEW-1";
        (await _api.Put("/v1/count-sessions/cscan/submissions/s1", Lines($$"""{"code":"{{code}}","counted":3}"""))).Expect(201);
        (await _api.Post("/v1/count-sessions/cscan/finish")).Expect(200).Text("state").ShouldBe("review");
        (await _api.Post("/v1/count-sessions/cscan/approve", """{"reason":"not-booked-in"}""")).Expect(200).Text("state").ShouldBe("posted");
        var lot = (await _api.Get("/v1/stores/S-cscan/skus/K-cscan")).Expect(200)["lots"].EnumerateArray().ShouldHaveSingleItem();
        (lot.GetProperty("lot").GetString(), lot.GetProperty("onHand").GetDecimal(), lot.GetProperty("status").GetString(), lot.GetProperty("expiresOn").GetString()).ShouldBe(("NEW-1", 3, "quarantined", "2029-12-31"));
    }

    [Fact]
    public async Task A_count_below_what_is_reserved_names_the_reservations_until_they_end()
    {
        var path = await _api.NewStock("cshort", 10);
        (await _api.Put($"{path}/reservations/r1", """{"quantity":9}""")).Expect(201);
        (await _api.Put("/v1/count-sessions/cshort", """{"store":"S-cshort","skus":["K-cshort"]}""")).Expect(201);
        (await _api.Put("/v1/count-sessions/cshort/submissions/s1", Lines(Line("K-cshort", 4)))).Expect(201);
        (await _api.Post("/v1/count-sessions/cshort/finish")).Expect(200);
        (await _api.Post("/v1/count-sessions/cshort/approve", """{"reason":"unknown"}""")).Expect(200)["result"].GetProperty("short").GetInt32().ShouldBe(1);
        var one = (await _api.Get("/v1/count-sessions/cshort/reservations")).Expect(200)["items"].EnumerateArray().ShouldHaveSingleItem();
        (one.GetProperty("id").GetString(), one.GetProperty("short").GetDecimal(), one.GetProperty("incident").GetString()).ShouldBe(("r1", 5, "count:cshort:L1"));
        (await _api.Get("/v1/incidents?store=S-cshort&cause=count-below-reserved&open=true")).Expect(200)["items"].EnumerateArray().ShouldHaveSingleItem()
            .GetProperty("incident").GetProperty("reservations")[0].GetProperty("id").GetString().ShouldBe("r1");
        (await _api.Post($"{path}/reservations/r1/release")).Expect(200);
        (await _api.Get("/v1/count-sessions/cshort/reservations")).Expect(200)["items"].GetArrayLength().ShouldBe(0);
        (await _api.Post($"{path}/incidents/count:cshort:L1/close", """{"resolution":"client called"}""")).Expect(200);
    }

    [Fact]
    public async Task Whoever_counted_neither_counts_again_nor_approves_and_strangers_see_nothing()
    {
        await _api.NewStock("cfour", 10);
        (await _api.Put("/v1/skus/K-cfour", """{"name":"Product","unit":"piece","price":{"amount":50000,"currency":"CNY"}}""")).Expect(200);
        using var ann = await _server.NewPerson("cfour-ann", """{"stores":["S-cfour"]}""", ""","limits":[{"kind":"variance"}]""", PersonRole.StoreManager);
        using var ben = await _server.NewPerson("cfour-ben", """{"stores":["S-cfour"]}""", ""","limits":[{"kind":"variance"}]""", PersonRole.StoreManager);
        using var eve = await _server.NewPerson("cfour-eve", """{"stores":["S-cfour"]}""", ""","limits":[{"kind":"variance"}]""", PersonRole.StoreManager);
        using var stranger = await _server.NewPerson("cfour-str", """{"stores":["S-else"]}""", PersonRole.StoreManager);
        (await ann.Put("/v1/count-sessions/cfour", """{"store":"S-cfour","skus":["K-cfour"],"assigned":["cfour-ann","cfour-ben"]}""")).Expect(201);
        (await eve.Put("/v1/count-sessions/cfour/submissions/s0", Lines(Line("K-cfour", 5)))).Expect(409).Type.ShouldBe("/problems/counter-not-assigned");
        (await ann.Put("/v1/count-sessions/cfour/submissions/s1", Lines(Line("K-cfour", 5)))).Expect(201);
        (await ann.Post("/v1/count-sessions/cfour/finish")).Expect(200)["recounts"][0].GetString().ShouldBe("K-cfour");
        (await ann.Put("/v1/count-sessions/cfour/submissions/s2", Lines(Line("K-cfour", 5)))).Expect(409).Type.ShouldBe("/problems/counter-is-the-same");
        (await ben.Put("/v1/count-sessions/cfour/submissions/s2", Lines(Line("K-cfour", 6)))).Expect(201);
        (await ben.Post("/v1/count-sessions/cfour/finish")).Expect(200).Text("state").ShouldBe("review");
        (await ben.Post("/v1/count-sessions/cfour/approve", """{"reason":"unknown"}""")).Expect(409).Type.ShouldBe("/problems/approver-is-author");
        foreach (var call in new[] { "", "/lines", "/reservations" }) (await stranger.Get("/v1/count-sessions/cfour" + call)).Expect(403);
        (await stranger.Put("/v1/count-sessions/cfour/submissions/s3", Lines(Line("K-cfour", 6)))).Expect(403);
        (await stranger.Get("/v1/count-sessions?store=S-cfour")).Expect(403);
        foreach (var (call, body) in new[] { ("assign", """{"assigned":[]}"""), ("finish", "{}"), ("recount", """{"skus":["K-cfour"]}"""), ("approve", """{"reason":"unknown"}"""), ("cancel", """{"reason":"x"}""") })
            (await stranger.Post($"/v1/count-sessions/cfour/{call}", body)).Expect(403);
        (await ben.Post("/v1/count-sessions/cfour/approve", """{"reason":"unknown"}""", Approving(await _server.NewKeyOf("cfour-eve")))).Expect(200).Text("approvedBy").ShouldBe("person:cfour-eve");
        (await _api.Get("/v1/stores/S-cfour/skus/K-cfour")).Number("onHand").ShouldBe(6);
    }

    [Theory]
    [InlineData("""{"skus":["K"]}""", "store")]
    [InlineData("""{"store":"S-cbad"}""", "skus")]
    [InlineData("""{"store":"S-cbad","skus":[]}""", "skus")]
    [InlineData("""{"store":"S-cbad","skus":[null]}""", "skus[0]")]
    [InlineData("""{"store":"S-cbad","skus":["a b"]}""", "skus[0]")]
    [InlineData("""{"store":"S-cbad","skus":["K-never"]}""", "skus[0]")]
    [InlineData("""{"store":"S-cbad","abc":"d"}""", "abc")]
    [InlineData("""{"store":"S-cbad","categories":["toys"]}""", "categories[0]")]
    [InlineData("""{"store":"S-cbad","bins":[""]}""", "bins[0]")]
    [InlineData("""{"store":"S-cbad","bins":["nowhere"]}""", "skus")]
    [InlineData("""{"store":"S-cbad","due":true,"assigned":["a b"]}""", "assigned[0]")]
    [InlineData("""{"store":"S-cbad","due":true,"note":" "}""", "note")]
    [InlineData("""{"store":"S-cbad","due":true,"surprise":1}""", "surprise")]
    [InlineData("""{"store":"S-cbad","due":"yes"}""", "due")]
    public async Task A_faulty_opening_is_named_and_nothing_is_opened(string body, string field)
    {
        await _api.NewStock("cbad", 1);
        (await _api.Put("/v1/count-sessions/cbad", body)).Expect(400).Faulty.ShouldBe([field]);
        (await _api.Get("/v1/count-sessions/cbad")).Expect(404).Type.ShouldBe("/problems/unknown-count-session");
    }

    [Fact]
    public async Task Every_fault_of_every_line_is_told_in_one_answer_and_nothing_is_taken()
    {
        await _api.NewStock("cfault", 5);
        (await _api.Put("/v1/count-sessions/cfault", """{"store":"S-cfault","skus":["K-cfault"]}""")).Expect(201);
        var before = (await _api.Get("/v1/count-sessions/cfault")).Body.ToString();
        var (past, future) = (DateTimeOffset.UtcNow.AddDays(-9).ToString("O"), DateTimeOffset.UtcNow.AddHours(1).ToString("O"));
        var faulty = (await _api.Put("/v1/count-sessions/cfault/submissions/s1", $$"""
            {"lines":[
            {"sku":"K-cfault","lot":"L1","counted":1,"countedAt":"{{Now}}"},
            {"lot":"L1","counted":1,"countedAt":"{{Now}}"},
            {"sku":"K-never","lot":"L1","counted":-1,"countedAt":"{{Now}}"},
            {"sku":"K-cfault","counted":1,"countedAt":"{{Now}}"},
            {"sku":"K-cfault","lot":"a b","counted":1,"countedAt":"{{Now}}"},
            {"sku":"K-cfault","lot":"L1","counted":2,"countedAt":"{{Now}}"},
            {"sku":"K-cfault","lot":"L2","counted":1},
            {"sku":"K-cfault","lot":"L3","counted":1,"countedAt":"yesterday"},
            {"sku":"K-cfault","lot":"L4","counted":1,"countedAt":"{{past}}"},
            {"sku":"K-cfault","lot":"L5","counted":1,"countedAt":"{{future}}"},
            {"sku":"K-cfault","lot":"L6","counted":1.2345,"countedAt":"{{Now}}"},
            {"sku":"K-cfault","lot":"L7","counted":"many","countedAt":"{{Now}}"},
            {"sku":"K-cfault","lot":"L8","counted":1,"countedAt":"{{Now}}","expiresOn":"2027-13"},
            {"sku":"K-cfault","lot":"L9","counted":1,"countedAt":"{{Now}}","madeOn":"soon"},
            {"sku":"K-cfault","lot":"L10","counted":1,"countedAt":"{{Now}}","bin":" "},
            {"code":"(01)04006381333932","counted":1,"countedAt":"{{Now}}"},
            {"sku":"K-cfault","lot":"L11","countedAt":"{{Now}}"}
            ]}
            """)).Expect(400);
        faulty.Faulty.ShouldBe(
            ["lines[1].sku", "lines[2].counted", "lines[2].sku", "lines[3].lot", "lines[4].lot", "lines[5]", "lines[6].countedAt", "lines[7].countedAt", "lines[8].countedAt", "lines[9].countedAt",
                "lines[10].counted", "lines[11].counted", "lines[12].expiresOn", "lines[13].madeOn", "lines[14].bin", "lines[15].code", "lines[16].counted"], ignoreOrder: true);
        foreach (var (body, field) in new[]
        {
            ("{}", "lines"), ("""{"lines":[]}""", "lines"), ("""{"lines":[null]}""", "lines[0]"), ("""{"lines":7}""", "lines"), ("""{"sentAt":"now","lines":[{"sku":"K","counted":0}]}""", "sentAt"),
        })
            (await _api.Put("/v1/count-sessions/cfault/submissions/s1", body)).Expect(400).Faulty.ShouldBe([field]);
        (await _api.Put("/v1/count-sessions/cfault/submissions/s1", $$"""{"sentAt":"{{past}}","countedAt":"{{past}}","lines":[{"sku":"K-cfault","counted":0}]}""")).Expect(400).Faulty.ShouldContain("sentAt");
        (await _api.Put("/v1/count-sessions/cfault/submissions/a%20b", Lines(Line("K-cfault", 1)))).Status.ShouldBe(400);
        (await _api.Put("/v1/count-sessions/never/submissions/s1", Lines(Line("K-cfault", 1)))).Expect(404);
        (await _api.Get("/v1/count-sessions/cfault")).Body.ToString().ShouldBe(before);
    }

    [Fact]
    public async Task What_is_asked_of_a_session_is_asked_in_its_form()
    {
        await _api.NewStock("cform", 5);
        foreach (var (call, body) in new[] { ("assign", """{"assigned":[]}"""), ("finish", "{}"), ("recount", """{"skus":["K"]}"""), ("approve", "{}"), ("cancel", """{"reason":"x"}""") })
            (await _api.Post($"/v1/count-sessions/cform-no/{call}", body)).Expect(404).Type.ShouldBe("/problems/unknown-count-session");
        (await _api.Put("/v1/count-sessions/cform", """{"store":"S-cform","skus":["K-cform"]}""")).Expect(201);
        var before = (await _api.Get("/v1/count-sessions/cform")).Expect(200).Body.ToString();
        foreach (var (call, body, field) in new[]
        {
            ("assign", "{}", "assigned"), ("assign", """{"assigned":["a b"]}""", "assigned[0]"), ("finish", """{"leaveOut":"yes"}""", "leaveOut"), ("recount", "{}", "skus"), ("recount", """{"skus":[]}""", "skus"),
            ("recount", """{"skus":["K"],"reason":""}""", "reason"), ("approve", """{"reasons":[{}]}""", "reasons[0].reason"), ("approve", """{"reason":"a b"}""", "reason"), ("cancel", "{}", "reason"),
            ("cancel", """{"reason":" "}""", "reason"), ("cancel", """{"reason":"x","more":1}""", "more"),
        })
            (await _api.Post($"/v1/count-sessions/cform/{call}", body)).Expect(400).Faulty.ShouldContain(field);
        (await _api.Post("/v1/count-sessions/cform/finish")).Expect(409).Type.ShouldBe("/problems/lines-refused");
        (await _api.Post("/v1/count-sessions/cform/finish", """{"leaveOut":true}""")).Expect(400).Faulty.ShouldBe(["leaveOut"]);
        (await _api.Post("/v1/count-sessions/cform/approve", """{"reason":"unknown"}""")).Expect(409).Type.ShouldBe("/problems/invalid-state");
        foreach (var query in new[] { "state=lost", "limit=0", "open=maybe", "assigned=a%20b", "sort=colour" }) (await _api.Get("/v1/count-sessions?" + query)).Expect(400);
        foreach (var query in new[] { "limit=0", "differing=maybe", "cursor=x!" }) (await _api.Get("/v1/count-sessions/cform/lines?" + query)).Expect(400);
        (await _api.Get("/v1/count-sessions/cform")).Expect(200).Body.ToString().ShouldBe(before);
        (await _api.Put("/v1/count-sessions/cform2", """{"store":"S-nowhere","skus":["K-cform"]}""")).Expect(404).Type.ShouldBe("/problems/unknown-store");
        (await _api.Post("/v1/count-sessions/cform/cancel", """{"reason":"x"}""")).Expect(200).Text("state").ShouldBe("cancelled");
    }

    [Fact]
    public async Task Five_hundred_lines_of_a_trading_store_go_in_by_one_call()
    {
        const int skus = 250;
        await _api.NewStock("cmany", 0);
        await Parallel.ForAsync(0, skus, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
        {
            (await _api.Put($"/v1/skus/K-cmany-{i:000}", """{"name":"Product","unit":"piece"}""")).Expect(201);
            foreach (var lot in new[] { "A", "B" }) (await _api.Put($"/v1/stores/S-cmany/skus/K-cmany-{i:000}/receipts/{lot}", $$"""{"quantity":10,"lot":"{{lot}}"}""")).Expect(201);
        });
        var all = string.Join(',', Enumerable.Range(0, skus).Select(i => $"\"K-cmany-{i:000}\""));
        (await _api.Put("/v1/count-sessions/cmany", $$"""{"store":"S-cmany","skus":[{{all}}]}""")).Expect(201);
        var lines = new StringBuilder();
        for (var i = 0; i < skus; i++)
            foreach (var lot in new[] { "A", "B" }) lines.Append(lines.Length == 0 ? "" : ",").Append(Line($"K-cmany-{i:000}", i % 10 == 0 && lot == "B" ? 9 : 10, lot));
        var body = Lines(lines.ToString());
        // Every tenth product is sold while it is counted.
        var sales = Parallel.ForAsync(0, skus / 10, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (i, _) =>
            (await _api.Put($"/v1/stores/S-cmany/skus/K-cmany-{i * 10:000}/sales/x", """{"quantity":3,"lot":"A"}""")).Expect(201));
        (await _api.Put("/v1/count-sessions/cmany/submissions/s1", body)).Expect(201).Number("counted").ShouldBe(skus);
        await sales;
        (await _api.Post("/v1/count-sessions/cmany/finish")).Expect(200)["result"].GetProperty("differing").GetInt32().ShouldBe(skus / 10);
        (await _api.Post("/v1/count-sessions/cmany/approve", """{"reason":"unknown"}""")).Expect(200)["result"].GetProperty("posted").GetInt32().ShouldBe(skus * 2);
        (await _api.Get("/v1/stores/S-cmany/skus/K-cmany-010")).Number("onHand").ShouldBe(16);
        (await _api.Get("/v1/stores/S-cmany/skus/K-cmany-011")).Number("onHand").ShouldBe(20);
        var (items, cursor) = (0, "");
        do
        {
            var page = (await _api.Get($"/v1/count-sessions/cmany/lines?limit=100{cursor}")).Expect(200);
            items += page["items"].GetArrayLength();
            cursor = page.Body.TryGetProperty("cursor", out var next) ? "&cursor=" + next.GetString() : "";
        }
        while (cursor.Length > 0);
        items.ShouldBe(skus);
    }
}
