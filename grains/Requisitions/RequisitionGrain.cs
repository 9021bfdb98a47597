namespace BeautyGrains.Grains;

/// <summary>
/// What a store asks a warehouse for. Goods are held by a transfer, which the warehouse ships and the store receives as any other; the requisition
/// looks how far it has come. Where the warehouse refuses lines, the next attempt asks for what it has, by a transfer of its own; what is then missing
/// is a need to be bought.
/// </summary>
[Reentrant]
public sealed class RequisitionGrain(AggregateServices house, ICatalogueFacts catalogue)
    : ProcessGrain<Requisition, RequisitionEvent>(house, RequisitionKind.Instance), IRequisitionGrain
{
    /// <inheritdoc />
    public async Task<Answer<RequisitionView>> Put(PutRequisition ask) => RequisitionRules.FormOf(Key, ask) is { } invalid
        ? new(null, invalid, false)
        : await Carry(() => FactsOf(ask), (head, now, facts) => RequisitionRules.Put(head, ask, facts, now), View, ask.By);

    /// <inheritdoc />
    public async Task<Answer<RequisitionView>> Submit(SubmitRequisition ask)
    {
        var missing = await RequiredFields.Missing(GrainFactory, FieldTarget.Requisition, Key);
        // A repeat of what was submitted already is answered as it was.
        return await Carry(head => head.State == RequisitionState.Draft && missing is not null ? missing : RequisitionRules.Submit(head), ask.By);
    }

    /// <inheritdoc />
    public async Task<Answer<RequisitionView>> Approve(ApproveRequisition ask)
    {
        var missing = await RequiredFields.Missing(GrainFactory, FieldTarget.Requisition, Key);
        return await Carry(head => head.State == RequisitionState.Submitted && missing is not null ? missing : RequisitionRules.Approve(head, ask), ask.By);
    }

    /// <inheritdoc />
    public Task<Answer<RequisitionView>> Reject(EndRequisition ask) => Carry(head => RequisitionRules.Reject(head, ask), ask.By);

    /// <inheritdoc />
    public Task<Answer<RequisitionView>> Cancel(EndRequisition ask) => Carry(head => RequisitionRules.Cancel(head, ask), ask.By);

    /// <inheritdoc />
    public Task<Answer<RequisitionView>> Allocate(AllocateRequisition ask) => Carry(head => RequisitionRules.Allocate(head, ask), ask.By);

    /// <inheritdoc />
    public Task<Answer<RequisitionView>> SettleNeed(SettleNeed ask) => Carry(head => RequisitionRules.Settle(head, ask), ask.By);

    /// <inheritdoc />
    public async Task<Answer<RequisitionView>> Get()
    {
        await CheckFresh();
        EndIfEmpty();
        await Follow();
        return Durable.State.State is null ? new(null, new(RefusalKind.UnknownRequisition), false) : View(Durable, false);
    }

    /// <inheritdoc cref="IRequisitionGrain.Drive" />
    public new async Task Drive()
    {
        await base.Drive();
        await Follow();
    }

    /// <inheritdoc />
    protected override ProcessStep<Requisition, RequisitionEvent>? NextStep(Requisition state) =>
        state.State == RequisitionState.Allocating ? new(() => Hold(state)) : null;

    private async Task<Func<Requisition, DateTimeOffset, Decision<RequisitionEvent>>> Hold(Requisition state)
    {
        var transfer = FormattableString.Invariant($"requisition.{Key}.{state.Attempt}");
        ImmutableArray<BasketLine> lines = [.. state.Lines.Where(line => line.Wanted > 0).Select(line => new BasketLine(line.Sku, line.Wanted, null))];
        var answer = lines.IsEmpty ? null : await GrainFactory.GetGrain<ITransferGrain>(transfer).Put(new(state.From, state.To, lines, StepBy(state.Actor)));
        return (head, _) => RequisitionRules.Record(head, state.Attempt, transfer, answer);
    }

    private async Task Follow()
    {
        var state = Durable.State;
        if (state.State is not (RequisitionState.Allocated or RequisitionState.Dispatched)) return;
        if ((await GrainFactory.GetGrain<ITransferGrain>(state.Transfer!).Get()).Value is { } transfer)
            await Decide((head, _) => RequisitionRules.Follow(head, transfer), static (decision, _) => decision, Caller.House);
    }

    private Task<Answer<RequisitionView>> Carry(Func<Requisition, Decision<RequisitionEvent>> rule, Caller by) => Carry(
        async () =>
        {
            await Follow();
            return true;
        },
        (head, _, _) => rule(head), View, by);

    private async Task<RequisitionFacts> FactsOf(PutRequisition ask)
    {
        var atSource = await AskedLines.FactsOf(catalogue, ask.From, ask.Lines);
        var to = await catalogue.Of(ask.To, ask.Lines[0].Sku);
        return new(atSource, to.Refusal?.Kind == RefusalKind.UnknownStore ? to.Refusal : null);
    }

    private Answer<RequisitionView> View(Versioned<Requisition> requisition, bool isNew) => new(RequisitionRules.ViewOf(Key, requisition), null, isNew);
}
