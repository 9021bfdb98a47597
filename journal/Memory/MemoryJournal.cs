using BeautyGrains.Journal.Writing;

namespace BeautyGrains.Journal.Memory;

/// <summary>
/// The journal in memory, for tests and simulation: the same promises as on disk, faults on purpose, and crashes that lose what was not synced.
/// </summary>
public class MemoryJournal : IVerifiableJournal, IAsyncDisposable
{
    private readonly MemoryDisk _disk;
    private readonly MemoryJournalFaults _faults;
    private readonly WriteQueue _queue;
    private readonly HeadSignal _head = new();
    private readonly MemoryWriter _writer;

    /// <summary>Opens a journal on the options' disk.</summary>
    public MemoryJournal(MemoryJournalOptions? options = null)
    {
        options ??= new();
        _disk = options.Disk;
        _faults = options.Faults;
        _queue = new(options.Capacity, Wake);
        _writer = new(options, _queue, _head);
        _head.MoveTo(_disk.Look(disk => disk.Log.Count));
    }

    /// <inheritdoc />
    public (int Waiting, int Capacity) Queue => (_queue.Taken, _queue.Capacity);

    /// <inheritdoc />
    public JournalPermit Enter(int events = 1) =>
        _faults.QueueIsFull ? throw new JournalBusyException("The journal's queue is full.") : _queue.Enter(events);

    /// <inheritdoc />
    public IStreamWriter Open(StreamKey stream, long lastVersion) => new SequencedWriter(stream, lastVersion, _queue);

    /// <inheritdoc />
    public IAsyncEnumerable<RecordedEvent> Read(StreamKey stream, long afterVersion, CancellationToken cancel = default) =>
        Paging.All(afterVersion, after => Page(stream, after, [], Paging.Size), entry => entry.Version, cancel);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<RecordedEvent>> ReadPage(
        StreamKey stream, long afterVersion, IReadOnlyCollection<string> types, int limit, CancellationToken cancel = default)
    {
        Paging.CheckLimit(limit);
        return new(Page(stream, afterVersion, types, limit));
    }

    /// <inheritdoc />
    public IAsyncEnumerable<RecordedEvent> ReadAll(JournalPosition after, CancellationToken cancel = default) =>
        Paging.All(after, AllPage, entry => entry.Position, cancel);

    /// <inheritdoc />
    public async Task WaitForMore(JournalPosition after, CancellationToken cancel)
    {
        while (true)
        {
            var move = _head.NextMove;
            if (await Head(cancel) > after) return;
            await move.WaitAsync(cancel);
        }
    }

    /// <inheritdoc />
    public ValueTask<JournalPosition> Head(CancellationToken cancel = default) => new(Look(disk => new JournalPosition(0, disk.Log.Count)));

    /// <inheritdoc />
    public ValueTask<long> LastVersion(StreamKey stream, CancellationToken cancel = default) =>
        new(Look(disk => disk.Find(stream)?.LastVersion ?? 0));

    /// <inheritdoc />
    public ValueTask<Snapshot?> ReadSnapshot(StreamKey stream, int foldVersion, CancellationToken cancel = default) =>
        new(Look(disk => disk.Find(stream)?.Snapshots.GetValueOrDefault(foldVersion)));

    /// <inheritdoc />
    public ValueTask SaveSnapshot(StreamKey stream, Snapshot snapshot, CancellationToken cancel = default) => Look(disk =>
    {
        var stored = disk.Find(stream);
        if (stored is null || snapshot.Version > stored.LastVersion) throw Failures.SnapshotAhead(stream, snapshot);
        foreach (var old in stored.Snapshots.Values.Where(old => old.Version <= snapshot.Version).ToList()) stored.Snapshots.Remove(old.FoldVersion);
        stored.Snapshots.TryAdd(snapshot.FoldVersion, snapshot with { Payload = snapshot.Payload.ToArray() });
        return ValueTask.CompletedTask;
    });

