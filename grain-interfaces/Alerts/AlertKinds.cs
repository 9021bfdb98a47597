using System.Collections.Frozen;
using System.Text.Json;

namespace BeautyGrains.Contracts;

/// <summary>What an alert can be about. What each is and when it is raised stands in the table of kinds of docs/api/alerts.md.</summary>
[GenerateSerializer, Alias("bg.AlertKind")]
public enum AlertKind
{
    /// <summary>Less is available than the threshold, but not nothing. Scope: store, SKU.</summary>
    Low,
    /// <summary>Nothing is available. Scope: store, SKU.</summary>
    Out,
    /// <summary>More is on hand than the threshold. Scope: store, SKU.</summary>
    OverStock,
    /// <summary>What physically happened has had no book stock. Scope: store, SKU.</summary>
    Unmatched,
    /// <summary>A lot on hand expires within the threshold. Scope: store, SKU, lot.</summary>
    NearExpiry,
    /// <summary>A lot on hand is expired. Scope: store, SKU, lot.</summary>
    Expired,
    /// <summary>A transfer has stood still for longer than the threshold. Scope: transfer.</summary>
    TransferStuck,
    /// <summary>An incident is open. Scope: store, SKU, incident.</summary>
    Incident,
    /// <summary>A store's licence ends within the threshold, or has ended. Scope: store, licence number.</summary>
    Licence,
    /// <summary>A product's registration or filing ends within the threshold, or has ended. Scope: SKU, registration number.</summary>
    Registration,
    /// <summary>A supplier's qualification ends within the threshold, or has ended. Scope: supplier, kind, number.</summary>
    Qualification,
    /// <summary>An order that was sent is awaited longer than the threshold. Scope: store, order.</summary>
    OrderOverdue,
    /// <summary>More of a budget is taken than its warning, or than all of it. Scope: store, category, month.</summary>
    Budget,
    /// <summary>A count or a delivery differs from what was expected by more than the threshold. Scope: "count", store, SKU, lot; or "order", store, order, line.</summary>
    Variance,
    /// <summary>What is needed was not ordered for longer than the threshold. Scope: store, SKU; and the requisition that it is the rest of.</summary>
    NeedUnhandled,
    /// <summary>An order that is not sent was left as it is for longer than the threshold. Scope: order.</summary>
    OrderUnhandled,
    /// <summary>A product is sold for less than it costs. Scope: SKU.</summary>
    NegativeMargin,
    /// <summary>A zone was outside what its goods bear, and nobody has decided of them. Scope: store, zone, excursion.</summary>
    Excursion,
    /// <summary>A sensor has not read for longer than its rule allows. Scope: store, zone, sensor.</summary>
    SensorSilent,
    /// <summary>A sensor's calibration is due within the threshold, is overdue or was never made. Scope: store, zone, sensor.</summary>
    CalibrationDue,
    /// <summary>An open container reaches its use-by within the threshold, or is past it. Scope: store, SKU, container.</summary>
    ContainerUseBy,
    /// <summary>A day of a register of controlled goods has passed without a count. Scope: store, SKU.</summary>
    ControlledUncounted,
    /// <summary>An entry of a register of controlled goods differs, and nobody has explained it. Scope: store, SKU, entry.</summary>
    ControlledDifference,
    /// <summary>Controlled goods that were issued are not accounted for in time. Scope: store, SKU, issue.</summary>
    ControlledUnreconciled,
    /// <summary>A round that its schedule asks for was not made in time. Scope: store, template.</summary>
    RoundMissed,
    /// <summary>An action about what a round found is overdue. Scope: store, round, item.</summary>
    RoundActionOverdue,
    /// <summary>A recall is not closed. Scope: recall.</summary>
    RecallOpen,
    /// <summary>A deadline of a recall is within the threshold, or past. Scope: recall, "notify", "report" or "collect".</summary>
    RecallDeadline,
    /// <summary>A serialised unit was seen in a store that does not hold it. Scope: SKU, serial.</summary>
    UnitDiverted,
    /// <summary>The authority is to be told of feedback within the threshold, or should have been. Scope: feedback.</summary>
    FeedbackDue,
    /// <summary>A lot has more feedback than the table allows. Scope: SKU, lot number.</summary>
    FeedbackThreshold,
}

/// <summary>How much it matters.</summary>
[GenerateSerializer, Alias("bg.AlertSeverity")]
public enum AlertSeverity
{
    /// <summary>Good to know.</summary>
    Info,
    /// <summary>Somebody should act soon.</summary>
    Warning,
    /// <summary>Somebody must act now.</summary>
    Critical,
}

/// <summary>The life of an alert.</summary>
[GenerateSerializer, Alias("bg.AlertState")]
public enum AlertState
{
    /// <summary>Nothing is the matter, and nothing ever was.</summary>
    None,
    /// <summary>Open, and nobody has looked at it.</summary>
    Raised,
    /// <summary>Open; somebody takes care of it.</summary>
    Acknowledged,
    /// <summary>Open, but silent until a time.</summary>
    Snoozed,
    /// <summary>Closed by hand while its facts still hold: silent until they end, or get worse.</summary>
    Settled,
    /// <summary>Its facts have ended.</summary>
    Resolved,
}

/// <summary>The words for kinds of alerts.</summary>
public static class AlertKinds
{
    private static readonly FrozenDictionary<AlertKind, string> s_words =
        Enum.GetValues<AlertKind>().ToFrozenDictionary(kind => kind, kind => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString()));

    private static readonly FrozenDictionary<string, AlertKind> s_kinds = s_words.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>The word of a kind, such as "near-expiry".</summary>
    public static string WordOf(AlertKind kind) => s_words[kind];

    /// <summary>The kind of a word; case matters.</summary>
    public static bool TryRead(string word, out AlertKind kind) => s_kinds.TryGetValue(word, out kind);
}
