namespace BeautyGrains.Api.Tests;

[Collection(ServerCollection.Name)]
public sealed class EventTests(SharedServer shared)
{
    private readonly Api _api = shared.Server.Admin;

    [Fact]
    public async Task A_listener_hears_changes_in_order_and_goes_on_where_it_was_cut_off()
    {
        var path = await _api.NewStock("live", 10);
        string cut;
        await using (var listener = await EventReader.Open(_api, "?store=S-live"))
        {
            (await _api.Put($"{path}/reservations/r1", """{"quantity":2}""")).Expect(201);
            var heard = (await listener.Next())!.Value;
            heard.GetProperty("type").GetString().ShouldBe("stock-reserved");
            heard.GetProperty("sku").GetString().ShouldBe("K-live");
            heard.GetProperty("reservation").GetProperty("id").GetString().ShouldBe("r1");
            cut = listener.LastId;
        }
        (await _api.Put($"{path}/sales/s1", """{"quantity":1}""")).Expect(201);
        (await _api.Post($"{path}/reservations/r1/release")).Expect(200);

        await using var again = await EventReader.Open(_api, "?store=S-live", cut);
        var sale = (await again.Next())!.Value;
        sale.GetProperty("type").GetString().ShouldBe("stock-moved");
        sale.GetProperty("movement").GetProperty("onHandAfter").GetDecimal().ShouldBe(9);
        var saleId = again.LastId;
        (await again.Next())!.Value.GetProperty("reservation").GetProperty("state").GetString().ShouldBe("released");

        await using var byQuery = await EventReader.Open(_api, $"?store=S-live&after={saleId}");
        (await byQuery.Next())!.Value.GetProperty("type").GetString().ShouldBe("reservation-released");
    }

    [Fact]
    public async Task A_listener_that_starts_at_the_beginning_hears_all_that_ever_was_once()
    {
        var path = await _api.NewStock("history", 10);
        for (var i = 0; i < 20; i++) (await _api.Put($"{path}/sales/s{i}", """{"quantity":0.1}""")).Expect(201);
        await using var listener = await EventReader.Open(_api, "?sku=K-history&after=0-0");
        var versions = new List<long>();
        while (versions.Count < 22) versions.Add((await listener.Next())!.Value.GetProperty("version").GetInt64());
        versions.ShouldBe(Enumerable.Range(1, 22).Select(version => (long)version));
    }

    [Fact]
    public async Task A_listener_bound_to_a_store_hears_that_store_alone()
    {
        var own = await _api.NewStock("ear", 5);
        var other = await _api.NewStock("mouth", 5);
        var (_, key) = await _api.NewKey("S-ear");
        using var till = shared.Server.With(key);
        await using var listener = await EventReader.Open(till);
        (await _api.Put($"{other}/sales/s1", """{"quantity":1}""")).Expect(201);
        (await _api.Put($"{own}/sales/s1", """{"quantity":1}""")).Expect(201);
        (await listener.Next())!.Value.GetProperty("store").GetString().ShouldBe("S-ear");
    }

    [Fact]
    public async Task A_revoked_key_stops_listening()
    {
        var (id, key) = await _api.NewKey();
        using var till = shared.Server.With(key);
        await using var listener = await EventReader.Open(till, "?store=S-nobody");
        (await _api.Delete($"/v1/keys/{id}")).Expect(204);
        (await listener.Next()).ShouldBeNull();
    }

    [Theory]
    [InlineData("?after=x", "after")]
    [InlineData("?after=0-999999999", "after")]
    [InlineData("?after=7-1", "after")]
    [InlineData("?store=a%20b", "store")]
    public async Task A_place_that_is_none_is_refused(string query, string field) =>
        (await _api.Get($"/v1/events{query}")).Expect(400).Faulty.ShouldBe([field]);

    [Fact]
    public async Task A_quiet_listener_gets_heart_beats_and_a_stopping_host_ends_it_cleanly()
    {
        var clock = new ManualClock();
        var server = await ApiServer.Start(clock);
        await using (var listener = await EventReader.Open(server.Admin))
        {
            var beat = listener.Beat();
            // The clock moves until the listener's wait, which begins some time after its first frame, has run out.
            while (await Task.WhenAny(beat, Task.Delay(TimeSpan.FromMilliseconds(20))) != beat) clock.Advance(TimeSpan.FromSeconds(5));
            await beat;
            var end = listener.Next();
            await server.Stop();
            (await end).ShouldBeNull();
        }
        Directory.Delete(server.Folder, recursive: true);
    }
}
