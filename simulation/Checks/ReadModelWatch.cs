using System.Data.Common;
using System.Globalization;
using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Simulation;

/// <summary>
/// Looks at the copies that serve: where they stand, and whether their rows are those of the journal up to there. The states come from the
/// simulation's own fold of the journal, not from the tailers' one.
/// </summary>
internal sealed class ReadModelWatch(List<RecordedEvent> log, JournalWatch journal, DbConnection connection, Dialect dialect, StockLevelPost post)
{
    private static readonly ReadModel[] s_models = [StockModel.Instance, ProductModel.Instance];

    // So many times what is reserved.
    private const int Plenty = 20;

    private readonly Seen[] _seen = [.. s_models.Select(_ => new Seen())];
    private readonly Dictionary<StreamKey, RecordedEvent> _products = [];
    private readonly Dictionary<string, (long Version, FreeSpan Free)> _free = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _toTell = new(StringComparer.Ordinal);
    private int _looked;
    private int _told;

    /// <summary>Entries that the copy of stocks holds.</summary>
    public long Position => _seen[0].Position;

    /// <summary>All copies serve and hold everything, no other is left, and listeners were told of everything.</summary>
    public bool IsCaughtUp { get; private set; }

    /// <summary>Looks at what has changed since the last look.</summary>
    /// <param name="whole">Every row is compared, not only those that should have changed.</param>
    /// <exception cref="Violation">Something may not be so.</exception>
    public void Look(bool whole = false)
    {
        if (post.Found is { } found) throw found;
        IsCaughtUp = true;
        for (var place = 0; place < s_models.Length; place++)
        {
            var copies = Now(new Copies(connection, dialect, s_models[place].Name).All(CancellationToken.None));
            var serving = copies.Find(copy => copy.State == CopyState.Serving);
            IsCaughtUp &= copies.Count == 1 && serving?.Position.Number == log.Count;
            Look(s_models[place], _seen[place], serving, whole);
        }
        IsCaughtUp &= journal.Stocks.All(stock => post.Taken(stock.Key) >= LastToTell(stock.Key));
    }

    /// <summary>The rows of levels as somebody reads them who looks at the whole.</summary>
    public List<(string Stock, long Version, decimal OnHand)> Levels() => _seen[0].Generation == 0 ? [] : Now(connection.Query(
        $"SELECT store, sku, version, on_hand FROM {new CopyTables(connection, dialect, _seen[0].Generation).Of(StockTables.Levels)} ORDER BY store, sku",
        row => (StockKey.Of(row.GetString(0), row.GetString(1)), row.GetInt64(2), Stored.Quantity(row.GetInt64(3))), CancellationToken.None));

    /// <summary>The last that happened to a stock but for what it learned of recalls, which nobody is told; 0 for nothing.</summary>
    public long LastToTell(string stock)
    {
        for (; _looked < log.Count; _looked++)
            if (log[_looked] is { Stream.Category: "stock" } entry && !OnlyLearns(entry)) _toTell[entry.Stream.Key] = entry.Version;
        return _toTell.GetValueOrDefault(stock);
    }

    private void Look(ReadModel model, Seen seen, CopyRow? serving, bool whole)
    {
        if (serving is null)
        {
            if (seen.Generation != 0) throw new Violation("A copy that serves goes on until another takes its place.", model.Name);
            return;
        }
        var to = serving.Position.Number;
        if (to < seen.Position) throw new Violation("Positions of a read model never go back.", $"{model.Name}: {to} after {seen.Position}.");
        if (to > log.Count) throw new Violation("A read model holds durable things alone.", $"{model.Name}: {to} of {log.Count}.");
        if (to > 0 && !log[(int)to - 1].Hash.Span.SequenceEqual(serving.Hash)) throw new Violation("A read model knows the entry that it stands at.", $"{model.Name}: {to}.");
        var touched = seen.Go(log, to, model == StockModel.Instance ? "stock" : "sku");
        if (serving.Generation != seen.Generation || whole) touched = [.. seen.Versions.Keys];
        seen.Generation = serving.Generation;
        var copy = new CopyTables(connection, dialect, serving.Generation);
        if (model == StockModel.Instance)
        {
            Told(serving.Told.Number);
            Stocks(copy, seen, touched, whole);
        }
        else
        {
            Products(copy, seen, touched, whole);
        }
    }

    private static bool OnlyLearns(RecordedEvent entry) => entry.Type is StockKind.RecalledName or StockKind.LiftedName;

    // Of a stock of which plenty is free nobody is told that some more of it was reserved, and nothing else happened; nor of one that only learned of a recall.
    private bool MayBeLeftOut(RecordedEvent entry)
    {
        if (OnlyLearns(entry)) return true;
        if (entry.Type != StockKind.ReservedName || journal.Stock(entry.Stream.Key) is not { } stock) return false;
        for (var version = entry.Version; version <= stock.Now.Version; version++)
            if (stock.At(version) is { } then && new Availability(then.State, then.At) is var free && free.Available > free.Reserved * Plenty) return true;
        return false;
    }

    // What is noted as told was told, in this version or a later one.
    private void Told(long to)
    {
        if (to > Position) throw new Violation("Nobody is told what the copy that serves does not hold.", $"Told up to {to}, it holds {Position}.");
        for (; _told < to; _told++)
        {
            var entry = log[_told];
            if (entry.Stream.Category == "stock" && post.Taken(entry.Stream.Key) < entry.Version && !MayBeLeftOut(entry))
                throw new Violation("Listeners are told of everything at least once.", $"{entry.Stream}: version {post.Taken(entry.Stream.Key)} was told, but {entry.Version} is noted as told (position {entry.Position}).");
        }
    }

