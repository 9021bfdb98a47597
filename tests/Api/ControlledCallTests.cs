using BeautyGrains.Contracts;
using BeautyGrains.ReadModels;
using Microsoft.Extensions.DependencyInjection;

namespace BeautyGrains.Api.Tests;

/// <summary>Controlled goods over HTTP: two people sign in for each step, each by a key of their own.</summary>
[Collection(ServerCollection.Name)]
public sealed class ControlledCallTests(SharedServer shared)
{
    private readonly Api _api = shared.Server.Admin;

    private static string Today => DateOnly.FromDateTime(DateTimeOffset.UtcNow.AddHours(8).DateTime).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private sealed record Room(string Path, string Stock, Api Nurse, (string, string) Second, string Document) : IDisposable
    {
        public Task<Heard> Step(string step, string id, string body) => Nurse.Put($"{Path}/{step}/{id}", body, Second);

        public void Dispose() => Nurse.Dispose();
    }

    private async Task<Room> Prepare(string name)
    {
        var stock = await _api.NewStock(name, 0);
        (await _api.Put($"/v1/skus/K-{name}", """{"name":"Toxin","unit":"vial","controlled":[{"class":"toxic","content":100,"contentUnit":"U"}]}""")).Status.ShouldBeOneOf(200, 201);
        (await _api.Put($"/v1/stores/S-{name}/zones/SAFE", """{"name":"Safe","holds":["cold"],"sensors":[],"doubleLock":true}"""))["record"].GetProperty("doubleLock").GetBoolean().ShouldBeTrue();
        (await _api.Put($"/v1/stores/S-{name}/zones/SHELF", """{"name":"Shelf","holds":["ambient"],"sensors":[]}""")).Status.ShouldBeOneOf(200, 201);
        (await _api.Put($"/v1/suppliers/V-{name}", """{"name":"Supplier","qualifications":[{"kind":"business-licence","number":"N"}]}""")).Status.ShouldBeOneOf(200, 201);
        using var content = new ByteArrayContent([.. "%PDF-1.7 record"u8]);
        content.Headers.ContentType = new("application/pdf");
        using var put = new HttpRequestMessage(HttpMethod.Put, $"/v1/documents/D-{name}?about=sku:K-{name}&name=record.pdf") { Content = content };
        (await _api.Send(put)).Status.ShouldBeOneOf(200, 201);
        var nurse = await shared.Server.NewPerson($"{name}-ann", $$"""{"stores":["S-{{name}}"]}""", PersonRole.Nurse);
        using var pharmacist = await shared.Server.NewPerson($"{name}-ben", PersonRole.Pharmacist);
        return new($"/v1/stores/S-{name}/controlled/K-{name}", stock, nurse, Persons.Approving(await shared.Server.NewKeyOf($"{name}-ben")), $"D-{name}");
    }

    private static string Receipt(string name, decimal quantity, string cabinet = "SAFE") => FormattableString.Invariant($"{{\"quantity\":{quantity},\"lot\":\"L1\",\"supplier\":\"V-{name}\",\"cabinet\":\"{cabinet}\"}}");

    private static string Prescription(string name, decimal quantity) => FormattableString.Invariant($"{{\"prescriber\":\"Dr Li\",\"client\":\"C1\",\"sku\":\"K-{name}\",\"quantity\":{quantity},\"dose\":60,\"issuedOn\":\"{Today}\"}}");

