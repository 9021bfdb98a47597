using System.Text;
using BeautyGrains.Engine.Tests;
using BeautyGrains.Journal.Postgres;
using BeautyGrains.Tests.Shared;
using Npgsql;

namespace BeautyGrains.Journal.Tests;

/// <summary>More than one PostgreSQL server: a dump that moves, a replica that follows too slowly; and one that stays away.</summary>
[Collection(PostgresCases.Name)]
[TestCaseOrderer(WherePostgresIs.Type, PostgresCases.Assembly)]
public sealed class PostgresReplicaTests(PostgresServer server)
{
    private static readonly StreamKey s_stream = new("stock", "a");
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_dump_restored_into_another_server_keeps_order_positions_and_hashes_and_the_journal_goes_on()
    {
        var database = await server.NewDatabase();
        await using var journal = new PostgresJournal(new(database, TimeProvider.System));
        for (var version = 1; version <= 30; version++)
        {
            await Append(journal, s_stream, version);
            await Append(journal, new("stock", $"s{30 - version:D2}"), 1);
        }
        var before = await Everything(journal);
        var dump = server.At("journal.dump");
        await server.Program("pg_dump", "--format=custom", "--file", dump, NameOf(database));

        // Its transaction ids are not the old server's: they have begun anew.
        await using var other = new PostgresServer();
        var copy = await other.NewDatabase();
        await other.Program("pg_restore", "--exit-on-error", "--no-owner", "--dbname", NameOf(copy), dump);
        await using var restored = new PostgresJournal(new(copy, TimeProvider.System));
        (await Everything(restored)).ShouldBe(before);
        (await Append(restored, s_stream, 31)).ShouldBe(31);
        (await Append(restored, new("stock", "new"), 1)).ShouldBe(1);
        (await restored.Head()).ShouldBe(new JournalPosition(0, 62));
        await ShouldBeSound(restored);
        await Should.ThrowAsync<JournalConflictException>(Append(restored, s_stream, 31).AsTask());
    }

    [Fact]
    public async Task A_replica_that_is_too_slow_matters_to_nobody_and_one_that_commits_wait_for_delays_commits_alone()
    {
        await using var primary = new PostgresServer();
        var database = await primary.NewDatabase();
        await using var replica = await primary.Replica();
        await using var journal = new PostgresJournal(new(database, TimeProvider.System));
        await using var asker = new PostgresJournal(new(database, new ManualClock()) { ProbePatience = TimeSpan.FromMilliseconds(100) });
        await Follows(primary, "async");
        await using (var standby = new PostgresJournal(new(PostgresServer.ConnectionString(NameOf(database), replica.Port), TimeProvider.System)))
            await Should.ThrowAsync<JournalUnavailableException>(standby.CheckWritable().AsTask());
        try
        {
            await replica.Signal("STOP");
            for (var version = 1; version <= 20; version++) (await Append(journal, s_stream, version).AsTask().WaitAsync(s_patience)).ShouldBe(version);

            await using (var other = new PostgresJournal(new(database, TimeProvider.System))) await other.CheckWritable().AsTask().WaitAsync(s_patience);

            await primary.Psql("postgres", "-c", "ALTER SYSTEM SET synchronous_standby_names = '*'", "-c", "SELECT pg_reload_conf()");
            await Follows(primary, "sync");
            // Whoever only asks whether writes get through waits as well, and a server that is told to stop waiting is not believed.
            using (var enough = new CancellationTokenSource())
            {
                var asked = asker.CheckWritable(enough.Token).AsTask();
                await CommitWaits(primary);
                asked.IsCompleted.ShouldBeFalse();
                await enough.CancelAsync();
                await Should.ThrowAsync<OperationCanceledException>(asked.WaitAsync(s_patience));
            }
            var waiting = Append(journal, s_stream, 21).AsTask();
            await CommitWaits(primary);
            await Should.ThrowAsync<TimeoutException>(asker.CheckWritable().AsTask().WaitAsync(s_patience));
            waiting.IsCompleted.ShouldBeFalse();
            // What is not acknowledged is not seen either, by nobody; reading goes on, and a process that starts now works.
            (await journal.LastVersion(s_stream).AsTask().WaitAsync(s_patience)).ShouldBe(20);
            await using var another = new PostgresJournal(new(database, TimeProvider.System) { LockTimeout = TimeSpan.FromMilliseconds(100) });
            (await another.ReadAll(JournalPosition.Start).CountAsync()).ShouldBe(20);
            await Should.ThrowAsync<JournalUnavailableException>(Append(another, new("stock", "b"), 1).AsTask().WaitAsync(s_patience));
            waiting.IsCompleted.ShouldBeFalse();

            await replica.Signal("CONT");
            (await waiting.WaitAsync(s_patience)).ShouldBe(21);
            await asker.CheckWritable().AsTask().WaitAsync(s_patience);
            (await Append(another, new("stock", "b"), 1).AsTask().WaitAsync(s_patience)).ShouldBe(1);
            await ShouldBeSound(journal);
        }
        finally
        {
            await replica.Signal("CONT");
        }
    }

    [Fact]
    public async Task A_database_that_stays_away_is_asked_ever_more_seldom()
    {
        await using var cutter = new CommitCutter(server.Port) { StaysDown = true };
        var name = NameOf(await server.NewDatabase());
        await using var journal = new PostgresJournal(new(PostgresServer.ConnectionString(name, cutter.Port), TimeProvider.System) { SettlePatience = TimeSpan.FromSeconds(2) });
        cutter.Next = Cut.Before;
        var append = Append(journal, s_stream, 1).AsTask();
        await cutter.HasCut.WaitAsync(s_patience);
        var before = cutter.Accepted;
        await Should.ThrowAsync<JournalOutcomeUnknownException>(append.WaitAsync(s_patience));
        // Pauses of 20 ms that double make 7 attempts in two seconds, each of two connections, with TLS and without; pauses that do not double make many more.
        (cutter.Accepted - before).ShouldBeInRange(2, 16);
    }

    private static async Task<List<(StreamKey, long, JournalPosition, string, DateTimeOffset, string)>> Everything(PostgresJournal journal) =>
        [.. (await journal.ReadAll(JournalPosition.Start).ToListAsync()).Select(entry =>
            (entry.Stream, entry.Version, entry.Position, Encoding.UTF8.GetString(entry.Payload.Span), entry.At, Convert.ToHexString(entry.Hash.Span)))];

    private static ValueTask<long> Append(PostgresJournal journal, StreamKey stream, long version) =>
        journal.Append(journal.Open(stream, version - 1), new NewEvent("noted.1", Encoding.UTF8.GetBytes($"{version}"), DateTimeOffset.UnixEpoch.AddTicks(version)));

    private static Task Follows(PostgresServer primary, string how) =>
        Eventually(async () => await primary.Psql("postgres", "-c", "SELECT sync_state FROM pg_stat_replication") == $"{how}\n");

    private static Task CommitWaits(PostgresServer primary) => Eventually(async () =>
        await primary.Psql("postgres", "-c", "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'") == "1\n");

    private static async Task ShouldBeSound(PostgresJournal journal) => (await new JournalVerifier(journal).Verify().ToListAsync()).ShouldBeEmpty();

    private static string NameOf(string connection) => new NpgsqlConnectionStringBuilder(connection).Database!;

    private static async Task Eventually(Func<Task<bool>> condition)
    {
        using var deadline = new CancellationTokenSource(s_patience);
        while (!await condition()) await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, deadline.Token);
    }
}
