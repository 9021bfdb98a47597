using System.Collections.Concurrent;
using System.Text;
using BeautyGrains.Database;
using BeautyGrains.Database.Postgres;
using BeautyGrains.Journal.Postgres;
using BeautyGrains.Tests.Shared;
using Npgsql;

namespace BeautyGrains.Journal.Tests;

/// <summary>What the database, its server and other processes do to the journal on PostgreSQL.</summary>
[Collection(PostgresCases.Name)]
[TestCaseOrderer(WherePostgresIs.Type, PostgresCases.Assembly)]
public sealed class PostgresFaultTests(PostgresServer server) : IAsyncLifetime
{
    private static readonly StreamKey s_stream = new("stock", "a");
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly List<PostgresJournal> _opened = [];
    private string _database = "";

    public async Task InitializeAsync() => _database = await server.NewDatabase();

    public async Task DisposeAsync()
    {
        await server.Start();
        foreach (var journal in _opened) await journal.DisposeAsync();
    }

    [Fact]
    public async Task A_writing_transaction_open_elsewhere_stalls_nothing()
    {
        var journal = Open();
        await using var sameDatabase = await Writing(_database);
        await using var otherDatabase = await Writing(await server.NewDatabase());
        for (var version = 1; version <= 5; version++) (await Append(journal, s_stream, version).AsTask().WaitAsync(s_patience)).ShouldBe(version);
        (await journal.ReadAll(JournalPosition.Start).ToListAsync()).Select(entry => entry.Position.Number).ShouldBe([1, 2, 3, 4, 5]);
        await journal.WaitForMore(new(0, 4), CancellationToken.None).WaitAsync(s_patience);
    }

    [Fact]
    public async Task Processes_that_write_at_once_leave_no_gap_and_a_reader_neither_skips_nor_repeats()
    {
        const int processes = 2, appends = 150, events = 2;
        var journal = Open();
        var children = Task.WhenAll(Enumerable.Range(0, processes).Select(number => Child.Run([], _database, $"s{number}", $"{appends}", $"{events}", "20")));
        var mine = Task.Run(async () =>
        {
            for (var version = 1; version <= appends; version++) await Append(journal, s_stream, version);
        });
        var seen = new List<long>();
        using var deadline = new CancellationTokenSource(s_patience);
        while (seen.Count < processes * appends * events + appends)
        {
            var after = new JournalPosition(0, seen.Count == 0 ? 0 : seen[^1]);
            await journal.WaitForMore(after, deadline.Token);
            await foreach (var entry in journal.ReadAll(after, deadline.Token)) seen.Add(entry.Position.Number);
        }
        await mine;
        (await children).ShouldAllBe(child => child.ExitCode == 0 && child.Lines.Length == appends);
        seen.ShouldBe(Enumerable.Range(1, processes * appends * events + appends).Select(number => (long)number));
        await ShouldBeSound(journal);
    }

    [Fact]
    public async Task Dump_and_restore_keep_the_order_and_the_journal_goes_on()
    {
        var journal = Open();
        for (var version = 1; version <= 20; version++)
        {
            await Append(journal, s_stream, version);
            await Append(journal, new("stock", $"s{version}"), 1);
        }
        var before = await journal.ReadAll(JournalPosition.Start).ToListAsync();
        var file = server.At("dump.sql");
        await File.WriteAllTextAsync(file, await server.Dump(NameOf(_database)));
        var copy = await server.NewDatabase();
        await server.Psql(NameOf(copy), "-f", file);
        var restored = Open(new(copy, TimeProvider.System));
        var after = await restored.ReadAll(JournalPosition.Start).ToListAsync();
        after.Select(Essence).ShouldBe(before.Select(Essence));
        (await Append(restored, s_stream, 21)).ShouldBe(21);
        (await Append(restored, new("stock", "new"), 1)).ShouldBe(1);
        (await restored.Head()).Number.ShouldBe(42);
        await ShouldBeSound(restored);
    }

