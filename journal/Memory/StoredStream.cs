namespace BeautyGrains.Journal.Memory;

/// <summary>One stream as it stands on a <see cref="MemoryDisk"/>.</summary>
internal sealed class StoredStream
{
    public List<RecordedEvent> Events { get; } = [];

    public Dictionary<string, (RememberedCommand Command, DateTimeOffset At, string? Process)> Commands { get; } = new(StringComparer.Ordinal);

    public Dictionary<int, Snapshot> Snapshots { get; } = [];

    public bool IsOpen { get; set; }

    public long LastVersion => Events.Count;
}
