using BeautyGrains.Journal.Writing;

namespace BeautyGrains.Journal.Sqlite;

/// <summary>
/// Where streams end, as the one writer has met them and carried them on: one tip of a stream, whoever writes to it, so that two writers of a stream in
/// this process cannot both take a version. True as long as nobody else writes to the file; then all of them must be forgotten. For one thread.
/// </summary>
internal sealed class StreamTips
{
    // A tip takes about 150 bytes. When so many are known all are forgotten; to find one anew costs a few look-ups.
    private const int Most = 1 << 20;

    private readonly Dictionary<long, StreamTip> _byStream = [];
    private long _generation = 1;

    /// <summary>May what a writer remembers be relied on?</summary>
    public bool IsCurrent(StreamTip tip) => tip.Generation == _generation;

    /// <summary>The tip of a stream, or null when it is not known.</summary>
    public StreamTip? Of(long stream) => _byStream.GetValueOrDefault(stream);

    public StreamTip Add(StreamTip tip)
    {
        tip.Generation = _generation;
        _byStream.Add(tip.Id, tip);
        return tip;
    }

    /// <summary>Keeps memory bounded; between transactions, for what one has written stands nowhere else.</summary>
    public void Bound()
    {
        if (_byStream.Count >= Most) Forget();
    }

    public void Forget()
    {
        _byStream.Clear();
        _generation++;
    }
}
