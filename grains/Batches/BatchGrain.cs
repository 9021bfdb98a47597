namespace BeautyGrains.Grains;

/// <summary>
/// Reservations in several stocks, all or none. Key: an id made from the batch. Every item is a reservation under its caller's own id, as a single
/// call would make it, and remembers that this batch made it; so a refused batch takes back what it made, and nothing else, wherever a
/// crash falls. Once all are held the process ends, and the reservations live and expire by themselves.
/// </summary>
[Reentrant]
public sealed class BatchGrain(AggregateServices house) : ProcessGrain<Batch, BatchEvent>(house, BatchKind.Instance), IBatchGrain
{
    /// <inheritdoc />
    public async Task<Answer<BatchView>> Put(PutBatch ask)
    {
        if (BatchRules.FormOf(Key, ask) is { } invalid) return new(null, invalid, false);
        return await Carry(
            static () => Task.FromResult(true),
            (batch, _, _) => BatchRules.Put(batch, ask),
            (batch, isNew) => BatchRules.AnswerOf(Key, ask, batch, isNew),
            ask.By);
    }

    /// <inheritdoc />
    protected override ProcessStep<Batch, BatchEvent>? NextStep(Batch state) => state.Phase switch
    {
        BatchPhase.Reserving => Step(state, state.Of(BatchItemStatus.Asked), Reserve, outcomes => new BatchItemsReserved(outcomes)),
        BatchPhase.Undoing => Step(state, state.ToUndo, TakeBack, ids => new BatchItemsReleased(ids)),
        _ => null,
    };

    /// <inheritdoc />
    protected override bool IsOneAttempt(Batch decided, Batch end) => decided.Attempt == end.Attempt;

    private static ProcessStep<Batch, BatchEvent> Step<TOutcome>(
        Batch state, IEnumerable<BatchEntry> items, Func<Batch, BatchItem, Task<TOutcome>> ask, Func<ImmutableArray<TOutcome>, BatchEvent> record) =>
        new(async () =>
        {
            var outcomes = await LineCalls.Each(items, item => ask(state, item.Ask));
            return (head, _) => BatchRules.Record(head, state.Phase, record(outcomes));
        });

    private async Task<ItemOutcome> Reserve(Batch state, BatchItem item) => ItemOutcome.Of(item.ReservationId, await Stock(item).Reserve(new(
        item.ReservationId, item.Quantity, item.Unit, item.HoldFor, HoldUntil: null,
        item.Lot, item.LotReason, item.MinShelfLifeDays, item.ForDate, Pinned: false, By(state), MadeFor: ProcessId, Attempt: state.Attempt)));

    // Refused where nothing is held, which is what was asked for; the stock remembers that this attempt is over.
    private async Task<string> TakeBack(Batch state, BatchItem item)
    {
        await Stock(item).Release(new(item.ReservationId, By(state), OnlyIfMadeFor: ProcessId, Attempt: state.Attempt));
        return item.ReservationId;
    }

    private string ProcessId => $"batch:{Key}";

    private Caller By(Batch state) => StepBy(state.Actor);

    private IStockGrain Stock(BatchItem item) => GrainFactory.GetGrain<IStockGrain>(StockKey.Of(item.Store, item.Sku));
}
