namespace BeautyGrains.Grains;

/// <summary>
/// Who waits for a SKU in a store. Key: "store/sku". What it offers it holds by a reservation of the stock, so that no more is ever offered than there is,
/// whatever it was told. An offer is written down before the stock is asked: a hold that nobody knows of would stay until its time passes.
/// </summary>
[Reentrant]
public sealed class WaitingListGrain(AggregateServices house, ICatalogueFacts catalogue, OpenWaitingLists open)
    : ProcessGrain<WaitingList, WaitingEvent>(house, WaitingListKind.Instance), IWaitingListGrain
{
    private static readonly TimeSpan s_afterMiss = TimeSpan.FromMinutes(10);
    private Task? _looking;
    private bool _again;
    private (long Version, DateTimeOffset At)? _missed;

    /// <inheritdoc />
    public override async Task OnActivateAsync(CancellationToken token)
    {
        await base.OnActivateAsync(token);
        OnDurable();
    }

    /// <inheritdoc />
    protected override void OnDurable() => open.Set(Key, !Durable.State.Open.IsEmpty);

    /// <inheritdoc />
    public async Task<Answer<WaitingView>> Join(JoinWaitingList ask)
    {
        var isFirst = false;
        // Whether anybody waits is judged by what there is, not by what was heard of it.
        if (Head.Queue.Any()) await LookQuietly();
        var answer = await Carry(
            () => FactsOf(ask),
            (list, now, facts) => WaitingRules.Join(list, ask, facts, now),
            (list, isNew) =>
            {
                isFirst = isNew;
                return isNew ? View(list, ask.Id) : new(null, new(RefusalKind.UnknownWaiting), false);
            },
            ask.By);
        if (isFirst) return answer with { IsNew = true };
        // A repeat gets the first answer, whatever has become of the wait since.
        return answer.Refusal?.Kind != RefusalKind.UnknownWaiting ? answer : View(await ReplayUntil(list => list.Find(ask.Id) is not null), ask.Id);
    }

    /// <inheritdoc />
    public async Task<Answer<WaitingView>> Accept(AcceptOffer ask) => await Ended(
        await Carry(Nothing, (list, _, _) => WaitingRules.Accept(list, ask), (list, _) => View(list, ask.Id), ask.By), WaitingState.Accepted);

    /// <inheritdoc />
    public async Task<Answer<WaitingView>> Decline(EndWaiting ask) => await Ended(
        await Carry(Nothing, (list, _, _) => WaitingRules.Decline(list, ask), (list, _) => View(list, ask.Id), ask.By), WaitingState.Declined);

    /// <inheritdoc />
    public async Task<Answer<WaitingView>> Leave(EndWaiting ask) => await Ended(
        await Carry(Nothing, (list, _, _) => WaitingRules.Leave(list, ask), (list, _) => View(list, ask.Id), ask.By), WaitingState.Left);

    /// <inheritdoc />
    public async Task<Answer<WaitingView>> Get(string id)
    {
        await CheckFresh();
        EndIfEmpty();
        return View(Durable, id);
    }

    /// <inheritdoc />
    public async Task<WaitingQueue> Queue()
    {
        await CheckFresh();
        EndIfEmpty();
        return new(Durable.State.Queue.Sum(entry => entry.Quantity), Durable.State.Queue.Count());
    }

    /// <inheritdoc />
    public async Task Look()
    {
        await CheckFresh();
        // Who comes while it looks may know more than it has seen: it looks once more.
        _again = true;
        await (_looking ??= LookUntilDone());
    }

    private async Task LookUntilDone()
    {
        // Never ends before the callers have its task.
        await Task.Yield();
        try
        {
            while (_again)
            {
                _again = false;
                await DriveToEnd();
                await Settle();
                while (await OfferNext()) await DriveToEnd();
            }
        }
        finally
        {
            _looking = null;
        }
    }

    // Offers whose goods were sold, given back or whose time has passed.
    private async Task Settle()
    {
        foreach (var entry in Head.Open.Where(entry => entry is { State: WaitingState.Offered, Step: WaitingStep.None }))
        {
            var held = (await Stock.GetReservation(entry.Reservation!)).Value;
            var known = held?.ExpiresAt == entry.ExpiresAt ? null : new WaitingOffered(entry.Id, held?.ExpiresAt ?? default);
            if (WaitingRules.Outcome(entry, held, known) is { } outcome)
                await Decide((head, _) => WaitingRules.Record(head, entry, outcome), static (decision, _) => decision, Caller.House);
        }
    }

    /// <summary>True when something was offered, so that it is worth looking for more.</summary>
    private async Task<bool> OfferNext()
    {
        if (!Head.Queue.Any() || (await catalogue.Of(Key)).Value is not { } facts || await Stock.Get() is not { } stock) return false;
        // What the stock has refused once it refuses again, until something has changed.
        if (_missed is { } missed && missed.Version == stock.Version && Clock.GetUtcNow() - missed.At < s_afterMiss) return false;
        if (IsBusy) return true;
        var free = WaitingRules.Free(stock, facts.Sku.MinShelfLifeDays, Clock.GetUtcNow());
        var hold = facts.Store.OfferTtlSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : WaitingRules.UsualOffer;
        var decision = await Decide((head, _) => WaitingRules.Offer(head, free, hold), static (decision, _) => decision, Caller.House);
        if (decision.IsRepeat) return false;
        await DriveToEnd();
        // Refused after all, since others were faster or the goods are promised otherwise: the next change or sweep tries again.
        if (Head.Find(decision.Events[0].Id) is not { State: WaitingState.Waiting }) return true;
        _missed = (stock.Version, Clock.GetUtcNow());
        return false;
    }

    /// <inheritdoc />
    protected override ProcessStep<WaitingList, WaitingEvent>? NextStep(WaitingList state) =>
        state.Open.FirstOrDefault(entry => entry.Step != WaitingStep.None) is not { } entry ? null : new(async () =>
        {
            var outcome = entry.Step switch
            {
                WaitingStep.Offering => await Hold(entry),
                WaitingStep.Accepting => await Prolong(entry),
                _ => await Release(entry),
            };
            return (head, _) => WaitingRules.Record(head, entry, outcome);
        });

    private async Task<WaitingEvent> Hold(WaitingEntry entry)
    {
        var held = await Stock.Reserve(new(
            WaitingEntry.ReservationOf(entry.Offer), entry.Quantity, Unit: null, HoldFor: TimeSpan.FromSeconds(entry.HoldSeconds!.Value), HoldUntil: null,
            Lot: null, LotReason: null, MinShelfLifeDays: null, ForDate: null, Pinned: false, StepBy(entry.Actor)));
        return held.Value is { } reservation ? new WaitingOffered(entry.Id, reservation.ExpiresAt) : new WaitingOfferMissed(entry.Id);
    }

    private async Task<WaitingEvent> Prolong(WaitingEntry entry)
    {
        var reservation = entry.Reservation!;
        if (entry.HoldSeconds is { } seconds) await Stock.Extend(new(reservation, TimeSpan.FromSeconds(seconds), StepBy(entry.Actor), $"accept.{reservation}"));
        var held = (await Stock.GetReservation(reservation)).Value;
        return WaitingRules.Outcome(entry, held, new WaitingEnded(entry.Id, WaitingState.Accepted, held?.ExpiresAt))!;
    }

    private async Task<WaitingEvent> Release(WaitingEntry entry)
    {
        var released = await Stock.Release(new(entry.Reservation!, StepBy(entry.Actor)));
        var held = released.Value ?? (await Stock.GetReservation(entry.Reservation!)).Value;
        // Where its time has passed before, it is as the client wished all the same.
        return WaitingRules.Outcome(entry, held, null) is WaitingEnded { How: WaitingState.Accepted } taken ? taken : new WaitingEnded(entry.Id, entry.Ends!.Value);
    }

    private async Task<JoinFacts> FactsOf(JoinWaitingList ask)
    {
        var facts = await catalogue.Of(Key);
        string? known = null;
        if (Limits.IsId(ask.Id) && Head.Find(ask.Id) is null)
            known = (await Read(async () => await Journal.FindCommand(WaitingListKind.Instance.Stream(Key), WaitingListKind.JoinCommand(ask.Id))))?.BodyHash;
        var stock = facts.Value is null ? null : await Stock.Get();
        var free = stock is null ? 0 : WaitingRules.Free(stock, facts.Value!.Sku.MinShelfLifeDays, Clock.GetUtcNow());
        if (facts.Value is null) EndIfEmpty();
        return new(known, facts, free);
    }

    // An offer that ended otherwise than was asked is told as such; then what is free goes on to the next, at once if possible.
    private async Task<Answer<WaitingView>> Ended(Answer<WaitingView> answer, WaitingState wanted)
    {
        if (answer.Refusal is { Kind: RefusalKind.UnknownWaiting }) EndIfEmpty();
        if (answer.Value is null) return answer;
        await LookQuietly();
        return answer.Value.State == wanted ? answer : new(null, Refusal.NotIn(WaitingRules.NameOf(answer.Value.State)), false);
    }

    private async Task LookQuietly()
    {
        try
        {
            await Look();
        }
        catch (Exception trouble) when (trouble is BusyException or NotWrittenException or OutcomeUnknownException or TimeoutException)
        {
            // What is asked does not depend on it; the sweep goes on with the rest.
        }
    }

    private static Task<bool> Nothing() => Task.FromResult(true);

    private IStockGrain Stock => GrainFactory.GetGrain<IStockGrain>(Key);

    private Answer<WaitingView> View(Versioned<WaitingList> list, string id) => list.State.Find(id) is { } entry
        ? new(WaitingRules.ViewOf(Key, list.State, entry), null, false)
        : new(null, new(RefusalKind.UnknownWaiting), false);
}
