namespace BeautyGrains.Grains;

/// <summary>One serialised unit's registry entry. Key: "sku/serial". Holds no rule.</summary>
[Reentrant]
public sealed class UnitGrain(AggregateServices house) : AggregateGrain<Unit, UnitEvent>(house, UnitKind.Instance), IUnitGrain
{
    /// <inheritdoc />
    public async Task<Answer<UnitClaim>> Claim(ClaimUnit ask)
    {
        var answer = await Decide((head, _) => UnitRules.Claim(head, ask), on => on.State.Claim!, ask.By);
        EndIfEmpty();
        return answer;
    }

    /// <inheritdoc />
    public async Task<Answer<UnitClaim>> Release(ReleaseUnit ask)
    {
        var answer = await Decide((head, _) => UnitRules.Release(head, ask), on => on.State.Claim ?? new(ask.Store, ask.Movement ?? ""), ask.By);
        EndIfEmpty();
        return answer;
    }

    /// <inheritdoc />
    public async Task<UnitClaim?> Get()
    {
        await CheckFresh();
        EndIfEmpty();
        return Durable.State.Claim;
    }
}

/// <summary>Who may hold a unit. Pure.</summary>
public static class UnitRules
{
    /// <summary>The same movement again is a repeat. Refusals: UnitElsewhere with the store that holds it and, as its state, by which movement.</summary>
    public static Decision<UnitEvent> Claim(Unit state, ClaimUnit ask)
    {
        if (state.Claim is not { } held) return new UnitClaimed(ask.Store, ask.Movement);
        if (held.Store == ask.Store && held.Movement == ask.Movement) return Decision<UnitEvent>.AlreadyDone;
        var isOurs = held.Store == ask.Store || held == ask.InPlaceOf;
        return ask.Fresh || !isOurs
            ? new Refusal(RefusalKind.UnitElsewhere, Store: held.Store, State: held.Movement)
            : new UnitClaimed(ask.Store, ask.Movement, held.Store == ask.Store ? null : held.Store);
    }

    /// <summary>What is not held so is left as it is.</summary>
    public static Decision<UnitEvent> Release(Unit state, ReleaseUnit ask) =>
        state.Claim is { } held && held.Store == ask.Store && (ask.Movement is null || held.Movement == ask.Movement)
            ? new UnitReleased(ask.Store) : Decision<UnitEvent>.AlreadyDone;
}
