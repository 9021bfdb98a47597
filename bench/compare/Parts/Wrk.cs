using System.Globalization;
using System.Text.Json;

namespace BeautyGrains.Bench.Compare;

/// <summary>The load generator of every case over HTTP.</summary>
internal static class Wrk
{
    // As many as the cores that everything shares; wrk wants at least one connection for each.
    private const int Threads = 2;

    /// <summary>One turn.</summary>
    /// <param name="script">In bench/load.</param>
    public static async Task<LoadResult> Run(Settings settings, string script, Uri url, int connections, int seconds, params string[] arguments)
    {
        var said = await Child.Run(settings.At("wrk.log"), null,
        [
            "wrk", $"-t{Math.Min(Threads, connections)}", $"-c{connections}", $"-d{seconds}s", "--timeout", "60s",
            "-s", Path.Combine(settings.Root, "bench", "load", script), url.ToString(), "--", Server.Key, .. arguments,
        ]);
        var line = said.Split('\n').FirstOrDefault(one => one.StartsWith("RESULT ", StringComparison.Ordinal))
            ?? throw new TroubleException(string.Create(CultureInfo.InvariantCulture, $"wrk has no result: {said}"));
        return JsonSerializer.Deserialize<LoadResult>(line["RESULT ".Length..])!;
    }
}
