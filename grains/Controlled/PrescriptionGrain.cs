namespace BeautyGrains.Grains;

/// <summary>One prescription and what was dispensed against it. Key: its number.</summary>
[Reentrant]
public sealed class PrescriptionGrain(AggregateServices house) : AggregateGrain<Prescription, PrescriptionEvent>(house, PrescriptionKind.Instance), IPrescriptionGrain
{
    /// <inheritdoc />
    public async Task<Answer<PrescriptionView>> Put(PutPrescription ask)
    {
        if (ControlledForm.Check(ask.Record) is [var (field, rule), ..]) return new(null, Refusal.Invalid(field, rule), false);
        var unknown = Head.Record is null ? await Unknown(ask.Record) : null;
        var answer = await Decide((head, _) => PrescriptionRules.Put(head, ask, unknown), View, ask.By);
        EndIfEmpty();
        return answer;
    }

    /// <inheritdoc />
    public Task<Answer<PrescriptionView>> Void(VoidPrescription ask) => Told((head, _) => PrescriptionRules.Void(head, ask), ask.By);

    /// <inheritdoc />
    public Task<Answer<PrescriptionView>> Draw(DrawPrescription ask) => Told((head, _) => PrescriptionRules.Draw(head, ask), ask.By);

    /// <inheritdoc />
    public Task<Answer<PrescriptionView>> GiveBack(GiveBackPrescription ask) => Told((head, _) => PrescriptionRules.GiveBack(head, ask), ask.By);

    /// <inheritdoc />
    public async Task<Answer<PrescriptionView>> Get()
    {
        await CheckFresh();
        EndIfEmpty();
        return Durable.State.Record is null ? new(null, new(RefusalKind.UnknownPrescription), false) : new(View(Durable), null, false);
    }

    private async Task<Answer<PrescriptionView>> Told(Func<Prescription, DateTimeOffset, Decision<PrescriptionEvent>> rule, Caller by)
    {
        var answer = await Decide(rule, View, by);
        EndIfEmpty();
        return answer;
    }

    private async Task<Refusal?> Unknown(PrescriptionRecord record)
    {
        if (await GrainFactory.GetGrain<ISkuGrain>(record.Sku).Get() is not { } sku) return new(RefusalKind.UnknownSku, Sku: record.Sku);
        var policy = (await GrainFactory.GetGrain<IControlledPolicyGrain>(IControlledPolicyGrain.Key).Get()).Policy;
        if (policy.MarkOf(sku.Record, record.IssuedOn) is not { } mark) return new(RefusalKind.NotControlled, Sku: record.Sku, State: "not-marked");
        if (policy.Of(mark.Class, record.IssuedOn) is not { } row) return new(RefusalKind.NotControlled, Sku: record.Sku, State: "no-class");
        if (record.ValidThrough > record.IssuedOn.AddDays(row.PrescriptionDays)) return new(RefusalKind.PrescriptionRefused, State: "too-long");
        return record.Document is null ? null : (await GrainFactory.GetGrain<IDocumentGrain>(record.Document).Get()).Refusal;
    }

    private PrescriptionView View(Versioned<Prescription> it) => new(
        Key, it.State.State, it.State.Record!, it.State.Left, [.. it.State.Draws.Values.Where(draw => draw.Quantity > 0)], it.State.RecordedBy, it.At, it.Version);
}

/// <summary>What may become of a prescription.</summary>
public static class PrescriptionRules
{
    private const int MostDraws = 1_000;

    /// <summary>Refusals: IdReused, and what stands against it.</summary>
    public static Decision<PrescriptionEvent> Put(Prescription state, PutPrescription ask, Refusal? unknown) =>
        state.Record is { } known ? known == ask.Record ? Decision<PrescriptionEvent>.AlreadyDone : new Refusal(RefusalKind.IdReused)
        : unknown is not null ? unknown
        : new PrescriptionPut(ask.Record);

    /// <summary>Refusals: Validation, UnknownPrescription.</summary>
    public static Decision<PrescriptionEvent> Void(Prescription state, VoidPrescription ask) =>
        Form.Needed(ask.Reason, "reason") is { } malformed ? malformed
        : state.Record is null ? new Refusal(RefusalKind.UnknownPrescription)
        : state.VoidedFor is not null ? Decision<PrescriptionEvent>.AlreadyDone
        : new PrescriptionVoided(ask.Reason);

    /// <summary>Refusals in this order: UnknownPrescription; InvalidState for a draw that was ended; PrescriptionRefused; PrescriptionExhausted.</summary>
    public static Decision<PrescriptionEvent> Draw(Prescription state, DrawPrescription ask)
    {
        if (state.Record is not { } record) return new Refusal(RefusalKind.UnknownPrescription);
        if (state.Draws.TryGetValue(ask.Draw, out var known)) return known.Quantity > 0 && known.Steps.Count == 0 ? Decision<PrescriptionEvent>.AlreadyDone : Refusal.NotIn("given-back");
        var against = state.VoidedFor is not null ? "void"
            : ask.Sku != record.Sku ? "other-sku"
            : ask.Client != record.Client ? "other-client"
            : ask.Day < record.IssuedOn ? "not-yet-valid"
            : ask.Day > record.ValidThrough ? "expired"
            : state.Draws.Count >= MostDraws ? "too-many-steps"
            : null;
        if (against is not null) return new Refusal(RefusalKind.PrescriptionRefused, State: against);
        return ask.Quantity > state.Left ? new Refusal(RefusalKind.PrescriptionExhausted, Available: state.Left) : new PrescriptionDrawn(ask.Draw, ask.Store, ask.Quantity);
    }

    /// <summary>A draw that is ended before it came is barred. Refusals: UnknownPrescription, InvalidState where more would come back than was dispensed.</summary>
    public static Decision<PrescriptionEvent> GiveBack(Prescription state, GiveBackPrescription ask)
    {
        if (state.Record is null) return new Refusal(RefusalKind.UnknownPrescription);
        var draw = state.Draws.GetValueOrDefault(ask.Draw);
        if (draw?.Steps.Contains(ask.Step) == true) return Decision<PrescriptionEvent>.AlreadyDone;
        var left = (draw?.Quantity ?? 0) - (draw?.Returned ?? 0);
        if (ask.Quantity > left) return Refusal.NotIn("given-back");
        return new PrescriptionGivenBack(ask.Draw, ask.Step, ask.Quantity ?? left, ask.Quantity is null);
    }
}
