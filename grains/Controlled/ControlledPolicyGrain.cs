namespace BeautyGrains.Grains;

/// <summary>What the classes of controlled goods ask for. One grain; key: <see cref="IControlledPolicyGrain.Key"/>.</summary>
[Reentrant]
public sealed class ControlledPolicyGrain(AggregateServices house, CatalogueFacts facts)
    : AggregateGrain<ControlledPolicyState, ControlledPolicyEvent>(house, ControlledPolicyKind.Instance), IControlledPolicyGrain
{
    /// <inheritdoc />
    public Task<Answer<ControlledPolicyView>> Put(PutControlledPolicy ask) => Decide((head, _) => ControlledPolicyRules.Put(head, ask), ViewOf, ask.By);

    /// <inheritdoc />
    public async Task<ControlledPolicyView> Get()
    {
        await CheckFresh();
        return ViewOf(Durable);
    }

    /// <inheritdoc />
    protected override void OnDurable() => facts.Told(ViewOf(Durable));

    // A table that was put before there were categories has those of the defaults.
    private static ControlledPolicyView ViewOf(Versioned<ControlledPolicyState> state) => new(
        state.State.Policy is { } policy ? policy.Categories is null ? policy with { Categories = Known(policy) } : policy : ControlledDefaults.Policy, state.At, state.Version);

    private static EquatableList<ControlledCategory> Known(ControlledPolicy policy) => [.. ControlledDefaults.Categories.Where(row => policy.Classes.Any(one => one.Id == row.Class))];
}

/// <summary>What may become of the table.</summary>
internal static class ControlledPolicyRules
{
    /// <summary>Guards in this order: form, the same content, If-Match.</summary>
    public static Decision<ControlledPolicyEvent> Put(ControlledPolicyState state, PutControlledPolicy ask)
    {
        if (ControlledForm.Check(ask.Policy) is [var (field, rule), ..]) return Refusal.Invalid(field, rule);
        if (ask.Policy == state.Policy) return Decision<ControlledPolicyEvent>.AlreadyDone;
        if (ask.IfVersion is { } expected && expected != state.Version) return new Refusal(RefusalKind.StaleVersion);
        return new ControlledPolicyPut(ask.Policy);
    }
}
