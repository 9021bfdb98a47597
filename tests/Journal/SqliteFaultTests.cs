using System.Diagnostics;
using System.Text;
using BeautyGrains.Database;
using BeautyGrains.Database.Sqlite;
using BeautyGrains.Engine.Tests;
using BeautyGrains.Journal.Sqlite;
using BeautyGrains.Journal.Writing;
using Microsoft.Data.Sqlite;

namespace BeautyGrains.Journal.Tests;

/// <summary>What the file, the disk and other processes do to the journal on SQLite.</summary>
public sealed class SqliteFaultTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly StreamKey Stream = new("stock", "a");

    private readonly string _folder = Directory.CreateTempSubdirectory("journal-").FullName;
    private readonly List<SqliteJournal> _opened = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var journal in _opened) await journal.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void The_writer_keeps_a_write_ahead_log_and_syncs_each_commit()
    {
        using var writer = new WriterConnection(Options(), new(), new());
        writer.Raw.Prepare("PRAGMA journal_mode").All(row => row.Text(0)).ShouldBe(["wal"]);
        writer.Raw.Number("PRAGMA synchronous").ShouldBe(2);
    }

    [Fact]
    public async Task A_file_of_a_newer_program_is_refused()
    {
        await Open().DisposeAsync();
        Execute("INSERT INTO schema_version (number, script) VALUES (99, '099_future.sql')");
        Should.Throw<JournalUnavailableException>(() => Open()).Message.ShouldContain("newer");
        Execute("DELETE FROM schema_version WHERE number = 99");
        (await Open().Head()).ShouldBe(JournalPosition.Start);
    }

    [Fact]
    public async Task A_file_of_an_older_program_is_brought_up_to_date_with_what_is_in_it()
    {
        Oldest();
        Execute("""
            INSERT INTO streams VALUES (1, 'stock', 'old', 2, x'02', 0), (2, 'basket', 'b', 1, x'03', 1);
            INSERT INTO events VALUES
              (1, 1, 0, 1, 'noted.1', '"一"', 5, 'key-1', 'request-1', x'01'), (2, 1, 0, 2, 'noted.1', '', 6, '', '', x'03'), (1, 2, 0, 3, 'noted.1', '2', 7, '', '', x'02');
            INSERT INTO command_ids VALUES (1, 'c', 1, 'hash', 5), (1, '', 2, '', 7);
            INSERT INTO snapshots VALUES (1, 4, 2, x'05');
            """);
        JournalFile.NewestPosition(Options().Path).ShouldBe(new(0, 3));
        await using var journal = Open();
        var stream = new StreamKey("stock", "old");
        (await journal.ReadStored(JournalPosition.Start).ToListAsync()).Select(entry => (entry.Stream.Key, entry.Version, entry.Position.Number)).ShouldBe([("old", 1, 1), ("b", 1, 2), ("old", 2, 3)]);
        (await journal.Read(stream, 0).ToListAsync())[0].ShouldSatisfyAllConditions(
            entry => Encoding.UTF8.GetString(entry.Payload.Span).ShouldBe("\"一\""), entry => entry.Type.ShouldBe("noted.1"), entry => entry.At.UtcTicks.ShouldBe(5),
            entry => entry.Actor.ShouldBe("key-1"), entry => entry.CorrelationId.ShouldBe("request-1"), entry => entry.Hash.ToArray().ShouldBe([1]));
        (await journal.FindCommand(stream, "c")).ShouldBe(new RememberedCommand("c", 1, "hash"));
        (await journal.FindCommand(stream, "")).ShouldBe(new RememberedCommand("", 2, ""));
        (await journal.LastVersion(stream)).ShouldBe(2);
        (await journal.OpenStreams("basket").ToListAsync()).ShouldBe([new("basket", "b")]);
        (await journal.ReadSnapshot(stream, 4)).ShouldNotBeNull().Version.ShouldBe(2);
        var noted = await journal.NotedHead();
        noted.Position.Number.ShouldBe(3);
        noted.Hash.ToArray().ShouldBe([2]);

        await journal.Append(journal.Open(stream, 2), Event("3", command: "c") with { Process = "basket:b" });
        (await journal.Head()).Number.ShouldBe(4);
        JournalFile.NewestPosition(Options().Path).ShouldBe(new(0, 4));
        await journal.ForgetCommands(Noon.AddDays(1));
        (await journal.FindCommand(stream, "")).ShouldBeNull();
        (await journal.FindCommand(stream, "c")).ShouldNotBeNull().Version.ShouldBe(3);
    }

    [Fact]
    public async Task An_empty_file_of_an_older_program_is_brought_up_to_date()
    {
        Oldest();
        await using var journal = Open();
        (await journal.Append(journal.Open(Stream, 0), Event("1"))).ShouldBe(1);
        (await new JournalVerifier(journal).Verify().ToListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_told_as_unavailable()
    {
        File.WriteAllText(Path.Combine(_folder, "file"), "");
        Should.Throw<JournalUnavailableException>(() => new SqliteJournal(new(Path.Combine(_folder, "file"), TimeProvider.System)));
    }

    [Fact]
    public void A_file_that_is_no_database_is_told_as_damaged()
    {
        File.WriteAllText(Path.Combine(_folder, "journal.db"), new string('x', 10_000));
        Should.Throw<JournalCorruptException>(() => Open());
    }

    [Fact]
    public async Task Several_processes_may_open_a_new_journal_at_once()
    {
        var children = await Task.WhenAll(Enumerable.Range(0, 4).Select(number => Child.Run([], _folder, $"s{number}", "5", "1", "10")));
        children.ShouldAllBe(child => child.ExitCode == 0, string.Join('\n', children.Select(child => child.Errors)));
        (await Open().Head()).ShouldBe(new JournalPosition(0, 20));
        (await new JournalVerifier(_opened[0]).Verify().ToListAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("UPDATE events SET payload = '{\"n\":6}' WHERE version = 5", "The hash does not follow")]
    [InlineData("UPDATE events SET at = at + 1 WHERE version = 5", "The hash does not follow")]
    [InlineData("UPDATE events SET actor = 'x' WHERE version = 5", "The hash does not follow")]
    [InlineData("DELETE FROM events WHERE version = 5", "Version 6 follows 4")]
    [InlineData("DELETE FROM events WHERE version = 5", "Position 0-6 follows 0-4")]
    [InlineData("DELETE FROM events WHERE version = 10", "noted to end at position 0-10 but ends at 0-9")]
    [InlineData("DELETE FROM events", "noted to end at position 0-10 but ends at 0-0")]
    [InlineData("DELETE FROM ix.entries WHERE name = 5", "The index does not have what is at position 0-5")]
    [InlineData("UPDATE ix.entries SET place = 4 WHERE name = 5", "The index names position 0-4, where there is no such event")]
    [InlineData("UPDATE ix.entries SET place = 4 WHERE name = 'c'", "The index does not have what is at position 0-5")]
    [InlineData("UPDATE ix.entries SET name = 'x' WHERE name = 'c'", "The index names position 0-5")]
    [InlineData("UPDATE ix.entries SET place = 12 WHERE name = 'c'", "The index names position 0-12")]
    [InlineData("INSERT INTO ix.entries (stream, name, place) VALUES (1, 11, 5)", "The index names position 0-5")]
    [InlineData("INSERT INTO ix.entries (stream, name, place) VALUES (7, 5, 5)", "The index names position 0-5")]
    [InlineData("UPDATE heads SET hash = zeroblob(32)", "The hash that is noted of position 0-10")]
    [InlineData("UPDATE events SET hash = zeroblob(32) WHERE version = 10", "The hash that is noted of position 0-10")]
    [InlineData("PRAGMA foreign_keys = OFF; DELETE FROM streams", "noted to end at position 0-10 but ends at 0-0")]
    [InlineData("PRAGMA foreign_keys = OFF; DELETE FROM streams; INSERT INTO streams VALUES (1, 'stock', 'b', 0)", "The hash does not follow")]
    public async Task Damage_in_the_file_is_found(string damage, string finding)
    {
        var journal = Open();
        await journal.Append(journal.Open(Stream, 0), [.. Enumerable.Range(1, 10).Select(number => Event($"{{\"n\":{number}}}", number is 4 or 5 ? "c" : null))]);
        (await new JournalVerifier(journal).Verify().ToListAsync()).ShouldBeEmpty();
        // So that all of it is in the index.
        await journal.DisposeAsync();
        journal = Open();
        Execute("ATTACH '" + Options().IndexPath + "' AS ix; " + damage);
        var verifier = new JournalVerifier(journal);
        (await verifier.Verify().ToListAsync()).ShouldContain(found => found.What.Contains(finding, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Followers_are_served_from_memory_and_verification_from_the_file()
    {
        var journal = Open(Options() with { RecentBytes = 2_000 });
        for (var version = 1; version <= 10; version++) await journal.Append(journal.Open(Stream, version - 1), Event($"{version}"));
        Execute("UPDATE events SET payload = 'x'");
        static string Texts(IEnumerable<RecordedEvent> events) => string.Concat(events.Select(entry => Encoding.UTF8.GetString(entry.Payload.Span)));
        // Three of them fit.
        Texts(await journal.ReadAll(new(0, 7)).ToListAsync()).ShouldBe("8910");
        Texts(await journal.ReadAll(new(0, 5)).ToListAsync()).ShouldBe("xxxxx");
        Texts(await journal.ReadStored(new(0, 7)).ToListAsync()).ShouldBe("xxx");
    }

    [Fact]
    public async Task A_lock_held_by_another_process_is_definite_and_passes()
    {
        var journal = Open(Options() with { BusyTimeout = TimeSpan.FromMilliseconds(50) });
        using (var other = Connect())
        {
            Execute(other, "BEGIN IMMEDIATE");
            await Should.ThrowAsync<JournalUnavailableException>(async () => await journal.Append(journal.Open(Stream, 0), Event("1")));
            Execute(other, "ROLLBACK");
        }
        (await journal.Append(journal.Open(Stream, 0), Event("1"))).ShouldBe(1);
        journal.Statistics.FailedBatches.ShouldBe(1);
    }

    [Fact]
    public async Task An_event_of_another_process_is_a_conflict_and_its_neighbours_are_written_without_it()
    {
        var journal = Open();
        var writer = journal.Open(Stream, 0);
        await journal.Append(writer, Event("1"));
        // The writer remembers where the stream ends, so that only the file's own change tells of this.
        Execute("INSERT INTO events (place, stream, version, type, payload, at, actor, correlation_id, hash) SELECT 2, stream, 2, type, payload, at, actor, correlation_id, hash FROM events");
        using (var other = Connect())
        {
            // While the file is held all of these come to wait, so that they share a batch.
            Execute(other, "BEGIN IMMEDIATE");
            var first = journal.Append(journal.Open(new("stock", "first"), 0), Event("f1")).AsTask();
            var lost = journal.Append(writer, Event("2", command: "c"), Event("3")).AsTask();
            var behind = journal.Append(writer, Event("4")).AsTask();
            var neighbour = journal.Append(journal.Open(new("stock", "b"), 0), Event("b1", command: "b"), Event("b2")).AsTask();
            Execute(other, "ROLLBACK");
            await Should.ThrowAsync<JournalConflictException>(lost);
            await Should.ThrowAsync<JournalUnavailableException>(behind);
            (await first).ShouldBe(1);
            (await neighbour).ShouldBe(2);
        }
        (await journal.FindCommand(Stream, "c")).ShouldBeNull();
        (await journal.FindCommand(new("stock", "b"), "b")).ShouldNotBeNull().Version.ShouldBe(1);
        (await journal.Read(Stream, 0).ToListAsync()).Select(entry => entry.Version).ShouldBe([1, 2]);
        (await journal.ReadStored(JournalPosition.Start).ToListAsync()).Select(entry => entry.Position.Number).ShouldBe([1, 2, 3, 4, 5]);
        (await journal.ReadAll(JournalPosition.Start).ToListAsync()).Select(entry => entry.Position.Number).ShouldBe([1, 2, 3, 4, 5]);
        journal.Statistics.Conflicts.ShouldBe(1);
        journal.Statistics.Events.ShouldBe(4);
    }

    [Fact]
    public async Task Another_process_is_fenced_and_heard_of()
    {
        var journal = Open(Options() with { PollInterval = TimeSpan.FromMilliseconds(20) });
        var writer = journal.Open(Stream, 0);
        await journal.Append(writer, Event("1"));
        var more = journal.WaitForMore(new(0, 1), CancellationToken.None);
        // Both processes write at once, to streams of their own; then this one's writer of the first stream is stale.
        var child = Child.Run([], _folder, "a", "40", "3", "100");
        var other = journal.Open(new("stock", "b"), 0);
        for (var version = 1; version <= 200; version++) (await journal.Append(other, Event($"{version}"))).ShouldBe(version);
        await more.WaitAsync(TimeSpan.FromSeconds(20));
        (await child).Lines.ShouldBe(Enumerable.Range(1, 40).Select(append => $"ack {1 + 3 * append}"));
        await Should.ThrowAsync<JournalConflictException>(async () => await journal.Append(writer, Event("stale")));
        (await journal.LastVersion(Stream)).ShouldBe(121);
        (await new JournalVerifier(journal).Verify().ToListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_only_another_journal_writes_is_heard_of()
    {
        var journal = Open(Options() with { PollInterval = TimeSpan.FromMilliseconds(20) });
        var more = journal.WaitForMore(JournalPosition.Start, CancellationToken.None);
        var other = Open();
        await other.Append(other.Open(Stream, 0), Event("1"));
        await more.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_full_disk_is_definite_loses_nothing_acknowledged_and_passes()
    {
        var disk = Path.Combine(_folder, "small");
        Directory.CreateDirectory(disk);
        // Without the right to mount there is no small disk to fill; the log's own write then finds no room.
        if (!TryRun("mount", "-t", "tmpfs", "-o", "size=2m", "journal-test", disk))
        {
            await ADiskThatRefusesWritesLosesNothingAcknowledged();
            return;
        }
        try
        {
            await FillAndRecover(disk);
        }
        finally
        {
            TryRun("umount", disk).ShouldBeTrue();
        }
    }

    private static async Task FillAndRecover(string disk)
    {
        var ballast = Path.Combine(disk, "ballast");
        await File.WriteAllBytesAsync(ballast, new byte[700_000]);
        var clock = new ManualClock();
        await using var journal = new SqliteJournal(new(disk, clock));
        var acknowledged = 0L;
        var writer = journal.Open(Stream, 0);
        var full = await Should.ThrowAsync<JournalUnavailableException>(async () =>
        {
            while (acknowledged < 10_000) acknowledged = await journal.Append(writer, Event(new string('x', 3_000)));
        });
        full.Message.ShouldContain("full");
        acknowledged.ShouldBeGreaterThan(10);
        (await journal.LastVersion(Stream)).ShouldBe(acknowledged);
        await Should.ThrowAsync<JournalUnavailableException>(async () => await journal.Append(writer, Event("poisoned")));
        // As the last batch told; and once that is long ago, as a try of its own tells as long as not a page of the log fits in.
        (await Should.ThrowAsync<JournalUnavailableException>(journal.CheckWritable().AsTask())).Message.ShouldContain("full");
        using (var rest = File.Create(Path.Combine(disk, "rest"), bufferSize: 0))
            Should.Throw<IOException>(() => { while (true) rest.Write(new byte[512]); });
        // The lost batch left room in the log that a few tries may use.
        (await Should.ThrowAsync<JournalUnavailableException>(async () =>
        {
            for (var tries = 0; tries < 100; tries++)
            {
                clock.Advance(WriteEvidence.Lasts);
                await journal.CheckWritable();
            }
        })).Message.ShouldContain("full");

        File.Delete(ballast);
        clock.Advance(WriteEvidence.Lasts);
        await journal.CheckWritable();
        var fresh = journal.Open(Stream, acknowledged);
        for (var append = 1; append <= 20; append++) (await journal.Append(fresh, Event(new string('y', 3_000)))).ShouldBe(acknowledged + append);
        (await journal.Read(Stream, 0).CountAsync()).ShouldBe((int)acknowledged + 20);
        (await new JournalVerifier(journal).Verify().ToListAsync()).ShouldBeEmpty();
    }

    private async Task ADiskThatRefusesWritesLosesNothingAcknowledged()
    {
        var (_, lines, _) = await Child.Run(
            Strace("pwrite64", Path.Combine(_folder, "trace"), "-P", _folder + "/journal.db-wal", "-e", "inject=pwrite64:error=ENOSPC:when=60..70"), _folder, "a", "30", "1", "100");
        lines.ShouldContain(nameof(JournalUnavailableException));
        (await Open().LastVersion(Stream)).ShouldBe(lines.Count(line => line.StartsWith("ack", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_log_is_synced_before_an_append_is_acknowledged()
    {
        var trace = Path.Combine(_folder, "trace");
        var (_, lines, _) = await Child.Run(Strace("fsync,fdatasync,pwrite64,write", trace, "-y"), _folder, "a", "10", "2", "100");
        lines.Length.ShouldBe(10);
        var calls = SystemCalls.Read(trace);
        var acknowledged = 0;
        bool written = false, synced = false;
        foreach (var call in calls)
        {
            if (call.Contains("journal.db-wal", StringComparison.Ordinal)) (written, synced) = (true, call.Contains("sync(", StringComparison.Ordinal));
            if (!call.Contains("\"ack ", StringComparison.Ordinal)) continue;
            (written, synced).ShouldBe((true, true), call);
            acknowledged++;
            (written, synced) = (false, false);
        }
        acknowledged.ShouldBe(10);
    }

    [Fact]
    public async Task A_failed_sync_ends_the_process_and_nothing_acknowledged_is_lost()
    {
        // Held open here, so that the child finds the file and its log made and syncs on its writer alone.
        var journal = Open();
        await journal.Append(journal.Open(Stream, 0), Event("1"));
        var (exitCode, lines, errors) = await Child.Run(
            Strace("fsync,fdatasync", Path.Combine(_folder, "trace"), "-e", "inject=fsync,fdatasync:error=EIO:when=6+"), _folder, "a", "20", "1", "100");
        exitCode.ShouldNotBe(0);
        errors.ShouldContain("The disk did not confirm");
        lines.Length.ShouldBeInRange(1, 19);
        lines.ShouldBe(Enumerable.Range(2, lines.Length).Select(version => $"ack {version}"));
        (await journal.LastVersion(Stream)).ShouldBeGreaterThanOrEqualTo(lines.Length + 1);
        (await new JournalVerifier(journal).Verify().ToListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_commit_that_fails_after_its_log_was_written_is_settled()
    {
        // Held open here, so that the shared index exists and the child must make it grow only for its large transaction.
        var journal = Open();
        await journal.Append(journal.Open(Stream, 0), Event("1"));
        var trace = Path.Combine(_folder, "trace");
        var (_, lines, _) = await Child.Run(
            Strace("pwrite64", trace, "-P", _folder + "/journal.db-shm", "-e", "inject=pwrite64:error=ENOSPC:when=1..2"), _folder, "a", "3", "4000", "6000");
        SystemCalls.Read(trace).ShouldContain(call => call.Contains("INJECTED", StringComparison.Ordinal));
        lines.ShouldBe([nameof(JournalUnavailableException), nameof(JournalUnavailableException), "ack 4001"]);
        (await journal.LastVersion(Stream)).ShouldBe(4_001);
        (await new JournalVerifier(journal).Verify().ToListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_append_that_was_told_as_not_written_does_not_come_back_from_the_log_after_a_crash()
    {
        var journal = Open();
        await journal.Append(journal.Open(Stream, 0), Event("1"));
        var (_, lines, _) = await Child.Run(
            Strace("pwrite64", Path.Combine(_folder, "trace"), "-P", _folder + "/journal.db-shm", "-e", "inject=pwrite64:error=ENOSPC:when=1"), _folder, "a", "1", "4000", "6000");
        lines.ShouldBe([nameof(JournalUnavailableException)]);
        // The file and its log as a crash leaves them: what is in the log is found by reading it.
        var crashed = Directory.CreateDirectory(Path.Combine(_folder, "crashed")).FullName;
        foreach (var file in new[] { "journal.db", "journal.db-wal" }) File.Copy(Path.Combine(_folder, file), Path.Combine(crashed, file));
        await using var found = new SqliteJournal(new(crashed, TimeProvider.System));
        (await found.LastVersion(Stream)).ShouldBe(1);
    }

    private SqliteJournalOptions Options() => new(_folder, TimeProvider.System);

    private SqliteJournal Open(SqliteJournalOptions? options = null)
    {
        var journal = new SqliteJournal(options ?? Options());
        _opened.Add(journal);
        return journal;
    }

    private static NewEvent Event(string payload, string? command = null) => new("noted.1", Encoding.UTF8.GetBytes(payload), Noon, CommandId: command);

    /// <summary>Makes a file as the first version of this program did.</summary>
    private void Oldest()
    {
        using var connection = new Connection(Options().Path, TimeSpan.FromSeconds(1));
        SqliteSchema.Apply(connection, [.. NumberedScript.In(typeof(SqliteJournal).Assembly, "Sqlite.Schema").Take(1)]);
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={_folder}/journal.db;Pooling=False");
        connection.Open();
        return connection;
    }

    private void Execute(string sql)
    {
        using var connection = Connect();
        Execute(connection, sql);
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static string[] Strace(string calls, string output, params string[] more) =>
        ["strace", "-f", "--seccomp-bpf", "-o", output, "-e", "trace=" + calls, .. more];

    private static bool TryRun(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
