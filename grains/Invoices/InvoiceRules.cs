using System.Text.Json;

namespace BeautyGrains.Grains;

/// <summary>What an invoice needs to know before it is decided on.</summary>
/// <param name="Order">Or why it is none.</param>
internal sealed record InvoiceFacts(Answer<PurchaseOrderView> Order, BuyingPolicy Policy);

/// <summary>What may become of an invoice.</summary>
public static class InvoiceRules
{
    /// <summary>Steps of one invoice; more than any life needs.</summary>
    public const int MaxSteps = 200;

    /// <summary>The first rule of form that a request breaks, or null.</summary>
    internal static Refusal? FormOf(string key, PutInvoice ask)
    {
        var name = InvoiceKey.Parse(key);
        if (!Limits.IsId(name.Supplier)) return Refusal.Invalid("supplier", "must-be-an-id");
        if (!Limits.IsId(name.Number)) return Refusal.Invalid("number", "must-be-an-id");
        if (!Limits.IsId(ask.Order)) return Refusal.Invalid("order", "must-be-an-id");
        if (ask.Lines is not { Count: > 0 and <= Limits.MaxLines }) return Refusal.Invalid("lines", "must-be-1-to-1000");
        var seen = new HashSet<int>();
        for (var i = 0; i < ask.Lines.Count; i++)
        {
            var line = ask.Lines[i];
            if (!seen.Add(line.Line)) return Refusal.Invalid($"lines[{i}].line", "must-be-unique");
            if (Limits.QuantityRule(line.Quantity) is { } rule) return Refusal.Invalid($"lines[{i}].quantity", rule);
            if (AmountRule(line.Net) is { } net) return Refusal.Invalid($"lines[{i}].net", net);
            if (AmountRule(line.Tax) is { } tax) return Refusal.Invalid($"lines[{i}].tax", tax);
        }
        if (ask.Document is { Length: 0 or > 200 }) return Refusal.Invalid("document", "must-be-1-to-200-characters");
        return ask.Note is { Length: > Limits.MaxText } ? Refusal.Invalid("note", "at-most-500-characters") : null;
    }

    private static string? AmountRule(decimal amount) =>
        amount < 0 ? "must-not-be-negative" : amount > PersonRecordRules.MaxAmount ? "must-be-at-most-1000000000000" : decimal.Truncate(amount) != amount ? "at-most-0-decimals" : null;

    /// <summary>Guards in this order: a repeat or another request under that number, the order, its supplier and currency, the lines, the day, the exchange rate.</summary>
    internal static Decision<InvoiceEvent> Put(Invoice invoice, string supplier, PutInvoice ask, InvoiceFacts? facts, DateTimeOffset now)
    {
        var hash = HashOf(ask);
        if (invoice.Put?.BodyHash == hash) return Decision<InvoiceEvent>.AlreadyDone;
        if (invoice.Put is not null && invoice.State != InvoiceState.Rejected) return new Refusal(RefusalKind.IdReused);
        if (invoice.History.Count >= MaxSteps) return Refusal.Invalid("number", "at-most-200-steps");
        if (facts!.Order.Value is not { } order) return facts.Order.Refusal!;
        if (order.Supplier != supplier) return Refusal.Invalid("order", "is-another-suppliers");
        if (ask.Currency is { } currency && currency != order.Currency) return Refusal.Invalid("currency", "must-be-the-orders-currency");
        var goods = new List<StockKey>();
        for (var i = 0; i < ask.Lines.Count; i++)
        {
            if (order.Lines.FirstOrDefault(one => one.Line == ask.Lines[i].Line) is not { } line) return Refusal.Invalid($"lines[{i}].line", "unknown-line");
            goods.Add(new(line.Store, line.Sku));
        }
        // The house's day is at most one ahead of the day anywhere: which zone it is in matters to nobody here.
        if (ask.IssuedOn > DateOnly.FromDateTime(now.UtcDateTime).AddDays(1)) return Refusal.Invalid("issuedOn", "must-not-be-future");
        if (facts.Policy.RateOf(order.Currency, ask.IssuedOn) is not { } rate) return new Refusal(RefusalKind.NoExchangeRate, State: order.Currency);
        return new InvoicePut(
            ask.Order, order.Currency, ask.IssuedOn, ask.Lines, [.. goods], facts.Policy.Currency, rate, facts.Policy.InvoiceToleranceOn(ask.IssuedOn), ask.Document, ask.Note, hash);
    }

    /// <summary>Guards in this order: the state, room.</summary>
    internal static Decision<InvoiceEvent> Match(Invoice invoice) =>
        Allows(invoice, InvoiceLife.Match) is { } not ? not
        : invoice.History.Count >= MaxSteps ? Refusal.Invalid("number", "at-most-200-steps")
        : new InvoiceMatchAsked();

    /// <summary>What came of asking the order.</summary>
    internal static Decision<InvoiceEvent> Answered(Invoice invoice, int attempt, Answer<InvoiceBasis> answer)
    {
        if (invoice.State != InvoiceState.Matching || invoice.Attempt != attempt) return Decision<InvoiceEvent>.AlreadyDone;
        if (answer.Value is not { } basis) return new InvoiceMatched([], false, StoredRefusal.Of(answer.Refusal!));
        var (lines, fits) = InvoiceMatch.Of(invoice.Put!.Lines, basis, invoice.Put.Tolerance, invoice.Put.Rate);
        return new InvoiceMatched(lines, fits, null);
    }

