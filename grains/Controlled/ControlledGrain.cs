namespace BeautyGrains.Grains;

/// <summary>
/// The register of a store's controlled goods of one SKU. Key: "store/sku". A step is written down first, then the prescription, then the stock are asked, and
/// what came of it is the entry. The stock's movement has the step's id, so that a step that is asked for again after a failure moves the goods once; a draw
/// has the attempt's, and one that was given up is barred.
/// </summary>
[Reentrant]
public sealed class ControlledGrain(AggregateServices house, ICatalogueFacts catalogue) : ProcessGrain<ControlledBook, ControlledEvent>(house, ControlledKind.Instance), IControlledGrain
{
    /// <inheritdoc />
    public async Task<Answer<ControlledEntry>> Take(TakeControlledStep ask)
    {
        if (ControlledStepForm.Check(ask) is { } malformed) return new(null, malformed, false);
        KnownEntry? known = null;
        long since = 0;
        var answer = await Carry(
            async () =>
            {
                since = Head.Version;
                var facts = await FactsOf(ask);
                known = facts.Known;
                return facts;
            },
            (book, now, facts) => ControlledRules.Take(book, Key, ask, facts, now),
            (book, isNew) => AnswerOf(book.State, ask.Id, known, since, isNew),
            ask.By);
        EndIfEmpty();
        return answer;
    }

    /// <inheritdoc />
    public async Task<ControlledView?> Get()
    {
        await CheckFresh();
        EndIfEmpty();
        return Durable.State.Since is null ? null : ViewOf(Durable);
    }

    /// <inheritdoc />
    protected override ProcessStep<ControlledBook, ControlledEvent>? NextStep(ControlledBook state) => state.Pending switch
    {
        null => null,
        { Phase: ControlledStepState.Asked, Ask.Entry.Step: ControlledStep.Issue } => new(() => Draw(state.Pending)),
        { Phase: ControlledStepState.Asked or ControlledStepState.Drawn } => new(() => Move(state.Pending)),
        { Phase: ControlledStepState.CameBack } => new(() => GiveBack(state.Pending, state.Pending.Ask.Entry.Quantity, head => ControlledRules.Taken(head, null))),
        _ => new(() => GiveBack(state.Pending, null, head => new ControlledStepRefused(head.Pending!.Ask.Entry.Id, head.Pending.Why!))),
    };

    private static Answer<ControlledEntry> AnswerOf(ControlledBook book, string id, KnownEntry? known, long since, bool isNew) =>
        book.Recent.LastOrDefault(one => one.Entry.Id == id) is { } taken ? new(taken.Entry, null, isNew)
        : known is not null ? new(known.Entry, null, false)
        : book.Refused.LastOrDefault(one => one.Id == id && one.Version > since) is { } refused ? new(null, refused.Refusal.ToRefusal(), false)
        // So many others came in between that it is not at hand; asking again tells.
        : throw new OutcomeUnknownException("What came of the step is written down; send the same request again.");

    private async Task<Func<ControlledBook, DateTimeOffset, Decision<ControlledEvent>>> Draw(PendingStep step)
    {
        var (entry, key) = (step.Ask.Entry, StockKey.Parse(Key));
        var answer = await Prescription(entry).Draw(new(step.Ask.Draw!, key.Store, key.Sku, entry.Client!, -entry.Quantity, entry.Day, StepBy(entry.First)));
        return Record(step, _ => answer.Refusal is { } refusal ? new ControlledStepRefused(entry.Id, StoredRefusal.Of(refusal)) : new ControlledDrawn(entry.Id, answer.Value!.Record.Dose));
    }

    private async Task<Func<ControlledBook, DateTimeOffset, Decision<ControlledEvent>>> Move(PendingStep step)
    {
        var entry = step.Ask.Entry;
        if (entry.Step == ControlledStep.Count)
        {
            foreach (var one in entry.Counts!)
                if ((await Stock.MoveControlled(MoveOf(step, one.Lot, one.Counted, $"controlled:{entry.Id}:{one.Lot}"))).Refusal is { } bad) return Refused(step, bad);
            return Record(step, head => ControlledRules.Taken(head, null));
        }
        var answer = await Stock.MoveControlled(MoveOf(step, entry.Lot!, Math.Abs(entry.Quantity), $"controlled:{entry.Id}"));
        if (answer.Refusal is { } refusal) return Refused(step, refusal);
        var lot = answer.Value!.Lines[0].Lot;
        return Record(step, head => entry.Step == ControlledStep.Return ? new ControlledCameBack(entry.Id, lot) : ControlledRules.Taken(head, lot));
    }

    private static Func<ControlledBook, DateTimeOffset, Decision<ControlledEvent>> Refused(PendingStep step, Refusal refusal) => Record(step, _ => step.Phase == ControlledStepState.Drawn
        ? new ControlledMoveRefused(step.Ask.Entry.Id, StoredRefusal.Of(refusal))
        : new ControlledStepRefused(step.Ask.Entry.Id, StoredRefusal.Of(refusal)));

    private async Task<Func<ControlledBook, DateTimeOffset, Decision<ControlledEvent>>> GiveBack(PendingStep step, decimal? quantity, Func<ControlledBook, ControlledEvent> record)
    {
        var entry = step.Ask.Entry;
        var answer = await Prescription(entry).GiveBack(new(step.Ask.Draw!, $"{Key}/{entry.Id}", quantity, StepBy(entry.First)));
        if (answer.Refusal is { } refusal) throw new InvalidOperationException($"Prescription {entry.Prescription} refused to take back what step {entry.Id} of {Key} drew: {refusal}");
        return Record(step, record);
    }

