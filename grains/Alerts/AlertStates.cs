namespace BeautyGrains.Grains;

/// <summary>Alerts as callers see them.</summary>
public static class AlertStates
{
    /// <summary>The alert as callers see it; null when there never was one.</summary>
    public static AlertView? ViewOf(AlertCause cause, Versioned<Alert> on)
    {
        var it = on.State;
        return it.Facts is null ? null : new(
            cause, it.State, it.Occurrence, it.Facts, it.RaisedAt, on.At, it.SnoozedUntil, it.Assignee, it.By, it.State is AlertState.Settled or AlertState.Resolved ? it.Reason : null, on.Version);
    }
}
