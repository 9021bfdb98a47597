namespace BeautyGrains.Grains;

/// <summary>
/// Goods of one store that go back to their supplier. Key: its id; movements in stock are "supplier-return:ID:PLACE", and what brings goods back takes
/// those movements back, so that they come into the same lot at the same cost. A line that its stock does not let go stays, with its reason.
/// </summary>
[Reentrant]
public sealed class SupplierReturnGrain(AggregateServices house, ICatalogueFacts catalogue)
    : ProcessGrain<SupplierReturn, SupplierReturnEvent>(house, SupplierReturnKind.Instance), ISupplierReturnGrain
{
    /// <inheritdoc />
    public async Task<Answer<SupplierReturnView>> Put(PutSupplierReturn ask) => SupplierReturnRules.FormOf(Key, ask) is { } invalid
        ? new(null, invalid, false)
        : await Carry(
            () => Head.Put is null ? FactsOf(ask) : Task.FromResult<SupplierReturnFacts?>(null), (state, _, facts) => SupplierReturnRules.Put(state, ask, facts), View, ask.By);

    /// <inheritdoc />
    public Task<Answer<SupplierReturnView>> Credit(CreditSupplierReturn ask) => Carry(
        async () => (await GrainFactory.GetGrain<IBuyingPolicyGrain>(IBuyingPolicyGrain.Key).Get()).Policy, (state, now, policy) => SupplierReturnRules.Credit(state, ask, policy, now),
        (state, isNew) => state.State.CreditRefusal is { } refusal ? new(null, refusal.ToRefusal(), false) : View(state, isNew), ask.By);

    /// <inheritdoc />
    public Task<Answer<SupplierReturnView>> Exchange(ExchangeSupplierReturn ask) => Carry(
        () => Receipt(ask.Receipt), (state, _, receipt) => SupplierReturnRules.Exchange(state, ask, receipt), View, ask.By);

    /// <inheritdoc />
    public Task<Answer<SupplierReturnView>> Decline(DeclineSupplierReturn ask) => Carry(
        static () => Task.FromResult(true), (state, _, _) => SupplierReturnRules.Decline(state, ask), View, ask.By);

    /// <inheritdoc />
    public async Task<Answer<SupplierReturnView>> Get()
    {
        await CheckFresh();
        EndIfEmpty();
        return Durable.State.Put is null ? new(null, new(RefusalKind.UnknownSupplierReturn), false) : View(Durable, false);
    }

    /// <inheritdoc />
    protected override ProcessStep<SupplierReturn, SupplierReturnEvent>? NextStep(SupplierReturn state) => state.State switch
    {
        SupplierReturnState.Sending => new(() => Send(state)),
        SupplierReturnState.Crediting => new(() => TakeNumber(state)),
        SupplierReturnState.TakingBack => new(() => TakeBack(state)),
        _ => null,
    };

    private async Task<Func<SupplierReturn, DateTimeOffset, Decision<SupplierReturnEvent>>> Send(SupplierReturn state)
    {
        var outcomes = await LineCalls.Each(state.ToDo, async place =>
        {
            var line = state.Put!.Lines[place];
            if (line.Lot is not { } lot) return await Claim(state, place, line.Quantity);
            var answer = await Stock(state, line).ReturnToSupplier(new(MovementOf(place), line.Quantity, null, lot, state.Put.Supplier, state.Put.Note, null, StepBy(state.Actor)));
            return answer.Value is { } moved ? new(place, line.Quantity, moved.Lines[0].UnitCost, null) : new(place, 0, null, StoredRefusal.Of(answer.Refusal!));
        });
        return (head, _) => head.State == state.State && head.Sent.Count == state.Sent.Count ? new SupplierReturnLinesSent([.. outcomes]) : Decision<SupplierReturnEvent>.AlreadyDone;
    }

    private async Task<Func<SupplierReturn, DateTimeOffset, Decision<SupplierReturnEvent>>> TakeBack(SupplierReturn state)
    {
        var outcomes = await LineCalls.Each(state.ToDo, async place =>
        {
            if (state.Put!.Lines[place] is { Lot: null } rejected) return await Claim(state, place, 0) with { Quantity = rejected.Quantity };
            var answer = await Stock(state, state.Put!.Lines[place]).Reverse(new(MovementOf(place), MovementKind.SupplierReturn, MovementOf(place), state.Reason!, StepBy(state.Actor)));
            return answer.Value is { } moved ? new SentBackOutcome(place, moved.Quantity, null, null) : new(place, 0, null, StoredRefusal.Of(answer.Refusal!));
        });
        return (head, _) => head.State == state.State && head.Back.Count == state.Back.Count ? new SupplierReturnLinesBack([.. outcomes]) : Decision<SupplierReturnEvent>.AlreadyDone;
    }

    private async Task<Func<SupplierReturn, DateTimeOffset, Decision<SupplierReturnEvent>>> TakeNumber(SupplierReturn state)
    {
        var note = GrainFactory.GetGrain<ICreditNoteGrain>(CreditNoteKey.Of(state.Put!.Supplier, state.Asked!.Number));
        var answer = await note.Claim(new(Key, StepBy(state.Actor)));
        SupplierReturnEvent outcome = answer.Refusal is { } refusal ? new SupplierReturnCreditRefused(StoredRefusal.Of(refusal)) : new SupplierReturnCredited(state.Asked);
        return (head, _) => head.State == SupplierReturnState.Crediting && head.Asked == state.Asked ? outcome : Decision<SupplierReturnEvent>.AlreadyDone;
    }

    // What a receipt rejected never was in stock; the receipt itself keeps count of what of it went back.
    private async Task<SentBackOutcome> Claim(SupplierReturn state, int place, decimal quantity)
    {
        var line = state.Put!.Lines[place];
        var answer = await GrainFactory.GetGrain<IReceiptGrain>(line.Receipt!).SendBack(new(Key, line.Place!.Value, quantity, StepBy(state.Actor)));
        return answer.Refusal is { } refusal ? new(place, 0, null, StoredRefusal.Of(refusal)) : new(place, quantity, null, null);
    }

    private string MovementOf(int place) => FormattableString.Invariant($"supplier-return:{Key}:{place}");

    private IStockGrain Stock(SupplierReturn state, SentBackLine line) => GrainFactory.GetGrain<IStockGrain>(StockKey.Of(state.Put!.Store, line.Sku));

    private async Task<Answer<ReceiptView>> Receipt(string id) =>
        Limits.IsId(id) ? await GrainFactory.GetGrain<IReceiptGrain>(id).Get() : new(null, new(RefusalKind.UnknownReceipt), false);

    private async Task<SupplierReturnFacts?> FactsOf(PutSupplierReturn ask)
    {
        var stocks = new Dictionary<string, Answer<StockFacts>>(StringComparer.Ordinal);
        foreach (var sku in ask.Lines.Select(line => line.Sku).Distinct(StringComparer.Ordinal)) stocks[sku] = await catalogue.Of(ask.Store, sku);
        var receipts = new Dictionary<string, Answer<ReceiptView>>(StringComparer.Ordinal);
        foreach (var receipt in ask.Lines.Select(line => line.Receipt).OfType<string>().Distinct(StringComparer.Ordinal)) receipts[receipt] = await Receipt(receipt);
        return new(await GrainFactory.GetGrain<ISupplierGrain>(ask.Supplier).Get() is not null, stocks, receipts);
    }

    private Answer<SupplierReturnView> View(Versioned<SupplierReturn> state, bool isNew) => new(SupplierReturnRules.ViewOf(Key, state), null, isNew);
}
