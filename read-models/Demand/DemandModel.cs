using System.Collections.Frozen;
using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.ReadModels.Demand;

/// <summary>
/// What was asked for of every SKU in every store, day by day, and when there was nothing to sell. Sales and services count, with and without a
/// reservation, and facts of them that were told later, on the day on which they happened; what is taken back is taken back on the day of what it takes back.
/// What clients bring back has been asked for all the same. Reversals of facts change nothing: their movement does not tell what the fact was.
/// </summary>
public sealed class DemandModel : ReadModel
{
    private DemandModel() { }

    /// <summary>The one there is.</summary>
    public static DemandModel Instance { get; } = new();

    /// <inheritdoc />
    public override string Name => "demand";

    /// <inheritdoc />
    public override int Version => 1;

    /// <inheritdoc />
    public override IReadOnlyList<Table> Tables => DemandTables.All;

    /// <inheritdoc />
    public override IProjection Project() => new DemandProjection();
}

/// <summary>Folds the demand; what was touched last stays at hand.</summary>
/// <param name="kept">Stocks and days at hand, each.</param>
internal sealed class DemandProjection(int kept = 50_000) : IProjection
{
    // Nothing else is read: reservations alone are most of a journal.
    private static readonly FrozenSet<string> s_heard = FrozenSet.ToFrozenSet(
        [StockKind.MovedName, "lot-opened.1", "lot-status-set.1", "fact-recorded.1", "unmatched-changed.1"], StringComparer.Ordinal);

    private readonly Dictionary<string, string> _zones = new(StringComparer.Ordinal);
    private readonly Dictionary<StockKey, DemandStock?> _stocks = [];
    private readonly Dictionary<(StockKey Stock, DateOnly Day), DemandUnits?> _days = [];
    private RowChanges _changes = new();

    /// <inheritdoc />
    public async ValueTask<RowChanges> Apply(IReadOnlyList<RecordedEvent> batch, CopyTables copy, CancellationToken cancel)
    {
        _changes = new();
        var events = new List<(RecordedEvent Recorded, StockKey Key, StockEvent Happened)>();
        var zoned = false;
        foreach (var recorded in batch)
        {
            zoned |= recorded.Stream.Category == StoreKind.Instance.Category;
            if (recorded.Stream.Category == StockKind.Instance.Category && s_heard.Contains(recorded.Type))
                events.Add((recorded, StockKey.Parse(recorded.Stream.Key), StockKind.Instance.Events.Read(recorded)));
        }
        if (events.Count == 0 && !zoned) return _changes;
        await FetchZones(events, copy, cancel);
        if (_stocks.Count > kept) _stocks.Clear();
        if (_days.Count > kept) _days.Clear();
        await FetchStocks(events, copy, cancel);
        var asked = Fold(batch, events);
        await FetchDays(asked, copy, cancel);
        Count(asked);
        return _changes;
    }

    /// <summary>What one event asks for, on the day of the store on which it happened.</summary>
    internal static (DateTimeOffset At, DemandUnits Units)? AskedBy(RecordedEvent recorded, StockEvent happened) => happened switch
    {
        StockMoved { Kind: MovementKind.Sale } sale => (sale.OccurredAt ?? recorded.At, new(-sale.Lines.Sum(line => line.Quantity), 0)),
        StockMoved { Kind: MovementKind.ServiceConsumption } used => (used.OccurredAt ?? recorded.At, new(0, -used.Lines.Sum(line => line.Quantity))),
        StockMoved { Kind: MovementKind.Reversal, Reverses: { } reversed } back when IsIssue(reversed) =>
            (back.ReversedAt ?? recorded.At, new(-back.Lines.Sum(line => line.Quantity), 0)),
        FactRecorded { Kind: FactKind.OfflineSale } fact => (fact.OccurredAt, new(fact.Quantity, 0)),
        FactRecorded { Kind: FactKind.Treatment } fact => (fact.OccurredAt, new(0, fact.Quantity)),
        // A reservation past the point of no return whose goods the book did not have.
        UnmatchedChanged { By: < 0 } short_ when short_.Cause.StartsWith("commit:", StringComparison.Ordinal) => (recorded.At, new(-short_.By, 0)),
        _ => null,
    };

    private static bool IsIssue(string command) =>
        command.StartsWith(CommandIds.Movement(MovementKind.Sale, ""), StringComparison.Ordinal) || command.StartsWith(CommandIds.Issue(""), StringComparison.Ordinal);

    private async Task FetchZones(List<(RecordedEvent Recorded, StockKey Key, StockEvent Happened)> events, CopyTables copy, CancellationToken cancel)
    {
        List<object?[]> missing = [.. events.Select(one => one.Key.Store).Where(store => !_zones.ContainsKey(store)).Distinct(StringComparer.Ordinal).Select(store => new object?[] { store })];
        foreach (var (store, zone) in await copy.ByKey(DemandTables.Stores, missing, row => (row.GetString(0), row.GetString(1)), cancel)) _zones[store] = zone;
    }

