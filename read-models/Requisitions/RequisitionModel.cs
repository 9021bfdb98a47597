using System.Data.Common;
using System.Text;
using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.ReadModels;

/// <summary>Requisitions, and what of them is missing at their warehouses and nobody has ordered.</summary>
public sealed class RequisitionModel : ReadModel
{
    private RequisitionModel() { }

    /// <summary>The one there is.</summary>
    public static RequisitionModel Instance { get; } = new();

    /// <summary>One row each. "needed_by" is a day "2026-11-30", and "9999-12-31" where none is named; "short" tells that something is missing; "record" is the state as snapshots have it.</summary>
    public static Table Requisitions { get; } = new(
        "requisitions",
        [Column.Text("id")],
        [
            Column.Whole("version"), Column.Whole("at"), Column.Text("from_store"), Column.Text("store"), Column.Text("state"), Column.Text("needed_by"), Column.Whole("short"),
            Column.Text("record"),
        ],
        ["at", "id"], ["needed_by", "id"], ["from_store", "state", "id"], ["store", "state", "id"]);

    /// <summary>One row for each SKU of a requisition that is to be bought: for whom, where it is missing ("store") and how much, in thousandths.</summary>
    public static Table Needs { get; } = new(
        "requisition_needs",
        [Column.Text("id"), Column.Text("sku")],
        [Column.Text("store"), Column.Text("for_store"), Column.Whole("quantity"), Column.Text("needed_by"), Column.Whole("since")],
        ["needed_by", "id", "sku"], ["store", "sku", "id"], ["sku", "store", "id"]);

    /// <inheritdoc />
    public override string Name => "requisitions";

    /// <inheritdoc />
    public override int Version => 2;

    /// <inheritdoc />
    public override IReadOnlyList<Table> Tables => [Requisitions, Needs];

    /// <inheritdoc />
    public override IProjection Project() => new Projection();

    private sealed class Projection : IProjection
    {
        public async ValueTask<RowChanges> Apply(IReadOnlyList<RecordedEvent> batch, CopyTables copy, CancellationToken cancel)
        {
            var changes = new RowChanges();
            var ours = batch.Where(recorded => recorded.Stream.Category == RequisitionKind.Instance.Category).ToLookup(recorded => recorded.Stream.Key, StringComparer.Ordinal);
            if (ours.Count == 0) return changes;
            var before = (await copy.ByKey(Requisitions, [.. ours.Select(one => new object?[] { one.Key })], RequisitionRows.Read, cancel)).ToDictionary(row => row.Id, row => row.State, StringComparer.Ordinal);
            foreach (var events in ours)
            {
                var (had, has) = (before.GetValueOrDefault(events.Key) ?? RequisitionRows.Nothing, before.GetValueOrDefault(events.Key) ?? RequisitionRows.Nothing);
                foreach (var recorded in events) has = RequisitionKind.Instance.Evolve(has, recorded);
                changes.Put(Requisitions, RequisitionRows.Of(events.Key, has));
                var (were, are) = (RequisitionRows.Missing(had.State), RequisitionRows.Missing(has.State));
                foreach (var gone in were.Where(line => are.All(now => now.Sku != line.Sku))) changes.Remove(Needs, events.Key, gone.Sku);
                foreach (var line in are.Where(line => were.All(then => then.Sku != line.Sku || then.Missing != line.Missing)))
                    changes.Put(Needs, events.Key, line.Sku, has.State.From, has.State.To, Stored.Quantity(line.Missing), RequisitionRows.DayOf(has.State.NeededBy), Stored.Time(has.At));
            }
            return changes;
        }
    }
}

/// <summary>Between a requisition and its rows.</summary>
internal static class RequisitionRows
{
    private const string NoDay = "9999-12-31";

    public static Versioned<Requisition> Nothing { get; } = new(Requisition.Empty, 0, DateTimeOffset.MinValue);

    public static (string Id, Versioned<Requisition> State) Read(DbDataReader row) =>
        (row.GetString(0), new(RequisitionKind.Instance.LoadState(Encoding.UTF8.GetBytes(row.GetString(8))), row.GetInt64(1), Stored.Time(row.GetInt64(2))));

    public static Cell[] Of(string id, Versioned<Requisition> it) =>
    [
        id, it.Version, Stored.Time(it.At), it.State.From, it.State.To, it.State.State.ToString(), DayOf(it.State.NeededBy), Stored.Flag(Missing(it.State).Count > 0),
        Encoding.UTF8.GetString(RequisitionKind.Instance.SaveState(it.State)),
    ];

    public static List<(string Sku, decimal Missing)> Missing(Requisition it) => [.. it.Lines.Select(line => (line.Sku, Missing: it.MissingOf(line))).Where(line => line.Missing > 0)];

    public static string DayOf(DateOnly? day) => day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? NoDay;

    public static DateOnly? DayOf(string text) => text == NoDay ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
