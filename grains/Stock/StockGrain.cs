using BeautyGrains.Journal;

namespace BeautyGrains.Grains;

/// <summary>Live stock of one SKU in one store. Key: "store/sku". Holds no rule: it looks up what the rules need and carries out what they decide.</summary>
[Reentrant]
public sealed partial class StockGrain(AggregateServices house, ICatalogueFacts catalogue)
    : AggregateGrain<Stock, StockEvent>(house, StockKind.Instance), IStockGrain
{
    private delegate Decision<StockEvent> Rule(Stock stock, StockFacts facts, DateTimeOffset now, ImmutableArray<Remembered> recalled);

    private delegate TView? View<TView>(Stock stock, DateTimeOffset now, ImmutableArray<Remembered> recalled);

    /// <inheritdoc />
    protected override ImmutableArray<StockEvent> Overdue(Stock head, DateTimeOffset now) => StockRules.Overdue(head, now);

    /// <inheritdoc />
    public async Task<StockView?> Get()
    {
        var facts = await Facts();
        if (facts.Value is null) return null;
        await CheckFresh();
        var now = await TimeToTell();
        return StockViews.Position(Durable.State, facts.Value, now);
    }

    /// <inheritdoc />
    public Task<Answer<ReservationView>> Reserve(ReserveStock ask)
    {
        var (isNew, made) = (false, 0L);
        var answer = Run(
            WithBar(ask.ReservationId, ask.Attempt, ask.By),
            (stock, facts, now, recalled) =>
            {
                var decision = StockRules.Reserve(stock, ask, facts, now, recalled);
                isNew = !decision.IsRepeat;
                return decision;
            },
            (stock, now, recalled) =>
            {
                if (!isNew) made = StockViews.MadeVersion(stock, ask.ReservationId, recalled);
                return StockViews.Reservation(stock, ask.ReservationId, now, recalled);
            },
            ask.By);
        return isNew ? answer : AsFirstTold(answer, () => made);
    }

    /// <inheritdoc />
    public Task<Answer<ReservationView>> Commit(CommitReservation ask)
    {
        var answer = OnReservation(ask.ReservationId, (stock, facts, now, recalled) => StockRules.Commit(stock, ask, facts, now, recalled), ask.By);
        return !ask.Lots.IsDefaultOrEmpty && ask.Lots[0].Serial is not null ? Noticing(answer, ask.By) : answer;
    }

    /// <inheritdoc />
    public Task<Answer<ReservationView>> Release(ReleaseReservation ask) => Run(
        WithBar(ask.ReservationId, ask.Attempt, ask.By),
        (stock, _, now, recalled) => StockRules.Release(stock, ask, now, recalled),
        (stock, now, recalled) => StockViews.Reservation(stock, ask.ReservationId, now, recalled),
        ask.By);

    /// <inheritdoc />
    public Task<Answer<ReservationView>> Extend(ExtendReservation ask) => Run(
        ask.RequestId is { } request
            ? [CommandIds.Reservation(ask.ReservationId), CommandIds.Extension(ask.ReservationId, request)]
            : [CommandIds.Reservation(ask.ReservationId)],
        (stock, _, now, recalled) => StockRules.Extend(stock, ask, now, recalled),
        (stock, now, recalled) => StockViews.Reservation(stock, ask.ReservationId, now, recalled),
        ask.By);

    /// <inheritdoc />
    public Task<Answer<ReservationView>> Repin(RepinReservation ask) => OnReservation(
        ask.ReservationId, (stock, facts, now, recalled) => StockRules.Repin(stock, ask, facts, now, recalled), ask.By);

    /// <inheritdoc />
    public Task<Answer<ReservationView>> Pin(PinReservation ask) => OnReservation(
        ask.ReservationId, (stock, facts, now, recalled) => StockRules.Pin(stock, ask, facts, now, recalled), ask.By);

    /// <inheritdoc />
    public Task<Answer<ReservationView>> Unpin(UnpinReservation ask) => OnReservation(
        ask.ReservationId, (stock, _, now, recalled) => StockRules.Unpin(stock, ask, now, recalled), ask.By);

    /// <inheritdoc />
    public Task<Answer<ReservationView>> CommitPinned(CommitPinned ask) => OnReservation(
        ask.ReservationId, (stock, facts, now, recalled) => StockRules.CommitPinned(stock, ask, facts, now, recalled), ask.By, isPastReturn: true);

    /// <inheritdoc />
    public Task<Answer<ReservationView>> GetReservation(string id) => Find(
        [CommandIds.Reservation(id)],
        (stock, now, recalled) => stock.Open.ContainsKey(id) || StockRules.FindEnded(stock, id, recalled) is not null
            ? StockViews.Reservation(stock, id, now, recalled)
            : null,
        RefusalKind.UnknownReservation);

    /// <inheritdoc />
    public Task<Answer<MovementView>> Receive(ReceiveStock ask) => Claiming(ask.Serials, ask.Serial, CommandIds.Movement(MovementKind.Receipt, ask.Id), null, ask.By, () => OnMovement(
        MovementKind.Receipt, ask.Id, (stock, facts, now, recalled) => StockRules.Receive(stock, ask, facts, now, recalled), ask.By));

    /// <inheritdoc />
    public Task<Answer<MovementView>> Sell(SellStock ask)
    {
        var answer = OnMovement(MovementKind.Sale, ask.Id, (stock, facts, now, recalled) => StockRules.Sell(stock, ask, facts, now, recalled), ask.By);
        return (ask.Serial ?? (object?)ask.Serials) is null ? answer : Noticing(answer, ask.By);
    }

    /// <inheritdoc />
    public Task<Answer<MovementView>> Return(ReturnStock ask) => Claiming(ask.Serials, null, CommandIds.Movement(MovementKind.CustomerReturn, ask.Id), true, ask.By, () => OnMovement(
        MovementKind.CustomerReturn, ask.Id, (stock, facts, now, recalled) => StockRules.Return(stock, ask, facts, now, recalled), ask.By));

    /// <inheritdoc />
    public Task<Answer<MovementView>> ReturnToSupplier(ReturnToSupplier ask) => Freeing(ask.Serials, ask.By, OnMovement(
        MovementKind.SupplierReturn, ask.Id, (stock, facts, now, recalled) => StockRules.ReturnToSupplier(stock, ask, facts, now, recalled), ask.By));

    /// <inheritdoc />
    public Task<Answer<MovementView>> Adjust(AdjustStock ask) => OnMovement(
        MovementKind.Adjustment, ask.Id, (stock, facts, now, recalled) => StockRules.Adjust(stock, ask, facts, now, recalled), ask.By);

    /// <inheritdoc />
    public Task<Answer<MovementView>> Scrap(ScrapStock ask) => OnMovement(
        MovementKind.Scrap, ask.Id, (stock, facts, now, recalled) => StockRules.Scrap(stock, ask, facts, now, recalled), ask.By);

    /// <inheritdoc />
    public Task<Answer<MovementView>> Count(CountLot ask) => OnMovement(
        MovementKind.Count, ask.Id, (stock, facts, now, recalled) => StockRules.Count(stock, ask, facts, now, recalled), ask.By);

    /// <inheritdoc />
    public Task<Answer<MovementView>> ReceiveTransfer(ReceiveTransferLine ask) => Arriving(ask, certain => OnMovement(
        MovementKind.TransferIn, ask.TransferId, (stock, facts, now, recalled) => StockRules.ReceiveTransfer(stock, certain, facts, now, recalled), ask.By));

    /// <inheritdoc />
    public Task<Answer<MovementView>> Reverse(ReverseMovement ask)
    {
        var reversal = CommandIds.Movement(MovementKind.Reversal, ask.Id);
        // An unknown kind is for the rule to refuse.
        var originals = Enum.IsDefined(ask.Kind) ? CommandIds.OfMovement(ask.Kind, ask.MovementId) : [];
        if (ask.Kind == MovementKind.CustomerReturn) originals = originals.Add(CommandIds.Movement(MovementKind.Scrap, CommandIds.ScrapOf(ask.MovementId)));
        return Run(
            [reversal, .. originals, .. originals.Select(CommandIds.Reversed)],
            (stock, _, now, recalled) => StockRules.Reverse(stock, ask, now, recalled),
            (stock, _, recalled) => StockViews.Movement(stock, [reversal], recalled),
            ask.By);
    }

    /// <inheritdoc />
    public Task<Answer<MovementView>> GetMovement(MovementKind kind, string id)
    {
        ImmutableArray<string> commands = Enum.IsDefined(kind) ? CommandIds.OfMovement(kind, id) : [];
        return Find(
            commands,
            (stock, _, recalled) => commands.Select(command => StockViews.Movement(stock, [command], recalled)).FirstOrDefault(found => found?.Kind == kind),
            RefusalKind.UnknownMovement);
    }

    /// <inheritdoc />
    public Task<Answer<LotView>> SetLotStatus(SetLotStatus ask) => Run(
        [],
        (stock, _, _, _) => StockRules.SetLotStatus(stock, ask),
        (stock, now, _) => StockViews.Lot(new(stock, now), stock.Lots[ask.Lot]),
        ask.By);

    /// <inheritdoc />
    public async Task<Answer<FactView>> RecordFact(RecordFact ask)
    {
        var answer = await Run(
            [CommandIds.Fact(ask.Id), CommandIds.Incident(ask.Id)],
            (stock, facts, now, recalled) => StockRules.RecordFact(stock, ask, facts, now, recalled),
            (stock, _, recalled) => StockViews.Fact(stock, ask.Id, recalled),
            ask.By);
        if (answer.Value is { } fact && fact.Incident.Causes.Contains("lot-recalled")) await TellRecalls(fact.Id);
        return answer;
    }

    /// <inheritdoc />
    public Task<Answer<IncidentView>> CloseIncident(CloseIncident ask) => Run(
        [CommandIds.Incident(ask.Id)],
        (stock, facts, _, recalled) => StockRules.CloseIncident(stock, ask, facts, recalled),
        (stock, _, recalled) => StockViews.Incident(stock, ask.Id, recalled),
        ask.By);

    /// <inheritdoc />
    public async Task<ImmutableArray<IncidentView>> GetIncidents()
    {
        await CheckFresh();
        return StockViews.Incidents(Durable.State);
    }

    /// <inheritdoc />
    public async Task<int> CountOpenReservations()
    {
        await CheckFresh();
        var now = await TimeToTell();
        return StockViews.OpenReservations(Durable.State, now);
    }

    /// <inheritdoc />
    public Task<Answer<TransferShipment>> ShipTransfer(ShipTransferLine ask) => Run(
        [CommandIds.Ship(ask.TransferId), CommandIds.Reservation(ask.ReservationId)],
        (stock, facts, now, recalled) => StockRules.Ship(stock, ask, facts, now, recalled),
        (stock, _, recalled) => StockViews.Shipment(stock, ask.TransferId, outbound: true, recalled),
        ask.By);

    /// <inheritdoc />
    public Task<Answer<TransferShipment>> ExpectTransfer(ExpectTransferLine ask) => Run(
        [CommandIds.Expect(ask.TransferId)],
        (stock, _, _, recalled) => StockRules.Expect(stock, ask, recalled),
        (stock, _, recalled) => StockViews.Shipment(stock, ask.TransferId, outbound: false, recalled),
        ask.By);

    /// <inheritdoc />
    public Task<Answer<TransferShipment>> CloseTransfer(CloseTransferLine ask) => Run(
        [CommandIds.Close(ask.TransferId)],
        (stock, _, _, recalled) => StockRules.CloseTransfer(stock, ask, recalled),
        (stock, _, recalled) => StockViews.Closing(stock, ask.TransferId, recalled),
        ask.By);

    /// <inheritdoc />
    public Task<Answer<MovementView>> AddCost(AddLotCost ask) => OnMovement(
        MovementKind.LandedCost, ask.Id, (stock, _, _, recalled) => StockRules.AddCost(stock, ask, recalled), ask.By);

    // Of an attempt of a process it matters besides whether it is over.
    private static ImmutableArray<string> WithBar(string reservation, long attempt, Caller by) => attempt > 0 && by.Process is { } process
        ? [CommandIds.Reservation(reservation), CommandIds.Bar(process, reservation)]
        : [CommandIds.Reservation(reservation)];

    private Task<Answer<ReservationView>> OnReservation(string id, Rule rule, Caller by, bool isPastReturn = false) => Run(
        [CommandIds.Reservation(id)], rule, (stock, now, recalled) => StockViews.Reservation(stock, id, now, recalled), by, isPastReturn);

    private Task<Answer<MovementView>> OnMovement(MovementKind kind, string id, Rule rule, Caller by)
    {
        var command = CommandIds.Movement(kind, id);
        return Run([command], rule, (stock, _, recalled) => StockViews.Movement(stock, [command], recalled), by);
    }

    // Mostly all that the rule needs is at hand; then nothing is awaited but the disk.
    private Task<Answer<TView>> Run<TView>(ImmutableArray<string> commands, Rule rule, View<TView> view, Caller by, bool hasWarrant = false)
        where TView : class
    {
        if (Head.Version == 0) return RunFirst(commands, rule, view, by, hasWarrant);
        var facts = Facts();
        if (!facts.IsCompletedSuccessfully) return RunLater(facts, commands, rule, view, by, hasWarrant);
        var known = facts.Result;
        if (known.Value is null) return Task.FromResult(new Answer<TView>(null, known.Refusal, false));
        var recalled = Recall(commands, null, isStep: by.Process is not null);
        return recalled.IsCompletedSuccessfully ? Run(known.Value, recalled.Result, rule, view, by, hasWarrant) : RunLater(known.Value, recalled, rule, view, by, hasWarrant);
    }

    private async Task<Answer<TView>> RunLater<TView>(ValueTask<Answer<StockFacts>> asked, ImmutableArray<string> commands, Rule rule, View<TView> view, Caller by, bool hasWarrant)
        where TView : class
    {
        var facts = await asked;
        if (facts.Value is null) return new(null, facts.Refusal, false);
        return await RunLater(facts.Value, Recall(commands, null, isStep: by.Process is not null), rule, view, by, hasWarrant);
    }

    private async Task<Answer<TView>> RunLater<TView>(StockFacts facts, ValueTask<ImmutableArray<Remembered>> recalled, Rule rule, View<TView> view, Caller by, bool hasWarrant)
        where TView : class
        => await Run(facts, await recalled, rule, view, by, hasWarrant);

    private Task<Answer<TView>> Run<TView>(StockFacts facts, ImmutableArray<Remembered> recalled, Rule rule, View<TView> view, Caller by, bool hasWarrant)
        where TView : class
        => Decide(
            (stock, now) =>
            {
                var decided = rule(stock, facts, now, recalled);
                if (!hasWarrant) decided = StockRules.WithoutWarrant(decided, facts);
                return facts.Sku.Serialised ? StockRules.KeepUnits(stock, decided, now, by.Process is not null) : decided;
            },
            (decision, on) => decision.Refusal is { } refusal
                ? new Answer<TView>(null, refusal, false)
                : new(
                    // What is new is told as it was decided, however long the writing took: a repeat will be told the same.
                    view(on.State, decision.IsRepeat ? TimeAt(on) : on.At, recalled) ?? throw new InvalidOperationException($"What was decided in {Key} is not to be found."),
                    null, !decision.IsRepeat),
            by);

    private async Task<Answer<TView>> Find<TView>(ImmutableArray<string> commands, View<TView> view, RefusalKind unknown)
        where TView : class
    {
        var facts = await Facts();
        if (facts.Value is null) return new(null, facts.Refusal, false);
        await CheckFresh();
        var now = await TimeToTell();
        var state = Durable.State;
        var recalled = await Recall(commands, state, isStep: false);
        return view(state, now, recalled) is { } found ? new(found, null, false) : new(null, new(unknown), false);
    }

    // A repeat gets the first answer, whatever has become of the reservation since.
    private async Task<Answer<ReservationView>> AsFirstTold(Task<Answer<ReservationView>> reserved, Func<long> made)
    {
        var answer = await reserved;
        return answer is { Value: not null, IsNew: false } ? answer with { Value = await FirstAnswer(made()) } : answer;
    }

    private async ValueTask<ReservationView> FirstAnswer(long version)
    {
        var made = await EventAt(version);
        return StockViews.FirstAnswer((StockReserved)made.Happened, made.Info);
    }

    private ValueTask<Answer<StockFacts>> Facts()
    {
        var facts = catalogue.Of(Key);
        return facts is { IsCompletedSuccessfully: true, Result.Value: not null } ? facts : Ask(facts);

        async ValueTask<Answer<StockFacts>> Ask(ValueTask<Answer<StockFacts>> asked)
        {
            var answer = await asked;
            if (answer.Value is null) EndIfEmpty();
            return answer;
        }
    }

    /// <summary>
    /// What is known of commands, at hand or from the journal where they have left the memory; fresh ids cost no look-up.
    /// Others decide while the journal is asked: where the memory has let go of something meanwhile, it may be one of these, and all is looked up again.
    /// </summary>
    /// <param name="on">The state that is answered on; null for what will be decided on, which moves on meanwhile.</param>
    private async ValueTask<ImmutableArray<Remembered>> Recall(ImmutableArray<string> commands, Stock? on, bool isStep)
    {
        while (true)
        {
            var memory = (on ?? Head).Memory;
            var found = ImmutableArray<Remembered>.Empty;
            foreach (var command in commands)
            {
                // What is at hand goes along: what is overdue is recorded before the rule looks, and may drive it out of the memory.
                if (memory.Find(command) is { } atHand) found = found.Add(atHand);
                else if (memory.MayHaveForgotten(command, isStep && !CommandIds.IsBar(command)) && await FromJournal(command) is { } known) found = found.Add(known);
            }

            if ((on ?? Head).Memory.Forgotten == memory.Forgotten) return found;
        }
    }

    private async ValueTask<Remembered?> FromJournal(string command) =>
        await Read(async () => await Journal.FindCommand(StockKind.Instance.Stream(Key), command)) is { } known ? await EventAt(known.Version) : null;

    /// <summary>A durable event of this stock.</summary>
    private async ValueTask<Remembered> EventAt(long version)
    {
        var page = await Read(async () => await Journal.ReadPage(StockKind.Instance.Stream(Key), version - 1, [], 1));
        return new(StockKind.Instance.Events.Read(page[0]), new(page[0].Version, page[0].At, page[0].Actor));
    }
}
