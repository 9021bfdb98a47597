namespace BeautyGrains.Engine;

/// <summary>Lets one line a second into the log, so that an outage does not fill the disk with it.</summary>
internal sealed class Lull(TimeProvider clock)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private long? _last;
    private int _leftOut;

    /// <param name="leftOut">How many lines were left out since the last one.</param>
    /// <returns>True when a line is due.</returns>
    internal bool IsDue(out int leftOut)
    {
        lock (_lock)
        {
            leftOut = _leftOut;
            var now = clock.GetTimestamp();
            if (_last is { } last && clock.GetElapsedTime(last, now) < s_pause)
            {
                _leftOut++;
                return false;
            }

            _last = now;
            _leftOut = 0;
            return true;
        }
    }
}
