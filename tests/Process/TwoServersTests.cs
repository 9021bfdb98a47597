using System.Collections.Concurrent;
using BeautyGrains.Tests.Shared;
using Npgsql;

namespace BeautyGrains.Tests.Processes;

/// <summary>Two server processes on one PostgreSQL, both told to serve the same SKU: the stale one never acknowledges.</summary>
public sealed class TwoServersTests : IAsyncLifetime
{
    private const string Stock = "/v1/stores/first/skus/cream";
    private const string Unwritten = "/problems/not-written";
    private const string Unknown = "/problems/outcome-unknown";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private SharedDatabase _shared = null!;

    public async Task InitializeAsync()
    {
        if (PostgresServer.Missing is null) _shared = await SharedDatabase.Start();
    }

    public async Task DisposeAsync()
    {
        if (_shared is not null) await _shared.DisposeAsync();
    }

    [NeedsPostgres]
    public async Task Both_together_never_acknowledge_more_than_is_on_hand_and_who_got_503_learns_the_truth_by_asking_again_anywhere()
    {
        const int onHand = 60, tills = 4, perTill = 15;
        await using var first = await _shared.Serve("first");
        await Receive(first, onHand);
        await using var second = await _shared.Serve("second");
        // Both hold the stock in memory: whoever writes second must lose. Woken only by a late sale it might find everything sold.
        await ShouldHave(second, onHand);
        var (acknowledged, refused, lost) = (new ConcurrentDictionary<string, int>(), new ConcurrentBag<string>(), new ConcurrentBag<string>());

        await Task.WhenAll(Enumerable.Range(0, 2 * tills).Select(async till =>
        {
            for (var number = 0; number < perTill; number++)
            {
                var id = $"{till}-{number}";
                // Asks again at the one and at the other in turn, as a till behind a balancer does.
                for (var attempt = till; ; attempt++)
                {
                    var said = await Sell(attempt % 2 == 0 ? first : second, id, 1);
                    if (said.Status == 503) lost.Add(said.Problem);
                    else if (said.Status == 409) refused.Add(id);
                    else if (said.Status is 200 or 201) acknowledged[id] = said.Status;
                    else said.Expect(503);
                    if (said.Status != 503) break;
                }
            }
        }));

        acknowledged.Count.ShouldBe(onHand);
        refused.Count.ShouldBe((2 * tills * perTill) - onHand);
        lost.ShouldNotBeEmpty("nobody lost a race, so nothing was shown");
        lost.ShouldAllBe(problem => problem == Unwritten || problem == Unknown);
        await ShouldHave(second, 0);
        (await Sales()).ShouldBe(acknowledged.Keys.Order(StringComparer.Ordinal));
        await ShouldVerify(first, second);
    }

    [NeedsPostgres]
    public async Task A_grain_that_moves_while_it_writes_loses_what_is_in_flight_and_nothing_that_is_acknowledged()
    {
        await using var first = await _shared.Serve("first");
        await Receive(first, 8);
        await using var second = await _shared.Serve("second");
        await ShouldHave(second, 8);

        // While the journal is held elsewhere nothing gets written: both decide on the same state, and have it in flight.
        Task<Said[]> atFirst, atSecond;
        await using (var held = await HoldTheJournal())
        {
            atFirst = Task.WhenAll(Enumerable.Range(0, 5).Select(number => Sell(first, $"first-{number}", 1)));
            await SomebodyWaits(1);
            atSecond = Task.WhenAll(Enumerable.Range(0, 5).Select(number => Sell(second, $"second-{number}", 1)));
            await SomebodyWaits(2);
        }

        var (mine, theirs) = (await atFirst.WaitAsync(Patience), await atSecond.WaitAsync(Patience));
        // The first batch may have taken a part of the five; whatever came too late is refused for sure.
        mine.Count(said => said.Status == 201).ShouldBeGreaterThan(0);
        theirs.ShouldAllBe(said => said.Status == 503 && said.Problem == Unwritten);
        mine.Where(said => said.Status != 201).ShouldAllBe(said => said.Status == 503 && said.Problem == Unwritten);

        // Asked again, at whichever, each is done once, as far as there is stock.
        var done = 0;
        for (var number = 0; number < 5; number++)
        {
            (await Finally(() => Sell(second, $"first-{number}", 1))).Status.ShouldBe(mine[number].Status == 201 ? 200 : 201);
            done++;
        }
        for (var number = 0; number < 5; number++)
            if ((await Finally(() => Sell(number % 2 == 0 ? second : first, $"second-{number}", 1))).Status == 201) done++;
        done.ShouldBe(8);
        (await Sales()).Count.ShouldBe(8);
        await ShouldVerify(first, second);
    }

