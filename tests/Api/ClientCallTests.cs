using System.Text;
using System.Text.Json;
using BeautyGrains.Contracts;

namespace BeautyGrains.Api.Tests;

/// <summary>Clients' files over HTTP: registered, found, changed, looked at, erased.</summary>
[Collection(ServerCollection.Name)]
public sealed class ClientCallTests(SharedServer shared)
{
    private readonly Api _api = shared.Server.Admin;

    private static string Person(string name, string? phone, string more = "") =>
        $$$"""{"profile":{"name":"{{{name}}}"{{{(phone is null ? "" : $",\"phone\":\"{phone}\"")}}}}{{{more}}}}""";

    private async Task<string> Registered(string id, string body) => (await _api.Put($"/v1/client-registrations/{id}", body)).Expect(201).Text("number");

    private async Task<IReadOnlyList<string>> Found(string text) =>
        [.. (await _api.Post("/v1/clients/search", JsonSerializer.Serialize(new { text, limit = 100 }))).Expect(200)["items"].EnumerateArray().Select(item => item.GetProperty("number").GetString()!)];

    [Fact]
    public async Task A_client_gets_a_number_is_seen_masked_and_is_found_by_what_a_front_desk_types()
    {
        var body = Person("欧阳晓萱", "138 1234 5601", ""","tags":["vip"],"care":{"allergies":["lanolin"],"contraindications":[]}""");
        var made = (await _api.Put("/v1/client-registrations/find-1", body)).Expect(201);
        var number = made.Text("number");
        number.ShouldMatch("^C[0-9]{8}$");
        made.Raw.Headers.Location!.ToString().ShouldBe($"/v1/clients/{number}");
        (made.Text("name"), made.Text("phone"), made["hasCare"].GetBoolean(), made.Text("state")).ShouldBe(("欧***", "****5601", true, "active"));
        (await _api.Put("/v1/client-registrations/find-1", body)).Expect(200).Text("number").ShouldBe(number);
        (await _api.Put("/v1/client-registrations/find-1", Person("欧阳晓萱", "13812345602"))).Expect(422).Type.ShouldBe("/problems/id-reused");
        (await _api.Get($"/v1/clients/{number}")).Expect(200).Text("name").ShouldBe("欧***");
        foreach (var typed in new[] { "13812345601", "+86 138-1234-5601", "5601", "晓萱", "欧阳", "oyxx", "OYX", number }) (await Found(typed)).ShouldContain(number, typed);
        foreach (var typed in new[] { "13812345602", "0156", "萱晓", "yxx", "C99999999" }) (await Found(typed)).ShouldNotContain(number, typed);
    }

