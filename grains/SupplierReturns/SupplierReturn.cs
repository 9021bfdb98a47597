using State = BeautyGrains.Contracts.SupplierReturnState;

namespace BeautyGrains.Grains;

/// <summary>What happens to a supplier return.</summary>
public abstract record SupplierReturnEvent;

/// <summary>Goods are to leave.</summary>
public sealed record SupplierReturnPut(
    string Supplier, string Store, SupplierReturnCause Cause, SupplierReturnWish Wish, EquatableList<SentBackLine> Lines, string? Note, string BodyHash) : SupplierReturnEvent;

/// <summary>Stocks have answered what they let go.</summary>
public sealed record SupplierReturnLinesSent(EquatableList<SentBackOutcome> Lines) : SupplierReturnEvent;

/// <summary>A credit note came; its number is to be asked for.</summary>
public sealed record SupplierReturnCreditAsked(SupplierCredit Credit) : SupplierReturnEvent;

/// <summary>Another return has its number.</summary>
public sealed record SupplierReturnCreditRefused(StoredRefusal Refusal) : SupplierReturnEvent;

/// <summary>A credit note came, and its number is this return's.</summary>
public sealed record SupplierReturnCredited(SupplierCredit Credit) : SupplierReturnEvent;

/// <summary>Other goods came.</summary>
public sealed record SupplierReturnExchanged(string Receipt) : SupplierReturnEvent;

/// <summary>The supplier gives nothing.</summary>
public sealed record SupplierReturnDeclined(bool GoodsBack, string Reason) : SupplierReturnEvent;

/// <summary>Stocks have answered what they took back.</summary>
public sealed record SupplierReturnLinesBack(EquatableList<SentBackOutcome> Lines) : SupplierReturnEvent;

/// <summary>What a stock did with one line.</summary>
public sealed record SentBackOutcome(int Place, decimal Quantity, Money? UnitCost, StoredRefusal? Refusal);

/// <summary>A supplier return, folded from its events.</summary>
/// <param name="State">Null before it was asked for.</param>
/// <param name="Sent">As far as stocks have let go.</param>
/// <param name="Back">As far as stocks and receipts have taken back.</param>
/// <param name="Asked">The credit note whose number is being asked for, or was refused last; else null.</param>
/// <param name="CreditRefusal">Why it was refused, or null.</param>
public sealed record SupplierReturn(
    State? State,
    SupplierReturnPut? Put,
    EquatableList<SentBackOutcome> Sent,
    EquatableList<SentBackOutcome> Back,
    SupplierCredit? Credit,
    string? Receipt,
    string? Reason,
    bool? GoodsBack,
    string Actor,
    DateTimeOffset At,
    SupplierCredit? Asked = null,
    StoredRefusal? CreditRefusal = null)
{
    /// <summary>Before the first event.</summary>
    public static SupplierReturn Empty { get; } = new(null, null, [], [], null, null, null, null, "", default);

    /// <summary>True until it is over: while the supplier has the goods their stocks must know which movements to take back.</summary>
    public bool IsUnderway => State is { } state && !SupplierReturnLife.Ends.Contains(state);

    /// <summary>Places of lines whose stock has still to answer.</summary>
    public IEnumerable<int> ToDo => State switch
    {
        Contracts.SupplierReturnState.Sending => Enumerable.Range(0, Put!.Lines.Count).Where(place => Sent.All(done => done.Place != place)),
        Contracts.SupplierReturnState.TakingBack => Sent.Where(sent => sent.Quantity > 0 && Back.All(done => done.Place != sent.Place)).Select(sent => sent.Place),
        _ => [],
    };

    /// <summary>The return after an event.</summary>
    public SupplierReturn After(SupplierReturnEvent happened, EventInfo info) => happened switch
    {
        SupplierReturnPut put => Empty with { State = SupplierReturnLife.Table.Start, Put = put, Actor = info.Actor, At = info.At },
        SupplierReturnLinesSent sent => (this with { Sent = [.. Sent, .. sent.Lines] }).Answered(),
        SupplierReturnCreditAsked asked => Moved(SupplierReturnLife.Credit, Contracts.SupplierReturnState.Crediting) with { Asked = asked.Credit, CreditRefusal = null, Actor = info.Actor },
        SupplierReturnCreditRefused refused => Moved(SupplierReturnLife.NumberUsed, Contracts.SupplierReturnState.Sent) with { CreditRefusal = refused.Refusal },
        // Notes of before numbers were asked for were taken as they came.
        SupplierReturnCredited credited => (State == Contracts.SupplierReturnState.Sent ? Moved(SupplierReturnLife.Credit, Contracts.SupplierReturnState.Crediting) : this)
            .Moved(SupplierReturnLife.NumberTaken, Contracts.SupplierReturnState.Credited) with { Credit = credited.Credit, Asked = null },
        SupplierReturnExchanged exchanged => Moved(SupplierReturnLife.Exchange, Contracts.SupplierReturnState.Exchanged) with { Receipt = exchanged.Receipt },
        SupplierReturnDeclined declined => Decline(declined, info),
        SupplierReturnLinesBack back => (this with { Back = [.. Back, .. back.Lines] }).Answered(),
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of a supplier return."),
    };

    private SupplierReturn Decline(SupplierReturnDeclined declined, EventInfo info)
    {
        var back = Moved(SupplierReturnLife.Decline, Contracts.SupplierReturnState.TakingBack) with { GoodsBack = declined.GoodsBack, Reason = declined.Reason, Actor = info.Actor };
        return declined.GoodsBack && back.ToDo.Any() ? back : back with { State = SupplierReturnLife.Table.Checked(State!.Value, SupplierReturnLife.Decline, Contracts.SupplierReturnState.Declined) };
    }

    private SupplierReturn Answered() => Moved(
        SupplierReturnLife.Answered,
        ToDo.Any() ? State!.Value
        : State == Contracts.SupplierReturnState.TakingBack ? Contracts.SupplierReturnState.Declined
        : Sent.Any(line => line.Quantity > 0) ? Contracts.SupplierReturnState.Sent : Contracts.SupplierReturnState.Refused);

    private SupplierReturn Moved(string verb, State to) => this with { State = SupplierReturnLife.Table.Checked(State!.Value, verb, to) };
}
