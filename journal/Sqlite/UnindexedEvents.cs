using BeautyGrains.Database.Sqlite;

namespace BeautyGrains.Journal.Sqlite;

/// <summary>
/// The newest events, by stream and id, as far as the index may not have them yet: what the index holds and what stands here are together all that the
/// file had when it was last looked at. Look here first and at the index after, because an event goes from here only once the index has it. Safe for
/// several threads.
/// </summary>
internal sealed class UnindexedEvents
{
    // Looked at or dropped at once, so that nobody waits long for the lock.
    private const int Chunk = 1_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<long, long> _lastOf = [];
    private Entry[] _ring = new Entry[1_024];

    // By stream and id: the number of the newest entry of each bucket. A stream may have had all that is here.
    private long[] _naming = new long[1_024];

    // Entries are numbered for good, from 1 on; they lie in the ring by their numbers.
    private long _first = 1, _next = 1;
    private long _end;

    /// <summary>How many.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return (int)(_next - _first);
        }
    }

    /// <summary>The place up to which all events are here or in the index.</summary>
    public long End
    {
        get
        {
            lock (_gate) return _end;
        }
    }

    /// <summary>Takes all events that follow a place, in their order; what is known already is passed over. Where that place is ahead of the end it takes none.</summary>
    public void Add(long after, List<UnindexedEvent> events)
    {
        lock (_gate)
        {
            if (after > _end) return;
            foreach (var entry in events)
            {
                if (entry.Place <= _end) continue;
                if (_next - _first == _ring.Length) Grow();
                Put(_next, new(entry.Stream, entry.Version, entry.Place, LastOf(entry.Stream), entry.IdHash, 0));
                _lastOf[entry.Stream] = _next++;
                _end = entry.Place;
            }
        }
    }

    /// <summary>Looks for events in the file that others wrote, or that are durable since a moment ago.</summary>
    /// <param name="indexed">How far the index is, asked when there is much to look at.</param>
    public void Cover(Connection file, Func<long> indexed)
    {
        while (true)
        {
            var end = End;
            var events = file.Prepare("SELECT stream, version, place, command_id FROM events WHERE place > ?1 ORDER BY place LIMIT ?2").Bind(1, end).Bind(2, Chunk)
                .All(row => new UnindexedEvent(row.Number(0), row.Number(1), row.Number(2), row.IsNull(3) ? null : row.Text(3)));
            Add(end, events);
            if (events.Count < Chunk) return;
            Drop(indexed());
        }
    }

    /// <summary>Drops what the index has: all up to a place. Also where it was never here.</summary>
    public void Drop(long indexed)
    {
        while (true)
        {
            lock (_gate)
            {
                for (var dropped = 0; dropped < Chunk && _first < _next && At(_first).Place <= indexed; dropped++)
                {
                    if (_lastOf[At(_first).Stream] == _first) _lastOf.Remove(At(_first).Stream);
                    _first++;
                }
                if (_first < _next && At(_first).Place <= indexed) continue;
                _end = Math.Max(_end, indexed);
                return;
            }
        }
    }

    /// <summary>The first events of a stream after a version, at most so many, in order.</summary>
    public List<(long Version, long Place)> After(long stream, long version, int limit)
    {
        var found = new List<(long, long)>();
        lock (_gate)
        {
            for (var number = LastOf(stream); number >= _first && At(number).Version > version; number = At(number).Before) found.Add((At(number).Version, At(number).Place));
        }
        if (found.Count > limit) found.RemoveRange(0, found.Count - limit);
        found.Reverse();
        return found;
    }

    /// <summary>The last event of a stream, or null when none is here.</summary>
    public (long Version, long Place)? Last(long stream)
    {
        lock (_gate) return LastOf(stream) is > 0 and var number ? (At(number).Version, At(number).Place) : null;
    }

    /// <summary>The places of the events of a stream that may have named an id, the newest first.</summary>
    public List<long> Naming(long stream, string id)
    {
        var (hash, found) = (UnindexedEvent.HashOf(id), new List<long>());
        lock (_gate)
        {
            for (var number = Newest(stream, hash); number >= _first; number = At(number).BeforeInBucket)
                if (At(number) is var entry && entry.IdHash == hash && entry.Stream == stream) found.Add(entry.Place);
        }
        return found;
    }

    private long LastOf(long stream) => _lastOf.GetValueOrDefault(stream);

    private ref Entry At(long number) => ref _ring[number & (_ring.Length - 1)];

    private ref long Newest(long stream, int idHash) => ref _naming[HashCode.Combine(stream, idHash) & (_naming.Length - 1)];

    private void Put(long number, Entry entry)
    {
        if (entry.IdHash != 0)
        {
            ref var newest = ref Newest(entry.Stream, entry.IdHash);
            entry = entry with { BeforeInBucket = newest };
            newest = number;
        }

        At(number) = entry;
    }

    private void Grow()
    {
        var smaller = _ring;
        _ring = new Entry[smaller.Length * 2];
        _naming = new long[_ring.Length];
        for (var number = _first; number < _next; number++) Put(number, smaller[number & (smaller.Length - 1)]);
    }

    /// <param name="Before">The number of the stream's entry before it, which may be dropped already; 0 for none.</param>
    /// <param name="BeforeInBucket">The number of the entry before it in its bucket of ids, likewise.</param>
    private readonly record struct Entry(long Stream, long Version, long Place, long Before, int IdHash, long BeforeInBucket);
}

/// <summary>What is kept of an event that the index may not have yet.</summary>
/// <param name="IdHash">Of the command id that it names, odd; 0 when it names none.</param>
internal readonly record struct UnindexedEvent(long Stream, long Version, long Place, int IdHash)
{
    public UnindexedEvent(long stream, long version, long place, string? id) : this(stream, version, place, id is null ? 0 : HashOf(id))
    {
    }

    public static int HashOf(string id) => string.GetHashCode(id, StringComparison.Ordinal) | 1;
}
