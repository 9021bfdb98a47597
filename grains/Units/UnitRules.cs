namespace BeautyGrains.Grains;

/// <summary>Who may hold a unit, and what it means where another has it. Pure.</summary>
public static class UnitRules
{
    /// <summary>
    /// The same movement again is a repeat, noted while nobody knows what became of the first one: who has asked the stock by then asked too early.
    /// Refusals: UnitElsewhere with the store that holds it and, as its state, by which movement.
    /// </summary>
    public static Decision<UnitEvent> Claim(Unit state, ClaimUnit ask)
    {
        if (state.Claim is not { } held) return new UnitClaimed(ask.Store, ask.Movement, Pending: true);
        if (held.Store == ask.Store && held.Movement == ask.Movement) return state.Pending ? new UnitClaimed(ask.Store, ask.Movement, ask.Store, true) : Decision<UnitEvent>.AlreadyDone;
        var isOurs = held.Store == ask.Store || held == ask.InPlaceOf;
        return ask.Fresh || !isOurs
            ? new Refusal(RefusalKind.UnitElsewhere, Store: held.Store, State: held.Movement)
            : new UnitClaimed(ask.Store, ask.Movement, held.Store == ask.Store ? null : held.Store, true);
    }

    /// <summary>It notes again what stood there already.</summary>
    public static bool IsRenewal(Decision<UnitEvent> decision) => decision.Events is [UnitClaimed claimed] && claimed.From == claimed.Store;

    /// <summary>What is not held so is left as it is. Where nothing came of a movement, who held the unit before it holds it again: a unit that was sold stays known.</summary>
    public static Decision<UnitEvent> Release(Unit state, ReleaseUnit ask) =>
        state.Claim is { } held && held.Store == ask.Store && (ask.Movement is null || held.Movement == ask.Movement)
            ? new UnitReleased(ask.Store, ask.Movement is not null && state.Pending ? state.Before : null) : Decision<UnitEvent>.AlreadyDone;

    /// <summary>Takes in what a stock says of a claim; nothing where there was another claim since it was asked.</summary>
    /// <param name="claims">How many there were then.</param>
    public static Decision<UnitEvent> Learn(Unit state, long claims, UnitFate fate) =>
        !state.Pending || state.Claims != claims || fate == UnitFate.UnderWay ? Decision<UnitEvent>.AlreadyDone
        : fate == UnitFate.Came ? new UnitCame()
        : new UnitReleased(state.Claim!.Store, state.Before);

    /// <summary>One diversion is open at a time; where the unit turns up in a third store, that one.</summary>
    public static Decision<UnitEvent> See(Unit state, SeeUnit ask)
    {
        if (!Limits.IsId(ask.Store)) return Refusal.Invalid("store", "must-be-an-id");
        // Whoever looked may have been overtaken: it may be theirs by now.
        if (state.Claim is not { } held || held.Store != ask.Holder || held.Store == ask.Store) return Decision<UnitEvent>.AlreadyDone;
        return state.IsDiverted && state.Diversion!.Store == ask.Store ? Decision<UnitEvent>.AlreadyDone : new UnitDiverted(ask.Store, held.Store);
    }

    /// <summary>Refusals: Validation, InvalidState where none is open.</summary>
    public static Decision<UnitEvent> Settle(Unit state, SettleDiversion ask) =>
        Form.Needed(ask.Reason, "reason") is { } malformed ? malformed
        : state.IsDiverted ? new UnitDiversionSettled(ask.Reason)
        : state.Diversion?.Reason == ask.Reason ? Decision<UnitEvent>.AlreadyDone
        : Refusal.NotIn("not-diverted");
}