    /// <summary>Guards in this order: form, a repeat, the state, four eyes.</summary>
    internal static Decision<InvoiceEvent> Approve(Invoice invoice, ApproveInvoice ask)
    {
        if (ReasonRule(ask.Reason) is { } bad) return bad;
        if (invoice.State == InvoiceState.Accepted && ask.Approver?.Actor == invoice.ApprovedBy) return Decision<InvoiceEvent>.AlreadyDone;
        if (Allows(invoice, InvoiceLife.Approve) is { } not) return not;
        var put = invoice.Put!;
        var difference = new Money(InvoiceMatch.Difference(put.Lines, invoice.Matched, put.Rate), put.House);
        return FourEyes.Refuses(ask.Approver, ApprovalKind.InvoiceDifference, difference, put.Goods.Select(one => one.Store).Distinct(StringComparer.Ordinal), invoice.Authors) is { } refused
            ? refused : new InvoiceApproved(ask.Approver!.Actor, ask.Reason);
    }

    /// <summary>Guards in this order: form, a repeat, the state.</summary>
    internal static Decision<InvoiceEvent> Reject(Invoice invoice, EndInvoice ask)
    {
        if (ReasonRule(ask.Reason) is { } bad) return bad;
        if (invoice.State == InvoiceState.Rejected && invoice.Reason == ask.Reason) return Decision<InvoiceEvent>.AlreadyDone;
        return Allows(invoice, InvoiceLife.Reject) is { } not ? not : new InvoiceRejected(ask.Reason);
    }

    /// <inheritdoc cref="Reject" />
    internal static Decision<InvoiceEvent> Void(Invoice invoice, EndInvoice ask)
    {
        if (ReasonRule(ask.Reason) is { } bad) return bad;
        if (invoice.State == InvoiceState.Voided) return Decision<InvoiceEvent>.AlreadyDone;
        return Allows(invoice, InvoiceLife.Void) is { } not ? not : new InvoiceVoided(ask.Reason);
    }

    /// <summary>Guards in this order: form, a repeat, the state, the day.</summary>
    internal static Decision<InvoiceEvent> Pay(Invoice invoice, PayInvoice ask, DateTimeOffset now)
    {
        if (ask.Reference is { Length: 0 or > 200 }) return Refusal.Invalid("reference", "must-be-1-to-200-characters");
        if (ask.Amount is { } amount && AmountRule(amount) is { } rule) return Refusal.Invalid("amount", rule);
        if (invoice.State == InvoiceState.Paid && invoice.PaidOn == ask.PaidOn && invoice.PaymentReference == ask.Reference && invoice.PaidAmount == (ask.Amount ?? invoice.Total)) return Decision<InvoiceEvent>.AlreadyDone;
        if (Allows(invoice, InvoiceLife.Pay) is { } not) return not;
        if (ask.PaidOn > DateOnly.FromDateTime(now.UtcDateTime).AddDays(1)) return Refusal.Invalid("paidOn", "must-not-be-future");
        return ask.Amount > invoice.Total ? Refusal.Invalid("amount", "must-not-be-above-the-invoice") : new InvoicePaid(ask.PaidOn, ask.Reference, ask.Amount);
    }

    /// <summary>The invoice as callers see it, once it was entered.</summary>
    public static InvoiceView ViewOf(string key, Versioned<Invoice> invoice)
    {
        var (name, state, put) = (InvoiceKey.Parse(key), invoice.State, invoice.State.Put!);
        var (net, tax, isMatched) = (put.Lines.Sum(line => line.Net), put.Lines.Sum(line => line.Tax), state.Matched.Count > 0);
        return new(
            name.Supplier, name.Number, put.Order, state.State!.Value, put.Currency, put.IssuedOn, net, tax, isMatched ? state.Matched.Sum(line => line.ExpectedNet) : null,
            isMatched ? state.Matched.Sum(line => line.ExpectedTax) : null, OwedOf(state), put.Rate, new(OrderAmounts.Exchanged(net + tax, put.Rate), put.House), put.Tolerance,
            [.. put.Lines.Select((line, i) => Of(line, put.Goods[i], isMatched ? state.Matched[i] : null))], put.Document, put.Note, state.Reason, state.ApprovedBy, state.PaidOn,
            state.PaymentReference, state.History.Items, invoice.Version, state.PaidAmount);
    }

    /// <summary>What is owed on it, in whole minor units of its currency.</summary>
    public static decimal OwedOf(Invoice invoice) =>
        invoice.State is InvoiceState.Matched or InvoiceState.Accepted ? invoice.Total : 0;

    private static InvoiceLineView Of(InvoicedLine line, StockKey goods, MatchedLine? matched) => new(
        line.Line, goods.Store, goods.Sku, line.Quantity, line.Net, line.Tax, matched?.ExpectedQuantity, matched?.ExpectedNet, matched?.ExpectedTax, matched?.Fits);

    private static Refusal? Allows(Invoice invoice, string verb) =>
        invoice.State is not { } state ? new(RefusalKind.UnknownInvoice)
        : InvoiceLife.Table.Allows(state, verb) ? null
        : Refusal.NotIn(JsonNamingPolicy.KebabCaseLower.ConvertName(state.ToString()));

    private static Refusal? ReasonRule(string? reason) =>
        string.IsNullOrWhiteSpace(reason) ? Refusal.Invalid("reason", "required") : reason.Length > Limits.MaxText ? Refusal.Invalid("reason", "at-most-500-characters") : null;

    private static string HashOf(PutInvoice ask) => BodyHash.Of(
        [ask.Order, ask.IssuedOn, ask.Currency, ask.Document, ask.Note, .. ask.Lines.SelectMany(line => new object?[] { line.Line, line.Quantity, line.Net, line.Tax })]);
}
