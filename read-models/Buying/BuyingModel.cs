using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.ReadModels;

/// <summary>Suppliers, contracts, purchase orders and what is on order, receipts, the statutory records of their lots and what landing them cost, invoices, supplier returns and what is owed.</summary>
public sealed class BuyingModel : ReadModel
{
    private static readonly Column[] s_folded = [.. FoldedRows<SupplierState, SupplierEvent>.Columns];

    private BuyingModel() { }

    /// <summary>The one there is.</summary>
    public static BuyingModel Instance { get; } = new();

    internal static FoldedRows<SupplierState, SupplierEvent> Suppliers { get; } = new(SupplierKind.Instance, new(
        "buying_suppliers", [Column.Text("id")], [.. s_folded, Column.Text("name"), Column.Whole("active")], ["name", "id"]));

    /// <summary>One row for each product that a supplier's list has any price of, so that a product's suppliers are found without reading the lists of all.</summary>
    internal static Table Offers { get; } = new("buying_offers", [Column.Text("sku"), Column.Text("supplier")], []);

    internal static FoldedRows<ContractState, ContractEvent> Contracts { get; } = new(ContractKind.Instance, new(
        "buying_contracts", [Column.Text("id")],
        [.. s_folded, Column.Text("supplier"), Column.Whole("valid_from"), Column.Whole("valid_through"), Column.Whole("active")], ["supplier", "id"], ["valid_through", "id"]));

    internal static FoldedRows<PurchaseOrder, PurchaseOrderEvent> Orders { get; } = new(PurchaseOrderKind.Instance, new(
        "buying_orders", [Column.Text("id")],
        [.. s_folded, Column.Text("supplier"), Column.Text("status"), Column.Whole("made_at"), Column.Whole("expected_on")],
        ["supplier", "id"], ["status", "id"], ["made_at", "id"], ["expected_on", "id"]));

    /// <summary>One row per line of an order. Quantities are thousandths; "expected_on" counts days since 0001-01-01.</summary>
    internal static Table Lines { get; } = new(
        "buying_order_lines", [Column.Text("id"), Column.Whole("line")],
        [
            Column.Text("store"), Column.Text("sku"), Column.Text("supplier"), Column.Text("status"), Column.Whole("quantity"), Column.Whole("received"), Column.Whole("open"),
            Column.Whole("expected_on"), Column.Whole("version"), Column.Whole("least"),
        ],
        ["store", "sku", "expected_on", "id", "line"], ["sku", "store", "expected_on", "id", "line"], ["expected_on", "store", "sku", "id", "line"]);

    internal static FoldedRows<Receipt, ReceiptEvent> Receipts { get; } = new(ReceiptKind.Instance, new(
        "buying_receipts", [Column.Text("id")], [.. s_folded, Column.Text("store"), Column.Text("source")], ["source", "id"]));

    /// <summary>One row per lot of a receipt that is over; the record itself stands in the receipt's row.</summary>
    internal static Table Records { get; } = new(
        "buying_receiving_records", [Column.Text("id"), Column.Whole("place")],
        [Column.Text("store"), Column.Text("sku"), Column.Text("lot"), Column.Text("supplier"), Column.Whole("received_on")],
        ["received_on", "id", "place"], ["store", "received_on", "id", "place"], ["sku", "received_on", "id", "place"], ["lot", "received_on", "id", "place"]);

    /// <summary>One row per lot of a receipt that is over, for scorecards. Quantities are thousandths, unit costs millionths of a minor unit of the house's currency.</summary>
    internal static Table Deliveries { get; } = new(
        "buying_deliveries", [Column.Text("id"), Column.Whole("place")],
        [
            Column.Text("supplier"), Column.Text("source"), Column.Whole("line"), Column.Text("sku"), Column.Whole("received_on"), Column.Whole("counted"), Column.Whole("rejected"),
            Column.Whole("taken"), Column.Whole("unit_cost"),
        ],
        ["source", "line"], ["received_on", "supplier", "sku"]);

