namespace BeautyGrains.Grains;

/// <summary>From when on alerts are raised. One grain; key: <see cref="IAlertPoliciesGrain.TheKey"/>.</summary>
[Reentrant]
public sealed class AlertPoliciesGrain(AggregateServices house, AlertPolicyFacts facts)
    : AggregateGrain<AlertPoliciesState, AlertPolicyEvent>(house, AlertPoliciesKind.Instance), IAlertPoliciesGrain
{
    /// <inheritdoc />
    public Task<Answer<AlertPolicy>> Put(PutAlertPolicy ask) =>
        Decide((head, _) => AlertPoliciesRules.Put(head, ask.Policy), _ => ask.Policy, ask.By);

    /// <inheritdoc />
    public async Task<Answer<AlertPolicy>> Remove(RemoveAlertPolicy ask)
    {
        AlertPolicy? removed = null;
        return await Decide(
            (head, _) =>
            {
                removed = head.Policies.GetValueOrDefault(ask.Id);
                return AlertPoliciesRules.Remove(head, ask.Id);
            },
            _ => removed!,
            ask.By);
    }

    /// <inheritdoc />
    public async Task<AlertPolicyTable> GetAll()
    {
        await CheckFresh();
        return Table();
    }

    /// <inheritdoc />
    protected override void OnDurable() => facts.Told(Table());

    private AlertPolicyTable Table() => new([.. Durable.State.Policies.Values], Durable.Version);
}
