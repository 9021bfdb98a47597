using BeautyGrains.Contracts;

namespace BeautyGrains.Api.Tests;

[Collection(ServerCollection.Name)]
public sealed class BudgetCallTests(SharedServer shared)
{
    private readonly ApiServer _server = shared.Server;

    private Api Admin => _server.Admin;

    private async Task<string> NewBudget(string store, decimal amount, string policy = "escalate", string category = "face")
    {
        (await Admin.Put($"/v1/stores/{store}", """{"name":"S","timeZone":"Asia/Shanghai"}""")).Status.ShouldBeOneOf(200, 201);
        var path = $"/v1/stores/{store}/budgets/2026-11/{category}";
        (await Admin.Put(path, $$"""{"amount":{"amount":{{amount}},"currency":"CNY"},"policy":"{{policy}}"}""")).Expect(201);
        return path;
    }

    private static string Amount(decimal amount, string currency = "CNY") => $$"""{"amount":{"amount":{{amount}},"currency":"{{currency}}"} }""";

    [Fact]
    public async Task Fifty_commitments_at_once_at_a_budget_with_room_for_ten_ten_pass()
    {
        var path = await NewBudget("S-fifty", 1_000);
        var heard = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Admin.Put($"{path}/commitments/c{i}", Amount(100))));
        heard.Count(one => one.Status == 201).ShouldBe(10);
        heard.Where(one => one.Status != 201).ShouldAllBe(one => one.Status == 409 && one.Type == "/problems/budget-exceeded");
        (await Admin.Get(path)).Expect(200).Number("left").ShouldBe(0);
    }

    [Fact]
    public async Task A_second_person_lets_it_pass_on_the_same_request_and_not_the_one_who_asks()
    {
        var path = await NewBudget("S-pass", 100);
        const string Limit = ",\"limits\":[{\"kind\":\"budget-overrun\",\"upTo\":{\"amount\":50,\"currency\":\"CNY\"}}]";
        using var buyer = await _server.NewPerson("budget-buyer", """{"stores":["S-pass"]}""", Limit, PersonRole.Buyer);
        var own = await _server.NewKeyOf("budget-buyer");
        using var boss = await _server.NewPerson("budget-boss", """{"all":true}""", Limit, PersonRole.Finance);
        var second = await _server.NewKeyOf("budget-boss");
        var call = $"{path}/commitments/c";
        (await buyer.Put(call, Amount(150))).Expect(409).Number("available").ShouldBe(100);
        (await buyer.Put(call, Amount(150), Persons.Approving(own))).Expect(409).Type.ShouldBe("/problems/approver-is-author");
        (await buyer.Put(call, Amount(151), Persons.Approving(second))).Expect(409).Type.ShouldBe("/problems/approver-not-entitled");
        (await buyer.Put(call, Amount(150), Persons.Approving(second))).Expect(201).Text("approvedBy").ShouldBe("budget-boss");
        (await buyer.Put(call, Amount(150))).Expect(200).Text("level").ShouldBe("exceeded");
        (await buyer.Put(path, Amount(200))).Expect(403);
        (await boss.Put(path, Amount(200))).Expect(200).Text("level").ShouldBe("within");
    }

    [Fact]
    public async Task A_commitment_is_spent_released_and_read()
    {
        var path = await NewBudget("S-spend", 100, category: "%E6%8A%A4%E8%82%A4%2Fcream");
        var call = $"{path}/commitments/c";
        (await Admin.Put(call, Amount(60))).Expect(201).Text("reference").ShouldBe("manual:c");
        (await Admin.Put(call, Amount(61))).Expect(422);
        (await Admin.Put($"{call}/payments/p", Amount(25))).Expect(201).Number("open").ShouldBe(35);
        (await Admin.Put($"{call}/payments/p", Amount(25))).Expect(200);
        (await Admin.Put($"{call}/payments/q", Amount(-5))).Expect(201).Number("spent").ShouldBe(20);
        (await Admin.Post($"{call}/release")).Expect(200).Number("open").ShouldBe(0);
        (await Admin.Get(call)).Expect(200)["released"].GetBoolean().ShouldBeTrue();
        var budget = (await Admin.Get(path)).Expect(200);
        (budget.Text("category"), budget.Number("left")).ShouldBe(("护肤/cream", 80m));
        (await Admin.Get($"{path}/commitments/none")).Expect(404).Type.ShouldBe("/problems/unknown-commitment");
        (await Admin.Post($"{path}/commitments/none/release")).Expect(404);
        (await Admin.Get("/v1/stores/S-spend/budgets/2026-12/face")).Expect(404).Type.ShouldBe("/problems/unknown-budget");
        (await Admin.Put("/v1/stores/S-none/budgets/2026-12/face", Amount(1))).Expect(404).Type.ShouldBe("/problems/unknown-store");
    }

    [Fact]
    public async Task Budgets_are_listed_by_filters_and_sorts_with_what_is_left()
    {
        var half = await NewBudget("S-list1", 100);
        (await Admin.Put($"{half}/commitments/c", Amount(50))).Expect(201);
        var full = await NewBudget("S-list1", 100, category: "hair");
        (await Admin.Put($"{full}/commitments/c", Amount(90))).Expect(201);
        await NewBudget("S-list2", 100);
        (await Categories("store=S-list1")).ShouldBe(["face", "hair"]);
        (await Categories("store=S-list1&sort=-taken")).ShouldBe(["hair", "face"]);
        (await Categories("store=S-list1&level=warned")).ShouldBe(["hair"]);
        (await Categories("store=S-list1&from=2026-12")).ShouldBeEmpty();
        (await Categories("store=S-list1&to=2026-11&category=face")).ShouldBe(["face"]);
        var line = (await Admin.Get("/v1/budgets?store=S-list1&category=face")).Expect(200)["items"][0];
        (line.GetProperty("left").GetDecimal(), line.GetProperty("takenPercent").GetDecimal()).ShouldBe((50m, 50m));
        var first = (await Admin.Get("/v1/budgets?store=S-list1&limit=1&sort=-taken")).Expect(200);
        (await Admin.Get($"/v1/budgets?store=S-list1&limit=1&sort=-taken&cursor={first.Text("cursor")}")).Expect(200)["items"][0].GetProperty("category").GetString().ShouldBe("face");
        using var manager = await _server.NewPerson("budget-manager", """{"stores":["S-list2"]}""", PersonRole.StoreManager);
        (await manager.Get("/v1/budgets")).Expect(200)["items"].EnumerateArray().Select(one => one.GetProperty("store").GetString()).ShouldBe(["S-list2"]);
        (await manager.Get("/v1/budgets?store=S-list1")).Expect(403);
        (await manager.Get(half)).Expect(403);
        (await Admin.Get("/v1/verification")).Expect(200)["findings"].ToString().ShouldBe("[]");
    }

    private async Task<IEnumerable<string?>> Categories(string query) =>
        (await Admin.Get($"/v1/budgets?{query}")).Expect(200)["items"].EnumerateArray().Select(one => one.GetProperty("category").GetString());

    [Theory]
    [InlineData("PUT", "2026-11/face", """{}""", "amount")]
    [InlineData("PUT", "2026-11/face", """{"amount":{"amount":-1,"currency":"CNY"}}""", "amount.amount")]
    [InlineData("PUT", "2026-11/face", """{"amount":{"amount":1.5,"currency":"CNY"}}""", "amount.amount")]
    [InlineData("PUT", "2026-11/face", """{"amount":{"amount":1,"currency":"cny"}}""", "amount.currency")]
    [InlineData("PUT", "2026-11/face", """{"amount":{"amount":1,"currency":"CNY"},"warnAtPercent":0}""", "warnAtPercent")]
    [InlineData("PUT", "2026-11/face", """{"amount":{"amount":1,"currency":"CNY"},"policy":"maybe"}""", "policy")]
    [InlineData("PUT", "2026-13/face", """{"amount":{"amount":1,"currency":"CNY"}}""", "month")]
    [InlineData("PUT", "2026-11/%20", """{"amount":{"amount":1,"currency":"CNY"}}""", "category")]
    [InlineData("PUT", "2026-11/face/commitments/c", """{"amount":{"amount":0,"currency":"CNY"}}""", "amount.amount")]
    [InlineData("PUT", "2026-11/face/commitments/a%20b", """{"amount":{"amount":1,"currency":"CNY"}}""", "id")]
    [InlineData("PUT", "2026-11/face/commitments/c/payments/p", """{"amount":{"amount":0,"currency":"CNY"}}""", "amount.amount")]
    [InlineData("PUT", "2026-11/face/commitments/c/payments/a%20b", """{"amount":{"amount":1,"currency":"CNY"}}""", "payment")]
    [InlineData("GET", "nov/face", null, "month")]
    public async Task A_faulty_request_is_named_and_changes_nothing(string method, string rest, string? body, string field)
    {
        (await Admin.Put("/v1/stores/S-faulty", """{"name":"S","timeZone":"UTC"}""")).Status.ShouldBeOneOf(200, 201);
        (await Admin.Send(new(method), $"/v1/stores/S-faulty/budgets/{rest}", body)).Expect(400).Faulty.ShouldBe([field]);
        (await Admin.Get("/v1/stores/S-faulty/budgets/2026-11/face")).Expect(404);
    }
}
