namespace BeautyGrains.Grains;

/// <summary>
/// Calls goods back. Key: the recall's id.
/// <para>
/// Order of the steps, and why nothing slips through: first the product's list, then every store there is, in key order, whether it has the goods or not. A
/// store that is made later is found by nobody, but its stock asks the product's list before its first decision. A stock that is asked blocks its lots and
/// keeps the numbers in one decision, so that what comes later under them (receipts, transfers on their way, returns) comes in blocked. Only when all
/// stores have answered does the recall. Every step may be repeated; a crash leaves it to the sweep.
/// </para>
/// </summary>
[Reentrant]
public sealed partial class RecallGrain(AggregateServices house) : ProcessGrain<Recall, RecallEvent>(house, RecallKind.Instance), IRecallGrain
{
    /// <inheritdoc />
    public async Task<Answer<RecallView>> Put(PutRecall ask)
    {
        if (RecallRules.FormOf(Key, ask) is { } invalid) return new(null, invalid, false);
        var answer = await Carry(
            () => Head.State is null ? FactsOf(ask) : Task.FromResult<RecallFacts?>(null), (head, now, facts) => RecallRules.Put(head, ask, facts, now), View, ask.By);
        EndIfEmpty();
        return answer;
    }

    /// <inheritdoc />
    public async Task<Answer<RecallView>> Get()
    {
        await CheckFresh();
        EndIfEmpty();
        return Told();
    }

    /// <inheritdoc />
    public async Task<ImmutableArray<RecallClient>> GetClients(string after, int limit)
    {
        await CheckFresh();
        EndIfEmpty();
        return [.. Durable.State.Clients.Where(one => string.CompareOrdinal(one.Name, after) > 0).Take(limit).Select(RecallViews.Client)];
    }

    /// <inheritdoc />
    public async Task<Answer<RecallStockView>> GetStock()
    {
        await CheckFresh();
        EndIfEmpty();
        if (Durable.State.Begun is not { } goods) return new(null, new(RefusalKind.UnknownRecall), false);
        var (found, after) = (new List<RecalledStock>(), "");
        while (await StoresAfter(after) is { Count: > 0 } stores)
        {
            found.AddRange(await LineCalls.Each(stores, store => Stock(store, goods.Sku).GetRecalled([.. goods.LotNos])));
            after = stores[^1];
        }

        ImmutableArray<RecalledStock> some = [.. found.Where(HasSome)];
        return new(new(Key, goods.Sku, some.Sum(one => one.OnHand), some.Sum(one => one.InTransit), some), null, false);
    }

    /// <inheritdoc />
    public Task<Answer<RecallView>> SetTask(SetRecallTask ask) => Decide((head, _) => RecallRules.SetTask(head, ask), on => View(on), ask.By);

    /// <inheritdoc />
    public async Task<Answer<RecallView>> Report(ReportRecall ask)
    {
        var document = await Unknown(ask.Document);
        return await Decide((head, _) => RecallRules.Report(head, ask, document), on => View(on), ask.By);
    }

    /// <inheritdoc />
    public async Task<Answer<RecallView>> Close(EndRecall ask)
    {
        await DriveToEnd();
        if (Head.State is null) return new(null, new(RefusalKind.UnknownRecall), false);
        await Follow();
        var stock = (await GetStock()).Value!;
        // Of a range of serials the stocks do not tell what they have; the ledgers do.
        var onHand = Head.Begun!.Serials is null ? stock.OnHand : RecallViews.Tally(Head).Left;
        return await Decide((head, _) => RecallRules.Close(head, ask, new(_isUpToDate, onHand, stock.InTransit, stock.Stores.Sum(store => store.Containers?.Count ?? 0))), on => View(on), ask.By);
    }

    /// <inheritdoc />
    public Task<Answer<RecallView>> Lift(EndRecall ask) => Carry(static () => Task.FromResult(true), (head, _, _) => RecallRules.Lift(head, ask), View, ask.By);

    /// <inheritdoc cref="IRecallGrain.Drive" />
    public new async Task Drive()
    {
        await base.Drive();
        await Follow();
    }

