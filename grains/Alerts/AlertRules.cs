namespace BeautyGrains.Grains;

/// <summary>What may become of an alert. What is allowed where stands in <see cref="AlertLife"/>.</summary>
internal static class AlertRules
{
    /// <summary>The longest silence.</summary>
    public static readonly TimeSpan LongestSnooze = TimeSpan.FromDays(90);

    /// <summary>Takes a sight. One that is older than the newest known changes nothing.</summary>
    /// <param name="newest">The newest sight that this activation has taken, which need not have changed anything.</param>
    public static Decision<AlertEvent> Look(Alert alert, AlertSight sight, SightMark newest)
    {
        if (IsOlder(sight, newest) || IsOlder(sight, new(alert.SeenVersion, alert.SeenAt))) return Decision<AlertEvent>.AlreadyDone;
        var mark = new SightMark(sight.Version, sight.At);
        if (sight.Facts is not { } facts)
            return AlertLife.Table.Allows(alert.State, AlertLife.Ended) ? new AlertResolved(alert.Facts?.Store, mark) : Decision<AlertEvent>.AlreadyDone;
        if (AlertLife.Table.Allows(alert.State, AlertLife.Seen)) return new AlertRaised(alert.Occurrence + 1, facts, mark);
        if (facts == alert.Facts) return Decision<AlertEvent>.AlreadyDone;
        if (facts.Severity <= alert.Facts!.Severity || !AlertLife.Table.Allows(alert.State, AlertLife.Worse)) return new AlertFactsChanged(facts, mark);
        // Somebody had closed it as it was; this is another matter.
        return alert.State == AlertState.Settled ? new AlertRaised(alert.Occurrence + 1, facts, mark) : new AlertWorsened(facts, mark);
    }

    /// <summary>Guards in this order: is it the one meant, is it acknowledged already, may it be.</summary>
    public static Decision<AlertEvent> Acknowledge(Alert alert, AcknowledgeAlert ask) =>
        IsOther(alert, ask.Occurrence) ? NotIn(alert)
        : alert.State == AlertState.Acknowledged ? Decision<AlertEvent>.AlreadyDone
        : AlertLife.Table.Allows(alert.State, AlertLife.Acknowledge) ? new AlertAcknowledged(alert.Facts?.Store)
        : NotIn(alert);

    /// <summary>Guards in this order: form, is it the one meant, is it closed already, may it be.</summary>
    public static Decision<AlertEvent> Resolve(Alert alert, ResolveAlert ask)
    {
        if (string.IsNullOrWhiteSpace(ask.Reason)) return Refusal.Invalid("reason", "required");
        if (ask.Reason.Length > Limits.MaxText) return Refusal.Invalid("reason", "at-most-500-characters");
        if (IsOther(alert, ask.Occurrence)) return NotIn(alert);
        if (alert.State == AlertState.Settled) return Decision<AlertEvent>.AlreadyDone;
        return AlertLife.Table.Allows(alert.State, AlertLife.Resolve) ? new AlertSettled(alert.Facts?.Store, ask.Reason) : NotIn(alert);
    }

    /// <summary>Guards in this order: is it the one meant, may it be silenced, is it already until then, form.</summary>
    public static Decision<AlertEvent> Snooze(Alert alert, SnoozeAlert ask, DateTimeOffset now)
    {
        if (IsOther(alert, ask.Occurrence) || !AlertLife.Table.Allows(alert.State, AlertLife.Snooze)) return NotIn(alert);
        if (alert.SnoozedUntil == ask.Until) return Decision<AlertEvent>.AlreadyDone;
        if (ask.Until <= now) return Refusal.Invalid("until", "must-be-in-the-future");
        if (ask.Until > now + LongestSnooze) return Refusal.Invalid("until", "at-most-90-days");
        return new AlertSnoozed(alert.Facts?.Store, ask.Until);
    }

    /// <summary>Guards in this order: form, is it the one meant, is it open, has that one it already.</summary>
    public static Decision<AlertEvent> Assign(Alert alert, AssignAlert ask)
    {
        if (ask.Assignee is not null && !Limits.IsId(ask.Assignee)) return Refusal.Invalid("assignee", "must-be-an-id");
        if (IsOther(alert, ask.Occurrence) || !AlertLife.IsOpen(alert.State)) return NotIn(alert);
        return alert.Assignee == ask.Assignee ? Decision<AlertEvent>.AlreadyDone : new AlertAssigned(alert.Facts?.Store, ask.Assignee);
    }

    /// <summary>What time alone has ended.</summary>
    public static ImmutableArray<AlertEvent> Overdue(Alert alert, DateTimeOffset now) =>
        alert.State == AlertState.Snoozed && alert.SnoozedUntil <= now ? [new AlertSnoozeEnded(alert.Facts?.Store)] : [];

    /// <summary>Is a sight older than a mark?</summary>
    public static bool IsOlder(AlertSight sight, SightMark mark) =>
        sight.Version < mark.Version || sight.Version == mark.Version && sight.At < mark.At;

    private static Refusal NotIn(Alert alert) => alert.State == AlertState.None
        ? new(RefusalKind.UnknownAlert)
        : Refusal.NotIn(alert.State.ToString().ToLowerInvariant());

    private static bool IsOther(Alert alert, int? occurrence) => occurrence is { } meant && meant != alert.Occurrence;
}
