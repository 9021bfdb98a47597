using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace BeautyGrains.Grains;

/// <summary>Something that is found by a name of its own.</summary>
public interface INamed
{
    /// <summary>Unique among its like, and never changed.</summary>
    string Name { get; }
}

/// <summary>
/// Things by name, in ordinal order; immutable. A few lie in one array, which is all the memory that they take: most stocks have few of everything.
/// Many lie in a tree, so that a change does not copy all of them.
/// </summary>
/// <typeparam name="T">What is named.</typeparam>
public readonly struct NamedSet<T> : IReadOnlyCollection<T>, IEquatable<NamedSet<T>>
    where T : class, INamed
{
    /// <summary>From so many on they lie in a tree.</summary>
    private const int Many = 24;

    // Null, T[] or ImmutableSortedDictionary<string, T>.
    private readonly object? _items;

    private NamedSet(object? items) => _items = items;

    /// <inheritdoc />
    public int Count => _items switch { null => 0, T[] few => few.Length, _ => Tree.Count };

    /// <summary>There is nothing.</summary>
    public bool IsEmpty => _items is null;

    /// <summary>In order of their names.</summary>
    public IEnumerable<T> Values => this;

    /// <summary>In ordinal order.</summary>
    public IEnumerable<string> Keys => this.Select(one => one.Name);

    private ImmutableSortedDictionary<string, T> Tree => (ImmutableSortedDictionary<string, T>)_items!;

    /// <summary>The one of that name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public T this[string name] => TryGetValue(name, out var found) ? found : throw new KeyNotFoundException($"'{name}' is not there.");

    /// <summary>Those of some things, which have different names.</summary>
    public static NamedSet<T> Of(IEnumerable<T> things)
    {
        var all = things.ToArray();
        if (all.Length == 0) return default;
        if (all.Length >= Many) return new(ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, all.Select(one => KeyValuePair.Create(one.Name, one))));
        Array.Sort(all, static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        return new(all);
    }

    /// <summary>True where there is one of that name.</summary>
    public bool ContainsKey(string name) => TryGetValue(name, out _);

    /// <summary>The one of that name, or null.</summary>
    public T? GetValueOrDefault(string name) => TryGetValue(name, out var found) ? found : null;

    /// <summary>The one of that name, if there is one.</summary>
    public bool TryGetValue(string name, [MaybeNullWhen(false)] out T found)
    {
        found = null;
        if (_items is null) return false;
        if (_items is not T[] few) return Tree.TryGetValue(name, out found);
        var at = Find(few, name);
        if (at >= 0) found = few[at];
        return at >= 0;
    }

    /// <summary>With this one, in place of another of its name.</summary>
    public NamedSet<T> With(T one)
    {
        if (_items is null) return new(new[] { one });
        if (_items is not T[] few) return new(Tree.SetItem(one.Name, one));
        var at = Find(few, one.Name);
        if (at >= 0)
        {
            var changed = few.AsSpan().ToArray();
            changed[at] = one;
            return new(changed);
        }

        if (few.Length + 1 >= Many) return Of([.. few, one]);
        at = ~at;
        var more = new T[few.Length + 1];
        few.AsSpan(0, at).CopyTo(more);
        more[at] = one;
        few.AsSpan(at).CopyTo(more.AsSpan(at + 1));
        return new(more);
    }

    /// <summary>Without the one of that name; the same where there is none.</summary>
    public NamedSet<T> Without(string name)
    {
        if (_items is null) return this;
        if (_items is not T[] few)
        {
            var left = Tree.Remove(name);
            // Half as many, so that one that comes and goes does not make and unmake a tree each time.
            return left.Count > Many / 2 ? new(left) : Of(left.Values);
        }

        var at = Find(few, name);
        if (at < 0) return this;
        if (few.Length == 1) return default;
        var fewer = new T[few.Length - 1];
        few.AsSpan(0, at).CopyTo(fewer);
        few.AsSpan(at + 1).CopyTo(fewer.AsSpan(at));
        return new(fewer);
    }

    /// <inheritdoc />
    public IEnumerator<T> GetEnumerator()
    {
        IEnumerable<T> all = _items is null ? [] : _items as T[] ?? Tree.Values;
        return all.GetEnumerator();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The very same collection; what is in it is for others to compare.</summary>
    public bool Equals(NamedSet<T> other) => ReferenceEquals(_items, other._items);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is NamedSet<T> other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => _items is null ? 0 : System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(_items);

    /// <summary>The very same collection.</summary>
    public static bool operator ==(NamedSet<T> left, NamedSet<T> right) => left.Equals(right);

    /// <summary>Not the very same collection.</summary>
    public static bool operator !=(NamedSet<T> left, NamedSet<T> right) => !left.Equals(right);

    private static int Find(T[] few, string name)
    {
        var (low, high) = (0, few.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = string.CompareOrdinal(few[middle].Name, name);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }

        return ~low;
    }
}
