namespace BeautyGrains.Grains;

/// <summary>One supplier. Key: the supplier's id.</summary>
[Reentrant]
public sealed class SupplierGrain(AggregateServices house)
    : AggregateGrain<SupplierState, SupplierEvent>(house, SupplierKind.Instance), ISupplierGrain
{
    /// <inheritdoc />
    public Task<Answer<SupplierView>> Put(PutSupplier ask) =>
        Decide((head, _) => SupplierRules.Put(head, ask), on => ViewOf(on)!, ask.By);

    /// <inheritdoc />
    public Task<Answer<SupplierView>> AddContract(AddContract ask) =>
        Decide((head, _) => SupplierRules.AddContract(head, ask), on => ViewOf(on)!, ask.By);

    /// <inheritdoc />
    public async Task<SupplierView?> Get()
    {
        await CheckFresh();
        EndIfEmpty();
        return ViewOf(Durable);
    }

    private SupplierView? ViewOf(Versioned<SupplierState> state) => SupplierRules.ViewOf(Key, state);
}
