using System.Net;
using System.Text.Json;

namespace BeautyGrains.Tests.Processes;

/// <summary>The server is killed in the middle of recalls, again and again.</summary>
public sealed class RecallKillTests
{
    private const int Kills = 20;
    private const int Stores = 40;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    // Some have the goods; a recall goes through all of them, 32 at once.
    private static readonly int[] s_stocked = [0, 20, 39];

    [Fact]
    public async Task Killed_twenty_times_during_recalls_each_of_them_ends_and_blocks_its_goods_everywhere()
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
                // At the instant of its writes that this round is about, as near as a process can be hit: from before the first to after the last.
                var asked = Ask(server, kill);
                await Wait(kill);
                await server.DisposeAsync();
                if (await asked != HttpStatusCode.Created) underway++;
                server = await ServerProcess.Start(folder.At("data"), port);
                await EndsByItself(server, kill);
                await IsBlocked(server, kill);
            }

            underway.ShouldBeGreaterThan(Kills / 4, "most kills must fall before the answer");
            await server.DisposeAsync();
            var verified = await Programs.Verify(folder.At("data"));
            verified.ExitCode.ShouldBe(0, verified.Said);
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    private static string Sku(int round) => $"k{round}";

    private static string Path(int store, int round) => $"/v1/stores/s{store:00}/skus/{Sku(round)}";

    private static string Body(int round) => $$"""{"sku":"{{Sku(round)}}","lots":["L1"],"class":"i","reason":"maker"}""";

    private static async Task Prepare(ServerProcess server)
    {
        await Task.WhenAll(Enumerable.Range(0, Stores).Select(store => Created(server.Put($"/v1/stores/s{store:00}", """{"name":"Store","timeZone":"Asia/Shanghai"}"""))));
        await Task.WhenAll(Enumerable.Range(0, Kills).Select(round => Created(server.Put($"/v1/skus/{Sku(round)}", """{"name":"Cream","unit":"piece"}"""))));
        await Task.WhenAll(from round in Enumerable.Range(0, Kills) from store in s_stocked select Created(server.Put($"{Path(store, round)}/receipts/first", """{"quantity":10,"lot":"L1"}""")));
    }

    private static async Task<HttpStatusCode?> Ask(ServerProcess server, int round)
    {
        try
        {
            using var answer = await server.Put($"/v1/recalls/rc{round}", Body(round));
            return answer.StatusCode;
        }
        catch (Exception trouble) when (trouble is HttpRequestException or OperationCanceledException or ObjectDisposedException)
        {
            return null;
        }
    }

    // A recall of so many stores takes some ten milliseconds; the rounds spread over them.
    private static async Task Wait(int round)
    {
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        while (System.Diagnostics.Stopwatch.GetElapsedTime(began) < TimeSpan.FromMilliseconds(round * 2)) await Task.Yield();
    }

    /// <summary>Where it was written down it goes on without being asked; where it was not it is asked again, as its caller does who got no answer.</summary>
    private static async Task EndsByItself(ServerProcess server, int round)
    {
        var begun = true;
        await Eventually.True(
            async () =>
            {
                using var answer = await server.Get($"/v1/recalls/rc{round}");
                begun = answer.StatusCode != HttpStatusCode.NotFound;
                if (!begun) return true;
                answer.StatusCode.ShouldBe(HttpStatusCode.OK);
                using var recall = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
                return recall.RootElement.GetProperty("state").GetString() == "open";
            },
            Patience, () => $"The recall {round} did not end: {server.Said}");
        using var again = await server.Put($"/v1/recalls/rc{round}", Body(round));
        again.StatusCode.ShouldBe(begun ? HttpStatusCode.OK : HttpStatusCode.Created);
        using var told = JsonDocument.Parse(await again.Content.ReadAsStringAsync());
        told.RootElement.GetProperty("storesAsked").GetInt32().ShouldBe(Stores);
        told.RootElement.GetProperty("found").GetArrayLength().ShouldBe(s_stocked.Length);
    }

    private static async Task IsBlocked(ServerProcess server, int round)
    {
        foreach (var store in s_stocked)
        {
            using var sale = await server.Put($"{Path(store, round)}/sales/after", """{"quantity":1,"lot":"L1"}""");
            sale.StatusCode.ShouldBe(HttpStatusCode.Conflict);
            (await sale.Content.ReadAsStringAsync()).ShouldContain("lot-blocked");
        }

        // A store without the goods, too, knows it.
        await Created(server.Put($"{Path(1, round)}/receipts/late", """{"quantity":1,"lot":"L1"}"""));
        using var held = await server.Put($"{Path(1, round)}/reservations/late", """{"quantity":1}""");
        held.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    private static async Task Created(Task<HttpResponseMessage> asked)
    {
        using var answer = await asked;
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
    }
}
