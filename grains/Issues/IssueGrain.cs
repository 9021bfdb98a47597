namespace BeautyGrains.Grains;

/// <summary>
/// Goods that leave without being sold. The quota is asked first, so that nothing leaves that it does not allow; what the stock then refuses gives its
/// share back. Each attempt takes a share of its own, and the stock is told which attempt it is, so that nothing that is late counts twice.
/// </summary>
[Reentrant]
public sealed class IssueGrain(AggregateServices house, ICatalogueFacts catalogue)
    : ProcessGrain<Issuing, IssueEvent>(house, IssueKind.Instance), IIssueGrain
{
    /// <inheritdoc />
    public async Task<Answer<IssueView>> Put(PutIssue ask)
    {
        var (store, sku, id) = IssueRules.KeyOf(Key);
        if (IssueRules.FormOf(id, ask) is { } invalid) return new(null, invalid, false);
        var facts = await FactsOf(StockKey.Of(store, sku), ask);
        if (facts.Value is null)
        {
            EndIfEmpty();
            return new(null, facts.Refusal, false);
        }
        return await Carry(
            () => Task.FromResult(true),
            (issue, _, _) => IssueRules.Put(issue, store, ask, facts.Value),
            (issue, isNew) => issue.State.State == IssueState.Refused ? new(null, issue.State.Refusal!.ToRefusal(), false) : View(issue, isNew),
            ask.By);
    }

    /// <inheritdoc />
    public async Task<Answer<IssueView>> Reverse(ReverseIssue ask)
    {
        var answer = await Carry(
            () => Task.FromResult(true),
            (issue, _, _) => IssueRules.Reverse(issue, ask),
            (issue, isNew) => issue.State is { State: IssueState.Issued, Refusal: { } refusal } ? new(null, refusal.ToRefusal(), false) : View(issue, isNew),
            ask.By);
        EndIfEmpty();
        return answer;
    }

    /// <inheritdoc />
    public async Task<Answer<IssueView>> Get()
    {
        await CheckFresh();
        EndIfEmpty();
        return Durable.State.State is null ? new(null, new(RefusalKind.UnknownIssue), false) : View(Durable, false);
    }

    /// <inheritdoc />
    protected override bool IsOneAttempt(Issuing decided, Issuing end) => decided.Attempt == end.Attempt;

    /// <inheritdoc />
    protected override ProcessStep<Issuing, IssueEvent>? NextStep(Issuing state) => state.State switch
    {
        IssueState.Asked => Step(state, TakeQuota),
        IssueState.Allowed => Step(state, Issue),
        IssueState.Releasing or IssueState.Returned => Step(state, ReleaseQuota),
        IssueState.Reversing => Step(state, PutBack),
        _ => null,
    };

    private static ProcessStep<Issuing, IssueEvent> Step(Issuing state, Func<Issuing, Task<IssueEvent>> run) => new(async () =>
    {
        var outcome = await run(state);
        return (head, _) => IssueRules.Record(head, state.State!.Value, state.Attempt, outcome);
    });

    private async Task<IssueEvent> TakeQuota(Issuing state)
    {
        var ask = state.Ask!;
        var answer = await Quota(ask).Take(new(Reference(state), ask.Quantity, ask.Value, ask.Limit, StepBy(state.Actor)));
        return new IssueQuotaAnswered(answer.Refusal is { } refusal ? StoredRefusal.Of(refusal) : null);
    }

    private async Task<IssueEvent> Issue(Issuing state)
    {
        var ask = state.Ask!;
        if (ask.Kind == MovementKind.Tester) return await Open(state, ask);
        var answer = await Stock.Issue(new(
            Id, ask.Kind, ask.Quantity, null, ask.Lot, ask.Bin, ask.Reason, ask.Document, ask.Client, ask.Serial, ask.Code, state.Attempt, StepBy(state.Actor)));
        return answer.Value is { } moved
            ? new IssueStockAnswered([.. moved.Lines], IssueRules.CostOf(moved.Lines), null)
            : new IssueStockAnswered([], null, StoredRefusal.Of(answer.Refusal!));
    }

    // A tester stands open, and what it is used for is told of the container: it never goes back.
    private async Task<IssueEvent> Open(Issuing state, IssueAsked ask)
    {
        var opened = await Stock.OpenContainer(new(Id, ask.Lot, null, ask.Document, ask.Reason, StepBy(state.Actor), MovementKind.Tester, ask.Serial, ask.Code));
        if (opened.Refusal is { } refusal) return new IssueStockAnswered([], null, StoredRefusal.Of(refusal));
        var moved = (await Stock.GetMovement(MovementKind.Tester, Id)).Value ?? throw new InvalidOperationException($"The tester {Id} left no movement.");
        return new IssueStockAnswered([.. moved.Lines], IssueRules.CostOf(moved.Lines), null);
    }

    private async Task<IssueEvent> PutBack(Issuing state)
    {
        var answer = await Stock.Reverse(new(state.Reversal!, state.Ask!.Kind, Id, state.ReversalReason!, StepBy(state.Actor)));
        return new IssueReversalAnswered(answer.Refusal is { } refusal ? StoredRefusal.Of(refusal) : null);
    }

    private async Task<IssueEvent> ReleaseQuota(Issuing state)
    {
        await Quota(state.Ask!).Release(new(Reference(state), StepBy(state.Actor)));
        return new IssueQuotaReturned();
    }

    private async Task<Answer<IssueFacts>> FactsOf(string stock, PutIssue ask)
    {
        var known = await catalogue.Of(stock);
        if (known.Value is not { } facts) return new(null, known.Refusal, false);
        var now = Clock.GetUtcNow();
        var policy = (await GrainFactory.GetGrain<IIssuePolicyGrain>(IIssuePolicyGrain.Key).Get()).Policy;
        return new(new(ExpiryRules.DayAt(now, facts.Store.TimeZone), Units.ToBase(ask.Quantity, ask.Unit, facts, now), facts.Sku.Price, policy), null, false);
    }

    private string Id => IssueRules.KeyOf(Key).Id;

    private IStockGrain Stock
    {
        get
        {
            var (store, sku, _) = IssueRules.KeyOf(Key);
            return GrainFactory.GetGrain<IStockGrain>(StockKey.Of(store, sku));
        }
    }

    private IIssueQuotaGrain Quota(IssueAsked ask)
    {
        var month = DateOnly.ParseExact(ask.Month + "-01", "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        return GrainFactory.GetGrain<IIssueQuotaGrain>(new IssueQuotaKey(IssueRules.KeyOf(Key).Store, ask.Kind, month).ToString());
    }

    private string Reference(Issuing state)
    {
        var (_, sku, id) = IssueRules.KeyOf(Key);
        return FormattableString.Invariant($"{sku}/{id}/{state.Attempt}");
    }

    private Answer<IssueView> View(Versioned<Issuing> issue, bool isNew) => new(IssueRules.ViewOf(Key, issue), null, isNew);
}
