namespace BeautyGrains.Contracts;

/// <summary>
/// One supplier's invoice of one purchase order: a process with its own journal. Key: <see cref="InvoiceKey"/>, so that a supplier's number is used once.
/// </summary>
[Alias("bg.IInvoiceGrain")]
public interface IInvoiceGrain : IGrainWithStringKey
{
    /// <summary>Enters the invoice and matches it with order and receipts; once rejected it may be entered anew.</summary>
    [Alias("Put")]
    Task<Answer<InvoiceView>> Put(PutInvoice ask);

    /// <summary>Matches it again, when goods have come since or the order was amended.</summary>
    [Alias("Match")]
    Task<Answer<InvoiceView>> Match(MatchInvoice ask);

    /// <summary>Accepts it with its difference; another person than those who entered it. See <see cref="FourEyes"/>.</summary>
    [Alias("Approve")]
    Task<Answer<InvoiceView>> Approve(ApproveInvoice ask);

    /// <summary>Turns it down; what it billed may be billed by another.</summary>
    [Alias("Reject")]
    Task<Answer<InvoiceView>> Reject(EndInvoice ask);

    /// <summary>Ends one that was rejected for good.</summary>
    [Alias("Void")]
    Task<Answer<InvoiceView>> Void(EndInvoice ask);

    /// <summary>Notes that it was paid.</summary>
    [Alias("Pay")]
    Task<Answer<InvoiceView>> Pay(PayInvoice ask);

    /// <summary>The invoice.</summary>
    [ReadOnly, Alias("Get")]
    Task<Answer<InvoiceView>> Get();

    /// <summary>Goes on with what is unfinished; called by the sweep. Completes when it waits for nobody.</summary>
    [Alias("Drive")]
    Task Drive();
}

/// <summary>The key of an invoice: "supplier/number".</summary>
/// <param name="Number">As printed, in the form of an id.</param>
[GenerateSerializer, Immutable, Alias("bg.InvoiceKey")]
public sealed record InvoiceKey(string Supplier, string Number)
{
    /// <summary>Reads a grain key.</summary>
    /// <exception cref="FormatException">It has no slash.</exception>
    public static InvoiceKey Parse(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 ? new(key[..slash], key[(slash + 1)..]) : throw new FormatException($"'{key}' is not supplier/number.");
    }

    /// <inheritdoc />
    public override string ToString() => $"{Supplier}/{Number}";
}

/// <summary>The life of an invoice.</summary>
[GenerateSerializer, Alias("bg.InvoiceState")]
public enum InvoiceState
{
    /// <summary>The order is being asked what was ordered, received and billed.</summary>
    Matching,
    /// <summary>It fits; it may be paid.</summary>
    Matched,
    /// <summary>It differs by more than the tolerance.</summary>
    Differing,
    /// <summary>Another person has accepted the difference; it may be paid.</summary>
    Accepted,
    /// <summary>Turned down; the order is being told.</summary>
    Rejecting,
    /// <summary>Turned down; it may be entered anew.</summary>
    Rejected,
    /// <summary>Over, without payment.</summary>
    Voided,
    /// <summary>Over.</summary>
    Paid,
}

/// <summary>What an invoice, a claim or a match says of one line of the order. Amounts are whole minor units of the order's currency.</summary>
/// <param name="Line">Of the order.</param>
/// <param name="Quantity">In the base unit, above 0.</param>
/// <param name="Net">0 or more.</param>
/// <param name="Tax">0 or more.</param>
[GenerateSerializer, Immutable, Alias("bg.InvoicedLine")]
public sealed record InvoicedLine(int Line, decimal Quantity, decimal Net, decimal Tax);

/// <summary>Asks to enter an invoice.</summary>
/// <param name="Order">Of that supplier.</param>
/// <param name="IssuedOn">Not in the future; the exchange rate and the tolerance of this day count.</param>
/// <param name="Currency">Null for the order's; no other is taken.</param>
/// <param name="Lines">1 to 1,000, each line of the order once.</param>
/// <param name="Document">Id of the paper; null for none.</param>
[GenerateSerializer, Immutable, Alias("bg.PutInvoice")]
public sealed record PutInvoice(string Order, DateOnly IssuedOn, string? Currency, EquatableList<InvoicedLine> Lines, string? Document, string? Note, Caller By);

/// <summary>Asks to match again.</summary>
[GenerateSerializer, Immutable, Alias("bg.MatchInvoice")]
public sealed record MatchInvoice(Caller By);

