namespace BeautyGrains.Journal.Memory;

/// <summary>
/// What a <see cref="MemoryJournal"/> writes on. Written and synced are kept apart: readers see what is synced, a crash loses the rest.
/// Safe for several threads.
/// </summary>
public sealed class MemoryDisk
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, SortedDictionary<string, StoredStream>> _categories = new(StringComparer.Ordinal);
    private readonly List<RecordedEvent> _log = [];
    private readonly List<(RecordedEvent Recorded, NewEvent Source)> _unsynced = [];
    private readonly Dictionary<StreamKey, RecordedEvent> _unsyncedLast = [];

    /// <summary>Events written and not yet synced.</summary>
    public int Unsynced
    {
        get { lock (_gate) return _unsynced.Count; }
    }

    /// <summary>What a power cut does to writes that were not synced.</summary>
    public void LoseUnsynced()
    {
        lock (_gate) Forget();
    }

    /// <summary>Writes the events, unsynced, or nothing when the stream is not at the version before.</summary>
    /// <returns>The stream's last version that was found.</returns>
    internal long Write(StreamKey stream, long firstVersion, ReadOnlySpan<NewEvent> events)
    {
        lock (_gate)
        {
            var last = _unsyncedLast.GetValueOrDefault(stream) ?? Find(stream)?.Events.LastOrDefault();
            var found = last?.Version ?? 0;
            if (found != firstVersion - 1) return found;
            var hash = last?.Hash ?? HashChain.Root;
            foreach (ref readonly var entry in events)
            {
                hash = HashChain.Next(hash.Span, stream, ++found, entry);
                var position = new JournalPosition(0, _log.Count + _unsynced.Count + 1);
                last = new(stream, found, position, entry.Type, entry.Payload.ToArray(), entry.At.ToUniversalTime(), entry.Actor, entry.CorrelationId, hash);
                _unsynced.Add((last, entry));
            }
            _unsyncedLast[stream] = last!;
            return firstVersion - 1;
        }
    }

    /// <summary>Makes all that is written durable and visible.</summary>
    internal void Sync()
    {
        lock (_gate)
        {
            foreach (var (recorded, source) in _unsynced) Keep(recorded, source);
            Forget();
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

    private void Forget()
    {
        _unsynced.Clear();
        _unsyncedLast.Clear();
    }
}
