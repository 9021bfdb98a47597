namespace BeautyGrains.Contracts;

/// <summary>The rules of form of a person's record; the HTTP edge and the grain share them.</summary>
public static class PersonRecordRules
{
    /// <summary>Regions of a person.</summary>
    public const int MaxRegions = 100;

    /// <summary>Stores of a person, by name.</summary>
    public const int MaxStores = 1_000;

    /// <summary>Approval limits of a person.</summary>
    public const int MaxLimits = 100;

    /// <summary>The highest approval limit that is a number, in minor units.</summary>
    public const decimal MaxAmount = 1_000_000_000_000m;

    /// <summary>Every rule that the record breaks, by field as in a request, in the order of its fields; empty when it is well formed.</summary>
    public static ImmutableArray<(string Field, string Rule)> Check(PersonRecord record)
    {
        var form = new FormRules();
        form.Needed(record.Name, SkuRecordRules.MaxName, "name");
        form.Optional(record.NameZh, SkuRecordRules.MaxName, "nameZh");
        Roles(record.Roles, form);
        Scope(record.Scope, form);
        ApprovalLimits(record.Limits, form);
        return form.Broken;
    }

    private static void Roles(EquatableList<PersonRole>? roles, FormRules form)
    {
        form.Require(roles is { Count: > 0 }, "roles", "required");
        form.Require(roles is null || roles.All(Enum.IsDefined), "roles", "unknown-value");
        form.Require(roles is null || roles.Distinct().Count() == roles.Count, "roles", "must-be-unique");
    }

    private static void Scope(StoreScope? scope, FormRules form)
    {
        if (scope is null)
        {
            form.Require(false, "scope", "required");
            return;
        }
        var named = scope.Regions is { Count: > 0 } || scope.Stores is { Count: > 0 };
        form.Require(scope.All || named, "scope", "required");
        form.Require(!scope.All || !named, "scope", "all-or-some");
        form.Texts(scope.Regions, MaxRegions, SkuRecordRules.MaxName, "scope.regions");
        for (var i = 0; i < (scope.Regions?.Count ?? 0); i++)
            form.Require(scope.Regions![i] is not { } region || region.Split('/').All(part => !string.IsNullOrWhiteSpace(part)), $"scope.regions[{i}]", "must-be-a-path");
        form.Texts(scope.Stores, MaxStores, Limits.MaxIdLength, "scope.stores");
        for (var i = 0; i < (scope.Stores?.Count ?? 0); i++) form.Require(Limits.IsId(scope.Stores![i]), $"scope.stores[{i}]", "must-be-an-id");
    }

    private static void ApprovalLimits(EquatableList<ApprovalLimit>? limits, FormRules form)
    {
        if (limits is null || !form.Bounded(limits.Count, MaxLimits, "limits")) return;
        var seen = new HashSet<(ApprovalKind, string?)>();
        var unbounded = limits.Where(limit => limit is { UpTo: null }).Select(limit => limit.Kind).ToHashSet();
        for (var i = 0; i < limits.Count; i++)
        {
            var field = $"limits[{i}]";
            if (limits[i] is not { } limit)
            {
                form.Require(false, field, "required");
                continue;
            }
            form.Known(limit.Kind, $"{field}.kind");
            form.Require(seen.Add((limit.Kind, limit.UpTo?.Currency)), field, "must-be-unique");
            if (limit.UpTo is not { } upTo) continue;
            form.Require(!unbounded.Contains(limit.Kind), field, "kind-has-no-bound-besides");
            form.Between(upTo.Amount, 0, MaxAmount, $"{field}.upTo.amount");
            form.Require(decimal.Truncate(upTo.Amount) == upTo.Amount, $"{field}.upTo.amount", "at-most-0-decimals");
            form.Require(SkuRecordRules.IsCurrency(upTo.Currency), $"{field}.upTo.currency", "must-be-iso-4217");
        }
    }
}
