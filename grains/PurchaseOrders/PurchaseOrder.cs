using State = BeautyGrains.Contracts.PurchaseOrderState;

namespace BeautyGrains.Grains;

/// <summary>How far a budget has got with an order.</summary>
public enum ShareStatus
{
    /// <summary>Not asked yet.</summary>
    Asked,
    /// <summary>It holds the amount.</summary>
    Committed,
    /// <summary>It holds nothing.</summary>
    Refused,
    /// <summary>It holds nothing any more, and will not.</summary>
    Released,
}

/// <summary>One budget's share of an order.</summary>
/// <param name="Budget">The budget's key.</param>
/// <param name="Lines">Which lines it pays.</param>
public sealed record BudgetShare(string Budget, decimal Amount, ImmutableArray<int> Lines, ShareStatus Status, StoredRefusal? Refusal);

/// <summary>A delivery of an order.</summary>
/// <param name="IsSettled">The stocks have told what they took in.</param>
/// <param name="IsSpent">The budgets know what it costs, or have refused to.</param>
/// <param name="Refused">Budgets that refused, with why; null for none.</param>
public sealed record OrderDelivery(
    string Receipt, ImmutableArray<LineQuantity> Lines, string BodyHash, bool IsSettled, bool IsSpent, EquatableList<BudgetOutcome>? Refused = null);

/// <summary>An amendment that was made, for repeats.</summary>
public sealed record AmendmentMade(string Id, string BodyHash);

