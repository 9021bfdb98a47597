namespace BeautyGrains.Grains;

/// <summary>What happens to an issue without sale.</summary>
public abstract record IssueEvent;

/// <summary>It was asked for.</summary>
/// <param name="Quantity">In the base unit.</param>
/// <param name="Month">"2026-11", of the quota.</param>
/// <param name="Value">At the list price; null for goods without a price.</param>
/// <param name="Limit">Of the month; null for none.</param>
public sealed record IssueAsked(
    MovementKind Kind,
    decimal Quantity,
    string? Lot,
    string? Bin,
    string Reason,
    string Account,
    string Month,
    Money? Value,
    QuotaLimit? Limit,
    string? Client,
    string? Person,
    Money? Price,
    string? Serial,
    string? Code,
    string? Document,
    string BodyHash) : IssueEvent;

/// <summary>What the quota answered.</summary>
/// <param name="Refusal">Null where it allows the issue.</param>
public sealed record IssueQuotaAnswered(StoredRefusal? Refusal) : IssueEvent;

/// <summary>What the stock answered.</summary>
/// <param name="Lines">What left, by lot, signed; empty where it refused.</param>
/// <param name="Cost">In whole minor units; null where it is not known.</param>
public sealed record IssueStockAnswered(EquatableList<MovementLine> Lines, Money? Cost, StoredRefusal? Refusal) : IssueEvent;

/// <summary>The quota has its share again.</summary>
public sealed record IssueQuotaReturned : IssueEvent;

/// <summary>It is to be taken back.</summary>
public sealed record IssueReversalAsked(string Reversal, string Reason) : IssueEvent;

/// <summary>What the stock answered to that.</summary>
public sealed record IssueReversalAnswered(StoredRefusal? Refusal) : IssueEvent;

/// <summary>An issue without sale, folded from its events.</summary>
/// <param name="State">Null before it was asked for.</param>
/// <param name="Attempt">Counts upwards with every time it is asked for anew.</param>
/// <param name="Ask">As it was asked for last.</param>
/// <param name="Refusal">Of the last attempt, or of the last reversal; null for none.</param>
/// <param name="Actor">Who asked for what is being done.</param>
/// <param name="Author">Who asked for the issue.</param>
public sealed record Issuing(
    IssueState? State,
    int Attempt,
    IssueAsked? Ask,
    EquatableList<MovementLine> Lines,
    Money? Cost,
    StoredRefusal? Refusal,
    string? Reversal,
    string? ReversalReason,
    string Actor,
    string Author)
{
    /// <summary>Before the first event.</summary>
    public static Issuing Empty { get; } = new(null, 0, null, [], null, null, null, null, "", "");

    /// <summary>True while there is work left that nobody has to ask for.</summary>
    public bool IsUnderway => State is IssueState.Asked or IssueState.Allowed or IssueState.Releasing or IssueState.Reversing or IssueState.Returned;

    /// <summary>After an event.</summary>
    public Issuing After(IssueEvent happened, EventInfo info) => happened switch
    {
        IssueAsked asked => new(State is null ? IssueState.Asked : To(IssueLife.Put, IssueState.Asked), Attempt + 1, asked, [], null, null, null, null, info.Actor, info.Actor),
        IssueQuotaAnswered { Refusal: { } refusal } => this with { State = To(IssueLife.QuotaRefused, IssueState.Refused), Refusal = refusal },
        IssueQuotaAnswered => this with { State = To(IssueLife.QuotaTaken, IssueState.Allowed) },
        IssueStockAnswered { Refusal: { } refusal } => this with { State = To(IssueLife.StockRefused, IssueState.Releasing), Refusal = refusal },
        IssueStockAnswered left => this with { State = To(IssueLife.GoodsLeft, IssueState.Issued), Lines = left.Lines, Cost = left.Cost },
        IssueQuotaReturned => this with { State = To(IssueLife.QuotaReleased, State == IssueState.Releasing ? IssueState.Refused : IssueState.Reversed) },
        IssueReversalAsked asked => this with { State = To(IssueLife.Reverse, IssueState.Reversing), Reversal = asked.Reversal, ReversalReason = asked.Reason, Refusal = null, Actor = info.Actor },
        IssueReversalAnswered { Refusal: { } refusal } => this with { State = To(IssueLife.NotBack, IssueState.Issued), Reversal = null, Refusal = refusal },
        IssueReversalAnswered => this with { State = To(IssueLife.GoodsBack, IssueState.Returned) },
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of an issue."),
    };

    private IssueState To(string verb, IssueState to) => IssueLife.Table.Checked(State!.Value, verb, to);
}
