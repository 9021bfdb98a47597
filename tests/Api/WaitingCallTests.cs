namespace BeautyGrains.Api.Tests;

/// <summary>The waiting list over HTTP.</summary>
[Collection(ServerCollection.Name)]
public sealed class WaitingCallTests(SharedServer shared)
{
    private readonly ApiServer _server = shared.Server;
    private readonly Api _api = shared.Server.Admin;

    [Fact]
    public async Task What_arrives_is_offered_told_of_accepted_and_sold_and_what_is_declined_goes_on()
    {
        var path = await _api.NewStock("wait-way", 0);
        await using var events = await EventReader.Open(_api, "?store=S-wait-way");
        (await _api.Put($"{path}/waiting/a", """{"client":"C-1","quantity":2}""")).Expect(201).Text("state").ShouldBe("waiting");
        (await _api.Put($"{path}/waiting/a", """{"client":"C-1","quantity":2}""")).Expect(200).Number("place").ShouldBe(1);
        (await _api.Put($"{path}/waiting/b", """{"client":"C-2","quantity":"1"}""")).Expect(201).Number("place").ShouldBe(2);
        (await _api.Put($"{path}/receipts/r", """{"quantity":2,"lot":"L1"}""")).Expect(201);
        // Nobody asks: the stock's change is heard of.
        await Waiting.Until(async () => (await _api.Get($"{path}/waiting/a")).Text("state") == "offered", "the offer");
        var offer = (await _api.Get($"{path}/waiting/a")).Expect(200);
        offer.Text("reservation").ShouldBe("waiting.1");
        (await _api.Get($"{path}/reservations/waiting.1")).Expect(200).Text("state").ShouldBe("open");
        var listed = (await _api.Get("/v1/waiting?store=S-wait-way&open=true")).Expect(200)["items"].EnumerateArray().Select(it => $"{it.GetProperty("id")}:{it.GetProperty("state")}").ToList();
        listed.ShouldBe(["a:offered", "b:waiting"]);
        (await _api.Post($"{path}/waiting/a/decline")).Expect(200).Text("state").ShouldBe("declined");
        await Waiting.Until(async () => (await _api.Get($"{path}/waiting/b")).Text("state") == "offered", "the next offer");
        (await _api.Post($"{path}/waiting/b/accept", """{"ttlSeconds":3600}""")).Expect(200).Text("state").ShouldBe("accepted");
        (await _api.Post($"{path}/reservations/waiting.2/commit")).Expect(200).Text("state").ShouldBe("committed");
        (await _api.Post($"{path}/waiting/b/leave")).Expect(409).Text("state").ShouldBe("accepted");

        var told = new List<string>();
        while (told.Count < 6)
            if (await events.Next() is { } data && data.TryGetProperty("id", out var id)) told.Add($"{id}:{data.GetProperty("state")}");
        told.ShouldBe(["a:waiting", "b:waiting", "a:offered", "a:declined", "b:offered", "b:accepted"]);
        (await _api.Get("/v1/waiting?client=C-1&state=declined&sort=-changedAt&limit=1")).Expect(200)["items"].GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task What_is_unknown_twice_there_already_or_elsewhere_is_refused()
    {
        var path = await _api.NewStock("wait-no", 0);
        (await _api.Get($"{path}/waiting/a")).Expect(404).Type.ShouldBe("/problems/unknown-waiting");
        foreach (var verb in new[] { "accept", "decline", "leave" }) (await _api.Post($"{path}/waiting/a/{verb}")).Expect(404).Type.ShouldBe("/problems/unknown-waiting");
        (await _api.Put("/v1/stores/S-none/skus/K-wait-no/waiting/a", """{"client":"C-1","quantity":2}""")).Expect(404).Type.ShouldBe("/problems/unknown-store");
        (await _api.Put("/v1/stores/S-wait-no/skus/K-none/waiting/a", """{"client":"C-1","quantity":2}""")).Expect(404).Type.ShouldBe("/problems/unknown-sku");
        (await _api.Put($"{path}/waiting/a", """{"client":"C-1","quantity":2}""")).Expect(201);
        (await _api.Put($"{path}/waiting/a", """{"client":"C-1","quantity":3}""")).Expect(422).Type.ShouldBe("/problems/id-reused");
        var twice = (await _api.Put($"{path}/waiting/b", """{"client":"C-1","quantity":2}""", ("Accept-Language", "zh-CN"))).Expect(409);
        (twice.Type, twice.Text("title"), twice.Text("state")).ShouldBe(("/problems/already-waiting", "该顾客已在候补", "a"));
        (await _api.Post($"{path}/waiting/a/accept")).Expect(409).Text("state").ShouldBe("waiting");
        var plenty = await _api.NewStock("wait-plenty", 5);
        (await _api.Put($"{plenty}/waiting/a", """{"client":"C-1","quantity":5}""")).Expect(409).Number("available").ShouldBe(5);
        var (_, key) = await _api.NewKey("S-elsewhere");
        using var till = _server.With(key);
        (await till.Get($"{path}/waiting/a")).Expect(403);
        (await till.Put($"{path}/waiting/c", """{"client":"C-3","quantity":2}""")).Expect(403);
        (await till.Get("/v1/waiting?store=S-wait-no")).Expect(403);
        (await till.Get("/v1/waiting")).Expect(200)["items"].GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("""{"quantity":1}""", "client")]
    [InlineData("""{"client":"C-1"}""", "quantity")]
    [InlineData("""{"client":"a/b","quantity":1}""", "client")]
    [InlineData("""{"client":7,"quantity":1}""", "client")]
    [InlineData("""{"client":"C-1","quantity":0}""", "quantity")]
    [InlineData("""{"client":"C-1","quantity":-1}""", "quantity")]
    [InlineData("""{"client":"C-1","quantity":1.0001}""", "quantity")]
    [InlineData("""{"client":"C-1","quantity":1e20}""", "quantity")]
    [InlineData("""{"client":"C-1","quantity":"x"}""", "quantity")]
    [InlineData("""{"client":"C-1","quantity":1,"unit":"crate"}""", "unit")]
    [InlineData("""{"client":"C-1","quantity":1,"unit":""}""", "unit")]
    [InlineData("""{"client":"C-1","quantity":1,"surprise":1}""", "surprise")]
    [InlineData("[]", "body")]
    [InlineData("null", "body")]
    public async Task A_faulty_wish_to_wait_is_refused_by_its_field_and_changes_nothing(string body, string field)
    {
        var path = await _api.NewStock("wait-faulty", 0);
        (await _api.Put($"{path}/waiting/a", body)).Expect(400).Faulty.ShouldBe([field]);
        (await _api.Get($"{path}/waiting/a")).Expect(404);
    }

    [Theory]
    [InlineData("accept", """{"ttlSeconds":0}""")]
    [InlineData("accept", """{"ttlSeconds":86401}""")]
    [InlineData("accept", """{"ttlSeconds":"soon"}""")]
    [InlineData("accept", """{"why":1}""")]
    [InlineData("decline", """{"reason":"x"}""")]
    [InlineData("leave", "[]")]
    public async Task A_faulty_answer_to_an_offer_changes_nothing(string verb, string body)
    {
        var path = await _api.NewStock("wait-answers", 0);
        (await _api.Put($"{path}/waiting/a", """{"client":"C-1","quantity":2}""")).Status.ShouldBeOneOf(200, 201);
        (await _api.Post($"{path}/waiting/a/{verb}", body)).Expect(400);
        (await _api.Get($"{path}/waiting/a")).Expect(200).Text("state").ShouldBe("waiting");
    }

    [Theory]
    [InlineData("open=maybe", "open")]
    [InlineData("state=gone", "state")]
    [InlineData("store=a%2Fb", "store")]
    [InlineData("client=", "client")]
    [InlineData("sort=price", "sort")]
    [InlineData("cursor=x", "cursor")]
    [InlineData("limit=501", "limit")]
    [InlineData("needed=true", "needed")]
    public async Task A_faulty_filter_is_named(string query, string field) => (await _api.Get("/v1/waiting?" + query)).Expect(400).Faulty.ShouldBe([field]);

    [Theory]
    [InlineData(0)]
    [InlineData(86_401)]
    public async Task A_store_holds_offers_for_one_second_to_a_day(int seconds) =>
        (await _api.Put("/v1/stores/S-wait-ttl", $$"""{"name":"Store","timeZone":"Asia/Shanghai","offerTtlSeconds":{{seconds}}}""")).Expect(400).Faulty.ShouldBe(["offerTtlSeconds"]);
}
