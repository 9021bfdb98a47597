using State = BeautyGrains.Contracts.InvoiceState;

namespace BeautyGrains.Grains;

/// <summary>The life of an invoice: its rules ask this table, its fold keeps to it, a test walks it, the documentation draws it.</summary>
public static class InvoiceLife
{
    /// <summary>Entered, or entered anew.</summary>
    public const string Put = "put";

    /// <summary>Matched again.</summary>
    public const string Match = "match";

    /// <summary>It fits order and receipts.</summary>
    public const string Fits = "fits";

    /// <summary>It does not.</summary>
    public const string Differs = "differs";

    /// <summary>The order takes no invoice in its state.</summary>
    public const string OrderRefuses = "order refuses it";

    /// <summary>Its difference is accepted.</summary>
    public const string Approve = "approve";

    /// <summary>Turned down.</summary>
    public const string Reject = "reject";

    /// <summary>The order knows that it bills nothing.</summary>
    public const string Told = "order is told";

    /// <summary>Ended without payment.</summary>
    public const string Void = "void";

    /// <summary>Paid.</summary>
    public const string Pay = "pay";

    /// <summary>The table.</summary>
    public static StateTable<State> Table { get; } = new(
        State.Matching,
        new(State.Matching, Fits, State.Matched),
        new(State.Matching, Differs, State.Differing),
        new(State.Matching, OrderRefuses, State.Rejecting),
        new(State.Matched, Pay, State.Paid),
        new(State.Matched, Reject, State.Rejecting),
        new(State.Differing, Match, State.Matching),
        new(State.Differing, Approve, State.Accepted),
        new(State.Differing, Reject, State.Rejecting),
        new(State.Accepted, Pay, State.Paid),
        new(State.Accepted, Reject, State.Rejecting),
        new(State.Rejecting, Told, State.Rejected),
        new(State.Rejected, Put, State.Matching),
        new(State.Rejected, Match, State.Matching),
        new(State.Rejected, Void, State.Voided));

    /// <summary>The states in which an invoice may end.</summary>
    public static ImmutableArray<State> Ends { get; } = [State.Paid, State.Voided];
}
