using Orleans;
using Orleans.Runtime;

namespace BeautyGrains.Engine;

/// <summary>One grain in memory: its mailbox, and the rule of what may run beside what. How it begins and ends is in Activation.Life.cs.</summary>
internal sealed partial class Activation : EmbeddedActivation
{
    private readonly EmbeddedEngine _engine;
    private readonly GrainClass _class;
    private readonly string _key;

    // Its monitor guards every field that changes.
    private readonly ActivationScheduler _scheduler;

    private MailboxList _waiting;
    private MailboxList _running;
    private int _waitingReaders;
    private int _blockers;
    private bool _blockersOnlyRead;
    private bool _isWatched;
    private bool _hasServed;

    internal Activation(EmbeddedEngine engine, GrainClass grainClass, string key)
    {
        _engine = engine;
        _class = grainClass;
        _key = key;
        _scheduler = new(this, engine);
    }

    /// <inheritdoc />
    public override GrainId GrainId => new(_class.Name, IdSpan.Create(_key));

    /// <inheritdoc />
    public override object? GrainInstance => _grain;

    /// <inheritdoc />
    public override IServiceProvider ActivationServices => _engine.ServiceProvider;

    /// <inheritdoc />
    public override IGrainFactory GrainFactory => _engine;

    internal Grain Grain => _grain!;

    internal GrainClass Class => _class;

    internal string Key => _key;

    internal EmbeddedEngine Engine => _engine;

    /// <summary>How much runs and waits; an activation that is ending has more than any other.</summary>
    internal int Load
    {
        get
        {
            lock (_scheduler)
            {
                return _stage is Stage.Deactivating or Stage.Dead || _ending is not null ? int.MaxValue - 1 : _running.Count + _waiting.Count;
            }
        }
    }

    /// <summary>Takes an item into the mailbox; the first one wakes the grain.</summary>
    /// <returns>False when this activation takes it no more.</returns>
    internal bool TryAccept(MailboxItem item)
    {
        lock (_scheduler)
        {
            if (_stage == Stage.Dead || (_stage == Stage.Deactivating && !item.OutlivesActivation))
                return false;

            item.Activation = this;
            Watch();
            if (_stage == Stage.Active && MayRun(item))
            {
                Admit(item);
                return true;
            }

            Wait(item);
            if (_stage == Stage.New)
            {
                _stage = Stage.Activating;
                _scheduler.Start(static self => _ = ((Activation)self!).Activate(), this);
            }

            return true;
        }
    }

    /// <summary>Asked when an admitted item's turn has come: an activation that is ending begins nothing more.</summary>
    internal bool MayBegin(MailboxItem item)
    {
        if (_stage == Stage.Active && !item.IsOver)
        {
            _hasServed = true;
            return true;
        }

        var isDropped = false;
        lock (_scheduler)
        {
            Dismiss(item);
            if (item.IsOver || !item.OutlivesActivation)
                isDropped = true;
            else
                Wait(item);
            GoOn();
        }

        if (isDropped)
            item.Drop(new OrleansMessageRejectionException($"{GrainId} ended before it began the call."));
        return false;
    }

    /// <summary>Told when an item is over; lets the next ones in.</summary>
    internal void Finish(MailboxItem item)
    {
        lock (_scheduler)
        {
            Dismiss(item);
            if (item.KeepsAlive)
                _lastUse = _engine.Clock.GetTimestamp();
            GoOn();
        }
    }

    /// <summary>Takes a call out of the mailbox whose caller has given it up.</summary>
    /// <returns>False when it is not there: it has begun, or it will not.</returns>
    internal bool TryTakeBack(Call call)
    {
        lock (_scheduler)
        {
            for (var item = _waiting.First; item is not null; item = item.Next)
            {
                if (item == call)
                {
                    Unwait(item);
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Runs that as a turn of the grain.</summary>
    internal void RunTurn(Action<object?> action, object? state) => _scheduler.Start(action, state);

    /// <summary>Tells the callers whose time is over.</summary>
    /// <returns>False when nothing waits or runs, so that this activation need not be looked at again.</returns>
    internal bool TimeOutCalls(long now)
    {
        List<Call>? late = null;
        List<Call>? lateInMailbox = null;
        bool isBusy;
        lock (_scheduler)
        {
            for (var item = _running.First; item is not null; item = item.Next)
            {
                if (item is Call { IsOver: false } call && call.IsLate(now))
                    (late ??= []).Add(call);
            }

            for (var item = _waiting.First; item is not null;)
            {
                var next = item.Next;
                if (item is Call call && call.IsLate(now))
                {
                    Unwait(call);
                    (lateInMailbox ??= []).Add(call);
                }

                item = next;
            }

            isBusy = _isWatched = _running.Count + _waiting.Count > 0;
        }

        // Each in a task of its own, since what a caller does next may run in place there.
        late?.ForEach(call => _engine.RunAsTask(call.TimeOut));
        lateInMailbox?.ForEach(call => _engine.RunAsTask(call.TimeOutInMailbox));
        return isBusy;
    }

    private bool MayRun(MailboxItem item)
        => item.Interleaves || _blockers == 0 || (_blockersOnlyRead && item.IsReadOnly) || IsLetIn(item);

    private void Admit(MailboxItem item)
    {
        _running.Add(item);
        if (!item.Interleaves)
        {
            _blockersOnlyRead = item.IsReadOnly && (_blockers == 0 || _blockersOnlyRead);
            _blockers++;
        }

        item.StartTurn(_scheduler);
    }

    private void Dismiss(MailboxItem item)
    {
        _running.Remove(item);
        if (!item.Interleaves)
            _blockers--;
    }

    private void Wait(MailboxItem item)
    {
        _waiting.Add(item);
        if (item.IsReadOnly)
            _waitingReaders++;
    }

    private void Unwait(MailboxItem item)
    {
        _waiting.Remove(item);
        if (item.IsReadOnly)
            _waitingReaders--;
    }

    private void GoOn()
    {
        if (_stage == Stage.Active)
            AdmitWaiting();
        else if (_stage == Stage.Deactivating && _running.Count == 0)
            StartDeactivation();
    }

    // While the grain is active, what interleaves never waits: beside a blocker only readers can be let in.
    private void AdmitWaiting()
    {
        for (var item = _waiting.First; item is not null && (_blockers == 0 || (_blockersOnlyRead && _waitingReaders > 0));)
        {
            var next = item.Next;
            if (MayRun(item))
            {
                Unwait(item);
                Admit(item);
            }

            item = next;
        }
    }

    private void AdmitAllThatMayRun()
    {
        for (var item = _waiting.First; item is not null;)
        {
            var next = item.Next;
            if (MayRun(item))
            {
                Unwait(item);
                Admit(item);
            }

            item = next;
        }
    }

    private void Watch()
    {
        if (_isWatched || !_engine.HasCallTimeout)
            return;
        _isWatched = true;
        _engine.Watch(this);
    }
}