    [Fact]
    public async Task What_was_ordered_comes_in_by_the_register_when_a_second_person_signs_in_on_the_receipt()
    {
        const string Name = "ctl-order";
        using var room = await Prepare(Name);
        (await _api.Put($"/v1/suppliers/V-{Name}", $$"""{"name":"Supplier","qualifications":[{"kind":"business-licence","number":"N"}],"prices":[{"sku":"K-{{Name}}","unitPrice":100}]}""")).Expect(200);
        (await _api.Put($"/v1/purchase-orders/PO-{Name}", $$"""{"supplier":"V-{{Name}}","lines":[{"store":"S-{{Name}}","sku":"K-{{Name}}","quantity":5}]}""")).Expect(201);
        (await _api.Post($"/v1/purchase-orders/PO-{Name}/submit")).Expect(200);
        using var boss = await shared.Server.NewPerson($"{Name}-boss", """{"all":true}""", ""","limits":[{"kind":"order"}]""", PersonRole.Finance);
        (await boss.Post($"/v1/purchase-orders/PO-{Name}/approve")).Expect(200);
        (await _api.Post($"/v1/purchase-orders/PO-{Name}/send")).Expect(200);
        using var keeper = await shared.Server.NewPerson($"{Name}-keeper", $$"""{"stores":["S-{{Name}}"]}""", PersonRole.Pharmacist);
        var body = $$"""{"order":"PO-{{Name}}","store":"S-{{Name}}","inspector":"Li","lots":[{"line":1,"lot":"P1","expiresOn":"2099-01-01","counted":5,"accepted":5,"sampled":5,"certificates":["C-1"],"bin":"SAFE"}]}""";
        (await keeper.Put($"/v1/receipts/R0-{Name}", body)).Expect(409).Body.ToString().ShouldContain("/problems/controlled-goods");
        (await _api.Put($"/v1/receipts/R1-{Name}", body, room.Second)).Expect(409).Type.ShouldBe("/problems/two-people-needed");
        (await keeper.Put($"/v1/receipts/R2-{Name}", body, Persons.Approving(await shared.Server.NewKeyOf($"{Name}-keeper")))).Expect(409).Text("state").ShouldBe("same-person");
        (await keeper.Put($"/v1/receipts/R3-{Name}", body.Replace("\"accepted\":5", "\"accepted\":3,\"quarantined\":2", StringComparison.Ordinal), room.Second)).Expect(400).Faulty.ShouldBe(["lots[0].quarantined"]);
        (await keeper.Put($"/v1/receipts/R4-{Name}", body, room.Second)).Expect(201)["lots"][0].GetProperty("takenIn").GetDecimal().ShouldBe(5);
        (await keeper.Put($"/v1/receipts/R4-{Name}", body, room.Second)).Expect(200);
        var entry = (await room.Nurse.Get($"{room.Path}/ledger")).Expect(200)["items"].EnumerateArray().Single();
        (entry.GetProperty("step").GetString(), entry.GetProperty("first").GetString(), entry.GetProperty("second").GetString(), entry.GetProperty("cabinet").GetString()).ShouldBe(("receive", $"person:{Name}-keeper", $"person:{Name}-ben", "SAFE"));
        (await _api.Get(room.Stock)).Expect(200).Number("onHand").ShouldBe(5);
        (await _api.Get($"/v1/purchase-orders/PO-{Name}")).Expect(200)["lines"][0].GetProperty("received").GetDecimal().ShouldBe(5);
    }

    [Fact]
    public async Task A_product_of_a_controlled_category_is_controlled_though_nobody_has_marked_it()
    {
        const string Name = "ctl-category";
        var stock = await _api.NewStock(Name, 3);
        (await _api.Put($"/v1/skus/K-{Name}", """{"name":"Toxin","unit":"piece","goodsCategory":"controlled-drug"}""")).Expect(200);
        (await _api.Put($"{stock}/sales/s", """{"quantity":1,"lot":"L1"}""")).Expect(409).Body.ToString().ShouldMatch("controlled-goods|store-not-licensed");
        (await _api.Put($"{stock}/adjustments/a", """{"quantity":-1,"lot":"L1","reason":"x"}""")).Expect(409).Type.ShouldBe("/problems/controlled-goods");
        (await _api.Get(stock)).Expect(200).Number("onHand").ShouldBe(3);
        var policy = (await _api.Get("/v1/controlled-policy")).Expect(200);
        policy["categories"].EnumerateArray().Select(row => (row.GetProperty("category").GetString(), row.GetProperty("class").GetString())).ShouldContain(("controlled-drug", "house"));
        (await _api.Put("/v1/controlled-policy", """{"classes":[{"id":"house","name":"House","nameZh":"企业","source":"s","prescriptionDays":1,"openHours":1,"roles":["nurse"]}],"categories":[{"category":"drug","class":"none"}]}""")).Expect(400).Faulty.ShouldBe(["categories[0].class"]);
        (await _api.Put("/v1/controlled-policy", """{"classes":[{"id":"house","name":"House","nameZh":"企业","source":"s","prescriptionDays":1,"openHours":1,"roles":["nurse"]}],"categories":[{"class":"house"}]}""")).Expect(400).Faulty.ShouldBe(["categories[0].category"]);
    }

