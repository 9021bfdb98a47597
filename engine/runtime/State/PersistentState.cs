using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace BeautyGrains.Engine;

/// <summary>A state that is read before its grain is told of its activation.</summary>
internal abstract class StateOfGrain
{
    internal abstract Task ReadAtStart();
}

/// <summary>A grain's state and the queue of what is asked of its storage. Used in turns of its activation alone, so it needs no lock.</summary>
internal sealed class PersistentState<TState>(string name, Activation activation, IGrainStorage storage) : StateOfGrain, IPersistentState<TState>
{
    private enum Kind
    {
        Read,
        Write,
        Clear,
    }

    private sealed class Operation(Kind kind, CancellationToken cancel)
    {
        internal Kind Kind { get; } = kind;

        internal CancellationToken Cancel { get; } = cancel;

        internal bool HasBegun { get; set; }

        internal Task Completion { get; set; } = null!;
    }

    private GrainState<TState>? _kept;
    private Operation? _last;
    private bool _isRead;

    public TState State
    {
        get
        {
            CheckTurn();
            return _kept is null ? default! : _kept.State!;
        }

        set
        {
            CheckTurn();
            Kept.State = value;
        }
    }

    public string? Etag => _kept?.ETag;

    public bool RecordExists => _isRead ? Kept.RecordExists : throw new InvalidOperationException($"State {name} has not been read yet.");

    private GrainState<TState> Kept => _kept ??= new(EmbeddedGrainStorage.New<TState>());

    public Task ReadStateAsync() => Queue(Kind.Read, CancellationToken.None);

    public Task ReadStateAsync(CancellationToken cancellationToken) => Queue(Kind.Read, cancellationToken);

    public Task WriteStateAsync() => Queue(Kind.Write, CancellationToken.None);

    public Task WriteStateAsync(CancellationToken cancellationToken) => Queue(Kind.Write, cancellationToken);

    public Task ClearStateAsync() => Queue(Kind.Clear, CancellationToken.None);

    public Task ClearStateAsync(CancellationToken cancellationToken) => Queue(Kind.Clear, cancellationToken);

    internal override Task ReadAtStart() => ReadStateAsync();

    private void CheckTurn()
    {
        if (ActivationScheduler.CurrentActivation != activation || activation.IsDead)
            throw new InvalidOperationException($"State {name} of {activation.GrainId} is for the turns of its own activation alone, while that lives.");
    }

    private Task Queue(Kind kind, CancellationToken cancel)
    {
        CheckTurn();
        // Who asks for a write that has not begun gets its state into it.
        if (_last is { HasBegun: false } waiting && waiting.Kind == kind && kind != Kind.Read && !cancel.CanBeCanceled && !waiting.Cancel.CanBeCanceled)
            return waiting.Completion;
        var operation = new Operation(kind, cancel);
        operation.Completion = Run(operation, _last);
        _last = operation;
        return operation.Completion;
    }

    private async Task Run(Operation operation, Operation? before)
    {
        // The turn goes on first, so that what it asks for besides can join.
        await Task.Yield();
        try
        {
            var isJustDone = before is not null && await Succeeds(before.Completion);
            operation.HasBegun = true;
            if (operation.Kind == Kind.Read && isJustDone)
                _isRead = true;
            else if (operation.Kind != Kind.Clear || !isJustDone || before!.Kind != Kind.Clear)
                await CarryOut(operation);
        }
        finally
        {
            if (_last == operation)
                _last = null;
        }
    }

    private static async Task<bool> Succeeds(Task before)
    {
        try
        {
            await before;
            return true;
        }
        catch (Exception)
        {
            // Whoever asked for it is told.
            return false;
        }
    }

    private async Task CarryOut(Operation operation)
    {
        CheckTurn();
        try
        {
            switch (operation.Kind)
            {
                case Kind.Read:
                    await storage.ReadStateAsync(name, activation.GrainId, Kept, operation.Cancel);
                    _isRead = true;
                    break;
                case Kind.Write:
                    await storage.WriteStateAsync(name, activation.GrainId, Kept, operation.Cancel);
                    break;
                default:
                    await storage.ClearStateAsync(name, activation.GrainId, Kept, operation.Cancel);
                    break;
            }
        }
        catch (OperationCanceledException) when (operation.Cancel.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception)
        {
            activation.Engine.Logger.LogError(exception, "{Operation} of state {State} of {GrainId} failed.", operation.Kind, name, activation.GrainId);
            if (exception is OrleansException)
                throw;
            throw new OrleansException($"{operation.Kind} of state {name} of {activation.GrainId} failed: {exception.Message}", exception);
        }
    }
}
