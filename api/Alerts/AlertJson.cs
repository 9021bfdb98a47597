using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.Grains;

namespace BeautyGrains.Api.Alerts;

/// <summary>A page of alerts.</summary>
/// <param name="Cursor">Where the next page starts; absent at the end.</param>
internal sealed record AlertPage(IReadOnlyList<AlertJson> Items, string? Cursor, AsOfJson AsOf);

/// <summary>An alert.</summary>
/// <param name="Id">Its cause: the kind and whom it concerns, such as "low:STORE:SKU".</param>
/// <param name="Occurrence">Counts how often this cause has raised an alert.</param>
/// <param name="Store">Absent for what concerns the whole chain.</param>
/// <param name="Facts">By name, as texts; the kind says which.</param>
/// <param name="Title">In the language asked for.</param>
/// <param name="Text">In the language asked for.</param>
/// <param name="By">Who acknowledged, snoozed or resolved it by hand.</param>
internal sealed record AlertJson(
    string Id,
    AlertKind Kind,
    AlertState State,
    AlertSeverity Severity,
    string? Store,
    string? Sku,
    IReadOnlyDictionary<string, string> Facts,
    string Title,
    string Text,
    int Occurrence,
    DateTimeOffset RaisedAt,
    DateTimeOffset ChangedAt,
    DateTimeOffset? SnoozedUntil,
    string? Assignee,
    string? By,
    string? Reason,
    long Version)
{
    public static AlertJson Of(AlertView it, Language language)
    {
        var text = AlertTexts.Of(it.Cause.Kind, it.Facts, language == Language.Zh);
        return new(
            it.Cause.Id, it.Cause.Kind, it.State, it.Facts.Severity, it.Facts.Store, it.Facts.Sku,
            it.Facts.Values.ToDictionary(fact => fact.Name, fact => fact.Value, StringComparer.Ordinal), text.Title, text.Body, it.Occurrence, it.RaisedAt, it.ChangedAt,
            it.SnoozedUntil, it.Assignee, it.By, it.Reason, it.Version);
    }
}

/// <summary>A policy of alerts.</summary>
/// <param name="Store">Absent for all.</param>
/// <param name="Sku">Absent for all.</param>
/// <param name="Threshold">In the kind's unit; absent for the kind's default.</param>
/// <param name="ValidThrough">The last day; absent for no end.</param>
internal sealed record AlertPolicyJson(
    string Id, AlertKind Kind, string? Store, string? Sku, decimal? Threshold, AlertSeverity? Severity, bool Enabled, DateOnly ValidFrom, DateOnly? ValidThrough)
{
    public static AlertPolicyJson Of(AlertPolicy it) => new(it.Id, it.Kind, it.Store, it.Sku, it.Threshold, it.Severity, it.Enabled, it.ValidFrom, it.ValidThrough);
}

/// <summary>What holds for a kind where no policy says otherwise.</summary>
/// <param name="Unit">Of the threshold: quantity, days, hours or none.</param>
/// <param name="Threshold">Absent: alerts of this kind are raised only where a policy names one, or it has none.</param>
internal sealed record AlertKindJson(AlertKind Kind, string Title, ThresholdUnit Unit, decimal? Threshold, AlertSeverity Severity);

/// <summary>All policies, by id, and the kinds with their defaults.</summary>
internal sealed record AlertPolicyList(IReadOnlyList<AlertPolicyJson> Items, IReadOnlyList<AlertKindJson> Kinds);
