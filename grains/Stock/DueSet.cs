using System.Collections;

namespace BeautyGrains.Grains;

/// <summary>
/// What ends and when, in order, with the sum of what it holds: a balanced tree (Adelson-Velsky and Landis 1962) whose nodes carry the sums of
/// their subtrees, so that what has ended by a moment costs a look at one path, however much it is. Immutable; null in place of an empty one is never used.
/// </summary>
public sealed class DueSet : IReadOnlyCollection<Due>, IEquatable<DueSet>
{
    private readonly DueSet? _left;
    private readonly DueSet? _right;
    private readonly DueSet _first;
    private readonly Due _due;
    private readonly decimal _amount;
    private readonly decimal _sum;
    private readonly int _count;
    private readonly byte _height;

    private DueSet() => _first = this;

    private DueSet(Due due, decimal amount, DueSet left, DueSet right)
    {
        (_due, _amount, _left, _right) = (due, amount, left, right);
        _sum = left._sum + amount + right._sum;
        _count = left._count + 1 + right._count;
        _height = (byte)(1 + Math.Max(left._height, right._height));
        // Every decision asks what ends first, and mostly nothing has.
        _first = left.IsEmpty ? this : left._first;
    }

    /// <summary>Nothing.</summary>
    public static DueSet None { get; } = new();

    /// <inheritdoc />
    public int Count => _count;

    /// <summary>True of <see cref="None"/>.</summary>
    public bool IsEmpty => _count == 0;

    /// <summary>The longest path in it.</summary>
    internal int Height => _height;

    /// <summary>Σ of all amounts.</summary>
    public decimal Sum => _sum;

    /// <summary>What ends first.</summary>
    /// <exception cref="InvalidOperationException">There is nothing.</exception>
    public Due Min => IsEmpty ? throw new InvalidOperationException("Nothing ends.") : _first._due;

    /// <summary>With one more; one that is there already gets the new amount.</summary>
    public DueSet With(Due due, decimal amount)
    {
        if (IsEmpty) return new(due, amount, None, None);
        var order = due.CompareTo(_due);
        return order == 0 ? new(due, amount, _left!, _right!)
            : order < 0 ? Balanced(_due, _amount, _left!.With(due, amount), _right!)
            : Balanced(_due, _amount, _left!, _right!.With(due, amount));
    }

    /// <summary>Without one; the same when it is not there.</summary>
    public DueSet Without(Due due)
    {
        if (IsEmpty) return this;
        var order = due.CompareTo(_due);
        if (order < 0) return _left!.Without(due) is var left && ReferenceEquals(left, _left) ? this : Balanced(_due, _amount, left, _right!);
        if (order > 0) return _right!.Without(due) is var right && ReferenceEquals(right, _right) ? this : Balanced(_due, _amount, _left!, right);
        if (_left!.IsEmpty) return _right!;
        if (_right!.IsEmpty) return _left;
        var next = _right._first;
        return Balanced(next._due, next._amount, _left, _right.Without(next._due));
    }

    /// <summary>How many have ended by a moment, that moment included, and the sum of what they hold.</summary>
    public (int Count, decimal Sum) EndedBy(DateTimeOffset moment)
    {
        var (count, sum) = (0, 0m);
        if (IsEmpty || _first._due.ExpiresAt > moment) return (count, sum);
        for (var node = this; !node.IsEmpty;)
        {
            if (node._due.ExpiresAt > moment)
            {
                node = node._left!;
                continue;
            }

            count += node._left!._count + 1;
            sum += node._left._sum + node._amount;
            node = node._right!;
        }

        return (count, sum);
    }

    /// <summary>The first end after a moment, or null.</summary>
    public DateTimeOffset? NextAfter(DateTimeOffset moment)
    {
        DateTimeOffset? next = null;
        for (var node = this; !node.IsEmpty;)
        {
            if (node._due.ExpiresAt <= moment)
            {
                node = node._right!;
                continue;
            }

            next = node._due.ExpiresAt;
            node = node._left!;
        }

        return next;
    }

    /// <summary>In order of their ends.</summary>
    public IEnumerator<Due> GetEnumerator()
    {
        var path = new Stack<DueSet>();
        for (var node = this; !node.IsEmpty; node = node._left!) path.Push(node);
        while (path.TryPop(out var at))
        {
            yield return at._due;
            for (var node = at._right!; !node.IsEmpty; node = node._left!) path.Push(node);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The same ends with the same sum.</summary>
    public bool Equals(DueSet? other) =>
        ReferenceEquals(this, other) || (other is not null && _count == other._count && _sum == other._sum && this.SequenceEqual(other));

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as DueSet);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(_count, _sum);

    private static DueSet Balanced(Due due, decimal amount, DueSet left, DueSet right)
    {
        if (left._height > right._height + 1)
        {
            if (left._left!._height >= left._right!._height)
                return new(left._due, left._amount, left._left, new(due, amount, left._right, right));
            var middle = left._right;
            return new(middle._due, middle._amount, new(left._due, left._amount, left._left, middle._left!), new(due, amount, middle._right!, right));
        }

        if (right._height > left._height + 1)
        {
            if (right._right!._height >= right._left!._height)
                return new(right._due, right._amount, new(due, amount, left, right._left), right._right);
            var middle = right._left;
            return new(middle._due, middle._amount, new(due, amount, left, middle._left!), new(right._due, right._amount, middle._right!, right._right));
        }

        return new(due, amount, left, right);
    }
}
