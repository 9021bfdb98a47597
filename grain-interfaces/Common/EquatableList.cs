using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

namespace BeautyGrains.Contracts;

/// <summary>An immutable list that is equal to another with equal items in the same order, so that records that hold it compare by content.</summary>
[GenerateSerializer, Immutable, Alias("bg.EquatableList`1")]
[JsonConverter(typeof(EquatableListJson))]
[CollectionBuilder(typeof(EquatableList), nameof(EquatableList.Create))]
public sealed record EquatableList<T>(ImmutableArray<T> Items) : IReadOnlyList<T>
{
    /// <inheritdoc />
    public int Count => Items.IsDefault ? 0 : Items.Length;

    /// <inheritdoc />
    public T this[int index] => Items[index];

    /// <inheritdoc />
    public bool Equals(EquatableList<T>? other) => other is not null && this.SequenceEqual(other);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in this) hash.Add(item);
        return hash.ToHashCode();
    }

    /// <inheritdoc />
    public IEnumerator<T> GetEnumerator() => (Items.IsDefault ? [] : Items).AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>Makes <see cref="EquatableList{T}"/> from collection expressions.</summary>
public static class EquatableList
{
    /// <summary>A list of these items.</summary>
    public static EquatableList<T> Create<T>(ReadOnlySpan<T> items) => new([.. items]);
}