/// <summary>A purchase order, folded from its events.</summary>
/// <param name="Revision">0 before the draft.</param>
/// <param name="Attempt">How often approval was asked for; each has commitments of its own.</param>
/// <param name="Author">Who drafted or amended it last.</param>
/// <param name="Writers">Actors who drafted, amended or submitted it.</param>
/// <param name="Amount">As submitted, in the policy's currency; null before.</param>
/// <param name="Rate">What one unit of its currency was worth in the policy's when it was submitted.</param>
/// <param name="Shares">Budgets of the latest attempt.</param>
/// <param name="Overrun">Who lets the latest attempt pass a budget, or null.</param>
/// <param name="Actor">Who asked for what is being done.</param>
/// <param name="Invoices">What invoices bill, in the order in which they began to; null for none.</param>
public sealed record PurchaseOrder(
    State State,
    string Supplier,
    string Currency,
    string? Contract,
    string? Note,
    DateOnly? WantedOn,
    int Revision,
    int Attempt,
    string Author,
    string BodyHash,
    string Actor,
    Money? Amount,
    decimal Rate,
    int? ApprovalsNeeded,
    Approver? Overrun,
    ImmutableArray<OrderLine> Lines,
    ImmutableArray<string> Writers,
    ImmutableArray<string> ApprovedBy,
    ImmutableArray<OrderWarning> Warnings,
    ImmutableArray<AmendmentMade> Amendments,
    ImmutableArray<BudgetShare> Shares,
    ImmutableArray<OrderDelivery> Deliveries,
    ImmutableArray<OrderStep> History,
    EquatableList<OrderInvoiced>? Invoices = null)
{
    /// <summary>Before the first event.</summary>
    public static PurchaseOrder Empty { get; } =
        new(State.Draft, "", "", null, null, null, 0, 0, "", "", "", null, 1, null, null, [], [], [], [], [], [], [], []);

    /// <summary>What invoices bill, in the order in which they began to; those that bill nothing any more have lost their place.</summary>
    public EquatableList<OrderInvoiced> Billed => Invoices ?? [];

    /// <summary>Has anybody written it?</summary>
    public bool IsWritten => Revision > 0;

    /// <summary>Budgets that have still to answer.</summary>
    public IEnumerable<BudgetShare> ToAsk => State == State.Submitting ? Shares.Where(share => share.Status == ShareStatus.Asked) : [];

    /// <summary>Budgets that have still to let go. Those that refused as well: a request that is late must find the door shut.</summary>
    public IEnumerable<BudgetShare> ToRelease => State is State.Draft or State.Rejected or State.Cancelled or State.Closed
        ? Shares.Where(share => share.Status is ShareStatus.Committed or ShareStatus.Refused) : [];

    /// <summary>The first delivery that budgets do not know of; null for none.</summary>
    public OrderDelivery? ToSpend => Deliveries.FirstOrDefault(delivery => delivery is { IsSettled: true, IsSpent: false });

    /// <summary>True while there is work left that nobody has to ask for.</summary>
    public bool IsUnderway => State == State.Submitting || ToRelease.Any() || ToSpend is not null;

    /// <summary>How much of a line has been received.</summary>
    public decimal ReceivedOf(int line) => Deliveries.Sum(delivery => delivery.Lines.Where(one => one.Line == line).Sum(one => one.Quantity));

    /// <summary>What is still awaited of a line.</summary>
    public decimal OpenOf(OrderLine line)
    {
        if (State is State.Closed or State.Cancelled or State.Rejected) return 0;
        var received = ReceivedOf(line.Line);
        return received >= line.Least ? 0 : line.Quantity - received;
    }

    /// <summary>The order after an event.</summary>
    public PurchaseOrder After(PurchaseOrderEvent happened, EventInfo info) => happened switch
    {
        OrderDrafted drafted => (Empty with
        {
            Supplier = drafted.Supplier, Currency = drafted.Currency, Contract = drafted.Contract, Note = drafted.Note, WantedOn = drafted.WantedOn, Revision = 1,
            Author = info.Actor, Writers = [info.Actor], BodyHash = drafted.BodyHash, Lines = drafted.Lines, Warnings = drafted.Warnings,
        }).Noted(info, OrderCommand.Draft, State.Draft),
        OrderAmended amended => Amend(amended, info),
        OrderSubmitAsked asked => (this with
        {
            Attempt = asked.Attempt, Amount = asked.Amount, Rate = asked.Rate, ApprovalsNeeded = asked.Approvals, Overrun = asked.Approver, Actor = info.Actor, Writers = Joined(Writers, info.Actor),
            Warnings = asked.Warnings, Shares = [.. asked.Shares.Select(share => new BudgetShare(share.Budget, share.Amount, share.Lines, ShareStatus.Asked, null))],
        }).Moved(info, OrderCommand.Submit, State.Submitting).Settled(info),
        OrderBudgetsAnswered answered => Answer(answered).Settled(info),
        OrderBudgetsReleased released => this with
        {
            Shares = [.. Shares.Select(share => released.Budgets.Contains(share.Budget) ? share with { Status = ShareStatus.Released } : share)],
        },
        OrderApproved approved => Approve(approved, info),
        OrderRejected rejected => (this with { Actor = info.Actor }).Moved(info, OrderCommand.Reject, State.Rejected, rejected.Reason),
        OrderSent sent => Send(sent).Moved(info, OrderCommand.Send, State.Sent),
        OrderCancelled cancelled => (this with { Actor = info.Actor }).Moved(info, OrderCommand.Cancel, State.Cancelled, cancelled.Reason),
        OrderClosed closed => (this with { Actor = info.Actor }).Moved(info, OrderCommand.Close, State.Closed, closed.Reason),
        OrderDeliveryTaken taken => Arrived(
            this with { Actor = info.Actor, Deliveries = Deliveries.Add(new(taken.Receipt, taken.Lines, taken.BodyHash, false, false)) }, OrderCommand.Receive, info, taken.Receipt),
        OrderDeliverySettled settled => Arrived(
            Delivered(settled.Receipt, delivery => delivery with { Lines = settled.Lines, IsSettled = true }), OrderCommand.Settle, info, settled.Receipt),
        OrderDeliveryBarred barred => this with { Deliveries = Deliveries.Add(new(barred.Receipt, [], "", true, true)) },
        OrderInvoiced invoiced => this with
        {
            // One that billed nothing meanwhile comes behind those that were entered since: they have been matched without it.
            Invoices = Billed.FirstOrDefault(one => one.Invoice == invoiced.Invoice) is { } known && (known.Lines.Count > 0 || invoiced.Lines.Count == 0)
                ? [.. Billed.Select(one => one == known ? invoiced : one)]
                : [.. Billed.Where(one => one.Invoice != invoiced.Invoice), invoiced],
        },
        OrderDeliverySpent spent => Delivered(spent.Receipt, delivery => delivery with { IsSpent = true, Refused = spent.Refused }),
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of a purchase order."),
    };

    private PurchaseOrder Amend(OrderAmended amended, EventInfo info)
    {
        var after = this with
        {
            Revision = Revision + 1, WantedOn = amended.WantedOn, Lines = amended.Lines, Warnings = amended.Warnings, Author = info.Actor, Actor = info.Actor,
            Writers = Joined(Writers, info.Actor), Amendments = Amendments.Add(new(amended.Id, amended.BodyHash)),
        };
        var to = State is State.Sent or State.PartlyReceived ? after.StateByDeliveries() : State.Draft;
        if (to == State.Draft) after = after with { ApprovedBy = [], ApprovalsNeeded = null, Amount = null };
        return after.Moved(info, OrderCommand.Amend, to, amended.Reason, amended.Id, amended.Changes);
    }

    private PurchaseOrder Answer(OrderBudgetsAnswered answered) => this with
    {
        Shares = [.. Shares.Select(share => answered.Budgets.FirstOrDefault(one => one.Budget == share.Budget) is { } outcome
            ? share with { Status = outcome.Refusal is null ? ShareStatus.Committed : ShareStatus.Refused, Refusal = outcome.Refusal }
            : share)],
    };

    /// <summary>Moves on once all budgets have answered.</summary>
    private PurchaseOrder Settled(EventInfo info)
    {
        if (Shares.Any(share => share.Status == ShareStatus.Asked)) return this;
        var to = Shares.Any(share => share.Status == ShareStatus.Refused) ? State.Draft
            : ApprovalsNeeded == 0 ? State.Approved : State.Submitted;
        return Moved(info, OrderCommand.Commit, to);
    }

    private PurchaseOrder Approve(OrderApproved approved, EventInfo info)
    {
        var after = this with { ApprovedBy = ApprovedBy.Add(approved.Person) };
        return after.Moved(info, OrderCommand.Approve, after.ApprovedBy.Length >= ApprovalsNeeded ? State.Approved : State.Submitted);
    }

    private PurchaseOrder Send(OrderSent sent)
    {
        var byLine = sent.Lines.ToDictionary(line => line.Line);
        return this with
        {
            Lines = [.. Lines.Select(line => line with { ExpectedOn = byLine[line.Line].ExpectedOn, Over = byLine[line.Line].Over, Under = byLine[line.Line].Under })],
        };
    }

    // What an order that is over still hears of its deliveries changes its numbers, but not its state.
    private PurchaseOrder Arrived(PurchaseOrder after, OrderCommand command, EventInfo info, string receipt) =>
        OrderLife.Ends.Contains(State) ? after.Noted(info, command, State, document: receipt) : after.Moved(info, command, after.StateByDeliveries(), document: receipt);

    private PurchaseOrder Delivered(string receipt, Func<OrderDelivery, OrderDelivery> change) =>
        this with { Deliveries = [.. Deliveries.Select(delivery => delivery.Receipt == receipt ? change(delivery) : delivery)] };

    private State StateByDeliveries() => !Deliveries.Any(delivery => delivery.Lines.Any(line => line.Quantity > 0)) ? State.Sent
        : Lines.All(line => ReceivedOf(line.Line) >= line.Least) ? State.Received : State.PartlyReceived;

    private PurchaseOrder Moved(EventInfo info, OrderCommand command, State to, string? reason = null, string? document = null, EquatableList<LineChange>? changes = null) =>
        (this with { State = OrderLife.Checked(State, command, to) }).Noted(info, command, to, reason, document, changes);

    private PurchaseOrder Noted(EventInfo info, OrderCommand command, State to, string? reason = null, string? document = null, EquatableList<LineChange>? changes = null) =>
        this with { History = History.Add(new(info.At, info.Actor, command, to, Revision, reason, document, changes)) };

    private static ImmutableArray<string> Joined(ImmutableArray<string> actors, string actor) => actors.Contains(actor) ? actors : actors.Add(actor);
}
