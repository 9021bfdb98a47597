namespace BeautyGrains.Grains;

/// <summary>
/// Goods of one order that arrive in one store. Key: the receipt's id; movements in stock are "receipt:ID:PLACEa" for what is accepted and
/// "receipt:ID:PLACEq" for what is quarantined; controlled goods come in by their register, as its step "receipt:ID:PLACEa".
/// <para>
/// Order of the steps: the order counts the delivery, or refuses it; then stocks take lots in; then the order hears what they really took. So two receipts
/// never bring more than the order allows, and wherever a crash falls the order counts a lot before it is in stock. A stock that refuses a lot leaves it
/// outside, with its reason, and the order awaits it again. Under a refused receipt the order lets nothing in any more, whatever request comes late.
/// </para>
/// </summary>
[Reentrant]
public sealed class ReceiptGrain(AggregateServices house, ICatalogueFacts catalogue)
    : ProcessGrain<Receipt, ReceiptEvent>(house, ReceiptKind.Instance), IReceiptGrain
{
    /// <inheritdoc />
    public async Task<Answer<ReceiptView>> Put(PutReceipt ask)
    {
        if (ReceiptRules.FormOf(Key, ask) is { } invalid) return new(null, invalid, false);
        return await Carry(
            () => Head.State is null ? FactsOf(ask) : Task.FromResult<ReceiptFacts?>(null),
            (receipt, now, facts) => ReceiptRules.Put(receipt, ask, facts, now),
            (receipt, isNew) => receipt.State.State == ReceiptState.Refused ? new(null, ReceiptRules.RefusalOf(receipt.State), false) : View(receipt, isNew),
            ask.By);
    }

    /// <inheritdoc />
    public async Task<Answer<ReceiptView>> SendBack(SendBackRejected ask)
    {
        var answer = await Decide((receipt, _) => ReceiptRules.SendBack(receipt, ask), on => ReceiptViews.Of(Key, on), ask.By);
        EndIfEmpty();
        return answer;
    }

    /// <inheritdoc />
    public async Task<Answer<ReceiptView>> Get()
    {
        await CheckFresh();
        EndIfEmpty();
        return Durable.State.State is null ? new(null, new(RefusalKind.UnknownReceipt), false) : View(Durable, false);
    }

    /// <inheritdoc />
    protected override ProcessStep<Receipt, ReceiptEvent>? NextStep(Receipt state) => state.State switch
    {
        ReceiptState.Opening => new(() => Ask(state)),
        ReceiptState.Stocking => new(() => Stock(state)),
        ReceiptState.Settling => new(() => Settle(state, lot => state.Stocked.First(done => done.Place == lot.Place).TakenIn)),
        ReceiptState.Refusing => new(() => Settle(state, static _ => 0)),
        _ => null,
    };

    private async Task<Func<Receipt, DateTimeOffset, Decision<ReceiptEvent>>> Ask(Receipt state)
    {
        var lines = ReceiptRules.DeliveredBy(state, static lot => lot.Found.Accepted + lot.Found.Quarantined);
        var answer = await Order(state).TakeDelivery(new(Key, lines, StepBy(state.Actor), state.People is not null));
        ImmutableArray<StoredLineRefusal> refused = answer.Refusal is not { Lines.IsDefaultOrEmpty: false } all ? []
            : [.. all.Lines.Select(line => new StoredLineRefusal(line.Sku, line.Store, line.Id, StoredRefusal.Of(line.Refusal)))];
        return Record(state, new ReceiptOrderAnswered(answer.Refusal is { } refusal ? StoredRefusal.Of(refusal) : null, refused));
    }

    private async Task<Func<Receipt, DateTimeOffset, Decision<ReceiptEvent>>> Stock(Receipt state)
    {
        var outcomes = await LineCalls.Each(state.ToStock, lot => Take(state, lot));
        return Record(state, new ReceiptLotsStocked(outcomes));
    }

    // Which goods are controlled is asked again now: what became so since the receipt began comes in by the register or not at all.
    private async Task<StockedLot> Take(Receipt state, ReceiptLot lot) =>
        state.People is { } people && lot.Found.Accepted > 0 && (await catalogue.Of(state.Store, lot.Sku)).Value?.Controlled is not null ? await TakeByTwo(state, lot, people) : await TakeAlone(state, lot);

    private async Task<StockedLot> TakeByTwo(Receipt state, ReceiptLot lot, ReceiptPeople people)
    {
        var answer = await GrainFactory.GetGrain<IControlledGrain>(StockKey.Of(state.Store, lot.Sku)).Take(new(
            FormattableString.Invariant($"receipt:{Key}:{lot.Place}a"), ControlledStep.Receive, people.First, people.Second, StepBy(state.Actor), lot.Found.Accepted, lot.Found.Lot, lot.Found.ExpiresOn, lot.Found.MadeOn,
            lot.UnitCost ?? new(lot.UnitPrice, state.Currency), state.Supplier, lot.Found.Bin, Document: lot.Found.Documents is [var paper, ..] ? paper : null));
        return answer.Value is { } entry
            ? new(lot.Place, entry.Quantity, null, [new(entry.Lot!, entry.Quantity)])
            : new(lot.Place, 0, StoredRefusal.Of(answer.Refusal!));
    }

    private async Task<StockedLot> TakeAlone(Receipt state, ReceiptLot lot)
    {
        var (takenIn, refusal, into) = (0m, (Refusal?)null, new List<LotQuantity>());
        // What is accepted first, so that a new lot is released and the rest stands apart from it.
        foreach (var (quantity, status, mark) in new[] { (lot.Found.Accepted, LotStatus.Released, "a"), (lot.Found.Quarantined, LotStatus.Quarantined, "q") })
        {
            if (quantity == 0) continue;
            var answer = await GrainFactory.GetGrain<IStockGrain>(StockKey.Of(state.Store, lot.Sku)).Receive(new(
                FormattableString.Invariant($"receipt:{Key}:{lot.Place}{mark}"), quantity, null, lot.Found.Lot, lot.Found.ExpiresOn, lot.Found.MadeOn,
                lot.UnitCost ?? new(lot.UnitPrice, state.Currency), state.Supplier, lot.Found.Gtin, lot.Found.Bin, state.Order, status, null, StepBy(state.Actor), Apart: true, Serial: lot.Found.Serial, Code: lot.Found.Code));
            refusal ??= answer.Refusal;
            if (answer.Value is not { } movement) continue;
            takenIn += quantity;
            into.AddRange(movement.Lines.Select(line => new LotQuantity(line.Lot, line.Quantity)));
        }
        return new(lot.Place, takenIn, refusal is null ? null : StoredRefusal.Of(refusal), [.. into.GroupBy(one => one.Lot, StringComparer.Ordinal).Select(lots => new LotQuantity(lots.Key, lots.Sum(one => one.Quantity)))]);
    }

    private async Task<Func<Receipt, DateTimeOffset, Decision<ReceiptEvent>>> Settle(Receipt state, Func<ReceiptLot, decimal> taken)
    {
        var answer = await Order(state).SettleDelivery(new(Key, ReceiptRules.DeliveredBy(state, taken), StepBy(state.Actor)));
        if (answer.Refusal is { } refusal) throw new InvalidOperationException($"Order {state.Order} refused a step of receipt {Key}: {refusal}");
        return Record(state, new ReceiptOrderSettled());
    }

    private static Func<Receipt, DateTimeOffset, Decision<ReceiptEvent>> Record(Receipt before, ReceiptEvent outcome) =>
        (head, _) => head.State == before.State && head.Stocked.Length == before.Stocked.Length ? outcome : Decision<ReceiptEvent>.AlreadyDone;

    private IPurchaseOrderGrain Order(Receipt state) => GrainFactory.GetGrain<IPurchaseOrderGrain>(state.Order);

    private async Task<ReceiptFacts?> FactsOf(PutReceipt ask)
    {
        var order = await GrainFactory.GetGrain<IPurchaseOrderGrain>(ask.Order).Get();
        var supplier = order.Value is null ? null : await GrainFactory.GetGrain<ISupplierGrain>(order.Value.Supplier).Get();
        var policy = await GrainFactory.GetGrain<IBuyingPolicyGrain>(IBuyingPolicyGrain.Key).Get();
        var stocks = new Dictionary<string, Answer<StockFacts>>(StringComparer.Ordinal);
        foreach (var sku in order.Value is null ? [] : order.Value.Lines.Select(line => line.Sku).Distinct(StringComparer.Ordinal)) stocks[sku] = await catalogue.Of(ask.Store, sku);
        var documents = new Dictionary<string, DocumentView?>(StringComparer.Ordinal);
        foreach (var id in ReceiptRules.DocumentsOf(ask)) documents[id] = (await GrainFactory.GetGrain<IDocumentGrain>(id).Get()).Value;
        return new(order, supplier, policy.Policy, stocks, documents);
    }

    private Answer<ReceiptView> View(Versioned<Receipt> receipt, bool isNew) => new(ReceiptViews.Of(Key, receipt), null, isNew);
}
