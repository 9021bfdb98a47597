namespace BeautyGrains.Journal;

/// <summary>
/// The event journal: the truth from which snapshots, read models and feeds derive.
/// All streams of a process append through one bounded queue and one writer, which commits in groups.
/// </summary>
public interface IJournal
{
    /// <summary>
    /// Takes a place in the queue for one append of at most <paramref name="events"/> events, before anything is decided.
    /// </summary>
    /// <exception cref="JournalBusyException">The queue is full; nothing happened.</exception>
    JournalPermit Enter(int events = 1);

    /// <summary>Opens a stream for writing after its last version known to the caller (0 for a new stream). One per activation.</summary>
    IStreamWriter Open(StreamKey stream, long lastVersion);

    /// <summary>The events of a stream after a version, in order, as far as they are durable.</summary>
    IAsyncEnumerable<RecordedEvent> Read(StreamKey stream, long afterVersion, CancellationToken cancel = default);

    /// <summary>
    /// One page of a stream's events of some types after a version, in order; for ledgers, which are read by an index and not copied.
    /// </summary>
    /// <param name="types">Event types wanted; empty for all.</param>
    /// <param name="limit">1 to 1,000.</param>
    ValueTask<IReadOnlyList<RecordedEvent>> ReadPage(StreamKey stream, long afterVersion, IReadOnlyCollection<string> types, int limit, CancellationToken cancel = default);

    /// <summary>All events in commit order after a position; never skips, never repeats; ends at the head.</summary>
    IAsyncEnumerable<RecordedEvent> ReadAll(JournalPosition after, CancellationToken cancel = default);

    /// <summary>Completes once there is something after the position.</summary>
    Task WaitForMore(JournalPosition after, CancellationToken cancel);

    /// <summary>The position of the newest durable event; <see cref="JournalPosition.Start"/> when there is none.</summary>
    ValueTask<JournalPosition> Head(CancellationToken cancel = default);

    /// <summary>The last durable version of a stream; 0 when it does not exist.</summary>
    ValueTask<long> LastVersion(StreamKey stream, CancellationToken cancel = default);

    /// <summary>The newest snapshot of a stream that was folded by that fold version, or null.</summary>
    ValueTask<Snapshot?> ReadSnapshot(StreamKey stream, int foldVersion, CancellationToken cancel = default);

    /// <summary>Keeps a snapshot in place of the stream's older ones. Losing one costs time, never truth.</summary>
    ValueTask SaveSnapshot(StreamKey stream, Snapshot snapshot, CancellationToken cancel = default);

    /// <summary>The newest event of a stream that named a command id that is not forgotten, or null.</summary>
    ValueTask<RememberedCommand?> FindCommand(StreamKey stream, string id, CancellationToken cancel = default);

    /// <summary>Keys of the streams of a category in ordinal order after a key, at most <paramref name="limit"/> (1 to 1,000).</summary>
    /// <param name="prefix">Only keys that start with it; empty for all.</param>
    /// <param name="afterKey">The last key already seen; empty at first.</param>
    ValueTask<IReadOnlyList<StreamKey>> ListStreams(string category, string prefix, string afterKey, int limit, CancellationToken cancel = default);

    /// <summary>The streams of a category whose last mark is <see cref="StreamMark.Open"/>: processes that have not ended.</summary>
    IAsyncEnumerable<StreamKey> OpenStreams(string category, CancellationToken cancel = default);

    /// <summary>
    /// Forgets command ids whose newest naming event is older than the moment, but for steps of processes whose streams are
    /// <see cref="StreamMark.Open"/>, which may be repeated however old they are: those are forgotten once their processes have ended.
    /// </summary>
    ValueTask ForgetCommands(DateTimeOffset before, CancellationToken cancel = default);

    /// <summary>
    /// Completes when appends become durable, as far as can be known without one: a batch has been committed a moment ago, or a write that leaves nothing
    /// behind gets through. It keeps no writer waiting.
    /// </summary>
    /// <exception cref="JournalUnavailableException">They do not: closed, the database is away or refuses, the disk is full.</exception>
    /// <exception cref="JournalOutcomeUnknownException">What the disk did with the write cannot be known.</exception>
    /// <exception cref="TimeoutException">They are stuck.</exception>
    ValueTask CheckWritable(CancellationToken cancel = default);

    /// <summary>Events that wait to be written now, and how many may wait; for metrics and health.</summary>
    (int Waiting, int Capacity) Queue { get; }
}

/// <summary>Writes one stream. Poisoned for good by its first failure, so that a stale activation never gets a later version in.</summary>
public interface IStreamWriter
{
    /// <summary>
    /// Appends events with the next versions; completes when they are durable, with the last one's version.
    /// Calls made one after the other complete in order. All of the events or none are written.
    /// </summary>
    /// <param name="permit">Taken before deciding; given back by the journal.</param>
    /// <exception cref="JournalConflictException">Another writer took the version. Nothing of this was written.</exception>
    /// <exception cref="JournalUnavailableException">Not written: disk full, closed, or an earlier append of this writer failed.</exception>
    /// <exception cref="JournalOutcomeUnknownException">It may or may not have been written.</exception>
    ValueTask<long> Append(JournalPermit permit, ReadOnlyMemory<NewEvent> events);
}

/// <summary>A place in the journal's queue. Give it back with Dispose when nothing is appended.</summary>
public sealed class JournalPermit(int events, Action<int>? giveBack) : IDisposable
{
    private Action<int>? _giveBack = giveBack;

    /// <summary>How many events it is good for; one append may carry more, and then takes more of the queue.</summary>
    public int Events { get; } = events;

    /// <summary>The journal takes the place over with an append and gives it back itself; Dispose then does nothing. Null when it is gone.</summary>
    internal Action<int>? HandOver() => Interlocked.Exchange(ref _giveBack, null);

    /// <summary>Gives the place back, once.</summary>
    public void Dispose() => Interlocked.Exchange(ref _giveBack, null)?.Invoke(Events);
}
