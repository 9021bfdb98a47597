using System.Globalization;

namespace Orleans.Runtime;

#pragma warning disable CA1036 // Orleans's types have these comparisons and no operators for them.

/// <summary>A stream's address: a namespace, which says who listens, and a key. Written "namespace/key"; "null/key" without a namespace.</summary>
public readonly struct StreamId : IEquatable<StreamId>, IComparable<StreamId>
{
    private readonly string? _namespace;
    private readonly string? _key;

    private StreamId(string? ns, string key)
    {
        _namespace = string.IsNullOrEmpty(ns) ? null : ns;
        _key = key;
    }

    /// <summary>True when both address the same stream.</summary>
    public static bool operator ==(StreamId s1, StreamId s2) => s1.Equals(s2);

    /// <summary>True when they address different streams.</summary>
    public static bool operator !=(StreamId s1, StreamId s2) => !s1.Equals(s2);

    /// <summary>The stream of that key, heard by grains with the same string key.</summary>
    public static StreamId Create(string? ns, string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return new(ns, key);
    }

    /// <summary>The stream of that key, heard by grains with the same GUID key.</summary>
    public static StreamId Create(string? ns, Guid key) => new(ns, key.ToString("N"));

    /// <summary>The stream of that key, heard by grains with the same integer key.</summary>
    public static StreamId Create(string? ns, long key) => new(ns, key.ToString(CultureInfo.InvariantCulture));

    /// <summary>The namespace; null of a stream without one.</summary>
    public string? GetNamespace() => _namespace;

    /// <summary>The key; a GUID as 32 hexadecimal digits, an integer in decimal.</summary>
    public string GetKeyAsString() => _key ?? "";

    /// <inheritdoc />
    public int CompareTo(StreamId other)
    {
        var spaces = string.CompareOrdinal(_namespace, other._namespace);
        return spaces != 0 ? spaces : string.CompareOrdinal(_key, other._key);
    }

    /// <inheritdoc />
    public bool Equals(StreamId other) => _key == other._key && _namespace == other._namespace;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is StreamId other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(_namespace, _key);

    /// <inheritdoc />
    public override string ToString() => $"{_namespace ?? "null"}/{_key}";
}

/// <summary>A GUID that names something, such as a subscription.</summary>
public sealed class GuidId : IEquatable<GuidId>, IComparable<GuidId>
{
    /// <summary>The GUID.</summary>
#pragma warning disable CA1051 // Orleans has it as a field.
    public readonly Guid Guid;
#pragma warning restore CA1051

    private GuidId(Guid guid) => Guid = guid;

    /// <summary>True when both hold the same GUID.</summary>
    public static bool operator ==(GuidId? left, GuidId? right) => left is null ? right is null : left.Equals(right);

    /// <summary>True when they hold different GUIDs.</summary>
    public static bool operator !=(GuidId? left, GuidId? right) => !(left == right);

    /// <summary>The name of that GUID.</summary>
    public static GuidId GetGuidId(Guid guid) => new(guid);

    /// <inheritdoc />
    public int CompareTo(GuidId? other) => other is null ? 1 : Guid.CompareTo(other.Guid);

    /// <inheritdoc />
    public bool Equals(GuidId? other) => other is not null && Guid == other.Guid;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as GuidId);

    /// <inheritdoc />
    public override int GetHashCode() => Guid.GetHashCode();

    /// <inheritdoc />
    public override string ToString() => Guid.ToString();
}
