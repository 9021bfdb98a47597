namespace BeautyGrains.Grains;

/// <summary>What counts for a kind at a place on a day.</summary>
/// <param name="Threshold">In the kind's unit; null where it has none.</param>
public readonly record struct AlertLimit(decimal? Threshold, AlertSeverity Severity);

/// <summary>All policies, ready to be asked.</summary>
public sealed class AlertPolicies
{
    private readonly ILookup<AlertKind, AlertPolicy> _byKind;

    /// <summary>From all policies there are.</summary>
    public AlertPolicies(IEnumerable<AlertPolicy> all) => _byKind = all.ToLookup(policy => policy.Kind);

    /// <summary>No policy at all: the defaults count.</summary>
    public static AlertPolicies None { get; } = new([]);

    /// <summary>What counts; null when alerts of that kind are not raised there. Which policy counts is told at <see cref="AlertPolicy"/>.</summary>
    /// <param name="store">Null for what concerns none.</param>
    /// <param name="sku">Null for what concerns none.</param>
    /// <param name="known">A threshold that follows from what is known of store and SKU: it counts where no policy names one for that SKU. Null for none.</param>
    public AlertLimit? Of(AlertKind kind, string? store, string? sku, DateOnly day, decimal? known = null)
    {
        AlertPolicy? best = null;
        foreach (var policy in _byKind[kind])
            if (Fits(policy, store, sku, day) && (best is null || IsBefore(policy, best))) best = policy;
        var usual = AlertDefaults.Table[kind];
        if (best is { Enabled: false }) return null;
        var threshold = best is { Sku: not null, Threshold: { } named } ? named : known ?? best?.Threshold ?? usual.Threshold;
        if (usual.Unit != ThresholdUnit.None && threshold is null) return null;
        return new(threshold, best?.Severity ?? usual.Severity);
    }

    /// <summary>The largest threshold of a kind anywhere, for queries that must miss nothing; 0 when it has none.</summary>
    public decimal Widest(AlertKind kind) => _byKind[kind].Select(policy => policy.Threshold ?? 0).Append(AlertDefaults.Table[kind].Threshold ?? 0).Max();

    private static bool Fits(AlertPolicy policy, string? store, string? sku, DateOnly day) =>
        (policy.Store is null || policy.Store == store) && (policy.Sku is null || policy.Sku == sku) && policy.ValidFrom <= day && !(policy.ValidThrough < day);

    private static bool IsBefore(AlertPolicy one, AlertPolicy other) =>
        Rank(one) != Rank(other) ? Rank(one) > Rank(other)
        : one.ValidFrom != other.ValidFrom ? one.ValidFrom > other.ValidFrom
        : string.CompareOrdinal(one.Id, other.Id) > 0;

    private static int Rank(AlertPolicy policy) => (policy.Sku is null ? 0 : 2) + (policy.Store is null ? 0 : 1);
}
