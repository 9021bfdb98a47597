using System.Reflection;
using Orleans;
using Orleans.Runtime;

namespace BeautyGrains.Engine;

/// <summary>A reference to a grain. References to one grain through one interface are equal.</summary>
#pragma warning disable CA1852 // DispatchProxy derives from it at run time.
internal class Reference : DispatchProxy, IEmbeddedReference, IEquatable<Reference>
#pragma warning restore CA1852
{
    private EmbeddedEngine _engine = null!;
    private GrainFace _face = null!;
    private string _key = null!;

    /// <inheritdoc />
    public GrainId GrainId => new(_face.Class.Name, IdSpan.Create(_key));

    /// <inheritdoc />
    public IGrainFactory GrainFactory => _engine;

    /// <summary>The first reference through an interface, from which the others are copied: making a proxy takes reflection, copying one does not.</summary>
    internal static Reference First(EmbeddedEngine engine, GrainFace face)
    {
        var first = (Reference)Create(face.Contract, typeof(Reference));
        first._engine = engine;
        first._face = face;
        return first;
    }

    /// <summary>A reference like this one to the grain with that key.</summary>
    internal object To(string key)
    {
        var made = (Reference)MemberwiseClone();
        made._key = key;
        return made;
    }

    /// <inheritdoc />
    public bool Equals(Reference? other)
        => other is not null && other._face == _face && other._key == _key;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as Reference);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(_face, _key);

    /// <inheritdoc />
    public override string ToString() => GrainId.ToString();

    /// <inheritdoc />
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        => _face.Methods[targetMethod!].Send(_engine, _face, _key, args ?? []);
}
