using System.Diagnostics.Metrics;

namespace BeautyGrains.Journal.Sqlite;

/// <summary>Where and how a <see cref="SqliteJournal"/> writes.</summary>
/// <param name="Folder">The journal's own folder; made when missing. The events are in <c>journal.db</c> in it, and <c>journal-index.db</c> finds them by stream and id; it is made anew when missing.</param>
/// <param name="Clock">Measures commits and paces the look for other processes' events.</param>
public sealed record SqliteJournalOptions(string Folder, TimeProvider Clock)
{
    /// <summary>Where the journal's instruments are made; null for none.</summary>
    public IMeterFactory? Meters { get; init; }

    /// <summary>Events that may wait; above 0.</summary>
    public int Capacity { get; init; } = 65_536;

    /// <summary>Events from which on a batch takes no more appends; above 0.</summary>
    public int MaxBatchEvents { get; init; } = 4_096;

    /// <summary>Bytes of the newest events kept in memory for those who follow the journal; above 0.</summary>
    public int RecentBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Events that the index may lack before they are brought in; above 0. The more at once, the fewer pages of it are written for each.</summary>
    public int IndexedAtOnce { get; init; } = 131_072;

    /// <summary>How long to wait for another process's write lock.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often to look for events of other processes.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Starts the writer and the indexer, each of which keeps a thread until the journal is closed.</summary>
    public TaskScheduler Scheduler { get; init; } = TaskScheduler.Default;

    /// <summary>
    /// Called when it can no longer be known what is on the disk (a failed sync). Ends the process by default; if it returns, the journal is closed.
    /// </summary>
    public Action<string, Exception> OnFatal { get; init; } = Environment.FailFast;

    /// <summary>Told while events that the index lacks are brought in before the journal is open: the position that it has reached, and the newest; null for nobody.</summary>
    public Action<long, long>? OnIndexing { get; init; }

    internal string IndexPath => System.IO.Path.Combine(Folder, "journal-index.db");

    internal string Path => System.IO.Path.Combine(Folder, "journal.db");
}
