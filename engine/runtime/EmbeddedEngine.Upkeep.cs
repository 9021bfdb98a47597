using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace BeautyGrains.Engine;

/// <summary>The engine's two periodic looks: for calls that take too long and for activations that nobody uses.</summary>
public sealed partial class EmbeddedEngine
{
    private static readonly TimeSpan s_coarsest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_finest = TimeSpan.FromMilliseconds(10);

    // Activations with calls in flight. Each stands here at most once, so that a call costs nothing but a time stamp.
    private readonly ConcurrentQueue<Activation> _watched = new();
    private ITimer? _timeoutTimer;
    private ITimer? _collectionTimer;
    private int _isTimingOut;
    private int _isCollecting;

    /// <summary>Some call has a time-out.</summary>
    internal bool HasCallTimeout { get; private set; }

    private TimeSpan _shortestTimeout;
    private long _callTimeout;

    internal void Watch(Activation activation) => _watched.Enqueue(activation);

    /// <summary>How long callers of that method wait, in units of time stamps.</summary>
    internal long TimeoutOf(GrainMethod method) => method.ResponseTimeout is { } own ? After(0, own) : _callTimeout;

    private void PrepareTimeouts()
    {
        var all = _catalogue.OwnTimeouts.ToList();
        var isFinite = Options.CallTimeout != Timeout.InfiniteTimeSpan;
        _callTimeout = isFinite ? After(0, Options.CallTimeout) : long.MaxValue;
        if (isFinite)
            all.Add(Options.CallTimeout);
        HasCallTimeout = all.Count > 0;
        _shortestTimeout = HasCallTimeout ? all.Min() : default;
    }

    /// <summary>A time stamp of the clock, so much later.</summary>
    internal long After(long timestamp, TimeSpan span)
        => timestamp + (long)(span.TotalSeconds * Clock.TimestampFrequency);

    private void StartUpkeep()
    {
        if (HasCallTimeout)
        {
            var period = TimeSpan.FromTicks(Math.Clamp(_shortestTimeout.Ticks / 10, s_finest.Ticks, s_coarsest.Ticks));
            _timeoutTimer = Clock.CreateTimer(_ => RunAsTask(TimeOutCalls), null, period, period);
        }

        _collectionTimer = Clock.CreateTimer(_ => RunAsTask(CollectIdle), null, Options.CollectionQuantum, Options.CollectionQuantum);
    }

    private void StopUpkeep()
    {
        _timeoutTimer?.Dispose();
        _collectionTimer?.Dispose();
    }

    internal void RunAsTask(Action work)
        => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.None, Options.Scheduler);

    private void TimeOutCalls()
    {
        if (Interlocked.Exchange(ref _isTimingOut, 1) == 1)
            return;
        try
        {
            var now = Clock.GetTimestamp();
            for (var left = _watched.Count; left > 0 && _watched.TryDequeue(out var activation); left--)
            {
                if (activation.TimeOutCalls(now))
                    _watched.Enqueue(activation);
            }
        }
        finally
        {
            Volatile.Write(ref _isTimingOut, 0);
        }
    }

    private void CollectIdle()
    {
        if (Interlocked.Exchange(ref _isCollecting, 1) == 1)
            return;
        try
        {
            var now = Clock.GetTimestamp();
            var usedBefore = After(now, -Options.CollectionAge);
            var idle = InOrder(activation => activation.IsIdleSince(usedBefore, now));
            foreach (var activation in idle)
                activation.EndIfIdle(usedBefore, now);
            if (idle.Count > 0)
                Logger.LogDebug("Collected {Count} activations.", idle.Count);
        }
        finally
        {
            Volatile.Write(ref _isCollecting, 0);
        }
    }

    private List<Activation> InOrder(Func<Activation, bool> isWanted)
        => [.. _catalogue.Classes.SelectMany(grainClass => grainClass.Activations.InOrder(isWanted))];
}
