namespace BeautyGrains.Api.Tests;

/// <summary>Policies, needs and their explanations over HTTP.</summary>
[Collection(ServerCollection.Name)]
public sealed class ReplenishmentCallTests(SharedServer shared)
{
    private const string MinMax = """{"method":"min-max","supplier":"V-rep","minimum":10,"maximum":30}""";

    private readonly ApiServer _server = shared.Server;
    private readonly Api _api = shared.Server.Admin;

    [Fact]
    public async Task A_stock_that_runs_low_is_heard_of_needed_explained_in_both_languages_and_drafted_once()
    {
        var path = await Stock("rep-low", 40);
        var put = (await _api.Put($"{path}/replenishment", MinMax)).Expect(201);
        put["policy"].GetProperty("method").GetString().ShouldBe("min-max");
        (await _api.Put($"{path}/replenishment", MinMax)).Expect(200).Number("version").ShouldBe(put.Number("version"));
        (await _api.Post("/v1/replenishment/run")).Expect(200).Number("failed").ShouldBe(0);
        (await _api.Get($"{path}/replenishment")).Expect(200)["plan"].GetProperty("packQuantity").GetDecimal().ShouldBe(6);
        // What follows is heard through the stream alone.
        (await _api.Put($"{path}/sales/s1", """{"quantity":31}""")).Expect(201);
        await Waiting.Until(async () => (await _api.Get($"{path}/replenishment")).Body.TryGetProperty("need", out _), "the stock's level to be heard of");
        var english = (await _api.Get($"{path}/replenishment")).Expect(200)["need"];
        (english.GetProperty("buy").GetDecimal(), english.GetProperty("why").GetProperty("gap").GetDecimal()).ShouldBe((24, 21));
        english.GetProperty("id").GetString().ShouldBe("S-rep-low/K-rep-low/1");
        english.GetProperty("explanation").GetString()!.ShouldSatisfyAllConditions(
            text => text.ShouldContain("24 should be bought, in multiples of 6"), text => text.ShouldContain("position of 9"), text => text.ShouldContain("minimum is 10, its maximum 30"));
        var chinese = (await _api.Get($"{path}/replenishment", ("Accept-Language", "zh-CN"))).Expect(200)["need"].GetProperty("explanation").GetString()!;
        chinese.ShouldContain("建议采购 24，按 6 的整数倍");
        chinese.ShouldContain("库存头寸 9，不高于再订货点 10");

        var listed = (await _api.Get("/v1/replenishment?needed=true&store=S-rep-low")).Expect(200)["items"].EnumerateArray().ShouldHaveSingleItem();
        listed.GetProperty("need").GetProperty("quantity").GetDecimal().ShouldBe(24);
        var order = (await _api.Post("/v1/replenishment/run")).Expect(200)["orders"].EnumerateArray().ShouldHaveSingleItem().GetString()!;
        (await _api.Post("/v1/replenishment/run")).Expect(200)["needs"].GetDecimal().ShouldBe(0);
        var plan = (await _api.Get("/v1/supply-plans/V-rep")).Expect(200);
        (plan.Text("state"), plan.Text("order"), plan["needs"][0].GetProperty("quantity").GetDecimal()).ShouldBe(("drafted", order, 24));
        (await _api.Get($"{path}/replenishment")).Expect(200)["orders"][0].GetProperty("order").GetString().ShouldBe(order);
        (await _api.Get("/v1/replenishment?needed=true&store=S-rep-low")).Expect(200)["items"].GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task What_is_unknown_stale_or_elsewhere_is_refused()
    {
        var path = await Stock("rep-refused", 5);
        (await _api.Get($"{path}/replenishment")).Expect(404).Type.ShouldBe("/problems/unknown-policy");
        (await _api.Put($"{path}/replenishment", """{"method":"periodic","supplier":"V-none"}""")).Expect(404).Type.ShouldBe("/problems/unknown-supplier");
        (await _api.Put("/v1/stores/S-none/skus/K-rep-refused/replenishment", MinMax)).Expect(404).Type.ShouldBe("/problems/unknown-store");
        (await _api.Put("/v1/stores/S-rep-refused/skus/K-none/replenishment", MinMax)).Expect(404).Type.ShouldBe("/problems/unknown-sku");
        (await _api.Get("/v1/supply-plans/V-none")).Expect(404).Type.ShouldBe("/problems/unknown-supplier");
        (await _api.Put($"{path}/replenishment", MinMax)).Expect(201);
        (await _api.Put($"{path}/replenishment", """{"method":"periodic","supplier":"V-rep"}""", ("If-Match", "\"v7\""))).Expect(412);
        (await _api.Put($"{path}/replenishment", """{"method":"periodic","supplier":"V-rep"}""", ("If-Match", "\"v1\""))).Expect(200);
        var (_, key) = await _api.NewKey("S-elsewhere");
        using var till = _server.With(key);
        (await till.Get($"{path}/replenishment")).Expect(403);
        (await till.Get("/v1/replenishment?store=S-rep-refused")).Expect(403);
        (await till.Get("/v1/replenishment")).Expect(200)["items"].GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("""{"supplier":"V-rep"}""", "method")]
    [InlineData("""{"method":"min-max","minimum":1,"maximum":2}""", "supplier")]
    [InlineData("""{"method":"sometimes","supplier":"V-rep"}""", "method")]
    [InlineData("""{"method":"periodic","supplier":"a/b"}""", "supplier")]
    [InlineData("""{"method":"periodic","supplier":7}""", "supplier")]
    [InlineData("""{"method":"min-max","supplier":"V-rep","maximum":2}""", "minimum")]
    [InlineData("""{"method":"min-max","supplier":"V-rep","minimum":1}""", "maximum")]
    [InlineData("""{"method":"min-max","supplier":"V-rep","minimum":2,"maximum":2}""", "maximum")]
    [InlineData("""{"method":"min-max","supplier":"V-rep","minimum":-1,"maximum":2}""", "minimum")]
    [InlineData("""{"method":"min-max","supplier":"V-rep","minimum":0,"maximum":1e20}""", "maximum")]
    [InlineData("""{"method":"min-max","supplier":"V-rep","minimum":0,"maximum":0.0001}""", "maximum")]
    [InlineData("""{"method":"reorder-point","supplier":"V-rep","serviceLevel":1}""", "serviceLevel")]
    [InlineData("""{"method":"reorder-point","supplier":"V-rep","serviceLevel":"NaN"}""", "serviceLevel")]
    [InlineData("""{"method":"reorder-point","supplier":"V-rep","leadTimeDays":-1}""", "leadTimeDays")]
    [InlineData("""{"method":"reorder-point","supplier":"V-rep","leadTimeDays":181}""", "leadTimeDays")]
    [InlineData("""{"method":"reorder-point","supplier":"V-rep","leadTimeDays":1.5}""", "leadTimeDays")]
    [InlineData("""{"method":"reorder-point","supplier":"V-rep","leadTimeDeviationDays":91}""", "leadTimeDeviationDays")]
    [InlineData("""{"method":"reorder-point","supplier":"V-rep","coverDays":0}""", "coverDays")]
    [InlineData("""{"method":"periodic","supplier":"V-rep","reviewDays":91}""", "reviewDays")]
    [InlineData("""{"method":"periodic","supplier":"V-rep","packQuantity":0}""", "packQuantity")]
    [InlineData("""{"method":"periodic","supplier":"V-rep","minimumQuantity":-3}""", "minimumQuantity")]
    [InlineData("""{"method":"periodic","supplier":"V-rep","active":"yes"}""", "active")]
    [InlineData("""{"method":"periodic","supplier":"V-rep","surprise":1}""", "surprise")]
    [InlineData("[]", "body")]
    [InlineData("null", "body")]
    public async Task A_faulty_policy_is_refused_by_its_field_and_changes_nothing(string body, string field)
    {
        var path = await Stock("rep-faulty", 1);
        (await _api.Put($"{path}/replenishment", body)).Expect(400).Faulty.ShouldBe([field]);
        (await _api.Get($"{path}/replenishment")).Expect(404);
    }

    [Theory]
    [InlineData("needed=maybe", "needed")]
    [InlineData("store=a%2Fb", "store")]
    [InlineData("supplier=", "supplier")]
    [InlineData("sort=price", "sort")]
    [InlineData("cursor=x", "cursor")]
    [InlineData("limit=0", "limit")]
    [InlineData("open=true", "open")]
    public async Task A_faulty_filter_is_named(string query, string field) =>
        (await _api.Get("/v1/replenishment?" + query)).Expect(400).Faulty.ShouldBe([field]);

    [Theory]
    [InlineData("abc=d", "abc")]
    [InlineData("xyz=A", "xyz")]
    [InlineData("cursor=!", "cursor")]
    [InlineData("limit=501", "limit")]
    [InlineData("class=a", "class")]
    public async Task A_faulty_filter_of_classes_is_named(string query, string field)
    {
        await Stock("rep-classes", 1);
        (await _api.Get("/v1/stores/S-rep-classes/classes?" + query)).Expect(400).Faulty.ShouldBe([field]);
    }

    [Fact]
    public async Task Classes_that_were_never_calculated_are_none()
    {
        await Stock("rep-classes", 1);
        var none = (await _api.Get("/v1/stores/S-rep-classes/classes")).Expect(200);
        (none["items"].GetArrayLength(), none.Body.TryGetProperty("day", out _)).ShouldBe((0, false));
        (await _api.Get("/v1/stores/S-none/classes")).Expect(404).Type.ShouldBe("/problems/unknown-store");
    }

    [Fact]
    public async Task A_run_takes_no_body() => (await _api.Post("/v1/replenishment/run", """{"store":"S"}""")).Status.ShouldBe(400);

    private async Task<string> Stock(string name, decimal quantity)
    {
        (await _api.Put("/v1/suppliers/V-rep", FormattableString.Invariant(
            $"{{\"name\":\"Supplier\",\"prices\":[{{\"sku\":\"K-{name}\",\"unitPrice\":100,\"packQuantity\":6}}]}}"))).Status.ShouldBeOneOf(200, 201);
        return await _api.NewStock(name, quantity);
    }
}
