using System.Diagnostics.Metrics;

namespace BeautyGrains.Journal;

/// <summary>
/// What a journal's writer has done since it was opened. Written by the writer alone, read by anybody. Given meters, the same numbers are
/// instruments of the meter <see cref="MeterName"/>.
/// </summary>
public sealed class JournalStatistics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "BeautyGrains.Journal";

    private static readonly InstrumentAdvice<int> s_sizes = new() { HistogramBucketBoundaries = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000] };
    private static readonly InstrumentAdvice<double> s_seconds =
        new() { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] };

    private readonly Histogram<int>? _batchSizes;
    private readonly Histogram<double>? _commitSeconds;
    private long _batches, _events, _failedBatches, _conflicts, _lastCommitTicks, _totalCommitTicks, _failedCheckpoints, _failedIndexings;

    internal JournalStatistics(IMeterFactory? meters, Func<(int Waiting, int Capacity)> queue)
    {
        if (meters is null) return;
        var meter = meters.Create(MeterName);
        meter.CreateObservableUpDownCounter("beauty.journal.queue.length", () => queue().Waiting, "{event}", "Events that wait to be written.");
        meter.CreateObservableUpDownCounter("beauty.journal.queue.capacity", () => queue().Capacity, "{event}", "Events that may wait to be written.");
        meter.CreateObservableCounter("beauty.journal.events", () => Events, "{event}", "Events made durable.");
        meter.CreateObservableCounter("beauty.journal.batches.failed", () => FailedBatches, "{batch}", "Batches lost as a whole.");
        meter.CreateObservableCounter("beauty.journal.conflicts", () => Conflicts, "{append}", "Appends refused because another writer had taken the version.");
        meter.CreateObservableCounter("beauty.journal.checkpoints.failed", () => FailedCheckpoints, "{checkpoint}", "Times that the log could not be moved into the database.");
        meter.CreateObservableCounter("beauty.journal.indexings.failed", () => FailedIndexings, "{indexing}", "Times that the journal's index could not be brought up to date.");
        _batchSizes = meter.CreateHistogram("beauty.journal.batch.size", "{event}", "Events made durable in one transaction.", tags: null, s_sizes);
        _commitSeconds = meter.CreateHistogram("beauty.journal.commit.duration", "s", "How long a batch took to be written and synced.", tags: null, s_seconds);
    }

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

    /// <summary>Times that the index could not be brought up to date, of a journal that has one apart; what it lacks is kept in memory until that works again.</summary>
    public long FailedIndexings => Volatile.Read(ref _failedIndexings);

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
        // A batch of upkeep alone has no events and would blur what a commit costs.
        if (events == 0) return;
        _batchSizes?.Record(events);
        _commitSeconds?.Record(took.TotalSeconds);
    }

    internal void Failed() => Volatile.Write(ref _failedBatches, _failedBatches + 1);

    internal void IndexingFailed() => Interlocked.Increment(ref _failedIndexings);

    internal void CheckpointFailed() => Volatile.Write(ref _failedCheckpoints, _failedCheckpoints + 1);
}
