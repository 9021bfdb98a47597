using System.Data.Common;
using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.ReadModels;

/// <summary>Open containers, those that have ended, and all that happened to what was in them.</summary>
public sealed class ContainerModel : ReadModel
{
    private ContainerModel() { }

    /// <summary>The one there is.</summary>
    public static ContainerModel Instance { get; } = new();

    /// <summary>
    /// One row each. "client" is empty for nobody, "use_by" the end of time for never, "status" that of its lot while it is open, "closed_at" 0 while it is open,
    /// "record" the container as snapshots have it.
    /// </summary>
    internal static Table Containers { get; } = new(
        "containers",
        [Column.Text("store"), Column.Text("sku"), Column.Text("id")],
        [
            Column.Text("lot"), Column.Text("client"), Column.Whole("open"), Column.Whole("use_by"), Column.Whole("opened_at"), Column.Text("status"), Column.Whole("closed_at"), Column.Text("closed_by"),
            Column.Whole("version"), Column.Text("record"),
        ],
        ["open", "use_by", "store", "sku", "id"], ["store", "sku", "lot"], ["client", "opened_at"]);

    /// <summary>One row for each change of content; "event" and "name" are as the journal has them.</summary>
    internal static Table Moves { get; } = new(
        "container_moves",
        [Column.Text("store"), Column.Text("sku"), Column.Text("container"), Column.Whole("version")],
        [Column.Whole("at"), Column.Text("actor"), Column.Text("name"), Column.Text("event")]);

    /// <inheritdoc />
    public override string Name => "containers";

    /// <inheritdoc />
    public override int Version => 1;

    /// <inheritdoc />
    public override IReadOnlyList<Table> Tables => [Containers, Moves];

    /// <inheritdoc />
    public override IProjection Project() => new Projection();

    private sealed class Projection : IProjection
    {
        // Reservations, which are most of what happens, are not even read.
        private static readonly HashSet<string> s_read = StockKind.Instance.Events.Written
            .Where(one => one.Type == typeof(LotStatusSet) || typeof(ContainerEvent).IsAssignableFrom(one.Type)).Select(one => one.Name).ToHashSet(StringComparer.Ordinal);

        private static readonly Column[] s_lot = [Column.Text("store"), Column.Text("sku"), Column.Text("lot")];

        public async ValueTask<RowChanges> Apply(IReadOnlyList<RecordedEvent> batch, CopyTables copy, CancellationToken cancel)
        {
            var changes = new RowChanges();
            var happened = batch.Where(recorded => recorded.Stream.Category == StockKind.Instance.Category && s_read.Contains(recorded.Type))
                .Select(recorded => (Recorded: recorded, Key: StockKey.Parse(recorded.Stream.Key), Event: StockKind.Instance.Events.Read(recorded))).ToList();
            if (happened.Count == 0) return changes;
            var rows = await Known(happened, copy, cancel);
            foreach (var (recorded, key, one) in happened)
            {
                if (one is LotStatusSet set) Set(rows, key, set);
                else Take(rows, changes, recorded, key, (ContainerEvent)one);
            }
            foreach (var ((store, sku, id), row) in rows) changes.Put(Containers, row.Cells(store, sku, id));
            return changes;
        }

        private static async Task<SortedDictionary<(string Store, string Sku, string Id), ContainerRow>> Known(
            List<(RecordedEvent Recorded, StockKey Key, StockEvent Event)> happened, CopyTables copy, CancellationToken cancel)
        {
            var rows = new SortedDictionary<(string Store, string Sku, string Id), ContainerRow>(Comparer<(string Store, string Sku, string Id)>.Create(static (one, other) =>
                string.CompareOrdinal(one.Store, other.Store) is not 0 and var byStore ? byStore
                : string.CompareOrdinal(one.Sku, other.Sku) is not 0 and var bySku ? bySku : string.CompareOrdinal(one.Id, other.Id)));
            var ids = happened.Where(one => one.Event is ContainerEvent).Select(one => (one.Key.Store, one.Key.Sku, ContainerFold.IdOf((ContainerEvent)one.Event))).Distinct().ToList();
            if (ids.Count > 0)
                foreach (var (key, row) in await copy.ByKey(Containers, [.. ids.Select(id => new object?[] { id.Store, id.Sku, id.Item3 })], ContainerRow.Read, cancel)) rows[key] = row;
            var lots = happened.Where(one => one.Event is LotStatusSet).Select(one => (one.Key.Store, one.Key.Sku, ((LotStatusSet)one.Event).Lot)).Distinct().ToList();
            if (lots.Count > 0)
                foreach (var (key, row) in await copy.By(Containers, s_lot, [.. lots.Select(lot => new object?[] { lot.Store, lot.Sku, lot.Lot })], ContainerRow.Read, cancel)) rows.TryAdd(key, row);
            return rows;
        }

        private static void Set(SortedDictionary<(string Store, string Sku, string Id), ContainerRow> rows, StockKey key, LotStatusSet set)
        {
            foreach (var (id, row) in rows.Where(one => one.Key.Store == key.Store && one.Key.Sku == key.Sku && one.Value.ClosedAt is null && one.Value.Container.Lot == set.Lot).ToList())
                rows[id] = row with { Status = set.Status };
        }

        private static void Take(
            SortedDictionary<(string Store, string Sku, string Id), ContainerRow> rows, RowChanges changes, RecordedEvent recorded, StockKey key, ContainerEvent happened)
        {
            var (id, info) = ((key.Store, key.Sku, ContainerFold.IdOf(happened)), new EventInfo(recorded.Version, recorded.At, recorded.Actor));
            // What is opened was good to be sold.
            if (happened is ContainerOpened opened) rows[id] = new(ContainerFold.Of(opened, info), LotStatus.Released, null, "", recorded.Version);
            else if (happened is ContainerClosed closed) rows[id] = rows[id] with { Container = closed.Container, ClosedAt = recorded.At, ClosedBy = recorded.Actor, Version = recorded.Version };
            else if (rows[id].ClosedAt is null) rows[id] = rows[id] with { Container = ContainerFold.After(rows[id].Container, happened, info)!, Version = recorded.Version };
            if (happened is ContainerMoved) changes.Put(
                Moves, key.Store, key.Sku, id.Item3, recorded.Version, Stored.Time(recorded.At), recorded.Actor, recorded.Type, System.Text.Encoding.UTF8.GetString(recorded.Payload.Span));
        }
    }
}

/// <summary>A row of <see cref="ContainerModel.Containers"/>.</summary>
internal sealed record ContainerRow(Container Container, LotStatus Status, DateTimeOffset? ClosedAt, string ClosedBy, long Version)
{
    /// <summary>All of it.</summary>
    public Cell[] Cells(string store, string sku, string id) =>
    [
        store, sku, id, Container.Lot, Container.Client ?? "", Stored.Flag(ClosedAt is null), Stored.TimeOrNever(Container.UseBy), Stored.Time(Container.OpenedAt), Status.ToString(),
        ClosedAt is { } end ? Stored.Time(end) : 0L, ClosedBy, Version, StockKind.SaveContainer(Container),
    ];

    public static ((string Store, string Sku, string Id) Key, ContainerRow Row) Read(DbDataReader row) => (
        (row.GetString(0), row.GetString(1), row.GetString(2)),
        new(StockKind.LoadContainer(row.GetString(12)), Enum.Parse<LotStatus>(row.GetString(8)), row.GetInt64(9) == 0 ? null : Stored.Time(row.GetInt64(9)), row.GetString(10), row.GetInt64(11)));
}
