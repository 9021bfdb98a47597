using System.Text;
using BeautyGrains.Database.Sqlite;
using BeautyGrains.Engine.Tests;
using BeautyGrains.Journal.Sqlite;
using Microsoft.Data.Sqlite;

namespace BeautyGrains.Journal.Tests;

/// <summary>The index of the journal on SQLite is made from the events: whatever becomes of it, reads are right.</summary>
public sealed class SqliteIndexTests : IAsyncLifetime
{
    private const int Streams = 7, Events = 210;

    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly string _folder = Directory.CreateTempSubdirectory("journal-").FullName;
    private readonly List<SqliteJournal> _opened = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var journal in _opened) await journal.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("as it was left")]
    [InlineData("missing")]
    [InlineData("missing with its log left")]
    [InlineData("empty")]
    [InlineData("garbage")]
    [InlineData("truncated")]
    [InlineData("damaged inside and behind")]
    [InlineData("older")]
    [InlineData("of another journal")]
    [InlineData("of a journal that went on otherwise")]
    public async Task Whatever_lies_in_the_place_of_the_index_all_reads_are_right(string what)
    {
        await Fill(0, Events);
        await Close();
        var (index, kept) = (Path.Combine(_folder, "journal-index.db"), Path.Combine(_folder, "kept"));
        switch (what)
        {
            case "missing": File.Delete(index); break;
            case "missing with its log left": File.Move(index, index + "-wal"); break;
            case "empty": File.WriteAllText(index, ""); break;
            case "garbage": File.WriteAllText(index, new string('x', 20_000)); break;
            case "truncated": using (var file = File.OpenWrite(index)) file.SetLength(8_192); break;
            case "damaged inside and behind":
                File.Copy(index, kept);
                await Fill(Events, 3 * Streams);
                await Close();
                var bytes = await File.ReadAllBytesAsync(kept);
                bytes.AsSpan(4_096).Fill(0xab);
                await File.WriteAllBytesAsync(index, bytes);
                break;
            case "older":
                File.Copy(index, kept);
                await Fill(Events, 3 * Streams);
                await Close();
                File.Move(kept, index, overwrite: true);
                break;
            case "of another journal":
                await using (var other = new SqliteJournal(new(kept, TimeProvider.System)))
                    for (var number = 0; number < 2 * Events; number++) await other.Append(other.Open(new("stock", $"other-{number}"), 0), Event("o", "other"));
                File.Move(Path.Combine(kept, "journal-index.db"), index, overwrite: true);
                break;
            case "of a journal that went on otherwise":
                // The index has more than the journal of a backup; then the journal goes on beyond it.
                File.Copy(Path.Combine(_folder, "journal.db"), kept);
                await using (var other = new SqliteJournal(new(_folder, TimeProvider.System))) await other.Append(other.Open(new("stock", "lost"), 0), Event("1"), Event("2"), Event("3", "lost"));
                File.Move(kept, Path.Combine(_folder, "journal.db"), overwrite: true);
                File.Copy(index, kept);
                await Fill(Events, Streams);
                await Close();
                File.Move(kept, index, overwrite: true);
                break;
            default: break;
        }
        var journal = Open();
        await ShouldBeRight(journal, what is "older" or "damaged inside and behind" ? Events + 3 * Streams : what == "of a journal that went on otherwise" ? Events + Streams : Events);
        (await journal.FindCommand(new("stock", "s0"), "other")).ShouldBeNull();
        (await journal.LastVersion(new("stock", "lost"))).ShouldBe(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_crash_between_a_commit_and_its_indexing_loses_nothing(bool hadIndex)
    {
        await Fill(0, Events);
        if (hadIndex) await Close();
        await Fill(hadIndex ? Events : 0, hadIndex ? Streams : 0);
        Entries().ShouldBe(hadIndex ? Events + Events / 3 : 0);
        // The files and their logs as a crash leaves them.
        var crashed = Directory.CreateDirectory(Path.Combine(_folder, "crashed")).FullName;
        foreach (var file in Directory.EnumerateFiles(_folder).Where(file => !file.EndsWith("-shm", StringComparison.Ordinal))) File.Copy(file, Path.Combine(crashed, Path.GetFileName(file)));
        await using var found = new SqliteJournal(new(crashed, TimeProvider.System));
        await ShouldBeRight(found, hadIndex ? Events + Streams : Events);
    }

    [Fact]
    public async Task What_came_is_indexed_when_nothing_has_come_for_a_while_and_needs_no_lock_of_the_journal()
    {
        var clock = new ManualClock();
        var journal = Open(new(_folder, clock));
        await Fill(0, Events);
        Entries().ShouldBe(0);
        using (var other = Connect("journal.db"))
        {
            Execute(other, "BEGIN IMMEDIATE");
            await Until(() =>
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                return Entries() == Events + Events / 3;
            });
            Execute(other, "ROLLBACK");
        }
        await ShouldBeRight(journal, Events);
    }

    [Fact]
    public async Task An_index_that_cannot_be_written_stops_neither_appends_nor_reads()
    {
        var journal = Open(new(_folder, TimeProvider.System) { IndexedAtOnce = 50, BusyTimeout = TimeSpan.FromMilliseconds(20) });
        using (var other = Connect("journal-index.db"))
        {
            Execute(other, "BEGIN IMMEDIATE");
            await Fill(0, Events);
            await Should.ThrowAsync<JournalUnavailableException>(async () => await journal.ForgetCommands(Noon));
            journal.Statistics.FailedIndexings.ShouldBeGreaterThan(0);
            await ShouldBeRight(journal, Events);
            Execute(other, "ROLLBACK");
        }
        await journal.ForgetCommands(Noon);
        Entries().ShouldBe(Events + Events / 3);
        await ShouldBeRight(journal, Events);
    }

    [Fact]
    public async Task Reads_have_no_gap_while_events_move_into_the_index()
    {
        var journal = Open(new(_folder, TimeProvider.System) { IndexedAtOnce = 20 });
        var acknowledged = new long[2];
        var streams = new StreamKey[] { new("stock", "hot"), new("stock", "warm") };
        var writing = streams.Select((stream, number) => Later(async () =>
        {
            var writer = journal.Open(stream, 0);
            for (var version = 1; version <= 300; version++) acknowledged[number] = await journal.Append(writer, Event($"{version}", version % 3 == 0 ? $"c{version}" : null));
        })).ToList();
        var reading = Enumerable.Range(0, 2).Select(number => Later(async () =>
        {
            var stream = streams[number];
            while (acknowledged[number] < 300)
            {
                var known = Volatile.Read(ref acknowledged[number]);
                (await journal.LastVersion(stream)).ShouldBeGreaterThanOrEqualTo(known);
                var all = (await journal.Read(stream, 0).ToListAsync()).ConvertAll(entry => entry.Version);
                all.ShouldBe(Enumerable.Range(1, all.Count).Select(version => (long)version));
                all.Count.ShouldBeGreaterThanOrEqualTo((int)known);
                var page = await journal.ReadPage(stream, known / 2, ["noted.1"], 900);
                page.Select(entry => entry.Version).ShouldBe(Enumerable.Range(1, page.Count).Select(step => known / 2 + step));
                page.Count.ShouldBeGreaterThanOrEqualTo((int)Math.Min(900, known - known / 2));
                if (known >= 3) (await journal.FindCommand(stream, $"c{known / 3 * 3}")).ShouldNotBeNull().Version.ShouldBe(known / 3 * 3);
            }
        })).ToList();
        // Looks that take hardly any time, so that many fall into the moment of the move.
        var looking = Enumerable.Range(0, 2).Select(number => Later(async () =>
        {
            while (Volatile.Read(ref acknowledged[number]) is < 300 and var known) (await journal.LastVersion(streams[number])).ShouldBeGreaterThanOrEqualTo(known);
        })).ToList();
        await Task.WhenAll(writing.Concat(reading).Concat(looking)).WaitAsync(2 * Patience);
        Entries().ShouldBeGreaterThan(400);
    }

    [Fact]
    public async Task Of_two_journals_that_append_to_one_stream_by_turns_and_at_once_only_one_gets_each_version()
    {
        SqliteJournal[] both = [Open(new(_folder, TimeProvider.System) { IndexedAtOnce = 20 }), Open(new(_folder, TimeProvider.System) { IndexedAtOnce = 30 })];
        var stream = new StreamKey("stock", "shared");
        for (var version = 1; version <= 60; version++)
        {
            var journal = both[version % 2];
            (await journal.Append(journal.Open(stream, version - 1), Event($"turn {version}"))).ShouldBe(version);
        }
        var mine = await Task.WhenAll(both.Select((journal, number) => Later(async () =>
        {
            var got = new List<long>();
            while (got.Count < 150)
            {
                var writer = journal.Open(stream, await journal.LastVersion(stream));
                try
                {
                    while (got.Count < 150) got.Add(await journal.Append(writer, Event($"{number}")));
                }
                catch (JournalConflictException)
                {
                    // The other one was first.
                }
            }
            return got;
        })));
        mine.SelectMany(got => got).Order().ShouldBe(Enumerable.Range(61, 300).Select(version => (long)version));
        foreach (var journal in both)
        {
            var all = await journal.Read(stream, 0).ToListAsync();
            all.Select(entry => entry.Version).ShouldBe(Enumerable.Range(1, 360).Select(version => (long)version));
            foreach (var (got, number) in mine.Select((got, number) => (got, number)))
                got.Select(version => Text(all[(int)version - 1])).ShouldAllBe(payload => payload == $"{number}");
            (await new JournalVerifier(journal).Verify().ToListAsync()).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task A_stale_writer_of_the_same_process_is_fenced_also_when_all_is_indexed()
    {
        var journal = Open();
        var stream = new StreamKey("stock", "a");
        var (stale, fresh) = (journal.Open(stream, 0), journal.Open(stream, 1));
        await journal.Append(stale, Event("1"));
        await journal.Append(fresh, Event("2"));
        await journal.ForgetCommands(Noon);
        await Should.ThrowAsync<JournalConflictException>(async () => await journal.Append(stale, Event("stale")));
        (await journal.Append(fresh, Event("3"))).ShouldBe(3);
        (await journal.Read(stream, 0).ToListAsync()).Select(entry => entry.Version).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task What_another_process_wrote_and_indexed_long_ago_is_read_from_the_index()
    {
        var idle = Open(new(_folder, TimeProvider.System) { PollInterval = TimeSpan.FromHours(1) });
        await idle.Append(idle.Open(new("stock", "s"), 0), Event("1"));
        var other = Open(new(_folder, TimeProvider.System) { IndexedAtOnce = 1_000 });
        var writer = other.Open(new("stock", "s"), 1);
        for (var batch = 0; batch < 5; batch++) await other.Append(writer, [.. Enumerable.Range(0, 1_000).Select(number => Event("x", $"{batch}/{number}"))]);
        await other.ForgetCommands(DateTimeOffset.MinValue);
        (await idle.LastVersion(new("stock", "s"))).ShouldBe(5_001);
        (await idle.Read(new("stock", "s"), 0).ToListAsync()).Select(entry => entry.Version).ShouldBe(Enumerable.Range(1, 5_001).Select(version => (long)version));
        (await idle.FindCommand(new("stock", "s"), "3/7")).ShouldNotBeNull().Version.ShouldBe(3_009);
    }

    [Fact]
    public async Task Forgotten_ids_come_back_with_an_index_that_is_made_anew_and_can_be_forgotten_again()
    {
        await Fill(0, Events);
        await _opened[0].ForgetCommands(Noon.AddDays(1));
        Entries().ShouldBe(Events);
        await Close();
        (await Open().FindCommand(new("stock", "s0"), "c0")).ShouldBeNull();
        await Close();
        File.Delete(Path.Combine(_folder, "journal-index.db"));
        var journal = Open();
        await ShouldBeRight(journal, Events);
        await journal.ForgetCommands(Noon.AddDays(1));
        Entries().ShouldBe(Events);
        (await journal.FindCommand(new("stock", "s0"), "c0")).ShouldBeNull();
    }

    private SqliteJournal Open(SqliteJournalOptions? options = null)
    {
        // A clock that stands still, so that only what a test says is indexed.
        var journal = new SqliteJournal(options ?? new(_folder, new ManualClock()));
        _opened.Add(journal);
        return journal;
    }

    private async Task Close()
    {
        foreach (var journal in _opened) await journal.DisposeAsync();
        _opened.Clear();
    }

    /// <summary>Events one by one over all streams in turn; each third names an id.</summary>
    private async Task Fill(int from, int count)
    {
        var journal = _opened.Count > 0 ? _opened[0] : Open();
        for (var number = from; number < from + count; number++)
            await journal.Append(journal.Open(new("stock", $"s{number % Streams}"), number / Streams), Event($"{number}", number % 3 == 0 ? $"c{number}" : null));
    }

    private static async Task ShouldBeRight(SqliteJournal journal, int count)
    {
        for (var stream = 0; stream < Streams; stream++)
        {
            var (key, numbers) = (new StreamKey("stock", $"s{stream}"), Enumerable.Range(0, count).Where(number => number % Streams == stream).ToList());
            (await journal.LastVersion(key)).ShouldBe(numbers.Count);
            var read = await journal.Read(key, 0).ToListAsync();
            read.Select(entry => (entry.Version, Text(entry))).ShouldBe(numbers.Select(number => (number / Streams + 1L, $"{number}")));
            (await journal.ReadPage(key, 5, ["noted.1"], 4)).Select(entry => entry.Version).ShouldBe([6, 7, 8, 9]);
            (await journal.ReadPage(key, 5, ["other"], 4)).ShouldBeEmpty();
            foreach (var number in numbers) (await journal.FindCommand(key, $"c{number}"))?.Version.ShouldBe(number / Streams + 1);
            foreach (var number in numbers.Where(number => number % 3 == 0)) (await journal.FindCommand(key, $"c{number}")).ShouldNotBeNull().BodyHash.ShouldBe("h");
        }
        (await new JournalVerifier(journal).Verify().ToListAsync()).ShouldBeEmpty();
    }

    private static NewEvent Event(string payload, string? command = null) =>
        new("noted.1", Encoding.UTF8.GetBytes(payload), Noon, CommandId: command, BodyHash: command is null ? null : "h");

    private static string Text(RecordedEvent entry) => Encoding.UTF8.GetString(entry.Payload.Span);

    private long Entries()
    {
        using var index = new Connection(Path.Combine(_folder, "journal-index.db"), Patience);
        return index.Number("SELECT count(*) FROM entries")!.Value;
    }

    private SqliteConnection Connect(string file)
    {
        var connection = new SqliteConnection($"Data Source={_folder}/{file};Pooling=False");
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are those above.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static Task<int> Later(Func<Task> work) => Later(async () =>
    {
        await work();
        return 0;
    });

    private static async Task<T> Later<T>(Func<Task<T>> work)
    {
        await Task.Yield();
        return await work();
    }

    private static async Task Until(Func<bool> condition)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (!condition())
        {
            deadline.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
