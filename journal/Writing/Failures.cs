namespace BeautyGrains.Journal.Writing;

/// <summary>How failures are told, alike by every journal.</summary>
internal static class Failures
{
    /// <param name="found">The stream's last version that the writer met.</param>
    public static JournalConflictException Conflict(QueuedAppend append, long found) =>
        new($"{append.Stream} stands at version {found}, so {append.FirstVersion} cannot be written after {append.FirstVersion - 1}: another writer has been here.");

    public static JournalUnavailableException Closed() => new("The journal is closed.");

    public static ArgumentException SnapshotAhead(StreamKey stream, Snapshot snapshot) =>
        new($"A snapshot of {stream} at version {snapshot.Version} is ahead of what is durable.", nameof(snapshot));
}
