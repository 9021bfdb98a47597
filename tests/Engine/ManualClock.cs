namespace BeautyGrains.Engine.Tests;

/// <summary>A clock that stands still until it is moved. Timers fire on the thread that moves it, in the order of their times.</summary>
public sealed class ManualClock : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private long _now;
    private long _sequence;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(GetTimestamp());

    public override long GetTimestamp()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan by)
    {
        var end = GetTimestamp() + by.Ticks;
        while (NextDue(end) is { } due)
            due.Fire();
        lock (_lock)
        {
            _now = end;
        }
    }

    private ManualTimer? NextDue(long end)
    {
        lock (_lock)
        {
            var next = _timers.Where(timer => timer.DueAt <= end).OrderBy(timer => timer.DueAt).ThenBy(timer => timer.Sequence).FirstOrDefault();
            if (next is null)
                return null;
            _now = Math.Max(_now, next.DueAt);
            _timers.Remove(next);
            if (next.Period > TimeSpan.Zero)
                Add(next, next.Period);
            return next;
        }
    }

    private void Add(ManualTimer timer, TimeSpan dueTime)
    {
        timer.DueAt = _now + dueTime.Ticks;
        timer.Sequence = _sequence++;
        _timers.Add(timer);
    }

    private sealed class ManualTimer(ManualClock clock, TimerCallback callback, object? state) : ITimer
    {
        internal long DueAt { get; set; }

        internal long Sequence { get; set; }

        internal TimeSpan Period { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                clock._timers.Remove(this);
                Period = period;
                if (dueTime >= TimeSpan.Zero)
                    clock.Add(this, dueTime);
                return true;
            }
        }

        public void Dispose()
        {
            lock (clock._lock)
            {
                Period = TimeSpan.Zero;
                clock._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }

        internal void Fire() => callback(state);
    }
}
