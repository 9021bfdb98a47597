using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace BeautyGrains.Tests.Processes;

/// <summary>A real server in a process of its own. Disposing kills it; again, so that what failed in between is told, does nothing.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _said = new();
    private readonly HttpClient _http;
    private bool _disposed;

    private ServerProcess(Process process, string data, int port)
    {
        _process = process;
        Data = data;
        Url = $"http://127.0.0.1:{port}";
        _http = new() { BaseAddress = new(Url) };
        process.OutputDataReceived += (_, line) => _said.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => _said.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Where it listens.</summary>
    public string Url { get; }

    /// <summary>Its data folder.</summary>
    public string Data { get; }

    /// <summary>The file with the administrator's key.</summary>
    public string KeyFile => Path.Combine(Data, "admin.key");

    /// <summary>Everything it has printed.</summary>
    public string Said => string.Join('\n', _said);

    /// <summary>Processor time that it has used so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>A port that nobody listens on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts a server and waits until it is ready.</summary>
    /// <param name="under">A program to start it under, such as strace, with its arguments.</param>
    public static async Task<ServerProcess> Start(string data, int port, params string[] under)
    {
        var server = new ServerProcess(Programs.Start([.. under, "dotnet", Programs.Server, "serve", "--data", data, "--urls", $"http://127.0.0.1:{port}"]), data, port);
        try
        {
            await Eventually.True(server.IsReady, ReadyWithin, () => $"The server did not get ready: {server.Said}");
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }

        server._http.DefaultRequestHeaders.Authorization = new("Bearer", (await File.ReadAllTextAsync(server.KeyFile)).Trim());
        return server;
    }

    /// <summary>Sends a request as the administrator.</summary>
    public Task<HttpResponseMessage> Get(string path) => _http.GetAsync(new Uri(path, UriKind.Relative));

    /// <inheritdoc cref="Get" />
    public Task<HttpResponseMessage> Put(string path, HttpContent body) => _http.PutAsync(new Uri(path, UriKind.Relative), body);

    /// <inheritdoc cref="Put(string, HttpContent)" />
    public Task<HttpResponseMessage> Put(string path, string body) => _http.PutAsync(new Uri(path, UriKind.Relative), Json(body));

    /// <inheritdoc cref="Put" />
    public Task<HttpResponseMessage> Post(string path, string body) => _http.PostAsync(new Uri(path, UriKind.Relative), Json(body));

    /// <summary>Ends it at once with SIGKILL, so that it cannot finish anything.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Sends a signal by its name, such as TERM.</summary>
    public void Tell(string signal) => Trial.Failure("kill", $"-{signal}", $"{_process.Id}").ShouldBeNull();

    /// <summary>Waits for its end; returns its exit code.</summary>
    public async Task<int> End(TimeSpan within)
    {
        using var deadline = new CancellationTokenSource(within);
        await _process.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        if (!_process.HasExited) await Kill();
        _process.Dispose();
        _http.Dispose();
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));

    private async Task<bool> IsReady()
    {
        if (_process.HasExited) throw new InvalidOperationException($"The server ended with {_process.ExitCode}: {Said}");
        try
        {
            using var answer = await _http.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
