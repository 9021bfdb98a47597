using Microsoft.Extensions.Logging;

namespace BeautyGrains.Engine;

/// <summary>An object that is no grain and takes calls, one after the other in the order in which they came. The object's owner keeps it alive, not this.</summary>
internal sealed class ObserverTarget(EmbeddedEngine engine, object obj, string name)
{
    private readonly WeakReference _object = new(obj);
    private readonly Queue<ObserverCall> _waiting = new();
    private readonly Lock _lock = new();
    private bool _isBusy;
    private bool _isDeleted;

    internal EmbeddedEngine Engine { get; } = engine;

    internal string Name { get; } = name;

    /// <summary>The object; null once nobody else keeps it, or its reference was deleted.</summary>
    internal object? Object => Volatile.Read(ref _isDeleted) ? null : _object.Target;

    /// <returns>False when it had been deleted before.</returns>
    internal bool Delete() => !Interlocked.Exchange(ref _isDeleted, true);

    internal void Accept(ObserverCall call)
    {
        lock (_lock)
        {
            _waiting.Enqueue(call);
            if (_isBusy)
                return;
            _isBusy = true;
        }

        Next();
    }

    /// <summary>Begins the next call, if any waits.</summary>
    internal void Next()
    {
        ObserverCall? call;
        lock (_lock)
        {
            _isBusy = _waiting.TryDequeue(out call);
        }

        call?.Start(Engine.Options.Scheduler);
    }

    internal void Drop(ObserverCall call)
        => Engine.Logger.LogWarning("{Method} of observer {Observer} is dropped: the object is gone.", call.Method.Method.Name, Name);
}
