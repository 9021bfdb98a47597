namespace BeautyGrains.Grains;

/// <summary>A contract with a supplier. Key: the contract's id.</summary>
[Reentrant]
public sealed class ContractGrain(AggregateServices house)
    : AggregateGrain<ContractState, ContractEvent>(house, ContractKind.Instance), IContractGrain
{
    /// <inheritdoc />
    public async Task<Answer<ContractView>> Put(PutContract ask)
    {
        if (ContractRules.FormOf(Key, ask) is { } invalid) return new(null, invalid, false);
        // The supplier hears of it first: one that it knows and that was never written is looked up in vain, one that it did not know would be overlooked.
        if (Head.Record is null && await Announce(ask) is { } refusal) return new(null, refusal, false);
        return await Decide((head, _) => ContractRules.Put(head, ask), on => ContractRules.ViewOf(Key, on)!, ask.By);
    }

    /// <inheritdoc />
    public async Task<ContractView?> Get()
    {
        await CheckFresh();
        EndIfEmpty();
        return ContractRules.ViewOf(Key, Durable);
    }

    private async Task<Refusal?> Announce(PutContract ask) =>
        (await GrainFactory.GetGrain<ISupplierGrain>(ask.Record.Supplier).AddContract(new(Key, ask.By))).Refusal;
}
