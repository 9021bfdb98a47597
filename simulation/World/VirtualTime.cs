namespace BeautyGrains.Simulation;

/// <summary>The one time of a run. It stands still until it is moved; what is due then happens in the order of its times.</summary>
internal sealed class VirtualTime
{
    /// <summary>What the clocks show at first.</summary>
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    // Timers that set each other for now would go on for ever.
    private const int MostAtOnce = 5_000;

    private readonly PriorityQueue<VirtualTimer, (long DueAt, long Sequence)> _timers = new();
    private long _sequence;

    /// <summary>Ticks since the start; never goes back.</summary>
    public long Now { get; private set; }

    /// <summary>Moves on, with everything that is due until then; lets what that starts run before the next is due.</summary>
    public void Advance(TimeSpan by, Action run)
    {
        var end = Now + by.Ticks;
        var atOnce = 0;
        while (_timers.TryPeek(out var next, out var at) && at.DueAt <= end)
        {
            _timers.Dequeue();
            if (next.Ticket != at.Sequence || !next.Clock.IsAlive) continue;
            atOnce = at.DueAt > Now ? 0 : atOnce + 1;
            if (atOnce > MostAtOnce) throw new Violation("The world comes to rest.", $"{MostAtOnce} timers without time passing.");
            Now = Math.Max(Now, at.DueAt);
            if (next.Clock.StalledUntil > Now)
            {
                Add(next, next.Clock.StalledUntil);
                continue;
            }
            if (next.Period > 0) Add(next, Now + next.Period);
            else next.Ticket = 0;
            next.Fire();
            run();
        }
        Now = end;
    }

    public void Add(VirtualTimer timer, long dueAt)
    {
        timer.Ticket = ++_sequence;
        _timers.Enqueue(timer, (dueAt, _sequence));
    }
}

/// <summary>A timer of one machine.</summary>
internal sealed class VirtualTimer(NodeClock clock, TimerCallback callback, object? state) : ITimer
{
    public NodeClock Clock => clock;

    /// <summary>Names its only valid entry in the queue; 0 when it has none.</summary>
    public long Ticket { get; set; }

    /// <summary>In ticks; 0 for none.</summary>
    public long Period { get; private set; }

    public void Fire() => callback(state);

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        Ticket = 0;
        Period = period > TimeSpan.Zero ? period.Ticks : 0;
        if (dueTime >= TimeSpan.Zero && clock.IsAlive) clock.Time.Add(this, clock.Time.Now + dueTime.Ticks);
        return true;
    }

    public void Dispose()
    {
        Ticket = 0;
        Period = 0;
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }
}

/// <summary>The clock of one run of one machine: its wall clock may be wrong and jump, its stopwatch may not.</summary>
internal sealed class NodeClock(VirtualTime time, Machine machine) : TimeProvider
{
    public VirtualTime Time => time;

    /// <summary>False once its process has died: its timers never fire again.</summary>
    public bool IsAlive { get; set; } = true;

    /// <summary>Timers that are due before it come then.</summary>
    public long StalledUntil { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => time.Now;

    public override DateTimeOffset GetUtcNow() => VirtualTime.Start.AddTicks(time.Now) + machine.Skew;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }
}

/// <summary>What outlives the processes of a machine.</summary>
internal sealed class Machine
{
    /// <summary>How far its wall clock is ahead of the virtual time.</summary>
    public TimeSpan Skew { get; set; }
}
