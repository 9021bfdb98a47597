namespace BeautyGrains.Journal.Writing;

/// <summary>
/// What the writer's own work tells of whether writes become durable, so that asking costs a busy journal nothing. The newest news count, for as long
/// as they last; what nothing is known of must be tried.
/// </summary>
internal sealed class WriteEvidence(TimeProvider clock)
{
    /// <summary>How long a batch may be under way before the journal counts as stuck; above what a disk in order takes.</summary>
    public static readonly TimeSpan LongestBatch = TimeSpan.FromSeconds(2);

    /// <summary>How long news last. About as long as the pauses of those who ask, so that a journal which fails all the time is seen to.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private int _underWay;
    private long _underWaySince;
    private (long At, JournalException? Lost)? _newest;

    /// <summary>The writer has taken a batch.</summary>
    public void Begun()
    {
        lock (_gate)
        {
            if (_underWay++ == 0) _underWaySince = clock.GetTimestamp();
        }
    }

    /// <summary>A batch has ended.</summary>
    /// <param name="events">How many became durable; none prove nothing.</param>
    /// <param name="lost">Why all of it was lost, or null.</param>
    public void Ended(int events, JournalException? lost)
    {
        lock (_gate)
        {
            _underWay--;
            // Whatever else is under way has moved on behind it.
            _underWaySince = clock.GetTimestamp();
            if (lost is not null || events > 0) _newest = (clock.GetTimestamp(), lost);
        }
    }

    /// <summary>A write that was tried to find out has become durable.</summary>
    public void Proven()
    {
        lock (_gate) _newest = (clock.GetTimestamp(), null);
    }

    /// <returns>True when writes become durable, false when nothing is known and a write must be tried.</returns>
    /// <exception cref="JournalUnavailableException">The last batch was lost, a moment ago.</exception>
    /// <exception cref="TimeoutException">A batch is stuck.</exception>
    public bool Tells()
    {
        lock (_gate)
        {
            if (_underWay > 0 && clock.GetElapsedTime(_underWaySince) is var taking && taking >= LongestBatch)
                throw new TimeoutException($"The journal has been writing for {taking.TotalSeconds:F1} s.");
            if (_newest is not { } news || clock.GetElapsedTime(news.At) >= Lasts) return false;
            return news.Lost is null ? true : throw new JournalUnavailableException(news.Lost.Message, news.Lost);
        }
    }
}
