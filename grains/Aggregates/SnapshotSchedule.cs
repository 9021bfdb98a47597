namespace BeautyGrains.Grains;

/// <summary>When to take the next snapshot: once the events since the last one outweigh it, so that replay costs at most about twice its reading.</summary>
internal struct SnapshotSchedule(int lastBytes)
{
    private int _lastBytes = lastBytes;
    private int _tailBytes;
    private bool _running;

    /// <summary>An event of that many bytes was added.</summary>
    public void Add(int bytes) => _tailBytes = (int)Math.Min(int.MaxValue, (long)_tailBytes + bytes);

    /// <summary>Is it time?</summary>
    public readonly bool IsDue(int atLeast) => !_running && _tailBytes > Math.Max(_lastBytes, atLeast);

    /// <summary>Does it pay when no more comes: is replaying the events since the last one noticeable, and the last one not much larger than they are?</summary>
    public readonly bool IsWorthwhile(int atLeast) => !_running && _tailBytes > Math.Max(_lastBytes, atLeast) / 8;

    /// <summary>One is being taken of the state so far.</summary>
    public void Start()
    {
        _running = true;
        _tailBytes = 0;
    }

    /// <summary>It was kept.</summary>
    public void Done(int bytes)
    {
        _running = false;
        _lastBytes = bytes;
    }

    /// <summary>It was not kept.</summary>
    public void Failed() => _running = false;
}