    [Fact]
    public async Task From_receipt_to_count_every_entry_has_two_people_and_is_read_as_data_table_and_page()
    {
        using var room = await Prepare("ctl-day");
        (await room.Nurse.Get(room.Path)).Expect(404).Type.ShouldBe("/problems/unknown-register");
        var received = (await room.Step("receipts", "r1", Receipt("ctl-day", 5))).Expect(201);
        (received.Text("first"), received.Text("second"), received.Number("balanceAfter")).ShouldBe(("person:ctl-day-ann", "person:ctl-day-ben", 5));
        (await room.Step("receipts", "r1", Receipt("ctl-day", 5))).Expect(200);
        (await room.Step("receipts", "r1", Receipt("ctl-day", 6))).Expect(422).Type.ShouldBe("/problems/id-reused");
        (await room.Step("receipts", "r2", Receipt("ctl-day", 1, "SHELF"))).Expect(409).Type.ShouldBe("/problems/double-lock-needed");
        (await room.Nurse.Put("/v1/prescriptions/RX-ctl-day", Prescription("ctl-day", 2))).Expect(403);
        (await _api.Put("/v1/prescriptions/RX-ctl-day", Prescription("ctl-day", 2))).Expect(201).Number("left").ShouldBe(2);
        (await room.Step("issues", "i1", """{"quantity":2,"lot":"L1","prescription":"RX-ctl-day","client":"C1"}""")).Expect(201).Number("balanceAfter").ShouldBe(3);
        (await room.Step("issues", "i2", """{"quantity":1,"lot":"L1","prescription":"RX-ctl-day","client":"C1"}""")).Expect(409).Type.ShouldBe("/problems/prescription-exhausted");
        (await room.Step("returns", "b1", """{"issue":"i1","quantity":1,"reason":"one is enough"}""")).Expect(201);
        (await room.Step("reconciliations", "u1", """{"issue":"i1","used":55.5,"destroyed":44.5,"empties":1}""")).Expect(201).Number("difference").ShouldBe(0);
        (await room.Step("destructions", "d1", $$"""{"quantity":1,"reason":"burnt","document":"{{room.Document}}"}""")).Expect(201).Text("step").ShouldBe("destroy-empties");
        (await room.Step("destructions", "d2", $$"""{"quantity":1,"lot":"L1","reason":"broken","document":"{{room.Document}}"}""")).Expect(201).Number("balanceAfter").ShouldBe(3);
        (await room.Step("supplier-returns", "s1", $$"""{"quantity":1,"lot":"L1","supplier":"V-ctl-day","reason":"recall","document":"{{room.Document}}"}""")).Expect(201);
        (await room.Step("counts", "c1", """{"counts":[{"lot":"L1","counted":1}],"empties":0}""")).Expect(201).Number("difference").ShouldBe(1);
        (await room.Nurse.Get(room.Path)).Expect(200)["differing"][0].GetProperty("entry").GetString().ShouldBe("c1");
        (await room.Step("explanations", "e1", """{"explains":"c1","reason":"found broken behind the shelf"}""")).Expect(201);
        (await room.Step("explanations", "e2", """{"explains":"c1","reason":"again"}""")).Expect(409).Type.ShouldBe("/problems/nothing-to-explain");
        var register = (await room.Nurse.Get(room.Path)).Expect(200);
        (register.Number("balance"), register.Number("empties"), register["differing"].GetArrayLength(), register["open"].GetArrayLength()).ShouldBe((1, 0, 0, 0));
        (await _api.Get(room.Stock)).Number("onHand").ShouldBe(1);

        var page = (await room.Nurse.Get($"{room.Path}/ledger?limit=4")).Expect(200);
        page["items"].EnumerateArray().Select(entry => entry.GetProperty("id").GetString()).ShouldBe(["r1", "i1", "b1", "u1"]);
        (await room.Nurse.Get($"{room.Path}/ledger?limit=100&cursor={page.Text("cursor")}")).Expect(200)["items"].EnumerateArray().Select(entry => entry.GetProperty("id").GetString()).ShouldBe(["d1", "d2", "s1", "c1", "e1"]);
        var csv = await room.Nurse.Http.GetStringAsync($"{room.Path}/ledger/export");
        csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(10);
        csv.ShouldContain("person:ctl-day-ben");
        var print = await room.Nurse.Http.GetStringAsync($"{room.Path}/ledger/print");
        print.ShouldContain("<td>RX-ctl-day</td>");
        (await room.Nurse.Get("/v1/stores/S-ctl-day/controlled")).Expect(200)["items"].GetArrayLength().ShouldBe(1);
        (await room.Nurse.Get("/v1/prescriptions/RX-ctl-day")).Expect(200).Number("left").ShouldBe(1);
        (await _api.Post("/v1/prescriptions/RX-ctl-day/void", """{"reason":"moved away"}""")).Expect(200).Text("state").ShouldBe("void");
    }

