using System.Globalization;
using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.ReadModels;

/// <summary>What is owed to owners of goods that are not the chain's own, line by line, and what of it is settled.</summary>
public sealed class OwnerModel : ReadModel
{
    private OwnerModel() { }

    /// <summary>The one there is.</summary>
    public static OwnerModel Instance { get; } = new();

    /// <summary>
    /// One row for each lot of a movement that makes something owed, or takes it back. "movement" is the command, such as "sale/S-1"; "quantity" thousandths,
    /// above 0 for what was sold; "unit_cost" a decimal as text; "amount" whole minor units.
    /// </summary>
    public static Table Lines { get; } = new(
        "settlement_lines",
        [Column.Text("store"), Column.Text("sku"), Column.Whole("version"), Column.Whole("line")],
        [
            Column.Text("owner"), Column.Whole("at"), Column.Text("kind"), Column.Text("movement"), Column.Text("lot"), Column.Whole("quantity"), Column.Text("unit_cost"),
            Column.Text("currency"), Column.Whole("amount"),
        ],
        ["owner", "at", "store", "sku", "version", "line"], ["store", "sku", "movement"], ["at", "store", "sku", "version", "line"]);

    /// <summary>One row for each owner's account.</summary>
    internal static FoldedRows<OwnerAccount, OwnerAccountEvent> Accounts { get; } = new(OwnerAccountKind.Instance, new(
        "settlement_accounts", [Column.Text("id")], [.. FoldedRows<OwnerAccount, OwnerAccountEvent>.Columns]));

    /// <summary>One row for each settlement; "record" has its state as snapshots do.</summary>
    public static Table Settlements { get; } = new(
        "settlements",
        [Column.Text("owner"), Column.Text("id")],
        [Column.Text("state"), Column.Whole("until"), Column.Whole("from_at"), Column.Whole("lines"), Column.Text("totals"), Column.MaybeText("note"), Column.Whole("at"), Column.Whole("version")],
        ["until", "owner", "id"]);

    /// <summary>One row for each transfer, which knows the prices once its goods have arrived.</summary>
    internal static FoldedRows<Transfer, TransferEvent> Transfers { get; } = new(TransferKind.Instance, new("entity_transfers", [Column.Text("id")], [.. FoldedRows<Transfer, TransferEvent>.Columns]));

    /// <summary>
    /// One row for each lot that was sold from one legal entity to another; entities that have no name are empty. "quantity" is in thousandths; "unit_cost" and "unit_price"
    /// are decimals as text; "amount", "cost" and "margin" whole minor units of "currency".
    /// </summary>
    public static Table Sales { get; } = new(
        "entity_sales",
        [Column.Text("transfer"), Column.Text("sku"), Column.Text("lot")],
        [
            Column.Whole("at"), Column.Text("seller"), Column.Text("buyer"), Column.Text("from_store"), Column.Text("to_store"), Column.Whole("quantity"), Column.MaybeText("unit_cost"),
            Column.MaybeText("cost_currency"), Column.Text("unit_price"), Column.Text("currency"), Column.Whole("amount"), Column.MaybeWhole("cost"), Column.MaybeWhole("margin"),
        ],
        ["at", "transfer", "sku", "lot"], ["seller", "buyer", "at"]);

    /// <inheritdoc />
    public override string Name => "owners";

    /// <inheritdoc />
    public override int Version => 2;

    /// <inheritdoc />
    public override IReadOnlyList<Table> Tables => [Lines, Accounts.Table, Settlements, Transfers.Table, Sales];

    /// <inheritdoc />
    public override IProjection Project() => new Projection();

    private sealed class Projection : IProjection
    {
        private static readonly Column[] s_movement = [Column.Text("store"), Column.Text("sku"), Column.Text("movement")];

        public async ValueTask<RowChanges> Apply(IReadOnlyList<RecordedEvent> batch, CopyTables copy, CancellationToken cancel)
        {
            var changes = new RowChanges();
            await Owed(batch, copy, changes, cancel);
            await Sold(batch, copy, changes, cancel);
            foreach (var one in await Accounts.Fold(batch, copy, cancel))
            {
                changes.Put(Accounts.Table, [.. Accounts.Cells(one)]);
                foreach (var it in one.After.State.Settlements.Where(it => one.Before?.State.Find(it.Id) != it))
                    changes.Put(
                        Settlements, one.Key, it.Id, it.State.ToString(), Stored.Time(it.Until), it.From is { } from ? Stored.Time(from) : 0, (long)it.Lines, RowsJson.Of(it.Totals.Select(TextOf)), it.Note,
                        Stored.Time(it.ChangedAt), it.Version);
            }
            return changes;
        }

        private static async Task Sold(IReadOnlyList<RecordedEvent> batch, CopyTables copy, RowChanges changes, CancellationToken cancel)
        {
            foreach (var one in await Transfers.Fold(batch, copy, cancel))
            {
                changes.Put(Transfers.Table, Transfers.Cells(one));
                var transfer = one.After.State;
                foreach (var it in EntitySale.Of(transfer))
                    changes.Put(
                        Sales, one.Key, it.Sku, it.Lot, Stored.Time(one.After.At), transfer.Terms!.Between.From ?? "", transfer.Terms.Between.To ?? "", transfer.From, transfer.To,
                        Stored.Quantity(it.Quantity), it.UnitCost?.Amount.ToString(CultureInfo.InvariantCulture), it.UnitCost?.Currency, it.UnitPrice.Amount.ToString(CultureInfo.InvariantCulture),
                        it.UnitPrice.Currency, (long)it.Amount, (long?)it.Cost, (long?)it.Margin);
            }
        }

        private static async Task Owed(IReadOnlyList<RecordedEvent> batch, CopyTables copy, RowChanges changes, CancellationToken cancel)
        {
            var settled = new HashSet<(string Stock, string Movement)>();
            foreach (var recorded in batch)
            {
                // Reservations, which are most of what happens, are not even read.
                if (recorded.Stream.Category != StockKind.Instance.Category || recorded.Type is not (StockKind.MovedName or StockKind.FactName)) continue;
                var happened = StockKind.Instance.Events.Read(recorded);
                var (kind, lines) = OwnedLines.Of(happened);
                if (lines.Count == 0) continue;
                var key = StockKey.Parse(recorded.Stream.Key);
                if (happened is StockMoved { Kind: MovementKind.Reversal, Reverses: { } taken } && !settled.Contains((recorded.Stream.Key, taken))
                    && (await copy.By(Lines, s_movement, [[key.Store, key.Sku, taken]], row => row.GetInt64(2), cancel)).Count == 0) continue;
                var movement = OwnedLines.MovementOf(happened);
                settled.Add((recorded.Stream.Key, movement));
                for (var i = 0; i < lines.Count; i++)
                {
                    var (line, amount) = (lines[i], OwnedLines.Amount(lines[i]));
                    changes.Put(
                        Lines, key.Store, key.Sku, recorded.Version, (long)i, line.Owner!.ToString(), Stored.Time(recorded.At), kind.ToString(), movement, line.Lot, Stored.Quantity(-line.Quantity),
                        line.UnitCost!.Amount.ToString(CultureInfo.InvariantCulture), line.UnitCost.Currency, (long)amount);
                }
            }
        }

        private static string TextOf(Money money) => string.Create(CultureInfo.InvariantCulture, $"{money.Amount} {money.Currency}");
    }
}
