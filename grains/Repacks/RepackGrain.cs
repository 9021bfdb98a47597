namespace BeautyGrains.Grains;

/// <summary>
/// Goods become other goods. What goes in leaves SKU by SKU; where one refuses, what has left is put back. Once all is there, what comes out is decided and
/// enters, and nothing refuses any more. Undoing goes the same way back: what came out leaves lot by lot, and then what went in is put back.
/// </summary>
[Reentrant]
public sealed class RepackGrain(AggregateServices house, ICatalogueFacts catalogue)
    : ProcessGrain<Repack, RepackEvent>(house, RepackProcessKind.Instance), IRepackGrain
{
    /// <inheritdoc />
    public async Task<Answer<RepackView>> Put(PutRepack ask)
    {
        if (RepackRules.FormOf(Key, ask) is { } invalid) return new(null, invalid, false);
        return await Carry(
            () => FactsOf(ask),
            (repack, _, facts) => facts.Refusal is { } refusal && repack.State is null ? refusal : RepackRules.Put(repack, ask, facts.Value ?? Nothing),
            (repack, isNew) => repack.State.State == RepackState.Refused ? new(null, RepackRules.RefusalOf(repack.State), false) : View(repack, isNew),
            ask.By);
    }

    /// <inheritdoc />
    public async Task<Answer<RepackView>> Undo(UndoRepack ask)
    {
        var answer = await Carry(
            static () => Task.FromResult(true),
            (repack, _, _) => RepackRules.Undo(repack, ask),
            (repack, isNew) => repack.State is { State: RepackState.Done, Refusal: not null } ? new(null, RepackRules.RefusalOf(repack.State), false) : View(repack, isNew),
            ask.By);
        EndIfEmpty();
        return answer;
    }

    /// <inheritdoc />
    public async Task<Answer<RepackView>> Get()
    {
        await CheckFresh();
        EndIfEmpty();
        return Durable.State.State is null ? new(null, new(RefusalKind.UnknownRepack), false) : View(Durable, false);
    }

    /// <inheritdoc />
    public async Task<EquatableList<ChildLot>> Children()
    {
        await Drive();
        EndIfEmpty();
        return RepackRules.ChildrenOf(Durable.State);
    }

    /// <inheritdoc />
    protected override ProcessStep<Repack, RepackEvent>? NextStep(Repack state) => state.State switch
    {
        RepackState.Taking => Step(state, Take(state, state.Inputs.First(input => input.Lots is null))),
        RepackState.Returning => Step(state, PutBack(state, state.Inputs.First(input => input.Lots is not null && !input.Returned), "return")),
        RepackState.Making => Step(state, Make(state, state.Outputs.First(output => output.Name is null).Sku)),
        RepackState.Undoing => Step(state, TakeOut(state, IndexOf(state, output => !output.Undone))),
        RepackState.Redoing => Step(state, Redo(state, IndexOf(state, output => output.Undone))),
        RepackState.Restoring => Step(state, PutBack(state, state.Inputs.First(input => !input.Returned), "restore")),
        _ => null,
    };

    private static RepackFacts Nothing { get; } = new(null, RepackDefaults.Policy, default, new Dictionary<string, Answer<StockFacts>>());

    private ProcessStep<Repack, RepackEvent> Step(Repack state, Func<Task<RepackEvent>> run) => new(async () =>
    {
        var outcome = await run();
        return (head, _) => RepackRules.Record(Key, head, state.State!.Value, state.Undos, outcome);
    });

    private static int IndexOf(Repack state, Func<RepackOutput, bool> which) => state.Outputs.Select((output, i) => (output, i)).First(one => which(one.output)).i;

    private Func<Task<RepackEvent>> Take(Repack state, RepackInput input) => async () =>
    {
        var (part, stock) = (input.Part, Stock(state, input.Part.Sku));
        var answer = await stock.Issue(new(
            Key, MovementKind.RepackOut, part.Quantity, null, part.Lot, null, state.Ask!.Reason, RepackRules.DocumentOf(Key), null, null, null, 1, StepBy(state.Actor)));
        if (answer.Value is not { } moved) return new RepackTaken(part.Sku, [], StoredRefusal.Of(answer.Refusal! with { Sku = part.Sku }));
        var lots = (await stock.Get())!.Lots.ToDictionary(lot => lot.Lot, StringComparer.Ordinal);
        return new RepackTaken(part.Sku, [.. moved.Lines.Select(line => Travelling(lots[line.Lot], -line.Quantity, line.UnitCost))], null);
    };

    private static TravellingLot Travelling(LotView lot, decimal quantity, Money? unitCost) => new(
        lot.Lot, lot.LotNo, quantity, lot.Expiry, lot.ExpiresAt, lot.MadeOn, unitCost, lot.Supplier, lot.Gtin, lot.Owner, lot.Parents);

    private Func<Task<RepackEvent>> PutBack(Repack state, RepackInput input, string step) => async () =>
    {
        Must(await Stock(state, input.Part.Sku).Reverse(new($"{Key}:{step}", MovementKind.RepackOut, Key, state.UndoReason ?? RepackRules.DocumentOf(Key), StepBy(state.Actor))), input.Part.Sku);
        return step == "return" ? new RepackReturned(input.Part.Sku) : new RepackRestored(input.Part.Sku);
    };

    private Func<Task<RepackEvent>> Make(Repack state, string sku) => async () =>
    {
        var lots = new List<MadeLot>();
        foreach (var output in state.Outputs.Where(output => output.Sku == sku)) lots.Add(output.Lot with { Status = await StatusOf(state, output.Lot.Parents) });
        var answer = await Stock(state, sku).TakeInRepacked(new(Key, [.. lots], RepackRules.DocumentOf(Key), StepBy(state.Actor)));
        Must(answer, sku);
        return new RepackMade(sku, [.. answer.Value!.Lines.Select(line => line.Lot)]);
    };

    // What was blocked while it was on its way makes blocked lots: the worst of all parents.
    private async Task<LotStatus> StatusOf(Repack state, EquatableList<LotParent> parents)
    {
        var worst = LotStatus.Released;
        foreach (var sku in parents.Select(parent => parent.Sku).Distinct(StringComparer.Ordinal))
            foreach (var lot in (await Stock(state, sku).Get())!.Lots.Where(lot => lot.Status > worst && parents.Any(parent => parent.Sku == sku && parent.Lot == lot.Lot))) worst = lot.Status;
        return worst;
    }

    private Func<Task<RepackEvent>> TakeOut(Repack state, int index) => async () =>
    {
        var output = state.Outputs[index];
        var answer = await Stock(state, output.Sku).Issue(new(
            UndoId(state, "undo", index), MovementKind.RepackOut, output.Lot.Quantity, null, output.Name, null, state.UndoReason, RepackRules.DocumentOf(Key), null, null, null, 1, StepBy(state.Actor)));
        return new RepackUndone(index, answer.Refusal is { } refusal ? StoredRefusal.Of(refusal with { Sku = output.Sku }) : null);
    };

    private Func<Task<RepackEvent>> Redo(Repack state, int index) => async () =>
    {
        var sku = state.Outputs[index].Sku;
        Must(await Stock(state, sku).Reverse(new(UndoId(state, "redo", index), MovementKind.RepackOut, UndoId(state, "undo", index), state.UndoReason!, StepBy(state.Actor))), sku);
        return new RepackRedone(index);
    };

    private string UndoId(Repack state, string step, int index) => FormattableString.Invariant($"{Key}:{step}:{state.Undos}.{index}");

    private async Task<Answer<RepackFacts>> FactsOf(PutRepack ask)
    {
        if (Head.State is not null) return new(null, null, false);
        if (await GrainFactory.GetGrain<IStoreGrain>(ask.Store).Get() is not { } store) return new(null, new(RefusalKind.UnknownStore, Store: ask.Store), false);
        var recipe = (await GrainFactory.GetGrain<IRecipeGrain>(ask.Recipe).Get())?.Record;
        var policy = (await GrainFactory.GetGrain<IRepackPolicyGrain>(IRepackPolicyGrain.Key).Get()).Policy;
        var day = ExpiryRules.DayAt(Clock.GetUtcNow(), store.Record.TimeZone);
        var skus = new SortedDictionary<string, Answer<StockFacts>>(StringComparer.Ordinal);
        if (recipe?.BillOn(day) is { } bill)
            foreach (var line in bill.Inputs.Concat(bill.Outputs)) skus[line.Sku] = await catalogue.Of(StockKey.Of(ask.Store, line.Sku));
        return new(new(recipe, policy, day, skus), null, false);
    }

    // Past the point of no return stocks have no right to refuse; a step that is refused all the same is repeated loudly and stays open.
    private void Must(Answer<MovementView> answer, string sku)
    {
        if (answer.Refusal is { } refusal) throw new InvalidOperationException($"{sku} refused a step of repack {Key}: {refusal}");
    }

    private IStockGrain Stock(Repack state, string sku) => GrainFactory.GetGrain<IStockGrain>(StockKey.Of(state.Ask!.Store, sku));

    private Answer<RepackView> View(Versioned<Repack> repack, bool isNew) => new(RepackRules.ViewOf(Key, repack), null, isNew);
}
