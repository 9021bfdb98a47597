using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.ReadModels;

/// <summary>What lies in which bin, what was issued without a sale, and pick lists.</summary>
public sealed class PlaceModel : ReadModel
{
    private PlaceModel() { }

    /// <summary>The one there is.</summary>
    public static PlaceModel Instance { get; } = new();

    /// <summary>One row for each lot that lies or lay in a bin; "quantity" is in thousandths, 0 where it lies there no more; "version" is that of the stock when it last changed.</summary>
    public static Table Contents { get; } = new(
        "bin_contents",
        [Column.Text("store"), Column.Text("bin"), Column.Text("sku"), Column.Text("lot")],
        [Column.Whole("quantity"), Column.Whole("version")],
        ["store", "bin", "sku", "lot"], ["sku", "lot", "store", "bin"]);

    /// <summary>One row for each issue; key "store/sku/id"; "quantity" in thousandths; "cost" in whole minor units of "currency", both empty where it is not known.</summary>
    internal static FoldedRows<Issuing, IssueEvent> Issues { get; } = new(IssueKind.Instance, new(
        "issues",
        [Column.Text("id")],
        [
            .. FoldedRows<Issuing, IssueEvent>.Columns, Column.Text("store"), Column.Text("sku"), Column.Text("kind"), Column.Text("account"), Column.Text("month"), Column.Text("status"),
            Column.Whole("quantity"), Column.MaybeWhole("cost"), Column.MaybeText("currency"), Column.MaybeText("client"),
        ],
        ["month", "id"], ["store", "month", "id"], ["client", "id"]));

    /// <summary>One row for each pick list; key "store/id".</summary>
    internal static FoldedRows<PickList, PickListEvent> PickLists { get; } = new(PickListKind.Instance, new(
        "pick_lists",
        [Column.Text("id")],
        [.. FoldedRows<PickList, PickListEvent>.Columns, Column.Text("store"), Column.Text("status"), Column.MaybeText("person")],
        ["store", "status", "id"], ["person", "id"]));

    /// <inheritdoc />
    public override string Name => "places";

    /// <inheritdoc />
    public override int Version => 2;

    /// <inheritdoc />
    public override IReadOnlyList<Table> Tables => [Contents, Issues.Table, PickLists.Table];

    /// <inheritdoc />
    public override IProjection Project() => new Projection();

    private sealed class Projection : IProjection
    {
        public async ValueTask<RowChanges> Apply(IReadOnlyList<RecordedEvent> batch, CopyTables copy, CancellationToken cancel)
        {
            var changes = new RowChanges();
            foreach (var one in await Issues.Fold(batch, copy, cancel)) Put(changes, one);
            foreach (var one in await PickLists.Fold(batch, copy, cancel)) Put(changes, one);
            var moves = batch.SelectMany(MovesOf).ToList();
            if (moves.Count == 0) return changes;
            var keys = moves.Select(move => move.Key).Distinct().ToList();
            var rows = (await copy.ByKey(
                Contents, [.. keys.Select(key => new object?[] { key.Store, key.Bin, key.Sku, key.Lot })],
                row => (Key: new Place(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3)), Quantity: row.GetInt64(4), Version: row.GetInt64(5)), cancel))
                .ToDictionary(row => row.Key, row => (row.Quantity, row.Version));
            // Two lines of one movement may change one bin; what a copy holds already is told by the version that it had before the batch.
            var had = rows.ToDictionary(row => row.Key, row => row.Value.Version);
            foreach (var (key, by, version) in moves)
                if (version > had.GetValueOrDefault(key)) rows[key] = (rows.GetValueOrDefault(key).Quantity + by, version);
            foreach (var key in keys) changes.Put(Contents, key.Store, key.Bin, key.Sku, key.Lot, rows[key].Quantity, rows[key].Version);
            return changes;
        }

        private static void Put(RowChanges changes, Folded<Issuing> one)
        {
            var (issue, (store, sku, _)) = (one.After.State, IssueRules.KeyOf(one.Key));
            if (issue.Ask is not { } ask) return;
            changes.Put(Issues.Table, [
                .. Issues.Cells(one), store, sku, ask.Kind.ToString(), ask.Account, ask.Month, issue.State.ToString()!, Stored.Quantity(ask.Quantity),
                issue.Cost is { } cost ? (long?)(long)cost.Amount : (long?)null, issue.Cost?.Currency, ask.Client]);
        }

        private static void Put(RowChanges changes, Folded<PickList> one)
        {
            var list = one.After.State;
            changes.Put(PickLists.Table, [.. PickLists.Cells(one), PickListRules.KeyOf(one.Key).Store, list.State.ToString()!, list.Person]);
        }

        // Nearly no movement touches a bin: what does not name any is not read.
        private static IEnumerable<(Place Key, long By, long Version)> MovesOf(RecordedEvent recorded)
        {
            if (recorded.Stream.Category != StockKind.Instance.Category) yield break;
            var isMove = recorded.Type == StockKind.MovedName && recorded.Payload.Span.IndexOf("\"bins\":"u8) >= 0;
            if (!isMove && recorded.Type != StockKind.PlacedName) yield break;
            var (store, sku) = StockKey.Parse(recorded.Stream.Key);
            var changed = StockKind.Instance.Events.Read(recorded) switch
            {
                StockMoved moved => moved.Lines.SelectMany(line => (line.Bins ?? []).Select(bin => (line.Lot, Bin: bin))),
                LotPlaced placed => placed.Changes.Select(bin => (placed.Lot, Bin: bin)),
                _ => [],
            };
            foreach (var (lot, bin) in changed) yield return (new(store, bin.Bin, sku, lot), Stored.Quantity(bin.Quantity), recorded.Version);
        }
    }

    private readonly record struct Place(string Store, string Bin, string Sku, string Lot);
}
