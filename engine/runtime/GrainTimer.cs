using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace BeautyGrains.Engine;

/// <summary>A grain's timer. Each tick waits in the mailbox like a call; the period counts from the end of the run.</summary>
internal sealed class GrainTimer : IGrainTimer
{
    private readonly Activation _activation;
    private readonly Func<CancellationToken, Task> _callback;
    private readonly bool _interleaves;
    private readonly CancellationTokenSource _end = new();
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private bool _isTicking;
    private bool _isDisposed;
    private TimeSpan _next;
    private TimeSpan _period;

    internal GrainTimer(Activation activation, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        Check(options.DueTime, options.Period);
        _activation = activation;
        _callback = callback;
        _interleaves = options.Interleave || activation.Class.IsReentrant;
        KeepsAlive = options.KeepAlive;
        _timer = MakeTimer(activation.Engine.Clock);
    }

    internal bool KeepsAlive { get; }

    /// <inheritdoc />
    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        Check(dueTime, period);
        lock (_lock)
        {
            _next = dueTime;
            _period = period;
            if (!_isTicking && !_isDisposed)
                _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_lock)
        {
            if (_isDisposed)
                return;
            _isDisposed = true;
        }

        _timer.Dispose();
        _activation.Forget(this);
        try
        {
            _end.Cancel();
        }
        catch (AggregateException exception)
        {
            // Whoever disposes of the timer, at times the end of the activation itself, has nothing to do with it.
            _activation.Engine.Logger.LogWarning(exception, "What a timer of {GrainId} does on cancellation threw.", _activation.GrainId);
        }
    }

    private static void Check(TimeSpan dueTime, TimeSpan period)
    {
        const long Longest = 0xfffffffe;
        var due = (long)dueTime.TotalMilliseconds;
        ArgumentOutOfRangeException.ThrowIfLessThan(due, -1, nameof(dueTime));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(due, Longest, nameof(dueTime));
        var pause = (long)period.TotalMilliseconds;
        ArgumentOutOfRangeException.ThrowIfLessThan(pause, -1, nameof(period));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pause, Longest, nameof(period));
    }

    // The timer lives longer than the call that starts it, so it takes nothing of the call's context along.
    private ITimer MakeTimer(TimeProvider clock)
    {
        if (ExecutionContext.IsFlowSuppressed())
            return clock.CreateTimer(OnDue, this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        using (ExecutionContext.SuppressFlow())
            return clock.CreateTimer(OnDue, this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private static void OnDue(object? state)
    {
        var timer = (GrainTimer)state!;
        lock (timer._lock)
        {
            if (timer._isTicking || timer._isDisposed)
                return;
            timer._isTicking = true;
            timer._next = timer._period;
        }

        timer._activation.TryAccept(new Tick(timer));
    }

    private async Task Run()
    {
        try
        {
            RequestContext.Clear();
            if (!_end.IsCancellationRequested)
                await _callback(_end.Token);
        }
        catch (Exception exception)
        {
            _activation.Engine.Logger.LogError(exception, "A timer of {GrainId} threw; it goes on.", _activation.GrainId);
            _activation.HearOf(exception);
        }
    }

    private void Rearm()
    {
        lock (_lock)
        {
            _isTicking = false;
            if (!_isDisposed)
                _timer.Change(_next, Timeout.InfiniteTimeSpan);
        }
    }

    private sealed class Tick(GrainTimer timer) : MailboxItem(timer._interleaves, isReadOnly: false)
    {
        internal override bool KeepsAlive => timer.KeepsAlive;

        internal override bool OutlivesActivation => false;

        internal override bool IsOver => timer._isDisposed;

        internal override async Task Run(Activation activation)
        {
            await timer.Run();
            activation.Finish(this);
            timer.Rearm();
        }

        internal override void Drop(Exception reason)
        {
            // The timer ends with its activation; nobody waits for a tick.
        }
    }
}
