using System.Collections.Frozen;

namespace BeautyGrains.Grains;

/// <summary>The unit of a kind's threshold.</summary>
public enum ThresholdUnit
{
    /// <summary>The kind has none.</summary>
    None,
    /// <summary>The SKU's base unit.</summary>
    Quantity,
    /// <summary>Days.</summary>
    Days,
    /// <summary>Hours.</summary>
    Hours,
    /// <summary>Hundredths of what is expected.</summary>
    Percent,
}

/// <summary>What holds for a kind where no policy says otherwise.</summary>
/// <param name="Threshold">Null: without a policy that names one no alert of this kind is raised, or the kind has none.</param>
public sealed record AlertDefault(ThresholdUnit Unit, decimal? Threshold, AlertSeverity Severity);

/// <summary>
/// The table of kinds. Data, not rules: policies replace each of these numbers by SKU, store and day. They follow habit: retailers of cosmetics take
/// goods off their promotions 90 days before they expire, a transfer within a city takes a day and between cities three, and renewing a licence is
/// applied for two months before it ends, and a registration of devices or cosmetics half a year before; a supplier that takes orders once a week makes
/// a need wait eight days at most, an order is passed on within two days, a twentieth is what retailers' counts and deliveries differ by, and a
/// calibration is ordered a month before it is due; an incident is looked into within three days.
/// </summary>
public static class AlertDefaults
{
    /// <summary>By kind; every kind is in it.</summary>
    public static FrozenDictionary<AlertKind, AlertDefault> Table { get; } = new Dictionary<AlertKind, AlertDefault>
    {
        [AlertKind.Low] = new(ThresholdUnit.Quantity, null, AlertSeverity.Warning),
        [AlertKind.Out] = new(ThresholdUnit.None, null, AlertSeverity.Critical),
        [AlertKind.OverStock] = new(ThresholdUnit.Quantity, null, AlertSeverity.Info),
        [AlertKind.Unmatched] = new(ThresholdUnit.None, null, AlertSeverity.Warning),
        [AlertKind.NearExpiry] = new(ThresholdUnit.Days, 90, AlertSeverity.Info),
        [AlertKind.Expired] = new(ThresholdUnit.None, null, AlertSeverity.Critical),
        [AlertKind.TransferStuck] = new(ThresholdUnit.Hours, 72, AlertSeverity.Warning),
        [AlertKind.Incident] = new(ThresholdUnit.Days, 3, AlertSeverity.Warning),
        [AlertKind.Licence] = new(ThresholdUnit.Days, 60, AlertSeverity.Warning),
        [AlertKind.Registration] = new(ThresholdUnit.Days, 180, AlertSeverity.Warning),
        [AlertKind.Qualification] = new(ThresholdUnit.Days, 60, AlertSeverity.Warning),
        [AlertKind.OrderOverdue] = new(ThresholdUnit.Days, 0, AlertSeverity.Warning),
        [AlertKind.Budget] = new(ThresholdUnit.None, null, AlertSeverity.Warning),
        [AlertKind.Variance] = new(ThresholdUnit.Percent, 5, AlertSeverity.Warning),
        [AlertKind.NeedUnhandled] = new(ThresholdUnit.Days, 8, AlertSeverity.Warning),
        [AlertKind.OrderUnhandled] = new(ThresholdUnit.Days, 2, AlertSeverity.Warning),
        [AlertKind.NegativeMargin] = new(ThresholdUnit.None, null, AlertSeverity.Warning),
        [AlertKind.Excursion] = new(ThresholdUnit.None, null, AlertSeverity.Critical),
        [AlertKind.SensorSilent] = new(ThresholdUnit.None, null, AlertSeverity.Warning),
        [AlertKind.CalibrationDue] = new(ThresholdUnit.Days, 30, AlertSeverity.Warning),
        [AlertKind.ContainerUseBy] = new(ThresholdUnit.Hours, 24, AlertSeverity.Warning),
        [AlertKind.ControlledUncounted] = new(ThresholdUnit.None, null, AlertSeverity.Critical),
        [AlertKind.ControlledDifference] = new(ThresholdUnit.None, null, AlertSeverity.Critical),
        [AlertKind.ControlledUnreconciled] = new(ThresholdUnit.None, null, AlertSeverity.Critical),
        [AlertKind.RoundMissed] = new(ThresholdUnit.None, null, AlertSeverity.Warning),
        [AlertKind.RoundActionOverdue] = new(ThresholdUnit.None, null, AlertSeverity.Warning),
        [AlertKind.RecallOpen] = new(ThresholdUnit.None, null, AlertSeverity.Critical),
        [AlertKind.RecallDeadline] = new(ThresholdUnit.Hours, 12, AlertSeverity.Warning),
        [AlertKind.UnitDiverted] = new(ThresholdUnit.None, null, AlertSeverity.Critical),
        [AlertKind.FeedbackDue] = new(ThresholdUnit.Hours, 72, AlertSeverity.Warning),
        [AlertKind.FeedbackThreshold] = new(ThresholdUnit.None, null, AlertSeverity.Critical),
    }.ToFrozenDictionary();
}
