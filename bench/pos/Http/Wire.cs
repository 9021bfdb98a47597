using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace BeautyGrains.Bench.Pos.Http;

/// <summary>Sends single HTTP requests; never throws for what the network or the server does.</summary>
public sealed class Wire : IDisposable
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(30);
    private readonly HttpClient _http;
    private readonly Latencies _latencies;

    /// <param name="connections">At most so many at a time.</param>
    public Wire(Uri url, string key, int connections, Latencies latencies)
    {
        var sockets = new SocketsHttpHandler { MaxConnectionsPerServer = connections, UseProxy = false, PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20) };
        _http = new(sockets) { BaseAddress = url, Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        _latencies = latencies;
    }

    /// <summary>Reads; not measured.</summary>
    public Task<Reply> Get(string path, CancellationToken stop) => Send("read", HttpMethod.Get, path, null, null, stop);

    /// <summary>One attempt.</summary>
    /// <param name="kind">The row of the latency table.</param>
    /// <param name="hangUpAfter">Break the connection off after so long, as a terminal with a short time-out would; null to wait.</param>
    public async Task<Reply> Send(string kind, HttpMethod method, string path, string? body, TimeSpan? hangUpAfter, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(hangUpAfter ?? AnswerWithin);
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        var began = Stopwatch.GetTimestamp();
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            var bytes = await response.Content.ReadAsByteArrayAsync(limit.Token);
            var reply = new Reply((int)response.StatusCode, Parse(response.Content.Headers.ContentType, bytes), Wait(response), null);
            _latencies.Note(kind, Stopwatch.GetElapsedTime(began), reply);
            return reply;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            _latencies.NoteLost(kind);
            return Reply.Lost(hangUpAfter is null ? "no answer in time" : "hung up on purpose");
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            _latencies.NoteLost(kind);
            return Reply.Lost(broken.Message);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private static JsonElement Parse(MediaTypeHeaderValue? type, byte[] bytes)
    {
        if (bytes.Length == 0 || type?.MediaType?.EndsWith("json", StringComparison.Ordinal) != true) return default;
        using var document = JsonDocument.Parse(bytes);
        return document.RootElement.Clone();
    }

    private static TimeSpan? Wait(HttpResponseMessage response) =>
        response.Headers.RetryAfter is not { } after ? null
        : after.Delta ?? (after.Date is { } date ? date - DateTimeOffset.UtcNow : null);
}
