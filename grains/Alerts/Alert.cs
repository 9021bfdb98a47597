namespace BeautyGrains.Grains;

/// <summary>One cause of alerts and what has become of it.</summary>
/// <param name="Occurrence">How often it was raised; 0 before the first time.</param>
/// <param name="Facts">Null before the first time.</param>
/// <param name="By">Who acknowledged, snoozed or settled it; null for the house.</param>
/// <param name="SeenVersion">Version of the newest sight that has changed anything; see <see cref="AlertSight"/>.</param>
/// <param name="SeenAt">Moment of that sight.</param>
public sealed record Alert(
    AlertState State,
    int Occurrence,
    AlertFacts? Facts,
    DateTimeOffset RaisedAt,
    DateTimeOffset? SnoozedUntil,
    string? Assignee,
    string? By,
    string? Reason,
    long SeenVersion,
    DateTimeOffset SeenAt)
{
    /// <summary>Nothing was ever the matter.</summary>
    public static Alert Empty { get; } = new(AlertState.None, 0, null, default, null, null, null, null, 0, DateTimeOffset.MinValue);

    /// <summary>The alert after an event.</summary>
    public Alert After(AlertEvent happened, EventInfo info) => happened switch
    {
        AlertRaised it => Seen(it.Sight) with
        {
            State = AlertState.Raised, Occurrence = it.Occurrence, Facts = it.Facts, RaisedAt = info.At, SnoozedUntil = null, Assignee = null, By = null, Reason = null,
        },
        AlertFactsChanged it => Seen(it.Sight) with { Facts = it.Facts },
        AlertWorsened it => Seen(it.Sight) with { State = AlertState.Raised, Facts = it.Facts, SnoozedUntil = null, By = null },
        AlertResolved it => Seen(it.Sight) with { State = AlertState.Resolved, SnoozedUntil = null },
        AlertAcknowledged => this with { State = AlertState.Acknowledged, SnoozedUntil = null, By = info.Actor },
        AlertSnoozed it => this with { State = AlertState.Snoozed, SnoozedUntil = it.Until, By = info.Actor },
        AlertSnoozeEnded => this with { State = AlertState.Raised, SnoozedUntil = null, By = null },
        AlertAssigned it => this with { Assignee = it.Assignee },
        AlertSettled it => this with { State = AlertState.Settled, SnoozedUntil = null, By = info.Actor, Reason = it.Reason },
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of an alert."),
    };

    private Alert Seen(SightMark sight) => this with { SeenVersion = sight.Version, SeenAt = sight.At };
}

/// <summary>What happens to an alert. Every event tells whom it concerns, so that who listens need not know the alert.</summary>
public abstract record AlertEvent;

/// <summary>Which sight has changed it.</summary>
public sealed record SightMark(long Version, DateTimeOffset At);

/// <summary>An alert is open that was not.</summary>
public sealed record AlertRaised(int Occurrence, AlertFacts Facts, SightMark Sight) : AlertEvent;

/// <summary>Its facts are others, and matter no more than before.</summary>
public sealed record AlertFactsChanged(AlertFacts Facts, SightMark Sight) : AlertEvent;

/// <summary>Its facts matter more than before: it is as newly raised, whoever has taken care of it.</summary>
public sealed record AlertWorsened(AlertFacts Facts, SightMark Sight) : AlertEvent;

/// <summary>Its facts have ended.</summary>
public sealed record AlertResolved(string? Store, SightMark Sight) : AlertEvent;

/// <summary>Somebody takes care of it.</summary>
public sealed record AlertAcknowledged(string? Store) : AlertEvent;

/// <summary>Somebody has silenced it until a time.</summary>
public sealed record AlertSnoozed(string? Store, DateTimeOffset Until) : AlertEvent;

/// <summary>That time has passed.</summary>
public sealed record AlertSnoozeEnded(string? Store) : AlertEvent;

/// <summary>Somebody has it now, or nobody.</summary>
public sealed record AlertAssigned(string? Store, string? Assignee) : AlertEvent;

/// <summary>Somebody has closed it while its facts hold.</summary>
public sealed record AlertSettled(string? Store, string Reason) : AlertEvent;
