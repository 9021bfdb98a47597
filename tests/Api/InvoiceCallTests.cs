using BeautyGrains.Contracts;

namespace BeautyGrains.Api.Tests;

/// <summary>Invoices over HTTP.</summary>
[Collection(ServerCollection.Name)]
public sealed class InvoiceCallTests(SharedServer shared)
{
    private readonly ApiServer _server = shared.Server;
    private readonly Api _api = shared.Server.Admin;

    private static string Path(string name, string number = "I1") => $"/v1/suppliers/sup-{name}/invoices/{number}";

    private static string Body(string order, decimal quantity, decimal net, decimal tax) =>
        FormattableString.Invariant($$"""{"order":"{{order}}","issuedOn":"2026-01-01","lines":[{"line":1,"quantity":{{quantity}},"net":{{net}},"tax":{{tax}}}]}""");

    [Fact]
    public async Task An_invoice_is_matched_accepted_with_its_difference_by_another_person_paid_and_listed()
    {
        await _server.Received("inv");
        (await _api.Put(Path("inv"), Body("inv", 3, 300, 39))).Expect(201).Text("state").ShouldBe("matched");
        (await _api.Put(Path("inv"), Body("inv", 3, 300, 39))).Expect(200);
        (await _api.Put(Path("inv"), Body("inv", 2, 200, 26))).Expect(422).Type.ShouldBe("/problems/id-reused");
        var second = (await _api.Put(Path("inv", "I2"), Body("inv", 3, 300, 39))).Expect(201);
        (second.Text("state"), second.Number("expectedNet"), second.Number("owed")).ShouldBe(("differing", 100, 0));
        const string Why = """{"reason":"agreed"}""";
        (await _api.Post(Path("inv", "I2") + "/approve", Why)).Expect(409).Type.ShouldBe("/problems/approver-needed");
        using var boss = await _server.NewPerson("inv-boss", """{"all":true}""", ",\"limits\":[{\"kind\":\"invoice-difference\",\"upTo\":{\"amount\":226,\"currency\":\"CNY\"}}]", PersonRole.Finance);
        (await boss.Post(Path("inv", "I2") + "/approve", Why)).Expect(200).Text("state").ShouldBe("accepted");
        (await _api.Post(Path("inv", "I2") + "/reject", """{"reason":"no"}""")).Expect(200).Text("state").ShouldBe("rejected");
        (await _api.Post(Path("inv", "I2") + "/match")).Expect(200).Text("state").ShouldBe("differing");
        (await _api.Post(Path("inv", "I2") + "/reject", """{"reason":"no"}""")).Expect(200);
        (await _api.Post(Path("inv", "I2") + "/void", """{"reason":"no"}""")).Expect(200).Text("state").ShouldBe("voided");
        (await _api.Post(Path("inv") + "/pay", """{"paidOn":"2026-02-01","reference":"B-7"}""")).Expect(200).Text("state").ShouldBe("paid");
        (await _api.Get(Path("inv"))).Expect(200)["history"].GetArrayLength().ShouldBe(3);
        (await Numbers("supplier=sup-inv&sort=-id")).ShouldBe("I2 I1");
        (await Numbers("supplier=sup-inv&state=paid")).ShouldBe("I1");
        (await Numbers("order=inv&from=2026-01-02")).ShouldBe("");
        (await Numbers("order=inv&limit=1")).ShouldBe("I1");
        (await _api.Get("/v1/verification")).Expect(200)["findings"].ToString().ShouldBe("[]");
        using var manager = await _server.NewPerson("inv-manager", """{"stores":["S-inv"]}""", PersonRole.Finance);
        (await manager.Get(Path("inv"))).Expect(403);
    }

