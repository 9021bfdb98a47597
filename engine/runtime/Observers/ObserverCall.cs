using Microsoft.Extensions.Logging;

namespace BeautyGrains.Engine;

/// <summary>A call of an observer. Call filters do not see it.</summary>
#pragma warning disable CA1001 // A task needs no disposing unless somebody waits for its handle.
internal abstract class ObserverCall
#pragma warning restore CA1001
{
    // Made by the sender, so that its request context goes with the call.
    private readonly Task _turn;

    private protected ObserverCall(GrainMethod method)
    {
        Method = method;
        _turn = new(static self => _ = ((ObserverCall)self!).Run(), this);
    }

    internal GrainMethod Method { get; }

    internal void Start(TaskScheduler scheduler) => _turn.Start(scheduler);

    private protected abstract Task Run();
}

/// <summary>A call of an observer with that result.</summary>
internal sealed class ObserverCall<TResult>(ObserverTarget target, GrainMethod method, object?[] arguments) : ObserverCall(method)
{
    private readonly TaskCompletionSource<TResult> _answer = new();

    /// <summary>What the caller awaits: over at once when the method is one-way; a call of an object that is gone is never answered, so it times out.</summary>
    internal Task<TResult> Answer()
    {
        if (Method.IsOneWay)
            return Task.FromResult<TResult>(default!);
        var token = Method.TokenPlace >= 0 ? (CancellationToken)arguments[Method.TokenPlace]! : CancellationToken.None;
        return AnswerWithin(Method.ResponseTimeout ?? target.Engine.Options.CallTimeout, token);
    }

    private protected override async Task Run()
    {
        if (target.Object is { } observer)
            await Run(observer);
        else
            target.Drop(this);
        target.Next();
    }

    private async Task Run(object observer)
    {
        try
        {
            var task = Method.Invoke(observer, arguments);
            await task;
            _answer.TrySetResult(task is Task<TResult> typed ? typed.Result : default!);
        }
        catch (Exception exception)
        {
            if (Method.IsOneWay)
                target.Engine.Logger.LogWarning(exception, "{Method} of observer {Observer} threw; nobody waits for it.", Method.Method.Name, target.Name);
            else
                _answer.TrySetException(exception);
        }
    }

    private async Task<TResult> AnswerWithin(TimeSpan time, CancellationToken token)
    {
        try
        {
            return await _answer.Task.WaitAsync(time, target.Engine.Clock, token);
        }
        catch (TimeoutException) when (!_answer.Task.IsCompleted)
        {
            throw new TimeoutException($"{Method.InterfaceName}.{Method.Method.Name} of observer {target.Name} has not answered within {time}; it may still be carried out.");
        }
    }
}