    internal static FoldedRows<LandedCost, LandedCostEvent> LandedCosts { get; } = new(LandedCostsKind.Instance, new(
        "buying_landed_costs", [Column.Text("id")], [.. s_folded, Column.Text("store"), Column.Text("receipt"), Column.Text("source"), Column.Text("supplier")], ["receipt", "id"], ["supplier", "id"]));

    internal static FoldedRows<Invoice, InvoiceEvent> Invoices { get; } = new(InvoiceKind.Instance, new(
        "buying_invoices", [Column.Text("id")], [.. s_folded, Column.Text("supplier"), Column.Text("source"), Column.Text("status"), Column.Whole("issued_on")],
        ["supplier", "id"], ["source", "id"], ["issued_on", "id"]));

    internal static FoldedRows<SupplierReturn, SupplierReturnEvent> Returns { get; } = new(SupplierReturnKind.Instance, new(
        "buying_supplier_returns", [Column.Text("id")], [.. s_folded, Column.Text("store"), Column.Text("supplier"), Column.Text("status")], ["supplier", "id"], ["store", "id"]));

    /// <summary>What is owed to suppliers, one row per invoice and credit note, in whole minor units. "kind" is "invoice" or "credit".</summary>
    internal static Table Owed { get; } = new(
        "buying_owed", [Column.Text("kind"), Column.Text("id")], [Column.Text("supplier"), Column.Text("currency"), Column.Whole("billed"), Column.Whole("paid"), Column.Whole("credited")],
        ["supplier", "currency", "kind", "id"]);

    /// <inheritdoc />
    public override string Name => "buying";

    /// <inheritdoc />
    public override int Version => 8;

    /// <inheritdoc />
    public override IReadOnlyList<Table> Tables => [Suppliers.Table, Offers, Contracts.Table, Orders.Table, Lines, Receipts.Table, Records, LandedCosts.Table, Invoices.Table, Returns.Table, Owed, Deliveries];

    /// <inheritdoc />
    public override IProjection Project() => new Projection();

    private sealed class Projection : IProjection
    {
        public async ValueTask<RowChanges> Apply(IReadOnlyList<RecordedEvent> batch, CopyTables copy, CancellationToken cancel)
        {
            var changes = new RowChanges();
            foreach (var one in await Suppliers.Fold(batch, copy, cancel)) Put(changes, one);
            foreach (var one in await Contracts.Fold(batch, copy, cancel)) Put(changes, one);
            foreach (var one in await Orders.Fold(batch, copy, cancel)) Put(changes, one);
            foreach (var one in await Receipts.Fold(batch, copy, cancel)) Put(changes, one);
            foreach (var one in await LandedCosts.Fold(batch, copy, cancel))
                if (one.After.State.Put is { } put) changes.Put(LandedCosts.Table, [.. LandedCosts.Cells(one), put.Store, put.Receipt, put.Order, put.Supplier ?? ""]);
            foreach (var one in await Invoices.Fold(batch, copy, cancel)) Put(changes, one);
            foreach (var one in await Returns.Fold(batch, copy, cancel)) Put(changes, one);
            return changes;
        }

        private static void Put(RowChanges changes, Folded<SupplierState> one)
        {
            changes.Put(Suppliers.Table, [.. Suppliers.Cells(one), one.After.State.Record!.Name, Stored.Flag(one.After.State.Record.Active)]);
            var (were, are) = (SkusOf(one.Before?.State), SkusOf(one.After.State));
            foreach (var sku in were.Except(are, StringComparer.Ordinal)) changes.Remove(Offers, sku, one.Key);
            foreach (var sku in are.Except(were, StringComparer.Ordinal)) changes.Put(Offers, sku, one.Key);
        }

        private static SortedSet<string> SkusOf(SupplierState? supplier) => new((supplier?.Record?.Prices ?? []).Select(price => price.Sku), StringComparer.Ordinal);

