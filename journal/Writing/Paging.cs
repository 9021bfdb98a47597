using System.Runtime.CompilerServices;

namespace BeautyGrains.Journal.Writing;

/// <summary>Long reads go page by page, so that none holds a lock or a snapshot for long.</summary>
internal static class Paging
{
    public const int Size = 500;

    public const int MaxLimit = 1_000;

    /// <param name="page">At most <see cref="Size"/> items after a cursor; fewer mean the end.</param>
    /// <param name="cursorOf">The cursor of an item.</param>
    public static IAsyncEnumerable<T> All<T, TCursor>(
        TCursor after, Func<TCursor, IReadOnlyList<T>> page, Func<T, TCursor> cursorOf, CancellationToken cancel) =>
        Items(after, page, cursorOf, cancel).ToAsyncEnumerable();

    /// <inheritdoc cref="All{T,TCursor}(TCursor,Func{TCursor,IReadOnlyList{T}},Func{T,TCursor},CancellationToken)" />
    public static async IAsyncEnumerable<T> All<T, TCursor>(
        TCursor after, Func<TCursor, CancellationToken, Task<List<T>>> page, Func<T, TCursor> cursorOf, [EnumeratorCancellation] CancellationToken cancel)
    {
        while (true)
        {
            var items = await page(after, cancel);
            foreach (var item in items)
            {
                cancel.ThrowIfCancellationRequested();
                yield return item;
                after = cursorOf(item);
            }
            if (items.Count < Size) yield break;
        }
    }

    public static void CheckLimit(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxLimit);
    }

    private static IEnumerable<T> Items<T, TCursor>(
        TCursor after, Func<TCursor, IReadOnlyList<T>> page, Func<T, TCursor> cursorOf, CancellationToken cancel)
    {
        while (true)
        {
            var items = page(after);
            foreach (var item in items)
            {
                cancel.ThrowIfCancellationRequested();
                yield return item;
                after = cursorOf(item);
            }
            if (items.Count < Size) yield break;
        }
    }
}
