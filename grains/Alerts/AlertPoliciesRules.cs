namespace BeautyGrains.Grains;

/// <summary>What may become of policies.</summary>
internal static class AlertPoliciesRules
{
    /// <summary>The most policies.</summary>
    public const int MaxPolicies = 10_000;

    /// <summary>Guards in this order: form, the same content, room.</summary>
    public static Decision<AlertPolicyEvent> Put(AlertPoliciesState state, AlertPolicy policy)
    {
        if (FormOf(policy) is { } invalid) return invalid;
        if (state.Policies.TryGetValue(policy.Id, out var known) && known == policy) return Decision<AlertPolicyEvent>.AlreadyDone;
        if (known is null && state.Policies.Count >= MaxPolicies) return Refusal.Invalid("id", "at-most-10000-policies");
        return new AlertPolicyPut(policy);
    }

    /// <summary>Only one that is there.</summary>
    public static Decision<AlertPolicyEvent> Remove(AlertPoliciesState state, string id) =>
        state.Policies.ContainsKey(id) ? new AlertPolicyRemoved(id) : new Refusal(RefusalKind.UnknownAlertPolicy);

    private static Refusal? FormOf(AlertPolicy policy)
    {
        if (!Limits.IsId(policy.Id)) return Refusal.Invalid("id", "must-be-an-id");
        if (!Enum.IsDefined(policy.Kind)) return Refusal.Invalid("kind", "unknown-value");
        if (policy.Store is not null && !Limits.IsId(policy.Store)) return Refusal.Invalid("store", "must-be-an-id");
        if (policy.Sku is not null && !Limits.IsId(policy.Sku)) return Refusal.Invalid("sku", "must-be-an-id");
        if (policy.Severity is { } severity && !Enum.IsDefined(severity)) return Refusal.Invalid("severity", "unknown-value");
        if (policy.ValidThrough < policy.ValidFrom) return Refusal.Invalid("validThrough", "must-not-be-before-validFrom");
        return policy.Threshold is { } threshold ? FormOf(policy.Kind, threshold) : null;
    }

    private static Refusal? FormOf(AlertKind kind, decimal threshold)
    {
        var unit = AlertDefaults.Table[kind].Unit;
        if (unit == ThresholdUnit.None) return Refusal.Invalid("threshold", "not-with-this-kind");
        if (unit == ThresholdUnit.Quantity) return Limits.QuantityRule(threshold) is { } rule ? Refusal.Invalid("threshold", rule) : null;
        if (threshold < 0) return Refusal.Invalid("threshold", "must-not-be-negative");
        if (threshold > 10_000) return Refusal.Invalid("threshold", "must-be-at-most-10000");
        return decimal.Truncate(threshold) == threshold ? null : Refusal.Invalid("threshold", "at-most-0-decimals");
    }
}
