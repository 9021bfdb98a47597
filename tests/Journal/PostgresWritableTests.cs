using BeautyGrains.Database.Postgres;
using BeautyGrains.Engine.Tests;
using BeautyGrains.Journal.Postgres;
using BeautyGrains.Journal.Writing;
using BeautyGrains.Tests.Shared;
using Npgsql;

namespace BeautyGrains.Journal.Tests;

/// <summary>Whether the journal on PostgreSQL knows that it can write.</summary>
[Collection(PostgresCases.Name)]
[TestCaseOrderer(WherePostgresIs.Type, PostgresCases.Assembly)]
public sealed class PostgresWritableTests(PostgresServer server) : IAsyncLifetime
{
    private static readonly StreamKey s_stream = new("stock", "a");
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static readonly string s_turn = $"SELECT pg_advisory_xact_lock({PostgresSchema.LockSpace}, 0)";

    private readonly ManualClock _clock = new();
    private readonly List<PostgresJournal> _opened = [];
    private string _database = "";

    public async Task InitializeAsync() => _database = await server.NewDatabase();

    public async Task DisposeAsync()
    {
        await server.Start();
        foreach (var journal in _opened) await journal.DisposeAsync();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("LOCK TABLE events IN EXCLUSIVE MODE")]
    [InlineData("LOCK TABLE streams IN EXCLUSIVE MODE")]
    [InlineData("LOCK TABLE heads IN EXCLUSIVE MODE")]
    public async Task What_others_hold_too_long_is_told_and_passes_when_they_let_go(string? held)
    {
        var journal = Open();
        await Check(journal);
        Forget();
        await using (await Holding(held ?? s_turn))
        {
            // More often than there are connections for it, so that none is lost by a try that failed.
            for (var times = 0; times < 20; times++) await Should.ThrowAsync<TimeoutException>(Check(journal));
        }
        await Check(journal);
    }

    [Fact]
    public async Task A_batch_that_is_stuck_is_told_without_a_try_and_the_writer_goes_on_when_it_may()
    {
        var journal = Open();
        (await Append(journal, 1)).ShouldBe(1);
        Task<long> append;
        await using (await Holding(s_turn))
        {
            append = Append(journal, 2);
            await Waiting(1);
            _clock.Advance(WriteEvidence.LongestBatch);
            (await Should.ThrowAsync<TimeoutException>(Check(journal))).Message.ShouldContain("2.0 s");
            await Waiting(1);
        }
        (await append.WaitAsync(s_patience)).ShouldBe(2);
        await Check(journal);
    }

    [Fact]
    public async Task What_was_written_a_moment_ago_is_proof_enough_and_nothing_is_asked_of_the_database()
    {
        var journal = Open();
        await Append(journal, 1);
        await server.Stop("fast");
        await Check(journal);
        Forget();
        await Should.ThrowAsync<JournalUnavailableException>(Passing(Check(journal)));
        await server.Start();
        await Passing(Check(journal));
    }

    [Fact]
    public async Task Who_may_only_read_is_told_so_until_they_may_write()
    {
        Open();
        await server.Psql(Name, "-c", "CREATE ROLE reader LOGIN; GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader; GRANT INSERT ON streams TO reader; GRANT UPDATE ON heads TO reader");
        try
        {
            var journal = Open(_database.Replace("Username=postgres", "Username=reader", StringComparison.Ordinal));
            (await Should.ThrowAsync<JournalUnavailableException>(Check(journal))).Message.ShouldContain("permission denied for table events");
            await server.Psql(Name, "-c", "GRANT INSERT ON events TO reader");
            await Check(journal);
        }
        finally
        {
            await server.Psql(Name, "-c", "DROP OWNED BY reader; DROP ROLE reader");
        }
    }

    [Fact]
    public async Task A_database_that_begins_transactions_for_reading_is_written_to_and_said_to_be()
    {
        Open();
        await server.Psql("postgres", "-c", $"ALTER DATABASE {Name} SET default_transaction_read_only = on");
        var journal = Open();
        await Check(journal);
        (await Append(journal, 1)).ShouldBe(1);
    }

    [Fact]
    public async Task A_try_leaves_nothing_behind_and_keeps_no_writer_waiting()
    {
        var journal = Open();
        await Append(journal, 1);
        await Check(journal);
        var before = await Traces();
        for (var times = 0; times < 50; times++)
        {
            Forget();
            await Check(journal);
        }
        (await Traces()).ShouldBe(before);
        (await journal.Head()).ShouldBe(new JournalPosition(0, 1));

        // One that waits for a table has let its turn go.
        var patient = Open(patience: s_patience);
        await using var held = await Holding("LOCK TABLE streams IN SHARE ROW EXCLUSIVE MODE");
        var check = Check(patient);
        await Eventually(async () => await server.Psql("postgres", "-c", $"SELECT count(*) FROM pg_stat_activity WHERE datname = '{Name}' AND wait_event = 'relation'") == "1\n");
        (await Append(journal, 2).WaitAsync(s_patience)).ShouldBe(2);
        check.IsCompleted.ShouldBeFalse();
        await held.DisposeAsync();
        await check.WaitAsync(s_patience);
    }

    private string Name => new NpgsqlConnectionStringBuilder(_database).Database!;

    // Trying does not wait by the clock that stands still, but by the server's.
    private PostgresJournal Open(string? database = null, TimeSpan? patience = null)
    {
        var journal = new PostgresJournal(new(database ?? _database, _clock) { ProbePatience = patience ?? TimeSpan.FromMilliseconds(20) });
        _opened.Add(journal);
        return journal;
    }

    /// <summary>What was known is no longer.</summary>
    private void Forget() => _clock.Advance(WriteEvidence.Lasts);

    private static Task Check(PostgresJournal journal) => journal.CheckWritable().AsTask().WaitAsync(s_patience);

    /// <summary>Time goes on while something waits for its next try.</summary>
    private async Task Passing(Task task)
    {
        while (!task.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(50));
            await Task.WhenAny(task, Task.Delay(TimeSpan.FromMilliseconds(10)));
        }
        await task;
    }

    private static Task<long> Append(PostgresJournal journal, long version) =>
        journal.Append(journal.Open(s_stream, version - 1), new NewEvent("noted.1", "1"u8.ToArray(), DateTimeOffset.UnixEpoch)).AsTask();

    private Task<string> Traces() => server.Psql(Name, "-c",
        "SELECT pg_database_size(current_database()), sum(pg_stat_get_live_tuples(oid) + pg_stat_get_dead_tuples(oid)) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace");

    /// <summary>Sessions of the database that wait for the journal's turn.</summary>
    private Task Waiting(int sessions) => Eventually(async () =>
        await server.Psql("postgres", "-c", $"SELECT count(*) FROM pg_stat_activity WHERE datname = '{Name}' AND wait_event = 'advisory'") == $"{sessions}\n");

    /// <summary>A transaction that holds something until its connection is disposed.</summary>
    private async Task<NpgsqlConnection> Holding(string what)
    {
        var connection = new NpgsqlConnection(_database + ";Pooling=false");
        await connection.OpenAsync();
#pragma warning disable CA2100 // The texts are those above.
        await using var command = new NpgsqlCommand("BEGIN; " + what, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    private static async Task Eventually(Func<Task<bool>> condition)
    {
        using var deadline = new CancellationTokenSource(s_patience);
        while (!await condition()) await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, deadline.Token);
    }
}
