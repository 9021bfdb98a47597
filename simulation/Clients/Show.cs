using System.Globalization;
using System.Text;
using BeautyGrains.Contracts;

namespace BeautyGrains.Simulation;

/// <summary>Views as one line of text, with everything that a caller could act on.</summary>
internal static class Show
{
    public static string Reservation(ReservationView one) => string.Create(
        CultureInfo.InvariantCulture, $"{one.Id} {one.State} {one.Quantity:0.###}/{one.Committed:0.###} [{Lots(one.Lots)}] until {Time(one.ExpiresAt)} for {one.ForDate} v{one.Version}");

    public static string Movement(MovementView one)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{one.Kind}/{one.Id} {one.Quantity:0.###} [");
        foreach (var line in one.Lines)
            text.Append(CultureInfo.InvariantCulture, $"{line.Lot}:{line.Quantity:0.###}={line.BalanceAfter:0.###}@{line.UnitCost?.Amount} ");
        return text.Append(CultureInfo.InvariantCulture, $"] = {one.OnHandAfter:0.###} {one.Reverses} at {Time(one.At)} v{one.Version}").ToString();
    }

    public static string Lot(LotView one) => string.Create(CultureInfo.InvariantCulture, $"{one.Lot} {one.Status} {one.OnHand:0.###} v{one.Version}");

    public static string Fact(FactView one) => string.Create(
        CultureInfo.InvariantCulture, $"{one.Id} {one.Kind} {one.Quantity:0.###} booked {one.Booked:0.###} unmatched {one.Unmatched:0.###} v{one.Version}");

    public static string Incident(IncidentView one) => string.Create(CultureInfo.InvariantCulture, $"{one.Id} {(one.Open ? "open" : one.Resolution)} v{one.Version}");

    public static string Stock(StockView one)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{one.Store}/{one.Sku} {one.OnHand:0.###}-{one.Reserved:0.###}={one.Available:0.###} q{one.Quarantined:0.###} x{one.Expired:0.###} ");
        text.Append(CultureInfo.InvariantCulture, $"in{one.InTransitIn:0.###} out{one.InTransitOut:0.###} u{one.Unmatched:0.###} [");
        foreach (var lot in one.Lots) text.Append(CultureInfo.InvariantCulture, $"{lot.Lot}:{lot.OnHand:0.###}-{lot.Reserved:0.###}{(lot.Expired ? "x" : "")}{(int)lot.Status} ");
        return text.Append(CultureInfo.InvariantCulture, $"] v{one.Version}").ToString();
    }

