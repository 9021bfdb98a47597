namespace BeautyGrains.Journal.Writing;

/// <summary>How a conflict is told.</summary>
internal static class Conflicts
{
    /// <param name="found">The stream's last version that the writer met.</param>
    public static JournalConflictException Of(QueuedAppend append, long found) =>
        new($"{append.Stream} stands at version {found}, so {append.FirstVersion} cannot be written after {append.FirstVersion - 1}: another writer has been here.");
}

/// <summary>What every journal asks of a snapshot.</summary>
internal static class SnapshotRules
{
    public static ArgumentException AheadOf(StreamKey stream, Snapshot snapshot) =>
        new($"A snapshot of {stream} at version {snapshot.Version} is ahead of what is durable.", nameof(snapshot));
}
