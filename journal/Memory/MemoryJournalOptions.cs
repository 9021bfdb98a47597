namespace BeautyGrains.Journal.Memory;

/// <summary>How a <see cref="MemoryJournal"/> behaves.</summary>
public sealed record MemoryJournalOptions
{
    /// <summary>What outlives the journal: open another one on it after a crash. A new one by default.</summary>
    public MemoryDisk Disk { get; init; } = new();

    /// <summary>Where the writer runs; a single-threaded one makes runs repeatable.</summary>
    public TaskScheduler Scheduler { get; init; } = TaskScheduler.Default;

    /// <summary>Events that may wait; above 0.</summary>
    public int Capacity { get; init; } = 65_536;

    /// <summary>Events from which on a batch takes no more appends; above 0.</summary>
    public int MaxBatchEvents { get; init; } = 4_096;

    /// <summary>What goes wrong; nothing by default.</summary>
    public MemoryJournalFaults Faults { get; init; } = new();
}

/// <summary>What becomes of an append.</summary>
public enum AppendFate
{
    /// <summary>Written, and the caller learns of it.</summary>
    Written,
    /// <summary>Not written, and the caller learns of it: <see cref="JournalUnavailableException"/>.</summary>
    Unavailable,
    /// <summary>Not written, as if another writer had taken the version: <see cref="JournalConflictException"/>.</summary>
    Conflict,
    /// <summary>Written, but the caller cannot know: <see cref="JournalOutcomeUnknownException"/>.</summary>
    WrittenUnknown,
    /// <summary>Not written, but the caller cannot know: <see cref="JournalOutcomeUnknownException"/>.</summary>
    LostUnknown,
}

/// <summary>Faults on purpose, for tests and simulation. As it stands nothing goes wrong.</summary>
public class MemoryJournalFaults
{
    /// <summary>Whether the queue says that it is full.</summary>
    public virtual bool QueueIsFull => false;

    /// <summary>Asked once for each append, when the writer takes it, in the order of writing.</summary>
    public virtual AppendFate FateOf(StreamKey stream, ReadOnlyMemory<NewEvent> events) => AppendFate.Written;

    /// <summary>Awaited once for each batch between its writing and its sync; a crash in the meantime loses it.</summary>
    public virtual ValueTask BeforeSync() => ValueTask.CompletedTask;
}
