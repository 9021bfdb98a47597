namespace BeautyGrains.Grains;

/// <summary>An alert's life: rules ask it, a test walks it, the documentation draws it. What is not in it is refused. No state is an end: a cause may come again.</summary>
public static class AlertLife
{
    /// <summary>Its facts were seen.</summary>
    public const string Seen = "facts seen";

    /// <summary>Its facts were seen, and they matter more than before.</summary>
    public const string Worse = "facts get worse";

    /// <summary>Its facts have ended.</summary>
    public const string Ended = "facts end";

    /// <summary>Somebody takes care of it.</summary>
    public const string Acknowledge = "acknowledge";

    /// <summary>Somebody silences it.</summary>
    public const string Snooze = "snooze";

    /// <summary>The time for which it was silenced has passed.</summary>
    public const string Wake = "snooze ends";

    /// <summary>Somebody closes it.</summary>
    public const string Resolve = "resolve";

    /// <summary>All moves; a verb leads from a state to one other at most.</summary>
    public static StateTable<AlertState> Table { get; } = new(
        AlertState.None,
        new(AlertState.None, Seen, AlertState.Raised),
        new(AlertState.Raised, Acknowledge, AlertState.Acknowledged),
        new(AlertState.Raised, Snooze, AlertState.Snoozed),
        new(AlertState.Raised, Resolve, AlertState.Settled),
        new(AlertState.Raised, Ended, AlertState.Resolved),
        new(AlertState.Acknowledged, Worse, AlertState.Raised),
        new(AlertState.Acknowledged, Snooze, AlertState.Snoozed),
        new(AlertState.Acknowledged, Resolve, AlertState.Settled),
        new(AlertState.Acknowledged, Ended, AlertState.Resolved),
        new(AlertState.Snoozed, Worse, AlertState.Raised),
        new(AlertState.Snoozed, Wake, AlertState.Raised),
        new(AlertState.Snoozed, Acknowledge, AlertState.Acknowledged),
        new(AlertState.Snoozed, Snooze, AlertState.Snoozed),
        new(AlertState.Snoozed, Resolve, AlertState.Settled),
        new(AlertState.Snoozed, Ended, AlertState.Resolved),
        new(AlertState.Settled, Worse, AlertState.Raised),
        new(AlertState.Settled, Ended, AlertState.Resolved),
        new(AlertState.Resolved, Seen, AlertState.Raised));

    /// <summary>Do its facts count as true?</summary>
    public static bool HasFacts(AlertState state) => state is not (AlertState.None or AlertState.Resolved);

    /// <summary>Does it ask for somebody's attention, now or later?</summary>
    public static bool IsOpen(AlertState state) => state is AlertState.Raised or AlertState.Acknowledged or AlertState.Snoozed;
}
