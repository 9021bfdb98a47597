using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using BeautyGrains.Api.Webhooks;
using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.Silo.Webhooks;

/// <summary>
/// Sends over HTTP. Every connection is made to an address that was looked up and found permitted just then, so that a name that leads elsewhere by now leads
/// nowhere. It follows no redirect, uses no proxy, keeps no cookie, waits 10 s at most, and reads no more than it needs.
/// </summary>
internal sealed class HttpWebhookChannel : IWebhookChannel, IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);
    private const int MostRead = 64 * 1024;

    private readonly IWebhookSealer _sealer;
    private readonly WebhookNetworks _networks;
    private readonly TimeProvider _clock;
    private readonly HttpClient _http;

    public HttpWebhookChannel(IWebhookSealer sealer, WebhookNetworks networks, TimeProvider clock)
    {
        (_sealer, _networks, _clock) = (sealer, networks, clock);
        _http = new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseProxy = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(2), MaxConnectionsPerServer = 4, ConnectCallback = Connect,
        }) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public async Task<WebhookOutcome> Send(string id, WebhookRecord record, ImmutableArray<WebhookNotice> notices, DateTimeOffset now)
    {
        var secret = record.Secret is null ? null : _sealer.Open(id, record.Secret);
        if (_sealer.Open(id, record.Url) is not { } url || (record.Secret is not null && secret is null)) return new("sealed-with-another-key");
        using var end = new CancellationTokenSource(s_patience, _clock);
        try
        {
            using var request = WebhookMessage.Of(record, url, secret, notices, now);
            request.Headers.UserAgent.ParseAdd("BeautyGrains");
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, end.Token);
            if (!response.IsSuccessStatusCode) return new(FormattableString.Invariant($"http-{(int)response.StatusCode}"), response.StatusCode == HttpStatusCode.Gone);
            return record.Format == WebhookFormat.Standard ? WebhookOutcome.Taken : await Robot(response, end.Token);
        }
        catch (OperationCanceledException)
        {
            return new("timeout");
        }
        catch (HttpRequestException refused) when (refused.InnerException is NotPermittedException)
        {
            return new("address-not-allowed");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or JsonException)
        {
            return new("no-connection");
        }
    }

    public void Dispose() => _http.Dispose();

    // Robots answer 200 whatever they think; their body tells: errcode (WeCom, DingTalk) or code (Feishu), 0 for taken.
    private static async Task<WebhookOutcome> Robot(HttpResponseMessage response, CancellationToken end)
    {
        await using var body = await response.Content.ReadAsStreamAsync(end);
        var read = new byte[MostRead];
        var length = await body.ReadAtLeastAsync(read, MostRead, throwOnEndOfStream: false, end);
        try
        {
            using var json = JsonDocument.Parse(read.AsMemory(0, length));
            foreach (var name in new[] { "errcode", "code", "StatusCode" })
                if (json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(name, out var code) && code.ValueKind == JsonValueKind.Number)
                    return code.TryGetInt32(out var number) && number == 0 ? WebhookOutcome.Taken : new($"robot-{code.GetRawText()}");
        }
        catch (JsonException)
        {
            // No robot answers so.
        }
        return new("robot-no-answer");
    }

    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var isHttps = context.InitialRequestMessage.RequestUri!.Scheme == Uri.UriSchemeHttps;
        var found = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancel);
        var permitted = Array.FindAll(found, address => _networks.Permits(address, isHttps));
        if (permitted.Length == 0) throw new NotPermittedException();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(permitted, context.DnsEndPoint.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class NotPermittedException : IOException
    {
        public NotPermittedException()
            : base("The house may not send to this address.")
        {
        }
    }
}
