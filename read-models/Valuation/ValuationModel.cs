using System.Data.Common;
using System.Globalization;
using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.ReadModels;

/// <summary>What the stock is worth at cost, lot by lot, as the ledger says it.</summary>
public sealed class ValuationModel : ReadModel
{
    private ValuationModel() { }

    /// <summary>The one there is.</summary>
    public static ValuationModel Instance { get; } = new();

    /// <summary>
    /// One row for each lot, the empty ones too, since goods may come back into them at the lot's cost. "on_hand" is thousandths; "unit_cost" a decimal as text; "owner" and
    /// "currency" are empty where there is none; "value" is millionths of the minor unit, so that sums lose nothing that shows. What is on its way to another store is a row
    /// "transfer/lot" of the one that sent it, with "transit" 1.
    /// </summary>
    internal static Table Lots { get; } = new(
        "lot_values",
        [Column.Text("store"), Column.Text("sku"), Column.Text("lot")],
        [Column.Text("owner"), Column.Text("currency"), Column.MaybeText("unit_cost"), Column.Whole("on_hand"), Column.Whole("value"), Column.Whole("transit")],
        ["sku", "store", "lot"]);

    /// <summary>One row for each product; "category" is empty where it has none.</summary>
    internal static Table Categories { get; } = new("valued_skus", [Column.Text("sku")], [Column.Text("category")]);

    /// <inheritdoc />
    public override string Name => "valuation";

    /// <inheritdoc />
    public override int Version => 1;

    /// <inheritdoc />
    public override IReadOnlyList<Table> Tables => [Lots, Categories];

    /// <inheritdoc />
    public override IProjection Project() => new Projection();

    private sealed record LotValue(string Owner, Money? UnitCost, decimal OnHand, bool Transit = false)
    {
        public static LotValue None { get; } = new("", null, 0);

        public long Value => UnitCost is null ? 0 : decimal.ToInt64(decimal.Round(OnHand * UnitCost.Amount * 1_000_000m, MidpointRounding.AwayFromZero));
    }

    private sealed class Projection : IProjection
    {
        // Reservations, which are most of what happens, are not even read.
        private static readonly HashSet<string> s_read = StockKind.Instance.Events.Written
            .Where(one => one.Type == typeof(LotOpened) || one.Type == typeof(StockMoved) || one.Type == typeof(OutboundTransitOpened) || one.Type == typeof(OutboundTransitClosed))
            .Select(one => one.Name).ToHashSet(StringComparer.Ordinal);

        public async ValueTask<RowChanges> Apply(IReadOnlyList<RecordedEvent> batch, CopyTables copy, CancellationToken cancel)
        {
            var changes = new RowChanges();
            // The last put of a batch is all that counts.
            var categories = new SortedDictionary<string, string>(StringComparer.Ordinal);
            foreach (var recorded in batch)
                if (recorded.Stream.Category == SkuKind.Instance.Category && SkuKind.Instance.Events.Read(recorded) is SkuPut put) categories[recorded.Stream.Key] = put.Record.Category ?? "";
            foreach (var (sku, category) in categories) changes.Put(Categories, sku, category);
            var happened = batch.Where(recorded => recorded.Stream.Category == StockKind.Instance.Category && s_read.Contains(recorded.Type))
                .Select(recorded => (Key: StockKey.Parse(recorded.Stream.Key), Event: StockKind.Instance.Events.Read(recorded))).ToList();
            if (happened.Count == 0) return changes;
            var lots = await Known(happened, copy, cancel);
            foreach (var (key, one) in happened) Take(lots, key, one);
            foreach (var ((store, sku, lot), it) in lots)
                changes.Put(
                    Lots, store, sku, lot, it.Owner, it.UnitCost?.Currency ?? "", it.UnitCost?.Amount.ToString(CultureInfo.InvariantCulture), Stored.Quantity(it.OnHand), it.Value, Stored.Flag(it.Transit));
            return changes;
        }

        private static async Task<SortedDictionary<(string Store, string Sku, string Lot), LotValue>> Known(IEnumerable<(StockKey Key, StockEvent Event)> happened, CopyTables copy, CancellationToken cancel)
        {
            var lots = new SortedDictionary<(string, string, string), LotValue>(Comparer<(string, string, string)>.Create(static (one, other) =>
                string.CompareOrdinal(one.Item1, other.Item1) is not 0 and var byStore ? byStore
                : string.CompareOrdinal(one.Item2, other.Item2) is not 0 and var bySku ? bySku : string.CompareOrdinal(one.Item3, other.Item3)));
            foreach (var (key, one) in happened)
                foreach (var lot in Named(one)) lots[(key.Store, key.Sku, lot)] = LotValue.None;
            foreach (var (key, known) in await copy.ByKey(Lots, [.. lots.Keys.Select(lot => new object?[] { lot.Item1, lot.Item2, lot.Item3 })], Read, cancel)) lots[key] = known;
            return lots;
        }

        private static void Take(SortedDictionary<(string Store, string Sku, string Lot), LotValue> lots, StockKey key, StockEvent happened)
        {
            switch (happened)
            {
                case LotOpened opened:
                    lots[(key.Store, key.Sku, opened.Lot)] = new(opened.Owner?.ToString() ?? "", opened.UnitCost, 0);
                    break;
                case StockMoved moved:
                    foreach (var line in moved.Lines)
                    {
                        var it = lots[(key.Store, key.Sku, line.Lot)];
                        lots[(key.Store, key.Sku, line.Lot)] = it with { OnHand = line.BalanceAfter, UnitCost = line.LotCostAfter ?? it.UnitCost };
                    }
                    break;
                case OutboundTransitOpened sent:
                    foreach (var lot in sent.Lots) lots[(key.Store, key.Sku, Travelling(sent.TransferId, lot))] = new(lot.Owner?.ToString() ?? "", lot.UnitCost, lot.Quantity, Transit: true);
                    break;
                case OutboundTransitClosed ended:
                    foreach (var lot in ended.Lots) lots[(key.Store, key.Sku, Travelling(ended.TransferId, lot))] = new(lot.Owner?.ToString() ?? "", lot.UnitCost, 0, Transit: true);
                    break;
            }
        }

        private static IEnumerable<string> Named(StockEvent happened) => happened switch
        {
            LotOpened opened => [opened.Lot],
            StockMoved moved => moved.Lines.Select(line => line.Lot),
            OutboundTransitOpened sent => sent.Lots.Select(lot => Travelling(sent.TransferId, lot)),
            OutboundTransitClosed ended => ended.Lots.Select(lot => Travelling(ended.TransferId, lot)),
            _ => [],
        };

        // No lot has a slash in its name.
        private static string Travelling(string transfer, TravellingLot lot) => $"{transfer}/{lot.Lot}";

        private static ((string, string, string) Key, LotValue Lot) Read(DbDataReader row) => ((row.GetString(0), row.GetString(1), row.GetString(2)), new(
            row.GetString(3), row.MaybeText(5) is { } cost ? new Money(decimal.Parse(cost, CultureInfo.InvariantCulture), row.GetString(4)) : null, Stored.Quantity(row.GetInt64(6)), row.GetInt64(8) == 1));
    }
}