    [Fact]
    public async Task Nobody_acts_alone_and_no_ordinary_call_does_it()
    {
        const string Name = "ctl-alone";
        using var room = await Prepare(Name);
        (await room.Step("receipts", "r1", Receipt(Name, 5))).Expect(201);
        (await _api.Put($"/v1/prescriptions/RX-{Name}", Prescription(Name, 2))).Expect(201);
        var issue = $$"""{"quantity":1,"lot":"L1","prescription":"RX-{{Name}}","client":"C1"}""";
        (await room.Nurse.Put($"{room.Path}/issues/x", issue)).Expect(409).Text("state").ShouldBe("second");
        (await room.Nurse.Put($"{room.Path}/issues/x", issue, Persons.Approving(await shared.Server.NewKeyOf($"{Name}-ann")))).Expect(409).Text("state").ShouldBe("same-person");
        (await room.Nurse.Put($"{room.Path}/issues/x", issue, Persons.Approving("nobody"))).Expect(403).Type.ShouldBe("/problems/approver-unknown");
        (await _api.Put($"{room.Path}/issues/x", issue, room.Second)).Expect(409).Text("state").ShouldBe("first");
        using var terminal = shared.Server.With((await _api.NewKey()).Key);
        (await terminal.Put($"{room.Path}/issues/x", issue, room.Second)).Expect(403);
        using var cashier = await shared.Server.NewPerson($"{Name}-cash", PersonRole.Cashier);
        (await room.Nurse.Put($"{room.Path}/issues/x", issue, Persons.Approving(await shared.Server.NewKeyOf($"{Name}-cash")))).Expect(409).Text("state").ShouldBe("role");

        (HttpMethod Method, string Path, string Body)[] ways =
        [
            (HttpMethod.Put, $"{room.Stock}/receipts/x", """{"quantity":1,"lot":"L1"}"""),
            (HttpMethod.Put, $"{room.Stock}/sales/x", """{"quantity":1,"client":"C1"}"""),
            (HttpMethod.Put, $"{room.Stock}/consumptions/x", """{"quantity":1,"client":"C1"}"""),
            (HttpMethod.Put, $"{room.Stock}/returns/x", """{"quantity":1,"lot":"L1","disposition":"stock"}"""),
            (HttpMethod.Put, $"{room.Stock}/supplier-returns/x", """{"quantity":1,"lot":"L1"}"""),
            (HttpMethod.Put, $"{room.Stock}/adjustments/x", """{"quantity":-1,"lot":"L1","reason":"r"}"""),
            (HttpMethod.Put, $"{room.Stock}/scraps/x", """{"quantity":1,"lot":"L1","reason":"r"}"""),
            (HttpMethod.Put, $"{room.Stock}/counts/x", """{"lot":"L1","counted":1}"""),
            (HttpMethod.Put, $"{room.Stock}/reservations/x", """{"quantity":1}"""),
            (HttpMethod.Put, "/v1/baskets/x-ctl", $$"""{"store":"S-{{Name}}","lines":[{"sku":"K-{{Name}}","quantity":1}]}"""),
            (HttpMethod.Post, "/v1/reservations/batch", $$"""{"allOrNothing":true,"items":[{"store":"S-{{Name}}","sku":"K-{{Name}}","id":"x","quantity":1}]}"""),
            (HttpMethod.Put, $"{room.Stock}/reservations/later", $$"""{"quantity":1,"forDate":"{{DateOnly.Parse(Today, System.Globalization.CultureInfo.InvariantCulture).AddDays(30):yyyy-MM-dd}}" }"""),
            (HttpMethod.Put, $"{room.Stock}/issues/x-gift", """{"kind":"gift","quantity":1,"lot":"L1","reason":"r","client":"C1"}"""),
            (HttpMethod.Put, $"{room.Stock}/issues/x-sample", """{"kind":"sample","quantity":1,"lot":"L1","reason":"r","client":"C1"}"""),
            (HttpMethod.Put, $"{room.Stock}/issues/x-tester", """{"kind":"tester","quantity":1,"lot":"L1","reason":"r"}"""),
            (HttpMethod.Put, $"{room.Stock}/issues/x-use", """{"kind":"internal-use","quantity":1,"lot":"L1","reason":"r"}"""),
            (HttpMethod.Put, $"{room.Stock}/issues/x-training", """{"kind":"training","quantity":1,"lot":"L1","reason":"r"}"""),
            (HttpMethod.Put, $"{room.Stock}/issues/x-staff", $$"""{"kind":"staff-purchase","quantity":1,"lot":"L1","reason":"r","person":"{{Name}}-ann","price":{"amount":600,"currency":"CNY"} }"""),
            (HttpMethod.Put, $"{room.Stock}/containers/x", """{"lot":"L1","client":"C1"}"""),
            (HttpMethod.Put, $"{room.Stock}/waiting/x", """{"client":"C1","quantity":99}"""),
            (HttpMethod.Put, $"/v1/repacks/x-ctl", $$"""{"store":"S-{{Name}}","recipe":"x-ctl","times":1}"""),
            (HttpMethod.Put, "/v1/transfers/x-ctl", $$"""{"from":"S-{{Name}}","to":"S-other-ctl","lines":[{"sku":"K-{{Name}}","quantity":1}]}"""),
        ];
        await _api.NewStock("other-ctl", 0);
        (await _api.Put($"/v1/skus/K-{Name}", """{"name":"Toxin","unit":"vial","opening":{"unit":"U","content":100,"sharing":"single-use"},"controlled":[{"class":"toxic","content":100,"contentUnit":"U"}]}""")).Expect(200);
        (await _api.Put("/v1/recipes/x-ctl", $$$"""{"name":"Kit","bills":[{"inputs":[{"sku":"K-{{{Name}}}","quantity":1}],"outputs":[{"sku":"K-other-ctl","quantity":1}]}]}""")).Status.ShouldBeOneOf(200, 201);
        var through = new List<string>();
        foreach (var (method, path, body) in ways)
        {
            var heard = await _api.Send(method, path, body);
            var type = heard.Type == "/problems/lines-refused" ? heard["lines"][0].GetProperty("problem").GetProperty("type").GetString() : heard.Type;
            // Who may repack what is a table of its own, which is asked first.
            var refused = type == "/problems/controlled-goods" || (type == "/problems/repack-not-allowed" && path.StartsWith("/v1/repacks/", StringComparison.Ordinal));
            if (heard.Status != 409 || !refused) through.Add($"{path}: {heard.Status} {heard.Body}");
        }
        through.ShouldBeEmpty();
        var batch = (await _api.Post("/v1/reservations/batch", $$"""{"items":[{"store":"S-{{Name}}","sku":"K-{{Name}}","id":"x","quantity":1}]}""")).Expect(200);
        batch["items"][0].GetProperty("problem").GetProperty("type").GetString().ShouldBe("/problems/controlled-goods");
        (await _api.Get(room.Stock)).Number("onHand").ShouldBe(5);
        (await _api.Get(room.Stock)).Number("reserved").ShouldBe(0);
        var fact = (await _api.Put($"{room.Stock}/facts/f", """{"kind":"offline-sale","quantity":1,"lot":"L1","occurredAt":"2026-01-01T00:00:00Z","client":"C9"}""")).Expect(201);
        fact["incident"].GetProperty("causes").EnumerateArray().Select(cause => cause.GetString()).ShouldContain("controlled-goods");
        (await _api.Get(room.Stock)).Number("onHand").ShouldBe(4);
        (await room.Nurse.Get(room.Path)).Expect(200).Number("balance").ShouldBe(5);
    }

