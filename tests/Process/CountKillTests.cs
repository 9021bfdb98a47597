using System.Globalization;
using System.Net;
using System.Text.Json;

namespace BeautyGrains.Tests.Processes;

/// <summary>The server is killed while count sessions are posted, again and again. BEAUTYGRAINS_COUNT_KILLS says how often; 2 otherwise.</summary>
public sealed class CountKillTests
{
    private const int Skus = 200;
    private const int Missing = 3;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(90);

    private static int Kills => int.TryParse(Environment.GetEnvironmentVariable("BEAUTYGRAINS_COUNT_KILLS"), CultureInfo.InvariantCulture, out var kills) && kills > 0 ? kills : 2;

    [Fact]
    public async Task Killed_while_counts_are_posted_each_of_them_ends_and_posts_every_lot_once()
    {
        using var folder = new TemporaryFolder();
        var port = ServerProcess.FreePort();
        var server = await ServerProcess.Start(folder.At("data"), port);
        try
        {
            await Prepare(server);
            var underway = 0;
            for (var kill = 0; kill < Kills; kill++)
            {
                await Count(server, kill);
                var asked = Approve(server, kill);
                // Stocks are asked in groups, in the order of their names: each round is about another group's writes.
                await IsTaken(server, Sku((16 + (64 * kill)) % Skus), kill);
                await server.DisposeAsync();
                if (await asked != HttpStatusCode.OK) underway++;
                server = await ServerProcess.Start(folder.At("data"), port);
                await EndsByItself(server, kill);
            }

            await Task.WhenAll(Enumerable.Range(0, Skus).Select(sku => IsPostedOnce(server, Sku(sku))));

            underway.ShouldBeGreaterThan(0, "a kill must fall before the answer");
            await server.DisposeAsync();
            var verified = await Programs.Verify(folder.At("data"));
            verified.ExitCode.ShouldBe(0, verified.Said);
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    private static string Sku(int sku) => string.Create(CultureInfo.InvariantCulture, $"k{sku:000}");

    private static async Task Prepare(ServerProcess server)
    {
        await Ok(server.Put("/v1/stores/s", """{"name":"Store","timeZone":"Asia/Shanghai"}"""));
        await Task.WhenAll(Enumerable.Range(0, Skus).Select(async sku =>
        {
            await Ok(server.Put($"/v1/skus/{Sku(sku)}", """{"name":"Cream","unit":"piece"}"""));
            await Ok(server.Put($"/v1/stores/s/skus/{Sku(sku)}/receipts/first", """{"quantity":10000,"lot":"L1"}"""));
        }));
    }

    /// <summary>Three are missing of every product, each round.</summary>
    private static async Task Count(ServerProcess server, int round)
    {
        var skus = Enumerable.Range(0, Skus).Select(Sku).ToList();
        await Ok(server.Put($"/v1/count-sessions/c{round}", JsonSerializer.Serialize(new { store = "s", skus })));
        var lines = skus.Select(sku => new { sku, lot = "L1", counted = Left(round), countedAt = DateTimeOffset.UtcNow });
        await Ok(server.Put($"/v1/count-sessions/c{round}/submissions/u", JsonSerializer.Serialize(new { lines })));
        await Ok(server.Post($"/v1/count-sessions/c{round}/finish", "{}"));
    }

    private static int Left(int round) => 10_000 - (Missing * (round + 1));

    private static async Task<HttpStatusCode?> Approve(ServerProcess server, int round)
    {
        try
        {
            using var answer = await server.Post($"/v1/count-sessions/c{round}/approve", """{"reason":"unknown"}""");
            return answer.StatusCode;
        }
        catch (Exception trouble) when (trouble is HttpRequestException or OperationCanceledException or ObjectDisposedException)
        {
            return null;
        }
    }

    private static Task IsTaken(ServerProcess server, string sku, int round) => Eventually.True(
        async () =>
        {
            using var answer = await server.Get($"/v1/stores/s/skus/{sku}");
            using var stock = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            return stock.RootElement.GetProperty("onHand").GetInt32() == Left(round);
        },
        s_patience, () => $"Session {round} did not post {sku}: {server.Said}", TimeSpan.Zero);

    /// <summary>What a stock has taken was approved durably before: the session goes on without being asked.</summary>
    private static async Task EndsByItself(ServerProcess server, int round)
    {
        var state = "";
        await Eventually.True(
            async () =>
            {
                using var answer = await server.Get($"/v1/count-sessions/c{round}");
                answer.StatusCode.ShouldBe(HttpStatusCode.OK);
                using var session = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
                state = session.RootElement.GetProperty("state").GetString();
                return state is "posted" or "review";
            },
            s_patience, () => $"The session {round} is {state}: {server.Said}");
        state.ShouldBe("posted", server.Said);
        (await Approve(server, round)).ShouldBe(HttpStatusCode.OK);
        using var told = await server.Get($"/v1/count-sessions/c{round}");
        using var posted = JsonDocument.Parse(await told.Content.ReadAsStringAsync());
        posted.RootElement.GetProperty("result").GetProperty("posted").GetInt32().ShouldBe(Skus);
        posted.RootElement.GetProperty("result").GetProperty("refused").GetInt32().ShouldBe(0);
    }

    /// <summary>A lot has one movement of every session, which took what was missing then.</summary>
    private static async Task IsPostedOnce(ServerProcess server, string sku)
    {
        using var answer = await server.Get($"/v1/stores/s/skus/{sku}/ledger?limit=500");
        using var ledger = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var counts = ledger.RootElement.GetProperty("items").EnumerateArray().Where(one => one.GetProperty("kind").GetString() == "count").ToList();
        counts.Select(one => one.GetProperty("id").GetString()).ShouldBe(Enumerable.Range(0, Kills).Select(round => $"count:c{round}:L1"), sku);
        counts.Select(one => one.GetProperty("onHandAfter").GetInt32()).ShouldBe(Enumerable.Range(0, Kills).Select(Left), sku);
    }

    private static async Task Ok(Task<HttpResponseMessage> asked)
    {
        using var answer = await asked;
        answer.IsSuccessStatusCode.ShouldBeTrue($"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
    }
}
