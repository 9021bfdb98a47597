namespace BeautyGrains.Grains;

/// <summary>
/// A walk through the store. A line that was fetched moves its goods out of their bin in the stock's book; one that came short records what the bin lacks as a
/// loss with its incident, has the reservation pinned anew where it lost a pin, and goes on with other bins or lots. Giving up puts all back.
/// </summary>
[Reentrant]
public sealed class PickListGrain(AggregateServices house) : ProcessGrain<PickList, PickListEvent>(house, PickListKind.Instance), IPickListGrain
{
    private const string PersonMark = "person:";

    /// <inheritdoc />
    public async Task<Answer<PickListView>> Put(PutPickList ask)
    {
        if (PickListRules.FormOf(Id, ask) is { } invalid)
        {
            EndIfEmpty();
            return new(null, invalid, false);
        }

        return await Ask(() => Head.State is null ? Plan(ask.Sources) : Task.FromResult(PickPlan.None), (list, plan) => PickListRules.Put(list, ask, plan), ask.By);
    }

    /// <inheritdoc />
    public Task<Answer<PickListView>> Assign(AssignPickList ask) => Ask((list, _) => PickListRules.Assign(list, ask), ask.By);

    /// <inheritdoc />
    public Task<Answer<PickListView>> Confirm(ConfirmPick ask) => Ask((list, _) => PickListRules.Confirm(list, ask), ask.By);

    /// <inheritdoc />
    public Task<Answer<PickListView>> Finish(Caller by) => Ask((list, _) => PickListRules.Finish(list), by);

    /// <inheritdoc />
    public Task<Answer<PickListView>> Cancel(CancelPickList ask) => Ask((list, _) => PickListRules.Cancel(list, ask), ask.By);

    /// <inheritdoc />
    public async Task<Answer<PickListView>> Get()
    {
        await CheckFresh();
        EndIfEmpty();
        return Durable.State.State is null ? new(null, new(RefusalKind.UnknownPickList), false) : new(PickListRules.ViewOf(Key, Durable), null, false);
    }

    /// <inheritdoc />
    protected override ProcessStep<PickList, PickListEvent>? NextStep(PickList state) => state.State switch
    {
        PickListState.Taking => Step(state, Take),
        PickListState.Losing => Step(state, Lose),
        PickListState.Replanning => Step(state, Replan),
        PickListState.Returning => Step(state, PutBack),
        _ => null,
    };

    private Task<Answer<PickListView>> Ask(Func<PickList, bool, Decision<PickListEvent>> rule, Caller by) => Ask(static () => Task.FromResult(true), rule, by);

    private async Task<Answer<PickListView>> Ask<TFacts>(Func<Task<TFacts>> facts, Func<PickList, TFacts, Decision<PickListEvent>> rule, Caller by)
    {
        var answer = await Carry(
            facts,
            (list, _, known) => rule(list, known),
            (list, isNew) => isNew && list.State.Refusal is { } refusal ? new(null, refusal.ToRefusal(), false) : new Answer<PickListView>(PickListRules.ViewOf(Key, list), null, isNew),
            by);
        EndIfEmpty();
        return answer;
    }

    private static ProcessStep<PickList, PickListEvent> Step(PickList state, Func<PickList, Task<PickListEvent>> run) => new(async () =>
    {
        var outcome = await run(state);
        return (head, _) => PickListRules.Record(head, state.State!.Value, state.Current, outcome);
    });

