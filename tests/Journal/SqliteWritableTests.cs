using System.Security.Cryptography;
using BeautyGrains.Engine.Tests;
using BeautyGrains.Journal.Sqlite;
using BeautyGrains.Journal.Writing;
using Microsoft.Data.Sqlite;

namespace BeautyGrains.Journal.Tests;

/// <summary>Whether the journal on SQLite knows that it can write.</summary>
public sealed class SqliteWritableTests : IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly string _folder = Directory.CreateTempSubdirectory("journal-").FullName;
    private readonly ManualClock _clock = new();
    private SqliteJournal _journal = null!;

    public Task InitializeAsync()
    {
        _journal = new(new(_folder, _clock) { BusyTimeout = TimeSpan.FromMilliseconds(20) });
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _journal.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_file_that_another_process_holds_is_told_and_passes_when_it_lets_go()
    {
        await Check();
        using (var other = new SqliteConnection($"Data Source={_folder}/journal.db;Pooling=False"))
        {
            other.Open();
            Execute(other, "BEGIN IMMEDIATE");
            // What was found a moment ago still counts.
            await Check();
            Forget();
            (await Should.ThrowAsync<JournalUnavailableException>(Check())).Message.ShouldContain("locked");
            Execute(other, "ROLLBACK");
        }
        Forget();
        await Check();
    }

    [Fact]
    public async Task A_try_reaches_the_disk_and_leaves_nothing_behind()
    {
        await _journal.Append(_journal.Open(new("stock", "a"), 0), new NewEvent("noted.1", "1"u8.ToArray(), DateTimeOffset.UnixEpoch));
        var size = new FileInfo(Path.Combine(_folder, "journal.db")).Length;
        var log = Log();
        for (var times = 0; times < 10; times++)
        {
            Forget();
            await Check();
            Log().ShouldNotBe(log);
            log = Log();
        }
        new FileInfo(Path.Combine(_folder, "journal.db")).Length.ShouldBe(size);
        (await _journal.Head()).ShouldBe(new JournalPosition(0, 1));
        // What was written a moment ago is proof enough.
        await Check();
        Log().ShouldBe(log);
    }

    private string Log()
    {
        using var log = new FileStream(Path.Combine(_folder, "journal.db-wal"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return Convert.ToHexString(SHA256.HashData(log));
    }

    /// <summary>What was known is no longer.</summary>
    private void Forget() => _clock.Advance(WriteEvidence.Lasts);

    private Task Check() => _journal.CheckWritable().AsTask().WaitAsync(s_patience);

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are those above.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
