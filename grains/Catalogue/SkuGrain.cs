namespace BeautyGrains.Grains;

/// <summary>One product in the catalogue. Key: the SKU code.</summary>
[Reentrant]
public sealed class SkuGrain(AggregateServices house, CatalogueFacts facts)
    : AggregateGrain<SkuState, SkuEvent>(house, SkuKind.Instance), ISkuGrain
{
    private const int StoresAtOnce = 32;

    /// <inheritdoc />
    public async Task<Answer<SkuView>> Put(PutSku ask)
    {
        // Asked before deciding; a reservation made in between keeps its own unit, and its commit tells (UnitChanged).
        var open = SkuRules.ChangesUnits(Head, ask.Record) ? await CountOpenReservations() : 0;
        return await Decide((head, _) => SkuRules.Put(head, ask, open), on => ViewOf(on)!, ask.By);
    }

    /// <inheritdoc />
    public async Task<SkuView?> Get()
    {
        await CheckFresh();
        EndIfEmpty();
        return ViewOf(Durable);
    }

    /// <inheritdoc />
    protected override void OnDurable()
    {
        if (ViewOf(Durable) is { } view) facts.Told(view);
    }

    private SkuView? ViewOf(Versioned<SkuState> state) =>
        state.State.Record is { } record ? new(Key, record, state.At, state.Version) : null;

    private async Task<int> CountOpenReservations()
    {
        var open = 0;
        var after = "";
        while (true)
        {
            var stores = await Journal.ListStreams(StoreKind.Instance.Category, "", after, StoresAtOnce);
            var counts = await Task.WhenAll(stores.Select(store =>
                GrainFactory.GetGrain<IStockGrain>(StockKey.Of(store.Key, Key)).CountOpenReservations()));
            open += counts.Sum();
            if (open > 0 || stores.Count < StoresAtOnce) return open;
            after = stores[^1].Key;
        }
    }
}
