namespace BeautyGrains.Grains;

/// <summary>The tables of buying. One grain; key: <see cref="IBuyingPolicyGrain.Key"/>.</summary>
[Reentrant]
public sealed class BuyingPolicyGrain(AggregateServices house, CatalogueFacts facts)
    : AggregateGrain<BuyingPolicyState, BuyingPolicyEvent>(house, BuyingPolicyKind.Instance), IBuyingPolicyGrain
{
    /// <inheritdoc />
    public Task<Answer<BuyingPolicyView>> Put(PutBuyingPolicy ask) =>
        Decide((head, _) => BuyingPolicyRules.Put(head, ask), ViewOf, ask.By);

    /// <inheritdoc />
    public async Task<BuyingPolicyView> Get()
    {
        await CheckFresh();
        return ViewOf(Durable);
    }

    /// <inheritdoc />
    protected override void OnDurable() => facts.Told(ViewOf(Durable));

    private static BuyingPolicyView ViewOf(Versioned<BuyingPolicyState> state) =>
        new(state.State.Policy ?? BuyingDefaults.Policy, state.At, state.Version);
}

/// <summary>What may become of the tables of buying.</summary>
public static class BuyingPolicyRules
{
    /// <summary>Guards in this order: form, the same content, If-Match.</summary>
    internal static Decision<BuyingPolicyEvent> Put(BuyingPolicyState state, PutBuyingPolicy ask)
    {
        if (BuyingPolicyForm.Check(ask.Policy) is [var (field, rule), ..]) return Refusal.Invalid(field, rule);
        if (ask.Policy == state.Policy) return Decision<BuyingPolicyEvent>.AlreadyDone;
        if (ask.IfVersion is { } expected && expected != state.Version) return new Refusal(RefusalKind.StaleVersion);
        return new BuyingPolicyPut(ask.Policy);
    }
}
