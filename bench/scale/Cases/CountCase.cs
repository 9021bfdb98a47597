using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace BeautyGrains.Bench.Scale.Cases;

/// <summary>
/// A count session over every product of a store, whose lines are handed in by one call, while 32 terminals trade there: how long it takes from its opening to its last
/// posting, and how much slower trade is meanwhile. Lines with faults are handed in first: all faults must be told at once, and nothing be taken.
/// </summary>
internal static class CountCase
{
    private const int Terminals = 32;
    private const int Rounds = 5;
    private const int Faulty = 7;
    private const int Differing = 100;
    private static readonly TimeSpan s_calm = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    /// <param name="lines">One for each product of the store.</param>
    /// <param name="server">The server's program, built in Release.</param>
    public static async Task Run(Place place, int lines, string server)
    {
        if (place.Database is not null) throw new NotSupportedException("The case starts a server on files alone.");
        if (!File.Exists(server)) throw new FileNotFoundException($"{server} is not there: build the server in Release, or name it with --server.");
        if (Directory.Exists(place.Folder) && Directory.EnumerateFileSystemEntries(place.Folder).Any()) throw new NotSupportedException("The case begins with an empty folder: what lies on the shelves is what it has put there.");
        var store = new CountedStore(lines);
        await Data.Make(place, $"count-{lines}", async journal => await store.Write(new(journal)));
        await using var process = Server.Start(server, place.Folder);
        await process.Until(s_patience, static async client => (await client.GetAsync(new Uri("/health/ready", UriKind.Relative))).StatusCode == HttpStatusCode.OK && client.DefaultRequestHeaders.Authorization is not null);
        using var closing = new CancellationTokenSource();
        var took = Enumerable.Range(0, Terminals).Select(_ => new List<(long At, double Took)>()).ToArray();
        var trade = took.Select((mine, terminal) => store.Trade(process.Client, terminal, mine, closing.Token)).ToArray();
        await Task.Delay(s_calm);
        var sessions = new List<Session>();
        for (var round = -1; round < Rounds; round++)
        {
            var session = await Session.Hold(process, store, $"count-{round + 1}", lines);
            // The first one warms the server.
            if (round >= 0) sessions.Add(session);
            await Task.Delay(s_calm);
        }
        await closing.CancelAsync();
        await Task.WhenAll(trade);
        await Compare(process.Client, store);
        Tell(sessions, [.. took.SelectMany(one => one)], lines);
    }

    /// <summary>The book has what the shelves have.</summary>
    private static async Task Compare(HttpClient client, CountedStore store)
    {
        for (var i = 0; i < store.Products; i++)
        {
            using var stock = JsonDocument.Parse(await client.GetStringAsync(new Uri($"/v1/stores/{CountedStore.Code}/skus/{CountedStore.Sku(i)}", UriKind.Relative)));
            var book = stock.RootElement.GetProperty("onHand").GetDecimal();
            if (book != store.There(i)) throw new InvalidOperationException($"{CountedStore.Sku(i)}: the book has {book}, {store.There(i)} are there.");
        }
    }

    private static void Tell(List<Session> sessions, (long At, double Took)[] trade, int lines)
    {
        double[] All(Func<Session, double> of) => [.. sessions.Select(of)];
        var whole = All(one => one.Whole);
        Result.Tell(
            "count session", whole.Median(), "ms from opening to posted, without faults", ("longest", whole.Max()), ("open", All(one => one.Opening).Median()), ("faulty", All(one => one.Refusing).Median()),
            ("submit", All(one => one.Submitting).Median()), ("compare", All(one => one.Comparing).Median()), ("post", All(one => one.Posting).Median()),
            ("server_cpu_s", All(one => one.Used.TotalSeconds).Median()), ("lines", lines), ("differing", lines / Differing), ("rounds", sessions.Count));
        bool IsDuring(long at) => sessions.Any(one => at >= one.From && at <= one.To);
        var first = sessions[0].From;
        var during = trade.Where(one => IsDuring(one.At)).Select(one => one.Took).ToArray();
        var calm = trade.Where(one => one.At > first && !IsDuring(one.At)).Select(one => one.Took).ToArray();
        Result.Tell(
            "trade during counts", during.Median() / calm.Median(), "times the median without", ("p99_times", during.Quantile(0.99) / calm.Quantile(0.99)), ("median_ms", during.Median()), ("p99_ms", during.Quantile(0.99)),
            ("longest_ms", during.Max()), ("calm_median_ms", calm.Median()), ("calm_p99_ms", calm.Quantile(0.99)), ("calm_longest_ms", calm.Max()), ("requests", during.Length), ("terminals", Terminals));
    }

