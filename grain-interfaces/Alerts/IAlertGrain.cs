namespace BeautyGrains.Contracts;

/// <summary>One cause of alerts, and the alert that is or was open for it. Key: <see cref="AlertCause.Key"/>.</summary>
[Alias("bg.IAlertGrain")]
public interface IAlertGrain : IGrainWithStringKey
{
    /// <summary>
    /// Takes what is the matter: raises, changes or resolves the alert. Sights older than the newest one are dropped, so that they may be lost,
    /// repeated and reordered as long as a newer one follows.
    /// </summary>
    /// <returns>The state after it.</returns>
    [Alias("Look")]
    Task<AlertState> Look(AlertSight sight);

    /// <summary>Somebody takes care of it.</summary>
    [Alias("Acknowledge")]
    Task<Answer<AlertView>> Acknowledge(AcknowledgeAlert ask);

    /// <summary>Closes it by hand: it stays silent until its facts have ended, or get worse.</summary>
    [Alias("Resolve")]
    Task<Answer<AlertView>> Resolve(ResolveAlert ask);

    /// <summary>Silences it until a time; it then is as newly raised.</summary>
    [Alias("Snooze")]
    Task<Answer<AlertView>> Snooze(SnoozeAlert ask);

    /// <summary>Gives it to somebody, or to nobody.</summary>
    [Alias("Assign")]
    Task<Answer<AlertView>> Assign(AssignAlert ask);

    /// <summary>The alert; refused with UnknownAlert when there never was one.</summary>
    [ReadOnly, Alias("Get")]
    Task<Answer<AlertView>> Get();
}

/// <summary>What is the matter, as somebody saw it.</summary>
/// <param name="Facts">Null: nothing is the matter any more.</param>
/// <param name="Version">Of what was looked at; 0 where it has none. Of two sights the one with the higher version is newer, then the later one.</param>
/// <param name="At">The moment for which it was seen.</param>
[GenerateSerializer, Immutable, Alias("bg.AlertSight")]
public sealed record AlertSight(AlertFacts? Facts, long Version, DateTimeOffset At);

/// <summary>What is true while an alert is open.</summary>
/// <param name="Store">Whom it concerns; null for the chain.</param>
/// <param name="Sku">Null where it is about none.</param>
/// <param name="Values">Names and values, in the order of the kind's template. Nothing of clients, no costs.</param>
[GenerateSerializer, Immutable, Alias("bg.AlertFacts")]
public sealed record AlertFacts(AlertSeverity Severity, string? Store, string? Sku, EquatableList<AlertFact> Values);

/// <summary>One fact.</summary>
/// <param name="Name">In camel case, such as "available".</param>
/// <param name="Value">Quantities as "2.5", days as "2027-05-31", instants as RFC 3339 in UTC, codes as they are.</param>
[GenerateSerializer, Immutable, Alias("bg.AlertFact")]
public sealed record AlertFact(string Name, string Value);

/// <summary>Asks to acknowledge.</summary>
/// <param name="Occurrence">Only if it is still this one; null for whichever is open.</param>
[GenerateSerializer, Immutable, Alias("bg.AcknowledgeAlert")]
public sealed record AcknowledgeAlert(int? Occurrence, Caller By);

/// <summary>Asks to close by hand.</summary>
/// <param name="Reason">1 to 500 characters; kept.</param>
[GenerateSerializer, Immutable, Alias("bg.ResolveAlert")]
public sealed record ResolveAlert(string Reason, int? Occurrence, Caller By);

/// <summary>Asks to silence.</summary>
/// <param name="Until">In the future, at most 90 days.</param>
[GenerateSerializer, Immutable, Alias("bg.SnoozeAlert")]
public sealed record SnoozeAlert(DateTimeOffset Until, int? Occurrence, Caller By);

/// <summary>Asks to give to somebody.</summary>
/// <param name="Assignee">An id; null for nobody.</param>
[GenerateSerializer, Immutable, Alias("bg.AssignAlert")]
public sealed record AssignAlert(string? Assignee, int? Occurrence, Caller By);

/// <summary>An alert as it now stands.</summary>
/// <param name="Occurrence">Counts how often this cause has raised an alert, from 1.</param>
/// <param name="Facts">As they are, or were when it ended.</param>
/// <param name="ChangedAt">Of the last change of any kind.</param>
/// <param name="SnoozedUntil">While snoozed.</param>
/// <param name="By">Who acknowledged, snoozed or settled it, as the state says; null for the house.</param>
/// <param name="Reason">Why it was settled.</param>
[GenerateSerializer, Immutable, Alias("bg.AlertView")]
public sealed record AlertView(
    AlertCause Cause,
    AlertState State,
    int Occurrence,
    AlertFacts Facts,
    DateTimeOffset RaisedAt,
    DateTimeOffset ChangedAt,
    DateTimeOffset? SnoozedUntil,
    string? Assignee,
    string? By,
    string? Reason,
    long Version);
