namespace BeautyGrains.Grains;

/// <summary>What one store may spend on one category of goods in one month. Key: see <see cref="BudgetKey"/>.</summary>
[Reentrant]
public sealed class BudgetGrain(AggregateServices house)
    : AggregateGrain<Budget, BudgetEvent>(house, BudgetKind.Instance), IBudgetGrain
{
    /// <inheritdoc />
    public Task<Answer<BudgetView>> Put(PutBudget ask) => Decide(
        (head, _) => BudgetRules.Put(head, ask), on => BudgetRules.ViewOf(Key, on)!, ask.By);

    /// <inheritdoc />
    public Task<Answer<CommitmentView>> Commit(CommitBudget ask)
    {
        var store = BudgetKey.Parse(Key).Store;
        return Decide((head, _) => BudgetRules.Commit(head, store, ask), on => View(on, ask.Reference), ask.By);
    }

    /// <inheritdoc />
    public Task<Answer<CommitmentView>> Release(ReleaseBudget ask) => Decide((head, _) => BudgetRules.Release(head, ask), on => View(on, ask.Reference), ask.By);

    /// <inheritdoc />
    public Task<Answer<CommitmentView>> Spend(SpendBudget ask) => Decide((head, _) => BudgetRules.Spend(head, ask), on => View(on, ask.Reference), ask.By);

    /// <inheritdoc />
    public async Task<BudgetView?> Get()
    {
        await CheckFresh();
        EndIfEmpty();
        return BudgetRules.ViewOf(Key, Durable);
    }

    /// <inheritdoc />
    public async Task<Answer<CommitmentView>> GetCommitment(string reference)
    {
        await CheckFresh();
        EndIfEmpty();
        return Durable.State.Commitments.ContainsKey(reference) ? new(View(Durable, reference), null, false) : new(null, new(RefusalKind.UnknownCommitment), false);
    }

    private static CommitmentView View(Versioned<Budget> on, string reference) => BudgetRules.ViewOf(on.State, on.State.Commitments[reference]);
}
