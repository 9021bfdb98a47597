using System.Runtime.CompilerServices;

namespace BeautyGrains.Journal.Writing;

/// <summary>
/// The newest events that this process has made durable, without a gap, so that those who follow the journal need not read them from the storage. Safe for
/// several threads.
/// </summary>
/// <param name="capacity">Bytes kept, counted roughly; above 0.</param>
internal sealed class RecentEvents(long capacity)
{
    // What an event takes besides its payload.
    private const int Overhead = 600;

    private readonly Lock _gate = new();
    private RecordedEvent[] _ring = new RecordedEvent[1_024];
    private int _first, _count;
    private long _bytes;

    /// <summary>Takes events whose commit is durable, in the order of their positions. Where others wrote in between, what lies before is let go.</summary>
    public void Add(List<RecordedEvent> durable)
    {
        if (durable.Count == 0) return;
        lock (_gate)
        {
            var follows = _count == 0 || At(_count - 1).Position.Number + 1 == durable[0].Position.Number;
            while (!follows && _count > 0) DropFirst();
            foreach (var recorded in durable) AddLast(recorded);
            while (_bytes > capacity && _count > 1) DropFirst();
        }
    }

    /// <summary>The events that follow a position, at most so many; empty when they are not at hand, or when there are none.</summary>
    public List<RecordedEvent> After(JournalPosition after, int limit)
    {
        lock (_gate)
        {
            if (_count == 0 || after.Partition != At(0).Position.Partition) return [];
            var skipped = after.Number + 1 - At(0).Position.Number;
            if (skipped < 0 || skipped >= _count) return [];
            var page = new List<RecordedEvent>(Math.Min(limit, _count - (int)skipped));
            for (var index = (int)skipped; index < _count && page.Count < limit; index++) page.Add(At(index));
            return page;
        }
    }

    /// <summary>All events after a position, from here as far as they are at hand and from the storage before and beyond; it alone knows the end.</summary>
    /// <param name="stored">A page of the storage, of <see cref="Paging.Size"/>; fewer mean the end.</param>
    public async IAsyncEnumerable<RecordedEvent> ReadAll(
        JournalPosition after, Func<JournalPosition, CancellationToken, ValueTask<List<RecordedEvent>>> stored, [EnumeratorCancellation] CancellationToken cancel)
    {
        while (true)
        {
            var page = After(after, Paging.Size);
            var isEnd = page.Count == 0 && (page = await stored(after, cancel)).Count < Paging.Size;
            foreach (var recorded in page)
            {
                cancel.ThrowIfCancellationRequested();
                yield return recorded;
                after = recorded.Position;
            }
            if (isEnd) yield break;
        }
    }

    private static long WeightOf(RecordedEvent recorded) => recorded.Payload.Length + Overhead;

    private RecordedEvent At(int index) => _ring[(_first + index) % _ring.Length];

    private void AddLast(RecordedEvent recorded)
    {
        if (_count == _ring.Length)
        {
            var larger = new RecordedEvent[_ring.Length * 2];
            for (var index = 0; index < _count; index++) larger[index] = At(index);
            (_ring, _first) = (larger, 0);
        }
        _ring[(_first + _count++) % _ring.Length] = recorded;
        _bytes += WeightOf(recorded);
    }

    private void DropFirst()
    {
        _bytes -= WeightOf(At(0));
        _ring[_first] = null!;
        _first = (_first + 1) % _ring.Length;
        _count--;
    }
}
