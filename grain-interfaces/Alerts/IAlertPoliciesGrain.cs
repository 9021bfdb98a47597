namespace BeautyGrains.Contracts;

/// <summary>From when on alerts are raised: dated data that may be edited. One grain; key: "alert-policies".</summary>
[Alias("bg.IAlertPoliciesGrain")]
public interface IAlertPoliciesGrain : IGrainWithStringKey
{
    /// <summary>The key of the one grain.</summary>
    const string TheKey = "alert-policies";

    /// <summary>Creates or replaces a policy. The same content again changes nothing.</summary>
    [Alias("Put")]
    Task<Answer<AlertPolicy>> Put(PutAlertPolicy ask);

    /// <summary>Removes a policy.</summary>
    [Alias("Remove")]
    Task<Answer<AlertPolicy>> Remove(RemoveAlertPolicy ask);

    /// <summary>All policies, by id.</summary>
    [ReadOnly, Alias("GetAll")]
    Task<AlertPolicyTable> GetAll();
}

/// <summary>
/// When a kind of alert is raised, and how much it matters. Of those that fit and are valid on a day the most special one counts (store and SKU, SKU,
/// store, chain), of these the one that began last, of these the one with the highest id. Where none fits the defaults of the kind count.
/// </summary>
/// <param name="Store">Null for all.</param>
/// <param name="Sku">Null for all.</param>
/// <param name="Threshold">In the kind's unit: base units, days or hours; null for the kind's default.</param>
/// <param name="Severity">Null for the kind's default.</param>
/// <param name="Enabled">False: no alert of this kind is raised.</param>
/// <param name="ValidFrom">The first day.</param>
/// <param name="ValidThrough">The last day; null for no end.</param>
[GenerateSerializer, Immutable, Alias("bg.AlertPolicy")]
public sealed record AlertPolicy(
    string Id,
    AlertKind Kind,
    string? Store,
    string? Sku,
    decimal? Threshold,
    AlertSeverity? Severity,
    bool Enabled,
    DateOnly ValidFrom,
    DateOnly? ValidThrough);

/// <summary>Asks to create or replace a policy.</summary>
[GenerateSerializer, Immutable, Alias("bg.PutAlertPolicy")]
public sealed record PutAlertPolicy(AlertPolicy Policy, Caller By);

/// <summary>Asks to remove a policy.</summary>
[GenerateSerializer, Immutable, Alias("bg.RemoveAlertPolicy")]
public sealed record RemoveAlertPolicy(string Id, Caller By);

/// <summary>All policies as of a version.</summary>
[GenerateSerializer, Immutable, Alias("bg.AlertPolicyTable")]
public sealed record AlertPolicyTable(ImmutableArray<AlertPolicy> Policies, long Version);
