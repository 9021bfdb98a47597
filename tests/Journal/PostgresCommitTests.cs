using System.Text;
using BeautyGrains.Journal.Postgres;
using BeautyGrains.Tests.Shared;
using Npgsql;

namespace BeautyGrains.Journal.Tests;

/// <summary>Commits whose answer is lost: the truth is found out, or it is said that it could not be.</summary>
[Collection(PostgresCases.Name)]
[TestCaseOrderer(WherePostgresIs.Type, PostgresCases.Assembly)]
public sealed class PostgresCommitTests(PostgresServer server)
{
    private static readonly StreamKey s_stream = new("stock", "a");
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_commit_whose_answer_is_lost_is_found_to_be_written()
    {
        await using var cutter = new CommitCutter(server.Port);
        await using var journal = await Through(cutter);
        cutter.Next = Cut.AfterTheAnswer;
        (await Append(journal, 0, "1")).ShouldBe(1);
        cutter.HasCut.IsCompleted.ShouldBeTrue();
        (await Append(journal, 1, "2")).ShouldBe(2);
        await ShouldHold(journal, "1", "2");
    }

    [Fact]
    public async Task A_commit_that_never_reached_the_server_is_found_not_to_be_written()
    {
        await using var cutter = new CommitCutter(server.Port);
        await using var journal = await Through(cutter);
        cutter.Next = Cut.Before;
        await Should.ThrowAsync<JournalUnavailableException>(async () => await Append(journal, 0, "1"));
        cutter.HasCut.IsCompleted.ShouldBeTrue();
        (await Append(journal, 0, "again")).ShouldBe(1);
        await ShouldHold(journal, "again");
    }

    [Fact]
    public async Task A_commit_that_is_still_under_way_is_waited_for_although_its_events_are_absent()
    {
        await using var cutter = new CommitCutter(server.Port);
        var database = await server.NewDatabase();
        await using var journal = await Through(cutter, database);
        await using var other = new NpgsqlConnection(database);
        await other.OpenAsync();
        await using var transaction = await other.BeginTransactionAsync();
        // The server has been told to insert and commit, and cannot insert yet.
        await Execute(other, "LOCK TABLE events IN SHARE MODE");
        cutter.Next = Cut.AtOnce;
        var append = Append(journal, 0, "1");
        await cutter.HasCut.WaitAsync(s_patience);
        var asked = cutter.Accepted;
        await Until(() => cutter.Accepted >= asked + 3);
        append.IsCompleted.ShouldBeFalse();
        (await journal.ReadAll(JournalPosition.Start).ToListAsync()).ShouldBeEmpty();
        await transaction.CommitAsync();
        (await append.WaitAsync(s_patience)).ShouldBe(1);
        await ShouldHold(journal, "1");
    }

    [Fact]
    public async Task A_commit_that_nobody_can_be_asked_about_is_unknown_after_its_deadline()
    {
        await using var cutter = new CommitCutter(server.Port) { StaysDown = true };
        await using var journal = await Through(cutter, settle: TimeSpan.FromMilliseconds(300));
        cutter.Next = Cut.AfterTheAnswer;
        await Should.ThrowAsync<JournalOutcomeUnknownException>(async () => await Append(journal, 0, "1"));
        // From now on it is known that nothing is sent.
        await Should.ThrowAsync<JournalUnavailableException>(async () => await Append(journal, 0, "2"));
    }

    [Fact]
    public async Task A_session_has_ended_when_nothing_of_it_is_under_way_and_one_that_only_idles_is_ended_for_it()
    {
        var options = new PostgresJournalOptions(await server.NewDatabase(), TimeProvider.System);
        await using (var journal = new PostgresJournal(options)) await Append(journal, 0, "1");
        await using var source = options.Writers();
        await using var session = await PostgresSession.Open(source, options, default);
        await using var asker = await source.OpenConnectionAsync();
        await session.Begin();
        for (var times = 0; times < 3; times++) (await session.Token.HasEnded(asker, default)).ShouldBeFalse();
        // It was in a transaction, and still is.
        await session.Rollback();
        (await session.Token.HasEnded(asker, default)).ShouldBeFalse();
        await Until(() => session.Token.HasEnded(asker, default).GetAwaiter().GetResult());
        await Should.ThrowAsync<NpgsqlException>(session.Begin());
    }

    private async Task<PostgresJournal> Through(CommitCutter cutter, string? database = null, TimeSpan? settle = null)
    {
        var name = new NpgsqlConnectionStringBuilder(database ?? await server.NewDatabase()).Database!;
        return new(new(PostgresServer.ConnectionString(name, cutter.Port), TimeProvider.System)
        {
            SettlePatience = settle ?? s_patience,
            ConnectPatience = TimeSpan.FromSeconds(1),
            LockTimeout = s_patience,
        });
    }

    private static Task<long> Append(PostgresJournal journal, long after, string payload) =>
        journal.Append(journal.Open(s_stream, after), new NewEvent("noted.1", Encoding.UTF8.GetBytes(payload), DateTimeOffset.UnixEpoch)).AsTask();

    private static async Task ShouldHold(PostgresJournal journal, params string[] payloads)
    {
        (await journal.Read(s_stream, 0).ToListAsync()).Select(entry => Encoding.UTF8.GetString(entry.Payload.Span)).ShouldBe(payloads);
        (await new JournalVerifier(journal).Verify().ToListAsync()).ShouldBeEmpty();
    }

    private static async Task Execute(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task Until(Func<bool> condition)
    {
        using var deadline = new CancellationTokenSource(s_patience);
        while (!condition()) await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, deadline.Token);
    }
}
