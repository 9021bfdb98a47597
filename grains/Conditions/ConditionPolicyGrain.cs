namespace BeautyGrains.Grains;

/// <summary>What climate goods need. One grain; key: <see cref="IConditionPolicyGrain.Key"/>.</summary>
[Reentrant]
public sealed class ConditionPolicyGrain(AggregateServices house)
    : AggregateGrain<ConditionPolicyState, ConditionPolicyEvent>(house, ConditionPolicyKind.Instance), IConditionPolicyGrain
{
    /// <inheritdoc />
    public Task<Answer<ConditionPolicyView>> Put(PutConditionPolicy ask) => Decide((head, _) => ConditionPolicyRules.Put(head, ask), ViewOf, ask.By);

    /// <inheritdoc />
    public async Task<ConditionPolicyView> Get()
    {
        await CheckFresh();
        return ViewOf(Durable);
    }

    private static ConditionPolicyView ViewOf(Versioned<ConditionPolicyState> state) => new(state.State.Policy ?? ConditionDefaults.Policy, state.At, state.Version);
}

/// <summary>What may become of the tables.</summary>
internal static class ConditionPolicyRules
{
    /// <summary>Guards in this order: form, the same content, If-Match.</summary>
    public static Decision<ConditionPolicyEvent> Put(ConditionPolicyState state, PutConditionPolicy ask)
    {
        if (ZoneForm.Check(ask.Policy) is [var (field, rule), ..]) return Refusal.Invalid(field, rule);
        if (ask.Policy == state.Policy) return Decision<ConditionPolicyEvent>.AlreadyDone;
        if (ask.IfVersion is { } expected && expected != state.Version) return new Refusal(RefusalKind.StaleVersion);
        return new ConditionPolicyPut(ask.Policy);
    }
}
