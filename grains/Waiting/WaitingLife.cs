namespace BeautyGrains.Grains;

/// <summary>The life of one who waits: its rules ask this table, a test walks it and the documentation draws it.</summary>
public static class WaitingLife
{
    /// <summary>Goods are held for the first of the queue.</summary>
    public const string Offer = "goods are held";

    /// <summary>The client takes them.</summary>
    public const string Accept = "accept";

    /// <summary>The client does not want them.</summary>
    public const string Decline = "decline";

    /// <summary>The place is given up.</summary>
    public const string Leave = "leave";

    /// <summary>The offer's time has passed.</summary>
    public const string Lapse = "time passes";

    /// <summary>The table.</summary>
    public static StateTable<WaitingState> Table { get; } = new(
        WaitingState.Waiting,
        new(WaitingState.Waiting, Offer, WaitingState.Offered),
        new(WaitingState.Waiting, Leave, WaitingState.Left),
        new(WaitingState.Offered, Accept, WaitingState.Accepted),
        new(WaitingState.Offered, Decline, WaitingState.Declined),
        new(WaitingState.Offered, Lapse, WaitingState.Lapsed),
        new(WaitingState.Offered, Leave, WaitingState.Left));

    /// <summary>The states in which a wait has ended.</summary>
    public static bool IsOver(WaitingState state) => Table.IsEnd(state);
}
