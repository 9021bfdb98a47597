using System.Text;
using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.ReadModels;

/// <summary>Folds alerts and transfers as their grains do, each from the state that its row keeps whole; of stocks it reads the events of incidents alone.</summary>
internal sealed class AlertProjection : IProjection
{
    private const string IncidentEvents = "incident-";

    /// <inheritdoc />
    public async ValueTask<RowChanges> Apply(IReadOnlyList<RecordedEvent> batch, CopyTables copy, CancellationToken cancel)
    {
        var changes = new RowChanges();
        Dictionary<string, List<RecordedEvent>>? alerts = null, transfers = null;
        Dictionary<(StockKey, string), Cell[]?>? incidents = null;
        foreach (var recorded in batch)
        {
            var category = recorded.Stream.Category;
            if (category == StockKind.Instance.Category)
            {
                // Most of the journal: only what concerns incidents is read at all.
                if (recorded.Type.StartsWith(IncidentEvents, StringComparison.Ordinal)) Take(incidents ??= [], recorded);
            }
            else if (category == AlertStreamKind.Instance.Category) Add(alerts ??= new(StringComparer.Ordinal), recorded);
            else if (category == TransferKind.Instance.Category) Add(transfers ??= new(StringComparer.Ordinal), recorded);
        }
        if (alerts is not null) await FoldAlerts(alerts, copy, changes, cancel);
        if (transfers is not null) await FoldTransfers(transfers, copy, changes, cancel);
        foreach (var ((stock, id), row) in incidents ?? [])
        {
            if (row is null) changes.Remove(AlertModel.Incidents, stock.Store, stock.Sku, id);
            else changes.Put(AlertModel.Incidents, row);
        }
        return changes;
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
        else throw new JournalCorruptException($"The read model of alerts does not know what to do with '{recorded.Type}'.");
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