    [Fact]
    public async Task The_same_phone_registered_fifty_times_at_once_is_one_client_and_the_others_hear_the_rule_and_not_the_person()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => _api.Put($"/v1/client-registrations/fifty-{i}", Person($"王秀英{i}", i % 2 == 0 ? "13912340050" : "+86 139 1234 0050"))));
        var number = answers.Where(answer => answer.Status == 201).ShouldHaveSingleItem().Text("number");
        foreach (var refused in answers.Where(answer => answer.Status != 201))
        {
            refused.Expect(409).Type.ShouldBe("/problems/phone-taken");
            var text = refused.Body.GetRawText();
            foreach (var personal in new[] { "王", "13912340050", "0050", number }) text.ShouldNotContain(personal);
        }
        (await Found("13912340050")).ShouldBe([number]);
        // Whoever was refused hears the same again, and leaves nothing behind.
        var again = Array.FindIndex(answers, answer => answer.Status == 409);
        (await _api.Put($"/v1/client-registrations/fifty-{again}", Person($"王秀英{again}", again % 2 == 0 ? "13912340050" : "+86 139 1234 0050"))).Expect(409).Type.ShouldBe("/problems/phone-taken");
    }

    [Fact]
    public async Task A_phone_that_is_changed_is_free_for_others_and_one_that_is_taken_changes_nothing()
    {
        var (one, other) = (await Registered("change-1", Person("Ann Lee", "13912340101")), await Registered("change-2", Person("Bea Lim", "13912340102")));
        var version = (await _api.Get($"/v1/clients/{one}")).Number("version");
        (await _api.Put($"/v1/clients/{one}/profile", Person("Ann Lee", "13912340102"))).Expect(409).Type.ShouldBe("/problems/phone-taken");
        (await _api.Get($"/v1/clients/{one}")).Text("phone").ShouldBe("****0101");
        (await _api.Put($"/v1/clients/{one}/profile", Person("Ann Li", "13912340103"), ("If-Match", $"\"v{version - 1}\""))).Expect(412);
        (await _api.Put($"/v1/clients/{one}/profile", Person("Ann Li", "13912340103"))).Expect(200).Text("phone").ShouldBe("****0103");
        (await Found("Ann Li")).ShouldBe([one]);
        (await Found("Ann Lee")).ShouldBeEmpty();
        (await _api.Put($"/v1/clients/{other}/profile", Person("Bea Lim", "13912340101"))).Expect(200).Text("phone").ShouldBe("****0101");
        (await Found("13912340101")).ShouldBe([other]);
    }

    [Fact]
    public async Task A_family_shares_the_phone_of_its_account_holder_and_somebody_answers_for_a_minor()
    {
        var mother = await Registered("family-1", Person("李梅", "13912340201"));
        const string Child = """{"profile":{"name":"李小梅","birthday":"2099-01-01"}}""";
        (await _api.Put("/v1/client-registrations/family-2", Child)).Expect(400).Faulty.ShouldBe(["guardian", "profile.birthday"]);
        var minor = $$"""{"profile":{"name":"李小梅","birthday":"{{DateTime.UnixEpoch.AddYears(50):yyyy-MM-dd}}"},"holder":"{{mother}}"}""";
        (await _api.Put("/v1/client-registrations/family-2", minor)).Expect(400).Faulty.ShouldBe(["guardian"]);
        var made = (await _api.Put("/v1/client-registrations/family-2", minor.Replace("\"holder\"", $"\"guardian\":\"{mother}\",\"holder\"", StringComparison.Ordinal))).Expect(201);
        (made.Text("holder"), made.Text("guardian")).ShouldBe((mother, mother));
        (await _api.Put("/v1/client-registrations/family-3", Person("李大", null, $",\"holder\":\"{made.Text("number")}\""))).Expect(400)["errors"].GetRawText().ShouldContain("has-no-phone");
    }

    [Fact]
    public async Task Whoever_sees_a_file_whole_gives_a_reason_and_is_written_down()
    {
        var number = await Registered("look-1", Person("赵雅芝", "13912340301", ""","care":{"allergies":["Parfum","羊毛脂"],"contraindications":[],"reactions":[{"sku":"K-1","note":"red"}]}"""));
        using var cashier = await shared.Server.NewPerson("look-cashier", PersonRole.Cashier);
        using var nurse = await shared.Server.NewPerson("look-nurse", PersonRole.Nurse);
        (await cashier.Post($"/v1/clients/{number}/care/reveal", """{"reason":"curious"}""")).Expect(403);
        (await cashier.Post($"/v1/clients/{number}/profile/reveal", """{"reason":" "}""")).Expect(400).Faulty.ShouldBe(["reason"]);
        var whole = (await cashier.Post($"/v1/clients/{number}/profile/reveal", """{"reason":"call back"}""")).Expect(200);
        (whole.Text("name"), whole.Text("phone")).ShouldBe(("赵雅芝", "+8613912340301"));
        (await nurse.Post($"/v1/clients/{number}/care/reveal", """{"reason":"treatment"}""")).Expect(200)["allergies"].EnumerateArray().Select(one => one.GetString()).ShouldBe(["Parfum", "羊毛脂"]);
        (await nurse.Put($"/v1/clients/{number}/care", """{"allergies":["Parfum"],"contraindications":[]}""")).Expect(200);
        var looks = (await _api.Get($"/v1/clients/{number}/looks")).Expect(200)["items"].EnumerateArray();
        looks.Select(look => (look.GetProperty("actor").GetString(), look.GetProperty("part").GetString(), look.GetProperty("reason").GetString()))
            .ShouldBe([("person:look-cashier", "profile", "call back"), ("person:look-nurse", "care", "treatment")]);
        (await nurse.Get($"/v1/clients/{number}/looks")).Expect(403);
        var export = (await _api.Post($"/v1/clients/{number}/export", """{"reason":"asked for by the client"}""")).Expect(200);
        export["profile"].GetProperty("name").GetString().ShouldBe("赵雅芝");
        export["care"].GetProperty("allergies").GetArrayLength().ShouldBe(1);
        export["looks"].GetArrayLength().ShouldBe(4);
    }

    [Fact]
    public async Task A_consent_is_kept_with_its_text_and_date_and_can_be_withdrawn()
    {
        var number = await Registered("consent-1", Person("Cleo", null));
        var path = $"/v1/clients/{number}/consents";
        (await _api.Post(path, """{"kind":"marketing","given":false}""")).Expect(400).Faulty.ShouldBe(["given"]);
        (await _api.Post(path, """{"kind":"marketing","given":true,"text":"terms-2026"}""")).Expect(200);
        (await _api.Post(path, """{"kind":"health","given":true,"text":"health-2026"}""")).Expect(200)["consents"].GetArrayLength().ShouldBe(2);
        var after = (await _api.Post(path, """{"kind":"marketing","given":false}""")).Expect(200);
        after["consents"].EnumerateArray().Select(one => (one.GetProperty("kind").GetString(), one.GetProperty("given").GetBoolean())).ShouldBe([("health", true), ("marketing", false)]);
    }

    [Fact]
    public async Task An_erased_client_is_nobody_any_more_needs_two_people_and_frees_the_phone()
    {
        var number = await Registered("erase-1", Person("钱多多", "13912340401", ""","care":{"allergies":["iodine"],"contraindications":["pacemaker"]}"""));
        using var manager = await shared.Server.NewPerson("erase-manager", PersonRole.StoreManager);
        using var nurse = await shared.Server.NewPerson("erase-nurse", PersonRole.Nurse);
        var (second, cashier) = (await shared.Server.NewPerson("erase-second", PersonRole.Operations), await shared.Server.NewPerson("erase-cashier", PersonRole.Cashier));
        using var _ = second;
        using var __ = cashier;
        var (path, why) = ($"/v1/clients/{number}/erase", """{"reason":"asked for by the client"}""");
        (await manager.Post(path, why)).Expect(409).Type.ShouldBe("/problems/approver-needed");
        (await manager.Post(path, why, Persons.Approving(await shared.Server.NewKeyOf("erase-manager")))).Expect(409).Type.ShouldBe("/problems/approver-is-author");
        (await manager.Post(path, why, Persons.Approving(await shared.Server.NewKeyOf("erase-cashier")))).Status.ShouldBeOneOf(403, 409);
        (await _api.Get($"/v1/clients/{number}")).Text("state").ShouldBe("active");
        var erased = (await manager.Post(path, why, Persons.Approving(await shared.Server.NewKeyOf("erase-second")))).Expect(200);
        erased.Text("state").ShouldBe("erased");
        erased.Body.TryGetProperty("name", out var _).ShouldBeFalse();
        foreach (var typed in new[] { "13912340401", "钱多", "qdd" }) (await Found(typed)).ShouldNotContain(number, typed);
        (await manager.Post($"/v1/clients/{number}/profile/reveal", """{"reason":"again"}""")).Expect(409).Type.ShouldBe("/problems/invalid-state");
        (await manager.Put($"/v1/clients/{number}/profile", Person("钱多多", "13912340401"))).Expect(409);
        (await nurse.Post($"/v1/clients/{number}/care/reveal", """{"reason":"recall"}""")).Expect(200)["allergies"][0].GetString().ShouldBe("iodine");
        (await _api.Put("/v1/client-registrations/erase-1", Person("钱多多", "13912340401", ""","care":{"allergies":["iodine"],"contraindications":["pacemaker"]}"""))).Expect(200).Text("state").ShouldBe("erased");
        (await Registered("erase-2", Person("钱多多", "13912340401"))).ShouldNotBe(number);
    }

    [Theory]
    [InlineData("{}", "profile")]
    [InlineData("""{"profile":{}}""", "profile.name")]
    [InlineData("""{"profile":{"name":" "}}""", "profile.name")]
    [InlineData("""{"profile":{"name":"A","phone":"123"}}""", "profile.phone")]
    [InlineData("""{"profile":{"name":"A","phone":"'; DROP TABLE clients"}}""", "profile.phone")]
    [InlineData("""{"profile":{"name":"A","gender":"f","skinType":"x","language":"fr","email":"a","birthday":"1850-01-01"}}""", "profile.birthday,profile.email,profile.gender,profile.language,profile.skinType")]
    [InlineData("""{"profile":{"name":"A"},"holder":"no one","guardian":"?"}""", "guardian,holder")]
    [InlineData("""{"profile":{"name":"A"},"holder":"C99999999"}""", "holder")]
    [InlineData("""{"profile":{"name":"A","phone":"13912349999"},"holder":"C00000001"}""", "holder")]
    [InlineData("""{"profile":{"name":"A"},"tags":["a b"]}""", "tags[0]")]
    [InlineData("""{"profile":{"name":"A"},"tags":[null]}""", "tags[0]")]
    [InlineData("""{"profile":{"name":"A"},"tags":["a","a"]}""", "tags")]
    [InlineData("""{"profile":{"name":"A"},"care":{"allergies":[""],"reactions":[{"on":"2099-01-01"}],"notes":" "}}""", "care.allergies[0],care.contraindications,care.notes,care.reactions[0].on,care.reactions[0].sku")]
    public async Task A_faulty_registration_is_refused_takes_no_number_and_repeats_nothing_of_what_was_sent(string body, string fields)
    {
        var before = await Registered($"bad-before-{Convert.ToHexString(Encoding.UTF8.GetBytes(fields))[..6]}-{body.Length}", Person("Before", null));
        var refused = (await _api.Put("/v1/client-registrations/bad", body)).Expect(400);
        refused.Faulty.ShouldBe(fields.Split(','));
        var after = await Registered($"bad-after-{Convert.ToHexString(Encoding.UTF8.GetBytes(fields))[..6]}-{body.Length}", Person("After", null));
        int.Parse(after[1..], System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThan(int.Parse(before[1..], System.Globalization.CultureInfo.InvariantCulture));
        (await Found("DROP TABLE")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("PUT", "profile", "{}", 400)]
    [InlineData("PUT", "care", """{"allergies":"x"}""", 400)]
    [InlineData("POST", "consents", "{}", 400)]
    [InlineData("POST", "consents", """{"kind":"other","given":true,"text":"t"}""", 400)]
    [InlineData("POST", "consents", """{"kind":"health","given":true}""", 400)]
    [InlineData("POST", "profile/reveal", "{}", 400)]
    [InlineData("POST", "care/reveal", """{"reason":7}""", 400)]
    [InlineData("POST", "export", "{}", 400)]
    [InlineData("POST", "erase", "{}", 400)]
    [InlineData("PUT", "profile", """{"profile":{"name":"A"}}""", 404)]
    [InlineData("PUT", "care", """{"allergies":[],"contraindications":[]}""", 404)]
    [InlineData("POST", "consents", """{"kind":"health","given":true,"text":"t"}""", 404)]
    [InlineData("POST", "profile/reveal", """{"reason":"r"}""", 404)]
    [InlineData("POST", "care/reveal", """{"reason":"r"}""", 404)]
    [InlineData("POST", "export", """{"reason":"r"}""", 404)]
    [InlineData("POST", "erase", """{"reason":"r"}""", 404)]
    [InlineData("GET", "looks", null, 404)]
    public async Task Faulty_calls_and_unknown_clients_are_refused(string method, string path, string? body, int status)
    {
        (await _api.Send(new(method), $"/v1/clients/C99999998/{path}", body)).Expect(status);
        (await _api.Get("/v1/clients/C99999998")).Expect(404).Type.ShouldBe("/problems/unknown-client");
    }

    [Theory]
    [InlineData("{}", "text")]
    [InlineData("""{"text":"  "}""", "text")]
    [InlineData("""{"text":"a","limit":0}""", "limit")]
    [InlineData("""{"text":"a","limit":1000}""", "limit")]
    [InlineData("""{"text":"a","cursor":"?"}""", "cursor")]
    public async Task A_faulty_search_is_refused(string body, string field) => (await _api.Post("/v1/clients/search", body)).Expect(400).Faulty.ShouldBe([field]);

    [Fact]
    public async Task A_search_with_many_answers_goes_on_page_by_page()
    {
        var numbers = new List<string>();
        for (var i = 0; i < 5; i++) numbers.Add(await Registered($"pages-{i}", Person($"司马页{i}", null)));
        var (seen, cursor) = (new List<string>(), (string?)null);
        do
        {
            var page = (await _api.Post("/v1/clients/search", JsonSerializer.Serialize(new { text = "司马页", limit = 2, cursor }, JsonSerializerOptions.Web).Replace(",\"cursor\":null", "", StringComparison.Ordinal))).Expect(200);
            seen.AddRange(page["items"].EnumerateArray().Select(item => item.GetProperty("number").GetString()!));
            cursor = page.Body.TryGetProperty("cursor", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);
        seen.ShouldBe(numbers);
    }
    [Fact]
    public async Task Products_are_checked_against_what_a_client_cannot_bear_without_telling_what_that_is()
    {
        foreach (var (sku, ingredients) in new[] { ("K-safe-1", "Water, Glycerin"), ("K-safe-2", "Water, Lanolin Alcohol, Fragrance"), ("K-safe-3", "") })
            (await _api.Put($"/v1/skus/{sku}", JsonSerializer.Serialize(ingredients.Length == 0 ? (object)new { name = "Cream", unit = "jar" } : new { name = "Cream", unit = "jar", ingredients }))).Status.ShouldBeOneOf(200, 201);
        (await _api.Put("/v1/safety-policy", """{"substances":[{"id":"lanolin","names":["lanolin","羊毛脂"]}]}""")).Status.ShouldBeOneOf(200, 201);
        var number = await Registered("safe-1", Person("Dora", null, ""","care":{"allergies":["羊毛脂"],"contraindications":[],"reactions":[{"sku":"K-safe-1"}]}"""));
        using var cashier = await shared.Server.NewPerson("safe-cashier", PersonRole.Cashier);
        var heard = (await cashier.Post($"/v1/clients/{number}/safety-check", """{"skus":["K-safe-1","K-safe-2","K-safe-3"]}""")).Expect(200);
        heard["items"].EnumerateArray().Select(item => (item.GetProperty("outcome").GetString(), item.GetProperty("findings")[0].GetProperty("kind").GetString()))
            .ShouldBe([("blocked", "reaction"), ("blocked", "allergy"), ("warning", "unknown-ingredients")]);
        heard["items"][1].GetProperty("findings")[0].GetProperty("found").GetString().ShouldBe("Lanolin Alcohol");
        heard.Body.GetRawText().ShouldNotContain("羊毛脂");
        var clear = await Registered("safe-2", Person("Ella", null));
        (await cashier.Post($"/v1/clients/{clear}/safety-check", """{"skus":["K-safe-2"]}""")).Expect(200)["items"][0].GetProperty("outcome").GetString().ShouldBe("clear");
    }

    [Theory]
    [InlineData("C00000001", "{}", 400, "skus")]
    [InlineData("C00000001", """{"skus":[]}""", 400, "skus")]
    [InlineData("C00000001", """{"skus":["a b","a b"]}""", 400, "skus,skus[0],skus[1]")]
    [InlineData("C99999997", """{"skus":["K"]}""", 404, "")]
    public async Task A_faulty_safety_check_is_refused(string number, string body, int status, string fields)
    {
        var heard = (await _api.Post($"/v1/clients/{number}/safety-check", body)).Expect(status);
        if (status == 400) heard.Faulty.ShouldBe(fields.Split(','));
    }

    [Theory]
    [InlineData("{}", "substances")]
    [InlineData("""{"substances":[{}]}""", "substances[0].id,substances[0].names")]
    [InlineData("""{"substances":[{"id":"a b","names":[]}]}""", "substances[0].id,substances[0].names")]
    [InlineData("""{"substances":[{"id":"a","names":[" ","*"]}]}""", "substances[0].names[0],substances[0].names[1]")]
    [InlineData("""{"substances":[{"id":"a","names":["x"]},{"id":"a","names":["y"]}]}""", "substances")]
    public async Task A_faulty_table_of_substances_changes_nothing(string body, string fields)
    {
        var before = (await _api.Get("/v1/safety-policy")).Expect(200).Number("version");
        (await _api.Put("/v1/safety-policy", body)).Expect(400).Faulty.ShouldBe(fields.Split(','));
        (await _api.Get("/v1/safety-policy")).Number("version").ShouldBe(before);
    }
}
