namespace BeautyGrains.Grains;

/// <summary>What a rule decided: events, a repeat of what was decided before, or a refusal.</summary>
/// <typeparam name="TEvent">The aggregate's event type.</typeparam>
/// <param name="Events">To be folded and written, in order; may be empty.</param>
/// <param name="Refusal">Why not, or null.</param>
/// <param name="IsRepeat">The command was decided before; its first outcome stands.</param>
public readonly record struct Decision<TEvent>(ImmutableArray<TEvent> Events, Refusal? Refusal, bool IsRepeat)
    where TEvent : class
{
    /// <summary>Decided before, or nothing to change.</summary>
    public static Decision<TEvent> AlreadyDone { get; } = new([], null, true);

    /// <summary>These events happen.</summary>
    public static Decision<TEvent> Of(params ImmutableArray<TEvent> events) => new(events, null, false);

    /// <summary>One event happens.</summary>
    public static implicit operator Decision<TEvent>(TEvent happened) => Of([happened]);

    /// <summary>Nothing happens.</summary>
    public static implicit operator Decision<TEvent>(Refusal refusal) => new([], refusal, false);
}
