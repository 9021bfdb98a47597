namespace BeautyGrains.Grains;

/// <summary>
/// The policies, one copy per process: asked of their grain and kept for at most 5 s. A put in this process is seen at once. Safe for several threads.
/// </summary>
public sealed class AlertPolicyFacts(IGrainFactory grains, TimeProvider clock)
{
    /// <summary>How old an answer may be.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private (AlertPolicies Policies, long Version, long AskedAt)? _known;

    /// <summary>What counts now.</summary>
    public async ValueTask<AlertPolicies> Get()
    {
        lock (_lock)
        {
            if (_known is { } known && clock.GetElapsedTime(known.AskedAt) < MaxAge) return known.Policies;
        }
        var askedAt = clock.GetTimestamp();
        return Keep(await grains.GetGrain<IAlertPoliciesGrain>(IAlertPoliciesGrain.TheKey).GetAll(), askedAt);
    }

    /// <summary>The policies were changed in this process.</summary>
    public void Told(AlertPolicyTable table) => Keep(table, clock.GetTimestamp());

    // An answer that was on its way while a put was told must not bring the older policies back.
    private AlertPolicies Keep(AlertPolicyTable table, long askedAt)
    {
        lock (_lock)
        {
            if (_known is { } known && known.Version >= table.Version)
            {
                _known = known with { AskedAt = Math.Max(known.AskedAt, askedAt) };
                return known.Policies;
            }
            var policies = new AlertPolicies(table.Policies);
            _known = (policies, table.Version, askedAt);
            return policies;
        }
    }
}