    /// <summary>One session and what it took, in milliseconds.</summary>
    /// <param name="From">When it began, as the trade's times.</param>
    /// <param name="Whole">From opening to posted, without the faulty call.</param>
    private sealed record Session(long From, long To, double Whole, double Opening, double Refusing, double Submitting, double Comparing, double Posting, TimeSpan Used)
    {
        public static async Task<Session> Hold(Server process, CountedStore store, string id, int lines)
        {
            var (client, used, from) = (process.Client, process.Used, Stopwatch.GetTimestamp());
            var opening = await Timed(() => Answered(client.PutAsJsonAsync(At(id), new { store = CountedStore.Code, skus = Enumerable.Range(0, lines).Select(CountedStore.Sku) }), HttpStatusCode.Created));
            var good = new object[lines];
            for (var i = 0; i < lines; i++)
            {
                // The one missing is not seen, whoever looks.
                if (i % Differing == 0) store.Lose(i, 1);
                var (there, at) = await store.Count(i);
                good[i] = new { sku = CountedStore.Sku(i), lot = CountedStore.Lot, counted = there, countedAt = at.ToString("O", CultureInfo.InvariantCulture) };
            }
            var refusing = await Timed(() => Refused(client, id, good));
            var submitting = await Timed(() => Answered(client.PutAsJsonAsync(At($"{id}/submissions/s1"), new { lines = good }), HttpStatusCode.Created));
            var comparing = await Timed(() => Reach(process, id, "finish", new { }, "review"));
            var posting = await Timed(() => Reach(process, id, "approve", new { reason = "unknown" }, "posted"));
            using var told = JsonDocument.Parse(await client.GetStringAsync(At(id)));
            var result = told.RootElement.GetProperty("result");
            var (differing, posted) = (result.GetProperty("differing").GetInt32(), result.GetProperty("posted").GetInt32());
            if (differing != (lines + Differing - 1) / Differing || posted != lines) throw new InvalidOperationException($"{differing} differ and {posted} are posted: {result}");
            return new(from, Stopwatch.GetTimestamp(), opening + submitting + comparing + posting, opening, refusing, submitting, comparing, posting, process.Used - used);
        }

        // Every line but one in seven is faulty in one of three ways.
        private static async Task Refused(HttpClient client, string id, object[] good)
        {
            var lines = good.Select((line, i) => i % Faulty == 0 ? line : (i % 3) switch
            {
                0 => new { sku = "sku-never", lot = "L" + i, counted = 1m, countedAt = "2026-01-01T00:00:00Z" },
                1 => new { sku = CountedStore.Sku(i), lot = CountedStore.Lot, counted = -1m, countedAt = DateTimeOffset.UtcNow },
                _ => (object)new { sku = CountedStore.Sku(i), counted = "many", countedAt = DateTimeOffset.UtcNow },
            }).ToArray();
            using var answer = await client.PutAsJsonAsync(At($"{id}/submissions/s1"), new { lines });
            if (answer.StatusCode != HttpStatusCode.BadRequest) throw new InvalidOperationException($"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
            using var told = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            var named = told.RootElement.GetProperty("errors").EnumerateObject().Select(one => one.Name.Split(']')[0]).Distinct().Count();
            var faulty = Enumerable.Range(0, good.Length).Count(i => i % Faulty != 0);
            if (named != faulty) throw new InvalidOperationException($"{faulty} lines are faulty, {named} are named.");
            using var state = JsonDocument.Parse(await client.GetStringAsync(At(id)));
            if (state.RootElement.GetProperty("counted").GetInt32() != 0) throw new InvalidOperationException("Something of a refused call was taken.");
        }

        private static async Task Reach(Server process, string id, string verb, object body, string state)
        {
            await Answered(process.Client.PostAsJsonAsync(At($"{id}/{verb}"), body), HttpStatusCode.OK, HttpStatusCode.Accepted);
            await process.Until(s_patience, async client =>
            {
                using var told = JsonDocument.Parse(await client.GetStringAsync(At(id)));
                return told.RootElement.GetProperty("state").GetString() == state;
            });
        }

        private static Uri At(string path) => new("/v1/count-sessions/" + path, UriKind.Relative);

        private static async Task Answered(Task<HttpResponseMessage> asked, params HttpStatusCode[] expected)
        {
            using var answer = await asked;
            if (!expected.Contains(answer.StatusCode)) throw new InvalidOperationException($"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        }

        private static async Task<double> Timed(Func<Task> what)
        {
            var start = Stopwatch.GetTimestamp();
            await what();
            return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
    }
}