    private bool SeeZone(RecordedEvent recorded)
    {
        if (StoreKind.Instance.Events.Read(recorded) is not StorePut put) return false;
        _zones[recorded.Stream.Key] = put.Record.TimeZone;
        return true;
    }

    private async Task FetchStocks(List<(RecordedEvent Recorded, StockKey Key, StockEvent Happened)> events, CopyTables copy, CancellationToken cancel)
    {
        List<StockKey> missing = [.. events.Select(one => one.Key).Where(key => !_stocks.ContainsKey(key)).Distinct()];
        foreach (var key in missing) _stocks[key] = null;
        foreach (var (key, stock) in await copy.ByKey(DemandTables.Stocks, [.. missing.Select(key => new object?[] { key.Store, key.Sku })], DemandTables.Stock, cancel))
            _stocks[key] = stock;
    }

    private Dictionary<(StockKey Stock, DateOnly Day), DemandUnits> Fold(
        IReadOnlyList<RecordedEvent> batch, List<(RecordedEvent Recorded, StockKey Key, StockEvent Happened)> events)
    {
        var (before, order, zones) = (new Dictionary<StockKey, DemandStock?>(), new List<StockKey>(), new SortedSet<string>(StringComparer.Ordinal));
        var asked = new Dictionary<(StockKey Stock, DateOnly Day), DemandUnits>();
        var next = 0;
        foreach (var recorded in batch)
        {
            if (recorded.Stream.Category == StoreKind.Instance.Category && SeeZone(recorded)) zones.Add(recorded.Stream.Key);
            if (next == events.Count || !ReferenceEquals(events[next].Recorded, recorded)) continue;
            var (_, key, happened) = events[next++];
            if (before.TryAdd(key, _stocks[key])) order.Add(key);
            var at = Stored.Time(recorded.At);
            var (after, lasted) = (_stocks[key] ?? DemandStock.Begun(at)).Apply(happened, at);
            _stocks[key] = after;
            if (lasted is var (since, until)) _changes.Put(DemandTables.Outs, key.Store, key.Sku, since, until);
            if (AskedBy(recorded, happened) is not var (day, units)) continue;
            var place = (key, ExpiryRules.DayAt(day, _zones.GetValueOrDefault(key.Store, "UTC")));
            asked[place] = asked.GetValueOrDefault(place, DemandUnits.None) + units;
        }
        foreach (var store in zones) _changes.Put(DemandTables.Stores, store, _zones[store]);
        foreach (var key in order) Put(key, before[key], _stocks[key]!);
        return asked;
    }

    private void Put(StockKey key, DemandStock? before, DemandStock now)
    {
        if (before is null) _changes.Put(DemandTables.Stocks, key.Store, key.Sku, now.Since, now.SellableUntil, DemandTables.Lots(now));
        else if (before != now) _changes.Change(DemandTables.Stocks, key.Store, key.Sku, now.SellableUntil, DemandTables.Lots(now));
    }

    private async Task FetchDays(Dictionary<(StockKey Stock, DateOnly Day), DemandUnits> asked, CopyTables copy, CancellationToken cancel)
    {
        List<(StockKey Stock, DateOnly Day)> missing = [.. asked.Keys.Where(day => !_days.ContainsKey(day))];
        foreach (var day in missing) _days[day] = null;
        List<object?[]> keys = [.. missing.Select(day => new object?[] { day.Stock.Store, day.Stock.Sku, DemandTables.Text(day.Day) })];
        foreach (var (day, units) in await copy.ByKey(DemandTables.Days, keys, DemandUnits.Read, cancel)) _days[day] = units;
    }

    private void Count(Dictionary<(StockKey Stock, DateOnly Day), DemandUnits> asked)
    {
        foreach (var (day, units) in asked)
        {
            var before = _days[day];
            var now = (before ?? DemandUnits.None) + units;
            _days[day] = now;
            if (before is null) _changes.Put(DemandTables.Days, day.Stock.Store, day.Stock.Sku, DemandTables.Text(day.Day), Stored.Quantity(now.Sold), Stored.Quantity(now.Used));
            else _changes.Change(DemandTables.Days, day.Stock.Store, day.Stock.Sku, DemandTables.Text(day.Day), Stored.Quantity(now.Sold), Stored.Quantity(now.Used));
        }
    }
}

/// <summary>What was asked for, in the base unit.</summary>
/// <param name="Sold">By sales; of services too, as far as they were taken back, for their counter-movement does not tell the two apart.</param>
/// <param name="Used">In services.</param>
internal sealed record DemandUnits(decimal Sold, decimal Used)
{
    public static DemandUnits None { get; } = new(0, 0);

    public static DemandUnits operator +(DemandUnits one, DemandUnits other) => new(one.Sold + other.Sold, one.Used + other.Used);

    public static ((StockKey Stock, DateOnly Day) Day, DemandUnits Units) Read(System.Data.Common.DbDataReader row) =>
        ((new(row.GetString(0), row.GetString(1)), DemandTables.Day(row.GetString(2))), new(Stored.Quantity(row.GetInt64(3)), Stored.Quantity(row.GetInt64(4))));
}
