namespace BeautyGrains.Grains;

/// <summary>
/// One supplier's plan. Key: the supplier's id. The order is drafted first and the needs are told afterwards: a need whose order is made twice would
/// be bought twice, while one that hears late of its order is only asked for again, and the day's order is there already.
/// </summary>
[Reentrant]
public sealed class SupplyPlanGrain(AggregateServices house) : ProcessGrain<SupplyPlan, SupplyPlanEvent>(house, SupplyPlanKind.Instance), ISupplyPlanGrain
{
    /// <inheritdoc />
    public Task<Answer<SupplyPlanView>> Plan(PlanSupply ask) => Carry(
        static () => Task.FromResult(true),
        (plan, now, _) => SupplyPlanRules.Plan(Key, plan, ask, now),
        (plan, isNew) => new Answer<SupplyPlanView>(SupplyPlanRules.ViewOf(Key, plan), null, isNew),
        ask.By);

    /// <inheritdoc />
    public async Task<SupplyPlanView> Get()
    {
        await CheckFresh();
        EndIfEmpty();
        return SupplyPlanRules.ViewOf(Key, Durable);
    }

    /// <inheritdoc />
    protected override ProcessStep<SupplyPlan, SupplyPlanEvent>? NextStep(SupplyPlan state) => state.Phase switch
    {
        SupplyPhase.Drafting => new(() => Draft(state)),
        SupplyPhase.Telling => new(() => Tell(state)),
        _ => null,
    };

    private async Task<Func<SupplyPlan, DateTimeOffset, Decision<SupplyPlanEvent>>> Draft(SupplyPlan state)
    {
        var lines = state.Needs.Select((need, at) => new OrderLineAsk(at + 1, need.Store, need.Sku, need.Quantity, Needs: [Need.Id(need.Store, need.Sku, need.Need)]));
        var answer = await GrainFactory.GetGrain<IPurchaseOrderGrain>(state.Order).Draft(new(Key, [.. lines], null, null, null, StepBy("")));
        if (answer.Value is not { } order) return (head, _) => SupplyPlanRules.Record(head, state, new SupplyDraftRefused(StoredRefusal.Of(answer.Refusal!)));
        var expected = order.Lines.ToDictionary(line => line.Line, line => line.ExpectedOn);
        return (head, _) => SupplyPlanRules.Record(head, state, new SupplyDraftMade([.. state.Needs.Select((_, at) => expected[at + 1])]));
    }

    private async Task<Func<SupplyPlan, DateTimeOffset, Decision<SupplyPlanEvent>>> Tell(SupplyPlan state)
    {
        var told = await LineCalls.Each(Enumerable.Range(state.Told, state.Needs.Count - state.Told), at => Tell(state, at));
        return (head, _) => SupplyPlanRules.Record(head, state, new SupplyNeedsTold(state.Told + told.Length));
    }

    private async Task<string> Tell(SupplyPlan state, int at)
    {
        var need = state.Needs[at];
        var answer = await GrainFactory.GetGrain<IReplenishmentGrain>(StockKey.Of(need.Store, need.Sku))
            .Order(new(need.Need, state.Order, need.Quantity, state.ExpectedOn[at], StepBy("")));
        // Nobody takes a policy away, so that there is no right to refuse.
        if (answer.Refusal is { } refusal) throw new InvalidOperationException($"{need.Store}/{need.Sku} did not take order {state.Order}: {refusal}");
        return need.Sku;
    }
}