    private void Stocks(CopyTables copy, Seen seen, IReadOnlyList<string> keys, bool whole)
    {
        var expected = new RowChanges();
        foreach (var key in keys)
        {
            var then = journal.Stock(key)!.At(seen.Versions[key])!;
            Expect(expected, StockKey.Parse(key), then, FreeAt(key, seen.Versions[key]));
        }
        Compare(copy, StockModel.Instance, StockTables.All, expected, [.. keys.Select(StockKey.Parse).Select(key => new object?[] { key.Store, key.Sku })], whole);
    }

    // Every row of a stock, summed up from the whole state.
    private static void Expect(RowChanges expected, StockKey key, Versioned<Stock> then, FreeSpan free)
    {
        var stock = then.State;
        decimal InStatus(LotStatus status) => stock.Lots.Values.Where(lot => lot.Status == status).Sum(lot => lot.OnHand);
        StockRows.PutLevel(expected, key, new(
            stock.Version, then.At, stock.OnHand, stock.Reserved, stock.Unpinned, stock.Unmatched, InStatus(LotStatus.Quarantined), InStatus(LotStatus.Held),
            InStatus(LotStatus.Recalled), stock.TransitsIn.Values.Sum(one => one.Quantity), stock.TransitsOut.Values.Sum(one => one.Quantity), free));
        foreach (var lot in stock.Lots.Values) StockRows.PutLot(expected, key, lot);
        foreach (var one in stock.Open.Values) StockRows.PutReservation(expected, key, one);
        foreach (var one in stock.TransitsOut.Values) StockRows.PutTransit(expected, key, true, one);
        foreach (var one in stock.TransitsIn.Values) StockRows.PutTransit(expected, key, false, one);
    }

    // Event by event, over all lots each time.
    private FreeSpan FreeAt(string key, long version)
    {
        var states = journal.Stock(key)!;
        var (from, free) = _free.TryGetValue(key, out var known) && known.Version <= version ? known : (0, FreeSpan.Of([], states.At(1)!.At));
        for (; from < version; from++)
        {
            var (before, now) = (states.At(from), states.At(from + 1)!);
            free = free.Until <= now.At
                ? FreeSpan.Of(now.State.Lots, now.At)
                : now.State.Lots.Aggregate(free, (span, lot) => span.With(before?.State.Lots.GetValueOrDefault(lot.Name), lot));
        }
        _free[key] = (version, free);
        return free;
    }

    private void Products(CopyTables copy, Seen seen, IReadOnlyList<string> keys, bool whole)
    {
        var expected = new RowChanges();
        foreach (var key in keys)
        {
            var stream = SkuKind.Instance.Stream(key);
            if (!_products.TryGetValue(stream, out var entry) || entry.Version != seen.Versions[key])
                _products[stream] = entry = log.Last(one => one.Stream == stream && one.Version == seen.Versions[key]);
            expected.Put(ProductModel.Products, ProductRows.Of(key, entry, ((SkuPut)SkuKind.Instance.Events.Read(entry)).Record));
        }
        Compare(copy, ProductModel.Instance, [ProductModel.Products], expected, [.. keys.Select(key => new object?[] { key })], whole);
    }

    private void Compare(CopyTables copy, ReadModel model, IReadOnlyList<Table> tables, RowChanges expected, IReadOnlyList<object?[]> keys, bool whole)
    {
        if (keys.Count == 0 && !whole) return;
        var puts = expected.Tables.ToDictionary(one => one.Table, one => one.Puts);
        foreach (var table in tables)
        {
            var found = Now(whole
                ? connection.Query($"SELECT {table.Select()} FROM {copy.Of(table)}", row => Line(table, row), CancellationToken.None)
                : copy.ByKey(table, keys, row => Line(table, row), CancellationToken.None));
            List<string> right = puts.TryGetValue(table, out var rows) ? [.. Enumerable.Range(0, rows.Count).Select(row => Line(rows[row].ToArray()))] : [];
            found.Sort(StringComparer.Ordinal);
            right.Sort(StringComparer.Ordinal);
            if (found.SequenceEqual(right, StringComparer.Ordinal)) continue;
            var (more, less) = (found.Except(right).FirstOrDefault("nothing"), right.Except(found).FirstOrDefault("nothing"));
            throw new Violation("The rows of a read model equal a replay of the journal up to its position.", $"{model.Name} at {Position}, {table.Name}: has {more}; the journal gives {less}.");
        }
    }

    private static string Line(Table table, DbDataReader row)
    {
        var values = new Cell[table.All.Count];
        for (var place = 0; place < values.Length; place++)
            values[place] = row.IsDBNull(place) ? default : table.All[place].Type == ColumnType.Text ? row.GetString(place) : row.GetInt64(place);
        return Line(values);
    }

    private static string Line(Cell[] values) => string.Join('|', values);

    // SQLite answers before it returns.
    private static T Now<T>(Task<T> task) => task.IsCompleted ? task.GetAwaiter().GetResult() : throw new Violation("The read models' store answers at once.", "");

    /// <summary>How far one model has been looked at.</summary>
    private sealed class Seen
    {
        public long Position { get; private set; }

        public long Generation { get; set; }

        /// <summary>The last version of each stream up to the position, in ordinal order of keys.</summary>
        public SortedDictionary<string, long> Versions { get; } = new(StringComparer.Ordinal);

        public List<string> Go(List<RecordedEvent> log, long to, string category)
        {
            var touched = new List<string>();
            for (; Position < to; Position++)
            {
                var entry = log[(int)Position];
                if (entry.Stream.Category != category) continue;
                Versions[entry.Stream.Key] = entry.Version;
                if (!touched.Contains(entry.Stream.Key)) touched.Add(entry.Stream.Key);
            }
            return touched;
        }
    }
}
