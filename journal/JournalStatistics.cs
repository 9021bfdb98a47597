namespace BeautyGrains.Journal;

/// <summary>Counters of a journal's writer since it was opened. Written by the writer alone, read by anybody.</summary>
public sealed class JournalStatistics
{
    private long _batches, _events, _failedBatches, _conflicts, _lastCommitTicks, _totalCommitTicks, _failedCheckpoints;

    /// <summary>Batches made durable.</summary>
    public long Batches => Volatile.Read(ref _batches);

    /// <summary>Events made durable.</summary>
    public long Events => Volatile.Read(ref _events);

    /// <summary>Batches lost as a whole.</summary>
    public long FailedBatches => Volatile.Read(ref _failedBatches);

    /// <summary>Appends refused because another writer had taken the version.</summary>
    public long Conflicts => Volatile.Read(ref _conflicts);

    /// <summary>Times that the log could not be moved into the database; it grows until that works again.</summary>
    public long FailedCheckpoints => Volatile.Read(ref _failedCheckpoints);

    /// <summary>How long the last batch took to be written and synced.</summary>
    public TimeSpan LastCommit => new(Volatile.Read(ref _lastCommitTicks));

    /// <summary>How long all batches took together.</summary>
    public TimeSpan TotalCommit => new(Volatile.Read(ref _totalCommitTicks));

    internal void Committed(int events, int conflicts, TimeSpan took)
    {
        Volatile.Write(ref _batches, _batches + 1);
        Volatile.Write(ref _events, _events + events);
        Volatile.Write(ref _conflicts, _conflicts + conflicts);
        Volatile.Write(ref _lastCommitTicks, took.Ticks);
        Volatile.Write(ref _totalCommitTicks, _totalCommitTicks + took.Ticks);
    }

    internal void Failed() => Volatile.Write(ref _failedBatches, _failedBatches + 1);

    internal void CheckpointFailed() => Volatile.Write(ref _failedCheckpoints, _failedCheckpoints + 1);
}
