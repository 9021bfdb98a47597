using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using BeautyGrains.Silo.Cli;

namespace BeautyGrains.Silo.Client;

/// <summary>What a server answered.</summary>
/// <param name="Body">Null when it was empty, not JSON or refused.</param>
/// <param name="Problem">Null when not refused.</param>
internal sealed record Reply(int Status, JsonNode? Body, Problem? Problem)
{
    public bool IsNew => Status == (int)HttpStatusCode.Created;

    public bool IsMissing => Status == (int)HttpStatusCode.NotFound;
}

/// <summary>The one way in which verbs talk to a server. Everything sent carries an id or replaces a record, so it is safe to send again.</summary>
internal sealed class BeautyClient(HttpClient http, TimeProvider clock)
{
    private const int MostTries = 8;
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(10);

    public Task<Reply> Get(string path, CancellationToken cancel) => Send(HttpMethod.Get, path, null, cancel);

    public Task<Reply> Put(string path, JsonNode body, CancellationToken cancel) => Send(HttpMethod.Put, path, body, cancel);

    public Task<Reply> Post(string path, JsonNode body, CancellationToken cancel) => Send(HttpMethod.Post, path, body, cancel);

    private async Task<Reply> Send(HttpMethod method, string path, JsonNode? body, CancellationToken cancel)
    {
        var bytes = body is null ? null : Encoding.UTF8.GetBytes(body.ToJsonString(RecordJson.Options));
        for (var attempt = 1; ; attempt++)
        {
            using var request = new HttpRequestMessage(method, path);
            if (bytes is not null) request.Content = new ByteArrayContent(bytes) { Headers = { ContentType = new("application/json") } };
            try
            {
                using var response = await http.SendAsync(request, cancel);
                if (!IsBusy(response.StatusCode) || attempt == MostTries) return await Read(response, cancel);
                await Task.Delay(Pause(response, attempt), clock, cancel);
            }
            catch (HttpRequestException unreachable) when (attempt < 3)
            {
                _ = unreachable;
                await Task.Delay(Pause(null, attempt), clock, cancel);
            }
            catch (HttpRequestException unreachable)
            {
                throw new WrongUseException($"{http.BaseAddress} cannot be reached: {unreachable.Message}");
            }
        }
    }

    private static bool IsBusy(HttpStatusCode status) => status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable;

    private static TimeSpan Pause(HttpResponseMessage? response, int attempt)
    {
        var asked = response?.Headers.RetryAfter?.Delta ?? TimeSpan.FromMilliseconds(100 << attempt);
        return asked < s_longestPause ? asked : s_longestPause;
    }

    private async Task<Reply> Read(HttpResponseMessage response, CancellationToken cancel)
    {
        var status = (int)response.StatusCode;
        if (response.StatusCode == HttpStatusCode.Unauthorized)
            throw new WrongUseException($"{http.BaseAddress} does not know the key. Give the right one with --key-file FILE or in BEAUTY_KEY.");
        var text = await response.Content.ReadAsByteArrayAsync(cancel);
        JsonNode? body = null;
        try
        {
            if (text.Length > 0) body = JsonNode.Parse(text);
        }
        catch (JsonException notJson)
        {
            throw new WrongUseException($"{http.BaseAddress} does not answer like a BeautyGrains server: {notJson.Message}");
        }
        return status < 400 ? new(status, body, null) : new(status, null, Problem.From(status, body));
    }
}
