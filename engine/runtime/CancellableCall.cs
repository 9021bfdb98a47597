using Microsoft.Extensions.Logging;

namespace BeautyGrains.Engine;

/// <summary>A call whose caller can give it up. The caller is told at once; a call that waits is taken out of the mailbox,
/// one that has begun sees its own token cancelled in a turn of its grain and goes on as it likes. A one-way call, which nobody waits for, nobody gives up.</summary>
#pragma warning disable CA1001 // A token source without a timer holds nothing to free.
internal sealed class CancellableCall<TResult> : Call<TResult>
#pragma warning restore CA1001
{
    private readonly CancellationTokenSource _callee = new();
    private readonly CancellationToken _caller;
    private readonly CancellationTokenRegistration _registration;

    internal CancellableCall(EmbeddedEngine engine, GrainClass target, string key, GrainMethod method, object?[] arguments, CancellationToken caller)
        : base(engine, target, key, method, arguments)
    {
        _caller = caller;
        arguments[method.TokenPlace] = _callee.Token;
        // Not in place: what the caller does next would run within its own call of Cancel.
        _registration = caller.UnsafeRegister(
            static self =>
            {
                var call = (CancellableCall<TResult>)self!;
                call.Engine.RunAsTask(call.GiveUp);
            },
            this);
    }

    private protected override void Settle()
    {
        _registration.Unregister();
        base.Settle();
    }

    private protected override bool IsExpected(Exception reason) => reason is OperationCanceledException && _callee.IsCancellationRequested;

    private void GiveUp()
    {
        if (!TryCancel(_caller))
            return;
        // Without an activation it is still on its way, and an activation begins no call that is over.
        if (Activation is not { } activation)
            return;
        if (activation.TryTakeBack(this))
            LeaveUndone();
        else
            activation.RunTurn(static self => ((CancellableCall<TResult>)self!).CancelCallee(), this);
    }

    private void CancelCallee()
    {
        try
        {
            _callee.Cancel();
        }
        catch (AggregateException exception)
        {
            Engine.Logger.LogWarning(exception, "What {Call} does on cancellation threw.", Method.Method.Name);
        }
    }
}