    /// <inheritdoc />
    protected override ProcessStep<Recall, RecallEvent>? NextStep(Recall state) => state.State switch
    {
        RecallState.Freezing when !state.OnList => new(() => List(state)),
        RecallState.Freezing => new(() => Freeze(state)),
        RecallState.Lifting => new(() => Thaw(state)),
        _ => null,
    };

    private async Task<Func<Recall, DateTimeOffset, Decision<RecallEvent>>> List(Recall state)
    {
        var answer = await List(state.Begun!.Sku).Add(ToStocks(state));
        // Left open on purpose: whoever sees a product with so many recalls lifts some, and this one goes on.
        if (answer.Refusal is { } refusal) throw new OutcomeUnknownException($"The product's list of recalls refused: {refusal.Rule}");
        return (head, _) => head is { State: RecallState.Freezing, OnList: false } ? new RecallOnList() : Decision<RecallEvent>.AlreadyDone;
    }

    private async Task<Func<Recall, DateTimeOffset, Decision<RecallEvent>>> Freeze(Recall state)
    {
        var stores = await StoresAfter(state.After);
        var answers = await LineCalls.Each(stores, store => Stock(store, state.Begun!.Sku).RecallLots(ToStocks(state)));
        if (answers.FirstOrDefault(answer => answer.Refusal is not null)?.Refusal is { } refusal) throw new OutcomeUnknownException($"A stock refused to block: {refusal.Kind}");
        var found = answers.Select(answer => answer.Value!).Where(HasSome);
        return (head, _) => RecallRules.Record(head, RecallState.Freezing, state.After, new RecallStoresFrozen(stores.Count, LastOf(stores), [.. found]));
    }

    private async Task<Func<Recall, DateTimeOffset, Decision<RecallEvent>>> Thaw(Recall state)
    {
        var ask = new LiftLots(Key, StepBy(state.EndedBy ?? ""));
        if (state.After.Length == 0) await List(state.Begun!.Sku).Lift(ask);
        var stores = await StoresAfter(state.After);
        await LineCalls.Each(stores, store => Stock(store, state.Begun!.Sku).LiftLots(ask));
        return (head, _) => RecallRules.Record(head, RecallState.Lifting, state.After, new RecallStoresLifted(LastOf(stores)));
    }

    private async Task<RecallFacts?> FactsOf(PutRecall ask) => new(
        (await GrainFactory.GetGrain<ISkuGrain>(ask.Sku).Get())?.Record, (await GrainFactory.GetGrain<IRecallPolicyGrain>(IRecallPolicyGrain.Key).Get()).Policy, await Unknown(ask.Document));

    private async Task<Refusal?> Unknown(string? document) =>
        document is not null && Limits.IsId(document) ? (await GrainFactory.GetGrain<IDocumentGrain>(document).Get()).Refusal : null;

    private RecallLots ToStocks(Recall state) => RecallRules.ToStocks(Key, state.Begun!.LotNos, state.Begun.Serials, state.Begun.Reason, StepBy(state.BegunBy));

    /// <summary>The stores after one in key order, at most as many as one step asks; every store whose record was durable before the call is among them.</summary>
    private async Task<IReadOnlyList<string>> StoresAfter(string after) =>
        [.. (await Journal.ListStreams(StoreKind.Instance.Category, "", after, LineCalls.AtOnce)).Select(stream => stream.Key)];

    // A part that is not full was the last one.
    private static string? LastOf(IReadOnlyList<string> stores) => stores.Count < LineCalls.AtOnce ? null : stores[^1];

    private IRecalledLotsGrain List(string sku) => GrainFactory.GetGrain<IRecalledLotsGrain>(sku);

    private IStockGrain Stock(string store, string sku) => GrainFactory.GetGrain<IStockGrain>(StockKey.Of(store, sku));

    private static bool HasSome(RecalledStock one) => !one.Lots.IsEmpty || !one.OnTheWay.IsEmpty;

    private Answer<RecallView> Told() => Durable.State.State is null ? new(null, new(RefusalKind.UnknownRecall), false) : View(Durable, false);

    private Answer<RecallView> View(Versioned<Recall> recall, bool isNew) => new(View(recall), null, isNew);

    private RecallView View(Versioned<Recall> recall) => RecallViews.Of(Key, recall, _isUpToDate);
}
