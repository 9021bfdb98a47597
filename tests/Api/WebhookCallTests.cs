using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace BeautyGrains.Api.Tests;

/// <summary>Alerts go out to receivers on this machine: signed, tried again, never lost, and nowhere else.</summary>
public sealed class WebhookCallTests : IAsyncLifetime
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private readonly ConcurrentQueue<Received> _received = [];
    private readonly ConcurrentQueue<(int Status, string Body)> _answers = [];
    private WebApplication _receiver = null!;
    private ApiServer _server = null!;

    private sealed record Received(string Path, string Query, IReadOnlyDictionary<string, string> Headers, string Text)
    {
        public JsonElement Body => JsonElement.Parse(Text);
    }

    private Api Api => _server.Admin;

    private string Address => _receiver.Urls.First();

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        _receiver = builder.Build();
        _receiver.Run(async http =>
        {
            using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
            var text = await reader.ReadToEndAsync();
            var (status, body) = _answers.TryDequeue(out var answer) ? answer : (200, """{"errcode":0,"errmsg":"ok","code":0}""");
            http.Response.StatusCode = status;
            if (status == 302) http.Response.Headers.Location = "/elsewhere";
            http.Response.ContentType = "application/json";
            await http.Response.WriteAsync(body);
            _received.Enqueue(new(http.Request.Path, http.Request.QueryString.Value ?? "", http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), text));
        });
        await _receiver.StartAsync();
        _server = await ApiServer.Start(settings: ["--Alerts:WebhookNetworks", "127.0.0.0/8"]);
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Fact]
    public async Task An_alert_is_sent_signed_and_sent_again_under_the_same_id_when_it_was_not_taken()
    {
        _answers.Enqueue((503, ""));
        var made = (await Put("W-1", "standard", $",\"secret\":\"{Secret}\",\"language\":\"en\",\"kinds\":[\"out\"]")).Expect(201);
        made.Body.ToString().ShouldNotContain("whsec_");
        made.Body.ToString().ShouldNotContain("/hook");
        var path = await Api.NewStock("hooked", 3);
        (await Api.Put($"{path}/sales/s1", """{"quantity":3}""")).Expect(201);
        var first = await Next();
        var second = await Next();
        (first.Headers["webhook-id"], first.Body.GetProperty("type").GetString()).ShouldBe((second.Headers["webhook-id"], "alert.raised"));
        first.Text.ShouldBe(second.Text);
        foreach (var received in new[] { first, second })
        {
            var signed = $"{received.Headers["webhook-id"]}.{received.Headers["webhook-timestamp"]}.{received.Text}";
            var signature = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(Secret["whsec_".Length..]), Encoding.UTF8.GetBytes(signed)));
            received.Headers["webhook-signature"].ShouldBe("v1," + signature);
        }
        var data = second.Body.GetProperty("data");
        (data.GetProperty("id").GetString(), data.GetProperty("text").GetString()).ShouldBe(("out:S-hooked:K-hooked", "S-hooked: nothing of K-hooked is available; 0 piece on hand."));

        (await Api.Put($"{path}/receipts/r2", """{"quantity":9,"lot":"L1"}""")).Expect(201);
        var resolved = await Next();
        (resolved.Body.GetProperty("type").GetString(), resolved.Body.GetProperty("data").GetProperty("state").GetString()).ShouldBe(("alert.resolved", "resolved"));
        resolved.Headers["webhook-id"].ShouldNotBe(second.Headers["webhook-id"]);
        await Until("W-1", it => it.GetProperty("waiting").GetInt32() == 0 && it.GetProperty("delivered").GetInt32() == 2);
        // What is told once more by the journal is dropped.
        (await Put("W-1", "standard", ",\"language\":\"en\",\"kinds\":[\"out\"]")).Expect(200).Number("delivered").ShouldBe(2);
    }

    [Fact]
    public async Task Robots_get_what_their_makers_ask_for_and_their_refusal_is_a_failure()
    {
        (await Put("W-wecom", "wecom", "")).Expect(201);
        await Try("W-wecom");
        var wecom = await Next();
        (wecom.Body.GetProperty("msgtype").GetString(), wecom.Body.GetProperty("markdown").GetProperty("content").GetString()).ShouldBe(("markdown", "BeautyGrains 测试消息"));

        (await Put("W-ding", "dingtalk", ",\"secret\":\"SEC123\"")).Expect(201);
        await Try("W-ding");
        var ding = await Next();
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(ding.Query);
        var expected = HMACSHA256.HashData("SEC123"u8, Encoding.UTF8.GetBytes($"{query["timestamp"]}\nSEC123"));
        (query["key"].ToString(), query["sign"].ToString()).ShouldBe(("k", Convert.ToBase64String(expected)));
        (ding.Body.GetProperty("msgtype").GetString(), ding.Body.GetProperty("markdown").GetProperty("title").GetString()).ShouldBe(("markdown", "预警 (1)"));

        _answers.Enqueue((200, """{"code":19021,"msg":"sign match fail"}"""));
        (await Put("W-fei", "feishu", ",\"secret\":\"fs\",\"language\":\"en\"")).Expect(201);
        await Try("W-fei");
        var refused = await Next();
        var signed = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes($"{refused.Body.GetProperty("timestamp").GetString()}\nfs"), Array.Empty<byte>()));
        (refused.Body.GetProperty("sign").GetString(), refused.Body.GetProperty("msg_type").GetString()).ShouldBe((signed, "text"));
        refused.Body.GetProperty("content").GetProperty("text").GetString().ShouldBe("BeautyGrains test message");
        await Until("W-fei/messages", it => it.GetProperty("items").EnumerateArray().Any(message => message.TryGetProperty("failure", out var failure)
            && (failure.GetString(), message.GetProperty("attempts").GetInt32(), message.GetProperty("state").GetString()) == ("robot-19021", 1, "waiting")));
        (await Next()).Path.ShouldBe("/hook/W-fei");
        await Until("W-fei", it => it.GetProperty("delivered").GetInt32() == 1);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_an_endpoint_that_is_gone_is_switched_off()
    {
        _answers.Enqueue((302, ""));
        (await Put("W-302", "wecom", "")).Expect(201);
        await Try("W-302");
        (await Next()).Path.ShouldBe("/hook/W-302");
        (await Next()).Path.ShouldBe("/hook/W-302");
        await Until("W-302", it => it.GetProperty("delivered").GetInt32() == 1);
        _answers.Enqueue((410, ""));
        (await Put("W-410", "wecom", "")).Expect(201);
        await Try("W-410");
        await Until("W-410", it => it.TryGetProperty("failure", out var failure) && failure.GetString() == "http-410");
        (await Api.Put("/v1/webhooks/W-410/tests/again")).Expect(409).Type.ShouldBe("/problems/invalid-state");
        (await Api.Delete("/v1/webhooks/W-410")).Expect(204);
        (await Api.Get("/v1/webhooks/W-410")).Expect(404).Type.ShouldBe("/problems/unknown-webhook");
        (await Api.Get("/v1/webhooks")).Expect(200)["items"].EnumerateArray().Select(it => it.GetProperty("id").GetString()).ShouldBe(["W-302"]);
    }

    [Fact]
    public async Task What_waits_outlives_the_server_and_what_was_sealed_stands_nowhere_in_its_files()
    {
        _answers.Enqueue((500, ""));
        _answers.Enqueue((500, ""));
        (await Put("W-late", "standard", $",\"secret\":\"{Secret}\"")).Expect(201);
        await Try("W-late");
        var first = await Next();
        await Until("W-late", it => it.GetProperty("waiting").GetInt32() == 1);
        var folder = _server.Folder;
        await _server.Stop();
        foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
        {
            var bytes = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file));
            bytes.ShouldNotContain("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
            bytes.ShouldNotContain("/hook/W-late");
        }
        _server = await ApiServer.Start(folder: folder, settings: ["--Alerts:WebhookNetworks", "127.0.0.0/8"]);
        var again = await Next();
        again.Headers["webhook-id"].ShouldBe(first.Headers["webhook-id"]);
        again.Text.ShouldBe(first.Text);
    }

    private Task<Heard> Put(string id, string format, string more) =>
        Api.Put($"/v1/webhooks/{id}", $"{{\"name\":\"Group\",\"format\":\"{format}\",\"url\":\"{Address}/hook/{id}?key=k\"{more}}}");

    private async Task Try(string id) => (await Api.Put($"/v1/webhooks/{id}/tests/try")).Expect(200);

    private async Task<Received> Next()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        Received? received;
        while (!_received.TryDequeue(out received))
        {
            await Task.Yield();
            deadline.Token.ThrowIfCancellationRequested();
        }
        return received;
    }

    private async Task Until(string id, Func<JsonElement, bool> holds)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        while (!holds((await Api.Get($"/v1/webhooks/{id}")).Expect(200).Body)) deadline.Token.ThrowIfCancellationRequested();
    }
}
