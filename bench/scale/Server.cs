using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace BeautyGrains.Bench.Scale;

/// <summary>The server as a process of its own, over the data of a case, with a client that has the key of its first start.</summary>
internal sealed class Server : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _folder;

    private Server(Process process, string folder, Uri url)
    {
        (_process, _folder) = (process, folder);
        Client = new() { BaseAddress = url, Timeout = TimeSpan.FromMinutes(5) };
    }

    public HttpClient Client { get; }

    /// <summary>CPU time that it has used so far.</summary>
    public TimeSpan Used
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <param name="program">The server's program, built in Release.</param>
    public static Server Start(string program, string folder)
    {
        var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}");
        var process = Process.Start(new ProcessStartInfo("dotnet", [program, "serve", "--data", folder, "--urls", url]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new(process, folder, new(url));
    }

    /// <summary>Asks until it is so. Throws when the server ends or the patience does.</summary>
    public async Task Until(TimeSpan patience, Func<HttpClient, Task<bool>> isSo)
    {
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < patience)
        {
            if (_process.HasExited) throw new InvalidOperationException($"The server ended with {_process.ExitCode}.");
            try
            {
                var key = Path.Combine(_folder, "admin.key");
                if (File.Exists(key)) Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(key)).Trim());
                if (await isSo(Client)) return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(100);
        }

        throw new TimeoutException($"It was not so after {patience}.");
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
