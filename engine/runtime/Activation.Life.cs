using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace BeautyGrains.Engine;

internal sealed partial class Activation
{
    private enum Stage : byte
    {
        New,
        Activating,
        Active,
        Deactivating,
        Dead,
    }

    private sealed class Ending(DeactivationReason reason)
    {
        internal DeactivationReason Reason { get; } = reason;

        internal bool IsStarted { get; set; }

        internal TaskCompletionSource Done { get; } = new();
    }

    private const long ForGood = long.MaxValue;

    private volatile Stage _stage;
    private Grain? _grain;
    private Ending? _ending;
    private ActivationExtras? _extras;
    private long _lastUse;
    private long _keepUntil;

    /// <summary>What the grain hears of streams; used in its turns alone.</summary>
    internal StreamConsumer Streams => Extras.Streams ??= new(this);

    private ActivationExtras Extras => _extras ??= new();

    /// <summary>Active, neither beginning nor ending.</summary>
    internal bool IsReady => _stage == Stage.Active;

    /// <inheritdoc />
    public override void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
        => _ = End(deactivationReason);

    /// <inheritdoc />
    public override void DelayDeactivation(TimeSpan timeSpan)
    {
        lock (_scheduler)
        {
            if (timeSpan == Timeout.InfiniteTimeSpan || timeSpan == TimeSpan.MaxValue)
                _keepUntil = ForGood;
            else if (timeSpan <= TimeSpan.Zero)
                _keepUntil = 0;
            else
                _keepUntil = _engine.After(_engine.Clock.GetTimestamp(), timeSpan);
        }
    }

    /// <inheritdoc />
    public override IGrainTimer RegisterTimer(Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        var timer = new GrainTimer(this, callback, options);
        lock (_scheduler)
        {
            if (_stage is Stage.Dead || _ending is { IsStarted: true })
                throw new InvalidOperationException($"{GrainId} is ending; it can start no timer.");
            (Extras.Timers ??= []).Add(timer);
        }

        timer.Change(options.DueTime, options.Period);
        return timer;
    }

    /// <inheritdoc />
    public override void EnterReentrantSection(Guid reentrancyId)
    {
        lock (_scheduler)
        {
            var chains = Extras.Chains ??= [];
            chains[reentrancyId] = chains.GetValueOrDefault(reentrancyId) + 1;
        }
    }

    /// <inheritdoc />
    public override void LeaveReentrantSection(Guid reentrancyId)
    {
        lock (_scheduler)
        {
            var count = _extras?.Chains?.GetValueOrDefault(reentrancyId) ?? 0;
            if (count == 0)
                throw new InvalidOperationException("Attempted to exit reentrant section without entering it.");
            if (count == 1)
                _extras!.Chains!.Remove(reentrancyId);
            else
                _extras!.Chains![reentrancyId] = count - 1;
        }
    }

    // Under the monitor.
    private bool IsLetIn(MailboxItem item)
        => _extras?.Chains is { Count: > 0 } chains && item.Chain is Guid chain && chains.ContainsKey(chain);

    internal void Forget(GrainTimer timer)
    {
        lock (_scheduler)
        {
            _extras?.Timers?.Remove(timer);
        }
    }

    /// <summary>It has ended; what it was may do nothing more.</summary>
    internal bool IsDead => _stage == Stage.Dead;

    /// <summary>Told of every exception that leaves the grain: one about its own kept state ends the activation, so that the next one reads anew.</summary>
    internal void HearOf(Exception exception)
    {
        if (exception is not InconsistentStateException { IsSourceActivation: true } inconsistent)
            return;
        // On its way up the exception must not end the callers' activations too.
        inconsistent.IsSourceActivation = false;
        Deactivate(new(DeactivationReasonCode.ApplicationError, exception, "What is kept of the grain has been written by somebody else."));
    }

    /// <summary>Ends the activation once its running calls are over.</summary>
    /// <returns>Completes when it has ended; never fails.</returns>
    internal Task End(DeactivationReason reason)
    {
        lock (_scheduler)
        {
            if (_stage == Stage.Dead)
                return Task.CompletedTask;
            _ending ??= new(reason);
            if (_stage == Stage.Active)
            {
                _stage = Stage.Deactivating;
                GoOn();
            }

            return _ending.Done.Task;
        }
    }

