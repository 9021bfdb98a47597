using System.Diagnostics.CodeAnalysis;

namespace BeautyGrains.Grains;

/// <summary>
/// One copy of what many stocks have alike: suppliers, article numbers, lots, printed dates, prices. Each kind has a table that forgets whatever stood
/// where something else comes; who finds no copy there keeps its own. Safe for several threads.
/// </summary>
internal static class Shared
{
    private const int Places = 8_192;

    /// <summary>The copy that others have of something equal, or the thing itself.</summary>
    [return: NotNullIfNotNull(nameof(one))]
    public static T? Of<T>(T? one)
        where T : class, IEquatable<T>
    {
        if (one is null) return null;
        ref var place = ref Table<T>.Kept[unchecked((uint)one.GetHashCode()) % Places];
        if (Volatile.Read(ref place) is { } known && known.Equals(one)) return known;
        Volatile.Write(ref place, one);
        return one;
    }

    /// <summary>The copy that others have of a price that is equal and written alike (1.5 and 1.50 are equal only).</summary>
    [return: NotNullIfNotNull(nameof(one))]
    public static Money? Of(Money? one) => Of<Money>(one) is { } known && known.Amount.Scale == one!.Amount.Scale ? known : one;

    private static class Table<T>
        where T : class
    {
        public static readonly T?[] Kept = new T?[Places];
    }
}
