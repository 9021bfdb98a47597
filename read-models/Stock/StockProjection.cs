using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.ReadModels;

/// <summary>
/// Folds stocks as the grains do, and writes what differs between the states before and after a batch. Stocks at hand are the ones last touched;
/// others are read back from their rows.
/// </summary>
/// <param name="kept">How many rows of stocks stay at hand. Lots are never forgotten, so that a number of stocks would be no bound.</param>
internal sealed class StockProjection(long kept = 200_000) : IProjection
{
    private static readonly StockKind s_kind = StockKind.Instance;

    private readonly Dictionary<string, LinkedListNode<Versioned<Stock>>> _known = new(StringComparer.Ordinal);
    private readonly LinkedList<Versioned<Stock>> _byUse = [];

    /// <summary>Rows of the stocks at hand.</summary>
    public long RowsAtHand { get; private set; }

    /// <inheritdoc />
    public async ValueTask<RowChanges> Apply(IReadOnlyList<RecordedEvent> batch, CopyTables copy, CancellationToken cancel)
    {
        var touched = KeysOf(batch);
        var changes = new RowChanges();
        if (touched.Count == 0) return changes;
        await Fetch(touched, copy, cancel);
        var before = touched.ToDictionary(key => key, key => _known[key].Value, StringComparer.Ordinal);
        foreach (var recorded in batch)
            if (recorded.Stream.Category == s_kind.Category) Fold(recorded);
        foreach (var key in touched) StockRows.Write(changes, before[key], _known[key].Value);
        Forget();
        return changes;
    }

    /// <summary>The stocks that a batch is about, as the copy now has them; in the order in which the batch first names them.</summary>
    public async Task<IReadOnlyList<Versioned<Stock>>> StocksOf(IReadOnlyList<RecordedEvent> batch, CopyTables copy, CancellationToken cancel)
    {
        var keys = KeysOf(batch);
        await Fetch(keys, copy, cancel);
        List<Versioned<Stock>> stocks = [.. keys.Select(key => _known[key].Value)];
        Forget();
        return stocks;
    }

    private static List<string> KeysOf(IReadOnlyList<RecordedEvent> batch)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return [.. batch.Where(recorded => recorded.Stream.Category == s_kind.Category && seen.Add(recorded.Stream.Key)).Select(recorded => recorded.Stream.Key)];
    }

    private void Fold(RecordedEvent recorded)
    {
        var node = _known[recorded.Stream.Key];
        var (state, version, _) = node.Value;
        if (recorded.Version != version + 1) throw new JournalCorruptException($"{recorded.Stream}: version {recorded.Version} follows {version}.");
        var info = new EventInfo(recorded.Version, recorded.At, recorded.Actor);
        node.Value = new(StockEvolve.ApplyForgetting(state, s_kind.Events.Read(recorded), info), recorded.Version, recorded.At);
        RowsAtHand += RowsOf(node.Value.State) - RowsOf(state);
    }

    private static int RowsOf(Stock stock) => 1 + stock.Lots.Count + stock.Open.Count + stock.TransitsIn.Count + stock.TransitsOut.Count;

    /// <summary>Brings stocks to hand, most recently used first.</summary>
    private async Task Fetch(List<string> keys, CopyTables copy, CancellationToken cancel)
    {
        var missing = new List<string>();
        foreach (var key in keys)
        {
            if (_known.TryGetValue(key, out var node)) _byUse.Remove(node);
            else missing.Add(key);
            if (node is not null) _byUse.AddFirst(node);
        }
        if (missing.Count == 0) return;
        var read = await StockReader.Read(copy, [.. missing.Select(StockKey.Parse)], null, cancel);
        foreach (var key in missing)
        {
            var stock = read.TryGetValue(key, out var known) ? known : new(Stock.Empty(key), 0, DateTimeOffset.MinValue);
            _known.Add(key, _byUse.AddFirst(stock));
            RowsAtHand += RowsOf(stock.State);
        }
    }

    private void Forget()
    {
        while (RowsAtHand > kept)
        {
            var oldest = _byUse.Last!.Value.State;
            _known.Remove(oldest.Key);
            _byUse.RemoveLast();
            RowsAtHand -= RowsOf(oldest);
        }
    }
}