    [Fact]
    public async Task A_difference_and_what_is_not_accounted_for_raise_alerts_until_they_are_settled()
    {
        const string Name = "ctl-alert";
        using var room = await Prepare(Name);
        (await room.Step("receipts", "r1", Receipt(Name, 5))).Expect(201);
        (await room.Step("counts", "c1", """{"counts":[{"lot":"L1","counted":4}],"empties":0}""")).Expect(201);
        var cause = $"controlled-difference:S-{Name}:K-{Name}:c1";
        await Waiting.Until(async () => { await Sweep(); return (await _api.Get($"/v1/alerts/{cause}")).Status == 200; }, "the alert of a difference");
        (await _api.Get($"/v1/alerts/{cause}")).Expect(200).Text("severity").ShouldBe("critical");
        (await room.Step("explanations", "e1", """{"explains":"c1","reason":"found"}""")).Expect(201);
        await Waiting.Until(async () => { await Sweep(); return (await _api.Get($"/v1/alerts/{cause}")).Text("state") == "resolved"; }, "the end of the alert of a difference");
    }

    private Task<int> Sweep() => shared.Server.App.Services.GetRequiredService<AlertSweep>().SweepOnce(CancellationToken.None);

    [Theory]
    [InlineData("receipts", "{}", "cabinet,lot,quantity,supplier")]
    [InlineData("receipts", """{"quantity":0,"lot":"a b","supplier":"","cabinet":"/","document":"x y"}""", "cabinet,document,lot,quantity,supplier")]
    [InlineData("issues", "{}", "client,lot,prescription,quantity")]
    [InlineData("issues", """{"quantity":-1,"lot":"L1","prescription":"a b","client":"c d"}""", "client,prescription,quantity")]
    [InlineData("reconciliations", "{}", "destroyed,empties,issue,used")]
    [InlineData("reconciliations", """{"issue":"i","used":-1,"destroyed":0.0001,"empties":"x","close":true}""", "destroyed,empties,reason,used")]
    [InlineData("returns", "{}", "issue,quantity,reason")]
    [InlineData("supplier-returns", "{}", "document,lot,quantity,reason,supplier")]
    [InlineData("counts", "{}", "counts,empties")]
    [InlineData("counts", """{"counts":[null],"empties":0}""", "counts[0]")]
    [InlineData("counts", """{"counts":[{}],"empties":-1}""", "counts[0].counted,counts[0].lot,empties")]
    [InlineData("counts", """{"counts":[{"lot":"L1","counted":1},{"lot":"L1","counted":1}],"empties":0}""", "counts")]
    [InlineData("destructions", "{}", "document,quantity,reason")]
    [InlineData("explanations", "{}", "explains,reason")]
    public async Task A_faulty_step_names_its_fields_and_changes_nothing(string step, string body, string fields)
    {
        var name = "ctl-bad-" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(step + body)).AsSpan(0, 4));
        using var room = await Prepare(name);
        (await room.Step(step, "x", body)).Expect(400).Faulty.ShouldBe(fields.Split(','), ignoreOrder: true);
        (await room.Nurse.Get(room.Path)).Expect(404);
    }

    [Theory]
    [InlineData("{}", "client,issuedOn,prescriber,quantity,sku")]
    [InlineData("""{"prescriber":" ","client":"C1","sku":"K","quantity":1,"issuedOn":"soon"}""", "issuedOn,prescriber")]
    [InlineData("""{"prescriber":"D","client":"C1","sku":"K","quantity":1,"dose":0,"issuedOn":"2026-06-02","validThrough":"2026-06-01"}""", "dose,validThrough")]
    public async Task A_faulty_prescription_names_its_fields(string body, string fields)
    {
        (await _api.Put("/v1/prescriptions/RX-bad", body)).Expect(400).Faulty.ShouldBe(fields.Split(','), ignoreOrder: true);
        (await _api.Get("/v1/prescriptions/RX-bad")).Expect(404).Type.ShouldBe("/problems/unknown-prescription");
    }

    [Fact]
    public async Task The_classes_are_the_defaults_until_somebody_puts_others()
    {
        (await _api.Get("/v1/controlled-policy")).Expect(200)["classes"].GetArrayLength().ShouldBe(5);
        (await _api.Put("/v1/controlled-policy", """{"classes":[{"id":"a b","prescriptionDays":-1,"openHours":0,"roles":[]}]}""")).Expect(400)
            .Faulty.ShouldBe(["classes[0].id", "classes[0].name", "classes[0].nameZh", "classes[0].openHours", "classes[0].prescriptionDays", "classes[0].roles", "classes[0].source"], ignoreOrder: true);
        (await _api.Put("/v1/skus/K-ctl-mark", """{"name":"P","unit":"vial","controlled":[{"class":"toxic","content":0,"contentUnit":""}]}""")).Expect(400).Faulty.ShouldBe(["controlled[0].content", "controlled[0].contentUnit"], ignoreOrder: true);
    }
}
