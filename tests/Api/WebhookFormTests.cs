namespace BeautyGrains.Api.Tests;

/// <summary>What an endpoint for alerts may be.</summary>
[Collection(ServerCollection.Name)]
public sealed class WebhookFormTests(SharedServer shared)
{
    private readonly Api _api = shared.Server.Admin;

    [Theory]
    [InlineData("""{"name":"x","url":"http://10.0.0.1/x","format":"wecom"}""", "url")]
    [InlineData("""{"name":"x","url":"https://10.0.0.1/x","format":"wecom"}""", "url")]
    [InlineData("""{"name":"x","url":"https://[::1]/x","format":"wecom"}""", "url")]
    [InlineData("""{"name":"x","url":"https://169.254.169.254/latest","format":"wecom"}""", "url")]
    [InlineData("""{"name":"x","url":"https://[::ffff:10.0.0.1]/x","format":"wecom"}""", "url")]
    [InlineData("""{"name":"x","url":"https://example.com/x","format":"loud"}""", "format")]
    [InlineData("""{"name":"x","url":"ftp://example.com/x","format":"wecom"}""", "url")]
    [InlineData("""{"name":"x","url":"https://me:pw@example.com/x","format":"wecom"}""", "url")]
    [InlineData("""{"name":"x","url":"example.com","format":"wecom"}""", "url")]
    [InlineData("""{"name":"x","url":"https://example.com/x","format":"wecom","secret":"s"}""", "secret")]
    [InlineData("""{"name":"x","url":"https://example.com/x","format":"standard","secret":"whsec_AAAA"}""", "secret")]
    [InlineData("""{"name":" ","url":"https://example.com/x","format":"wecom"}""", "name")]
    [InlineData("""{"name":"x","url":"https://example.com/x","format":"wecom","language":"fr"}""", "language")]
    [InlineData("""{"name":"x","url":"https://example.com/x","format":"wecom","role":"king"}""", "role")]
    [InlineData("""{"name":"x","url":"https://example.com/x","format":"wecom","kinds":["loud"]}""", "kinds[0]")]
    [InlineData("""{"name":"x","url":"https://example.com/x","format":"wecom","stores":["a b"]}""", "stores[0]")]
    [InlineData("""{"name":"x","url":"https://example.com/x","format":"wecom","regions":[""]}""", "regions[0]")]
    [InlineData("""{"name":"x","url":"https://example.com/x","format":"wecom","quiet":{"from":"22:00"}}""", "quiet.until")]
    [InlineData("""{"name":"x","url":"https://example.com/x","format":"wecom","quiet":{"from":"22:00","until":"22:00"}}""", "quiet.until")]
    [InlineData("""{"name":"x","url":"https://example.com/x","format":"wecom","quiet":{"from":"25:00","until":"08:00"}}""", "quiet.from")]
    [InlineData("""{"name":"x","url":"https://example.com/x","format":"wecom","escalateAfterMinutes":0}""", "escalateAfterMinutes")]
    [InlineData("""{"name":"x","url":"https://example.com/x","format":"wecom","digestAt":"9"}""", "digestAt")]
    [InlineData("""{"name":"x","url":"https://example.com/x","format":"wecom","digestAt":"09:00","escalateAfterMinutes":5}""", "digestAt")]
    [InlineData("""{"name":"x","url":"https://example.com/x","format":"wecom","timeZone":"Mars/Base"}""", "timeZone")]
    [InlineData("""{"name":"x","url":"https://example.com/x","format":"wecom","surprise":1}""", "surprise")]
    public async Task A_faulty_field_is_named_and_nothing_is_made(string body, string field)
    {
        (await _api.Put("/v1/webhooks/W-bad", body)).Expect(400).Faulty.ShouldBe([field]);
        (await _api.Get("/v1/webhooks/W-bad")).Expect(404);
        (await _api.Post("/v1/webhooks/W-bad/replay", """{"ids":["a b"]}""")).Expect(400).Faulty.ShouldBe(["ids[0]"]);
        (await _api.Post("/v1/webhooks/W-bad/replay")).Expect(404);
        (await _api.Put("/v1/webhooks/W-bad/tests/a%20b")).Expect(400).Faulty.ShouldBe(["test"]);
    }
}