    private static Func<ControlledBook, DateTimeOffset, Decision<ControlledEvent>> Record(PendingStep step, Func<ControlledBook, ControlledEvent> outcome) =>
        (head, _) => head.Pending is { } now && now.Ask.Entry.Id == step.Ask.Entry.Id && now.Phase == step.Phase ? outcome(head) : Decision<ControlledEvent>.AlreadyDone;

    private MoveControlled MoveOf(PendingStep step, string lot, decimal quantity, string id)
    {
        var entry = step.Ask.Entry;
        return new(
            KindOf(entry.Step), id, quantity, lot, new(entry.First, entry.Second, entry.Prescription, entry.Client), step.Ask.Arrival, entry.Supplier, entry.Reason, entry.Document ?? entry.Prescription, StepBy(entry.First));
    }

    private static MovementKind KindOf(ControlledStep step) => step switch
    {
        ControlledStep.Receive => MovementKind.Receipt,
        ControlledStep.Issue => MovementKind.ServiceConsumption,
        ControlledStep.Return => MovementKind.CustomerReturn,
        ControlledStep.SupplierReturn => MovementKind.SupplierReturn,
        ControlledStep.Count => MovementKind.Count,
        _ => MovementKind.Scrap,
    };

    private async Task<ControlledFacts> FactsOf(TakeControlledStep ask)
    {
        var stock = await catalogue.Of(Key);
        if (stock.Value is not { } facts) return new(stock, null, default, null, [], null);
        var day = ExpiryRules.DayAt(Clock.GetUtcNow(), facts.Store.TimeZone);
        var policy = (await GrainFactory.GetGrain<IControlledPolicyGrain>(IControlledPolicyGrain.Key).Get()).Policy;
        var row = facts.Controlled is { } mark ? policy.Of(mark.Class, day) : null;
        ImmutableArray<string> onHand = ask.Step == ControlledStep.Count && await Stock.Get() is { } view ? [.. view.Lots.Where(lot => lot.OnHand != 0).Select(lot => lot.Lot)] : [];
        return new(stock, row, day, await Cabinet(ask) ?? await Supplier(ask, facts, row, day) ?? await Document(ask), onHand, await Remembered(ask.Id));
    }

    private async Task<Refusal?> Cabinet(TakeControlledStep ask)
    {
        if (ask.Step != ControlledStep.Receive) return null;
        var (store, _) = StockKey.Parse(Key);
        var zone = await GrainFactory.GetGrain<IZoneGrain>(new ZoneKey(store, ask.Cabinet!).ToString()).Get();
        return (zone is null ? "unknown" : zone.Record.DoubleLock is not true ? "not-double-lock" : !zone.Record.Active ? "inactive" : null) is { } state
            ? new(RefusalKind.DoubleLockNeeded, Store: store, State: state)
            : null;
    }

    private async Task<Refusal?> Supplier(TakeControlledStep ask, StockFacts facts, ControlledClass? row, DateOnly day)
    {
        if (ask.Step is not (ControlledStep.Receive or ControlledStep.SupplierReturn)) return null;
        if (await GrainFactory.GetGrain<ISupplierGrain>(ask.Supplier!).Get() is not { } supplier) return new(RefusalKind.UnknownSupplier);
        // What is sent back leaves whatever has become of the supplier.
        if (ask.Step == ControlledStep.SupplierReturn) return null;
        if (!supplier.Record.Active) return new(RefusalKind.SupplierInactive);
        var policy = (await GrainFactory.GetGrain<IBuyingPolicyGrain>(IBuyingPolicyGrain.Key).Get()).Policy;
        if (row?.SupplierPaper is { } paper) policy = policy with { Qualifications = [.. policy.Qualifications, new(facts.Sku.GoodsCategory, paper)] };
        return StandingRules.Against(supplier, StockKey.Parse(Key).Sku, StockKey.Parse(Key).Store, facts, policy, day).FirstOrDefault();
    }

    private async Task<Refusal?> Document(TakeControlledStep ask) => ask.Document is { } id ? (await GrainFactory.GetGrain<IDocumentGrain>(id).Get()).Refusal : null;

    private async Task<KnownEntry?> Remembered(string id)
    {
        var stream = ControlledKind.Instance.Stream(Key);
        if (await Read(async () => await Journal.FindCommand(stream, ControlledKind.CommandId(id))) is not { } command) return null;
        var page = await Read(async () => await Journal.ReadPage(stream, command.Version - 1, [], 1));
        var taken = (ControlledStepTaken)ControlledKind.Instance.Events.Read(page[0]);
        return new(taken.Entry with { At = page[0].At, Version = page[0].Version }, taken.BodyHash);
    }

    private ControlledView ViewOf(Versioned<ControlledBook> it)
    {
        var ((store, sku), book) = (StockKey.Parse(Key), it.State);
        return new(
            store, sku, book.Balance, book.Empties, [.. book.Lots.Values], [.. book.Issues.Values.OrderBy(issue => issue.At).ThenBy(issue => issue.Id, StringComparer.Ordinal)], book.CountedOn, book.UncountedFrom, book.Differing,
            book.Since!.Value, book.LastOn!.Value, it.At, it.Version);
    }

    private IStockGrain Stock => GrainFactory.GetGrain<IStockGrain>(Key);

    private IPrescriptionGrain Prescription(ControlledEntry entry) => GrainFactory.GetGrain<IPrescriptionGrain>(entry.Prescription!);
}
