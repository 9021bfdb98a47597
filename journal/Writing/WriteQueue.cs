namespace BeautyGrains.Journal.Writing;

/// <summary>The one bounded queue in front of the one writer.</summary>
/// <param name="capacity">Events that may have a place; above 0.</param>
/// <param name="wake">Called when something waits that nobody has been told of.</param>
internal sealed class WriteQueue(int capacity, Action wake)
{
    private readonly Lock _gate = new();
    private readonly Queue<QueuedWrite> _waiting = new();
    private int _taken;
    private bool _closed;

    public int Capacity { get; } = capacity;

    /// <summary>Places taken by permits and by what waits.</summary>
    public int Taken => Volatile.Read(ref _taken);

    public bool IsClosed => Volatile.Read(ref _closed);

    public JournalPermit Enter(int events)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(events, 1);
        if (IsClosed) throw Failures.Closed();
        while (true)
        {
            var taken = Volatile.Read(ref _taken);
            if (events > Capacity - taken) throw new JournalBusyException($"The journal's queue is full: {taken} of {Capacity} places are taken.");
            if (Interlocked.CompareExchange(ref _taken, taken + events, taken) == taken) return new(events, GiveBack);
        }
    }

    /// <summary>Takes places for what is already decided; never refuses.</summary>
    public void TakeMore(int events) => Interlocked.Add(ref _taken, events);

    public void GiveBack(int events) => Interlocked.Add(ref _taken, -events);

    /// <summary>False when the queue is closed; the write is then not in it.</summary>
    public bool TryAdd(QueuedWrite write)
    {
        bool first;
        lock (_gate)
        {
            if (_closed) return false;
            first = _waiting.Count == 0;
            _waiting.Enqueue(write);
        }
        if (first) wake();
        return true;
    }

    /// <summary>Moves what waits into the batch, in order, until it weighs at least so much. False when nothing waited.</summary>
    public bool TryTake(List<QueuedWrite> batch, int maxWeight)
    {
        batch.Clear();
        lock (_gate)
        {
            for (var weight = 0; weight < maxWeight && _waiting.TryDequeue(out var write); weight += write.Weight) batch.Add(write);
        }
        return batch.Count > 0;
    }

    /// <summary>From now on nobody enters; what waits is still to be taken.</summary>
    public void Close()
    {
        lock (_gate) _closed = true;
        wake();
    }
}
