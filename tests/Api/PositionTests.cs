namespace BeautyGrains.Api.Tests;

/// <summary>The arithmetic of a position over HTTP, with a clock that the test moves.</summary>
public sealed class PositionTests : IAsyncLifetime
{
    private readonly ManualClock _clock = new();
    private ApiServer _server = null!;

    public async Task InitializeAsync() => _server = await ApiServer.Start(_clock);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Available_is_what_sellable_lots_have_beyond_their_open_reservations_and_a_dead_lot_is_not_subtracted_twice()
    {
        var api = _server.Admin;
        // It is 2026-03-01 16:00 in Shanghai; lot A is good through that day.
        var path = await api.NewStock("sums", 0);
        (await api.Put($"{path}/receipts/a", """{"quantity":10,"lot":"A","expiresOn":"2026-03-01"}""")).Expect(201);
        (await api.Put($"{path}/receipts/b", """{"quantity":20,"lot":"B","expiresOn":"2027-03"}""")).Expect(201);
        (await api.Put($"{path}/receipts/q", """{"quantity":7,"lot":"Q","expiresOn":"2027-03","status":"quarantined"}""")).Expect(201);
        (await api.Put($"{path}/reservations/r1", """{"quantity":12,"ttlSeconds":86400}""")).Expect(201)["lots"].GetArrayLength().ShouldBe(2);
        (await api.Put($"{path}/reservations/r2", """{"quantity":3,"ttlSeconds":60}""")).Expect(201);
        await Shows(api, path, onHand: 37, reserved: 15, available: 15, quarantined: 7, expired: 0);

        _clock.Advance(TimeSpan.FromSeconds(59));
        await Shows(api, path, onHand: 37, reserved: 15, available: 15, quarantined: 7, expired: 0);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await Shows(api, path, onHand: 37, reserved: 12, available: 18, quarantined: 7, expired: 0);
        (await api.Get($"{path}/reservations/r2")).Expect(200).Text("state").ShouldBe("expired");
        (await api.Post($"{path}/reservations/r2/commit")).Expect(409).Text("state").ShouldBe("expired");

        // Midnight in Shanghai: lot A dies with ten of r1's units on it. They were not available before, and are not missing twice now.
        _clock.Advance(TimeSpan.FromHours(8));
        await Shows(api, path, onHand: 37, reserved: 12, available: 18, quarantined: 7, expired: 10);
        (await api.Post($"{path}/reservations/r1/commit")).Expect(409).Type.ShouldBe("/problems/lot-blocked");
        (await api.Post($"{path}/reservations/r1/repin")).Expect(200)["lots"].GetArrayLength().ShouldBe(1);
        await Shows(api, path, onHand: 37, reserved: 12, available: 8, quarantined: 7, expired: 10);
        (await api.Post($"{path}/reservations/r1/commit", """{"quantity":5}""")).Expect(200);
        await Shows(api, path, onHand: 32, reserved: 0, available: 15, quarantined: 7, expired: 10);
        (await api.Put($"{path}/scraps/s", """{"quantity":10,"lot":"A","reason":"expired"}""")).Expect(201);
        await Shows(api, path, onHand: 22, reserved: 0, available: 15, quarantined: 7, expired: 0);
    }

    [Fact]
    public async Task The_tag_of_a_position_changes_when_time_alone_changes_it()
    {
        var api = _server.Admin;
        var path = await api.NewStock("time", 5);
        (await api.Put($"{path}/reservations/r", """{"quantity":2,"ttlSeconds":60}""")).Expect(201);
        var tag = (await api.Get(path)).Raw.Headers.ETag!.ToString();
        (await api.Get(path, ("If-None-Match", tag))).Expect(304);
        _clock.Advance(TimeSpan.FromSeconds(60));
        (await api.Get(path, ("If-None-Match", tag))).Expect(200).Number("reserved").ShouldBe(0);
    }

    [Fact]
    public async Task A_store_names_the_hold_of_reservations_that_name_none()
    {
        var api = _server.Admin;
        var path = await api.NewStock("hold", 5);
        (await api.Put($"{path}/reservations/r1", """{"quantity":1}""")).Expect(201)["expiresAt"].GetDateTimeOffset().ShouldBe(_clock.GetUtcNow().AddMinutes(10));
        (await api.Put("/v1/stores/S-hold", """{"name":"Store","timeZone":"Asia/Shanghai","defaultTtlSeconds":30}""")).Expect(200);
        // Facts of stores are at most five seconds old.
        _clock.Advance(TimeSpan.FromSeconds(6));
        (await api.Put($"{path}/reservations/r2", """{"quantity":1}""")).Expect(201)["expiresAt"].GetDateTimeOffset().ShouldBe(_clock.GetUtcNow().AddSeconds(30));
    }

    private static async Task Shows(Api api, string path, decimal onHand, decimal reserved, decimal available, decimal quarantined, decimal expired)
    {
        var stock = (await api.Get(path)).Expect(200);
        (stock.Number("onHand"), stock.Number("reserved"), stock.Number("available"), stock.Number("quarantined"), stock.Number("expired"))
            .ShouldBe((onHand, reserved, available, quarantined, expired));
        stock["lots"].EnumerateArray().Sum(lot => lot.GetProperty("onHand").GetDecimal()).ShouldBe(onHand);
    }
}
