using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.ReadModels;

/// <summary>Incidents and units without book stock, over all stores.</summary>
public sealed class IncidentModel : ReadModel
{
    private IncidentModel() { }

    /// <summary>The one there is.</summary>
    public static IncidentModel Instance { get; } = new();

    /// <summary>
    /// One row each, open or closed. "fact" is empty where none raised it, "owner" where nobody takes care of it; "causes" has a blank before and behind each;
    /// "record" is the incident as snapshots have it.
    /// </summary>
    public static Table Incidents { get; } = new(
        "incidents",
        [Column.Text("store"), Column.Text("sku"), Column.Text("incident")],
        [Column.Whole("open"), Column.Text("fact"), Column.Text("causes"), Column.Text("owner"), Column.Whole("raised_at"), Column.Whole("version"), Column.Text("record")],
        ["open", "raised_at", "store", "sku", "incident"], ["raised_at", "store", "sku", "incident"]);

    /// <summary>One row for each time units had no book stock. "open" tells that something is left to be matched; "record" is the entry as snapshots have it.</summary>
    public static Table Unmatched { get; } = new(
        "unmatched_entries",
        [Column.Text("store"), Column.Text("sku"), Column.Text("entry")],
        [Column.Whole("open"), Column.Text("fact"), Column.MaybeText("client"), Column.MaybeText("lot"), Column.Whole("at"), Column.Text("record")],
        ["open", "at", "store", "sku", "entry"], ["at", "store", "sku", "entry"]);

    /// <summary>One row for each match. "quantity" and "left_over" are in thousandths, "left_over" signed.</summary>
    public static Table Matches { get; } = new(
        "unmatched_matches",
        [Column.Text("store"), Column.Text("sku"), Column.Text("entry"), Column.Text("match_id")],
        [
            Column.Whole("quantity"), Column.MaybeText("lot"), Column.MaybeText("against"), Column.Text("reason"), Column.Whole("left_over"), Column.MaybeText("movement"), Column.Text("actor"),
            Column.Whole("at"), Column.Whole("version"),
        ]);

    /// <inheritdoc />
    public override string Name => "incidents";

    /// <inheritdoc />
    public override int Version => 1;

    /// <inheritdoc />
    public override IReadOnlyList<Table> Tables => [Incidents, Unmatched, Matches];

    /// <inheritdoc />
    public override IProjection Project() => new IncidentProjection();
}

/// <summary>Folds the few events of stocks that concern them.</summary>
internal sealed class IncidentProjection : IProjection
{
    private static readonly string[] s_types = ["incident-", "unmatched-", "fact-recorded."];

    public async ValueTask<RowChanges> Apply(IReadOnlyList<RecordedEvent> batch, CopyTables copy, CancellationToken cancel)
    {
        var changes = new RowChanges();
        var mine = batch.Where(recorded => recorded.Stream.Category == StockKind.Instance.Category && s_types.Any(type => recorded.Type.StartsWith(type, StringComparison.Ordinal)))
            .Select(recorded => (Recorded: recorded, Stock: StockKey.Parse(recorded.Stream.Key), Happened: StockKind.Instance.Events.Read(recorded))).ToList();
        if (mine.Count == 0) return changes;
        object?[][] keys = [.. mine.Select(one => (one.Stock, Id: IdOf(one.Happened))).Distinct().Select(one => new object?[] { one.Stock.Store, one.Stock.Sku, one.Id })];
        var incidents = (await copy.ByKey(IncidentModel.Incidents, keys, row => (Key: KeyOf(row), It: StockKind.LoadIncident(row.GetString(9))), cancel)).ToDictionary(row => row.Key, row => row.It);
        var entries = (await copy.ByKey(IncidentModel.Unmatched, keys, row => (Key: KeyOf(row), It: StockKind.LoadUnmatched(row.GetString(8))), cancel)).ToDictionary(row => row.Key, row => row.It);
        // Each row is written once, in the order in which the batch first names it.
        var (noted, missed) = (new List<(StockKey, string)>(), new List<(StockKey, string)>());
        foreach (var (recorded, stock, happened) in mine)
        {
            var info = new EventInfo(recorded.Version, recorded.At, recorded.Actor);
            var key = (stock, IdOf(happened));
            if (Incident(incidents.GetValueOrDefault(key), happened, info) is { } incident)
            {
                incidents[key] = incident;
                if (!noted.Contains(key)) noted.Add(key);
            }
            if (Entry(entries.GetValueOrDefault(key), happened, info) is { } entry)
            {
                entries[key] = entry;
                if (!missed.Contains(key)) missed.Add(key);
            }
            if (happened is UnmatchedMatched it)
                changes.Put(IncidentModel.Matches, stock.Store, stock.Sku, it.Entry, it.Id, Stored.Quantity(it.Quantity), it.Lot, it.Against, it.Reason, Stored.Quantity(it.Left), it.Movement, info.Actor, Stored.Time(info.At), info.Version);
        }
        foreach (var key in noted) changes.Put(IncidentModel.Incidents, Cells(key.Item1, incidents[key]));
        foreach (var key in missed) changes.Put(IncidentModel.Unmatched, Cells(key.Item1, entries[key]));
        return changes;
    }

    private static (StockKey, string) KeyOf(System.Data.Common.DbDataReader row) => (new(row.GetString(0), row.GetString(1)), row.GetString(2));

    private static string IdOf(StockEvent happened) => happened switch
    {
        IncidentRaised it => it.Id,
        IncidentClosed it => it.Id,
        IncidentAssigned it => it.Id,
        IncidentCommented it => it.Id,
        IncidentReopened it => it.Id,
        UnmatchedChanged it => it.Cause,
        UnmatchedMatched it => it.Entry,
        FactRecorded it => it.Id,
        _ => throw new JournalCorruptException($"The read model of incidents does not know what to do with {happened.GetType().Name}."),
    };

    private static Incident? Incident(Incident? known, StockEvent happened, EventInfo info) => happened switch
    {
        IncidentRaised raised => StockEvolve.Raise(raised, info),
        IncidentClosed closed => StockEvolve.ClosedIncident(closed, info),
        IncidentReopened reopened => StockEvolve.Reopened(reopened, info),
        IncidentAssigned or IncidentCommented => StockEvolve.Noted(known!, happened, info),
        _ => null,
    };

    private static UnmatchedEntry? Entry(UnmatchedEntry? known, StockEvent happened, EventInfo info) => happened switch
    {
        UnmatchedChanged changed => StockEvolve.Missed(known, changed, info),
        IncidentRaised raised when known is not null => StockEvolve.Told(known, raised),
        FactRecorded fact when known is not null => StockEvolve.Told(known, fact),
        _ => null,
    };

    private static Cell[] Cells(StockKey stock, Incident it) =>
    [
        stock.Store, stock.Sku, it.Id, Stored.Flag(it.ClosedAt is null), it.Fact?.ToString() ?? "", $" {string.Join(' ', it.Causes)} ", it.Owner ?? "", Stored.Time(it.RaisedAt), it.Version,
        StockKind.SaveIncident(it),
    ];

    private static Cell[] Cells(StockKey stock, UnmatchedEntry it) =>
        [stock.Store, stock.Sku, it.Id, Stored.Flag(it.Left != 0), it.Fact?.ToString() ?? "", it.Client, it.Lot, Stored.Time(it.At), StockKind.SaveUnmatched(it)];
}
