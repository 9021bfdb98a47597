namespace BeautyGrains.Journal.Writing;

/// <summary>Numbers the events of one activation and hands them to the queue, until its first failure.</summary>
internal sealed class SequencedWriter(StreamKey stream, long lastVersion, WriteQueue queue) : IStreamWriter
{
    private long _lastVersion = lastVersion;
    private JournalException? _poison;

    public StreamKey Stream { get; } = stream;

    /// <summary>Where the stream ends with what was handed to the storage; null until that is looked up. For the thread that writes alone.</summary>
    public StreamTip? Tip { get; set; }

    /// <summary>The first failure, or null.</summary>
    public JournalException? Poisoned => Volatile.Read(ref _poison);

    public void Poison(JournalException failure) => Interlocked.CompareExchange(ref _poison, failure, null);

    public ValueTask<long> Append(JournalPermit permit, ReadOnlyMemory<NewEvent> events)
    {
        if (events.IsEmpty)
        {
            permit.Dispose();
            throw new ArgumentException("An append needs at least one event.", nameof(events));
        }
        // Nobody else knows this object, and there is one of each activation, so it is its own lock. It holds numbering and queueing together: versions stand in the queue in their order.
        lock (this)
        {
            if (Poisoned is null && !queue.IsClosed)
            {
                var append = new QueuedAppend(this, _lastVersion + 1, events, queue, permit);
                _lastVersion += events.Length;
                if (!queue.TryAdd(append)) append.Complete(Failures.Closed());
                return append.Answer;
            }
        }
        permit.Dispose();
        return ValueTask.FromException<long>(Poisoned is null ? Failures.Closed() : FailedBefore());
    }

    public JournalUnavailableException FailedBefore() =>
        new($"An earlier append of this writer of {Stream} failed; replay the stream and open it again.", Poisoned);
}
