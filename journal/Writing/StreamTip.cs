namespace BeautyGrains.Journal.Writing;

/// <summary>
/// Where a stream ends, as one of its writers met it and has carried it on since. On PostgreSQL nothing makes it forget: whoever else appends takes the
/// versions that this writer would give next, so that a tip that is no longer true meets the fence. On SQLite it is the fence, and forgotten whenever
/// others have written.
/// </summary>
/// <param name="id">The stream's number in the storage.</param>
/// <param name="hash">Of the last event; <see cref="HashChain.Root"/> for a new stream.</param>
internal sealed class StreamTip(long id, long lastVersion, byte[] hash, bool isOpen)
{
    public long Id { get; } = id;

    public long LastVersion { get; set; } = lastVersion;

    public byte[] Hash { get; set; } = hash;

    public bool IsOpen { get; set; } = isOpen;

    /// <summary>For a storage that has no fence of its own: since when it is known; see there.</summary>
    public long Generation { get; set; }
}