    [Theory]
    [InlineData("""{"issuedOn":"2026-01-01","lines":[{"line":1,"quantity":1,"net":1,"tax":0}]}""", "order")]
    [InlineData("""{"order":"inv-bad","lines":[{"line":1,"quantity":1,"net":1,"tax":0}]}""", "issuedOn")]
    [InlineData("""{"order":"inv-bad","issuedOn":"soon","lines":[{"line":1,"quantity":1,"net":1,"tax":0}]}""", "issuedOn")]
    [InlineData("""{"order":"inv-bad","issuedOn":"2199-01-01","lines":[{"line":1,"quantity":1,"net":1,"tax":0}]}""", "issuedOn")]
    [InlineData("""{"order":"inv-bad","issuedOn":"2026-01-01","lines":[]}""", "lines")]
    [InlineData("""{"order":"inv-bad","issuedOn":"2026-01-01","lines":[null]}""", "lines[0]")]
    [InlineData("""{"order":"inv-bad","issuedOn":"2026-01-01","lines":[{"quantity":1,"net":1,"tax":0}]}""", "lines[0].line")]
    [InlineData("""{"order":"inv-bad","issuedOn":"2026-01-01","lines":[{"line":9,"quantity":1,"net":1,"tax":0}]}""", "lines[0].line")]
    [InlineData("""{"order":"inv-bad","issuedOn":"2026-01-01","lines":[{"line":1,"quantity":1,"net":1,"tax":0},{"line":1,"quantity":1,"net":1,"tax":0}]}""", "lines[1].line")]
    [InlineData("""{"order":"inv-bad","issuedOn":"2026-01-01","lines":[{"line":1,"quantity":0,"net":1,"tax":0}]}""", "lines[0].quantity")]
    [InlineData("""{"order":"inv-bad","issuedOn":"2026-01-01","lines":[{"line":1,"quantity":1,"net":-1,"tax":0}]}""", "lines[0].net")]
    [InlineData("""{"order":"inv-bad","issuedOn":"2026-01-01","lines":[{"line":1,"quantity":1,"net":1,"tax":0.5}]}""", "lines[0].tax")]
    [InlineData("""{"order":"inv-bad","issuedOn":"2026-01-01","lines":[{"line":1,"quantity":1,"net":1}]}""", "lines[0].tax")]
    [InlineData("""{"order":"inv-bad","issuedOn":"2026-01-01","currency":"EUR","lines":[{"line":1,"quantity":1,"net":1,"tax":0}]}""", "currency")]
    public async Task A_faulty_invoice_is_named_and_changes_nothing(string body, string field)
    {
        if ((await _api.Get("/v1/receipts/inv-bad")).Status == 404) await _server.Received("inv-bad");
        (await _api.Put(Path("inv-bad"), body)).Expect(400).Faulty.ShouldBe([field]);
        (await _api.Get(Path("inv-bad"))).Expect(404).Type.ShouldBe("/problems/unknown-invoice");
        (await _api.Put(Path("inv-bad"), Body("none", 1, 1, 0))).Expect(404).Type.ShouldBe("/problems/unknown-purchase-order");
        (await _api.Put("/v1/suppliers/a%20b/invoices/I1", Body("inv-bad", 1, 1, 0))).Expect(400).Faulty.ShouldBe(["supplier"]);
        (await _api.Get("/v1/suppliers/x/invoices/a%20b")).Expect(400).Faulty.ShouldBe(["number"]);
    }

    [Fact]
    public async Task What_there_is_not_and_what_a_state_does_not_allow_is_said()
    {
        await _server.Received("inv-st");
        foreach (var (call, body) in new[] { ("match", null), ("approve", """{"reason":"x"}"""), ("reject", """{"reason":"x"}"""), ("void", """{"reason":"x"}"""), ("pay", """{"paidOn":"2026-01-01"}""") })
            (await _api.Post($"{Path("inv-st")}/{call}", body)).Expect(404).Type.ShouldBe("/problems/unknown-invoice");
        (await _api.Put(Path("inv-st"), Body("inv-st", 1, 100, 13))).Expect(201);
        var before = (await _api.Get(Path("inv-st"))).Expect(200).Body.ToString();
        (await _api.Post(Path("inv-st") + "/match")).Expect(409).Text("state").ShouldBe("matched");
        (await _api.Post(Path("inv-st") + "/void", """{"reason":"x"}""")).Expect(409);
        foreach (var call in new[] { "approve", "reject", "void" }) (await _api.Post($"{Path("inv-st")}/{call}", """{"reason":" "}""")).Expect(400).Faulty.ShouldBe(["reason"]);
        foreach (var body in new[] { "{}", """{"paidOn":"soon"}""", """{"paidOn":"2199-01-01"}""" }) (await _api.Post(Path("inv-st") + "/pay", body)).Expect(400).Faulty.ShouldBe(["paidOn"]);
        foreach (var query in new[] { "state=open", "from=soon", "limit=0", "supplier=a%20b", "sort=colour", "cursor=AAAA" }) (await _api.Get("/v1/invoices?" + query)).Expect(400);
        (await _api.Get(Path("inv-st"))).Expect(200).Body.ToString().ShouldBe(before);
    }

    private async Task<string> Numbers(string query) =>
        string.Join(' ', (await _api.Get("/v1/invoices?" + query)).Expect(200)["items"].EnumerateArray().Select(item => item.GetProperty("number").GetString()));
}
