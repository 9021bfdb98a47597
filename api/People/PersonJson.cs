using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.People;

/// <summary>A person as callers write them. A PUT replaces the whole record.</summary>
/// <param name="Name">1 to 200 characters.</param>
/// <param name="Roles">cashier, therapist, nurse, physician, pharmacist, buyer, warehouse, quality, store-manager, regional-manager, finance, operations, auditor or administrator; at least one.</param>
/// <param name="SeesCost">May read cost prices; false when absent.</param>
/// <param name="Limits">What they may approve; nothing when absent.</param>
internal sealed record PersonBody(
    [property: Needed] string? Name,
    string? NameZh,
    [property: Needed] IReadOnlyList<string?>? Roles,
    [property: Needed] ScopeBody? Scope,
    bool? SeesCost,
    IReadOnlyList<ApprovalLimitBody?>? Limits)
{
    private const int MostRoles = 14;

    /// <summary>The record; every faulty field goes to the check.</summary>
    public PersonRecord ToRecord(Check check)
    {
        var roles = check.List("roles", Roles, MostRoles).Select((word, i) => check.Word<PersonRole>($"roles[{i}]", word)).ToList();
        var limits = check.OptionalList("limits", Limits, PersonRecordRules.MaxLimits).Select((limit, i) => limit.ToLimit($"limits[{i}]", check)).ToList();
        if (Name is null) check.Add("name", "required");
        if (Scope is null) check.Add("scope", "required");
        // In one order, so that the same rights are the same record.
        var record = new PersonRecord(
            Name!, NameZh, [.. roles.Order()], Scope?.ToScope(check) ?? StoreScope.Everywhere, SeesCost ?? false,
            [.. limits.OrderBy(limit => limit.Kind).ThenBy(limit => limit.UpTo?.Currency, StringComparer.Ordinal)]);
        if (check.Failed) return record;
        foreach (var (field, rule) in PersonRecordRules.Check(record)) check.Add(field, rule);
        return record;
    }
}

/// <summary>Which stores: all of them, or those of some regions and some others.</summary>
/// <param name="All">True without lists; false when absent.</param>
/// <param name="Regions">Paths in the region tree, such as "east/shanghai", each with its subtree.</param>
/// <param name="Stores">Store codes.</param>
internal sealed record ScopeBody(bool? All, IReadOnlyList<string?>? Regions, IReadOnlyList<string?>? Stores)
{
    public StoreScope ToScope(Check check) => new(All ?? false, Texts(check, "scope.regions", Regions, PersonRecordRules.MaxRegions), Texts(check, "scope.stores", Stores, PersonRecordRules.MaxStores));

    private static EquatableList<string> Texts(Check check, string field, IReadOnlyList<string?>? given, int most) =>
        [.. check.OptionalList(field, given, most).Order(StringComparer.Ordinal)];
}

/// <summary>What a person may approve.</summary>
/// <param name="Kind">order, requisition, budget-overrun, price, discount, variance, refund, special-client, override, quarantine-release, expiry-change, registration-change, points or erasure.</param>
/// <param name="UpTo">Inclusive, in whole minor units; absent for any amount.</param>
internal sealed record ApprovalLimitBody([property: Needed] string? Kind, MoneyBody? UpTo)
{
    public ApprovalLimit ToLimit(string field, Check check) => new(check.Word<ApprovalKind>($"{field}.kind", Kind), check.Money($"{field}.upTo", UpTo, 0));
}

/// <summary>A person as the house answers them.</summary>
/// <param name="Keys">Valid ones, without their secrets, by id.</param>
internal sealed record PersonJson(
    string Id,
    string Name,
    string? NameZh,
    IReadOnlyList<PersonRole> Roles,
    ScopeJson Scope,
    bool SeesCost,
    IReadOnlyList<ApprovalLimit> Limits,
    bool Active,
    IReadOnlyList<PersonKeyJson> Keys,
    DateTimeOffset ChangedAt,
    long Version)
{
    public static PersonJson Of(PersonView it, IEnumerable<AccessKey> keys) => new(
        it.Id, it.Record.Name, it.Record.NameZh, it.Record.Roles, ScopeJson.Of(it.Record.Scope), it.Record.SeesCost, it.Record.Limits, it.Active,
        [.. keys.Where(key => key.Person == it.Id && key.RevokedAt is null).Select(key => new PersonKeyJson(key.Id, key.Name, key.AddedAt))], it.ChangedAt, it.Version);
}

/// <summary>Which stores a person works in.</summary>
internal sealed record ScopeJson(bool All, IReadOnlyList<string>? Regions, IReadOnlyList<string>? Stores)
{
    public static ScopeJson Of(StoreScope it) => new(it.All, it.Regions.Count == 0 ? null : it.Regions, it.Stores.Count == 0 ? null : it.Stores);
}

/// <summary>A key of a person, without its secret.</summary>
internal sealed record PersonKeyJson(string Id, string Name, DateTimeOffset AddedAt);
