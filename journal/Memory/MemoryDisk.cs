namespace BeautyGrains.Journal.Memory;

/// <summary>
/// What a <see cref="MemoryJournal"/> writes on. Written and synced are kept apart: readers see what is synced, a crash loses the rest.
/// Several journals may share a disk, as several processes share a database: each syncs and loses what it wrote itself. Safe for several threads.
/// </summary>
public sealed class MemoryDisk
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, SortedDictionary<string, StoredStream>> _categories = new(StringComparer.Ordinal);
    private readonly List<RecordedEvent> _log = [];
    private readonly List<Written> _unsynced = [];
    private readonly Dictionary<StreamKey, Written> _unsyncedLast = [];

    private readonly record struct Written(object Writer, RecordedEvent Recorded, NewEvent Source);

    /// <summary>Events written and not yet synced.</summary>
    public int Unsynced
    {
        get { lock (_gate) return _unsynced.Count; }
    }

    /// <summary>What a power cut does to what that writer has written and not synced.</summary>
    internal void LoseUnsynced(object writer)
    {
        lock (_gate) Forget(writer);
    }

    /// <summary>
    /// Writes the events, unsynced, or nothing when the stream is not at the version before, or when another writer holds the stream
    /// by what it has not synced yet.
    /// </summary>
    /// <param name="found">The stream's last version that was met.</param>
    internal bool TryWrite(object writer, StreamKey stream, long firstVersion, ReadOnlySpan<NewEvent> events, out long found)
    {
        lock (_gate)
        {
            var isHeld = _unsyncedLast.TryGetValue(stream, out var held);
            var last = isHeld ? held.Recorded : Find(stream)?.Events.LastOrDefault();
            found = last?.Version ?? 0;
            if (found != firstVersion - 1 || (isHeld && held.Writer != writer)) return false;
            var hash = last?.Hash ?? HashChain.Root;
            var version = found;
            foreach (ref readonly var entry in events)
            {
                hash = HashChain.Next(hash.Span, stream, ++version, entry);
                last = new(stream, version, JournalPosition.Start, entry.Type, entry.Payload.ToArray(), entry.At.ToUniversalTime(), entry.Actor, entry.CorrelationId, hash);
                _unsynced.Add(new(writer, last, entry));
            }
            _unsyncedLast[stream] = _unsynced[^1];
            return true;
        }
    }

    /// <summary>Makes all that the writer has written durable and visible; positions are given now, so that there is no gap where another writer lost its own.</summary>
    internal void Sync(object writer)
    {
        lock (_gate)
        {
            foreach (var written in _unsynced)
                if (written.Writer == writer) Keep(written.Recorded with { Position = new(0, _log.Count + 1) }, written.Source);
            Forget(writer);
        }
    }

    /// <summary>Looks at what is synced.</summary>
    internal T Look<T>(Func<MemoryDisk, T> look)
    {
        lock (_gate) return look(this);
    }

    /// <summary>All synced events; event n stands at n - 1. Only within <see cref="Look"/>.</summary>
    internal List<RecordedEvent> Log => _log;

    /// <summary>Only within <see cref="Look"/>.</summary>
    internal StoredStream? Find(StreamKey stream) => InCategory(stream.Category).GetValueOrDefault(stream.Key);

    /// <summary>Streams by key in ordinal order. Only within <see cref="Look"/>.</summary>
    internal SortedDictionary<string, StoredStream> InCategory(string category) =>
        _categories.TryGetValue(category, out var streams) ? streams : _categories[category] = new(StringComparer.Ordinal);

    /// <summary>Every stream. Only within <see cref="Look"/>.</summary>
    internal IEnumerable<(StreamKey Key, StoredStream Stream)> All =>
        from category in _categories
        orderby category.Key
        from stream in category.Value
        select (new StreamKey(category.Key, stream.Key), stream.Value);

    private void Keep(RecordedEvent recorded, in NewEvent source)
    {
        var streams = InCategory(recorded.Stream.Category);
        if (!streams.TryGetValue(recorded.Stream.Key, out var stream)) streams[recorded.Stream.Key] = stream = new();
        stream.Events.Add(recorded);
        _log.Add(recorded);
        if (source.Mark != StreamMark.Keep) stream.IsOpen = source.Mark == StreamMark.Open;
        if (source.CommandId is { } id) stream.Commands[id] = (new(id, recorded.Version, source.BodyHash ?? ""), recorded.At, source.Process ?? stream.Commands.GetValueOrDefault(id).Process);
    }

    private void Forget(object writer)
    {
        foreach (var written in _unsynced)
            if (written.Writer == writer) _unsyncedLast.Remove(written.Recorded.Stream);
        _unsynced.RemoveAll(written => written.Writer == writer);
    }
}
