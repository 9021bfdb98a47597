using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace BeautyGrains.Engine;

/// <summary>Something that waits in an activation's mailbox and runs there as turns: a call or a timer's tick.</summary>
#pragma warning disable CA1001 // A task needs no disposing unless somebody waits for its handle.
internal abstract class MailboxItem
#pragma warning restore CA1001
{
    private static readonly Action<object?> s_takeTurn = static self => ((MailboxItem)self!).TakeTurn();

    // Made by the sender, so that what it keeps in its execution context goes with the call.
    private Task _turn;

    private protected MailboxItem(bool interleaves, bool isReadOnly)
    {
        Interleaves = interleaves;
        IsReadOnly = isReadOnly;
        _turn = new(s_takeTurn, this);
    }

    /// <summary>Runs beside everything.</summary>
    internal bool Interleaves { get; }

    /// <summary>Runs beside others that are read-only.</summary>
    internal bool IsReadOnly { get; }

    /// <summary>Counts as use of the activation.</summary>
    internal virtual bool KeepsAlive => true;

    /// <summary>Goes to the next activation when this one ends before the item began.</summary>
    internal virtual bool OutlivesActivation => true;

    /// <summary>Nobody waits for it any more, so that it need not begin.</summary>
    internal virtual bool IsOver => false;

    /// <summary>The chain of calls that it belongs to, as a boxed GUID; null when it belongs to none.</summary>
    internal virtual object? Chain => null;

    /// <summary>Where it is; written under the monitor of the activation that takes it.</summary>
    internal Activation? Activation { get; set; }

    internal MailboxItem? Previous { get; set; }

    internal MailboxItem? Next { get; set; }

    /// <summary>How often it left an activation that never carried anything out.</summary>
    internal int Detours { get; set; }

    internal void StartTurn(ActivationScheduler scheduler) => _turn.Start(scheduler);

    /// <summary>Carries it out; never throws. Tells the activation when it is over.</summary>
    internal abstract Task Run(Activation activation);

    /// <summary>Ends it before it began.</summary>
    internal abstract void Drop(Exception reason);

    private void TakeTurn()
    {
        var activation = Activation!;
        if (activation.MayBegin(this))
            _ = Run(activation);
        else
            _turn = new(s_takeTurn, this);
    }
}

/// <summary>A call of a grain's method.</summary>
internal abstract class Call : MailboxItem
{
    private protected Call(EmbeddedEngine engine, GrainClass target, string key, GrainMethod method, object?[] arguments)
        : base(method.IsAlwaysInterleave || target.IsReentrant, method.IsReadOnly)
    {
        Target = target;
        Key = key;
        Method = method;
        Arguments = arguments;
        Source = ActivationScheduler.CurrentActivation;
        Chain = RequestContext.Values?.GetValueOrDefault(RequestContext.CallChainHeader);
        SentAt = engine.Clock.GetTimestamp();
    }

    internal EmbeddedEngine Engine => Target.Engine;

    internal sealed override object? Chain { get; }

    internal GrainClass Target { get; }

    internal string Key { get; }

    internal GrainMethod Method { get; }

    internal object?[] Arguments { get; }

    /// <summary>The activation that calls; null when the call comes from outside.</summary>
    internal Activation? Source { get; }

    internal long SentAt { get; }

    private protected string Name => $"{Method.InterfaceName}.{Method.Method.Name} of {Target.Name}/{Key}";

    /// <summary>True when its caller has waited too long.</summary>
    internal bool IsLate(long now) => now - SentAt > Engine.TimeoutOf(Method);

    /// <summary>Tells the caller that the call takes too long; a call that has begun goes on.</summary>
    internal abstract void TimeOut();

    /// <summary>The same of a call that was taken out of the mailbox: it will not begin.</summary>
    internal void TimeOutInMailbox()
    {
        TimeOut();
        LeaveUndone();
    }

