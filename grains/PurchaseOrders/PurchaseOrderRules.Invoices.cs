namespace BeautyGrains.Grains;

internal static partial class PurchaseOrderRules
{
    /// <summary>The most invoices of one order.</summary>
    public const int MaxInvoices = 1_000;

    /// <summary>
    /// Keeps what an invoice bills. Guards in this order: a repeat, or a request that a later attempt has overtaken; the state, where it bills anything;
    /// room; the lines.
    /// </summary>
    public static Decision<PurchaseOrderEvent> ClaimInvoice(PurchaseOrder order, ClaimInvoice ask)
    {
        var known = order.Billed.FirstOrDefault(one => one.Invoice == ask.Invoice);
        // To bill nothing any more is the last that an attempt says.
        if (known is not null && (known.Attempt > ask.Attempt || (known.Attempt == ask.Attempt && (known.Lines.Count == 0 || known.Lines == ask.Lines)))) return Decision<PurchaseOrderEvent>.AlreadyDone;
        if (!order.IsWritten) return new Refusal(RefusalKind.UnknownPurchaseOrder);
        if (ask.Lines.Count > 0)
        {
            if (!OrderLife.Allows(order.State, OrderCommand.Receive) && order.State != PurchaseOrderState.Closed)
                return Refusal.NotIn(System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(order.State.ToString()));
            if (known is null && order.Billed.Count >= MaxInvoices) return Refusal.Invalid("order", "at-most-1000-invoices");
            for (var i = 0; i < ask.Lines.Count; i++)
                if (order.Lines.All(line => line.Line != ask.Lines[i].Line)) return Refusal.Invalid($"lines[{i}].line", "unknown-line");
        }
        return new OrderInvoiced(ask.Invoice, ask.Attempt, ask.Lines);
    }

    /// <summary>What the order says of the lines that an invoice bills. Invoices that were entered earlier count, wherever theirs stand by now.</summary>
    public static InvoiceBasis BasisFor(PurchaseOrder order, string invoice)
    {
        var place = order.Billed.ToList().FindIndex(one => one.Invoice == invoice);
        return new(
        [
            .. from billed in order.Billed[place].Lines
               let line = order.Lines.First(one => one.Line == billed.Line)
               let before = order.Billed.Take(place).Sum(one => one.Lines.Where(other => other.Line == billed.Line).Sum(other => other.Quantity))
               select new InvoiceBasisLine(line.Line, line.Quantity, order.ReceivedOf(line.Line), before, line.UnitPrice, line.TaxRate),
        ]);
    }
}
