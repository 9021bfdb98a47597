namespace BeautyGrains.Grains;

/// <summary>
/// A count of many SKUs of one store. Key: its id; what it posts is "count:ID:LOT" in each stock, so that it can be asked for again after a crash. Stocks are asked
/// what the book had when the counting is over, and take the difference later: what they move meanwhile is no difference.
/// </summary>
[Reentrant]
public sealed class CountSessionGrain(AggregateServices house) : ProcessGrain<CountSession, CountEvent>(house, CountSessionKind.Instance), ICountSessionGrain
{
    /// <inheritdoc />
    public async Task<Answer<CountSessionView>> Open(OpenCountSession ask) => CountSessionRules.FormOf(Key, ask) is { } invalid
        ? new(null, invalid, false)
        : await Carry(
            async () => Head.Head.State is not null || await GrainFactory.GetGrain<IStoreGrain>(ask.Store).Get() is not null,
            (state, _, exists) => CountSessionRules.Open(state, ask, exists), View, ask.By);

    /// <inheritdoc />
    public Task<Answer<CountSessionView>> Assign(AssignCount ask) => Do((state, _) => CountSessionRules.Assign(state, ask), ask.By);

    /// <inheritdoc />
    public Task<Answer<CountSessionView>> Submit(SubmitCounts ask) => Do((state, now) => CountSessionRules.Submit(state, ask, now), ask.By);

    /// <inheritdoc />
    public Task<Answer<CountSessionView>> Finish(FinishCount ask) => Do((state, _) => CountSessionRules.Finish(state, ask), ask.By);

    /// <inheritdoc />
    public Task<Answer<CountSessionView>> Recount(DemandRecount ask) => Do((state, _) => CountSessionRules.Recount(state, ask), ask.By);

    /// <inheritdoc />
    public Task<Answer<CountSessionView>> Approve(ApproveCount ask) => Carry(Policy, (state, _, policy) => CountSessionRules.Approve(state, ask, policy), View, ask.By);

    /// <inheritdoc />
    public Task<Answer<CountSessionView>> Cancel(CancelCount ask) => Do((state, _) => CountSessionRules.Cancel(state, ask), ask.By);

    /// <inheritdoc />
    public async Task<Answer<CountSessionView>> Get()
    {
        await CheckFresh();
        EndIfEmpty();
        return Durable.State.Head.State is null ? new(null, new(RefusalKind.UnknownCountSession), false) : View(Durable, false);
    }

    /// <inheritdoc />
    public async Task<Answer<CountSheetPage>> Lines(string afterSku, int limit, bool differing)
    {
        await CheckFresh();
        EndIfEmpty();
        var on = Durable;
        if (on.State.Head.State is null) return new(null, new(RefusalKind.UnknownCountSession), false);
        var isBlind = CountSessionLife.IsBlind(on.State.Head.State.Value);
        var found = on.State.Sheets.Where(sheet => string.CompareOrdinal(sheet.Sku, afterSku) > 0 && (!differing || (!isBlind && sheet.Lots.Any(lot => lot.Variance != 0 || lot.Refusal is not null))))
            .Take(limit + 1).Select(sheet => CountResults.ViewOf(sheet, on.State)).ToImmutableArray();
        return new(new(View(on, false).Value!, found.Length > limit ? found[..limit] : found, found.Length > limit), null, false);
    }

    /// <inheritdoc />
    protected override ProcessStep<CountSession, CountEvent>? NextStep(CountSession state) => state.Head.State switch
    {
        CountState.Comparing => new(() => state.ToCompare.Any() ? Compare(state) : Conclude(CountState.Comparing, CountResults.Compared)),
        CountState.Posting => new(() => state.ToPost.Any(sheet => sheet.Lots.Any(IsUnasked)) ? Post(state) : Conclude(CountState.Posting, static (head, _) => CountResults.Posted(head))),
        _ => null,
    };

