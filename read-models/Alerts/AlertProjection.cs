using System.Text;
using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.ReadModels;

/// <summary>Folds alerts and transfers as their grains do, each from the state that its row keeps whole; of stocks it reads the events of incidents and counts alone.</summary>
internal sealed class AlertProjection : IProjection
{
    private const string IncidentEvents = "incident-";
    private const string Moves = "stock-moved.";

    /// <inheritdoc />
    public async ValueTask<RowChanges> Apply(IReadOnlyList<RecordedEvent> batch, CopyTables copy, CancellationToken cancel)
    {
        var changes = new RowChanges();
        Dictionary<string, List<RecordedEvent>>? alerts = null, transfers = null;
        Dictionary<(StockKey, string), Cell[]?>? incidents = null;
        List<(StockKey Stock, StockMoved Move, DateTimeOffset At)>? counts = null;
        foreach (var recorded in batch)
        {
            var category = recorded.Stream.Category;
            if (category == StockKind.Instance.Category)
            {
                // Most of the journal: only what concerns incidents is read at all.
                if (recorded.Type.StartsWith(IncidentEvents, StringComparison.Ordinal)) Take(incidents ??= [], recorded);
                else if (IsOfCounts(recorded)) (counts ??= []).Add((StockKey.Parse(recorded.Stream.Key), (StockMoved)StockKind.Instance.Events.Read(recorded), recorded.At));
            }
            else if (category == AlertStreamKind.Instance.Category) Add(alerts ??= new(StringComparer.Ordinal), recorded);
            else if (category == TransferKind.Instance.Category) Add(transfers ??= new(StringComparer.Ordinal), recorded);
        }
        if (alerts is not null) await FoldAlerts(alerts, copy, changes, cancel);
        if (transfers is not null) await FoldTransfers(transfers, copy, changes, cancel);
        if (counts is not null) await FoldCounts(counts, copy, changes, cancel);
        foreach (var ((stock, id), row) in incidents ?? [])
        {
            if (row is null) changes.Remove(AlertModel.Incidents, stock.Store, stock.Sku, id);
            else changes.Put(AlertModel.Incidents, row);
        }
        return changes;
    }

    // Of the movements, which are most of the journal, few are counts: the payload tells without being read.
    private static bool IsOfCounts(RecordedEvent recorded) =>
        recorded.Type.StartsWith(Moves, StringComparison.Ordinal)
        && (recorded.Payload.Span.IndexOf("\"kind\":\"Count\""u8) >= 0 || recorded.Payload.Span.IndexOf("\"reverses\":\"count/"u8) >= 0);

    private static async Task FoldCounts(List<(StockKey Stock, StockMoved Move, DateTimeOffset At)> moves, CopyTables copy, RowChanges changes, CancellationToken cancel)
    {
        var keys = moves.SelectMany(one => one.Move.Lines, (one, line) => (one.Stock.Store, one.Stock.Sku, line.Lot)).Distinct().ToList();
        var known = (await copy.ByKey(AlertModel.Counts, [.. keys.Select(key => new object?[] { key.Store, key.Sku, key.Lot })], CountRow.Of, cancel)).ToDictionary(row => (row.Store, row.Sku, row.Lot));
        foreach (var (stock, move, at) in moves)
            foreach (var line in move.Lines)
            {
                var key = (stock.Store, stock.Sku, line.Lot);
                if (move.Kind == MovementKind.Count) known[key] = new(stock.Store, stock.Sku, line.Lot, move.Id, at, line.BalanceAfter - line.Quantity, line.BalanceAfter);
                // What a count before that found is not known any more; the lot is as one that was never counted.
                else if (known.GetValueOrDefault(key) is { } last && move.Reverses == CountRow.Reversed(last.Document)) known.Remove(key);
            }
        foreach (var key in keys)
        {
            if (known.GetValueOrDefault(key) is { } row) changes.Put(AlertModel.Counts, row.Cells());
            else changes.Remove(AlertModel.Counts, key.Store, key.Sku, key.Lot);
        }
    }

    private static void Add(Dictionary<string, List<RecordedEvent>> streams, RecordedEvent recorded)
    {
        if (!streams.TryGetValue(recorded.Stream.Key, out var events)) streams[recorded.Stream.Key] = events = [];
        events.Add(recorded);
    }

    private static void Take(Dictionary<(StockKey, string), Cell[]?> incidents, RecordedEvent recorded)
    {
        var stock = StockKey.Parse(recorded.Stream.Key);
        var happened = StockKind.Instance.Events.Read(recorded);
        if (happened is IncidentRaised it)
            incidents[(stock, it.Id)] = [stock.Store, stock.Sku, it.Id, string.Join(' ', it.Causes), Stored.Quantity(it.Quantity), it.Lot, Stored.Time(recorded.At)];
        else if (happened is IncidentClosed closed) incidents[(stock, closed.Id)] = null;
        else if (happened is IncidentReopened again)
            incidents[(stock, again.Id)] = [stock.Store, stock.Sku, again.Id, string.Join(' ', again.Incident.Causes), Stored.Quantity(again.Incident.Quantity), again.Incident.Lot, Stored.Time(again.Incident.RaisedAt)];
        else if (happened is not (IncidentAssigned or IncidentCommented)) throw new JournalCorruptException($"The read model of alerts does not know what to do with '{recorded.Type}'.");
    }

    private static async Task FoldAlerts(Dictionary<string, List<RecordedEvent>> streams, CopyTables copy, RowChanges changes, CancellationToken cancel)
    {
        var known = (await copy.ByKey(AlertModel.Alerts, Keys(streams), AlertRows.Row, cancel)).ToDictionary(row => row.Cause.Key, StringComparer.Ordinal);
        foreach (var (key, events) in streams)
        {
            var row = known.GetValueOrDefault(key);
            var alert = new Versioned<Alert>(row?.Alert ?? Alert.Empty, row?.Version ?? 0, default);
            foreach (var recorded in events) alert = AlertStreamKind.Instance.Evolve(alert, recorded);
            changes.Put(AlertModel.Alerts, AlertRows.Of(AlertCause.Parse(key), alert));
        }
    }

    private static async Task FoldTransfers(Dictionary<string, List<RecordedEvent>> streams, CopyTables copy, RowChanges changes, CancellationToken cancel)
    {
        var known = (await copy.ByKey(AlertModel.Transfers, Keys(streams), TransferRows.Row, cancel)).ToDictionary(row => row.Id, StringComparer.Ordinal);
        foreach (var (id, events) in streams)
        {
            var before = known.GetValueOrDefault(id);
            var (transfer, since) = (before?.Transfer ?? Transfer.Empty, before?.Since ?? default);
            foreach (var recorded in events)
            {
                var phase = transfer.Phase;
                transfer = TransferKind.Instance.Evolve(transfer, TransferKind.Instance.Events.Read(recorded), new(recorded.Version, recorded.At, recorded.Actor));
                if (transfer.Phase != phase) since = recorded.At;
            }
            if (TransferRows.HasEnded(transfer.Phase)) changes.Remove(AlertModel.Transfers, id);
            else changes.Put(AlertModel.Transfers, TransferRows.Of(id, transfer, since));
        }
    }

    private static List<object?[]> Keys(Dictionary<string, List<RecordedEvent>> streams) => [.. streams.Keys.Select(key => new object?[] { key })];
}
