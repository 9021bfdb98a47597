using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using Orleans;
using Orleans.Runtime;

namespace BeautyGrains.Engine;

/// <summary>References to objects that are no grains.</summary>
public sealed partial class EmbeddedEngine
{
    private readonly ConcurrentDictionary<Type, FrozenDictionary<MethodInfo, GrainMethod>> _observerMethods = new();
    private long _lastObserver;

    /// <inheritdoc />
    /// <exception cref="InvalidOperationException">A grain asks for it: objects of grains are no observers.</exception>
    public TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver
    {
        ArgumentNullException.ThrowIfNull(obj);
        var contract = typeof(TGrainObserverInterface);
        if (!contract.IsInterface)
            throw new ArgumentException($"The provided type parameter must be an interface. '{contract.FullName}' is not an interface.");
        if (!contract.IsInstanceOfType(obj))
            throw new ArgumentException($"The provided object must implement '{contract.FullName}'.", nameof(obj));
        if (obj is IEmbeddedReference)
            throw new ArgumentException("Argument obj is already a grain reference.", nameof(obj));
        if (obj is IGrainBase)
            throw new ArgumentException("Argument must not be a grain class.", nameof(obj));
        if (ActivationScheduler.CurrentActivation is not null)
            throw new InvalidOperationException("Cannot create a local object reference from a grain.");

        var methods = _observerMethods.GetOrAdd(contract, MethodsOf);
        var name = Interlocked.Increment(ref _lastObserver).ToString(CultureInfo.InvariantCulture);
        return (TGrainObserverInterface)ObserverReference.Make(contract, methods, new(this, obj, name));
    }

    /// <inheritdoc />
    /// <exception cref="InvalidOperationException">A grain asks for it.</exception>
    public void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver
    {
        if (ActivationScheduler.CurrentActivation is not null)
            throw new InvalidOperationException("Cannot delete a local object reference from a grain.");
        if (obj is not ObserverReference reference)
            throw new ArgumentException("Argument reference is not a reference to an object.", nameof(obj));
        if (!reference.Target.Delete())
            throw new ArgumentException("Reference is not associated with a local object.", nameof(obj));
    }

    private static FrozenDictionary<MethodInfo, GrainMethod> MethodsOf(Type contract)
        => contract.GetInterfaces().Prepend(contract)
            .SelectMany(part => part.GetMethods(BindingFlags.Instance | BindingFlags.Public))
            .Where(method => method.IsAbstract)
            .ToFrozenDictionary(method => method, GrainMethod.OfObserver);
}
