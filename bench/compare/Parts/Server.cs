using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace BeautyGrains.Bench.Compare;

/// <summary>Our server in a process of its own, on prepared stocks. It stands still while it has no turn.</summary>
internal sealed partial class Server : IAsyncDisposable
{
    // The whole run is one administrator's.
    public const string Key = "the-key-of-this-comparison";

    private static readonly TimeSpan s_readyWithin = TimeSpan.FromSeconds(60);
    private readonly Child _child;
    private readonly HttpClient _http;

    private Server(Child child, string url)
    {
        _child = child;
        Url = url;
        _http = new() { BaseAddress = new(url), DefaultRequestHeaders = { Authorization = new("Bearer", Key) } };
    }

    public string Url { get; }

    public int Process => _child.Id;

    /// <summary>Starts it and waits until it is ready.</summary>
    /// <param name="name">Of its data folder and log.</param>
    /// <param name="database">How to connect to PostgreSQL; null for SQLite in the data folder.</param>
    public static async Task<Server> Start(Settings settings, string name, string? database)
    {
        var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Child.FreePort()}");
        var child = Child.Start(settings.At($"{name}.log"), Environment(database),
            "dotnet", settings.Program("silo", "beautygrains"), "serve", "--data", settings.At(name), "--urls", url);
        var server = new Server(child, url);
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (var left = s_readyWithin; left > TimeSpan.Zero && !child.HasEnded; left -= looks.Period)
        {
            if (await server.IsReady()) return server;
            await looks.WaitForNextTickAsync();
        }
        await server.DisposeAsync();
        throw new TroubleException($"The server {name} did not get ready: {child.Complaint}");
    }

    /// <summary>Settings of the server and of every program that hosts it.</summary>
    public static Dictionary<string, string> Environment(string? database)
    {
        var environment = new Dictionary<string, string> { ["BEAUTY__Access__AdminKey"] = Key, ["DOTNET_gcServer"] = "0" };
        if (database is null) return environment;
        environment["BEAUTY__Storage__Provider"] = "postgres";
        environment["BEAUTY__Storage__ConnectionString"] = database;
        return environment;
    }

    public void Freeze() => Native.Freeze(Process);

    public void Thaw() => Native.Thaw(Process);

    /// <summary>Events made durable since it started.</summary>
    public async Task<long> Events()
    {
        var page = await _http.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        return EventsTotal().Match(page) is { Success: true } match ? long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
            : throw new TroubleException("/metrics does not tell beauty_journal_events_total.");
    }

    /// <summary>The read models, the one that is farthest behind first.</summary>
    public async Task<IReadOnlyList<ReadModel>> ReadModels()
    {
        using var page = JsonDocument.Parse(await _http.GetByteArrayAsync(new Uri("/v1/read-models", UriKind.Relative)));
        return [.. page.RootElement.GetProperty("items").EnumerateArray().Select(ReadModel.From).OrderByDescending(model => model.SecondsBehind)];
    }

    /// <summary>Asks for a read model to be built anew from the whole journal.</summary>
    public async Task Rebuild(string model)
    {
        using var answer = await _http.PostAsync(new Uri($"/v1/read-models/{model}/rebuild", UriKind.Relative), null);
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _child.DisposeAsync();
    }

    private async Task<bool> IsReady()
    {
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

    [GeneratedRegex(@"^beauty_journal_events_total(?:\{[^}]*\})? (\d+)", RegexOptions.Multiline)]
    private static partial Regex EventsTotal();
}

/// <summary>How far a read model is.</summary>
internal sealed record ReadModel(string Name, string State, long Generation, string? BuiltUpTo, long EventsBehind, double SecondsBehind)
{
    public static ReadModel From(JsonElement it) => new(
        it.GetProperty("name").GetString()!, it.GetProperty("state").GetString()!, it.GetProperty("generation").GetInt64(),
        it.TryGetProperty("builtUpTo", out var upTo) ? upTo.GetString() : null, it.GetProperty("eventsBehind").GetInt64(), it.GetProperty("secondsBehind").GetDouble());
}