    /// <summary>Told of a call that nobody will carry out.</summary>
    internal void LeaveUndone()
    {
        Target.Counters.Count(Counted.Dropped);
        Settle();
    }

    /// <summary>Told when nothing more happens to the call.</summary>
    private protected virtual void Settle() => Engine.OnCallOver();

    /// <summary>The same message once more; nobody waits for its answer.</summary>
    internal abstract Call Again();

    /// <summary>Carries the call out behind the last filter.</summary>
    internal abstract Task<object?> RunBoxed(Activation activation);

    private protected TimeoutException MakeTimeout()
        => new($"{Name} has not answered within {Method.ResponseTimeout ?? Engine.Options.CallTimeout}; it may still be carried out.");
}

/// <summary>A call with that result.</summary>
internal class Call<TResult> : Call
{
    // Set inside a turn, whose scheduler lets no other scheduler's continuation run in place, so the caller resumes on its own.
    // RunContinuationsAsynchronously would send Task.WhenAll over the thread pool, past the engine's scheduler.
    private readonly TaskCompletionSource<TResult> _answer = new();

    internal Call(EmbeddedEngine engine, GrainClass target, string key, GrainMethod method, object?[] arguments)
        : base(engine, target, key, method, arguments)
    {
        if (method.IsOneWay)
            _answer.SetResult(default!);
    }

    internal Task<TResult> Answer => _answer.Task;

    internal override bool IsOver => Answer.IsCompleted && !Method.IsOneWay;

    internal override Call Again() => new Call<TResult>(Engine, Target, Key, Method, Arguments);

    internal override async Task Run(Activation activation)
    {
        Target.Counters.Count(Counted.Begun);
        using var span = EngineSpans.Begin(this);
        TResult result = default!;
        Exception? failure = null;
        try
        {
            if (Engine.HasFilters || Target.FiltersItself)
            {
                result = await RunFiltered(activation);
            }
            else
            {
                var work = Method.Invoke(activation.Grain, Arguments);
                await work;
                result = ResultOf(work);
            }
        }
        catch (Exception exception)
        {
            failure = exception;
            activation.HearOf(exception);
            span?.Fail(exception);
        }

        activation.Finish(this);
        if (failure is null)
            _answer.TrySetResult(result);
        else
            Fail(failure);
        Engine.Instruments?.CallOver(this);
        Target.Counters.Count(Counted.Ended);
        Settle();
    }

    internal override void Drop(Exception reason)
    {
        if (!IsOver)
            Fail(reason);
        LeaveUndone();
    }

    internal override void TimeOut()
    {
        if (_answer.TrySetException(MakeTimeout()))
            Target.Counters.Count(Counted.TimedOut);
    }

    internal override async Task<object?> RunBoxed(Activation activation)
    {
        var work = Method.Invoke(activation.Grain, Arguments);
        await work;
        return ResultOf(work) is var result and not Nothing ? result : null;
    }

    /// <summary>Tells the caller that it has given the call up.</summary>
    /// <returns>False when the caller has had its answer.</returns>
    private protected bool TryCancel(CancellationToken token) => _answer.TrySetException(new OperationCanceledException(token));

    /// <summary>A failure that comes of the caller's having given the call up, so that it is no news.</summary>
    private protected virtual bool IsExpected(Exception reason) => false;

    private void Fail(Exception reason)
    {
        Target.Counters.Count(Counted.Failed);
        if (!_answer.TrySetException(reason) && !IsExpected(reason))
            Engine.Logger.LogWarning(reason, "{Call} failed when nobody waited for it any more.", Name);
    }

    private static TResult ResultOf(Task over) => over is Task<TResult> typed ? typed.Result : default!;

    private async ValueTask<TResult> RunFiltered(Activation activation)
    {
        var context = new IncomingCall(this, activation);
        await context.Invoke();
        return context.Result is null ? default! : (TResult)context.Result;
    }
}
