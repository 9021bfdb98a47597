using System.Text;
using BeautyGrains.Journal.Memory;
using BeautyGrains.Tests.Shared;

namespace BeautyGrains.Journal.Tests;

/// <summary>Faults on purpose end as they should, crashes lose what was not synced, and a single-threaded scheduler gives the same run again.</summary>
public sealed class MemoryFaultTests
{
    private static readonly StreamKey Stream = new("stock", "a");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(AppendFate.Unavailable, typeof(JournalUnavailableException), 0)]
    [InlineData(AppendFate.Conflict, typeof(JournalConflictException), 0)]
    [InlineData(AppendFate.WrittenUnknown, typeof(JournalOutcomeUnknownException), 1)]
    [InlineData(AppendFate.LostUnknown, typeof(JournalOutcomeUnknownException), 0)]
    public async Task A_fate_falls_on_one_append_and_poisons_its_writer(AppendFate fate, Type failure, int written)
    {
        await using var journal = new FaultyJournal();
        var writer = journal.Open(Stream, 0);
        journal.NextAppend(fate);
        var first = journal.Append(writer, Event("1", "c")).AsTask();
        var behind = journal.Append(writer, Event("2")).AsTask();
        (await Should.ThrowAsync<JournalException>(first)).ShouldBeOfType(failure);
        await Should.ThrowAsync<JournalUnavailableException>(behind);
        (await journal.LastVersion(Stream)).ShouldBe(written);
        (await journal.FindCommand(Stream, "c") is not null).ShouldBe(written == 1);
        journal.Queue.Waiting.ShouldBe(0);
        (await journal.Append(journal.Open(Stream, written), Event("next"))).ShouldBe(written + 1);
    }

    [Fact]
    public async Task What_hangs_is_neither_durable_nor_lost_until_it_is_released()
    {
        await using var journal = new FaultyJournal();
        var writer = journal.Open(Stream, 0);
        journal.Hang();
        var first = journal.Append(writer, Event("1")).AsTask();
        var second = journal.Append(writer, Event("2")).AsTask();
        await journal.Hanging.WaitAsync(Patience);
        (first.IsCompleted, second.IsCompleted).ShouldBe((false, false));
        (await journal.LastVersion(Stream)).ShouldBe(0);
        journal.Queue.Waiting.ShouldBe(2);
        journal.Release();
        (await Task.WhenAll(first, second).WaitAsync(Patience)).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task A_queue_that_says_it_is_full_refuses_everybody()
    {
        await using var journal = new FaultyJournal { QueueFull = true };
        Should.Throw<JournalBusyException>(() => journal.Enter());
        journal.QueueFull = false;
        (await journal.Append(journal.Open(Stream, 0), Event("1"))).ShouldBe(1);
    }

    [Fact]
    public async Task A_crash_loses_what_was_not_synced_and_keeps_what_was()
    {
        var disk = new MemoryDisk();
        var journal = new FaultyJournal(disk);
        var writer = journal.Open(Stream, 0);
        await journal.Append(writer, Event("1", "c1"));
        journal.Hang();
        var lost = journal.Append(writer, Event("2", "c2")).AsTask();
        await journal.Hanging.WaitAsync(Patience);
        disk.Unsynced.ShouldBe(1);
        journal.Crash();
        journal.Release();
        await Should.ThrowAsync<JournalOutcomeUnknownException>(lost.WaitAsync(Patience));
        Should.Throw<JournalUnavailableException>(() => journal.Enter());

        await using var after = new FaultyJournal(disk);
        (await after.LastVersion(Stream)).ShouldBe(1);
        (await after.FindCommand(Stream, "c2")).ShouldBeNull();
        (await after.Append(after.Open(Stream, 1), Event("2 again"))).ShouldBe(2);
        (await new JournalVerifier(after).Verify().ToListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public void On_a_single_threaded_scheduler_nothing_happens_by_itself()
    {
        var scheduler = new StepScheduler();
        var journal = new MemoryJournal(new() { Scheduler = scheduler });
        var append = journal.Append(journal.Open(Stream, 0), Event("1"));
        append.IsCompleted.ShouldBeFalse();
        scheduler.RunAll();
        append.IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public async Task The_bytes_that_are_hashed_are_the_documented_ones()
    {
        const string type = "noted.1";
        // Built by hand from the documentation, so that nobody changes the format unawares.
        var entry = new NewEvent(type, "{}"u8.ToArray(), new DateTimeOffset(2026, 3, 1, 20, 0, 0, TimeSpan.FromHours(8)), "key-1", "精华");
        using var bytes = new MemoryStream();
        await using (var writer = new BinaryWriter(bytes))
        {
            writer.Write(new byte[32]);
            writer.Write(7L);
            writer.Write(new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc).Ticks);
            foreach (var text in new[] { "stock", "a", type, "key-1", "精华", "{}" })
            {
                writer.Write(Encoding.UTF8.GetByteCount(text));
                writer.Write(Encoding.UTF8.GetBytes(text));
            }
        }
        HashChain.Next(HashChain.Root.Span, Stream, 7, entry).ShouldBe(System.Security.Cryptography.SHA256.HashData(bytes.ToArray()));
    }

    private static NewEvent Event(string payload, string? command = null) =>
        new("noted.1", Encoding.UTF8.GetBytes(payload), DateTimeOffset.UnixEpoch, CommandId: command);

    private sealed class StepScheduler : TaskScheduler
    {
        private readonly Queue<Task> _tasks = new();

        public void RunAll()
        {
            while (_tasks.TryDequeue(out var task)) TryExecuteTask(task);
        }

        protected override IEnumerable<Task> GetScheduledTasks() => _tasks;

        protected override void QueueTask(Task task) => _tasks.Enqueue(task);

        protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;
    }
}
