namespace BeautyGrains.Grains;

/// <summary>
/// Several reservations in one store with one answer. Key: the basket id; each line is the reservation "basket:ID" of its stock.
/// A commit first pins every line, which may be refused, then writes down the point of no return, then commits lines, which can be refused no more.
/// </summary>
[Reentrant]
public sealed class BasketGrain(AggregateServices house, ICatalogueFacts catalogue)
    : ProcessGrain<Basket, BasketEvent>(house, BasketKind.Instance), IBasketGrain
{
    private static readonly IReadOnlyDictionary<string, Answer<StockFacts>> s_noFacts = ImmutableDictionary<string, Answer<StockFacts>>.Empty;

    /// <inheritdoc />
    public async Task<Answer<BasketView>> Put(PutBasket ask)
    {
        if (BasketRules.FormOf(Key, ask) is { } invalid) return new(null, invalid, false);
        var isFirst = false;
        var answer = await Carry(
            () => Head.Phase == BasketPhase.None ? AskedLines.FactsOf(catalogue, ask.Store, ask.Lines) : Task.FromResult(s_noFacts),
            (basket, now, facts) => BasketRules.Put(basket, ask, facts, now),
            (basket, isNew) =>
            {
                isFirst = isNew && basket.State is { Phase: BasketPhase.Reserved, Attempt: 0 };
                return basket.State.Phase == BasketPhase.Refused ? Refused(basket.State) : new(BasketRules.ViewOf(Key, basket, basket.At), null, isNew);
            },
            ask.By);
        if (answer.Value is null || isFirst) return answer;
        // A repeat gets the first answer, whatever has become of the basket since; others may have acted on it before the first answer was made.
        var first = await FirstSettled();
        return answer with { Value = BasketRules.ViewOf(Key, first, first.At) };
    }

    /// <inheritdoc />
    public Task<Answer<BasketView>> Commit(CommitBasket ask) =>
        ask.Document is { Length: > Limits.MaxText } ? Task.FromResult(new Answer<BasketView>(null, Refusal.Invalid("document", "at-most-500-characters"), false))
            : ask.Client is { } client && !Limits.IsId(client) ? Task.FromResult(new Answer<BasketView>(null, Refusal.Invalid("client", "must-be-an-id"), false))
            : Carry(
                static () => Task.FromResult(true),
                (basket, _, _) => BasketRules.Commit(basket, ask),
                (basket, isNew) => basket.State.Phase == BasketPhase.Committed ? View(basket, isNew) : CommitRefused(basket.State),
                ask.By);

    /// <inheritdoc />
    public Task<Answer<BasketView>> Release(ReleaseBasket ask) => Carry(
        static () => Task.FromResult(true),
        (basket, _, _) => BasketRules.Release(basket),
        View,
        ask.By);

    /// <inheritdoc />
    public async Task<Answer<BasketView>> Get()
    {
        await CheckFresh();
        EndIfEmpty();
        var now = await TimeToTell();
        return Durable.State.Phase == BasketPhase.None
            ? new(null, new(RefusalKind.UnknownBasket), false)
            : new(BasketRules.ViewOf(Key, Durable, now), null, false);
    }

    /// <inheritdoc />
    protected override ImmutableArray<BasketEvent> Overdue(Basket head, DateTimeOffset now) => head.IsOverdue(now) ? [new BasketExpired()] : [];

    /// <inheritdoc />
    protected override ProcessStep<Basket, BasketEvent>? NextStep(Basket state) => state.Phase switch
    {
        BasketPhase.Reserving => Step(state, BasketLineStatus.Asked, Reserve, outcomes => new BasketLinesReserved(outcomes)),
        BasketPhase.Undoing or BasketPhase.Releasing => Step(state, BasketLineStatus.Held, Release, skus => new BasketLinesReleased(skus)),
        BasketPhase.Pinning => Step(state, BasketLineStatus.Held, Pin, outcomes => new BasketLinesPinned(outcomes)),
        BasketPhase.Unpinning => Step(state, BasketLineStatus.Pinned, Unpin, skus => new BasketLinesUnpinned(skus)),
        BasketPhase.Committing => Step(state, BasketLineStatus.Pinned, Commit, outcomes => new BasketLinesCommitted(outcomes)),
        _ => null,
    };

    private static ProcessStep<Basket, BasketEvent> Step<TOutcome>(
        Basket state, BasketLineStatus status, Func<Basket, BasketItem, Task<TOutcome>> ask, Func<ImmutableArray<TOutcome>, BasketEvent> record) =>
        new(async () =>
        {
            var outcomes = await LineCalls.Each(state.Of(status), item => ask(state, item));
            return (head, _) => BasketRules.Record(head, state.Phase, record(outcomes));
        });

    private async Task<LineOutcome> Reserve(Basket state, BasketItem item) => LineOutcome.Of(item.Ask.Sku, await Stock(state, item).Reserve(new(
        ReservationId, item.Ask.Quantity, Unit: null, HoldFor: null, HoldUntil: state.ExpiresAt,
        Lot: null, LotReason: null, MinShelfLifeDays: null, ForDate: null, Pinned: false, By(state))));

    // Refused where the reservation has ended by itself, which is what was asked for.
    private async Task<string> Release(Basket state, BasketItem item)
    {
        await Stock(state, item).Release(new(ReservationId, By(state)));
        return item.Ask.Sku;
    }

    private async Task<LineOutcome> Pin(Basket state, BasketItem item) =>
        LineOutcome.Of(item.Ask.Sku, await Stock(state, item).Pin(new(ReservationId, By(state), state.Attempt)));

    private async Task<string> Unpin(Basket state, BasketItem item)
    {
        await Stock(state, item).Unpin(new(ReservationId, By(state), state.Attempt));
        return item.Ask.Sku;
    }

    private async Task<LineOutcome> Commit(Basket state, BasketItem item)
    {
        var outcome = LineOutcome.Of(item.Ask.Sku, await Stock(state, item).CommitPinned(new(ReservationId, state.Document, By(state), state.Client)));
        return outcome.Refusal is null
            ? outcome
            : throw new InvalidOperationException($"{state.Store}/{item.Ask.Sku} refused to commit the pinned {ReservationId}: {outcome.Refusal}");
    }

    private string ReservationId => $"basket:{Key}";

    private Caller By(Basket state) => StepBy(state.Actor);

    private IStockGrain Stock(Basket state, BasketItem item) => GrainFactory.GetGrain<IStockGrain>(StockKey.Of(state.Store, item.Ask.Sku));

    private Answer<BasketView> View(Versioned<Basket> basket, bool isNew) => new(BasketRules.ViewOf(Key, basket, TimeAt(basket)), null, isNew);

    private static Answer<BasketView> Refused(Basket basket) =>
        new(null, BasketRules.LinesRefused(basket.Items.Select(item => (item.Ask.Sku, item.Refusal))), false);

    private static Answer<BasketView> CommitRefused(Basket basket) =>
        new(null, BasketRules.LinesRefused(basket.Items.Select(item => (item.Ask.Sku, item.CommitRefusal))), false);
}
