using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace BeautyGrains.Bench.Scale.Cases;

/// <summary>How long a server takes from its start until it says that it is ready, on a journal that holds much.</summary>
internal static class StartCase
{
    private const int Starts = 5;
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    /// <param name="server">The server's program, built in Release.</param>
    public static async Task Run(Place place, int streams, int events, string server)
    {
        if (place.Database is not null) throw new NotSupportedException("The case starts servers on files alone.");
        if (!File.Exists(server)) throw new FileNotFoundException($"{server} is not there: build the server in Release, or name it with --server.");
        await Data.Make(place, $"start-{streams}-{events}", async journal =>
        {
            var filling = new Filling(journal);
            await new Chain(streams).Write(filling);
            await new History(new Chain(streams).Store(0), "busy").WriteStock(filling, journal, Math.Max(0, events - filling.Events));
        });
        var took = new double[Starts];
        for (var i = 0; i < Starts; i++) took[i] = await Start(place, server);
        var first = took[0];
        Result.Tell(
            "start", took.Median(), "ms from start to ready", ("streams", streams), ("events", events), ("first", first), ("longest", took.Max()), ("starts", Starts),
            ("journal_MiB", Data.Bytes(place) / 1048576.0));
    }

    private static async Task<double> Start(Place place, string server)
    {
        var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}");
        using var client = new HttpClient { BaseAddress = new(url), Timeout = TimeSpan.FromSeconds(2) };
        var start = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo("dotnet", [server, "serve", "--data", place.Folder, "--urls", url]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            while (!await IsReady(client))
            {
                if (process.HasExited) throw new InvalidOperationException($"The server ended with {process.ExitCode} before it was ready.");
                if (Stopwatch.GetElapsedTime(start) > s_patience) throw new TimeoutException($"The server was not ready after {s_patience}.");
                await Task.Delay(5);
            }

            return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
        finally
        {
            if (!process.HasExited) process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static async Task<bool> IsReady(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