    /// <summary>True when nothing runs or waits and nothing has since that moment. Gives memory back that an idle activation does not need.</summary>
    internal bool IsIdleSince(long moment, long now)
    {
        lock (_scheduler)
        {
            if (_stage != Stage.Active || _running.Count + _waiting.Count > 0)
                return false;
            _scheduler.Trim();
            return _lastUse <= moment && _keepUntil <= now;
        }
    }

    /// <summary>Ends the activation unless somebody has used it in between.</summary>
    internal void EndIfIdle(long moment, long now)
    {
        lock (_scheduler)
        {
            if (IsIdleSince(moment, now))
                _ = End(new DeactivationReason(DeactivationReasonCode.ActivationIdle, "Nobody has used the grain for the collection age."));
        }
    }

    private async Task Activate()
    {
        try
        {
            foreach (var state in MakeGrain())
                await state.ReadAtStart();
            if (_class.HasOnActivate)
            {
                using var timeout = new CancellationTokenSource(_engine.Options.ActivationTimeout, _engine.Clock);
                await Grain.OnActivateAsync(timeout.Token);
            }
        }
        catch (Exception exception)
        {
            await FailActivation(exception);
            return;
        }

        _class.Counters.Count(Counted.Activated);
        lock (_scheduler)
        {
            _lastUse = _engine.Clock.GetTimestamp();
            if (_ending is null)
            {
                _stage = Stage.Active;
                AdmitAllThatMayRun();
            }
            else
            {
                _stage = Stage.Deactivating;
                StartDeactivation();
            }
        }
    }

    private StateOfGrain[] MakeGrain()
    {
        BeingMade = this;
        try
        {
            (_grain, var states) = _class.Make(this);
            return states;
        }
        finally
        {
            BeingMade = null;
        }
    }

    private async Task FailActivation(Exception exception)
    {
        // The callers are told of each one, too.
        if (_class.FailedActivations.IsDue(out var leftOut))
            _engine.Logger.LogWarning(exception, "{GrainId} could not be activated; {LeftOut} more of its class since the last such line.", GrainId, leftOut);
        _class.Counters.Count(Counted.ActivationsFailed);
        DisposeTimers();
        await DisposeGrain();
        foreach (var item in Die())
            item.Drop(exception);
    }

    // Under the monitor; once.
    private void StartDeactivation()
    {
        if (_ending!.IsStarted)
            return;
        _ending.IsStarted = true;
        _scheduler.Start(static self => _ = ((Activation)self!).Deactivate(), this);
    }

    private async Task Deactivate()
    {
        // What ends the activation may be a call, whose context is not this one's.
        RequestContext.Clear();
        DisposeTimers();
        if (_class.HasOnDeactivate)
        {
            try
            {
                using var timeout = new CancellationTokenSource(_engine.Options.DeactivationTimeout, _engine.Clock);
                await Grain.OnDeactivateAsync(_ending!.Reason, timeout.Token);
            }
            catch (Exception exception)
            {
                _engine.Logger.LogError(exception, "OnDeactivateAsync of {GrainId} threw.", GrainId);
            }
        }

        await DisposeGrain();
        _class.Counters.Count(Counted.Deactivated);
        foreach (var item in Die())
            _engine.SendOn(item, wasServing: _hasServed);
    }

    private MailboxItem[] Die()
    {
        MailboxItem[] left;
        lock (_scheduler)
        {
            _stage = Stage.Dead;
            left = _waiting.TakeAll();
            _waitingReaders = 0;
        }

        _class.Activations.Forget(this);
        _ending?.Done.TrySetResult();
        return left;
    }

    private void DisposeTimers()
    {
        GrainTimer[] timers;
        lock (_scheduler)
        {
            timers = _extras?.Timers?.ToArray() ?? [];
            if (_extras is not null)
                _extras.Timers = null;
        }

        foreach (var timer in timers)
            timer.Dispose();
    }

    private async Task DisposeGrain()
    {
        try
        {
            if (_grain is IAsyncDisposable asyncDisposable)
                await asyncDisposable.DisposeAsync();
            else
                (_grain as IDisposable)?.Dispose();
        }
        catch (Exception exception)
        {
            _engine.Logger.LogError(exception, "Disposing of {GrainId} threw.", GrainId);
        }
    }
}