/// <summary>Accepts a difference.</summary>
/// <param name="Approver">Null refuses: a difference is accepted by a person.</param>
/// <param name="Reason">1 to 500 characters.</param>
[GenerateSerializer, Immutable, Alias("bg.ApproveInvoice")]
public sealed record ApproveInvoice(Approver? Approver, string Reason, Caller By);

/// <summary>Rejects or voids an invoice.</summary>
/// <param name="Reason">1 to 500 characters.</param>
[GenerateSerializer, Immutable, Alias("bg.EndInvoice")]
public sealed record EndInvoice(string Reason, Caller By);

/// <summary>Notes that an invoice was paid.</summary>
/// <param name="PaidOn">Not in the future.</param>
/// <param name="Reference">Of the bank; null for none.</param>
/// <param name="Amount">Of money, in whole minor units of the invoice's currency, where credits made up for the rest; null for net and tax.</param>
[GenerateSerializer, Immutable, Alias("bg.PayInvoice")]
public sealed record PayInvoice(DateOnly PaidOn, string? Reference, Caller By, decimal? Amount = null);

/// <summary>Process step at the order: an invoice bills these lines from now on. A later attempt replaces an earlier one.</summary>
/// <param name="Invoice">The invoice's key.</param>
/// <param name="Lines">Empty: it bills nothing any more.</param>
[GenerateSerializer, Immutable, Alias("bg.ClaimInvoice")]
public sealed record ClaimInvoice(string Invoice, int Attempt, EquatableList<InvoicedLine> Lines, Caller By);

/// <summary>What an order says of the lines that an invoice bills.</summary>
[GenerateSerializer, Immutable, Alias("bg.InvoiceBasis")]
public sealed record InvoiceBasis(ImmutableArray<InvoiceBasisLine> Lines);

/// <summary>One line.</summary>
/// <param name="Received">Accepted and quarantined so far.</param>
/// <param name="BilledBefore">By invoices that were entered earlier.</param>
[GenerateSerializer, Immutable, Alias("bg.InvoiceBasisLine")]
public sealed record InvoiceBasisLine(int Line, decimal Ordered, decimal Received, decimal BilledBefore, decimal UnitPrice, decimal TaxRate);

/// <summary>An invoice as it now stands. Amounts are whole minor units of its currency.</summary>
/// <param name="ExpectedNet">What order and receipts make of it; null before it was matched.</param>
/// <param name="Owed">Net and tax while it may be paid, else 0.</param>
/// <param name="House">Net and tax in the house's currency by the rate of the day of issue.</param>
/// <param name="Reason">Why it was accepted, rejected or voided last.</param>
[GenerateSerializer, Immutable, Alias("bg.InvoiceView")]
public sealed record InvoiceView(
    string Supplier,
    string Number,
    string Order,
    InvoiceState State,
    string Currency,
    DateOnly IssuedOn,
    decimal Net,
    decimal Tax,
    decimal? ExpectedNet,
    decimal? ExpectedTax,
    decimal Owed,
    decimal Rate,
    Money House,
    InvoiceTolerance Tolerance,
    ImmutableArray<InvoiceLineView> Lines,
    string? Document,
    string? Note,
    string? Reason,
    string? ApprovedBy,
    DateOnly? PaidOn,
    string? PaymentReference,
    ImmutableArray<InvoiceStep> History,
    long Version,
    decimal? PaidAmount = null);

/// <summary>One line with what order and receipts make of it; null before it was matched.</summary>
/// <param name="Store">Of the order's line.</param>
/// <param name="ExpectedQuantity">Received and not billed before.</param>
/// <param name="ExpectedNet">The billed quantity as far as it was expected, at the order's price.</param>
/// <param name="ExpectedTax">On that, at the order's rate.</param>
/// <param name="Fits">Net and tax, each within its tolerance.</param>
[GenerateSerializer, Immutable, Alias("bg.InvoiceLineView")]
public sealed record InvoiceLineView(
    int Line, string Store, string Sku, decimal Quantity, decimal Net, decimal Tax, decimal? ExpectedQuantity, decimal? ExpectedNet, decimal? ExpectedTax, bool? Fits);

/// <summary>One step of an invoice's life.</summary>
/// <param name="Did">A verb of the table.</param>
[GenerateSerializer, Immutable, Alias("bg.InvoiceStep")]
public sealed record InvoiceStep(DateTimeOffset At, string Actor, string Did, InvoiceState State, string? Reason);