    private async Task<PickPlan> Plan(EquatableList<PickSource> sources)
    {
        var lines = new List<PickListLine>();
        var missing = new List<string>();
        foreach (var sku in sources.GroupBy(source => source.Sku, StringComparer.Ordinal).OrderBy(sku => sku.Key, StringComparer.Ordinal))
        {
            if (await Stock(sku.Key).Get() is not { } stock) continue;
            var walk = new PickWalk(stock);
            foreach (var reservation in sku.Select(source => source.Reservation).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            {
                if ((await Stock(sku.Key).GetReservation(reservation)).Value is not { State: ReservationState.Open } held) continue;
                if (held.Lots.Sum(pin => pin.Quantity) < held.Quantity) missing.Add(reservation);
                foreach (var pin in held.Lots)
                    lines.AddRange(walk.Fetch(pin.Lot, pin.Quantity).Select(stop => new PickListLine(
                        0, stop.Bin, stop.Order, sku.Key, pin.Lot, stock.Lots.First(lot => lot.Lot == pin.Lot).ExpiresAt, stop.Quantity, reservation)));
            }
        }

        return new([.. PickListRules.InOrder(lines).Select((line, i) => line with { Number = i + 1 })], [.. missing]);
    }

    // A loss takes what the book had before the goods moved: so they move first.
    private async Task<PickListEvent> Take(PickList state)
    {
        var line = state.CurrentLine;
        if (line is { Bin: { } bin, Found: > 0 } && (await Stock(line.Sku).Place(new(StepId("pick", line), line.Lot, line.Found, bin, null, null, StepBy(state.Actor)))).Refusal is { } refusal)
            return new PickTaken(line.Number, 0, StoredRefusal.Of(refusal));
        return new PickTaken(line.Number, PickListRules.LostOf(line, line.Found < line.Quantity ? await Stock(line.Sku).Get() : null), null);
    }

    private async Task<PickListEvent> Lose(PickList state)
    {
        var (line, by) = (state.CurrentLine, StepBy(state.Actor));
        var fact = await Stock(line.Sku).RecordFact(new(
            StepId("pick", line), FactKind.Loss, state.Lost, null, line.Lot, line.At!.Value, null, null, "Not found when it was to be picked.", $"pick-list/{Key}", by, line.Bin));
        if (fact.Refusal is { } refusal) throw new InvalidOperationException($"{line.Sku} refused a loss of pick list {Key}: {refusal}");
        var owner = state.Person ?? (state.Author.StartsWith(PersonMark, StringComparison.Ordinal) ? state.Author[PersonMark.Length..] : state.Author);
        // Somebody may have closed it already; then it needs no owner any more.
        if (Limits.IsId(owner)) await Stock(line.Sku).AssignIncident(new(StepId("pick", line), owner, by));
        return new PickLossRecorded(line.Number, StepId("pick", line));
    }

    private async Task<PickListEvent> Replan(PickList state)
    {
        var (line, stock) = (state.CurrentLine, Stock(state.CurrentLine.Sku));
        var held = (await stock.GetReservation(line.Reservation)).Value;
        // The loss may have taken pins: what can be pinned elsewhere is; what cannot is told as unplanned.
        if (held is { State: ReservationState.Open } && held.Lots.Sum(pin => pin.Quantity) < held.Quantity && (await stock.Repin(new(line.Reservation, StepBy(state.Actor)))).Value is { } pinned) held = pinned;
        return PickListRules.Replan(state, (await stock.Get())!, held is { State: ReservationState.Open } ? held.Lots : []);
    }

    // What has left the store is not put back, nor what others have bought since.
    private async Task<PickListEvent> PutBack(PickList state)
    {
        var line = state.NextToReturn!;
        var stock = Stock(line.Sku);
        var id = StepId("unpick", line);
        if ((await stock.GetPlacement(id)).Value is not null) return new PickReturned(line.Number, null);
        if ((await stock.GetReservation(line.Reservation)).Value is { State: ReservationState.Committed }) return new PickReturned(line.Number, StoredRefusal.Of(Refusal.NotIn("committed")));
        var answer = await stock.Place(new(id, line.Lot, line.Found, null, line.Bin, null, StepBy(state.Actor)));
        return new PickReturned(line.Number, answer.Refusal is { } refusal ? StoredRefusal.Of(refusal) : null);
    }

    private string StepId(string step, PickListLine line) => FormattableString.Invariant($"{step}:{Id}:{line.Number}");

    private string Id => PickListRules.KeyOf(Key).Id;

    private IStockGrain Stock(string sku) => GrainFactory.GetGrain<IStockGrain>(StockKey.Of(PickListRules.KeyOf(Key).Store, sku));
}
