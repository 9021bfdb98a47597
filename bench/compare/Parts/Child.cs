using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace BeautyGrains.Bench.Compare;

/// <summary>A program that runs beside this one. Disposing ends it.</summary>
internal sealed class Child : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _log;

    private Child(Process process, string log)
    {
        _process = process;
        _log = log;
    }

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    /// <summary>Standard output, and input; standard error goes to the log file.</summary>
    public StreamReader Output => _process.StandardOutput;

    /// <inheritdoc cref="Output"/>
    public StreamWriter Input => _process.StandardInput;

    /// <summary>The last lines of what it has complained of.</summary>
    public string Complaint => File.Exists(_log) ? string.Join('\n', File.ReadLines(_log).TakeLast(20)) : "";

    /// <summary>Starts a program.</summary>
    /// <param name="log">A file that takes its standard error.</param>
    public static Child Start(string log, IReadOnlyDictionary<string, string>? environment, params string[] line)
    {
        var start = new ProcessStartInfo(line[0], line[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, said) =>
        {
            if (said.Data is { } text) File.AppendAllText(log, text + "\n");
        };
        process.BeginErrorReadLine();
        return new(process, log);
    }

    /// <summary>Runs a program to its end; what it printed. What fails throws.</summary>
    public static async Task<string> Run(string log, IReadOnlyDictionary<string, string>? environment, params string[] line)
    {
        await using var child = Start(log, environment, line);
        var output = await child.Output.ReadToEndAsync();
        await child._process.WaitForExitAsync();
        if (child._process.ExitCode != 0) throw new TroubleException($"{string.Join(' ', line)} ended with {child._process.ExitCode}: {child.Complaint}{output}");
        return output;
    }

    /// <summary>Asks it to end and waits for that.</summary>
    public async Task End()
    {
        if (_process.HasExited) return;
        Native.Thaw(Id);
        Native.Terminate(Id);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await _process.WaitForExitAsync(deadline.Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
        _process.Dispose();
    }

    /// <summary>A port that nobody listens on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>Something that is needed does not work; the message is for whoever runs the comparison.</summary>
internal sealed class TroubleException(string message) : Exception(message);
