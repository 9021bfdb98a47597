using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.ReadModels;

/// <summary>Who waits or waited for what, over stores and SKUs.</summary>
public sealed class WaitingModel : ReadModel
{
    private WaitingModel() { }

    /// <summary>The one there is.</summary>
    public static WaitingModel Instance { get; } = new();

    /// <summary>One row for each who waits or waited. "open" tells that the wait is not over, "record" is the entry as snapshots have it.</summary>
    public static Table Entries { get; } = new(
        "waiting_entries",
        [Column.Text("store"), Column.Text("sku"), Column.Text("id")],
        [Column.Text("client"), Column.Text("state"), Column.Whole("open"), Column.Whole("number"), Column.Whole("at"), Column.Text("record")],
        ["open", "store", "sku", "number"], ["at", "store", "sku", "id"], ["client", "store", "sku", "number"]);

    /// <inheritdoc />
    public override string Name => "waiting";

    /// <inheritdoc />
    public override int Version => 1;

    /// <inheritdoc />
    public override IReadOnlyList<Table> Tables => [Entries];

    /// <inheritdoc />
    public override IProjection Project() => new Projection();

    private sealed class Projection : IProjection
    {
        public async ValueTask<RowChanges> Apply(IReadOnlyList<RecordedEvent> batch, CopyTables copy, CancellationToken cancel)
        {
            var changes = new RowChanges();
            var mine = batch.Where(recorded => recorded.Stream.Category == WaitingListKind.Instance.Category)
                .Select(recorded => (Recorded: recorded, Key: StockKey.Parse(recorded.Stream.Key), Happened: WaitingListKind.Instance.Events.Read(recorded))).ToList();
            if (mine.Count == 0) return changes;
            var keys = mine.Select(one => (one.Key, one.Happened.Id)).Distinct().ToList();
            var entries = (await copy.ByKey(Entries, [.. keys.Select(key => new object?[] { key.Key.Store, key.Key.Sku, key.Id })], row => (Key: new StockKey(row.GetString(0), row.GetString(1)), Entry: WaitingListKind.LoadEntry(row.GetString(8))), cancel))
                .ToDictionary(row => (row.Key, row.Entry.Id), row => row.Entry);
            foreach (var (recorded, key, happened) in mine)
            {
                var info = new EventInfo(recorded.Version, recorded.At, recorded.Actor);
                entries[(key, happened.Id)] = happened is WaitingJoined joined ? WaitingEntry.Of(joined, info) : entries[(key, happened.Id)].After(happened, info);
            }
            foreach (var (key, id) in keys)
            {
                var entry = entries[(key, id)];
                changes.Put(Entries, key.Store, key.Sku, id, entry.Client, entry.State.ToString(), Stored.Flag(!WaitingLife.IsOver(entry.State)), entry.Number, Stored.Time(entry.ChangedAt), WaitingListKind.SaveEntry(entry));
            }
            return changes;
        }
    }
}
