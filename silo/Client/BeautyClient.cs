using System.Net;
using System.Security.Cryptography;
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

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(100);

    /// <param name="patience">How long the server may take; null for 100 s.</param>
    public Task<Reply> Get(string path, CancellationToken cancel, TimeSpan? patience = null) => Send(HttpMethod.Get, path, null, cancel, patience);

    public Task<Reply> Put(string path, JsonNode body, CancellationToken cancel) => Send(HttpMethod.Put, path, body, cancel);

    public Task<Reply> Post(string path, JsonNode? body, CancellationToken cancel) => Send(HttpMethod.Post, path, body, cancel);

    /// <summary>Any call, with headers of its own.</summary>
    public Task<Reply> Call(HttpMethod method, string path, JsonNode? body, IReadOnlyDictionary<string, string> headers, CancellationToken cancel) => Send(method, path, body, cancel, null, headers);

    /// <summary>Writes an answer down as it comes, however long it takes. It is not sent again.</summary>
    /// <param name="progress">Told now and then how many bytes have come; null for nobody.</param>
    /// <returns>Why it was refused; null when all of it has come.</returns>
    /// <exception cref="HttpRequestException">The server cannot be reached, or went away.</exception>
    public async Task<Problem?> Download(HttpMethod method, string path, IReadOnlyDictionary<string, string> headers, Stream target, Action<long>? progress, CancellationToken cancel)
    {
        const long Step = 64L * 1024 * 1024;
        using var request = Request(method, path, null, headers);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            if (!response.IsSuccessStatusCode) return (await Read(response, cancel)).Problem;
            await using var body = await response.Content.ReadAsStreamAsync(cancel);
            var buffer = new byte[256 * 1024];
            var received = 0L;
            for (int read; (read = await body.ReadAsync(buffer, cancel)) > 0; received += read)
            {
                await target.WriteAsync(buffer.AsMemory(0, read), cancel);
                if (received / Step != (received + read) / Step) progress?.Invoke(received + read);
            }
            return null;
        }
        catch (HttpRequestException unreachable)
        {
            throw new HttpRequestException($"{http.BaseAddress} cannot be reached or went away: {unreachable.Message}", unreachable);
        }
    }

    /// <summary>Puts a file as it is, however long that takes. A server that was busy gets it again.</summary>
    public async Task<Reply> PutFile(string path, string file, string mediaType, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var bytes = File.OpenRead(file);
                using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = new StreamContent(bytes) { Headers = { ContentType = new(mediaType) } } };
                using var response = await http.SendAsync(request, cancel);
                if (!IsBusy(response.StatusCode) || attempt == MostTries) return await Read(response, cancel);
                await Task.Delay(Pause(response, attempt), clock, cancel);
            }
            catch (HttpRequestException unreachable)
            {
                throw new WrongUseException($"{http.BaseAddress} cannot be reached or went away: {unreachable.Message}");
            }
        }
    }

    /// <summary>Gets a file, however long that takes, into a new one.</summary>
    /// <returns>The SHA-256 of what came, in lower-case hexadecimal.</returns>
    public async Task<string> GetFile(string path, string file, CancellationToken cancel)
    {
        try
        {
            using var response = await http.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancel);
            if (!response.IsSuccessStatusCode) throw new WrongUseException($"{http.BaseAddress}: {(await Read(response, cancel)).Problem}");
            await using var target = new FileStream(file, FileMode.CreateNew, FileAccess.ReadWrite);
            await response.Content.CopyToAsync(target, cancel);
            target.Position = 0;
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(target, cancel));
        }
        catch (HttpRequestException unreachable)
        {
            throw new WrongUseException($"{http.BaseAddress} cannot be reached or went away: {unreachable.Message}");
        }
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, byte[]? body, IReadOnlyDictionary<string, string>? headers)
    {
        var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
        foreach (var (name, value) in headers ?? new Dictionary<string, string>(StringComparer.Ordinal)) request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    private async Task<Reply> Send(HttpMethod method, string path, JsonNode? body, CancellationToken stop, TimeSpan? patience = null, IReadOnlyDictionary<string, string>? headers = null)
    {
        using var deadline = new CancellationTokenSource(patience ?? s_patience, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stop, deadline.Token);
        var cancel = both.Token;
        var bytes = body is null ? null : Encoding.UTF8.GetBytes(body.ToJsonString(RecordJson.Options));
        for (var attempt = 1; ; attempt++)
        {
            using var request = Request(method, path, bytes, headers);
            try
            {
                using var response = await http.SendAsync(request, cancel);
                if (!IsBusy(response.StatusCode) || attempt == MostTries) return await Read(response, cancel);
                await Task.Delay(Pause(response, attempt), clock, cancel);
            }
            catch (OperationCanceledException) when (deadline.IsCancellationRequested && !stop.IsCancellationRequested)
            {
                throw new WrongUseException($"{http.BaseAddress} has not answered in time.");
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
