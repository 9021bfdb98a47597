using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.ReadModels;

/// <summary>
/// Folds stocks as the grains do, but only that part of each which a batch names, and writes that part's rows. Stocks at hand are the ones last
/// touched; what is not at hand is read back from its rows.
/// </summary>
/// <param name="kept">How many rows of stocks and lots stay at hand. Lots are never forgotten, so that a number of stocks would be no bound.</param>
/// <param name="recent">How many reservations stay at hand.</param>
internal sealed class StockProjection(long kept = 200_000, int recent = 50_000) : IProjection
{
    private static readonly StockKind s_kind = StockKind.Instance;

    private readonly Dictionary<string, LinkedListNode<StockPart>> _known = new(StringComparer.Ordinal);
    private readonly LinkedList<StockPart> _byUse = [];
    private readonly RecentReservations _recent = new(recent);

    // What a batch needs is used again for the next one.
    private readonly RowChanges _changes = new();
    private readonly List<StockTouch> _touches = [];
    private readonly Dictionary<string, StockTouch> _byKey = new(StringComparer.Ordinal);
    private readonly Stack<StockTouch> _spare = [];

    /// <summary>Rows at hand.</summary>
    public long RowsAtHand { get; private set; }

    /// <summary>Reservations at hand.</summary>
    public int ReservationsAtHand => _recent.Count;

    /// <inheritdoc />
    public async ValueTask<RowChanges> Apply(IReadOnlyList<RecordedEvent> batch, CopyTables copy, CancellationToken cancel)
    {
        _changes.Clear();
        await FetchStocks(batch, copy, cancel);
        Touch(batch);
        if (_touches.Count == 0) return _changes;
        await FetchReservations(copy, cancel);
        await FetchLots(copy, cancel);
        await FetchTransits(copy, cancel);
        foreach (var touch in _touches)
        {
            RowsAtHand -= touch.Part.Rows;
            touch.Fold(_changes, _recent);
            RowsAtHand += touch.Part.Rows;
        }
        Forget();
        return _changes;
    }

    // In the order in which the batch first names them, which is also that of use.
    private void Touch(IReadOnlyList<RecordedEvent> batch)
    {
        foreach (var touch in _touches) _spare.Push(touch);
        _touches.Clear();
        _byKey.Clear();
        foreach (var recorded in batch)
        {
            if (recorded.Stream.Category != s_kind.Category) continue;
            var key = recorded.Stream.Key;
            if (!_byKey.TryGetValue(key, out var touch))
            {
                var node = _known[key];
                _byUse.Remove(node);
                _byUse.AddFirst(node);
                if (!_spare.TryPop(out touch)) touch = new();
                touch.Begin(node.Value);
                _byKey.Add(key, touch);
                _touches.Add(touch);
            }
            touch.Add(recorded, s_kind.Events.Read(recorded));
        }
    }

    private async Task FetchStocks(IReadOnlyList<RecordedEvent> batch, CopyTables copy, CancellationToken cancel)
    {
        var missing = new Dictionary<StockKey, LevelRow?>();
        foreach (var recorded in batch)
            if (recorded.Stream.Category == s_kind.Category && !_known.ContainsKey(recorded.Stream.Key)) missing[StockKey.Parse(recorded.Stream.Key)] = null;
        if (missing.Count == 0) return;
        foreach (var (key, level) in await copy.ByKey(StockTables.Levels, [.. missing.Keys.Select(key => new object?[] { key.Store, key.Sku })], StockRows.Level, cancel))
            missing[key] = level;
        foreach (var (key, level) in missing)
        {
            var part = new StockPart(key, level);
            _known.Add(part.State.Key, _byUse.AddFirst(part));
            RowsAtHand += part.Rows;
        }
    }

    private async Task FetchReservations(CopyTables copy, CancellationToken cancel)
    {
        var asked = new List<object?[]>();
        Action<StockTouch, string> named = (touch, id) =>
        {
            if (_recent.Find(touch.Part.State.Key, id) is { } known) touch.Take(known);
            else asked.Add([id, touch.Part.Key.Store, touch.Part.Key.Sku]);
        };
        foreach (var touch in _touches) touch.NameReservations(named);
        if (asked.Count == 0) return;
        foreach (var (key, one) in await copy.By(StockTables.Reservations, StockTables.ReservationId, asked, StockRows.Reservation, cancel)) Of(key).Take(one);
    }

    private async Task FetchLots(CopyTables copy, CancellationToken cancel)
    {
        await FetchNamedLots(copy, cancel);
        var all = _touches.FindAll(touch => touch.NeedsAllLots);
        if (all.Count == 0) return;
        foreach (var (key, lot) in await copy.ByKey(StockTables.Lots, [.. all.Select(touch => new object?[] { touch.Part.Key.Store, touch.Part.Key.Sku })], StockRows.Lot, cancel))
        {
            var part = Of(key).Part;
            RowsAtHand -= part.Rows;
            part.Take(lot);
            RowsAtHand += part.Rows;
        }
    }

    private async Task FetchNamedLots(CopyTables copy, CancellationToken cancel)
    {
        var asked = new List<object?[]>();
        Action<StockTouch, string> named = (touch, name) => asked.Add([touch.Part.Key.Store, touch.Part.Key.Sku, name]);
        foreach (var touch in _touches) touch.NameLots(named);
        if (asked.Count == 0) return;
        foreach (var (key, lot) in await copy.ByKey(StockTables.Lots, asked, StockRows.Lot, cancel))
        {
            var touch = Of(key);
            RowsAtHand -= touch.Part.Rows;
            touch.Take(lot);
            RowsAtHand += touch.Part.Rows;
        }
    }

    private async Task FetchTransits(CopyTables copy, CancellationToken cancel)
    {
        var asked = new List<object?[]>();
        Action<StockTouch, bool, string> named = (touch, isOut, id) => asked.Add([touch.Part.Key.Store, touch.Part.Key.Sku, StockRows.Direction(isOut), id]);
        foreach (var touch in _touches) touch.NameTransits(named);
        if (asked.Count == 0) return;
        foreach (var (key, isOut, transit) in await copy.ByKey(StockTables.Transits, asked, StockRows.Transit, cancel)) Of(key).Take(isOut, transit);
    }

    private StockTouch Of(StockKey key) => _byKey[key.ToString()];

    private void Forget()
    {
        while (RowsAtHand > kept)
        {
            var oldest = _byUse.Last!.Value;
            _known.Remove(oldest.State.Key);
            _byUse.RemoveLast();
            RowsAtHand -= oldest.Rows;
        }
    }
}