    [NeedsPostgres]
    public async Task A_commit_whose_answer_is_lost_on_the_way_to_the_server_is_acknowledged_once_the_truth_is_known()
    {
        await using var cutter = new CommitCutter(_shared.Database.Port);
        await using var first = await _shared.Serve("first", cutter.Port);
        await Receive(first, 10);

        cutter.Next = Cut.AfterTheAnswer;
        (await Sell(first, "written", 1)).Expect(201);
        await cutter.HasCut.WaitAsync(Patience);
        (await Sell(first, "written", 1)).Expect(200);
        await ShouldHave(first, 9);
        (await Sales()).ShouldBe(["written"]);
    }

    [NeedsPostgres]
    public async Task A_commit_that_the_database_never_heard_of_is_told_as_not_written_and_done_when_asked_again()
    {
        await using var cutter = new CommitCutter(_shared.Database.Port);
        await using var first = await _shared.Serve("first", cutter.Port);
        await Receive(first, 10);

        cutter.Next = Cut.Before;
        (await Sell(first, "cut", 1)).Expect(503).Problem.ShouldBe(Unwritten);
        (await Sell(first, "cut", 1)).Expect(201);
        await ShouldHave(first, 9);
        (await Sales()).ShouldBe(["cut"]);
    }

    [NeedsPostgres]
    public async Task While_one_server_cannot_find_out_what_became_of_a_commit_the_other_tells_whoever_asks_again()
    {
        await using var cutter = new CommitCutter(_shared.Database.Port) { StaysDown = true };
        await using var first = await _shared.Serve("first", cutter.Port);
        await Receive(first, 10);
        await using var second = await _shared.Serve("second");
        await ShouldHave(second, 10);

        cutter.Next = Cut.AfterTheAnswer;
        var asked = Sell(first, "lost", 4);
        await cutter.HasCut.WaitAsync(Patience);
        // The other's grain is stale by now; its own attempt is refused, and the next one knows.
        (await Finally(() => Sell(second, "lost", 4))).Expect(200);
        await ShouldHave(second, 6);

        // The first has not acknowledged what it does not know, and says so in time.
        asked.IsCompleted.ShouldBeFalse();
        (await asked.WaitAsync(Patience)).Expect(503).Problem.ShouldBe(Unknown);
        (await Sales()).ShouldBe(["lost"]);
    }

    private static async Task Receive(ServerProcess server, int quantity)
    {
        (await Said.By(server.Put("/v1/stores/first", """{"name":"First","timeZone":"Asia/Shanghai"}"""))).Expect(201);
        (await Said.By(server.Put("/v1/skus/cream", """{"name":"Cream","unit":"piece"}"""))).Expect(201);
        (await Said.By(server.Put($"{Stock}/receipts/r1", $$"""{"quantity":{{quantity}},"lot":"L1"}"""))).Expect(201);
    }

    private static Task<Said> Sell(ServerProcess server, string id, int quantity) =>
        Said.By(server.Put($"{Stock}/sales/{id}", $$"""{"quantity":{{quantity}}}"""));

    /// <summary>Asks the same again until it is known.</summary>
    private static async Task<Said> Finally(Func<Task<Said>> ask)
    {
        for (var attempt = 0; attempt < 10; attempt++)
            if (await ask() is { Status: not 503 } known) return known;
        return (await ask()).Expect(200);
    }

    private static async Task ShouldHave(ServerProcess server, decimal onHand)
    {
        var said = await Finally(() => Said.By(server.Get(Stock)));
        said.Expect(200).Body.GetProperty("onHand").GetDecimal().ShouldBe(onHand);
    }

    /// <summary>The ids of the sales in the journal.</summary>
    private async Task<List<string>> Sales() =>
        [.. (await _shared.Database.Psql(DatabaseName, "-c", "SELECT payload::json->>'id' FROM events WHERE type = 'stock-moved.1' AND payload::json->>'kind' ILIKE 'sale'"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];

    private string DatabaseName => new NpgsqlConnectionStringBuilder(_shared.Connection).Database!;

    /// <summary>Keeps every server from writing until disposed of.</summary>
    private async Task<NpgsqlConnection> HoldTheJournal()
    {
        var connection = new NpgsqlConnection(_shared.Connection + ";Pooling=false");
        await connection.OpenAsync();
        await using var hold = new NpgsqlCommand("BEGIN; LOCK TABLE events IN SHARE ROW EXCLUSIVE MODE", connection);
        await hold.ExecuteNonQueryAsync();
        return connection;
    }

    private Task SomebodyWaits(int count) => Eventually.True(
        async () => (await _shared.Database.Psql(DatabaseName, "-c", "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")).Trim() == $"{count}",
        Patience, () => $"{count} should wait for the journal");

    private static async Task ShouldVerify(params ServerProcess[] servers)
    {
        foreach (var server in servers) await server.Kill();
        var verified = await Programs.Verify(servers[0].Data);
        verified.ExitCode.ShouldBe(0, verified.Said);
    }
}
