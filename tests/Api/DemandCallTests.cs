namespace BeautyGrains.Api.Tests;

/// <summary>Demand and forecasts over HTTP.</summary>
[Collection(ServerCollection.Name)]
public sealed class DemandCallTests(SharedServer shared)
{
    private readonly ApiServer _server = shared.Server;
    private readonly Api _api = shared.Server.Admin;

    [Fact]
    public async Task A_stock_of_today_has_no_whole_day_yet_and_unknown_ones_are_told()
    {
        var path = await _api.NewStock("demand", 5);
        (await _api.Put($"{path}/sales/s1", """{"quantity":2}""")).Expect(201);
        var heard = (await _api.Get($"{path}/demand")).Expect(200);
        heard["days"].GetArrayLength().ShouldBe(0);
        heard.Text("timeZone").ShouldBe("Asia/Shanghai");
        (await _api.Get($"{path}/forecast")).Expect(409).Type.ShouldBe("/problems/no-demand-known");
        (await _api.Get("/v1/stores/S-none/skus/K-demand/demand")).Expect(404).Type.ShouldBe("/problems/unknown-store");
        (await _api.Get("/v1/stores/S-demand/skus/K-none/forecast")).Expect(404).Type.ShouldBe("/problems/unknown-sku");
        var (_, key) = await _api.NewKey("S-elsewhere");
        using var till = _server.With(key);
        (await till.Get($"{path}/demand")).Expect(403);
    }

    [Theory]
    [InlineData("demand?days=0", "days")]
    [InlineData("demand?days=731", "days")]
    [InlineData("demand?days=-1", "days")]
    [InlineData("demand?days=1.5", "days")]
    [InlineData("demand?days=99999999999999999999", "days")]
    [InlineData("demand?days=", "days")]
    [InlineData("demand?days=1&days=2", "days")]
    [InlineData("demand?from=2026-01-01", "from")]
    [InlineData("forecast?days=181", "days")]
    [InlineData("forecast?leadTimeDays=0", "leadTimeDays")]
    [InlineData("forecast?leadTimeDays=x", "leadTimeDays")]
    [InlineData("forecast?serviceLevel=1", "serviceLevel")]
    [InlineData("forecast?serviceLevel=0.49", "serviceLevel")]
    [InlineData("forecast?serviceLevel=NaN", "serviceLevel")]
    [InlineData("forecast?serviceLevel=0.95001", "serviceLevel")]
    [InlineData("forecast?serviceLevel=", "serviceLevel")]
    public async Task A_faulty_parameter_is_named(string call, string field)
    {
        var path = await _api.NewStock("demand-faulty", 1);
        (await _api.Get($"{path}/{call}")).Expect(400).Faulty.ShouldBe([field]);
    }
}
