using State = BeautyGrains.Contracts.InvoiceState;

namespace BeautyGrains.Grains;

/// <summary>What happens to an invoice.</summary>
public abstract record InvoiceEvent;

/// <summary>It was entered, or entered anew; the order is to be asked.</summary>
/// <param name="Lines">In the order of the order's lines.</param>
/// <param name="Goods">Store and SKU of each line.</param>
/// <param name="House">The house's currency.</param>
/// <param name="Rate">What one unit of its currency was worth in that on the day of issue.</param>
public sealed record InvoicePut(
    string Order,
    string Currency,
    DateOnly IssuedOn,
    EquatableList<InvoicedLine> Lines,
    EquatableList<StockKey> Goods,
    string House,
    decimal Rate,
    InvoiceTolerance Tolerance,
    string? Document,
    string? Note,
    string BodyHash) : InvoiceEvent;

/// <summary>It is to be matched again.</summary>
public sealed record InvoiceMatchAsked : InvoiceEvent;

/// <summary>The order has answered.</summary>
/// <param name="Lines">In the order of the invoice's; empty where it refused.</param>
public sealed record InvoiceMatched(EquatableList<MatchedLine> Lines, bool Fits, StoredRefusal? Refusal) : InvoiceEvent;

/// <summary>A person accepted the difference.</summary>
/// <param name="Person">Actor.</param>
public sealed record InvoiceApproved(string Person, string Reason) : InvoiceEvent;

/// <summary>It was turned down; the order is to be told.</summary>
public sealed record InvoiceRejected(string Reason) : InvoiceEvent;

/// <summary>The order knows that it bills nothing any more.</summary>
public sealed record InvoiceDropped : InvoiceEvent;

/// <summary>It was ended without payment.</summary>
public sealed record InvoiceVoided(string Reason) : InvoiceEvent;

/// <summary>It was paid.</summary>
/// <param name="Amount">Of money; null for net and tax.</param>
public sealed record InvoicePaid(DateOnly PaidOn, string? Reference, decimal? Amount = null) : InvoiceEvent;

/// <summary>An invoice, folded from its events.</summary>
/// <param name="State">Null before it was entered.</param>
/// <param name="Put">As it was entered last.</param>
/// <param name="Attempt">How often it was to be matched.</param>
/// <param name="Matched">By line; empty before it was matched.</param>
/// <param name="Refusal">Why the order took none, or null.</param>
/// <param name="Authors">Actors who entered it or asked to match it, each once, in order.</param>
/// <param name="Actor">Who asked for what is being done.</param>
public sealed record Invoice(
    State? State,
    InvoicePut? Put,
    int Attempt,
    EquatableList<MatchedLine> Matched,
    StoredRefusal? Refusal,
    string? Reason,
    string? ApprovedBy,
    DateOnly? PaidOn,
    string? PaymentReference,
    EquatableList<string> Authors,
    string Actor,
    EquatableList<InvoiceStep> History,
    decimal? PaidAmount = null)
{
    /// <summary>Before the first event.</summary>
    public static Invoice Empty { get; } = new(null, null, 0, [], null, null, null, null, null, [], "", []);

    /// <summary>Net and tax, in whole minor units of its currency.</summary>
    public decimal Total => Put?.Lines.Sum(line => line.Net + line.Tax) ?? 0;

    /// <summary>True while there is work left that nobody has to ask for.</summary>
    public bool IsUnderway => State is Contracts.InvoiceState.Matching or Contracts.InvoiceState.Rejecting;

    /// <summary>The invoice after an event.</summary>
    public Invoice After(InvoiceEvent happened, EventInfo info) => happened switch
    {
        InvoicePut put => (this with { Put = put }).Asked(InvoiceLife.Put, info),
        InvoiceMatchAsked => Asked(InvoiceLife.Match, info),
        InvoiceMatched { Refusal: { } refusal } => (this with { Refusal = refusal }).Moved(InvoiceLife.OrderRefuses, Contracts.InvoiceState.Rejecting, info, null),
        InvoiceMatched matched => (this with { Matched = matched.Lines }).Moved(
            matched.Fits ? InvoiceLife.Fits : InvoiceLife.Differs, matched.Fits ? Contracts.InvoiceState.Matched : Contracts.InvoiceState.Differing, info, null),
        InvoiceApproved approved => (this with { ApprovedBy = approved.Person }).Moved(InvoiceLife.Approve, Contracts.InvoiceState.Accepted, info, approved.Reason),
        InvoiceRejected rejected => (this with { Actor = info.Actor }).Moved(InvoiceLife.Reject, Contracts.InvoiceState.Rejecting, info, rejected.Reason),
        InvoiceDropped => Moved(InvoiceLife.Told, Contracts.InvoiceState.Rejected, info, Reason),
        InvoiceVoided voided => Moved(InvoiceLife.Void, Contracts.InvoiceState.Voided, info, voided.Reason),
        InvoicePaid paid => (this with { PaidOn = paid.PaidOn, PaymentReference = paid.Reference, PaidAmount = paid.Amount ?? Total }).Moved(InvoiceLife.Pay, Contracts.InvoiceState.Paid, info, null),
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of an invoice."),
    };

    private Invoice Asked(string verb, EventInfo info) => (this with
    {
        Attempt = Attempt + 1, Matched = [], Refusal = null, ApprovedBy = null, Actor = info.Actor, Authors = Authors.Contains(info.Actor, StringComparer.Ordinal) ? Authors : [.. Authors, info.Actor],
    }).Moved(verb, Contracts.InvoiceState.Matching, info, null);

    private Invoice Moved(string verb, State to, EventInfo info, string? reason) => this with
    {
        State = State is { } from ? InvoiceLife.Table.Checked(from, verb, to) : InvoiceLife.Table.Start, Reason = reason, History = [.. History, new(info.At, info.Actor, verb, to, reason)],
    };
}
