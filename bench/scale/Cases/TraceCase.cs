using System.Diagnostics;
using System.Net;
using System.Text.Json;

namespace BeautyGrains.Bench.Scale.Cases;

/// <summary>
/// How long a trace takes on two years of a chain: a lot that was ordered, received with its papers, repacked, moved to every store, opened in one, and sold or used up to 1,000 clients; and one of these
/// clients back to the supplier's paper. Over HTTP, as JSON and as a picture.
/// </summary>
internal static class TraceCase
{
    private const int Clients = 1_000;
    private const int Rounds = 60;
    private const int Warming = 10;
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

    /// <param name="sales">Of the two years besides; each names one of 20,000 clients.</param>
    /// <param name="server">The server's program, built in Release.</param>
    public static async Task Run(Place place, int sales, string server)
    {
        if (place.Database is not null) throw new NotSupportedException("The case starts a server on files alone.");
        if (!File.Exists(server)) throw new FileNotFoundException($"{server} is not there: build the server in Release, or name it with --server.");
        await Data.Make(place, $"trace-{sales}", async journal => await TwoYears.Write(new(journal), sales));
        var mark = Path.Combine(place.Folder, "traced");
        if (!File.Exists(mark))
        {
            await TracedLot.Write(place, Clients);
            await File.WriteAllTextAsync(mark, "");
        }

        await using var process = Server.Start(server, place.Folder);
        await Follow(process);
        var lot = $"/v1/skus/{TracedLot.Sku}/lots/{TracedLot.LotNo}/trace";
        foreach (var (what, path) in new[] { ("trace of a lot", lot), ("picture of a lot", lot + "?as=svg"), ("trace of a client", "/v1/clients/T-0500/trace"), ("picture of a client", "/v1/clients/T-0500/trace?as=svg") })
            await Measure(process.Client, what, path, sales);
    }

    private static async Task Measure(HttpClient client, string what, string path, int sales)
    {
        var took = new double[Rounds];
        var bytes = 0;
        for (var i = -Warming; i < Rounds; i++)
        {
            var start = Stopwatch.GetTimestamp();
            bytes = (await client.GetByteArrayAsync(new Uri(path, UriKind.Relative))).Length;
            if (i >= 0) took[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Result.Tell(what, took.Median(), "ms over HTTP", ("p99", took.Quantile(0.99)), ("longest", took.Max()), ("bytes", bytes), ("clients", Clients), ("sales_besides", sales), ("rounds", Rounds));
    }

    /// <summary>Until the read model has all of it, and what it tells is right.</summary>
    private static Task Follow(Server server) => server.Until(s_patience, async client =>
    {
        using var told = await client.GetAsync(new Uri($"/v1/skus/{TracedLot.Sku}/lots/{TracedLot.LotNo}/trace", UriKind.Relative));
        if (told.StatusCode != HttpStatusCode.OK) return false;
        using var trace = JsonDocument.Parse(await told.Content.ReadAsStringAsync());
        var papers = trace.RootElement.GetProperty("path").GetProperty("documents").GetArrayLength();
        return trace.RootElement.GetProperty("clientCount").GetInt32() == Clients && papers == 1;
    });
}