    private async Task<Func<CountSession, DateTimeOffset, Decision<CountEvent>>> Compare(CountSession state)
    {
        var told = await LineCalls.Each(state.ToCompare, async sheet =>
        {
            var answer = await Stock(state, sheet).CompareCount(new([.. sheet.Sums.Select(one => new CountedLotAt(one.Lot, one.At))], sheet.At, sheet.Version));
            return answer.Value is { } book ? new(sheet.Sku, new(book.Lots), book.Version, null) : new ComparedSheet(sheet.Sku, [], 0, StoredRefusal.Of(answer.Refusal!));
        });
        return (head, _) => head.Head.State == CountState.Comparing && told.All(one => head.Sheets[one.Sku].Phase == SheetPhase.Counted)
            ? new CountCompared([.. told])
            : Decision<CountEvent>.AlreadyDone;
    }

    private async Task<Func<CountSession, DateTimeOffset, Decision<CountEvent>>> Post(CountSession state)
    {
        var by = StepBy(state.Head.Actor);
        var asked = state.ToPost.SelectMany(sheet => sheet.Lots.Where(IsUnasked).Select(lot => (Sheet: sheet, Lot: lot)));
        var done = await LineCalls.Each(asked, async one =>
        {
            var (sheet, lot) = one;
            var answer = await Stock(state, sheet).PostCount(new(
                MovementOf(lot.Lot), lot.Lot, lot.Counted, lot.At, sheet.Version, lot.Variance, lot.Known, lot.Expiry, lot.MadeOn, lot.Reason, "count-session/" + Key, state.Head.ApprovedBy, by));
            return new PostedLot(sheet.Sku, lot.Lot, answer.Value, answer.Refusal is { } refusal ? StoredRefusal.Of(refusal) : null);
        });
        return (head, _) => head.Head.State == CountState.Posting && done.All(one => head.Sheets[one.Sku].Lots.Any(lot => lot.Lot == one.Lot && IsUnasked(lot)))
            ? new CountLotsPosted([.. done])
            : Decision<CountEvent>.AlreadyDone;
    }

    private async Task<Func<CountSession, DateTimeOffset, Decision<CountEvent>>> Conclude(CountState from, Func<CountSession, CountPolicy, Decision<CountEvent>> rule)
    {
        var policy = await Policy();
        return (head, _) => head.Head.State == from ? rule(head, policy) : Decision<CountEvent>.AlreadyDone;
    }

    private static bool IsUnasked(SheetLot lot) => lot is { IsToPost: true, Refusal: null };

    private string MovementOf(string lot) => $"count:{Key}:{(Limits.IsId(lot) ? lot : BodyHash.Of(lot)[..32])}";

    private IStockGrain Stock(CountSession state, CountSheet sheet) => GrainFactory.GetGrain<IStockGrain>(StockKey.Of(state.Head.Store, sheet.Sku));

    private async Task<CountPolicy> Policy()
    {
        var policy = (await GrainFactory.GetGrain<IControlPolicyGrain>(IControlPolicyGrain.Key).Get()).Policy;
        var store = Head.Head.State is null ? null : await GrainFactory.GetGrain<IStoreGrain>(Head.Head.Store).Get();
        return new(policy, store is null ? default : ExpiryRules.DayAt(Clock.GetUtcNow(), store.Record.TimeZone));
    }

    private Task<Answer<CountSessionView>> Do(Func<CountSession, DateTimeOffset, Decision<CountEvent>> rule, Caller by) =>
        Carry(static () => Task.FromResult(true), (state, now, _) => rule(state, now), View, by);

    private Answer<CountSessionView> View(Versioned<CountSession> it, bool isNew) => new(
        CountResults.ViewOf(Key, new(it.State.Head, it.Version, it.At), [.. it.State.Sheets.Where(sheet => sheet.IsCountedAgain).Select(sheet => sheet.Sku)]), null, isNew);
}