    public static string Basket(BasketView one)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{one.Id} {one.State} until {Time(one.ExpiresAt)} ");
        foreach (var line in one.Lines) text.Append(CultureInfo.InvariantCulture, $"{line.Sku}:{line.Quantity:0.###}[{Lots(line.Lots)}]{line.Refusal?.Kind} ");
        return text.Append(CultureInfo.InvariantCulture, $"v{one.Version}").ToString();
    }

    public static string Batch(BatchView one)
    {
        var text = new StringBuilder(one.Id);
        foreach (var item in one.Items) text.Append(' ').Append(item.Store).Append('/').Append(item.Sku).Append(' ').Append(Reservation(item.Reservation));
        return text.Append(CultureInfo.InvariantCulture, $" v{one.Version}").ToString();
    }

    public static string Transfer(TransferView one)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{one.Id} {one.From}>{one.To} {one.State} ");
        foreach (var line in one.Lines)
        {
            text.Append(CultureInfo.InvariantCulture, $"{line.Sku}:{line.Quantity:0.###}[");
            foreach (var lot in line.Lots) text.Append(CultureInfo.InvariantCulture, $"{lot.Lot}:{lot.Shipped:0.###}>{lot.Received:0.###} lost {lot.Lost:0.###} ");
            text.Append(CultureInfo.InvariantCulture, $"]{line.Refusal?.Kind} ");
        }
        return text.Append(CultureInfo.InvariantCulture, $"v{one.Version}").ToString();
    }

    public static string Order(PurchaseOrderView one)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{one.Id} {one.State} r{one.Revision} by {string.Join(',', one.ApprovedBy)} ");
        foreach (var line in one.Lines) text.Append(CultureInfo.InvariantCulture, $"{line.Store}/{line.Sku}:{line.Quantity:0.###}-{line.Received:0.###}={line.Open:0.###} ");
        return text.Append(CultureInfo.InvariantCulture, $"v{one.Version}").ToString();
    }

    public static string Receipt(ReceiptView one)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{one.Id} {one.State} of {one.Order} ");
        foreach (var lot in one.Lots) text.Append(CultureInfo.InvariantCulture, $"{lot.Found.Line}/{lot.Found.Lot}:{lot.Found.Counted:0.###}>{lot.TakenIn:0.###} {lot.Refusal?.Kind} ");
        return text.Append(CultureInfo.InvariantCulture, $"v{one.Version}").ToString();
    }

    public static string Requisition(RequisitionView one)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{one.Id} {one.State} {one.From}>{one.To} by {one.Transfer} ");
        foreach (var line in one.Lines) text.Append(CultureInfo.InvariantCulture, $"{line.Sku}:{line.Quantity:0.###}>{line.Allocated:0.###} lacks {line.Missing:0.###} ");
        return text.Append(CultureInfo.InvariantCulture, $"v{one.Version}").ToString();
    }

    public static string Budget(BudgetView one) => string.Create(
        CultureInfo.InvariantCulture, $"{one.Store}/{one.Month} {one.Amount}-{one.Committed}-{one.Spent}={one.Left} {one.Policy} of {one.Commitments.Length} v{one.Version}");

    public static string Need(ReplenishmentView one) => string.Create(
        CultureInfo.InvariantCulture, $"{one.Store}/{one.Sku} need {one.Need?.Number}:{one.Need?.Buy:0.###} [{string.Join(' ', one.Orders.Select(order => order.Order))}] v{one.Version}");

    public static string Plan(SupplyPlanView one) => string.Create(CultureInfo.InvariantCulture, $"{one.Supplier} {one.State} {one.Order} of {one.Needs.Length} {one.Refusal?.Kind} v{one.Version}");

    public static string Waiting(WaitingView one) => string.Create(
        CultureInfo.InvariantCulture, $"{one.Id} {one.State} {one.Quantity:0.###} no. {one.Number} by {one.Reservation} until {(one.ExpiresAt is { } until ? Time(until) : "")} v{one.Version}");

    public static string Invoice(InvoiceView one)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{one.Supplier}/{one.Number} {one.State} of {one.Order} {one.Net}+{one.Tax} for {one.ExpectedNet}+{one.ExpectedTax} owed {one.Owed} by {one.ApprovedBy} ");
        foreach (var line in one.Lines) text.Append(CultureInfo.InvariantCulture, $"{line.Line}:{line.Quantity:0.###} for {line.ExpectedQuantity:0.###}{(line.Fits == true ? "" : "!")} ");
        return text.Append(CultureInfo.InvariantCulture, $"v{one.Version}").ToString();
    }

    public static string SupplierReturn(SupplierReturnView one)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{one.Id} {one.State} {one.Worth?.Amount} {one.Credit?.Number} {one.GoodsBack} ");
        foreach (var line in one.Lines) text.Append(CultureInfo.InvariantCulture, $"{line.Line.Sku}:{line.Line.Lot}{line.Line.Receipt} {line.Sent:0.###}<{line.Back:0.###} {line.Refusal?.Kind} ");
        return text.Append(CultureInfo.InvariantCulture, $"v{one.Version}").ToString();
    }

    public static string Feedback(FeedbackView one) => string.Create(CultureInfo.InvariantCulture, $"{one.Id} {one.State} {one.Severity} due {one.Duty?.DueAt:O} {one.Duty?.Met} told {one.Reports.Count} by {one.ApprovedBy} v{one.Version}");

    public static string Zone(ZoneView one) => Cases(new ZoneKey(one.Store, one.Zone).ToString(), one.Cases, one.Version);

    public static string Cases(string zone, System.Collections.Immutable.ImmutableArray<ExcursionCase> cases, long version) => string.Create(
        CultureInfo.InvariantCulture, $"{zone} {string.Join(';', cases.Select(one => $"{one.Id} {one.Decision} {one.CarriedOut} {string.Join(',', one.Lots.Select(lot => $"{lot.Sku}:{lot.Lot}"))}"))} v{version}");

    public static string Sku(SkuView one) => string.Create(CultureInfo.InvariantCulture, $"{one.Sku} {one.Record.Name} v{one.Version}");

    public static string Count(CountSessionView one) => string.Create(
        CultureInfo.InvariantCulture,
        $"{one.Id} {one.State} {one.Counted}/{one.Skus} {(one.Result is { } result ? $"{result.Lots} lots {result.Differing} differ {result.Posted} posted {result.Refused} refused {result.Short} short" : "")} {one.ApprovedBy} v{one.Version}");

    public static string Refusal(Refusal one)
    {
        var text = new StringBuilder(one.Kind.ToString());
        foreach (var part in new[] { one.Field, one.Rule, one.Store, one.Sku, one.Lot, one.State })
            if (part is not null) text.Append(' ').Append(part);
        if (one.Available is { } available) text.Append(CultureInfo.InvariantCulture, $" {available:0.###}");
        foreach (var line in one.Lines.IsDefault ? [] : one.Lines) text.Append(" (").Append(line.Sku).Append(' ').Append(Refusal(line.Refusal)).Append(')');
        return text.ToString();
    }

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    private static string Lots(System.Collections.Immutable.ImmutableArray<LotQuantity> lots) =>
        lots.IsDefaultOrEmpty ? "" : string.Join(' ', lots.Select(lot => string.Create(CultureInfo.InvariantCulture, $"{lot.Lot}:{lot.Quantity:0.###}")));
}