    [Theory]
    [InlineData("fast")]
    [InlineData("immediate")]
    [InlineData("kill")]
    public async Task A_server_restarted_under_load_loses_nothing_acknowledged_and_the_journal_recovers(string mode)
    {
        var journal = Open();
        var acknowledged = new ConcurrentDictionary<StreamKey, List<string>>();
        using var enough = new CancellationTokenSource();
        var load = Enumerable.Range(0, 8).Select(number => Load(journal, new("stock", $"s{number}"), acknowledged, enough.Token)).ToList();
        for (var round = 0; round < 2; round++)
        {
            var count = Count(acknowledged);
            await Until(() => Count(acknowledged) > count + 200);
            await (mode == "kill" ? server.Kill() : server.Stop(mode));
            await server.Start();
        }
        var recovered = Count(acknowledged);
        await Until(() => Count(acknowledged) > recovered + 200);
        await enough.CancelAsync();
        await Task.WhenAll(load);
        foreach (var (stream, payloads) in acknowledged)
        {
            var kept = (await journal.Read(stream, 0).ToListAsync()).Select(entry => Encoding.UTF8.GetString(entry.Payload.Span)).ToHashSet();
            payloads.Where(payload => !kept.Contains(payload)).ShouldBeEmpty();
        }
        await ShouldBeSound(journal);
    }

    [Fact]
    public async Task While_the_database_is_away_appends_and_reads_fail_for_sure_and_in_time()
    {
        var journal = Open(Options() with { ConnectPatience = TimeSpan.FromMilliseconds(200) });
        await Append(journal, s_stream, 1);
        await server.Stop("fast");
        await Should.ThrowAsync<JournalUnavailableException>(Append(journal, s_stream, 2).AsTask().WaitAsync(s_patience));
        await Should.ThrowAsync<JournalUnavailableException>(journal.LastVersion(s_stream).AsTask().WaitAsync(s_patience));
        Should.Throw<JournalUnavailableException>(() => Open());
        await server.Start();
        (await Append(journal, s_stream, 2)).ShouldBe(2);
        await ShouldBeSound(journal);
    }

    [Fact]
    public async Task A_connection_that_died_while_nothing_was_written_costs_no_append()
    {
        var journal = Open();
        // One writer, which need not ask for its stream any more.
        var writer = journal.Open(s_stream, 0);
        await journal.Append(writer, Event("1"));
        await server.Stop("fast");
        await server.Start();
        (await journal.Append(writer, Event("2"))).ShouldBe(2);
    }

    [Fact]
    public async Task An_event_row_in_the_way_is_a_conflict_and_its_neighbours_are_written_without_it()
    {
        var journal = Open();
        var writer = journal.Open(s_stream, 0);
        await journal.Append(writer, Event("1"));
        // The writer remembers where the stream ends, so that only the primary key stands in the way, at the second event.
        await server.Psql(NameOf(_database), "-c", "INSERT INTO events SELECT stream, 3, 0, -1, type, payload, at, actor, correlation_id, hash FROM events WHERE version = 1");
        // While the partition is held all of these come to wait, so that they share a batch.
        var held = await Holding(_database);
        var first = Append(journal, new("stock", "first"), 1).AsTask();
        var lost = journal.Append(writer, Event("2") with { CommandId = "c" }, Event("3")).AsTask();
        var behind = journal.Append(writer, Event("4")).AsTask();
        var neighbour = journal.Append(journal.Open(new("stock", "b"), 0), Event("1"), Event("2") with { CommandId = "b" }).AsTask();
        await held.DisposeAsync();
        await Should.ThrowAsync<JournalConflictException>(lost.WaitAsync(s_patience));
        await Should.ThrowAsync<JournalUnavailableException>(behind);
        (await first).ShouldBe(1);
        (await neighbour).ShouldBe(2);
        (await journal.FindCommand(s_stream, "c")).ShouldBeNull();
        (await journal.FindCommand(new("stock", "b"), "b")).ShouldNotBeNull().Version.ShouldBe(2);
        (await journal.ReadStored(JournalPosition.Start).ToListAsync()).Select(entry => entry.Position.Number).ShouldBe([1, 2, 3, 4]);
        (await journal.ReadAll(JournalPosition.Start).ToListAsync()).Select(entry => entry.Position.Number).ShouldBe([1, 2, 3, 4]);
        (await journal.Head()).ShouldBe(new JournalPosition(0, 4));
        journal.Statistics.Conflicts.ShouldBe(1);
        journal.Statistics.Events.ShouldBe(4);
    }

