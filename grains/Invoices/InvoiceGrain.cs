namespace BeautyGrains.Grains;

/// <summary>
/// One supplier's invoice of one purchase order. Key: <see cref="InvoiceKey"/>. The order keeps what its invoices bill, so that two of them never bill the
/// same goods: the earlier one counts. An invoice that is turned down tells the order so before another may count on it.
/// </summary>
[Reentrant]
public sealed class InvoiceGrain(AggregateServices house) : ProcessGrain<Invoice, InvoiceEvent>(house, InvoiceKind.Instance), IInvoiceGrain
{
    /// <inheritdoc />
    public async Task<Answer<InvoiceView>> Put(PutInvoice ask) => InvoiceRules.FormOf(Key, ask) is { } invalid
        ? new(null, invalid, false)
        : await Carry(
            () => FactsOf(ask), (invoice, now, facts) => InvoiceRules.Put(invoice, InvoiceKey.Parse(Key).Supplier, ask, facts, now),
            // An order that takes no invoice in its state has refused it.
            (invoice, isNew) => invoice.State.Refusal is { } refusal ? new(null, refusal.ToRefusal(), false) : View(invoice, isNew), ask.By);

    /// <inheritdoc />
    public Task<Answer<InvoiceView>> Match(MatchInvoice ask) => Plain((invoice, _) => InvoiceRules.Match(invoice), ask.By);

    /// <inheritdoc />
    public Task<Answer<InvoiceView>> Approve(ApproveInvoice ask) => Plain((invoice, _) => InvoiceRules.Approve(invoice, ask), ask.By);

    /// <inheritdoc />
    public Task<Answer<InvoiceView>> Reject(EndInvoice ask) => Plain((invoice, _) => InvoiceRules.Reject(invoice, ask), ask.By);

    /// <inheritdoc />
    public Task<Answer<InvoiceView>> Void(EndInvoice ask) => Plain((invoice, _) => InvoiceRules.Void(invoice, ask), ask.By);

    /// <inheritdoc />
    public Task<Answer<InvoiceView>> Pay(PayInvoice ask) => Plain((invoice, now) => InvoiceRules.Pay(invoice, ask, now), ask.By);

    /// <inheritdoc />
    public async Task<Answer<InvoiceView>> Get()
    {
        await CheckFresh();
        EndIfEmpty();
        return Durable.State.Put is null ? new(null, new(RefusalKind.UnknownInvoice), false) : View(Durable, false);
    }

    /// <inheritdoc />
    protected override ProcessStep<Invoice, InvoiceEvent>? NextStep(Invoice state) => state.State switch
    {
        InvoiceState.Matching => new(() => Ask(state)),
        InvoiceState.Rejecting => new(() => Drop(state)),
        _ => null,
    };

    private async Task<Func<Invoice, DateTimeOffset, Decision<InvoiceEvent>>> Ask(Invoice state)
    {
        var answer = await Order(state).ClaimInvoice(new(Key, state.Attempt, state.Put!.Lines, StepBy(state.Actor)));
        return (head, _) => InvoiceRules.Answered(head, state.Attempt, answer);
    }

    private async Task<Func<Invoice, DateTimeOffset, Decision<InvoiceEvent>>> Drop(Invoice state)
    {
        // An order that takes no invoices has nothing to forget.
        await Order(state).ClaimInvoice(new(Key, state.Attempt, [], StepBy(state.Actor)));
        return (head, _) => head.State == InvoiceState.Rejecting && head.Attempt == state.Attempt ? new InvoiceDropped() : Decision<InvoiceEvent>.AlreadyDone;
    }

    private IPurchaseOrderGrain Order(Invoice state) => GrainFactory.GetGrain<IPurchaseOrderGrain>(state.Put!.Order);

    private Task<Answer<InvoiceView>> Plain(Func<Invoice, DateTimeOffset, Decision<InvoiceEvent>> rule, Caller by) =>
        Carry(static () => Task.FromResult(true), (invoice, now, _) => rule(invoice, now), View, by);

    private async Task<InvoiceFacts> FactsOf(PutInvoice ask)
    {
        var order = await GrainFactory.GetGrain<IPurchaseOrderGrain>(ask.Order).Get();
        var policy = await GrainFactory.GetGrain<IBuyingPolicyGrain>(IBuyingPolicyGrain.Key).Get();
        return new(order, policy.Policy);
    }

    private Answer<InvoiceView> View(Versioned<Invoice> invoice, bool isNew) => new(InvoiceRules.ViewOf(Key, invoice), null, isNew);
}
