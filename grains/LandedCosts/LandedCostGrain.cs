namespace BeautyGrains.Grains;

/// <summary>
/// What it cost to bring the goods of one receipt in. Key: its id; movements in stock are "landed-cost:ID:PLACE". Every share finds a place: the goods
/// that are still there, or the variance, whatever their stocks answer.
/// </summary>
[Reentrant]
public sealed class LandedCostGrain(AggregateServices house, ICatalogueFacts catalogue)
    : ProcessGrain<LandedCost, LandedCostEvent>(house, LandedCostsKind.Instance), ILandedCostGrain
{
    /// <inheritdoc />
    public async Task<Answer<LandedCostView>> Put(PutLandedCost ask) => LandedCostRules.FormOf(Key, ask) is { } invalid
        ? new(null, invalid, false)
        : await Carry(
            () => Head.Put is null ? FactsOf(ask) : Task.FromResult<LandedCostFacts?>(null), (cost, now, facts) => LandedCostRules.Put(cost, ask, facts, now), View, ask.By);

    /// <inheritdoc />
    public async Task<Answer<LandedCostView>> Get()
    {
        await CheckFresh();
        EndIfEmpty();
        return Durable.State.Put is null ? new(null, new(RefusalKind.UnknownLandedCost), false) : View(Durable, false);
    }

    /// <inheritdoc />
    protected override ProcessStep<LandedCost, LandedCostEvent>? NextStep(LandedCost state) => state.ToPost.Any() ? new(() => Post(state)) : null;

    private async Task<Func<LandedCost, DateTimeOffset, Decision<LandedCostEvent>>> Post(LandedCost state)
    {
        var outcomes = await LineCalls.Each(state.ToPost, line => Add(state, line));
        return (head, _) => head.Outcomes.Count == state.Outcomes.Count ? new LandedCostAdded([.. outcomes]) : Decision<LandedCostEvent>.AlreadyDone;
    }

    private async Task<LandedOutcome> Add(LandedCost state, LandedLine line)
    {
        var answer = await GrainFactory.GetGrain<IStockGrain>(StockKey.Of(state.Put!.Store, line.Sku)).AddCost(new(
            FormattableString.Invariant($"landed-cost:{Key}:{line.Place}"), line.Into, new(line.Amount, state.Put.House), state.Put.Receipt, StepBy(state.Actor)));
        return answer.Value is { } moved
            ? new(line.Place, moved.Lines.Sum(one => one.CostAdded!.Amount), moved.Lines.Sum(one => one.CostVariance!.Amount), null)
            : new(line.Place, 0, line.Amount, StoredRefusal.Of(answer.Refusal!));
    }

    private async Task<LandedCostFacts?> FactsOf(PutLandedCost ask)
    {
        var receipt = await GrainFactory.GetGrain<IReceiptGrain>(ask.Receipt).Get();
        var policy = await GrainFactory.GetGrain<IBuyingPolicyGrain>(IBuyingPolicyGrain.Key).Get();
        var stocks = new Dictionary<string, Answer<StockFacts>>(StringComparer.Ordinal);
        foreach (var sku in receipt.Value is null ? [] : receipt.Value.Lots.Select(lot => lot.Record.Sku).Distinct(StringComparer.Ordinal)) stocks[sku] = await catalogue.Of(receipt.Value!.Store, sku);
        return new(receipt, policy.Policy, stocks);
    }

    private Answer<LandedCostView> View(Versioned<LandedCost> cost, bool isNew) => new(LandedCostRules.ViewOf(Key, cost), null, isNew);
}