    [Fact]
    public async Task A_stream_that_two_processes_make_at_once_is_made_by_one_of_them()
    {
        var (mine, theirs) = (Open(), Open());
        for (var round = 0; round < 20; round++)
        {
            var stream = new StreamKey("stock", $"s{round}");
            var appends = new[] { mine, theirs }.Select(journal => Append(journal, stream, 1).AsTask()).ToList();
            await Should.ThrowAsync<JournalConflictException>(Task.WhenAll(appends).WaitAsync(s_patience));
            appends.Count(append => append.IsCompletedSuccessfully).ShouldBe(1);
        }
        (await mine.Head()).Number.ShouldBe(20);
        (await mine.ListStreams("stock", "", "", 100)).Count.ShouldBe(20);
        await ShouldBeSound(mine);
    }

    [Fact]
    public async Task A_partition_held_by_another_process_is_definite_and_passes()
    {
        var journal = Open(Options() with { LockTimeout = TimeSpan.FromMilliseconds(100) });
        await using (await Holding(_database))
            await Should.ThrowAsync<JournalUnavailableException>(Append(journal, s_stream, 1).AsTask().WaitAsync(s_patience));
        (await Append(journal, s_stream, 1)).ShouldBe(1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0xD83D)]
    public async Task What_is_no_text_fails_alone(int unit)
    {
        var journal = Open();
        var bad = journal.Append(journal.Open(s_stream, 0), Event("1") with { Actor = $"a{(char)unit}b" }).AsTask();
        var good = Append(journal, new("stock", "b"), 1).AsTask();
        await Should.ThrowAsync<JournalUnavailableException>(bad);
        (await good).ShouldBe(1);
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_refused()
    {
        Open();
        await server.Psql(NameOf(_database), "-c", "INSERT INTO schema_version (number, script) VALUES (99, '099_future.sql')");
        Should.Throw<JournalUnavailableException>(() => Open()).Message.ShouldContain("newer");
    }

    [Fact]
    public async Task A_database_of_an_older_program_is_brought_up_to_date_with_what_is_in_it()
    {
        await using (var source = Options().Writers())
        await using (var connection = await source.OpenConnectionAsync())
            PostgresSchema.Apply(connection, [.. NumberedScript.In(typeof(PostgresJournal).Assembly, "Postgres.Schema").Take(1)]);
        await server.Psql(NameOf(_database), "-c", """
            INSERT INTO streams VALUES (nextval('stream_ids'), 'stock', 'a', 1, '\x01', false), (nextval('stream_ids'), 'basket', 'b', 1, '\x02', true);
            INSERT INTO events VALUES (1, 1, 0, 1, 'noted.1', '1', 5, '', '', '\x01'), (2, 1, 0, 2, 'noted.1', '2', 6, '', '', '\x02');
            INSERT INTO command_ids VALUES (1, 'c', 1, 'hash', 5);
            """);
        var journal = Open();
        (await journal.FindCommand(s_stream, "c")).ShouldBe(new RememberedCommand("c", 1, "hash"));
        (await journal.FindCommand(new("basket", "b"), "c")).ShouldBeNull();
        (await journal.OpenStreams("basket").ToListAsync()).ShouldBe([new("basket", "b")]);
        var noted = await journal.NotedHead();
        noted.Position.Number.ShouldBe(2);
        noted.Hash.ToArray().ShouldBe([2]);
        (await journal.Append(journal.Open(s_stream, 1), Event("2") with { CommandId = "c" })).ShouldBe(2);
        (await journal.FindCommand(s_stream, "c")).ShouldNotBeNull().Version.ShouldBe(2);
        (await journal.Head()).Number.ShouldBe(3);
        await journal.ForgetCommands(DateTimeOffset.MaxValue);
        (await journal.FindCommand(s_stream, "c")).ShouldBeNull();
    }

    [Fact]
    public async Task An_empty_database_of_an_older_program_is_brought_up_to_date()
    {
        await using (var source = Options().Writers())
        await using (var connection = await source.OpenConnectionAsync())
            PostgresSchema.Apply(connection, [.. NumberedScript.In(typeof(PostgresJournal).Assembly, "Postgres.Schema").Take(1)]);
        var journal = Open();
        (await Append(journal, s_stream, 1)).ShouldBe(1);
        await ShouldBeSound(journal);
    }

    [Fact]
    public async Task Commits_wait_for_the_disk_even_where_the_database_says_otherwise()
    {
        Open();
        await server.Psql("postgres", "-c", $"ALTER DATABASE {NameOf(_database)} SET synchronous_commit = off");
        await using var source = Options().Writers();
        await using var session = await PostgresSession.Open(source, Options(), default);
        await session.Begin();
        (await session.Setting("synchronous_commit")).ShouldBe("on");
    }

    private PostgresJournalOptions Options() => new(_database, TimeProvider.System) { PollInterval = TimeSpan.FromMilliseconds(20) };

    private PostgresJournal Open(PostgresJournalOptions? options = null)
    {
        var journal = new PostgresJournal(options ?? Options());
        _opened.Add(journal);
        return journal;
    }

    private static string NameOf(string connection) => new NpgsqlConnectionStringBuilder(connection).Database!;

    private static NewEvent Event(string payload) => new("noted.1", Encoding.UTF8.GetBytes(payload), DateTimeOffset.UnixEpoch);

    private static ValueTask<long> Append(PostgresJournal journal, StreamKey stream, long version) =>
        journal.Append(journal.Open(stream, version - 1), Event($"{version}"));

    private static (StreamKey, long, JournalPosition, string, string) Essence(RecordedEvent entry) =>
        (entry.Stream, entry.Version, entry.Position, Encoding.UTF8.GetString(entry.Payload.Span), Convert.ToHexString(entry.Hash.Span));

    private static async Task ShouldBeSound(PostgresJournal journal) => (await new JournalVerifier(journal).Verify().ToListAsync()).ShouldBeEmpty();

    private static int Count(ConcurrentDictionary<StreamKey, List<string>> acknowledged) => acknowledged.Values.Sum(payloads => payloads.Count);

    /// <summary>Appends until told to stop; after a failure it looks where the stream stands and goes on.</summary>
    private static async Task Load(PostgresJournal journal, StreamKey stream, ConcurrentDictionary<StreamKey, List<string>> acknowledged, CancellationToken enough)
    {
        var mine = acknowledged.GetOrAdd(stream, _ => []);
        IStreamWriter? writer = null;
        for (var number = 1; !enough.IsCancellationRequested; number++)
        {
            try
            {
                writer ??= journal.Open(stream, await journal.LastVersion(stream, CancellationToken.None));
                await journal.Append(writer, Event($"{number}"));
                mine.Add($"{number}");
            }
            catch (JournalException failure)
            {
                // Away for less than the patience for it, the server has always told what became of a commit.
                failure.ShouldNotBeOfType<JournalOutcomeUnknownException>();
                writer = null;
            }
        }
    }

    /// <summary>A transaction with a number that has written to another table.</summary>
    private static Task<NpgsqlConnection> Writing(string database) => Run(database, "CREATE TABLE other (id int); BEGIN; INSERT INTO other VALUES (1); SELECT pg_current_xact_id()");

    /// <summary>A transaction that holds the partition until its connection is disposed.</summary>
    private static Task<NpgsqlConnection> Holding(string database) => Run(database, $"BEGIN; SELECT pg_advisory_xact_lock({PostgresSchema.LockSpace}, 0)");

    private static async Task<NpgsqlConnection> Run(string database, string sql)
    {
        var connection = new NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    private static async Task Until(Func<bool> condition)
    {
        using var deadline = new CancellationTokenSource(s_patience);
        while (!condition()) await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, deadline.Token);
    }
}