        private static void Put(RowChanges changes, Folded<Invoice> one)
        {
            var (invoice, supplier) = (one.After.State, InvoiceKey.Parse(one.Key).Supplier);
            if (invoice.Put is not { } put) return;
            changes.Put(Invoices.Table, [.. Invoices.Cells(one), supplier, put.Order, invoice.State.ToString()!, (long)put.IssuedOn.DayNumber]);
            var counts = invoice.State is InvoiceState.Matched or InvoiceState.Accepted or InvoiceState.Paid;
            changes.Put(Owed, "invoice", one.Key, supplier, put.Currency, counts ? (long)invoice.Total : 0L, (long)(invoice.PaidAmount ?? 0), 0L);
        }

        private static void Put(RowChanges changes, Folded<SupplierReturn> one)
        {
            var it = one.After.State;
            if (it.Put is not { } put) return;
            changes.Put(Returns.Table, [.. Returns.Cells(one), put.Store, put.Supplier, it.State.ToString()!]);
            if (it.Credit is { } credit) changes.Put(Owed, "credit", one.Key, put.Supplier, credit.Currency, 0L, 0L, (long)(credit.Net + credit.Tax));
        }

        private static void Put(RowChanges changes, Folded<Receipt> one)
        {
            var receipt = one.After.State;
            changes.Put(Receipts.Table, [.. Receipts.Cells(one), receipt.Store, receipt.Order]);
            if (receipt.State != ReceiptState.Received) return;
            foreach (var lot in receipt.Lots)
            {
                changes.Put(Records, one.Key, (long)lot.Place, receipt.Store, lot.Sku, lot.Found.Lot, receipt.Supplier, (long)lot.Record.ReceivedOn.DayNumber);
                var taken = receipt.Stocked.FirstOrDefault(done => done.Place == lot.Place)?.TakenIn ?? 0;
                changes.Put(Deliveries, one.Key, (long)lot.Place, receipt.Supplier, receipt.Order, (long)lot.Found.Line, lot.Sku, (long)lot.Record.ReceivedOn.DayNumber,
                    Stored.Quantity(lot.Found.Counted), Stored.Quantity(lot.Found.Rejected), Stored.Quantity(taken), (long)(Math.Min(lot.UnitCost?.Amount ?? lot.UnitPrice, 1_000_000_000_000m) * 1_000_000));
            }
        }

        private static void Put(RowChanges changes, Folded<ContractState> one)
        {
            var record = one.After.State.Record!;
            changes.Put(Contracts.Table, [.. Contracts.Cells(one), record.Supplier, (long)record.ValidFrom.DayNumber, (long)record.ValidThrough.DayNumber, Stored.Flag(record.Active)]);
        }

        private static void Put(RowChanges changes, Folded<PurchaseOrder> one)
        {
            var order = one.After.State;
            var awaited = order.Lines.Where(line => order.OpenOf(line) > 0).Select(line => line.ExpectedOn).DefaultIfEmpty(DateOnly.MaxValue).Min();
            changes.Put(Orders.Table, [.. Orders.Cells(one), order.Supplier, order.State.ToString(), Stored.Time(order.History[0].At), (long)awaited.DayNumber]);
            foreach (var line in order.Lines)
                changes.Put(Lines, one.Key, (long)line.Line, line.Store, line.Sku, order.Supplier, order.State.ToString(), Stored.Quantity(line.Quantity),
                    Stored.Quantity(order.ReceivedOf(line.Line)), Stored.Quantity(order.OpenOf(line)), (long)line.ExpectedOn.DayNumber, one.After.Version, Stored.Quantity(decimal.Ceiling(line.Least * 1_000) / 1_000));
            foreach (var gone in (one.Before?.State.Lines ?? []).Where(line => order.Lines.All(now => now.Line != line.Line))) changes.Remove(Lines, one.Key, (long)gone.Line);
        }
    }
}
