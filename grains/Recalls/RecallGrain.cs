namespace BeautyGrains.Grains;

/// <summary>
/// Calls goods back. Key: the recall's id.
/// <para>
/// Order of the steps, and why nothing slips through: first the product's list, then every store there is, in key order, whether it has the goods or not. A
/// store that is made later is found by nobody, but its stock asks the product's list before its first decision. A stock that is asked blocks its lots and
/// keeps the numbers in one decision, so that what comes later under them (receipts, transfers on their way, returns) comes in blocked. Only when all
/// stores have answered, it does the same for what repacks have made of the goods, and for what was made of that, and only then answers. Every step may be repeated; a crash leaves it to the sweep.
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
        var found = new List<RecalledStock>();
        foreach (var sku in Durable.State.Skus) await GetStock(sku, [.. Durable.State.NumbersOf(sku)], found);
        ImmutableArray<RecalledStock> some = [.. found.Where(HasSome)];
        var own = some.Where(one => one.Sku == goods.Sku).ToList();
        return new(new(Key, goods.Sku, own.Sum(one => one.OnHand), own.Sum(one => one.InTransit), some), null, false);
    }

    private async Task GetStock(string sku, EquatableList<string> numbers, List<RecalledStock> found)
    {
        var (after, serials) = ("", SerialsOf(Durable.State, sku));
        while (await StoresAfter(after) is { Count: > 0 } stores)
        {
            found.AddRange(await LineCalls.Each(stores, store => Stock(store, sku).GetRecalled(numbers, serials)));
            after = stores[^1];
        }
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
        return await Decide((head, _) => RecallRules.Close(head, ask, new(_isUpToDate, stock.Stores.Sum(store => store.OnHand), stock.Stores.Sum(store => store.InTransit), stock.Stores.Sum(store => store.Containers?.Count ?? 0))), on => View(on), ask.By);
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
        var answer = await List(state.Goods[state.At].Sku).Add(ToStocks(state));
        // Left open on purpose: whoever sees a product with so many recalls lifts some, and this one goes on.
        if (answer.Refusal is { } refusal) throw new OutcomeUnknownException($"The product's list of recalls refused: {refusal.Rule}");
        return (head, _) => head is { State: RecallState.Freezing, OnList: false } && head.At == state.At ? new RecallOnList() : Decision<RecallEvent>.AlreadyDone;
    }

    private async Task<Func<Recall, DateTimeOffset, Decision<RecallEvent>>> Freeze(Recall state)
    {
        var stores = await StoresAfter(state.After);
        var answers = await LineCalls.Each(stores, store => Stock(store, state.Goods[state.At].Sku).RecallLots(ToStocks(state)));
        if (answers.FirstOrDefault(answer => answer.Refusal is not null)?.Refusal is { } refusal) throw new OutcomeUnknownException($"A stock refused to block: {refusal.Kind}");
        ImmutableArray<RecalledStock> found = [.. answers.Select(answer => answer.Value!).Where(HasSome)];
        var made = await MadeOf(state, found);
        return (head, _) => RecallRules.Record(head, RecallState.Freezing, state.After, new RecallStoresFrozen(stores.Count, LastOf(stores), found, made), state.At);
    }

    /// <summary>
    /// What repacks have made of lots that are blocked by now, so that none can begin any more; one that is under way ends before it answers. Goods are known
    /// by the numbers on their packs, since lots of one number become one lot where they meet. Null for nothing.
    /// </summary>
    private async Task<EquatableList<RecalledGoods>?> MadeOf(Recall state, ImmutableArray<RecalledStock> found)
    {
        var made = new List<ChildLot>();
        foreach (var stock in found)
            foreach (var repack in stock.Lots.SelectMany(lot => lot.Repacks ?? []).Distinct(StringComparer.Ordinal))
                made.AddRange((await GrainFactory.GetGrain<IRepackGrain>(repack).Children()).Where(child => RecallRules.IsMadeOf(state, stock, child)));
        return made.Count == 0 ? null
            : [.. made.GroupBy(child => child.Sku, StringComparer.Ordinal).OrderBy(of => of.Key, StringComparer.Ordinal)
                .Select(of => new RecalledGoods(of.Key, [.. of.Select(child => child.LotNo!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]))];
    }

    private async Task<Func<Recall, DateTimeOffset, Decision<RecallEvent>>> Thaw(Recall state)
    {
        var ask = new LiftLots(Key, StepBy(state.EndedBy ?? ""));
        var sku = state.Skus[state.At];
        if (state.After.Length == 0) await List(sku).Lift(ask);
        var stores = await StoresAfter(state.After);
        await LineCalls.Each(stores, store => Stock(store, sku).LiftLots(ask));
        return (head, _) => RecallRules.Record(head, RecallState.Lifting, state.After, new RecallStoresLifted(LastOf(stores)), state.At);
    }

    private async Task<RecallFacts?> FactsOf(PutRecall ask) => new(
        (await GrainFactory.GetGrain<ISkuGrain>(ask.Sku).Get())?.Record, (await GrainFactory.GetGrain<IRecallPolicyGrain>(IRecallPolicyGrain.Key).Get()).Policy, await Unknown(ask.Document));

    private async Task<Refusal?> Unknown(string? document) =>
        document is not null && Limits.IsId(document) ? (await GrainFactory.GetGrain<IDocumentGrain>(document).Get()).Refusal : null;

    private RecallLots ToStocks(Recall state) => RecallRules.ToStocks(
        Key, state.Goods[state.At].LotNos, SerialsOf(state, state.Goods[state.At].Sku), state.Begun!.Reason, StepBy(state.BegunBy));

    // Serials are of the recall's own product.
    private static SerialRange? SerialsOf(Recall state, string sku) => state.Made(sku) is null ? state.Begun!.Serials : null;

    /// <summary>The stores after one in key order, at most as many as one step asks; every store whose record was durable before the call is among them.</summary>
    private async Task<IReadOnlyList<string>> StoresAfter(string after) =>
        [.. (await Journal.ListStreams(StoreKind.Instance.Category, "", after, LineCalls.AtOnce)).Select(stream => stream.Key)];

    // A part that is not full was the last one.
    private static string? LastOf(IReadOnlyList<string> stores) => stores.Count < LineCalls.AtOnce ? null : stores[^1];

    private IRecalledLotsGrain List(string sku) => GrainFactory.GetGrain<IRecalledLotsGrain>(sku);

    private IStockGrain Stock(string store, string sku) => GrainFactory.GetGrain<IStockGrain>(StockKey.Of(store, sku));

    private static bool HasSome(RecalledStock one) => !one.Lots.IsEmpty || !one.OnTheWay.IsEmpty || one.Units is not null;

    private Answer<RecallView> Told() => Durable.State.State is null ? new(null, new(RefusalKind.UnknownRecall), false) : View(Durable, false);

    private Answer<RecallView> View(Versioned<Recall> recall, bool isNew) => new(View(recall), null, isNew);

    private RecallView View(Versioned<Recall> recall) => RecallViews.Of(Key, recall, _isUpToDate);
}
