using State = BeautyGrains.Contracts.SupplierReturnState;

namespace BeautyGrains.Grains;

/// <summary>The life of a supplier return: its rules ask this table, its fold keeps to it, a test walks it, the documentation draws it.</summary>
public static class SupplierReturnLife
{
    /// <summary>Stocks have answered.</summary>
    public const string Answered = "stocks answer";

    /// <summary>A credit note came.</summary>
    public const string Credit = "credit";

    /// <summary>The credit note's number is this return's.</summary>
    public const string NumberTaken = "number is free";

    /// <summary>Another return has the credit note's number.</summary>
    public const string NumberUsed = "number is taken";

    /// <summary>Other goods came.</summary>
    public const string Exchange = "exchange";

    /// <summary>The supplier gives nothing.</summary>
    public const string Decline = "decline";

    /// <summary>The table.</summary>
    public static StateTable<State> Table { get; } = new(
        State.Sending,
        new(State.Sending, Answered, State.Sending),
        new(State.Sending, Answered, State.Sent),
        new(State.Sending, Answered, State.Refused),
        new(State.Sent, Credit, State.Crediting),
        new(State.Crediting, NumberTaken, State.Credited),
        new(State.Crediting, NumberUsed, State.Sent),
        new(State.Sent, Exchange, State.Exchanged),
        new(State.Sent, Decline, State.TakingBack),
        new(State.Sent, Decline, State.Declined),
        new(State.TakingBack, Answered, State.TakingBack),
        new(State.TakingBack, Answered, State.Declined));

    /// <summary>The states in which a return may end.</summary>
    public static ImmutableArray<State> Ends { get; } = [State.Refused, State.Credited, State.Exchanged, State.Declined];
}
