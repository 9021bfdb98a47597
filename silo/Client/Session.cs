using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using BeautyGrains.Silo.Cli;
using BeautyGrains.Silo.Settings;

namespace BeautyGrains.Silo.Client;

/// <summary>Where a verb works: in a data folder, or at a running server.</summary>
/// <param name="HostArguments">Settings of the server that is hosted for the folder; unused with <paramref name="Url"/>.</param>
/// <param name="Url">A running server; null for the folder.</param>
/// <param name="KeyFile">A file with the key; null for BEAUTY_KEY or the folder's administrator.</param>
internal sealed record Target(IReadOnlyList<string> HostArguments, string? Url, string? KeyFile);

/// <summary>A client and, for a data folder, the server behind it: both ways end at the same HTTP interface.</summary>
internal sealed class Session : IAsyncDisposable
{
    private readonly WebApplication? _server;
    private readonly HttpClient _http;
    private readonly CancellationTokenSource _stopping;
    private readonly PosixSignalRegistration[] _signals;

    private Session(WebApplication? server, string url, string key, CancellationToken cancel)
    {
        _server = server;
        _http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { BaseAddress = new(url), Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        Client = new(_http, TimeProvider.System);
        _stopping = CancellationTokenSource.CreateLinkedTokenSource(cancel, server?.Lifetime.ApplicationStopping ?? CancellationToken.None);
        _signals = server is null ? [PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop)] : [];
    }

    public BeautyClient Client { get; }

    /// <summary>The hosted server; null when it runs elsewhere.</summary>
    public WebApplication? Server => _server;

    /// <summary>Cancelled when the process is told to stop.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <exception cref="WrongUseException">No key, or no such address.</exception>
    public static async Task<Session> Open(Target target, CancellationToken cancel)
    {
        if (target.Url is null) return await Host(BeautyHost.Build([.. target.HostArguments, "--urls", "http://127.0.0.1:0"]), target, cancel);
        if (!Uri.TryCreate(target.Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw new WrongUseException($"'{target.Url}' is not an address such as {HostSettings.DefaultUrl}.");
        var key = GivenKey(target) ?? throw new WrongUseException("A running server asks for a key: --key-file FILE, or BEAUTY_KEY in the environment.");
        return new(null, url.GetLeftPart(UriPartial.Authority), key, cancel);
    }

    /// <summary>Starts a built server and opens a session with it; the session ends the server.</summary>
    public static async Task<Session> Host(WebApplication server, Target target, CancellationToken cancel)
    {
        try
        {
            await ServeVerb.Start(server, cancel);
            var settings = server.Services.GetRequiredService<HostSettings>();
            var administrator = Path.Combine(settings.DataFolder, "admin.key");
            var key = GivenKey(target) ?? settings.AdminKey
                ?? (File.Exists(administrator) ? FirstLine(administrator) : throw new WrongUseException($"{administrator} is gone; give a key with --key-file FILE or BEAUTY_KEY."));
            return new(server, BeautyHost.AddressOf(server), key, cancel);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var signal in _signals) signal.Dispose();
        _http.Dispose();
        if (_server is not null)
        {
            await _server.StopAsync(CancellationToken.None);
            await _server.DisposeAsync();
        }
        _stopping.Dispose();
    }

    private static string? GivenKey(Target target)
    {
        if (target.KeyFile is not { } file) return Environment.GetEnvironmentVariable("BEAUTY_KEY") is { Length: > 0 } key ? key : null;
        return KeyOf(file);
    }

    /// <summary>The key that a file holds.</summary>
    /// <exception cref="WrongUseException">There is no such file, or no key in it.</exception>
    public static string KeyOf(string file) => File.Exists(file) ? FirstLine(file) : throw new WrongUseException($"The key file {Path.GetFullPath(file)} does not exist.");

    private static string FirstLine(string file) =>
        File.ReadLines(file).FirstOrDefault()?.Trim() is { Length: > 0 } key ? key : throw new WrongUseException($"{file} holds no key.");

    private void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        _stopping.Cancel();
    }
}