    /// <inheritdoc />
    public ValueTask<RememberedCommand?> FindCommand(StreamKey stream, string id, CancellationToken cancel = default) =>
        new(Look(disk => disk.Find(stream)?.Commands.GetValueOrDefault(id).Command));

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<StreamKey>> ListStreams(string category, string prefix, string afterKey, int limit, CancellationToken cancel = default)
    {
        Paging.CheckLimit(limit);
        return new(Look<IReadOnlyList<StreamKey>>(disk => [.. Keys(disk, category, afterKey)
            .Where(stream => stream.Key.Key.StartsWith(prefix, StringComparison.Ordinal)).Take(limit).Select(stream => stream.Key)]));
    }

    /// <inheritdoc />
    public IAsyncEnumerable<StreamKey> OpenStreams(string category, CancellationToken cancel = default) => Paging.All(
        "",
        after => Look<IReadOnlyList<StreamKey>>(disk => [.. Keys(disk, category, after)
            .Where(stream => stream.Stream.IsOpen).Take(Paging.Size).Select(stream => stream.Key)]),
        stream => stream.Key,
        cancel);

    /// <inheritdoc />
    public ValueTask ForgetCommands(DateTimeOffset before, CancellationToken cancel = default) => Look(disk =>
    {
        var open = disk.All.Where(stream => stream.Stream.IsOpen).Select(stream => stream.Key.ToString()).ToHashSet(StringComparer.Ordinal);
        foreach (var (_, stream) in disk.All)
        {
            foreach (var (id, known) in stream.Commands.Where(known => known.Value.At < before).ToList())
            {
                if (known.Process is { } process && open.Contains(process)) continue;
                stream.Commands.Remove(id);
            }
        }
        return ValueTask.CompletedTask;
    });

    /// <inheritdoc />
    public ValueTask CheckWritable(CancellationToken cancel = default) => Look(_ => ValueTask.CompletedTask);

    /// <inheritdoc />
    public IAsyncEnumerable<RecordedEvent> ReadStored(JournalPosition after, CancellationToken cancel = default) => ReadAll(after, cancel);

    /// <inheritdoc />
    public ValueTask<JournalHead> NotedHead(CancellationToken cancel = default) =>
        new(Look(disk => new JournalHead(new(0, disk.Log.Count), disk.Log.Count == 0 ? HashChain.Root : disk.Log[^1].Hash)));

    /// <summary>
    /// The process dies: what is not synced is lost, and what is in flight ends as unknown. Open another journal on the disk.
    /// </summary>
    public void Crash()
    {
        _queue.Close();
        _writer.Crash();
        _head.WakeAll();
    }

    /// <summary>Writes what waits, then closes.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _queue.Close();
        await _writer.Idle;
        _head.WakeAll();
    }

    private void Wake() => _writer.Wake();

    private static IEnumerable<(StreamKey Key, StoredStream Stream)> Keys(MemoryDisk disk, string category, string afterKey) =>
        disk.InCategory(category).Where(stream => string.CompareOrdinal(stream.Key, afterKey) > 0)
            .Select(stream => (new StreamKey(category, stream.Key), stream.Value));

    private IReadOnlyList<RecordedEvent> Page(StreamKey stream, long after, IReadOnlyCollection<string> types, int limit) =>
        Look<IReadOnlyList<RecordedEvent>>(disk => [.. (disk.Find(stream)?.Events ?? []).Skip((int)Math.Min(after, int.MaxValue))
            .Where(entry => types.Count == 0 || types.Contains(entry.Type)).Take(limit)]);

    private IReadOnlyList<RecordedEvent> AllPage(JournalPosition after) =>
        Look<IReadOnlyList<RecordedEvent>>(disk => after.Partition > 0 ? [] : [.. disk.Log.Skip((int)Math.Min(after.Number, int.MaxValue)).Take(Paging.Size)]);

    private T Look<T>(Func<MemoryDisk, T> look)
    {
        if (_queue.IsClosed) throw Failures.Closed();
        return _disk.Look(look);
    }
}
