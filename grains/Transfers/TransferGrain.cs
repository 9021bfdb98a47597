namespace BeautyGrains.Grains;

/// <summary>
/// Goods from one store to another. Key: the transfer id; each line is the pinned reservation "transfer:ID" at the source.
/// <para>
/// Order of the steps of one line, and why no unit is lost or doubled wherever a crash falls: the destination expects, the source ships
/// (on hand becomes outbound transit), the destination receives (inbound transit becomes on hand), the source closes. At every moment
/// what is on its way is the smaller of the source's outbound and the destination's inbound transit: nothing before the source has shipped,
/// nothing after the destination has received. What did not arrive is written down by <see cref="TransferArrived"/> before the destination
/// receives, and counts as lost from the moment it has.
/// So Σ stores + in transit + recorded losses stays the same between any two steps.
/// </para>
/// </summary>
[Reentrant]
public sealed class TransferGrain(AggregateServices house, ICatalogueFacts catalogue, StorageRanges ranges)
    : ProcessGrain<Transfer, TransferEvent>(house, TransferKind.Instance), ITransferGrain
{
    // A transfer that was refused is never asked for anew.
    private const long OnlyAttempt = 1;

    /// <inheritdoc />
    public async Task<Answer<TransferView>> Put(PutTransfer ask)
    {
        if (TransferRules.FormOf(Key, ask) is { } invalid) return new(null, invalid, false);
        var isFirst = false;
        var answer = await Carry(
            () => Head.Phase == TransferPhase.None ? FactsOf(ask) : Task.FromResult<TransferFacts?>(null),
            (transfer, now, facts) => TransferRules.Put(transfer, ask, facts, now),
            (transfer, isNew) =>
            {
                isFirst = isNew && transfer.State.IsAsPrepared;
                return transfer.State.Phase == TransferPhase.Refused
                    ? new(null, TransferRules.LinesRefused(transfer.State, item => item.Refusal), false)
                    : View(transfer, isNew);
            },
            ask.By);
        // A repeat gets the first answer, whatever has become of the transfer since; others may have shipped it before the first answer was made.
        return answer.Value is null || isFirst ? answer : View(await FirstSettled(), answer.IsNew);
    }

    /// <inheritdoc />
    public Task<Answer<TransferView>> Ship(ShipTransfer ask) => TransferRules.UnitsForm(ask) is { } invalid ? Task.FromResult(new Answer<TransferView>(null, invalid, false)) : Carry(
        ShippingFacts,
        (transfer, _, facts) => TransferRules.Ship(transfer, ask, facts),
        (transfer, isNew) => transfer.State.Items.Any(item => item.ShipRefusal is not null)
            ? new(null, TransferRules.LinesRefused(transfer.State, item => item.ShipRefusal), false)
            : View(transfer, isNew),
        ask.By);

    /// <inheritdoc />
    public Task<Answer<TransferView>> Receive(ReceiveTransfer ask) => Carry(
        SkusOnTheWay,
        (transfer, _, skus) => ArrivalRules.Receive(transfer, ask, skus, ranges),
        View,
        ask.By);

    /// <inheritdoc />
    public Task<Answer<TransferView>> Cancel(CancelTransfer ask) => Carry(
        static () => Task.FromResult(true),
        (transfer, _, _) => TransferRules.Cancel(transfer),
        View,
        ask.By);

    /// <inheritdoc />
    public async Task<Answer<TransferView>> Get()
    {
        await CheckFresh();
        EndIfEmpty();
        return Durable.State.Phase == TransferPhase.None ? new(null, new(RefusalKind.UnknownTransfer), false) : View(Durable, false);
    }

    /// <inheritdoc />
    protected override ProcessStep<Transfer, TransferEvent>? NextStep(Transfer state) => state.Phase switch
    {
        TransferPhase.Preparing => Step(state, state.Of(TransferLineStatus.Asked), Reserve, outcomes => new TransferLinesReserved(outcomes)),
        TransferPhase.Undoing => Step(state, state.ToUndo, Undo, skus => new TransferLinesReleased(skus)),
        TransferPhase.Cancelling => Step(state, state.Of(TransferLineStatus.Held), Undo, skus => new TransferLinesReleased(skus)),
        TransferPhase.Checking => Step(state, state.Of(TransferLineStatus.Held), Check, outcomes => new TransferLinesChecked(outcomes)),
        TransferPhase.Shipping => Step(state, state.Of(TransferLineStatus.Checked), Ship, lines => new TransferLinesShipped(lines)),
        TransferPhase.Receiving => Step(state, state.Of(TransferLineStatus.Shipped), Receive, skus => new TransferLinesReceived(skus)),
        _ => null,
    };

    private static ProcessStep<Transfer, TransferEvent> Step<TOutcome>(
        Transfer state, IEnumerable<TransferItem> lines, Func<Transfer, TransferItem, Task<TOutcome>> ask, Func<ImmutableArray<TOutcome>, TransferEvent> record) =>
        new(async () =>
        {
            var outcomes = await LineCalls.Each(lines, item => ask(state, item));
            return (head, _) => TransferRules.Record(head, state.Phase, record(outcomes));
        });

    private async Task<LineOutcome> Reserve(Transfer state, TransferItem item) => LineOutcome.Of(item.Ask.Sku, await Stock(state.From, item).Reserve(new(
        ReservationId, item.Ask.Quantity, Unit: null, HoldFor: null, HoldUntil: null,
        Lot: null, LotReason: null, MinShelfLifeDays: null, ForDate: null, Pinned: true, By(state), Attempt: OnlyAttempt)));

    // What is held never expires, so nothing may be held by a request that comes after this.
    private async Task<string> Undo(Transfer state, TransferItem item)
    {
        var answer = await Stock(state.From, item).Release(new(ReservationId, By(state), Attempt: OnlyAttempt));
        if (item.Status == TransferLineStatus.Held || answer.Refusal?.Kind != RefusalKind.UnknownReservation) Must(answer, state.From, item);
        return item.Ask.Sku;
    }

    private async Task<LineOutcome> Check(Transfer state, TransferItem item)
    {
        var held = await Stock(state.From, item).GetReservation(ReservationId);
        if (held.Value is null) return new(item.Ask.Sku, [], null, StoredRefusal.Of(held.Refusal!));
        var stock = await Stock(state.From, item).Get();
        var refusal = stock is null ? new(RefusalKind.UnknownSku, Sku: item.Ask.Sku)
            : state.SerialsOf(item) is { } picked ? TransferRules.CheckUnits(held.Value, stock, await Stock(state.From, item).GetUnits(), picked)
            : TransferRules.CheckLots(held.Value, stock);
        return new(item.Ask.Sku, held.Value.Lots, held.Value.Quantity, refusal is null ? null : StoredRefusal.Of(refusal));
    }

    private async Task<ShippedLine> Ship(Transfer state, TransferItem item)
    {
        Must(await Stock(state.To, item).ExpectTransfer(new(Key, state.From, item.Ask.Quantity, By(state))), state.To, item);
        var source = Stock(state.From, item);
        var shipped = await source.ShipTransfer(new(Key, ReservationId, state.To, By(state), state.SerialsOf(item)));
        if (shipped.Refusal is not null && (await source.Repin(new(ReservationId, By(state)))).Refusal is null)
            shipped = await source.ShipTransfer(new(Key, ReservationId, state.To, By(state), state.SerialsOf(item)));
        return shipped.Value is { } done ? Shipped(state, item, done.Lots) : await NotShipped(state, item, shipped.Refusal!);
    }

    private static ShippedLine Shipped(Transfer state, TransferItem item, ImmutableArray<TravellingLot> lots) => new(item.Ask.Sku, lots, null, TransferPricing.Of(state.Terms, item.Ask.Sku, lots));

    // A lot was blocked between the check and now and there is no other: the line stays, and nobody waits for it.
    private async Task<ShippedLine> NotShipped(Transfer state, TransferItem item, Refusal why)
    {
        // Released, it cannot be shipped any more. Where a request that was late has shipped it meanwhile, it is on its way.
        var source = Stock(state.From, item);
        var released = await source.Release(new(ReservationId, By(state)));
        if (released.Refusal is not null && (await source.ShipTransfer(new(Key, ReservationId, state.To, By(state), state.SerialsOf(item)))).Value is { } shipped)
            return Shipped(state, item, shipped.Lots);
        Must(released, state.From, item);
        Must(await Stock(state.To, item).ReceiveTransfer(new(Key, state.From, [], false, By(state))), state.To, item);
        return new(item.Ask.Sku, [], StoredRefusal.Of(why));
    }

    private async Task<string> Receive(Transfer state, TransferItem item)
    {
        if (item.Lots.IsEmpty) return item.Ask.Sku;
        ImmutableArray<ArrivedLot> lots = [.. item.Lots.Select(lot => new ArrivedLot(item.PriceOf(lot.Lot) is { } price ? lot with { UnitCost = price } : lot, item.Arrivals.First(arrival => arrival.Lot == lot.Lot).Received))];
        Must(await Stock(state.To, item).ReceiveTransfer(new(Key, state.From, lots, item.Quarantine, By(state))), state.To, item);
        Must(await Stock(state.From, item).CloseTransfer(new(Key, By(state))), state.From, item);
        return item.Ask.Sku;
    }

    // Past the point of no return stocks have no right to refuse; a step that is refused all the same is repeated loudly and stays open.
    private void Must<T>(Answer<T> answer, string store, TransferItem item)
        where T : class
    {
        if (answer.Refusal is { } refusal)
            throw new InvalidOperationException($"{store}/{item.Ask.Sku} refused a step of transfer {Key}: {refusal}");
    }

    private async Task<TransferFacts?> FactsOf(PutTransfer ask)
    {
        var atSource = await AskedLines.FactsOf(catalogue, ask.From, ask.Lines);
        var to = await catalogue.Of(ask.To, ask.Lines[0].Sku);
        if (to.Refusal?.Kind == RefusalKind.UnknownStore) return new(atSource, to.Refusal);
        // The source's own licence is looked at by its stock, as that of anything else that is reserved.
        var both = new Dictionary<string, Answer<StockFacts>>(atSource, StringComparer.Ordinal);
        foreach (var sku in atSource.Keys.Order(StringComparer.Ordinal))
            if (both[sku].Value is { } here && (await catalogue.Of(ask.To, sku)).Value?.NotTakenFrom(here.Store) is { } forbidden) both[sku] = both[sku] with { Refusal = forbidden };
        return new(both, null);
    }

    private async Task<ShippingFacts> ShippingFacts()
    {
        var state = Head;
        if (state.Phase != TransferPhase.Ready) return new([], null);
        var forbidden = ImmutableArray.CreateBuilder<LineRefusal>();
        var sold = new List<(SkuRecord Sku, string Code)>();
        (StoreRecord From, StoreRecord To)? stores = null;
        foreach (var item in state.Of(TransferLineStatus.Held))
        {
            if ((await catalogue.Of(state.From, item.Ask.Sku)).Value is not { } here || (await catalogue.Of(state.To, item.Ask.Sku)).Value is not { } there) continue;
            if (there.NotTakenFrom(here.Store) is { } refusal) forbidden.Add(new(item.Ask.Sku, refusal));
            if (here.Store.LegalEntity == there.Store.LegalEntity) continue;
            stores = (here.Store, there.Store);
            sold.Add((here.Sku, item.Ask.Sku));
        }
        return new(forbidden.ToImmutable(), stores is { } between ? await Terms(between.From, between.To, sold) : null);
    }

    private async Task<TransferTerms> Terms(StoreRecord from, StoreRecord to, List<(SkuRecord Sku, string Code)> sold)
    {
        var policy = (await GrainFactory.GetGrain<IBuyingPolicyGrain>(IBuyingPolicyGrain.Key).Get()).Policy;
        var (day, between) = (ExpiryRules.DayAt(Clock.GetUtcNow(), from.TimeZone), new EntityPair(from.LegalEntity, to.LegalEntity));
        return new(between, policy.Currency, [.. sold.Select(one => TransferPricing.TermOf(policy, day, one.Code, one.Sku.GoodsCategory, between))]);
    }

    private async Task<IReadOnlyDictionary<string, SkuRecord>> SkusOnTheWay()
    {
        var state = Head;
        var skus = new Dictionary<string, SkuRecord>(StringComparer.Ordinal);
        if (state.Phase != TransferPhase.Shipped) return skus;
        foreach (var item in state.Items)
            if ((await catalogue.Of(state.To, item.Ask.Sku)).Value is { } facts) skus[item.Ask.Sku] = facts.Sku;
        return skus;
    }

    private string ReservationId => $"transfer:{Key}";

    private Caller By(Transfer state) => StepBy(state.Actor);

    private IStockGrain Stock(string store, TransferItem item) => GrainFactory.GetGrain<IStockGrain>(StockKey.Of(store, item.Ask.Sku));

    private Answer<TransferView> View(Versioned<Transfer> transfer, bool isNew) => new(TransferRules.ViewOf(Key, transfer), null, isNew);
}
