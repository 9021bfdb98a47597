namespace BeautyGrains.Grains;

/// <summary>
/// One purchase order. Key: the order's id. Submitting commits its share in every budget concerned, under the reference "purchase-order:ID/ATTEMPT": all
/// commit, or the order is a draft again and what did commit is released. What is received is spent from the same commitments; what is left is released
/// when the order ends or is written anew.
/// </summary>
[Reentrant]
public sealed class PurchaseOrderGrain(AggregateServices house, ICatalogueFacts catalogue)
    : ProcessGrain<PurchaseOrder, PurchaseOrderEvent>(house, PurchaseOrderKind.Instance), IPurchaseOrderGrain
{
    /// <inheritdoc />
    public async Task<Answer<PurchaseOrderView>> Draft(DraftOrder ask)
    {
        if (OrderForm.Of(Key, ask) is { } invalid) return new(null, invalid, false);
        return await Informed(() => FactsOf(ask.Supplier, ask.Lines), (order, now, facts) => PurchaseOrderRules.Draft(order, ask, facts, now), View, ask.By);
    }

    /// <inheritdoc />
    public async Task<Answer<PurchaseOrderView>> Amend(AmendOrder ask)
    {
        if (OrderForm.Of(ask) is { } invalid) return new(null, invalid, false);
        return await Informed(() => FactsOf(Head.Supplier, ask.Lines), (order, now, facts) => PurchaseOrderRules.Amend(order, ask, facts, now), View, ask.By);
    }

    /// <inheritdoc />
    public async Task<Answer<PurchaseOrderView>> Submit(SubmitOrder ask)
    {
        var missing = await RequiredFields.Missing(GrainFactory, FieldTarget.PurchaseOrder, Key);
        // A repeat of what was submitted already is answered as it was.
        return await Informed(
            FactsOf, (order, now, facts) => order.State == PurchaseOrderState.Draft && order.IsWritten && missing is not null ? missing : PurchaseOrderRules.Submit(order, ask, facts, now), Submitted, ask.By);
    }

    /// <inheritdoc />
    public async Task<Answer<PurchaseOrderView>> Approve(ApproveOrder ask)
    {
        var missing = await RequiredFields.Missing(GrainFactory, FieldTarget.PurchaseOrder, Key);
        return await Informed(
            FactsOf, (order, now, facts) => order.State == PurchaseOrderState.Submitted && missing is not null ? missing : PurchaseOrderRules.Approve(order, ask, facts, now), View, ask.By);
    }

    /// <inheritdoc />
    public Task<Answer<PurchaseOrderView>> Send(SendOrder ask) =>
        Informed(FactsOf, (order, now, facts) => PurchaseOrderRules.Send(order, facts, now), View, ask.By);

    /// <inheritdoc />
    public Task<Answer<PurchaseOrderView>> Reject(EndOrder ask) => Plain(order => PurchaseOrderRules.Reject(order, ask), ask.By);

    /// <inheritdoc />
    public Task<Answer<PurchaseOrderView>> Cancel(EndOrder ask) => Plain(order => PurchaseOrderRules.Cancel(order, ask), ask.By);

    /// <inheritdoc />
    public Task<Answer<PurchaseOrderView>> Close(EndOrder ask) => Plain(order => PurchaseOrderRules.Close(order, ask), ask.By);

    /// <inheritdoc />
    public Task<Answer<PurchaseOrderView>> TakeDelivery(TakeDelivery ask) =>
        Informed(FactsOf, (order, now, facts) => PurchaseOrderRules.TakeDelivery(order, ask, facts, now), View, ask.By);

    /// <inheritdoc />
    public Task<Answer<PurchaseOrderView>> SettleDelivery(TakeDelivery ask) => Plain(order => PurchaseOrderRules.SettleDelivery(order, ask), ask.By);

    /// <inheritdoc />
    public Task<Answer<InvoiceBasis>> ClaimInvoice(ClaimInvoice ask) => Carry(
        static () => Task.FromResult(true), (order, _, _) => PurchaseOrderRules.ClaimInvoice(order, ask),
        (order, isNew) => new Answer<InvoiceBasis>(PurchaseOrderRules.BasisFor(order.State, ask.Invoice), null, isNew), ask.By);

    /// <inheritdoc />
    public async Task<Answer<PurchaseOrderView>> Get()
    {
        await CheckFresh();
        EndIfEmpty();
        return Durable.State.IsWritten ? View(Durable, false) : new(null, new(RefusalKind.UnknownPurchaseOrder), false);
    }

    /// <inheritdoc />
    protected override ProcessStep<PurchaseOrder, PurchaseOrderEvent>? NextStep(PurchaseOrder state)
    {
        if (state.ToAsk.Any()) return new(async () => await Commit(state));
        // What was spent must be known before the rest is let go.
        if (state.ToSpend is { } delivery) return new(async () => await Spend(state, delivery));
        return state.ToRelease.Any() ? new(async () => await Release(state)) : null;
    }

    private async Task<Func<PurchaseOrder, DateTimeOffset, Decision<PurchaseOrderEvent>>> Commit(PurchaseOrder state)
    {
        var outcomes = await LineCalls.Each(state.ToAsk, async share =>
        {
            var answer = await Budget(share).Commit(new(
                Reference(state), new(share.Amount, state.Amount!.Currency), null, state.Overrun, [.. state.Writers], StepBy(state.Actor)));
            return new BudgetOutcome(share.Budget, answer.Refusal is { } refusal ? StoredRefusal.Of(refusal) : null);
        });
        return (head, _) => PurchaseOrderRules.Answered(head, state.Attempt, outcomes);
    }

    private async Task<Func<PurchaseOrder, DateTimeOffset, Decision<PurchaseOrderEvent>>> Release(PurchaseOrder state)
    {
        var released = await LineCalls.Each(state.ToRelease, async share =>
        {
            Must(await Budget(share).Release(new(Reference(state), StepBy(state.Actor))), share);
            return share.Budget;
        });
        return (head, _) => head.Attempt == state.Attempt ? new OrderBudgetsReleased(released) : Decision<PurchaseOrderEvent>.AlreadyDone;
    }

    private async Task<Func<PurchaseOrder, DateTimeOffset, Decision<PurchaseOrderEvent>>> Spend(PurchaseOrder state, OrderDelivery delivery)
    {
        // One after the other: an order has few budgets, and each may be asked again with the same id.
        var refused = new List<BudgetOutcome>();
        foreach (var share in state.Shares)
        {
            if (PurchaseOrderRules.CostOf(state, delivery, share) is not (> 0 and var cost)) continue;
            var answer = await Budget(share).Spend(new(Reference(state), delivery.Receipt, new(cost, state.Amount!.Currency), StepBy(state.Actor)));
            // Somebody may have noted another payment under that receipt by hand. The goods are here all the same: the order says so and goes on.
            if (answer.Refusal is { } refusal) refused.Add(new(share.Budget, StoredRefusal.Of(refusal)));
        }
        return (_, _) => new OrderDeliverySpent(delivery.Receipt, refused.Count == 0 ? null : [.. refused]);
    }

    private IBudgetGrain Budget(BudgetShare share) => GrainFactory.GetGrain<IBudgetGrain>(share.Budget);

    private string Reference(PurchaseOrder state) => FormattableString.Invariant($"{StreamName}/{state.Attempt}");

    private void Must<T>(Answer<T> answer, BudgetShare share)
        where T : class
    {
        if (answer.Refusal is { } refusal) throw new InvalidOperationException($"Budget {share.Budget} refused a step of order {Key}: {refusal}");
    }

    // An order whose budgets refused is a draft again; the caller hears why.
    private Answer<PurchaseOrderView> Submitted(Versioned<PurchaseOrder> order, bool isNew)
    {
        var refused = order.State is { State: PurchaseOrderState.Draft, Shares: var shares } ? shares.FirstOrDefault(share => share.Refusal is not null) : null;
        return refused is null ? View(order, isNew) : new(null, refused.Refusal!.ToRefusal() with { Store = BudgetKey.Parse(refused.Budget).Store }, false);
    }

    private Task<Answer<PurchaseOrderView>> Plain(Func<PurchaseOrder, Decision<PurchaseOrderEvent>> rule, Caller by) =>
        Carry(static () => Task.FromResult(true), (order, _, _) => rule(order), View, by);

    // While facts are looked up another caller may change what they are needed for: then they are looked up again.
    private async Task<Answer<PurchaseOrderView>> Informed(
        Func<Task<OrderFacts>> facts, Func<PurchaseOrder, DateTimeOffset, OrderFacts, Decision<PurchaseOrderEvent>> rule,
        Func<Versioned<PurchaseOrder>, bool, Answer<PurchaseOrderView>> answer, Caller by)
    {
        while (true)
        {
            var isInformed = true;
            var answered = await Carry(facts, (order, now, known) =>
            {
                isInformed = known.Covers(order);
                return isInformed ? rule(order, now, known) : Decision<PurchaseOrderEvent>.AlreadyDone;
            }, answer, by);
            if (isInformed) return answered;
        }
    }

    private async Task<OrderFacts> FactsOf() => await FactsOf(Head.Supplier, [.. Head.Lines.Select(line => new OrderLineAsk(line.Line, line.Store, line.Sku, line.Quantity))]);

    private async Task<OrderFacts> FactsOf(string supplier, EquatableList<OrderLineAsk> lines)
    {
        var view = supplier.Length == 0 ? null : await GrainFactory.GetGrain<ISupplierGrain>(supplier).Get();
        var policy = await GrainFactory.GetGrain<IBuyingPolicyGrain>(IBuyingPolicyGrain.Key).Get();
        var contracts = ImmutableArray.CreateBuilder<ContractView>();
        foreach (var id in view is null ? [] : view.Contracts)
            if (await GrainFactory.GetGrain<IContractGrain>(id).Get() is { } contract && contract.Record.Supplier == supplier) contracts.Add(contract);
        var stocks = new Dictionary<string, Answer<StockFacts>>(StringComparer.Ordinal);
        foreach (var key in lines.Concat(Head.Lines.Select(line => new OrderLineAsk(line.Line, line.Store, line.Sku, 1))).Select(line => StockKey.Of(line.Store, line.Sku)).Distinct(StringComparer.Ordinal))
            stocks[key] = await catalogue.Of(key);
        return new(view, contracts.ToImmutable(), policy.Policy, stocks);
    }

    private Answer<PurchaseOrderView> View(Versioned<PurchaseOrder> order, bool isNew) => new(OrderViews.Of(Key, order), null, isNew);
}
