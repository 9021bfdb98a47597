using BeautyGrains.Journal;

namespace BeautyGrains.ReadModels;

/// <summary>
/// Reads the journal for all tailers of a process. The newest events stay at hand, so that those who are near the end read them once together.
/// Safe for several threads.
/// </summary>
/// <param name="kept">How many events stay at hand; above 0.</param>
public sealed class JournalTail(IJournal journal, int kept = 16_384)
{
    private readonly Lock _lock = new();
    private readonly List<RecordedEvent> _newest = [];
    private JournalPosition _before;

    private JournalPosition End => _newest.Count == 0 ? _before : _newest[^1].Position;

    /// <summary>The next events after a position, in order; empty at the end alone, but fewer than asked for at any time.</summary>
    /// <param name="most">Above 0.</param>
    public async ValueTask<IReadOnlyList<RecordedEvent>> Read(JournalPosition after, int most, CancellationToken cancel)
    {
        if (AtHand(after, most) is { } known) return known;
        var read = new List<RecordedEvent>();
        await foreach (var recorded in journal.ReadAll(after, cancel))
        {
            read.Add(recorded);
            if (read.Count == most) break;
        }
        if (read.Count > 0) Keep(after, read);
        return read;
    }

    /// <summary>The event at a position, or null where the journal has none.</summary>
    public async ValueTask<RecordedEvent?> At(JournalPosition position, CancellationToken cancel)
    {
        await foreach (var recorded in journal.ReadAll(position with { Number = position.Number - 1 }, cancel))
            return recorded.Position == position ? recorded : null;
        return null;
    }

    /// <inheritdoc cref="IJournal.WaitForMore" />
    public Task WaitForMore(JournalPosition after, CancellationToken cancel) => journal.WaitForMore(after, cancel);

    /// <inheritdoc cref="IJournal.Head" />
    public ValueTask<JournalPosition> Head(CancellationToken cancel) => journal.Head(cancel);

    private List<RecordedEvent>? AtHand(JournalPosition after, int most)
    {
        lock (_lock)
        {
            if (_newest.Count == 0 || after < _before || after >= End) return null;
            var (low, high) = (0, _newest.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (_newest[middle].Position > after) high = middle;
                else low = middle + 1;
            }
            return _newest.GetRange(low, Math.Min(most, _newest.Count - low));
        }
    }

    // Whoever is far behind reads past what is kept, and leaves it to those in front.
    private void Keep(JournalPosition after, List<RecordedEvent> read)
    {
        lock (_lock)
        {
            if (after > End || _newest.Count == 0)
            {
                _newest.Clear();
                _before = after;
            }
            if (after != End) return;
            _newest.AddRange(read);
            var tooMany = _newest.Count - kept;
            if (tooMany <= 0) return;
            _before = _newest[tooMany - 1].Position;
            _newest.RemoveRange(0, tooMany);
        }
    }
}
