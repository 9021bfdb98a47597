using System.Collections.Frozen;
using System.Reflection;
using Orleans;
using Orleans.Runtime;

namespace BeautyGrains.Engine;

/// <summary>A reference to an observer. References to one observer are equal.</summary>
#pragma warning disable CA1852 // DispatchProxy derives from it at run time.
internal class ObserverReference : DispatchProxy, IEmbeddedReference, IEquatable<ObserverReference>
#pragma warning restore CA1852
{
    private FrozenDictionary<MethodInfo, GrainMethod> _methods = null!;

    /// <inheritdoc />
    public GrainId GrainId => GrainId.Create("observer", Target.Name);

    /// <inheritdoc />
    public IGrainFactory GrainFactory => Target.Engine;

    internal ObserverTarget Target { get; private set; } = null!;

    internal static object Make(Type contract, FrozenDictionary<MethodInfo, GrainMethod> methods, ObserverTarget target)
    {
        var made = Create(contract, typeof(ObserverReference));
        var reference = (ObserverReference)made;
        reference._methods = methods;
        reference.Target = target;
        return made;
    }

    /// <inheritdoc />
    public bool Equals(ObserverReference? other) => other is not null && other.Target == Target;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as ObserverReference);

    /// <inheritdoc />
    public override int GetHashCode() => Target.GetHashCode();

    /// <inheritdoc />
    public override string ToString() => GrainId.ToString();

    /// <inheritdoc />
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _methods[targetMethod!].Send(Target, args ?? []);
}
